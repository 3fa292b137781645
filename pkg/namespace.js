import * as answers from './answers.js';
import { checkTaskQueue, Engine } from './engine/engine.js';
import { VersioningError } from './errors.js';
import { Handle } from './handle.js';
import * as input from './input.js';
import { Memory } from './memory.js';
import { snippet } from './snippet.js';
import { Texts } from './texts.js';
import * as words from './words.js';

/** @param {readonly number[]} limits */
function engineOf([versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes]) {
  return new Engine(versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes);
}

/**
 * The namespace of an engine that is there already.
 *
 * @type {(engine: Engine, limits: readonly number[]) => Namespace}
 */
export let namespaceOf;

/**
 * Calls the engine of a namespace.
 *
 * @type {<T>(namespace: Namespace, call: (engine: Engine) => T) => T}
 */
export let askNamespace;

/** A namespace of task queues with their version sets. Documented in `index.d.ts`. */
export class Namespace {
  /** @type {Handle<Engine>} */
  #handle;
  /** @type {readonly number[]} */
  #limits;
  /** @type {Memory<answers.Landing>} */
  #landings = new Memory();
  #texts = new Texts();

  static {
    namespaceOf = (engine, limits) => {
      const namespace = new Namespace();
      namespace.free();
      namespace.#limits = limits;
      namespace.#handle = new Handle('Namespace', () => engine);
      return namespace;
    };
    askNamespace = (namespace, call) => namespace.#ask(call);
  }

  /** @param {import('./index.js').NamespaceOptions} [options] */
  constructor(options) {
    this.#limits = input.namespaceOptions(options);
    this.#handle = new Handle('Namespace', () => engineOf(this.#limits));
  }

