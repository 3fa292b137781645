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
