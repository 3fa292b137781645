/** Adds, changes and removes the task queues, workers and workflows of a document. */

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 */

/**
 * Returns all queues that a document names: first its own list in order, then the others as they occur.
 *
 * @param {RolloutDocument} document
 */
export function queuesOf(document) {
  const names = new Set(document.taskQueues?.map(({ taskQueue }) => taskQueue));
  for (const { taskQueue } of document.workers ?? []) names.add(taskQueue);
  for (const { taskQueue } of document.operations ?? []) names.add(taskQueue);
  for (const workflow of document.workflows ?? []) {
    names.add(workflow.taskQueue);
    for (const command of workflow.commands ?? []) {
      if ('taskQueue' in command && command.taskQueue !== undefined) names.add(command.taskQueue);
    }
  }
  return [...names];
}

/**
 * Returns the queues that something other than their own entry names. These stay on the page.
 *
 * @param {RolloutDocument} document
 * @returns {Set<string>}
 */
export function usedQueues({ taskQueues: _, ...rest }) {
  return new Set(queuesOf(rest));
}

/** @param {{ buildIds: readonly string[] }} set */
export function defaultOf({ buildIds }) {
  return buildIds[buildIds.length - 1];
}

/**
 * @param {RolloutDocument} document
 * @param {string} taskQueue
 * @returns {RolloutDocument}
 */
export function withQueue(document, taskQueue) {
  return { ...document, taskQueues: [...(document.taskQueues ?? []), { taskQueue }] };
}

/**
 * @param {RolloutDocument} document
 * @param {string} taskQueue
 * @returns {RolloutDocument}
 */
export function withoutQueue(document, taskQueue) {
  return {
    ...document,
    taskQueues: document.taskQueues?.filter((queue) => queue.taskQueue !== taskQueue),
  };
}

/**
 * @param {RolloutDocument} document
 * @param {number | undefined} place the worker's to replace; none for a new one
 * @param {RolloutWorker} [worker] none to remove it
 * @returns {RolloutDocument}
 */
export function withWorker(document, place, worker) {
  return { ...document, workers: put(document.workers, place, worker) };
}

/**
 * @param {RolloutDocument} document
 * @param {number | undefined} place the workflow's to replace; none for a new one
 * @param {RolloutWorkflow} [workflow] none to remove it
 * @returns {RolloutDocument} in which expectations follow the workflow's new name, and go with it
 */
export function withWorkflow(document, place, workflow) {
  const next = { ...document, workflows: put(document.workflows, place, workflow) };
  if (!document.expectations || place === undefined) return next;
  const before = document.workflows?.[place].workflowId;
  next.expectations = document.expectations.flatMap((expectation) => {
    if (!('workflow' in expectation) || expectation.workflow !== before) return [expectation];
    return workflow ? [{ ...expectation, workflow: workflow.workflowId }] : [];
  });
  return next;
}

/**
 * @template T
 * @param {readonly T[]} [items]
 * @param {number} [place] the end when it is left out
 * @param {T} [item]
 * @returns {T[]}
 */
function put(items = [], place = items.length, item) {
  const put = item === undefined ? [] : [item];
  return [...items.slice(0, place), ...put, ...items.slice(place + 1)];
}

/**
 * A name that nothing has yet, such as `activity` or `activity 2`.
 *
 * @param {string} wanted
 * @param {readonly string[]} taken
 */
export function unusedName(wanted, taken) {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
