/** The fewest operations that lead a queue to a goal, each with what it would do. */

import { Rollout, VersioningError } from '../engine.js';
import { previewOf } from './preview.js';
import { onQueue } from './step-facts.js';
import { withStep } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').BuildIdVersionSet} BuildIdVersionSet
 * @typedef {import('../pkg/index.js').Goal} Goal
 * @typedef {import('../pkg/index.js').Plan} Plan
 * @typedef {import('./preview.js').Preview} Preview
 */

/**
 * @typedef {object} GoalFields empty where anything will do
 * @property {string} taskQueue
 * @property {string} queueDefault the build ID on which new workflows have to start
 * @property {Record<string, string>} setDefaults what each set has to run on, by its present default
 */

/**
 * @param {readonly BuildIdVersionSet[]} sets those of the queue now
 * @param {GoalFields} fields
 * @returns {Goal}
 */
export function goalOf(sets, { queueDefault, setDefaults }) {
  const wanted = sets.flatMap((set) => {
    const runsOn = setDefaults[set.default] ?? '';
    if (runsOn === '') return [];
    // One of its build IDs says which set it is; one of another set has to come into it, and a new one too.
    return [{ buildIds: [...new Set([set.default, runsOn])], default: runsOn }];
  });
  return {
    ...(queueDefault === '' ? {} : { queueDefault }),
    ...(wanted.length === 0 ? {} : { sets: wanted }),
  };
}

/**
 * @typedef {object} Way
 * @property {Plan} plan
 * @property {Preview[]} steps what each of them would do after those before it
 * @property {RolloutDocument} document in which all of them are taken
 */

/**
 * @param {import('./evaluation.js').Evaluator} evaluator
 * @param {import('./state.js').Version} version
 * @param {string} taskQueue
 * @param {Goal} goal
 * @returns {Way | { reason: string }} the reason why nothing leads there
 */
export function planTo(evaluator, { document, step }, taskQueue, goal) {
  const plan = planned(document, step, taskQueue, goal);
  if ('reason' in plan) return plan;
  const steps = [];
  let whole = document;
  for (const [index, operation] of plan.operations.entries()) {
    const next = { taskQueue, ...operation };
    const preview = previewOf(evaluator, whole, step + index, next);
    // Later steps keep their numbers until something is applied.
    const later = preview.later.map((other) => ({ ...other, step: other.step - index }));
    steps.push({ ...preview, later });
    whole = withStep(whole, step + index, next);
  }
  return { plan, steps, document: whole };
}

/**
 * @param {RolloutDocument} document
 * @param {number} after
 * @param {string} taskQueue
 * @param {Goal} goal
 * @returns {Plan | { reason: string }}
 */
function planned(document, after, taskQueue, goal) {
  const rollout = new Rollout(onQueue(document, taskQueue));
  try {
    return rollout.plan({ taskQueue, goal, after });
  } catch (error) {
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    return { reason: error.message };
  } finally {
    rollout.free();
  }
}
