/** What an operation would be as a step, and what it would change for the steps after it. */

import { snippet } from '../engine.js';
import { withoutSteps, withSteps } from './steps.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutStep} RolloutStep
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 * @typedef {import('../pkg/index.js').VersioningError} Refusal
 */

/**
 * A step with its result. If no request to a server can hold the operation, it is refused without the server's reason.
 *
 * @typedef {Exclude<RolloutStep, { result: 'refused' }>
 *   | Pick<RolloutStep, 'taskQueue' | 'operation'> & { result: 'refused' }
 *   & Pick<Refusal, 'code' | 'message' | 'advice'>} Step
 */

/**
 * @typedef {object} Preview
 * @property {Step} step
 * @property {RolloutOperation} operation
 * @property {Answers} [answers] about a document in which the operation can be shown; none if no server could be asked
 * @property {RolloutStep[]} later the later steps that would have a different result, with that result
 */

/**
 * Shows an operation as a step that is not in the document.
 *
 * @param {Answers} answers
 * @param {number} after the step after which it would come
 * @param {RolloutOperation} operation
 * @returns {Preview}
 */
export function previewOf(answers, after, operation) {
  const { taskQueue, name: _, ...asked } = operation;
  try {
    snippet(taskQueue, asked, 'cli');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A lone surrogate, which no request to a server can hold.
    const { message } = error;
    const refusal = /** @type {const} */ ({ result: 'refused', code: 'INVALID_ARGUMENT', message });
    return { step: { taskQueue, operation: asked, ...refusal }, operation, later: [] };
  }
  const { operations } = withSteps(answers.document, after, [operation]);
  const [step, ...then] = answers.stepsOf(operations).slice(after);
  return {
    step,
    operation,
    answers: answers.naming(taskQueue),
    later: step.result === 'changed' ? otherwise(answers.steps.slice(after), then) : [],
  };
}

/**
 * Names where something lands, by whatever rule.
 *
 * @param {LandingGroup} landing
 */
export function placeOf({ taskQueue, outcome, ...rest }) {
  return JSON.stringify([taskQueue, outcome, 'buildId' in rest ? rest.buildId : '']);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {T[][]} those of the same key, in the order of the first of each
 */
export function together(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/**
 * Returns the steps that would have a different result, with that result and their present numbers.
 *
 * @param {readonly RolloutStep[]} now
 * @param {readonly RolloutStep[]} then the same steps
 * @returns {RolloutStep[]}
 */
export function otherwise(now, then) {
  return then
    .map((step, index) => ({ ...step, step: now[index].step }))
    .filter(({ result }, index) => result !== now[index].result);
}

/**
 * The verdict on a step as one sentence, without how it looks.
 *
 * @param {import('../pkg/index.js').Headline} headline
 */
export function inWords({ lead, rest, detail }) {
  return [`${lead} ${rest}`.trim(), detail]
    .filter(Boolean)
    .join('. ')
    .replace(/(?<![.:?!])$/, '.');
}

/**
 * Returns the steps that the server would refuse if another one were deleted, and why.
 *
 * @param {Answers} answers
 * @param {number} step from 1
 */
export function dependentSteps(answers, step) {
  const { document, steps } = answers;
  const then = answers.stepsOf(withoutSteps(document, [step]).operations).slice(step - 1);
  return otherwise(steps.slice(step), then).flatMap((later) =>
    later.result === 'refused' ? [later] : [],
  );
}
