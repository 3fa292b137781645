/** A workflow as it stands in the fields of its editor, whether or not it makes sense yet. */

/**
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
 * @property {CommandFields[]} commands
 */

/**
 * @param {RolloutWorkflow} workflow
 * @returns {WorkflowFields}
 */
export function fieldsOf(workflow) {
  const { buildId, hasCompletedWorkflowTask = true, commands = [], ...rest } = workflow;
  const unversioned = hasCompletedWorkflowTask ? 'unversioned' : 'untouched';
  return {
    workflowType: '',
    sdk: 'typescript',
    status: 'OPEN',
    usedBuildIds: undefined,
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
  };
}

/**
 * @param {WorkflowFields} fields
 * @returns {RolloutWorkflow} without what is as it is by default
 */
export function workflowOf(fields) {
  const { workflowId, workflowType, taskQueue, version, buildId, sdk, status, commands } = fields;
  return {
    workflowId,
    ...(workflowType === '' ? {} : { workflowType }),
    taskQueue,
    ...(version === 'buildId' ? { buildId } : {}),
    ...(version === 'untouched' ? { hasCompletedWorkflowTask: false } : {}),
    ...(status === 'OPEN' ? {} : { status }),
    ...(fields.usedBuildIds === undefined ? {} : { usedBuildIds: fields.usedBuildIds }),
    ...(sdk === 'typescript' ? {} : { sdk }),
    ...(commands.length === 0 ? {} : { commands: commands.map(commandOf) }),
  };
}

/**
 * @param {CommandFields} fields
 * @returns {RolloutCommand}
 */
function commandOf({ name, task, taskQueue, versioningIntent, ...flags }) {
  if (task === 'workflowRetry' || task === 'cronRun') return { name, task };
  const options = {
    ...(taskQueue === '' ? {} : { taskQueue }),
    ...(versioningIntent === '' ? {} : { versioningIntent }),
    ...(flags.useLatestBuildId ? { useLatestBuildId: true } : {}),
  };
  if (task === 'activity' && flags.requestEagerExecution) {
    return { name, task, ...options, requestEagerExecution: true };
  }
  return { name, task, ...options };
}

/**
 * A name that nobody has yet, such as `activity` or `activity 2`.
 *
 * @param {string} wanted
 * @param {ReadonlySet<string>} taken
 */
export function unusedName(wanted, taken) {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number++;
  return `${wanted} ${number}`;
}
