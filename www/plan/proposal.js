/** The steps to a goal while they are only proposed: not in the plan, and gone or found anew when it changes. */

import { planTo } from './goal.js';
import { changed } from './state.js';
import { hazardsOn } from './step-facts.js';
import { withStep } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').Hazard} Hazard
 * @typedef {import('./evaluation.js').Evaluator} Evaluator
 * @typedef {import('./preview.js').Preview} Preview
 * @typedef {import('./state.js').State} State
 * @typedef {import('./state.js').Version} Version
 */

/** @typedef {Preview & { hazards: Hazard[], passing: import('../pkg/index.js').PassingDefault[] }} ProposedStep */

/**
 * @typedef {object} Proposal
 * @property {string} taskQueue
 * @property {import('../pkg/index.js').Goal} goal
 * @property {number} after the step after which they would come
 * @property {ProposedStep[]} steps one at least
 * @property {RolloutDocument} document in which all of them are applied
 * @property {number} [shown] the one that is looked at, from 1, in place of the step after which they would come
 */

/** @typedef {Proposal & { shown: number }} ShownProposal */

/**
 * @param {Evaluator} evaluator
 * @param {Version} version
 * @param {Pick<Proposal, 'taskQueue' | 'goal' | 'shown'>} wish
 * @returns {Proposal | { reason: string }} the reason why there is nothing to propose
 */
export function proposalOf(evaluator, { document, step }, { taskQueue, goal, shown }) {
  const way = planTo(evaluator, { document, step }, taskQueue, goal);
  if ('reason' in way) return { reason: `Nothing leads to the goal any more: ${way.reason}` };
  if (way.steps.length === 0) return { reason: 'The goal is reached.' };
  const hazards = hazardsOn(way.document, taskQueue);
  const steps = way.steps.map((preview, index) => ({
    ...preview,
    hazards: hazards.filter((hazard) => hazard.step === step + index + 1),
    passing: way.plan.passingDefaults.filter((one) => one.step === index + 1),
  }));
  const proposal = { taskQueue, goal, after: step, steps, document: way.document };
  return shown !== undefined && shown <= steps.length ? { ...proposal, shown } : proposal;
}

/**
 * @param {Proposal | undefined} proposal
 * @returns {proposal is ShownProposal} whether one of its steps is looked at
 */
export function isShown(proposal) {
  return proposal?.shown !== undefined;
}

/**
 * @param {Proposal} proposal
 * @returns {Proposal} of which no step is looked at
 */
export function unshown({ shown: _, ...proposal }) {
  return proposal;
}

/**
 * The steps to the same goal, once the plan has changed. They come after the step that is looked at, where the
 * steps of the plan are others; else they stay where they are.
 *
 * @param {Evaluator} evaluator
 * @param {Proposal} proposal
 * @param {Version} before
 * @param {Version} now
 * @returns {Proposal | { reason: string }} the reason why there is nothing to propose any more
 */
export function renewed(evaluator, proposal, before, now) {
  const after = followed(proposal, before, now);
  const here = now.step === after ? proposal : unshown(proposal);
  if (now.document === before.document) return here;
  return proposalOf(evaluator, { document: now.document, step: after }, here);
}

/**
 * @param {Proposal} proposal
 * @param {Version} before
 * @param {Version} now
 */
function followed({ after }, before, now) {
  if (now.document === before.document) return after;
  return wayOf(now.document) === wayOf(before.document) ? after : now.step;
}

/**
 * The steps of a document, whatever they are called.
 *
 * @param {RolloutDocument} document
 */
function wayOf({ operations = [] }) {
  return JSON.stringify(operations.map(({ name: _, ...operation }) => operation));
}

/**
 * Applies the first so many of the proposed steps, as one change.
 *
 * @param {State} state
 * @param {Proposal} proposal
 * @param {number} count
 * @returns {State}
 */
export function withProposed(state, { after, steps }, count) {
  let { document } = state;
  for (const [index, { operation }] of steps.slice(0, count).entries()) {
    document = withStep(document, after + index, operation);
  }
  const words = count === 1 ? 'Apply a proposed step' : `Apply ${count} proposed steps`;
  return changed(state, document, { words, step: after + count });
}
