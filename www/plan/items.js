/** The task queues, workers and workflows of a document: put in, changed, taken out. */

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 */

/**
 * The names of all queues that a document names: its own in their order, then the others as they come.
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
 * The queues that anything beside their own entries names, which keeps them on the page.
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
 * @param {RolloutWorker} worker
 * @returns {RolloutDocument}
 */
export function withWorker(document, place, worker) {
  return { ...document, workers: put(document.workers, place, worker) };
}

/**
 * @param {RolloutDocument} document
 * @param {number} place
 * @returns {RolloutDocument}
 */
export function withoutWorker(document, place) {
  return { ...document, workers: document.workers?.filter((_, index) => index !== place) };
}

/**
 * @param {RolloutDocument} document
 * @param {number | undefined} place the workflow's to replace; none for a new one
 * @param {RolloutWorkflow} workflow
 * @returns {RolloutDocument} what is expected of the workflow follows its new name
 */
export function withWorkflow(document, place, workflow) {
  const before = place === undefined ? undefined : document.workflows?.[place].workflowId;
  return {
    ...document,
    workflows: put(document.workflows, place, workflow),
    ...(document.expectations && {
      expectations: document.expectations.map((expectation) =>
        'workflow' in expectation && expectation.workflow === before
          ? { ...expectation, workflow: workflow.workflowId }
          : expectation,
      ),
    }),
  };
}

/**
 * @param {RolloutDocument} document
 * @param {number} place
 * @returns {RolloutDocument} what is expected of the workflow is gone with it
 */
export function withoutWorkflow(document, place) {
  const gone = document.workflows?.[place].workflowId;
  return {
    ...document,
    workflows: document.workflows?.filter((_, index) => index !== place),
    ...(document.expectations && {
      expectations: document.expectations.filter(
        (expectation) => !('workflow' in expectation && expectation.workflow === gone),
      ),
    }),
  };
}

/**
 * @template T
 * @param {readonly T[] | undefined} items
 * @param {number | undefined} place
 * @param {T} item
 * @returns {T[]}
 */
function put(items = [], place, item) {
  return place === undefined
    ? [...items, item]
    : items.map((old, index) => (index === place ? item : old));
}
