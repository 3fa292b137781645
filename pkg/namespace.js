import { Namespace as Engine } from './engine/engine.js';
import { ask, Handle } from './handle.js';
import { snippet } from './words.js';

/**
 * Calls the engine of a namespace.
 *
 * @type {<T>(namespace: Namespace, call: (engine: Engine) => T) => T}
 */
export let askNamespace;

/** A namespace of task queues with their version sets. Documented in `index.d.ts`. */
export class Namespace {
  /** @type {Handle<Engine>} */
  #engine;

  static {
    askNamespace = (namespace, call) => namespace.#engine.ask(call);
  }

  /** @param {import('./index.js').NamespaceOptions | Engine} [options] or the engine to call */
  constructor(options) {
    this.#engine = new Handle('Namespace', () =>
      options instanceof Engine ? options : new Engine(options),
    );
  }

  /** @param {import('./index.js').Operation} operation */
  apply(operation) {
    return this.#engine.ask((engine) => engine.apply(operation));
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   */
  updateBuildIdCompatibility(taskQueue, operation) {
    return this.#engine.ask((engine) => engine.updateBuildIdCompatibility(taskQueue, operation));
  }

  /**
   * @param {string} taskQueue
   * @param {{ maxSets?: number }} [options]
   */
  getBuildIdCompatability(taskQueue, options) {
    return this.#engine.ask((engine) => engine.getBuildIdCompatability(taskQueue, options));
  }

  /** @param {import('./index.js').ReachabilityOptions} options */
  getReachability(options) {
    return this.#engine.ask((engine) => engine.getReachability(options));
  }

  taskQueues() {
    return this.#engine.ask((engine) => engine.taskQueues());
  }

  /**
   * @param {string} taskQueue
   * @param {string} text
   */
  importBuildIds(taskQueue, text) {
    this.#engine.ask((engine) => engine.importBuildIds(taskQueue, text));
  }

  /** @param {import('./index.js').Task} task */
  resolve(task) {
    return this.#engine.ask((engine) => engine.resolve(task));
  }

  /** @param {readonly import('./index.js').Task[]} tasks */
  resolveMany(tasks) {
    return this.#engine.ask((engine) => engine.resolveMany(tasks));
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').WorkerOptions} worker
   */
  poll(taskQueue, worker) {
    return this.#engine.ask((engine) => engine.poll(taskQueue, worker));
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @param {readonly import('./index.js').Task[]} tasks
   */
  preview(taskQueue, operation, tasks) {
    return this.#engine.ask((engine) => engine.preview(taskQueue, operation, tasks));
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @param {import('./index.js').SnippetLanguage} language
   */
  snippet(taskQueue, operation, language) {
    // A freed namespace refuses this call too, although the call does not use it.
    return this.#engine.ask(() => snippet(taskQueue, operation, language));
  }

  clone() {
    return new Namespace(this.#engine.ask((engine) => engine.clone()));
  }

  /** @returns {import('./index.js').NamespaceSnapshot} */
  toJSON() {
    return this.#engine.ask((engine) => engine.toJSON());
  }

  /** @param {import('./index.js').NamespaceSnapshot} snapshot */
  static fromJSON(snapshot) {
    return new Namespace(ask(() => Engine.fromJSON(snapshot)));
  }

  free() {
    this.#engine.free();
  }
}
