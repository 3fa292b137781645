/** The steps to a goal while they are only proposed: not in the plan, and gone or found anew when it changes. */

import { VersioningError } from '../engine.js';
import { Answers } from './answers.js';
import { previewOfStep } from './preview.js';
import { changed } from './state.js';
import { withStep } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').Plan} Plan
 * @typedef {import('./preview.js').Preview} Preview
 * @typedef {import('./state.js').State} State
 * @typedef {import('./state.js').Version} Version
 */

/** @typedef {Preview & { passing: import('../pkg/index.js').PassingDefault[] }} ProposedStep */

/**
 * @typedef {object} Proposal
 * @property {string} taskQueue
 * @property {import('../pkg/index.js').Goal} goal
 * @property {number} after the step after which they would come
 * @property {ProposedStep[]} steps
 * @property {Plan['importedOrder']} importedOrder
 * @property {Answers} answers about the document in which all of them are applied
 * @property {number} [shown] the one that is looked at, from 1, in place of the step after which they would come
 */

/** @typedef {Proposal & { shown: number }} ShownProposal */

/** @typedef {Pick<Proposal, 'taskQueue' | 'goal' | 'shown'>} Wish */

/**
 * @param {Answers} answers
 * @param {number} after
 * @param {Wish} wish
 * @returns {Proposal | { reason: string }} perhaps of no steps; or the reason why nothing leads to the goal
 */
export function wayTo(answers, after, { taskQueue, goal, shown }) {
  const plan = planned(answers, { taskQueue, goal, after });
  if ('reason' in plan) return plan;
  const operations = plan.operations.map((operation) => ({ taskQueue, ...operation }));
  const { document } = answers;
  const whole = new Answers(withSteps(document, after, operations));
  // Later steps keep their numbers until something is applied.
  const later = document.operations?.slice(after) ?? [];
  const steps = operations.map((_, index) => ({
    ...previewOfStep(whole, after + index + 1, after, later),
    passing: plan.passingDefaults.filter((one) => one.step === index + 1),
  }));
  const { importedOrder } = plan;
  const way = { taskQueue, goal, after, steps, importedOrder, answers: whole };
  return shown !== undefined && shown <= steps.length ? { ...way, shown } : way;
}

/**
 * @param {Answers} answers
 * @param {import('../pkg/index.js').PlanOptions} options
 * @returns {Plan | { reason: string }}
 */
function planned({ rollout }, options) {
  try {
    return rollout.plan(options);
  } catch (error) {
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    return { reason: error.message };
  }
}

/**
 * @param {RolloutDocument} document
 * @param {number} after
 * @param {readonly RolloutOperation[]} operations
 */
function withSteps(document, after, operations) {
  return operations.reduce(
    (whole, operation, index) => withStep(whole, after + index, operation),
    document,
  );
}

/**
 * @param {Answers} answers
 * @param {number} after
 * @param {Wish} wish
 * @returns {Proposal | { reason: string }} the reason why there is nothing to propose
 */
export function proposalOf(answers, after, wish) {
  const way = wayTo(answers, after, wish);
  if ('reason' in way) return { reason: `Nothing leads to the goal any more: ${way.reason}` };
  if (way.steps.length > 0) return way;
  way.answers.free();
  return { reason: 'The goal is reached.' };
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
 * @param {Proposal} proposal
 * @param {Version} before
 * @param {Version} now
 * @param {() => Answers} answers about the document now
 * @returns {Proposal | { reason: string }} the reason why there is nothing to propose any more
 */
export function renewed(proposal, before, now, answers) {
  const after = followed(proposal, before, now);
  const here = now.step === after ? proposal : unshown(proposal);
  if (now.document === before.document) return here;
  return proposalOf(answers(), after, here);
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
  const applied = steps.slice(0, count).map(({ operation }) => operation);
  const document = withSteps(state.document, after, applied);
  const words = count === 1 ? 'Apply a proposed step' : `Apply ${count} proposed steps`;
  return changed(state, document, { words, step: after + count });
}
