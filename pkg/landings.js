import { WorkflowLandings as Engine } from './engine/engine.js';
import { kindOf } from './errors.js';
import { Handle } from './handle.js';
import { askNamespace, Namespace } from './namespace.js';
import { askRollout, Rollout } from './rollout.js';

/** The most that is copied into the engine at once, because its memory grows with it. */
const MOST_BYTES = 2 ** 18;

/**
 * Calls the engine of counted workflows.
 *
 * @type {<T>(landings: WorkflowLandings, call: (engine: Engine) => T) => T}
 */
export let askLandings;

/** Where running workflows land. Documented in `index.d.ts`. */
export class WorkflowLandings {
  #engine = new Handle('WorkflowLandings', () => new Engine());
  /** The first half of a surrogate pair, whose other half begins the next text. */
  #half = '';

  static {
    askLandings = (landings, call) => landings.#engine.ask(call);
  }

  /** @param {string | Uint8Array} chunk */
  write(chunk) {
    const bytes = chunk instanceof Uint8Array ? chunk : this.#encode(chunk);
    for (let start = 0; start < bytes.length; start += MOST_BYTES) {
      const piece = bytes.subarray(start, start + MOST_BYTES);
      this.#engine.ask((engine) => engine.write(piece));
    }
  }

  end() {
    checkText(this.#half);
    this.#engine.ask((engine) => engine.end());
  }

  get counts() {
    return this.#engine.ask((engine) => engine.counts());
  }

  summary() {
    return this.#engine.ask((engine) => engine.summary());
  }

  workflows() {
    return this.#engine.ask((engine) => engine.workflows());
  }

  /**
   * @param {Namespace} before
   * @param {Namespace} [after]
   */
  rows(before, after) {
    checkNamespace(before, 'before');
    if (after !== undefined) checkNamespace(after, 'after');
    return this.#engine.ask((engine) =>
      askNamespace(before, (from) =>
        after === undefined
          ? engine.rows(from)
          : askNamespace(after, (to) => engine.rowsBetween(from, to)),
      ),
    );
  }

  /**
   * @param {Rollout} rollout
   * @param {number} [after]
   */
  rowsOf(rollout, after) {
    if (!(rollout instanceof Rollout)) {
      throw new TypeError(`rollout: expected Rollout, got ${kindOf(rollout)}`);
    }
    return this.#engine.ask((engine) => askRollout(rollout, (of) => engine.rowsOf(of, after)));
  }

  free() {
    this.#engine.free();
  }

  /** @param {string} chunk */
  #encode(chunk) {
    if (typeof chunk !== 'string') {
      throw new TypeError(`chunk: expected string or Uint8Array, got ${kindOf(chunk)}`);
    }
    const whole = this.#half + chunk;
    const isCut = /[\ud800-\udbff]$/.test(whole);
    const text = isCut ? whole.slice(0, -1) : whole;
    checkText(text);
    this.#half = isCut ? whole.slice(-1) : '';
    return new TextEncoder().encode(text);
  }
}

/** @param {string} text */
function checkText(text) {
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError('chunk: expected well-formed text, got a lone surrogate');
  }
}

/**
 * @param {unknown} value
 * @param {string} path
 */
function checkNamespace(value, path) {
  if (!(value instanceof Namespace)) {
    throw new TypeError(`${path}: expected Namespace, got ${kindOf(value)}`);
  }
}
