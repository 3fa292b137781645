/** Of which kinds a decision is, so that a run can tell that there was one of each. */

/**
 * @typedef {import('../../../pkg/index.js').Resolution} Resolution
 * @typedef {import('../../../pkg/index.js').Task} Task
 */

/**
 * @param {Task} task
 * @param {Resolution} resolution
 */
export function kindsOf(task, resolution) {
  const kinds = [`${task.task}: ${resolution.outcome}`, `reason: ${resolution.reason}`];
  if (task.task === 'activity' || task.task === 'childWorkflow' || task.task === 'continueAsNew') {
    const { workflow, taskQueue, versioningIntent, useLatestBuildId, sdk } = task;
    const queue =
      taskQueue === undefined ? 'none' : taskQueue === workflow.taskQueue ? 'same' : 'other';
    const intent = useLatestBuildId ? 'useLatestBuildId' : (versioningIntent ?? 'unspecified');
    kinds.push(`intent ${intent}, queue named: ${queue}`, `${task.task} by ${sdk}`);
  }
  return kinds;
}

/** All kinds that a large run must have. */
export const ROUTING_KINDS = [
  ...['newWorkflow', 'workflowTask', 'query', 'workflowRetry', 'cronRun', 'activity']
    .concat(['childWorkflow', 'continueAsNew'])
    .flatMap((task) => [`${task}: buildId`, `${task}: unversioned`]),
  ...['activity', 'childWorkflow', 'continueAsNew'].map((task) => `${task}: rejected`),
  ...['activity', 'childWorkflow', 'continueAsNew'].flatMap((task) =>
    ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'].map((sdk) => `${task} by ${sdk}`),
  ),
  ...['unspecified', 'COMPATIBLE', 'DEFAULT', 'useLatestBuildId'].flatMap((intent) =>
    ['none', 'same', 'other'].map((queue) => `intent ${intent}, queue named: ${queue}`),
  ),
  ...['SET_DEFAULT', 'QUEUE_DEFAULT', 'UNVERSIONED_QUEUE', 'UNVERSIONED_WORKFLOW']
    .concat(['NOTHING_TO_INHERIT', 'UNKNOWN_BUILD_ID', 'CROSS_QUEUE_REJECTED', 'EAGER_ACTIVITY'])
    .map((reason) => `reason: ${reason}`),
  'poll: receives, SET_DEFAULT',
  'poll: receives, UNVERSIONED_WORKER',
  'poll: refused, SUPERSEDED',
  'poll: idle, UNKNOWN_BUILD_ID',
  'activity: retry',
  'workflow task: second attempt',
  'handed out by a sticky queue',
  'taken back from a sticky queue',
  'sets changed between scheduling and hand-out',
];
