/** A refusal, with the server's status and message. Documented in `index.d.ts`. */
export class VersioningError extends Error {
  /**
   * @param {import('./index.js').VersioningErrorCode | undefined} code
   * @param {string} message
   * @param {import('./index.js').RefusalReason} [reason]
   * @param {import('./index.js').VersioningErrorFacts} [facts]
   */
  constructor(code, message, reason, facts = {}) {
    super(message);
    if (code !== undefined) this.code = code;
    if (reason !== undefined) this.reason = reason;
    Object.assign(this, facts);
  }
}

// Like the names of the built-in errors: on the prototype, so that it is not one of the error's own fields.
Object.defineProperty(VersioningError.prototype, 'name', {
  value: 'VersioningError',
  configurable: true,
  writable: true,
});

/**
 * What a value is, as messages name it.
 *
 * @param {unknown} value
 */
export function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
