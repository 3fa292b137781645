/** What the engine says about a document. It is asked once for everything that a screen shows. */

import { Rollout, VersioningError } from '../engine.js';
import { withQueue } from './items.js';
import { previewOf } from './preview.js';
import { proposalOf } from './proposal.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutSubject} RolloutSubject
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 */

/** @typedef {{ what: RolloutSubject, landing: LandingGroup }} Landed */

/** Where everything lands at one moment. */
export class Moment {
  /** @type {import('../pkg/index.js').Situation | undefined} */
  #known;

  /**
   * @param {Answers} answers
   * @param {import('../pkg/index.js').At} at
   */
  constructor(answers, at) {
    this.answers = answers;
    this.at = at;
  }

  /** Asked for on first use: most screens show only the flow. */
  get #situation() {
    this.#known ??= this.answers.rollout.situation(this.at);
    return this.#known;
  }

  /**
   * The version sets of a queue; none of one that the document does not name.
   *
   * @param {string} taskQueue
   */
  sets(taskQueue) {
    const queue = this.#situation.taskQueues.find((queue) => queue.taskQueue === taskQueue);
    return queue?.versionSets ?? [];
  }

  /**
   * @param {number} subject
   * @returns {Landed}
   */
  landed(subject) {
    const landing = this.#situation.groups[this.#situation.subjects[subject]];
    return { what: this.answers.subjects[subject], landing };
  }

  /** @param {string} taskQueue one that the document names */
  newWorkflows(taskQueue) {
    return this.landed(/** @type {number} */ (this.answers.newWorkflows.get(taskQueue)));
  }

  /**
   * A workflow, then its commands.
   *
   * @param {number} workflow its place in the document
   */
  run(workflow) {
    const { starts, subjects } = this.answers;
    const start = starts[workflow];
    const end = starts[workflow + 1] ?? subjects.length;
    return Array.from({ length: end - start }, (_, index) => this.landed(start + index));
  }

  /** @param {number} worker its place in the document */
  poll(worker) {
    return this.#situation.workers[worker].poll;
  }

  /** @param {RolloutSubject} subject */
  why(subject) {
    return this.answers.rollout.why(subject, this.at).landing;
  }
}

/** What lands somewhere. It depends on the steps only by the task queues that they are on. */
class Lands {
  /** @type {Map<string, number>} */
  newWorkflows = new Map();
  /** @type {number[]} */
  starts = [];

  /** @param {Rollout} rollout */
  constructor(rollout) {
    this.subjects = rollout.subjects();
    for (const [place, subject] of this.subjects.entries()) {
      if ('taskQueue' in subject) this.newWorkflows.set(subject.taskQueue, place);
      else if (subject.command === undefined) this.starts.push(place);
    }
  }
}

/** The answers about one document, until they are freed. */
export class Answers {
  /** @type {RolloutDocument} */
  document;
  /** @type {Rollout} */
  rollout;
  /** @type {import('../pkg/index.js').RolloutStep[]} */
  steps;
  /** @type {Lands} */
  lands;

  /**
   * @param {RolloutDocument} document whose expectations do not matter here
   * @param {Answers} [last] about a document that may have much in common with it
   */
  constructor(document, last) {
    const { expectations: _, ...asked } = document;
    const alike = last && differInSteps(last.document, document) ? last : undefined;
    this.document = document;
    this.rollout = alike?.rollout.withSteps(document.operations ?? []) ?? new Rollout(asked);
    this.steps = this.rollout.steps();
    const isSame = alike !== undefined && areOnSameQueues(alike.steps, this.steps);
    this.lands = isSame ? alike.lands : new Lands(this.rollout);
  }

  /** Everything that lands somewhere. */
  get subjects() {
    return this.lands.subjects;
  }

  /** The place of new workflows among the subjects, by queue. */
  get newWorkflows() {
    return this.lands.newWorkflows;
  }

  /** The place of each workflow among the subjects; its commands follow it. */
  get starts() {
    return this.lands.starts;
  }

  /** @type {Rollout | undefined} */
  #bare;

  /**
   * Other steps in place of those of the document, and their results, which do not depend on workers and workflows.
   *
   * @param {readonly RolloutOperation[]} [operations]
   */
  stepsOf(operations = []) {
    const { version, limits, taskQueues } = this.document;
    this.#bare ??= new Rollout({ version, limits, taskQueues });
    const other = this.#bare.withSteps(operations);
    const steps = other.steps();
    other.free();
    return steps;
  }

  moment = remembered((/** @type {number} */ step) => new Moment(this, step));

  /**
   * What flows where after one moment, and what moves there from another. `options` says what is described in full
   * besides what changes.
   */
  flow = remembered(
    (
      /** @type {import('../pkg/index.js').At} */ before,
      /** @type {import('../pkg/index.js').At} */ after,
      /** @type {import('../pkg/index.js').FlowOptions} */ options,
    ) => this.rollout.flow(before, after, options),
  );

