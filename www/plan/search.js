/** Finds task queues, build IDs and workflows by a part of their names. */

/**
 * @typedef {{ kind: 'queue', name: string, taskQueue: string }
 *   | { kind: 'buildId', name: string, taskQueue: string }
 *   | { kind: 'workflow', name: string, taskQueue: string, workflow: number }} Found `workflow`: its place in the
 *   document
 */

/** The most of each kind. */
const MOST = 5;

/**
 * @param {Pick<import('../planner.js').View, 'queues' | 'moment' | 'document'>} view
 * @param {string} text capitals make no difference
 * @returns {{ found: Found[], more: number }} `more`: how many there are beside those
 */
export function searched({ queues, moment, document }, text) {
  const needle = text.trim().toLowerCase();
  if (needle === '') return { found: [], more: 0 };
  const isIt = (/** @type {string | undefined} */ name) => name?.toLowerCase().includes(needle);
  /** @type {Found[]} */
  const named = queues
    .filter(isIt)
    .map((taskQueue) => ({ kind: 'queue', name: taskQueue, taskQueue }));
  /** @type {Found[]} */
  const buildIds = queues.flatMap((taskQueue) =>
    moment
      .sets(taskQueue)
      .flatMap((set) => set.buildIds)
      .filter(isIt)
      .map((name) => ({ kind: /** @type {const} */ ('buildId'), name, taskQueue })),
  );
  /** @type {Found[]} */
  const workflows = [...(document.workflows ?? []).entries()]
    .filter(([, { workflowId, workflowType }]) => isIt(workflowId) || isIt(workflowType))
    .map(([workflow, { workflowId, taskQueue }]) => ({
      kind: 'workflow',
      name: workflowId,
      taskQueue,
      workflow,
    }));
  const all = [named, buildIds, workflows];
  const found = all.flatMap((kind) => kind.slice(0, MOST));
  return { found, more: all.flat().length - found.length };
}
