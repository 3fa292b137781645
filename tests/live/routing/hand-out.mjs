/** A hand-out: all candidate workers poll at once, until every task is handed out. */

import { attempt } from '../server.mjs';
import { pollersOf } from './pollers.mjs';
import { gotActivity, gotWorkflowTask } from './received.mjs';
import { PATIENCE } from './run.mjs';

/**
 * @typedef {import('../rollout.mjs').SimpleStep} SimpleStep
 * @typedef {import('../server.mjs').Refusal} Refusal
 * @typedef {import('./pollers.mjs').Poller} Poller
 * @typedef {import('./run.mjs').Run} Run
 */

/** How a busy server ends polls: they say nothing of the worker. */
const OVERLOADED = ['DEADLINE_EXCEEDED', 'UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'ABORTED'];

/**
 * All candidates poll, until every task is handed out and what is to be done meanwhile is done.
 *
 * @param {Run} run
 * @param {SimpleStep[]} meanwhile
 * @param {(step: SimpleStep) => Promise<void>} take a step
 */
export async function handOut(run, meanwhile, take) {
  const polling = new Polling(run);
  const polls = pollersOf(run, meanwhile).map((poller) => polling.poll(poller));
  try {
    await polling.allHandedOut();
    for (const step of meanwhile) {
      if (run.comparison.difference) break;
      const taken = take(step);
      // A query ends with its hand-out.
      if (step.do !== 'query') polling.holdBack(taken);
      await taken;
    }
    await polling.allHandedOut();
  } finally {
    polling.end();
    // The losers' polls end by themselves: what was handed out twice would show.
    await Promise.all(polls);
  }
}

/** The polls of a hand-out. */
class Polling {
  #run;
  #hasEnded = false;
  /** The step under way. @type {Promise<void> | undefined} */
  #busy;
  /** Looks again whether all is handed out. @type {(() => void) | undefined} */
  #wake;

  /** @param {Run} run */
  constructor(run) {
    this.#run = run;
  }

  end() {
    this.#hasEnded = true;
  }

  /**
   * What a step leads to may be handed out before the step has ended: the check is made then.
   *
   * @param {Promise<void>} step
   */
  holdBack(step) {
    this.#busy = step.catch(() => {});
  }

  async allHandedOut() {
    const { executions, comparison, namespace } = this.#run;
    const deadline = performance.now() + PATIENCE * 1000;
    for (;;) {
      const left = executions.scheduled();
      if (left.length === 0 || comparison.difference) return;
      const time = deadline - performance.now();
      if (time <= 0) {
        const [{ name, task }] = left;
        const expected = namespace.resolve(task);
        return comparison.differ(name, `handed to nobody for ${PATIENCE} s`, expected);
      }
      await this.#somethingPolled(time);
    }
  }

  /** @param {number} time in milliseconds, for which it is waited at most */
  #somethingPolled(time) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  /**
   * Polls again and again while the hand-out lasts.
   *
   * @param {Poller} poller
   */
  async poll(poller) {
    const { comparison } = this.#run;
    const isOver = () => this.#hasEnded || comparison.difference !== undefined;
    for (let isFirst = true; isFirst || !isOver(); ) {
      const { refusal, received } = await this.#pollOnce(poller);
      if (refusal && OVERLOADED.includes(refusal.code)) {
        if (isOver()) return;
        continue;
      }
      if (isFirst) comparison.polled(poller.taskQueue, poller.worker, refusal);
      isFirst = false;
      if (!refusal) {
        await this.#busy;
        await received();
      }
      this.#wake?.();
      if (refusal) return;
    }
  }

  /**
   * @param {Poller} poller
   * @returns {Promise<{ refusal?: Refusal, received: () => void | Promise<void> }>}
   */
  async #pollOnce(poller) {
    const { server } = this.#run;
    const { kind, taskQueue, worker, sticky } = poller;
    if (kind === 'activity') {
      const { refusal, answer } = await attempt(server.pollActivity(taskQueue, worker));
      return { refusal, received: () => answer && gotActivity(this.#run, answer, poller) };
    }
    const { refusal, answer } = await attempt(server.pollWorkflowTask(taskQueue, worker, sticky));
    return { refusal, received: () => answer && gotWorkflowTask(this.#run, answer, poller) };
  }
}
