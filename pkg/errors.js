/** A refusal, with the server's status and message. */
export class VersioningError extends Error {
  /**
   * @param {import('./index.js').VersioningErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// Like the names of the built-in errors: on the prototype, where it is not listed among an error's own fields.
Object.defineProperty(VersioningError.prototype, 'name', {
  value: 'VersioningError',
  configurable: true,
  writable: true,
});
