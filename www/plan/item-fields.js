/** Workers and workflows as they stand in the fields of their editors, whether or not they make sense yet. */

/**
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('../pkg/index.js').RolloutCommand} RolloutCommand
 */

/**
 * @typedef {object} CommandFields
 * @property {string} name
 * @property {RolloutCommand['task']} task
 * @property {string} taskQueue empty when the code names none
 * @property {'' | 'COMPATIBLE' | 'DEFAULT'} versioningIntent
 * @property {boolean} useLatestBuildId
 * @property {boolean} requestEagerExecution
 * @property {import('../pkg/index.js').ResetPoint} to of a reset
 * @property {string} inheritedBuildId of a reset; empty when it inherited none
 */

/**
 * @typedef {object} WorkflowFields
 * @property {string} workflowId
 * @property {string} workflowType
 * @property {string} taskQueue
 * @property {'buildId' | 'unversioned' | 'untouched'} version
 * @property {string} buildId kept when another version is chosen
 * @property {import('../pkg/index.js').Sdk} sdk
 * @property {'OPEN' | 'CLOSED'} status
 * @property {string[] | undefined} usedBuildIds
 * @property {number | undefined} count how many workflows it stands for
 * @property {CommandFields[]} commands
 */

/** In the place of a command: the fields of none are unfolded. */
export const NO_COMMAND = -1;

/** @typedef {Required<Omit<RolloutWorker, 'deploymentOptions'>>} WorkerFields */

/** @type {WorkerFields} */
export const EMPTY_WORKER = { name: '', taskQueue: '', buildId: '', useVersioning: false };

/**
 * @param {WorkerFields} fields
 * @returns {RolloutWorker} without default values
 */
export function workerOf({ name, taskQueue, buildId, useVersioning }) {
  return {
    ...(name && { name }),
    taskQueue,
    ...(buildId && { buildId }),
    ...(useVersioning && { useVersioning }),
  };
}

/**
 * @param {RolloutWorkflow} workflow
 * @returns {WorkflowFields}
 */
export function workflowFieldsOf(workflow) {
  const { buildId, hasCompletedWorkflowTask = true, commands = [], ...rest } = workflow;
  const unversioned = hasCompletedWorkflowTask ? 'unversioned' : 'untouched';
  return {
    workflowType: '',
    sdk: 'typescript',
    status: 'OPEN',
    usedBuildIds: undefined,
    count: undefined,
    ...rest,
    version: buildId === undefined ? unversioned : 'buildId',
    buildId: buildId ?? '',
    commands: commands.map((command) => ({
      ...emptyCommand(command.name, command.task),
      ...command,
    })),
  };
}

/**
 * @param {string} name
 * @param {RolloutCommand['task']} task
 * @returns {CommandFields}
 */
export function emptyCommand(name, task) {
  return {
    name,
    task,
    taskQueue: '',
    versioningIntent: '',
    useLatestBuildId: false,
    requestEagerExecution: false,
    to: 'firstWorkflowTask',
    inheritedBuildId: '',
  };
}

/**
 * Whether code can name a task queue and an intent for it.
 *
 * @param {RolloutCommand['task']} task
 * @returns {task is 'activity' | 'childWorkflow' | 'continueAsNew'}
 */
export function hasOptions(task) {
  return task === 'activity' || task === 'childWorkflow' || task === 'continueAsNew';
}

/**
 * @param {WorkflowFields} fields
 * @returns {RolloutWorkflow} without default values
 */
export function workflowOf(fields) {
  const { workflowId, workflowType, taskQueue, version, buildId, ...more } = fields;
  const { status, usedBuildIds, count, sdk, commands } = more;
  return {
    workflowId,
    ...(count !== undefined && { count }),
    ...(workflowType && { workflowType }),
    taskQueue,
    ...(version === 'buildId' && { buildId }),
    ...(version === 'untouched' && { hasCompletedWorkflowTask: false }),
    ...(status !== 'OPEN' && { status }),
    ...(usedBuildIds && { usedBuildIds }),
    ...(sdk !== 'typescript' && { sdk }),
    ...(commands.length > 0 && { commands: commands.map(commandOf) }),
  };
}

/**
 * @param {CommandFields} fields
 * @returns {RolloutCommand}
 */
function commandOf({ name, task, taskQueue, versioningIntent, ...flags }) {
  if (task === 'reset') {
    const { to, inheritedBuildId } = flags;
    return { name, task, to, ...(inheritedBuildId && { inheritedBuildId }) };
  }
  if (!hasOptions(task)) return { name, task };
  const options = {
    ...(taskQueue && { taskQueue }),
    ...(versioningIntent && { versioningIntent }),
    ...(flags.useLatestBuildId && { useLatestBuildId: true }),
  };
  if (task !== 'activity') return { name, task, ...options };
  const { requestEagerExecution } = flags;
  return { name, task, ...options, ...(requestEagerExecution && { requestEagerExecution }) };
}
