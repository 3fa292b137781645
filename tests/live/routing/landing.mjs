/** Where a task lands, in words that the server and the engine have in common. */

/**
 * @typedef {import('../../../pkg/index.js').Resolution} Resolution
 * @typedef {import('../protocol.mjs').Worker} Worker
 */

/**
 * Who got a task: versioned workers of a build ID, unversioned ones, or nobody, for the server refused
 * the command.
 *
 * @typedef {{ taskQueue: string, buildId: string }
 *   | { taskQueue: string, unversioned: true }
 *   | { taskQueue: string, cause: string, message: string }} Landing
 */

/**
 * With the worker that got it.
 *
 * @param {string} taskQueue
 * @param {Worker} worker
 * @returns {Landing}
 */
export function landingOn(taskQueue, { buildId, useVersioning }) {
  return useVersioning ? { taskQueue, buildId } : { taskQueue, unversioned: true };
}

/**
 * By the engine's answer.
 *
 * @param {Resolution} resolution
 * @returns {Landing}
 */
export function landingOf(resolution) {
  const { taskQueue } = resolution;
  switch (resolution.outcome) {
    case 'buildId':
      return { taskQueue, buildId: resolution.buildId };
    case 'unversioned':
      return { taskQueue, unversioned: true };
    case 'rejected':
      return { taskQueue, cause: resolution.cause, message: resolution.message };
    default:
      throw new Error(`no landing of version sets: ${resolution.outcome}`);
  }
}
