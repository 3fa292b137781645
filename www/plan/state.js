/**
 * What the page remembers of a plan: the rollout document, the current step, and what can be undone and redone. The
 * functions here know neither the page nor the engine; each returns a new state.
 */

/** @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument */

/**
 * @typedef {object} Version a document and its current step
 * @property {RolloutDocument} document
 * @property {number} step the current step; 0 is the start
 */

/**
 * @typedef {Version & {
 *   past: Past[],
 *   future: Past[],
 *   editing?: string,
 * }} State `past` has the latest change last, `future` the next change last. `editing` names the place that the
 *   latest change was typed into: what is typed there next belongs to the same change
 */

/** @typedef {Version & { change: string }} Past a version, and in words the change that led away from it */

/** The most changes that can be undone. */
const MOST_CHANGES = 500;

/**
 * @param {RolloutDocument} document
 * @param {number} [step] the last one when it is left out, or beyond the last
 * @returns {State}
 */
export function opened(document, step = Infinity) {
  return { document, step: Math.min(step, stepCount(document)), past: [], future: [] };
}

/** @param {RolloutDocument} document */
export function stepCount(document) {
  return document.operations?.length ?? 0;
}

/**
 * @param {State} state
 * @param {RolloutDocument} document
 * @param {object} change
 * @param {string} change.words what was done, as in `Delete worker 1.0`
 * @param {number} [change.step] the current step after the change
 * @param {string} [change.editing] the field that it was typed into
 * @returns {State}
 */
export function changed(state, document, { words, step = state.step, editing }) {
  const isSameEdit = editing !== undefined && editing === state.editing;
  const last = { document: state.document, step: state.step, change: words };
  const past = isSameEdit ? state.past : [...state.past, last].slice(-MOST_CHANGES);
  return { document, step: Math.min(step, stepCount(document)), past, future: [], editing };
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
function moved({ document, step, past, future }, from, to) {
  const all = { past, future };
  const next = all[from].at(-1);
  if (next === undefined) return { document, step, past, future };
  return {
    document: next.document,
    step: next.step,
    ...all,
    [from]: all[from].slice(0, -1),
    [to]: [...all[to], { document, step, change: next.change }],
  };
}

/**
 * Makes another step the current one, which is not a change to undo.
 *
 * @param {State} state
 * @param {number} step
 * @returns {State}
 */
export function lookedAt({ document, past, future }, step) {
  return { document, step: Math.max(0, Math.min(step, stepCount(document))), past, future };
}
