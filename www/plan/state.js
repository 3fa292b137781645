/**
 * What the page remembers of a plan: the rollout document, the current step, and what can be undone and redone. The
 * functions here know neither the page nor the engine; each returns a new state.
 */

import { exampleIn } from '../examples.js';

/** @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument */

/**
 * @typedef {object} Version a document and its current step
 * @property {RolloutDocument} document
 * @property {number} step the current step; 0 is the start
 * @property {string} plan which plan it is, through all that changes in it
 */

/**
 * @typedef {Version & {
 *   past: Past[],
 *   future: Past[],
 *   editing?: string,
 *   example?: string,
 * }} State `past` has the latest change last, `future` the next change last. `editing` names the place that the
 *   latest change was typed into: what is typed there next belongs to the same change. `example` is the name of the
 *   example that the plan is, until it gets another name
 */

/** @typedef {Version & { change: string }} Past a version, and in words the change that led away from it */

/** The most changes that can be undone. */
const MOST_CHANGES = 500;

/** A plan with nothing in it, from which the page starts. @type {RolloutDocument} */
export const EMPTY = Object.freeze({ version: 1 });

/**
 * Whether nothing stands in a document but what it is called.
 *
 * @param {RolloutDocument} document
 */
export function isEmpty({ version: _v, name: _n, description: _d, $schema: _s, ...rest }) {
  return Object.values(rest).every((part) => Array.isArray(part) && part.length === 0);
}

/** A name for a plan that no other has. */
export function newPlan() {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

/**
 * @param {RolloutDocument} document
 * @param {number} [step] the last one when it is left out, or beyond the last
 * @param {string} [plan] a new one when it is left out
 * @returns {State}
 */
export function opened(document, step = Infinity, plan = newPlan()) {
  return stateOf({ document, step: Math.min(step, stepCount(document)), plan }, [], []);
}

/** @param {RolloutDocument} document */
export function stepCount(document) {
  return document.operations?.length ?? 0;
}

/**
 * @param {Version} version
 * @param {Past[]} past
 * @param {Past[]} future
 * @param {string} [editing]
 * @returns {State}
 */
function stateOf({ document, step, plan }, past, future, editing) {
  return { document, step, plan, past, future, editing, example: exampleIn(document) };
}

/**
 * @param {State} state
 * @param {RolloutDocument} document
 * @param {object} change
 * @param {string} change.words what was done, as in `Delete worker 1.0`
 * @param {number} [change.step] the current step after the change
 * @param {string} [change.editing] the field that it was typed into
 * @param {string} [change.plan] another plan than before
 * @returns {State}
 */
export function changed(state, document, { words, step = state.step, editing, plan = state.plan }) {
  const isSameEdit = editing !== undefined && editing === state.editing;
  const last = { document: state.document, step: state.step, plan: state.plan, change: words };
  const past = isSameEdit ? state.past : [...state.past, last].slice(-MOST_CHANGES);
  const version = { document, step: Math.min(step, stepCount(document)), plan };
  return stateOf(version, past, [], editing);
}

/**
 * @param {State} state
 * @returns {State} the same when there is nothing to undo
 */
export function undone(state) {
  return moved(state, 'past', 'future');
}

/**
 * @param {State} state
 * @returns {State} the same when there is nothing to redo
 */
export function redone(state) {
  return moved(state, 'future', 'past');
}

/**
 * @param {State} state
 * @param {'past' | 'future'} from
 * @param {'past' | 'future'} to
 * @returns {State}
 */
function moved({ document, step, plan, past, future }, from, to) {
  const all = { past, future };
  const next = all[from].at(-1);
  if (next === undefined) return stateOf({ document, step, plan }, past, future);
  const { change, ...version } = next;
  all[from] = all[from].slice(0, -1);
  all[to] = [...all[to], { document, step, plan, change }];
  return stateOf(version, all.past, all.future);
}

/**
 * Makes another step the current one, which is not a change to undo.
 *
 * @param {State} state
 * @param {number} step
 * @returns {State}
 */
export function lookedAt({ document, plan, past, future }, step) {
  const version = { document, plan, step: Math.max(0, Math.min(step, stepCount(document))) };
  return stateOf(version, past, future);
}
