/** A refusal, with the server's status and message. */
export class VersioningError extends Error {
  /**
   * @param {import('./index.js').VersioningErrorCode} code
   * @param {string} message
   * @param {import('./index.js').RefusalReason} [reason]
   */
  constructor(code, message, reason) {
    super(message);
    this.code = code;
    if (reason !== undefined) this.reason = reason;
  }
}

// Like the names of the built-in errors: on the prototype, where it is not listed among an error's own fields.
Object.defineProperty(VersioningError.prototype, 'name', {
  value: 'VersioningError',
  configurable: true,
  writable: true,
});
