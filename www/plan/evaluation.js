/**
 * What becomes of a document, without asking the engine twice: a step changes the version sets of one queue,
 * so that all that lands on the others lands where it did.
 */

import { Namespace, VersioningError } from '../engine.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutStepResult} RolloutStepResult
 * @typedef {import('../pkg/index.js').VersioningError} Refusal
 * @typedef {import('../pkg/index.js').PollOutcome | import('../pkg/index.js').InvalidPoll} PollOutcome
 * @typedef {import('../pkg/index.js').WorkerOptions} WorkerOptions
 * @typedef {import('../pkg/index.js').Resolution} Resolution
 * @typedef {import('./tasks.js').Subject} Subject
 */

/**
 * What a step does. One that no request to a server can hold is refused without a reason of the server.
 *
 * @typedef {Exclude<RolloutStepResult, { result: 'refused' }>
 *   | { result: 'refused' } & Pick<Refusal, 'code' | 'reason' | 'message'>} StepResult
 */

/** So many steps that could come next are remembered: that of the document, and those lately composed. */
const MOST_NEXT = 8;

/** A queue between two changes of its version sets. */
export class QueueMoment {
  #namespace;
  #taskQueue;
  /** @type {import('../pkg/index.js').BuildIdVersionSet[] | undefined} */
  #sets;
  /** @type {Map<string, Resolution>} */
  #landings = new Map();
  /** @type {Map<string, PollOutcome>} */
  #polls = new Map();

  /**
   * @param {Namespace} namespace
   * @param {string} taskQueue
   */
  constructor(namespace, taskQueue) {
    this.#namespace = namespace;
    this.#taskQueue = taskQueue;
  }

  /** The version sets, the queue default last; none when the queue is unversioned. */
  get sets() {
    this.#sets ??= setsOf(this.#namespace, this.#taskQueue);
    return this.#sets;
  }

  /**
   * @param {Subject} subject one that is put on this queue
   * @returns {Resolution}
   */
  landing({ key, task }) {
    let landing = this.#landings.get(key);
    if (landing === undefined) {
      landing = this.#namespace.resolve(task);
      this.#landings.set(key, landing);
    }
    return landing;
  }

  /**
   * @param {WorkerOptions} worker
   * @returns {PollOutcome}
   */
  poll({ buildId, useVersioning = false }) {
    const key = `${useVersioning}${buildId}`;
    let outcome = this.#polls.get(key);
    if (outcome === undefined) {
      const worker = buildId === undefined ? { useVersioning } : { buildId, useVersioning };
      outcome = polled(this.#namespace, this.#taskQueue, worker);
      this.#polls.set(key, outcome);
    }
    return outcome;
  }
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 */
function setsOf(namespace, taskQueue) {
  try {
    return namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  } catch (error) {
    // A name that no queue can have, as it may stand in a field: what is done to it is refused with the reason.
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    return [];
  }
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {WorkerOptions} worker
 * @returns {PollOutcome}
 */
function polled(namespace, taskQueue, worker) {
  try {
    return namespace.poll(taskQueue, worker);
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    return { outcome: 'invalid', taskQueue, code: 'INVALID_ARGUMENT', message: error.message };
  }
}

/** The namespace after a step. */
export class Moment {
  #namespace;
  /** @type {Moment | undefined} */
  #previous;
  /** @type {string | undefined} */
  #changedQueue;
  /** @type {Map<string, QueueMoment>} */
  #queues = new Map();
  /** @type {Map<string, Moment>} */
  #next = new Map();

  /**
   * @param {Namespace} namespace
   * @param {{ previous: Moment, taskQueue: string, result: StepResult }} [step] the step that has led
   *   here; none at the start
   */
  constructor(namespace, step) {
    this.#namespace = namespace;
    this.#previous = step?.previous;
    this.result = step?.result;
    this.#changedQueue = step?.result.result === 'changed' ? step.taskQueue : undefined;
  }

  /**
   * @param {string} taskQueue
   * @returns {QueueMoment}
   */
  queue(taskQueue) {
    let queue = this.#queues.get(taskQueue);
    if (queue === undefined) {
      queue =
        this.#previous && taskQueue !== this.#changedQueue
          ? this.#previous.queue(taskQueue)
          : new QueueMoment(this.#namespace, taskQueue);
      this.#queues.set(taskQueue, queue);
    }
    return queue;
  }

  /**
   * @param {RolloutOperation} step
   * @returns {Moment}
   */
  after({ name: _, ...step }) {
    const key = JSON.stringify(step);
    const next = this.#next.get(key) ?? this.#carryOut(step);
    this.#next.delete(key);
    this.#next.set(key, next);
    const [oldest] = this.#next.keys();
    if (this.#next.size > MOST_NEXT) this.#next.delete(oldest);
    return next;
  }

  /** @param {RolloutOperation} step */
  #carryOut({ taskQueue, ...operation }) {
    const namespace = this.#namespace.clone();
    const result = updated(namespace, taskQueue, operation);
    return new Moment(namespace, { previous: this, taskQueue, result });
  }
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {import('../pkg/index.js').BuildIdOperation} operation
 * @returns {StepResult}
 */
function updated(namespace, taskQueue, operation) {
  try {
    const { changed, ...guess } = namespace.updateBuildIdCompatibility(taskQueue, operation);
    return changed ? { result: 'changed', ...guess } : { result: 'unchanged' };
  } catch (error) {
    if (error instanceof VersioningError) {
      const { code, reason, message } = error;
      return { result: 'refused', code, reason, message };
    }
    if (!(error instanceof TypeError)) throw error;
    // Half a character, which no request to a server can hold.
    return { result: 'refused', code: 'INVALID_ARGUMENT', message: error.message };
  }
}

/**
 * Remembers the last document's start, so that only what is new of the next one is carried out.
 */
export class Evaluator {
  /** @type {{ document: RolloutDocument, moment: Moment } | undefined} */
  #start;

  /**
   * The moment after each step; the first one is the start.
   *
   * @param {RolloutDocument} document one that `Rollout` takes
   * @returns {Moment[]}
   */
  moments(document) {
    const moments = [this.#startOf(document)];
    for (const step of document.operations ?? []) {
      moments.push(moments[moments.length - 1].after(step));
    }
    return moments;
  }

  /** @param {RolloutDocument} document */
  #startOf(document) {
    const known = this.#start?.document;
    if (
      known?.taskQueues !== document.taskQueues ||
      known?.limits !== document.limits ||
      !this.#start
    ) {
      const namespace = new Namespace(document.limits && { limits: document.limits });
      for (const { taskQueue, versionSets = [] } of document.taskQueues ?? []) {
        namespace.importBuildIds(taskQueue, JSON.stringify({ majorVersionSets: versionSets }));
      }
      this.#start = { document, moment: new Moment(namespace) };
    }
    return this.#start.moment;
  }
}
