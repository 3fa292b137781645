import { Failed } from './engine/engine.js';
import { VersioningError } from './errors.js';

/**
 * Calls the engine, and rethrows its failures as the package's errors.
 *
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function ask(call) {
  try {
    return call();
  } catch (thrown) {
    throw thrown instanceof Failed ? errorOf(thrown) : thrown;
  }
}

/** @param {Failed} failed */
function errorOf(failed) {
  const { code, message, reason, ...facts } = failed.facts();
  failed.free();
  if (code === undefined && facts.dependsOn === undefined) {
    return Object.assign(new TypeError(message), facts);
  }
  return new VersioningError(code, message, reason, facts);
}

/**
 * What the engine keeps for an object of the package, until the object is freed or the engine fails.
 *
 * @template {{ free(): void }} Kept
 */
export class Handle {
  /** @type {Kept | undefined} */
  #kept;
  #name;
  #gone;
  /** How many calls are in progress: a getter in an argument may make another call. */
  #calls = 0;
  /** Whether it was freed during a call. */
  #freedMeanwhile = false;

  /**
   * @param {string} name of the object's class
   * @param {() => Kept} make
   */
  constructor(name, make) {
    this.#name = name;
    this.#gone = `this ${name} was freed: make a new one`;
    this.#kept = this.#guarded(make);
  }

  /**
   * Calls the engine.
   *
   * @template T
   * @param {(kept: Kept) => T} call
   * @returns {T}
   */
  ask(call) {
    const kept = this.#kept;
    if (kept === undefined) throw new Error(this.#gone);
    this.#calls += 1;
    try {
      const answer = this.#guarded(() => call(kept));
      if (this.#kept === undefined) throw new Error(this.#gone);
      return answer;
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0 && this.#freedMeanwhile) kept.free();
    }
  }

  free() {
    const kept = this.#kept;
    this.#kept = undefined;
    if (this.#calls === 0) kept?.free();
    else this.#freedMeanwhile = kept !== undefined;
  }

  /**
   * @template T
   * @param {() => T} call
   * @returns {T}
   */
  #guarded(call) {
    try {
      return ask(call);
    } catch (thrown) {
      if (!(thrown instanceof WebAssembly.RuntimeError)) throw thrown;
      // What the engine was doing to its state is unknown, so no later answer could be trusted.
      this.#kept = undefined;
      this.#gone =
        'the engine of worker-versioning failed, which is a bug in it: please report it with the calls that led to it. ' +
        `This ${this.#name} cannot be used any more; others can.`;
      throw new Error(this.#gone, { cause: thrown });
    }
  }
}

/**
 * Gives a class methods that pass their arguments on to the engine's methods of the same names.
 *
 * @template Holder
 * @param {{ prototype: Holder }} holders
 * @param {(holder: Holder) => Handle<any>} handleOf
 * @param {readonly string[]} names
 */
export function addMethods({ prototype }, handleOf, names) {
  for (const name of names) {
    const methods = {
      /** @this {Holder} @param {unknown[]} values */
      [name](...values) {
        return handleOf(this).ask((engine) => engine[name](...values));
      },
    };
    const value = methods[name];
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  }
}
