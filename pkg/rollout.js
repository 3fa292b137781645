import { Rollout as Engine } from './engine/engine.js';
import { Handle } from './handle.js';
import { Namespace } from './namespace.js';

/** @typedef {import('./index.js').RolloutDocument} RolloutDocument */
/** @typedef {import('./index.js').At} At */

/** A rollout. Documented in `index.d.ts`. */
export class Rollout {
  /** @type {RolloutDocument} */
  #document;
  /** @type {Handle<Engine>} */
  #engine;

  /** @param {RolloutDocument} document */
  constructor(document) {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      const got = document === null ? 'null' : Array.isArray(document) ? 'array' : typeof document;
      throw new TypeError(`document: expected object, got ${got}`);
    }
    const text = JSON.stringify(document);
    this.#engine = new Handle('Rollout', () => new Engine(text));
    this.#document = JSON.parse(text);
  }

  /** @param {string} text */
  static parse(text) {
    // The engine reads the text itself, because it can say where the text is not JSON or has a field twice.
    new Handle('Rollout', () => new Engine(text)).free();
    return new Rollout(JSON.parse(text.replace(/^\ufeff/, '')));
  }

  get document() {
    return structuredClone(this.#document);
  }

  get stepCount() {
    return this.#engine.ask((engine) => engine.stepCount);
  }

  steps() {
    return this.#engine.ask((engine) => engine.steps());
  }

  /** @param {number} [after] */
  namespaceAfter(after) {
    return new Namespace(this.#engine.ask((engine) => engine.namespaceAfter(after)));
  }

  subjects() {
    return this.#engine.ask((engine) => engine.subjects());
  }

  /** @param {number} [after] */
  landings(after) {
    return this.#engine.ask((engine) => engine.landings(after));
  }

  /** @param {At} [at] */
  situation(at) {
    return this.#engine.ask((engine) => engine.situation(at));
  }

  /**
   * @param {At} before
   * @param {At} after
   */
  difference(before, after) {
    return this.#engine.ask((engine) => engine.difference(before, after));
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {Rollout} [other]
   */
  changes(from, to, other = this) {
    return this.#engine.ask((engine) =>
      other.#engine.ask((another) => engine.changes(from, another, to)),
    );
  }

  runs() {
    return this.#engine.ask((engine) => engine.runs());
  }

  /**
   * @param {import('./index.js').RolloutSubject} subject
   * @param {At} [at]
   */
  why(subject, at) {
    return this.#engine.ask((engine) => engine.why(subject, at));
  }

  check() {
    return this.#engine.ask((engine) => engine.check());
  }

  /** @param {import('./index.js').RetirementOptions} options */
  retire(options) {
    return this.#engine.ask((engine) => engine.retire(options));
  }

  /** @param {import('./index.js').PlanOptions} options */
  plan(options) {
    return this.#engine.ask((engine) => engine.plan(options));
  }

  /** @param {At} [at] */
  hazards(at) {
    return this.#engine.ask((engine) => engine.hazards(at));
  }

  /** @param {number} step */
  rollback(step) {
    return this.#engine.ask((engine) => engine.rollback(step));
  }

  workerNeeds() {
    return this.#engine.ask((engine) => engine.workerNeeds());
  }

  runbook() {
    return this.#engine.ask((engine) => engine.runbook());
  }

  /** @param {number} step */
  runbookOfStep(step) {
    return this.#engine.ask((engine) => engine.runbookOfStep(step));
  }

  free() {
    this.#engine.free();
  }
}
