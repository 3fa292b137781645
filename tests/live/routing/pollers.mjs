/** Which workers poll in a hand-out. */

/**
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../rollout.mjs').SimpleStep} SimpleStep
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * @typedef {{ kind: 'workflow' | 'activity', taskQueue: string, worker: Worker, sticky?: string }} Poller
 */

/**
 * A poller for each build ID that a queue knows, for one that it does not know, and unversioned ones; and those
 * of the sticky queues.
 *
 * @param {Run} run
 * @param {SimpleStep[]} meanwhile what is done while they poll
 * @returns {Poller[]}
 */
export function pollersOf(run, meanwhile) {
  const hasActivities =
    run.executions.hasActivitiesToDo() ||
    meanwhile.some((step) => step.do === 'answer' && step.commands.length > 0);
  /** @type {Poller['kind'][]} */
  const kinds = hasActivities ? ['workflow', 'activity'] : ['workflow'];
  const workers = workersOf(run);
  const pollers = run.taskQueues.flatMap((taskQueue) =>
    kinds.flatMap((kind) => workers.map((worker) => ({ kind, taskQueue, worker }))),
  );
  return [...pollers, ...stickyPollers(run)];
}

/**
 * @param {Run} run
 * @returns {Worker[]}
 */
function workersOf({ versionSets, markers, unknown }) {
  const everyBuildId = Object.values(versionSets.now).flat(2);
  const known = everyBuildId.filter((buildId) => !markers.includes(buildId));
  const versioned = [...new Set([...known, unknown])];
  return [
    ...versioned.map((buildId) => ({ buildId, useVersioning: true })),
    { buildId: '', useVersioning: false },
    { buildId: versioned[0], useVersioning: false },
  ];
}

/**
 * @param {Run} run
 * @returns {Poller[]}
 */
function stickyPollers({ executions }) {
  const open = executions.stickyWorkflows().filter(({ status }) => status !== 'closed');
  return open.map(({ taskQueue, sticky }) => ({
    kind: 'workflow',
    taskQueue,
    worker: sticky.worker,
    sticky: sticky.taskQueue,
  }));
}
