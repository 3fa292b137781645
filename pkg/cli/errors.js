/** How the program ends; part of its interface, and listed by `--help`. */
export const EXIT = {
  OK: 0,
  /** The answer is no: an expectation failed, a step is refused, a worker is still needed, documents differ. */
  NO: 1,
  /** The command line or a file is wrong. */
  USAGE: 2,
  /** The cluster could not be asked. */
  CLUSTER: 3,
  /** A bug in this program. */
  BUG: 70,
  /** Whoever read the output has gone; what a shell says of a program that SIGPIPE ended. */
  CLOSED_PIPE: 141,
};

/** Something went wrong that the user can do something about. */
export class CommandError extends Error {
  /**
   * @param {string} message what happened, where, and what to do
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = EXIT.USAGE) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

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

/**
 * What is wrong with a text, and where in it if that is known.
 *
 * @typedef {{ path: string; place?: import('./yaml-text.js').Place; problem: string }} Fault
 */

/** A file that cannot be read or written. The message says which, where in it, what is wrong and what to do. */
export class DocumentError extends CommandError {
  /**
   * @param {DocumentErrorKind} kind
   * @param {string} message
   * @param {Fault} [fault] where in a text it is, if it is in one
   */
  constructor(kind, message, fault) {
    super(message);
    this.name = 'DocumentError';
    this.kind = kind;
    this.fault = fault;
  }
}
