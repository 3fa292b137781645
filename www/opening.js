/** What to open: the plan in a link or, if that cannot be shown, the plan that the page starts with. */

import { LinkError, Rollout, readLink, VersioningError } from './engine.js';
import { EXAMPLE } from './example.js';

/**
 * @typedef {object} Plan
 * @property {import('./pkg/index.js').RolloutDocument} document
 * @property {number} [step] the last one when it is left out
 */

/** @typedef {Plan & { notice?: import('./planner.js').Notice }} Opening and why it is not the requested one */

/**
 * @param {string} link
 * @returns {Promise<Plan>}
 * @throws {LinkError} when it cannot be read
 * @throws {VersioningError} when it holds no rollout document
 */
export async function readPlan(link) {
  const plan = await readLink(link);
  new Rollout(plan.document).free();
  return plan;
}

/**
 * @param {string} link
 * @returns {Promise<Opening>}
 */
export async function planIn(link) {
  try {
    return await readPlan(link);
  } catch (error) {
    return { document: EXAMPLE, notice: noticeOf(error) };
  }
}

/** @param {unknown} error */
function noticeOf(error) {
  if (error instanceof LinkError) {
    return { title: 'The link could not be read.', text: error.message };
  }
  if (error instanceof VersioningError || error instanceof TypeError) {
    return { title: 'The link holds no plan.', text: error.message };
  }
  throw error;
}
