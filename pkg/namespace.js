import { Namespace as Engine } from './engine/engine.js';
import { addMethods, ask, Handle } from './handle.js';
import { snippet } from './words.js';

/** @typedef {Exclude<keyof import('./index.js').Namespace, 'snippet' | 'clone' | 'free'>} Asked */

/** @type {Asked[]} */
const ASKED = [
  'apply',
  'observe',
  'updateBuildIdCompatibility',
  'getBuildIdCompatability',
  'getReachability',
  'taskQueues',
  'importBuildIds',
  'importWorkerDeployments',
  'workerDeployments',
  'describeWorkerDeployment',
  'describeWorkerDeploymentVersion',
  'resolve',
  'resolveMany',
  'begin',
  'progress',
  'poll',
  'preview',
  'toJSON',
];

/**
 * Calls the engine of a namespace.
 *
 * @type {<T>(namespace: Namespace, call: (engine: Engine) => T) => T}
 */
export let askNamespace;

/** A namespace of task queues and Worker Deployments. Documented in `index.d.ts`. */
export class Namespace {
  /** @type {Handle<Engine>} */
  #engine;

  static {
    askNamespace = (namespace, call) => namespace.#engine.ask(call);
    addMethods(Namespace, (namespace) => namespace.#engine, ASKED);
  }

  /** @param {import('./index.js').NamespaceOptions | Engine} [options] or the engine to call */
  constructor(options) {
    this.#engine = new Handle('Namespace', () =>
      options instanceof Engine ? options : new Engine(options),
    );
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

  /** @param {import('./index.js').NamespaceSnapshot} snapshot */
  static fromJSON(snapshot) {
    return new Namespace(ask(() => Engine.fromJSON(snapshot)));
  }

  free() {
    this.#engine.free();
  }
}
