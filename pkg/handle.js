import { VersioningError } from './errors.js';

/**
 * The engine tells a refusal as a text such as `INVALID_ARGUMENT: …`, and that of an operation as
 * `INVALID_ARGUMENT ALREADY_EXISTS: …`.
 *
 * @param {string} refusal
 */
export function readRefusal(refusal) {
  const end = refusal.indexOf(': ');
  const [code, reason] = refusal.slice(0, end).split(' ');
  return {
    code: /** @type {import('./index.js').VersioningErrorCode} */ (code),
    reason: /** @type {import('./index.js').RefusalReason | undefined} */ (reason),
    message: refusal.slice(end + 2),
  };
}

/**
 * What the engine keeps for an object of the package, until it is freed or the engine fails.
 *
 * @template {{ free(): void }} Kept
 */
export class Handle {
  /** @type {Kept | undefined} */
  #kept;
  #name;
  #gone;

  /**
   * @param {string} name of the object's class
   * @param {() => Kept} make
   */
  constructor(name, make) {
    this.#name = name;
    this.#gone = `this ${name} was freed: make a new one`;
    try {
      this.#kept = make();
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  /** Whether it was neither freed nor failed. */
  get isKept() {
    return this.#kept !== undefined;
  }

  /**
   * Calls the engine.
   *
   * @template T
   * @param {(kept: Kept) => T} call
   * @param {string} [path] put in front of the message of a refusal
   * @returns {T}
   */
  ask(call, path) {
    const kept = this.#kept;
    if (kept === undefined) throw new Error(this.#gone);
    try {
      return call(kept);
    } catch (thrown) {
      throw this.#failure(thrown, path);
    }
  }

  /**
   * Calls the engine for a list, which it answers as JSON.
   *
   * @param {(kept: Kept) => string} call
   * @param {string} [path] put in front of the message of a refusal
   * @returns {any[]}
   */
  list(call, path) {
    return JSON.parse(this.ask(call, path));
  }

  free() {
    this.#kept?.free();
    this.#kept = undefined;
  }

  /**
   * What the caller is told of what the engine has thrown.
   *
   * @param {unknown} thrown
   * @param {string} [path]
   */
  #failure(thrown, path) {
    if (typeof thrown === 'string') {
      const { code, reason, message } = readRefusal(thrown);
      return new VersioningError(code, (path ?? '') + message, reason);
    }
    if (!(thrown instanceof WebAssembly.RuntimeError)) return thrown;
    // What it was doing to its state is unknown, so that no later answer could be trusted.
    this.#kept = undefined;
    this.#gone =
      'the engine of worker-versioning failed, which is a bug in it: please report it with the calls that led to it. ' +
      `This ${this.#name} cannot be used any more; others can.`;
    return new Error(this.#gone, { cause: thrown });
  }
}
