/** What the engine says about a document. It is asked once for everything that a screen shows. */

import { Rollout } from '../engine.js';
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
  #situation;

  /**
   * @param {Answers} answers
   * @param {import('../pkg/index.js').At} at
   */
  constructor(answers, at) {
    this.answers = answers;
    this.at = at;
    this.#situation = answers.rollout.situation(at);
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

/** The answers about one document, until they are freed. */
export class Answers {
  /** @type {Map<string, number>} the place among the subjects, by queue */
  newWorkflows = new Map();
  /** @type {number[]} the place of each workflow among the subjects; its commands follow it */
  starts = [];

  /** @param {RolloutDocument} document whose expectations do not matter here */
  constructor(document) {
    const { expectations: _, ...asked } = document;
    this.document = document;
    this.rollout = new Rollout(asked);
    this.steps = this.rollout.steps();
    this.subjects = this.rollout.subjects();
    for (const [place, subject] of this.subjects.entries()) {
      if ('taskQueue' in subject) this.newWorkflows.set(subject.taskQueue, place);
      else if (subject.command === undefined) this.starts.push(place);
    }
  }

  moment = remembered((/** @type {number} */ step) => new Moment(this, step));

  /** What an operation would do after a step. */
  preview = remembered((/** @type {number} */ step, /** @type {RolloutOperation} */ operation) =>
    previewOf(this, step, operation),
  );

  /** The steps to a goal. */
  proposal = remembered((/** @type {import('./proposal.js').Wish} */ wish) =>
    proposalOf(this, wish),
  );

  rollback = remembered((/** @type {number} */ step) => this.rollout.rollback(step));

  #verdicts = remembered(() => this.rollout.verdicts());

  /** @param {number} step 0 for the start */
  verdict(step) {
    return this.#verdicts()[step];
  }

  free() {
    this.rollout.free();
  }
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
