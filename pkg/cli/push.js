import { setTimeout as pause } from 'node:timers/promises';
import { ClusterError } from './cluster-error.js';
import { sameSets, statesOf } from './push-plan.js';
import * as stops from './push-stops.js';

/**
 * @typedef {import('./push-plan.js').Plan} Plan
 * @typedef {import('./push-plan.js').Step} Step
 * @typedef {import('./cluster.js').VersionSets} VersionSets
 * @typedef {Pick<import('./cluster.js').Cluster, 'read' | 'update'>} Target
 */

/**
 * @typedef {object} PushOptions
 * @property {number} [fromStep] the step to begin with, from 1, the default; one more than there are steps only looks
 * whether all are done
 * @property {boolean} [dryRun] reads and compares, and sends nothing; false by default
 * @property {number} [showTimeout] milliseconds in which an operation has to show once it was sent; 10,000 by default
 */

/**
 * What happens, in order. The last one is `finished` or `stopped`.
 * - `checked`: every task queue is as the plan expects it
 * - `alreadyDone`: every task queue is as the plan leaves it, so that nothing is sent
 * - `starting`: the queue of a step is still as expected, and its operation is sent next
 * - `done`: the version sets are seen to be what the step makes of them, with or without an answer to the update
 * - `unchanged`: the step changes nothing, so that nothing is sent
 * - `wouldSend`: the step would be sent, were this no dry run
 *
 * @typedef {{ event: 'checked', taskQueues: string[], fromStep: number }
 *   | { event: 'alreadyDone', taskQueues: string[] }
 *   | { event: 'starting' | 'unchanged' | 'wouldSend', step: number, of: Step }
 *   | { event: 'done', step: number, of: Step, answer: 'received' | 'lost' }
 *   | { event: 'finished', done: number[] }
 *   | { event: 'stopped' } & import('./push-stops.js').Stop} PushEvent
 */

/** Between two looks at the version sets after an update, in milliseconds. */
const LOOK_AGAIN = 25;

/**
 * Carries a plan out on a live cluster: step by step, and only as long as the cluster is what the plan
 * expects. It stops at the first surprise, and tells what was done, what is not known, and how to go on.
 *
 * Nothing keeps others from changing the same task queue between a look and the update that follows it; the
 * look after it tells. Who leaves the loop over the events ends it between two of them.
 *
 * @param {Target} cluster
 * @param {Plan} plan
 * @param {PushOptions} [options]
 * @returns {AsyncGenerator<PushEvent, void, void>}
 * @throws {RangeError} for a `fromStep` that the plan does not have
 */
export async function* push(cluster, plan, options = {}) {
  const { fromStep = 1, dryRun = false, showTimeout = 10_000 } = options;
  const { steps } = plan;
  if (!Number.isInteger(fromStep) || fromStep < 1 || fromStep > steps.length + 1) {
    throw new RangeError(
      `fromStep: expected an integer from 1 to ${steps.length + 1}, got ${fromStep}`,
    );
  }

  /** @type {number[]} */
  const done = [];
  const progress = { steps, done };
  /** The step of which nothing was sent yet. */
  let next = fromStep;
  try {
    const states = statesOf(plan);
    const found = await readAll(cluster, states[0].keys());
    const otherStart = stops.otherStart(progress, states, fromStep, found);
    if (otherStart?.continueFrom.join() === `${steps.length + 1}`) {
      // As when a CI job is tried again.
      yield { event: 'alreadyDone', taskQueues: [...found.keys()] };
      yield { event: 'finished', done };
      return;
    }
    if (otherStart) {
      yield { event: 'stopped', ...otherStart };
      return;
    }
    yield { event: 'checked', taskQueues: [...found.keys()], fromStep };

    for (; next <= steps.length; next += 1) {
      const of = steps[next - 1];
      const expected = /** @type {VersionSets} */ (states[next - 1].get(of.taskQueue));
      // A dry run has sent none of the steps before this one, and so there is nothing new to see.
      if (!dryRun) {
        const now = await cluster.read(of.taskQueue);
        if (!sameSets(expected, now)) {
          yield { event: 'stopped', ...stops.changed(progress, next, now) };
          return;
        }
      }
      if (sameSets(expected, of.after)) {
        yield { event: 'unchanged', step: next, of };
      } else if (dryRun) {
        yield { event: 'wouldSend', step: next, of };
      } else {
        yield { event: 'starting', step: next, of };
        const outcome = await send(cluster, of, showTimeout);
        if (!('answer' in outcome)) {
          yield { event: 'stopped', ...stops.afterSending(progress, next, outcome) };
          return;
        }
        done.push(next);
        yield { event: 'done', step: next, of, answer: outcome.answer };
      }
    }
    yield { event: 'finished', done };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    yield { event: 'stopped', ...stops.failed(progress, next, error) };
  }
}

/**
 * @param {Target} cluster
 * @param {Iterable<string>} taskQueues
 */
async function readAll(cluster, taskQueues) {
  /** @type {Map<string, VersionSets>} */
  const found = new Map();
  for (const taskQueue of taskQueues) found.set(taskQueue, await cluster.read(taskQueue));
  return found;
}

/**
 * What is known of a step whose operation was sent:
 * - `answer`: it is done
 * - `notShown`: the version sets are still those before it; `lost` says why there was no answer, if there was none
 * - `surprise`: the version sets are neither those before it nor those after it
 * - `unknown`: they could not be read
 *
 * @typedef {{ answer: 'received' | 'lost' }
 *   | { what: 'notShown', lost: ClusterError | undefined }
 *   | { what: 'surprise', lost: ClusterError | undefined, found: VersionSets }
 *   | { what: 'unknown', lost: ClusterError | undefined, error: ClusterError }} Outcome
 */

/**
 * Sends an operation, once, and looks until it shows.
 *
 * @param {Target} cluster
 * @param {Step} step
 * @param {number} showTimeout milliseconds
 * @returns {Promise<Outcome>}
 * @throws {ClusterError} when the cluster has certainly done nothing
 */
async function send(cluster, step, showTimeout) {
  /** @type {ClusterError | undefined} */
  let lost;
  try {
    await cluster.update(step.taskQueue, step.operation);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.kind !== 'answerLost') throw error;
    lost = error;
  }
  const deadline = performance.now() + showTimeout;
  try {
    for (;;) {
      const found = await cluster.read(step.taskQueue);
      if (sameSets(step.after, found)) return { answer: lost ? 'lost' : 'received' };
      if (!sameSets(step.before, found)) return { what: 'surprise', lost, found };
      if (performance.now() > deadline) return { what: 'notShown', lost };
      await pause(LOOK_AGAIN);
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { what: 'unknown', lost, error };
  }
}
