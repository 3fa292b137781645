import { VersioningError } from '../errors.js';

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
  const named = taskQueues.map(({ taskQueue }) => taskQueue);
  const names = [...named, ...namespace.taskQueues().filter((name) => !named.includes(name))];
  return {
    after,
    taskQueues: names.map((taskQueue) => ({
      taskQueue,
      versionSets: namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [],
    })),
    workers: workers.map((worker) => ({ ...worker, poll: pollOf(namespace, worker) })),
    steps: rollout.steps(),
  };
}

/**
 * @param {import('../index.js').Namespace} namespace
 * @param {import('../index.js').RolloutWorker} worker
 * @returns {import('../index.js').PollOutcome | import('../index.js').InvalidPoll}
 */
function pollOf(namespace, { taskQueue, buildId, useVersioning = false }) {
  try {
    return namespace.poll(taskQueue, { buildId, useVersioning });
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    return { outcome: 'invalid', taskQueue, code: 'INVALID_ARGUMENT', message: error.message };
  }
}

/**
 * The workflows of a document as reachability looks at them.
 *
 * @param {import('../index.js').RolloutDocument} document
 * @returns {import('../index.js').WorkflowRun[]}
 */
export function runsOf({ workflows = [] }) {
  return workflows.map(
    ({ taskQueue, status = 'OPEN', buildId, hasCompletedWorkflowTask = true, usedBuildIds }) => ({
      taskQueue,
      status,
      buildIds: usedBuildIds ?? (buildId ? [buildId] : hasCompletedWorkflowTask ? [''] : []),
    }),
  );
}
