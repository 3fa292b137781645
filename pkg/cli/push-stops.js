// Why a push stopped: the facts, and a message that tells what was done, what is not known, and how to go on.

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

const MAKE_A_NEW_PLAN = 'Pull the version sets, and make the plan anew.';
const LOOK_FIRST =
  'Push again, with --dry-run first: it reads where the cluster is, and tells how to go on.';

/**
 * The stop before anything is sent, or undefined where the cluster is as it should be.
 *
 * @param {Progress} progress
 * @param {Map<string, ExpectedSets>[]} states that the plan goes through
 * @param {number} fromStep
 * @param {Map<string, VersionSets>} found
 * @returns {Stop | undefined}
 */
export function otherStart({ steps, done }, states, fromStep, found) {
  const differences = differencesOf(states[fromStep - 1], found);
  if (differences.length === 0) return undefined;
  const continueFrom = states.flatMap((state, passed) =>
    differencesOf(state, found).length === 0 ? [passed + 1] : [],
  );
  const where = `The cluster is not what the plan expects ${placeOf(fromStep, steps.length)}:`;
  return {
    reason: 'otherStart',
    done,
    continueFrom,
    differences,
    message: [
      [where, ...differences.map(differenceText)].join('\n  '),
      `Nothing was sent. ${continueText(continueFrom, steps.length)}`,
    ].join('\n'),
  };
}

/**
 * The stop before a step whose queue has changed.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {VersionSets} found
 * @returns {Stop}
 */
export function changed({ steps, done }, step, found) {
  const { taskQueue, before, after } = steps[step - 1];
  const difference = { taskQueue, expected: before, found };
  const continueFrom = sameSets(after, found) ? [step + 1] : [];
  return {
    reason: 'changed',
    step,
    done,
    continueFrom,
    differences: [difference],
    message: [
      `Somebody else has changed ${taskQueue} before ${nameOf(steps, step)}:\n  ${differenceText(difference)}`,
      `It was not sent. ${doneText(done)} ${continueText(continueFrom, steps.length)}`,
    ].join('\n'),
  };
}

/**
 * The stop over an error of the cluster, when nothing of the step was done.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {ClusterError} error
 * @returns {Stop}
 */
export function failed({ steps, done }, step, error) {
  const what = step > steps.length ? 'While reading' : `At ${nameOf(steps, step)}`;
  return {
    reason: 'failed',
    step,
    done,
    continueFrom: [step],
    error,
    message: [
      `${what}: ${error.message}`,
      `${doneText(done)} Nothing was done of the rest. When that is put right, ${goOn([step])}.`,
    ].join('\n'),
  };
}

/**
 * The stop after a step that was sent, and is not seen to be done.
 *
 * @param {Progress} progress
 * @param {number} step
 * @param {Exclude<import('./push.js').Outcome, { answer: unknown }>} outcome
 * @returns {Stop}
 */
export function afterSending({ steps, done }, step, outcome) {
  const { taskQueue, after } = steps[step - 1];
  const name = nameOf(steps, step);
  const { lost } = outcome;
  const sent = `${capitalised(name)} was sent${lost ? `, but ${lost.message}` : ' and taken.'}`;
  const common = { step, done, lost };
  switch (outcome.what) {
    case 'notShown': {
      const still = `${taskQueue} still has the version sets from before it.`;
      const doubt = lost
        ? 'It most likely never arrived, and yet may show later.'
        : 'It may show later.';
      return {
        reason: 'notShown',
        ...common,
        continueFrom: [],
        message: [sent, `${still} ${doubt} ${doneText(done)} ${LOOK_FIRST}`].join('\n'),
      };
    }
    case 'surprise': {
      const difference = { taskQueue, expected: after, found: outcome.found };
      return {
        reason: 'surprise',
        ...common,
        continueFrom: [],
        differences: [difference],
        message: [
          sent,
          `Now ${taskQueue} has version sets from neither before nor after it: somebody else changes them too.\n  ${differenceText(difference)}`,
          `${doneText(done)} Whether ${name} was done has to be seen from these. ${MAKE_A_NEW_PLAN}`,
        ].join('\n'),
      };
    }
    case 'unknown':
      return {
        reason: 'unknown',
        ...common,
        continueFrom: [],
        error: outcome.error,
        message: [
          sent,
          `The version sets could not be read since: ${outcome.error.message}`,
          `${doneText(done)} Whether ${name} was done is not known. ${LOOK_FIRST}`,
        ].join('\n'),
      };
  }
}

/**
 * The stop before anything is sent to a cluster that uses what is not known here.
 *
 * @param {string} found in words
 */
export function otherGenerations(found) {
  return {
    reason: /** @type {const} */ ('otherGenerations'),
    done: [],
    continueFrom: [],
    message: `${found}\nNothing was sent.`,
  };
}

/**
 * The stop before anything is sent, where nobody polls with what would become a default.
 *
 * @param {readonly import('./pollers.js').WithoutPollers[]} missing
 * @param {number} fromStep
 */
export function withoutPollers(missing, fromStep) {
  const lines = missing.map(({ taskQueue, buildId, notOptedIn }) =>
    notOptedIn
      ? `  ${buildId} on ${taskQueue}: its workers have not opted in to versioning, and get nothing of it`
      : `  ${buildId} on ${taskQueue}`,
  );
  return {
    reason: /** @type {const} */ ('withoutPollers'),
    done: [],
    continueFrom: [fromStep],
    missing,
    message: [
      'No worker has polled in the last minutes with what would become a default:',
      ...lines,
      'What lands there would wait. Start these workers first (they may poll before the queue knows their build ID), ' +
        'or say --without-pollers. Nothing was sent.',
    ].join('\n'),
  };
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

/** @param {Difference} difference */
function differenceText({ taskQueue, expected, found }) {
  return `${taskQueue}: expected ${words.versionSets(expected)}, found ${words.versionSets(found)}`;
}

/**
 * @param {number} fromStep
 * @param {number} steps
 */
function placeOf(fromStep, steps) {
  return fromStep > steps ? 'after its last step' : `before step ${fromStep}`;
}

/**
 * @param {import('./push-plan.js').Step[]} steps
 * @param {number} step
 */
function nameOf(steps, step) {
  const { name } = steps[step - 1];
  return `step ${step}${name === undefined ? '' : ` (${name})`}`;
}

/** @param {number[]} done */
function doneText(done) {
  if (done.length === 0) return 'No step was done before it.';
  return `Done before it: ${done.length === 1 ? 'step' : 'steps'} ${done.join(', ')}.`;
}

/**
 * @param {number[]} continueFrom
 * @param {number} steps
 */
function continueText(continueFrom, steps) {
  if (continueFrom.length === 0) return MAKE_A_NEW_PLAN;
  if (continueFrom.length > 1) {
    return `The plan comes through this state more than once: ${goOn(continueFrom)}, whichever is meant.`;
  }
  const passed = continueFrom[0] - 1;
  if (passed === 0) return `No step is done yet: ${goOn(continueFrom)}.`;
  const which =
    passed === 1 ? 'Step 1 is' : passed === steps ? 'All steps are' : `Steps 1 to ${passed} are`;
  return `${which} done already: ${goOn(continueFrom)}.`;
}

/** @param {number[]} continueFrom */
function goOn(continueFrom) {
  return `go on with --from-step ${continueFrom.join(' or ')}`;
}

/** @param {string} text */
function capitalised(text) {
  return text[0].toUpperCase() + text.slice(1);
}
