/** Steps that lead to a goal and are only proposed: they are not in the plan. */

import { VersioningError } from '../engine.js';
import { Answers } from './answers.js';
import { otherwise } from './preview.js';
import { withSteps } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').Plan} Plan
 * @typedef {import('./state.js').Version} Version
 */

/**
 * @typedef {object} Wish a goal to which steps are proposed
 * @property {string} taskQueue
 * @property {import('../pkg/index.js').Goal} goal
 * @property {number} after the step after which they would come
 * @property {number} [shown] the number, from 1, of the proposed step that is shown
 */

/**
 * @typedef {object} ProposedStep
 * @property {import('../pkg/index.js').RolloutStep} step
 * @property {import('../pkg/index.js').RolloutStep[]} later the later steps that would have a different result
 * @property {import('../pkg/index.js').PassingDefault[]} passing the defaults that a later step replaces
 */

/**
 * @typedef {object} Proposal
 * @property {ProposedStep[]} steps
 * @property {Plan['importedOrder']} importedOrder
 * @property {Answers} answers about the document in which all of them are applied
 */

/**
 * @typedef {Wish & Proposal} WishedProposal
 * @typedef {WishedProposal & { shown: number }} ShownProposal
 */

/** @typedef {{ reason: string }} NoProposal */

/**
 * @param {Answers} answers
 * @param {Wish} wish
 * @returns {Proposal | NoProposal} which may have no steps, or why no plan reaches the goal
 */
export function proposalOf(answers, { taskQueue, goal, after }) {
  const plan = planned(answers, { taskQueue, goal, after });
  if ('reason' in plan) return plan;
  const { document } = answers;
  const operations = plan.operations.map((operation) => ({ taskQueue, ...operation }));
  /** The later steps once `count` of the proposed ones are applied, with their present numbers. */
  const later = (/** @type {number} */ count) =>
    answers
      .stepsOf(withSteps(document, after, operations.slice(0, count)).operations)
      .slice(after + count)
      .map((step) => ({ ...step, step: step.step - count }));
  const whole = new Answers(withSteps(document, after, operations), answers);
  const steps = operations.map((_, index) => ({
    step: whole.steps[after + index],
    later: otherwise(later(index), later(index + 1)),
    passing: plan.passingDefaults.filter(({ step }) => step === index + 1),
  }));
  return { steps, importedOrder: plan.importedOrder, answers: whole };
}

/**
 * @param {Answers} answers
 * @param {import('../pkg/index.js').PlanOptions} options
 * @returns {Plan | NoProposal}
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
 * Returns the wish for a changed plan. If the plan's steps have changed, the proposed ones come after the current step;
 * otherwise they stay where they are.
 *
 * @param {Wish} wish
 * @param {Version} before
 * @param {Version} now
 * @param {() => Answers} answers about the document now
 * @returns {Wish | NoProposal} or why there is nothing left to propose
 */
export function renewed({ shown, ...wish }, before, now, answers) {
  const isSame = now.document === before.document;
  const after = isSame || wayOf(now) === wayOf(before) ? wish.after : now.step;
  const next = { ...wish, after };
  const here = shown !== undefined && now.step === after ? { ...next, shown } : next;
  if (isSame) return here;
  const proposal = answers().proposal(next);
  if ('reason' in proposal) {
    return { reason: `Nothing leads to the goal any more: ${proposal.reason}` };
  }
  if (proposal.steps.length === 0) return { reason: 'The goal is reached.' };
  return shown !== undefined && shown <= proposal.steps.length ? here : next;
}

/**
 * Applies the first `count` proposed steps.
 *
 * @param {RolloutDocument} document
 * @param {WishedProposal} proposal
 * @param {number} count
 */
export function withProposed(document, { after, steps }, count) {
  const applied = steps
    .slice(0, count)
    .map(({ step: { taskQueue, operation } }) => ({ taskQueue, ...operation }));
  return withSteps(document, after, applied);
}

/**
 * The steps of a document without their names, for comparison.
 *
 * @param {Version} version
 */
function wayOf({ document: { operations = [] } }) {
  return JSON.stringify(operations.map(({ name: _, ...operation }) => operation));
}
