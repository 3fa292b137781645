/** Files that people choose or drop. */

import { ImportError } from '../plan/import.js';

/** Far more than any export of a cluster. */
const MOST_BYTES = 2 ** 24;

/**
 * The text of a file, in UTF-8 or, as some shells of Windows write it, in UTF-16.
 *
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {ImportError}
 */
export async function textOf(file) {
  if (file.size > MOST_BYTES) {
    throw new ImportError(
      'text',
      `${file.name} has ${file.size} bytes; at most ${MOST_BYTES} are read.`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError('text', `${file.name} is not a text file: expected UTF-8.`);
  }
}

/**
 * Accepts files dropped anywhere on the planner.
 *
 * @param {HTMLElement} root
 * @param {(file: File) => void} take
 */
export function takeDroppedFiles(root, take) {
  root.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  root.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    take(file);
  });
}
