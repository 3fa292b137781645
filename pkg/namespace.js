import * as answers from './answers.js';
import { checkTaskQueue, Engine } from './engine/engine.js';
import { VersioningError } from './errors.js';
import * as input from './input.js';

/**
 * Calls the engine, and turns what it refuses, a text such as `NOT_FOUND: …`, into a `VersioningError`.
 *
 * @template T
 * @param {() => T} call
 * @param {string} [path] put in front of the message
 * @returns {T}
 */
function ask(call, path = '') {
  try {
    return call();
  } catch (thrown) {
    if (typeof thrown !== 'string') throw thrown;
    const end = thrown.indexOf(': ');
    const code = /** @type {import('./index.js').VersioningErrorCode} */ (thrown.slice(0, end));
    throw new VersioningError(code, path + thrown.slice(end + 2));
  }
}

/** @param {readonly number[]} limits */
function engineOf([versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes]) {
  return new Engine(versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes);
}

/** A namespace of task queues with their version sets. Documented in `index.d.ts`. */
export class Namespace {
  /** @type {Engine | undefined} */
  #engine;
  /** @type {readonly number[]} */
  #limits;

  /** @param {import('./index.js').NamespaceOptions} [options] */
  constructor(options) {
    this.#limits = input.namespaceOptions(options);
    this.#engine = engineOf(this.#limits);
  }

  get #live() {
    if (this.#engine === undefined) throw new Error('this Namespace was freed: make a new one');
    return this.#engine;
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @returns {import('./index.js').UpdateResult}
   */
  updateBuildIdCompatibility(taskQueue, operation) {
    const name = input.text(taskQueue, 'taskQueue');
    const { kind, buildId, other } = input.operation(operation);
    const engine = this.#live;
    return answers.update(ask(() => engine.update(name, kind, buildId, other)));
  }

  /**
   * @param {string} taskQueue
   * @param {{ maxSets?: number }} [options]
   * @returns {import('./index.js').WorkerBuildIdVersionSets | undefined}
   */
  getBuildIdCompatability(taskQueue, options) {
    const name = input.text(taskQueue, 'taskQueue');
    const maxSets = input.maxSets(options);
    const engine = this.#live;
    return answers.versionSets(ask(() => engine.versionSets(name, maxSets)));
  }

  /** @returns {string[]} */
  taskQueues() {
    return this.#live.taskQueues();
  }

  /**
   * @param {string} taskQueue
   * @param {string} text
   */
  importBuildIds(taskQueue, text) {
    const name = input.text(taskQueue, 'taskQueue');
    const printed = input.text(text, 'text');
    const engine = this.#live;
    ask(() => engine.importBuildIds(name, printed));
  }

  /**
   * @param {import('./index.js').Task} task
   * @returns {import('./index.js').Resolution}
   */
  resolve(task) {
    return this.#resolve(input.task(task, 'task'));
  }

  /**
   * @param {readonly import('./index.js').Task[]} tasks
   * @returns {import('./index.js').Resolution[]}
   */
  resolveMany(tasks) {
    return input.tasks(tasks).map((task) => this.#resolve(task));
  }

  /** @param {input.CheckedTask} task */
  #resolve(task) {
    const { kind, workflowTaskQueue, version, buildId = '', taskQueue, intent, sdk } = task;
    const engine = this.#live;
    ask(() => checkTaskQueue(workflowTaskQueue), `${task.workflowTaskQueuePath}: `);
    if (taskQueue !== undefined) {
      ask(() => checkTaskQueue(taskQueue), `${task.taskQueuePath}: `);
    }
    return answers.resolution(
      task,
      engine.resolve(kind, workflowTaskQueue, version, buildId, taskQueue, intent, sdk),
    );
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').WorkerOptions} worker
   * @returns {import('./index.js').PollOutcome}
   */
  poll(taskQueue, worker) {
    const name = input.text(taskQueue, 'taskQueue');
    const { buildId, useVersioning } = input.worker(worker);
    const engine = this.#live;
    return answers.poll(
      name,
      buildId,
      ask(() => engine.poll(name, buildId, useVersioning)),
    );
  }

  clone() {
    const copy = new Namespace();
    copy.free();
    copy.#limits = this.#limits;
    copy.#engine = this.#live.clone();
    return copy;
  }

  /** @returns {import('./index.js').NamespaceSnapshot} */
  toJSON() {
    const engine = this.#live;
    return answers.snapshot(
      this.#limits,
      engine.taskQueues().map((name) => ({ name, records: engine.records(name) })),
    );
  }

  /** @param {import('./index.js').NamespaceSnapshot} snapshot */
  static fromJSON(snapshot) {
    const { limits, taskQueues } = input.snapshot(snapshot);
    const engine = engineOf(limits);
    for (const { name, path, buildIds, numbers } of taskQueues) {
      ask(() => engine.restore(name, buildIds, numbers), `${path}.`);
    }
    const namespace = new Namespace();
    namespace.free();
    namespace.#limits = limits;
    namespace.#engine = engine;
    return namespace;
  }

  free() {
    this.#engine?.free();
    this.#engine = undefined;
  }
}