  /**
   * @template T
   * @param {(engine: Engine) => T} call
   * @param {string} [path] put in front of the message of a refusal
   * @returns {T}
   */
  #ask(call, path) {
    return this.#handle.ask(call, path);
  }

  /**
   * @param {(engine: Engine) => string} call
   * @returns {any[]}
   */
  #list(call) {
    return this.#handle.list(call);
  }

  /**
   * Calls the engine to change what it holds.
   *
   * @template T
   * @param {(engine: Engine) => T} call
   * @param {string} [path] put in front of the message of a refusal
   * @returns {T}
   */
  #change(call, path) {
    this.#landings.forget();
    return this.#handle.ask(call, path);
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @returns {import('./index.js').UpdateResult}
   */
  updateBuildIdCompatibility(taskQueue, operation) {
    const name = input.text(taskQueue, 'taskQueue');
    const { kind, buildId, other } = input.operation(operation);
    const effect = this.#change((engine) => {
      const texts = this.#texts;
      texts.limit(engine);
      const queue = texts.number(engine, name);
      return engine.update(queue, kind, texts.number(engine, buildId), texts.number(engine, other));
    });
    return answers.update(effect);
  }

  /**
   * @param {string} taskQueue
   * @param {{ maxSets?: number }} [options]
   * @returns {import('./index.js').WorkerBuildIdVersionSets | undefined}
   */
  getBuildIdCompatability(taskQueue, options) {
    const name = input.text(taskQueue, 'taskQueue');
    const maxSets = input.maxSets(options);
    return answers.versionSets(this.#list((engine) => engine.versionSets(name, maxSets)));
  }

  /**
   * @param {import('./index.js').ReachabilityOptions} options
   * @returns {import('./index.js').ReachabilityResponse}
   */
  getReachability(options) {
    const { buildIds, kind, letters, texts, taskQueuePaths } = input.reachability(options);
    for (const [taskQueue, path] of taskQueuePaths) {
      this.#ask(() => checkTaskQueue(taskQueue), `${path}: `);
    }
    const answer = this.#list((engine) =>
      engine.reachability(kind, letters, JSON.stringify(texts)),
    );
    return answers.reachability(buildIds, kind, answer);
  }

  /** @returns {string[]} */
  taskQueues() {
    return this.#list((engine) => engine.taskQueues());
  }

  /**
   * @param {string} taskQueue
   * @param {string} text
   */
  importBuildIds(taskQueue, text) {
    const name = input.text(taskQueue, 'taskQueue');
    const printed = input.text(text, 'text');
    this.#change((engine) => engine.importBuildIds(name, printed));
  }

  /**
   * @param {import('./index.js').Task} task
   * @returns {import('./index.js').Resolution}
   */
  resolve(task) {
    return this.#resolve(input.task(task, 'task'), 'task');
  }

  /**
   * @param {readonly import('./index.js').Task[]} tasks
   * @returns {import('./index.js').Resolution[]}
   */
  resolveMany(tasks) {
    /** @type {import('./index.js').Resolution[]} */
    const resolutions = [];
    /** @type {{ error: unknown } | undefined} */
    let refusal;
    // One after the other: what was read of ten thousand tasks would take longer to keep than to read.
    input.tasks(tasks, (task, path) => {
      // What is wrong with the form of a later task is told first.
      if (refusal !== undefined) return;
      try {
        resolutions.push(this.#resolve(task, path));
      } catch (error) {
        refusal = { error };
      }
    });
    if (refusal !== undefined) throw refusal.error;
    return resolutions;
  }

  /**
   * @param {input.CheckedTask} task
   * @param {input.Path} path
   */
  #resolve(task, path) {
    const known = this.#handle.isKept ? this.#landings.find(task) : undefined;
    return answers.resolution(task, known ?? this.#land(task, path));
  }

  /**
   * @param {input.CheckedTask} task
   * @param {input.Path} path
   */
  #land(task, path) {
    const { kind, workflowTaskQueue, version, buildId, taskQueue, intent, sdk } = task;
    this.#checkTaskQueue(workflowTaskQueue, input.workflowTaskQueuePath(task, path));
    if (taskQueue !== undefined) this.#checkTaskQueue(taskQueue, `${path}.taskQueue`);
    const answer = this.#ask((engine) => {
      const texts = this.#texts;
      texts.limit(engine);
      const workflowQueue = texts.number(engine, workflowTaskQueue);
      const stamp = texts.number(engine, buildId);
      const queue = taskQueue === undefined ? 0 : texts.number(engine, taskQueue);
      return engine.resolve(kind, workflowQueue, version, stamp, queue, intent, sdk);
    });
    const landing = answers.landing(answer);
    this.#landings.keep(task, landing);
    return landing;
  }

  /**
   * Refuses the name of a task queue that cannot exist.
   *
   * @param {string} name
   * @param {string} path
   */
  #checkTaskQueue(name, path) {
    if (this.#texts.isTaskQueue(name)) return;
    this.#ask(() => checkTaskQueue(name), `${path}: `);
    this.#texts.keepTaskQueue(name);
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').WorkerOptions} worker
   * @returns {import('./index.js').PollOutcome}
   */
  poll(taskQueue, worker) {
    const name = input.text(taskQueue, 'taskQueue');
    const { buildId, useVersioning } = input.worker(worker);
    const answer = this.#list((engine) => engine.poll(name, buildId, useVersioning));
    return answers.poll(name, buildId, answer);
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @param {import('./index.js').SnippetLanguage} language
   * @returns {string}
   */
  snippet(taskQueue, operation, language) {
    const code = snippet(taskQueue, operation, language);
    // What was freed refuses this call too, though nothing of it is asked.
    return this.#ask(() => code);
  }

  /**
   * @param {string} taskQueue
   * @param {import('./index.js').BuildIdOperation} operation
   * @param {readonly import('./index.js').Task[]} tasks
   * @returns {import('./index.js').Preview}
   */
  preview(taskQueue, operation, tasks) {
    const before = this.resolveMany(tasks);
    const tried = this.clone();
    try {
      const result = resultOf(() => tried.updateBuildIdCompatibility(taskQueue, operation));
      const after = tried.resolveMany(tasks);
      const landings = before.map((landing, place) => ({
        before: landing,
        after: after[place],
        moved: words.landing(landing) !== words.landing(after[place]),
      }));
      return { ...result, landings };
    } finally {
      tried.free();
    }
  }

  clone() {
    return namespaceOf(
      this.#ask((engine) => engine.clone()),
      this.#limits,
    );
  }

  /** @returns {import('./index.js').NamespaceSnapshot} */
  toJSON() {
    const taskQueues = this.taskQueues().map((name) => ({
      name,
      records: this.#list((engine) => engine.records(name)),
    }));
    return answers.snapshot(this.#limits, taskQueues);
  }

  /** @param {import('./index.js').NamespaceSnapshot} snapshot */
  static fromJSON(snapshot) {
    const { limits, taskQueues } = input.snapshot(snapshot);
    const namespace = namespaceOf(engineOf(limits), limits);
    for (const { name, path, buildIds, numbers } of taskQueues) {
      namespace.#ask(() => checkTaskQueue(name), `${path}.taskQueue: `);
      const listed = JSON.stringify(buildIds);
      namespace.#change((engine) => engine.restore(name, listed, numbers), `${path}.`);
    }
    return namespace;
  }

  free() {
    this.#handle.free();
  }
}

/**
 * @param {() => import('./index.js').UpdateResult} update
 * @returns {import('./index.js').RolloutStepResult}
 */
function resultOf(update) {
  try {
    const { changed, ...guess } = update();
    return changed ? { result: 'changed', ...guess } : { result: 'unchanged' };
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    return answers.refusedStep(error);
  }
}
