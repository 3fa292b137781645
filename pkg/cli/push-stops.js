// Why a push stopped: the facts, with the engine's words for what was done, what is not known, and how to go on.

import { words } from './package.js';
import { sameSets } from './push-plan.js';

/**
 * @typedef {import('./cluster-error.js').ClusterError} ClusterError
 * @typedef {import('./cluster.js').VersionSets} VersionSets
 * @typedef {import('./push-plan.js').ExpectedSets} ExpectedSets
 */

/**
 * Version sets of a task queue that are not what the plan expects.
 *
 * @typedef {{ taskQueue: string, expected: ExpectedSets, found: VersionSets }} Difference
 */

/**
 * - `otherStart`: the task queues are not what they should be before the first step to carry out
 * - `changed`: somebody else has changed the queue of a step before it was sent
 * - `failed`: a cluster that refuses, cannot be reached, …; nothing of the step was done
 * - `notShown`: the operation was sent, and its queue still has the version sets from before
 * - `surprise`: the operation was sent, and its queue has version sets from neither before nor after it
 * - `unknown`: the operation was sent, and its queue could not be read after
 *
 * `done` are the steps carried out before it, `continueFrom` those with which to go on from where the
 * cluster is now: none where the plan does not lead on from there. `lost` tells of an update without answer.
 *
 * @typedef {{ done: number[], continueFrom: number[], message: string } & (
 *   | { reason: 'otherStart', differences: Difference[] }
 *   | { reason: 'changed', step: number, differences: Difference[] }
 *   | { reason: 'failed', step: number, error: ClusterError }
 *   | { reason: 'notShown', step: number, lost: ClusterError | undefined }
 *   | { reason: 'surprise', step: number, lost: ClusterError | undefined, differences: Difference[] }
 *   | { reason: 'unknown', step: number, lost: ClusterError | undefined, error: ClusterError })} Stop
 */

/** @typedef {{ steps: import('./push-plan.js').Step[], done: number[] }} Progress */

/**
 * The stop before anything is sent, or undefined where the cluster is as it should be.
 *
 * @param {Progress} progress
 * @param {Map<string, ExpectedSets>[]} states that the plan goes through
 * @param {number} fromStep
 * @param {Map<string, VersionSets>} found
 * @returns {Stop | undefined}
 */
export function otherStart(progress, states, fromStep, found) {
  const differences = differencesOf(states[fromStep - 1], found);
  if (differences.length === 0) return undefined;
  const continueFrom = states.flatMap((state, passed) =>
    differencesOf(state, found).length === 0 ? [passed + 1] : [],
  );
  const message = words.pushStop({
    ...standing(progress, fromStep, continueFrom),
    reason: 'otherStart',
    differences: differences.map(listed),
  });
  return { reason: 'otherStart', done: progress.done, continueFrom, differences, message };
}

/**
 * The stop before a step whose queue has changed.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {VersionSets} found
 * @returns {Stop}
 */
export function changed(progress, step, found) {
  const { taskQueue, before, after } = progress.steps[step - 1];
  const difference = { taskQueue, expected: before, found };
  const continueFrom = sameSets(after, found) ? [step + 1] : [];
  const message = words.pushStop({
    ...standing(progress, step, continueFrom),
    reason: 'changed',
    differences: [listed(difference)],
  });
  const { done } = progress;
  return { reason: 'changed', step, done, continueFrom, differences: [difference], message };
}

/**
 * The stop over an error of the cluster, when nothing of the step was done.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {ClusterError} error
 * @returns {Stop}
 */
export function failed(progress, step, error) {
  const message = words.pushStop({
    ...standing(progress, step, [step]),
    reason: 'failed',
    error: error.message,
  });
  return { reason: 'failed', step, done: progress.done, continueFrom: [step], error, message };
}

/**
 * The stop after a step that was sent, and is not seen to be done.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {Exclude<import('./push.js').Outcome, { answer: unknown }>} outcome
 * @returns {Stop}
 */
export function afterSending(progress, step, outcome) {
  const { taskQueue, before, after } = progress.steps[step - 1];
  const { lost } = outcome;
  const common = { step, done: progress.done, continueFrom: [], lost };
  const facts = { ...standing(progress, step, []), ...(lost && { lost: lost.message }) };
  switch (outcome.what) {
    case 'notShown': {
      const differences = [listed({ taskQueue, expected: after, found: before })];
      return {
        reason: 'notShown',
        ...common,
        message: words.pushStop({ ...facts, reason: 'notShown', differences }),
      };
    }
    case 'surprise': {
      const difference = { taskQueue, expected: after, found: outcome.found };
      return {
        reason: 'surprise',
        ...common,
        differences: [difference],
        message: words.pushStop({
          ...facts,
          reason: 'surprise',
          differences: [listed(difference)],
        }),
      };
    }
    case 'unknown':
      return {
        reason: 'unknown',
        ...common,
        error: outcome.error,
        message: words.pushStop({ ...facts, reason: 'unknown', error: outcome.error.message }),
      };
  }
}

/**
 * The stop before anything is sent to a cluster that uses what is not known here.
 *
 * @param {import('../index.js').OtherGeneration[]} found
 */
export function otherGenerations(found) {
  return {
    reason: /** @type {const} */ ('otherGenerations'),
    done: [],
    continueFrom: [],
    found,
    message: `${words.otherGenerations(found)}\nNothing was sent.`,
  };
}

/**
 * The stop before anything is sent, where nobody polls with what would become a default.
 *
 * @param {readonly import('../index.js').UnpolledDefault[]} missing
 * @param {number} fromStep
 * @param {number} steps of the plan
 */
export function withoutPollers(missing, fromStep, steps) {
  const reason = /** @type {const} */ ('withoutPollers');
  const continueFrom = [fromStep];
  const facts = { reason, step: fromStep, steps, done: [], continueFrom, missing: [...missing] };
  return { reason, done: [], continueFrom, missing, message: words.pushStop(facts) };
}

/**
 * @param {Progress} progress
 * @param {number} step
 * @param {number[]} continueFrom
 */
function standing({ steps, done }, step, continueFrom) {
  const name = steps[step - 1]?.name;
  return { step, ...(name !== undefined && { name }), steps: steps.length, done, continueFrom };
}

/** @param {Difference} difference */
function listed({ taskQueue, expected, found }) {
  const listedSets = (/** @type {ExpectedSets} */ sets) =>
    sets.map(({ buildIds }) => ({ buildIds }));
  return { taskQueue, expected: listedSets(expected), found: listedSets(found) };
}

/**
 * @param {Map<string, ExpectedSets>} state
 * @param {Map<string, VersionSets>} found with the same task queues
 * @returns {Difference[]}
 */
function differencesOf(state, found) {
  return [...state].flatMap(([taskQueue, expected]) => {
    const sets = found.get(taskQueue) ?? [];
    return sameSets(expected, sets) ? [] : [{ taskQueue, expected, found: sets }];
  });
}
