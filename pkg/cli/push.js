// Carries a rollout out on a live cluster: looks, asks the engine what it means, and sends what comes next.

import { setTimeout as pause } from 'node:timers/promises';
import { ClusterError } from './cluster-error.js';

/**
 * @typedef {import('../index.js').PushEvent & { message: string }} PushEvent what happens, also in words
 * @typedef {import('../index.js').PushLook} PushLook
 * @typedef {Pick<import('./cluster.js').Cluster, 'read' | 'update'>} Target
 * @typedef {Pick<import('../index.js').Rollout, 'push' | 'pushPlan'>} Pushed
 */

/**
 * @typedef {object} PushOptions
 * @property {number} [fromStep] the step to begin with, from 1, the default; one more than there are steps only looks
 * whether all are done
 * @property {boolean} [dryRun] reads and compares, and sends nothing; false by default
 * @property {number} [showTimeout] milliseconds in which an operation has to show once it was sent; 10,000 by default
 */

/** Between two looks at the version sets after an update, in milliseconds. */
const LOOK_AGAIN = 25;

/**
 * Carries a rollout out on a live cluster: step by step, and only as long as the cluster is what the rollout
 * expects. It stops at the first surprise, and tells what was done, what is not known, and how to go on.
 *
 * Nothing keeps others from changing the same task queue between a look and the update that follows it; the
 * look after it tells. Who leaves the loop over the events ends it between two of them.
 *
 * @param {Target} cluster
 * @param {Pushed} rollout
 * @param {PushOptions} [options]
 * @returns {AsyncGenerator<PushEvent, void, void>}
 * @throws {TypeError} for a `fromStep` that the rollout does not have
 */
export async function* push(cluster, rollout, options = {}) {
  const { fromStep = 1, dryRun = false, showTimeout = 10_000 } = options;
  const { taskQueues, steps } = rollout.pushPlan(fromStep);
  /** @type {number[]} */
  const done = [];
  let step = fromStep;
  try {
    const found = [];
    for (const taskQueue of taskQueues) {
      found.push({ taskQueue, versionSets: await cluster.read(taskQueue) });
    }
    const start = said(rollout.push({ step, done, moment: 'start', found }));
    yield start;
    if (start.event === 'stopped') return;
    if (start.event === 'checked') {
      for (const { taskQueue, ...operation } of steps) {
        const now = dryRun ? [] : [{ taskQueue, versionSets: await cluster.read(taskQueue) }];
        const before = said(rollout.push({ step, done, moment: 'step', found: now }));
        yield before;
        if (before.event === 'stopped') return;
        if (before.event === 'starting') {
          const lost = await send(cluster, taskQueue, operation);
          const look = { step, done, ...(lost && { lost }) };
          const after = await shown(cluster, taskQueue, rollout, look, showTimeout);
          if (after.event === 'done') done.push(step);
          yield after;
          if (after.event === 'stopped') return;
        }
        step += 1;
      }
    }
    yield said(rollout.push({ step, done, moment: 'end' }));
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    yield said(rollout.push({ step, done, moment: 'failed', error: error.fault }));
  }
}

/**
 * Sends an operation, once.
 *
 * @param {Target} cluster
 * @param {string} taskQueue
 * @param {import('../index.js').BuildIdOperation} operation
 * @returns {Promise<import('../index.js').ClusterFault | undefined>} why no answer came, if none did
 * @throws {ClusterError} when the cluster has certainly done nothing
 */
async function send(cluster, taskQueue, operation) {
  try {
    await cluster.update(taskQueue, operation);
    return undefined;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.kind !== 'answerLost') throw error;
    return error.fault;
  }
}

/**
 * Looks until an operation that was sent shows, or the time is up.
 *
 * @param {Target} cluster
 * @param {string} taskQueue
 * @param {Pushed} rollout
 * @param {{ step: number; done: number[]; lost?: import('../index.js').ClusterFault }} look
 * @param {number} showTimeout milliseconds
 */
async function shown(cluster, taskQueue, rollout, look, showTimeout) {
  const deadline = performance.now() + showTimeout;
  for (;;) {
    /** @type {import('../index.js').PushAnswer | undefined} */
    let answer;
    try {
      const found = [{ taskQueue, versionSets: await cluster.read(taskQueue) }];
      const isLate = performance.now() > deadline;
      answer = rollout.push({ ...look, moment: 'sent', found, isLate });
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      answer = rollout.push({ ...look, moment: 'unread', error: error.fault });
    }
    if (answer !== undefined) return said(answer);
    await pause(LOOK_AGAIN);
  }
}

/**
 * What happens, also in words.
 *
 * @param {import('../index.js').PushAnswer | undefined} answer to a look that is always answered
 * @returns {PushEvent}
 */
export function said(answer) {
  const { event, message } = /** @type {import('../index.js').PushAnswer} */ (answer);
  return { ...event, message };
}
