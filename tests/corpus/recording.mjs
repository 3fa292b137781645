import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/**
 * @typedef {object} Recording
 * @property {import('./inputs.mjs').Inputs} inputs
 * @property {Record<string, import('./picture.mjs').Picture>} answers by the names of the calls
 */

const FILE = new URL('./answers.json.br', import.meta.url);

/** @returns {Recording} */
export function readRecording() {
  return JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString());
}

/**
 * @param {Recording} recording
 * @returns {number} how many bytes it takes
 */
export function writeRecording(recording) {
  const bytes = brotliCompressSync(JSON.stringify(recording), {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  writeFileSync(FILE, bytes);
  return bytes.length;
}
