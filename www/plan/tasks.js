/** The tasks by which the parts of a document land, as `Rollout.landings` takes them. */

/**
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('../pkg/index.js').RolloutSubject} RolloutSubject
 * @typedef {import('../pkg/index.js').Task} Task
 */

/**
 * @typedef {object} Subject
 * @property {RolloutSubject} what
 * @property {Task} task
 * @property {string} taskQueue the queue on which it is put
 * @property {string} key the same for tasks that are the same
 */

/** @type {WeakMap<RolloutWorkflow, Subject[]>} */
const known = new WeakMap();

/**
 * The workflow itself, then its commands; those of a closed one come no more.
 *
 * @param {RolloutWorkflow} workflow
 * @returns {Subject[]}
 */
export function subjectsOf(workflow) {
  const found = known.get(workflow) ?? made(workflow);
  known.set(workflow, found);
  return found;
}

/**
 * @param {string} taskQueue
 * @returns {Subject}
 */
export function newWorkflows(taskQueue) {
  const found =
    knownQueues.get(taskQueue) ??
    subject({ taskQueue }, { task: 'newWorkflow', taskQueue }, taskQueue);
  knownQueues.set(taskQueue, found);
  return found;
}

/** @type {Map<string, Subject>} */
const knownQueues = new Map();

/** @param {RolloutWorkflow} from */
function made({ workflowId, taskQueue, buildId, hasCompletedWorkflowTask, status, sdk, commands }) {
  const workflow = {
    taskQueue,
    ...(buildId === undefined ? {} : { buildId }),
    ...(hasCompletedWorkflowTask === undefined ? {} : { hasCompletedWorkflowTask }),
  };
  const isClosed = status === 'CLOSED';
  const own = subject(
    { workflow: workflowId },
    { task: isClosed ? 'query' : 'workflowTask', workflow },
    taskQueue,
  );
  const further = (isClosed ? [] : (commands ?? [])).map(({ name, ...command }) => {
    const isRun = command.task === 'workflowRetry' || command.task === 'cronRun';
    const task = { ...command, workflow, ...(isRun || sdk === undefined ? {} : { sdk }) };
    const target = 'taskQueue' in command ? command.taskQueue : undefined;
    const what = { workflow: workflowId, command: name };
    return subject(what, /** @type {Task} */ (task), target ?? taskQueue);
  });
  return [own, ...further];
}

/**
 * @param {RolloutSubject} what
 * @param {Task} task
 * @param {string} taskQueue
 * @returns {Subject}
 */
function subject(what, task, taskQueue) {
  return { what, task, taskQueue, key: JSON.stringify(task) };
}