  /**
   * The same of a step, from 1, for all task queues.
   *
   * @param {number} step
   */
  flowOf(step) {
    return this.rollout.flow(step - 1, step);
  }

  /** @type {Map<string, Set<string>> | undefined} */
  #targets;

  /**
   * The task queues that commands of the workflows of another one name.
   *
   * @param {string} taskQueue
   * @returns {Iterable<string>}
   */
  targetsOf(taskQueue) {
    if (this.#targets === undefined) {
      this.#targets = new Map();
      for (const { taskQueue: from, commands = [] } of this.document.workflows ?? []) {
        for (const command of commands) {
          if (!('taskQueue' in command) || command.taskQueue === undefined) continue;
          const known = this.#targets.get(from);
          if (known) known.add(command.taskQueue);
          else this.#targets.set(from, new Set([command.taskQueue]));
        }
      }
    }
    return this.#targets.get(taskQueue) ?? [];
  }

  /** @type {Map<number, import('../pkg/index.js').Headline>} */
  #marks = new Map();

  /**
   * What a step does, in short. To find it takes as long as to show the step.
   *
   * @param {number} step from 1
   */
  mark(step) {
    const known = this.#marks.get(step);
    if (known) return known;
    const { headline } = this.rollout.flow(step - 1, step, { taskQueues: [], commandsOf: [] });
    this.#marks.set(step, headline);
    return headline;
  }

  /**
   * The same, if it has been asked for already.
   *
   * @param {number} step from 1
   */
  knownMark(step) {
    return this.#marks.get(step);
  }

  /** What an operation would do after a step. */
  preview = remembered((/** @type {number} */ step, /** @type {RolloutOperation} */ operation) =>
    previewOf(this, step, operation),
  );

  /** @type {Answers | undefined} */
  #naming;

  /**
   * Answers in which a task queue can be shown: these, or those about the document with the queue in it.
   *
   * @param {string} taskQueue
   * @returns {Answers | undefined} none if nothing can have that name
   */
  naming(taskQueue) {
    if (this.newWorkflows.has(taskQueue)) return this;
    if (this.#naming?.newWorkflows.has(taskQueue)) return this.#naming;
    this.#naming?.free();
    this.#naming = undefined;
    try {
      this.#naming = new Answers(withQueue(this.document, taskQueue));
    } catch (error) {
      if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    }
    return this.#naming;
  }

  /** The steps to a goal. */
  proposal = remembered((/** @type {import('./proposal.js').Wish} */ wish) =>
    proposalOf(this, wish),
  );

  /** Why something goes where it does at a moment, and who takes it. */
  reasons = remembered(
    (/** @type {number} */ subject, /** @type {import('../pkg/index.js').At} */ at) =>
      this.rollout.reasons(this.subjects[subject], at),
  );

  /** The runbook of a step. */
  runbook = remembered((/** @type {number} */ step) => this.rollout.runbookOfStep(step));

  /** The runbook in parts: what comes before the steps, each step, and what comes after. */
  runbookParts = remembered(() => {
    const whole = this.rollout.runbook();
    const steps = this.steps.map(({ step }) => this.rollout.runbookOfStep(step).trimEnd());
    if (steps.length === 0) return { before: whole, steps, after: '' };
    const last = /** @type {string} */ (steps.at(-1));
    const end = whole.lastIndexOf(last) + last.length;
    return { before: whole.slice(0, whole.indexOf(steps[0])), steps, after: whole.slice(end) };
  });

  rollback = remembered((/** @type {number} */ step) => this.rollout.rollback(step));

  /** Whether nothing more can be asked. */
  isFreed = false;

  free() {
    this.isFreed = true;
    this.#naming?.free();
    this.#bare?.free();
    this.rollout.free();
  }
}

/**
 * Whether two documents differ at most in their steps and in what does not matter here.
 *
 * @param {RolloutDocument} one
 * @param {RolloutDocument} other
 */
function differInSteps(one, other) {
  const same = /** @type {const} */ (['version', 'limits', 'taskQueues', 'workers', 'workflows']);
  return same.every((part) => one[part] === other[part]);
}

/**
 * @param {readonly import('../pkg/index.js').RolloutStep[]} steps
 * @param {readonly import('../pkg/index.js').RolloutStep[]} others
 */
function areOnSameQueues(steps, others) {
  const [queues, otherQueues] = [steps, others].map(
    (of) => new Set(of.map(({ taskQueue }) => taskQueue)),
  );
  return queues.size === otherQueues.size && [...queues].every((queue) => otherQueues.has(queue));
}

/**
 * Remembers the last answer, as a screen is drawn again and again.
 *
 * @template {unknown[]} Asked
 * @template Answer
 * @param {(...asked: Asked) => Answer} ask
 * @returns {(...asked: Asked) => Answer}
 */
function remembered(ask) {
  /** @type {{ key: string, answer: Answer } | undefined} */
  let last;
  return (...asked) => {
    const key = JSON.stringify(asked);
    if (last?.key !== key) last = { key, answer: ask(...asked) };
    return last.answer;
  };
}
