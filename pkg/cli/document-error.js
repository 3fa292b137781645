/**
 * What can be wrong with a file.
 *
 * - `notFound`, `directory`, `unreadable`: there is nothing to read
 * - `tooLarge`, `empty`, `notUtf8`: what is there is no text to read
 * - `syntax`: the text is neither JSON nor YAML, or more of it than a document needs
 * - `invalid`: it is not a rollout document
 * - `exists`, `unwritable`: it cannot be written
 *
 * @typedef {'notFound' | 'directory' | 'unreadable' | 'tooLarge' | 'empty' | 'notUtf8' | 'syntax'
 *   | 'invalid' | 'exists' | 'unwritable'} DocumentErrorKind
 */

/** A file that cannot be read or written. The message says which, where in it, what is wrong and what to do. */
export class DocumentError extends Error {
  /**
   * @param {DocumentErrorKind} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.name = 'DocumentError';
    this.kind = kind;
  }
}
