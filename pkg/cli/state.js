/** @typedef {import('../index.js').Rollout} Rollout */

/**
 * The queues, the workers and the steps of a rollout as they are after a step.
 *
 * @param {Rollout} rollout
 * @param {number} after
 */
export function stateAfter(rollout, after) {
  const { taskQueues = [], workers = [] } = rollout.document;
  const namespace = rollout.namespaceAfter(after);
  const situation = rollout.situation(after);
  const named = taskQueues.map(({ taskQueue }) => taskQueue);
  const names = [...named, ...namespace.taskQueues().filter((name) => !named.includes(name))];
  return {
    after,
    taskQueues: names.map((taskQueue) => ({
      taskQueue,
      versionSets: namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [],
    })),
    workers: workers.map((worker, place) => ({ ...worker, poll: situation.workers[place].poll })),
    steps: rollout.steps(),
  };
}
