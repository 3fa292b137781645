/**
 * A document of ten queues with a hundred build IDs each, a hundred workers and a thousand workflows that ask for
 * three things each.
 *
 * @returns {import('../../pkg/index.js').RolloutDocument}
 */
export function bigDocument() {
  const range = (/** @type {number} */ length) => Array.from({ length }, (_, index) => index);
  const queue = (/** @type {number} */ number) => `queue-${number % 10}`;
  const buildId = (/** @type {number[]} */ ...numbers) => `q${numbers.join('.')}`;
  return {
    version: 1,
    taskQueues: range(10).map((q) => ({
      taskQueue: queue(q),
      versionSets: range(10).map((set) => ({
        buildIds: range(10).map((id) => buildId(q, set, id)),
      })),
    })),
    workers: range(100).map((worker) => ({
      taskQueue: queue(worker),
      buildId: buildId(worker % 10, Math.floor(worker / 10), 9),
      useVersioning: true,
    })),
    workflows: range(1000).map((run) => ({
      workflowId: `order-${run}`,
      taskQueue: queue(run),
      buildId: buildId(run % 10, Math.floor(run / 10) % 10, Math.floor(run / 100)),
      commands: [
        { name: 'charge', task: 'activity', taskQueue: queue(run + 1) },
        { name: 'ship', task: 'childWorkflow' },
        { name: 'again', task: 'continueAsNew', versioningIntent: 'DEFAULT' },
      ],
    })),
    operations: [
      { taskQueue: queue(0), operation: 'promoteSetByBuildId', buildId: buildId(0, 3, 0) },
      { taskQueue: queue(1), operation: 'promoteBuildIdWithinSet', buildId: buildId(1, 2, 0) },
    ],
  };
}
