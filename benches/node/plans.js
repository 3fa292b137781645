// Rollout documents of a size at which a user would begin to wait.

import { versionSetsAtTheLimits } from './situations.js';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */
/** @typedef {NonNullable<RolloutDocument['steps']>[number]} Step */

/**
 * @template T
 * @param {number} length
 * @param {(index: number) => T} make
 */
function times(length, make) {
  return Array.from({ length }, (_, index) => make(index));
}

/** @param {number} number */
function queue(number) {
  return `queue-${number}`;
}

/**
 * A promotion in one of the queues, each of another set than the one before it.
 *
 * @param {number} number
 * @param {number} queues
 * @returns {Step}
 */
function promotion(number, queues) {
  const sets = versionSetsAtTheLimits();
  const [buildId] = sets[Math.floor(number / queues) % sets.length];
  return { taskQueue: queue(number % queues), operation: 'promoteSetByBuildId', buildId };
}

/**
 * Ten queues of a hundred build IDs, a thousand workflows with three commands each, a worker for each queue and set,
 * and twenty steps.
 *
 * @returns {RolloutDocument}
 */
export function bigPlan() {
  const versionSets = versionSetsAtTheLimits().map((buildIds) => ({ buildIds }));
  const all = versionSets.flatMap(({ buildIds }) => buildIds);
  return {
    version: 1,
    taskQueues: times(10, (number) => ({ taskQueue: queue(number), versionSets })),
    workers: times(100, (number) => {
      const { buildIds } = versionSets[Math.floor(number / 10)];
      return { taskQueue: queue(number % 10), buildId: buildIds[9], useVersioning: true };
    }),
    workflows: times(1000, (number) => ({
      workflowId: `order-${number}`,
      taskQueue: queue(number % 10),
      buildId: all[Math.floor(number / 10) % all.length],
      commands: [
        { name: 'charge', task: 'activity' },
        { name: 'ship', task: 'childWorkflow', taskQueue: queue((number + 1) % 10) },
        { name: 'next', task: 'continueAsNew', versioningIntent: 'DEFAULT' },
      ],
    })),
    steps: times(20, (number) => promotion(number, 10)),
  };
}

/**
 * A queue at the server's limits, a thousand steps, and after each of them an expectation that is met.
 *
 * @returns {RolloutDocument}
 */
export function manyExpectations() {
  const versionSets = versionSetsAtTheLimits().map((buildIds) => ({ buildIds }));
  return {
    version: 1,
    taskQueues: [{ taskQueue: queue(0), versionSets }],
    steps: times(1000, (number) => promotion(number, 1)),
    expectations: times(1000, (number) => ({
      after: number + 1,
      newWorkflowsOn: queue(0),
      lands: { buildId: versionSets[number % 10].buildIds[9] },
    })),
  };
}
