// Texts from files and from standard input, and texts into files, with errors that people can act on.

import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { chmod, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DocumentError } from './errors.js';

/** What stands for standard input, by custom. */
export const STANDARD_INPUT = '-';

/** The largest text that the engine takes. */
const MOST_BYTES = 2 ** 26;

/**
 * What a file is called in messages.
 *
 * @param {string} path
 */
export function nameOf(path) {
  if (path === '') return "''";
  return path === STANDARD_INPUT ? 'standard input' : path;
}

/**
 * The text of a file.
 *
 * @param {string} path `-` for standard input
 * @returns {Promise<string>} without a byte order mark
 */
export async function readText(path) {
  const bytes = await readBytes(path);
  if (!isUtf8(bytes)) throw notUtf8(path, bytes);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') throw new DocumentError('empty', `${nameOf(path)}: it is empty`);
  return text;
}

/** @param {string} path */
async function readBytes(path) {
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > MOST_BYTES) {
        throw new DocumentError(
          'tooLarge',
          `${nameOf(path)}: it is larger than ${MOST_BYTES / 2 ** 20} MiB, more than is read`,
        );
      }
      chunks.push(/** @type {Buffer} */ (chunk));
    }
  } catch (error) {
    throw readingError(path, error);
  }
  return Buffer.concat(chunks, size);
}

/**
 * What is wrong with a file, by the code of the error of the file system.
 *
 * @typedef {Record<string, [kind: import('./errors.js').DocumentErrorKind, problem: string]>} Problems
 */

/** @type {Problems} */
const READING = {
  ENOENT: ['notFound', 'there is no such file'],
  ENOTDIR: ['notFound', 'there is no such file'],
  EISDIR: ['directory', 'it is a directory'],
  EACCES: ['unreadable', 'you may not read it'],
  EPERM: ['unreadable', 'you may not read it'],
};

/**
 * Why a file cannot be read, in the same words for every file.
 *
 * @param {string} path
 * @param {unknown} error
 */
export function readingError(path, error) {
  return fileError(path, error, READING, ['unreadable', 'it cannot be read: …']);
}

/** @type {(path: string) => Problems} */
const writing = (path) => ({
  ENOENT: ['notFound', `there is no folder ${dirname(path)}`],
  ENOTDIR: ['notFound', `there is no folder ${dirname(path)}`],
  EACCES: ['unwritable', 'you may not write it'],
  EPERM: ['unwritable', 'you may not write it'],
});

/**
 * @param {string} path
 * @param {unknown} error
 * @param {Problems} problems
 * @param {Problems['']} other in which the reason of the system stands for `…`
 */
function fileError(path, error, problems, other) {
  if (error instanceof DocumentError) return error;
  const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error);
  const [kind, problem] = problems[code] ?? other;
  return new DocumentError(kind, `${nameOf(path)}: ${problem.replace('…', () => message)}`);
}

/**
 * @param {string} path
 * @param {Buffer} bytes
 */
function notUtf8(path, bytes) {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return new DocumentError('notUtf8', `${nameOf(path)}: it is UTF-16; save it as UTF-8`);
  }
  // What is no UTF-8 was replaced, so that the first difference is where it stands.
  const readable = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const offset = bytes.findIndex((byte, index) => byte !== readable[index]);
  return new DocumentError(
    'notUtf8',
    `${nameOf(path)}: it is not UTF-8: the byte at offset ${offset} is 0x${bytes[offset].toString(16).padStart(2, '0')}`,
  );
}

/**
 * Writes a text to a file: all of it or nothing.
 *
 * @param {string} path
 * @param {string} text
 * @param {{ existing: 'keep' | 'replace' }} options `keep`: a file that is there is an error
 */
export async function writeText(path, text, { existing }) {
  try {
    const isNew = await reserve(path);
    if (!isNew && existing === 'keep') {
      throw new DocumentError('exists', `${path}: there is such a file already`);
    }
    const target = await realpath(path);
    try {
      await replace(target, text);
    } catch (error) {
      if (isNew) await rm(target, { force: true });
      throw error;
    }
  } catch (error) {
    throw fileError(path, error, writing(path), ['unwritable', 'it cannot be written: …']);
  }
}

/**
 * Makes a file where there is none, so that nobody else can at the same time.
 *
 * @param {string} path
 * @returns {Promise<boolean>} whether there was none
 */
async function reserve(path) {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
async function replace(path, text) {
  const { mode } = await stat(path);
  const temporary = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true, mode: mode & 0o777 });
    // As it was, whatever the umask.
    await chmod(temporary, mode & 0o777);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
