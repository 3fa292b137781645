/** What to open: the plan in a link or, if that cannot be shown, another. */

import { LinkError, Rollout, readLink, VersioningError } from './engine.js';

/**
 * @typedef {object} Plan
 * @property {import('./pkg/index.js').RolloutDocument} document
 * @property {number} [step] the last one when it is left out
 */

/** @typedef {Plan & { notice?: import('./planner.js').Notice }} Opening and why it is not the requested one */

/** The most characters of an address. Above, some programs cut it, and the plan goes into a file. */
export const MOST_ADDRESS = 2000;

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
 * @param {import('./pkg/index.js').RolloutDocument} otherwise what to open if the link cannot be
 * @returns {Promise<Opening>}
 */
export async function planIn(link, otherwise) {
  try {
    return await readPlan(link);
  } catch (error) {
    return { document: otherwise, notice: noticeOf(error) };
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
