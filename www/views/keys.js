/** What keys do: those that work anywhere on the page, and those that move the focus. */

/**
 * The keys that work anywhere but in a field, with the names of the actions.
 *
 * @type {{ keys: string, title: string, action: 'undo' | 'redo' | 'focusSearch' | 'showKeys' | 'focusComposer' |
 *   'nextStep' | 'stepBefore' | 'toggleShape' | 'toggleMovedOnly' | 'closeWhy' }[]}
 */
export const SHORTCUTS = [
  { keys: '/', title: 'Search queues, build IDs and workflows', action: 'focusSearch' },
  { keys: '[', title: 'The step before', action: 'stepBefore' },
  { keys: ']', title: 'The next step', action: 'nextStep' },
  { keys: 'c', title: 'Compose a step', action: 'focusComposer' },
  { keys: 't', title: 'Picture or table', action: 'toggleShape' },
  { keys: 'm', title: 'Moved only', action: 'toggleMovedOnly' },
  { keys: 'Ctrl+Z', title: 'Undo', action: 'undo' },
  { keys: 'Ctrl+Shift+Z', title: 'Redo', action: 'redo' },
  { keys: 'Esc', title: 'Close the rules, a menu or a dialog', action: 'closeWhy' },
  { keys: '?', title: 'These keys', action: 'showKeys' },
];

/**
 * What a key asks for, if anything.
 *
 * @param {KeyboardEvent} event
 * @param {Pick<import('../planner.js').Look, 'dialog' | 'menu' | 'why'>} look
 */
export function shortcutOf(event, { dialog, menu, why }) {
  const { key, target, shiftKey, altKey, defaultPrevented } = event;
  if (altKey || defaultPrevented) return undefined;
  const isCovered = dialog !== undefined || menu !== undefined;
  if (key === 'Escape') return why && !isCovered ? 'closeWhy' : undefined;
  if (target instanceof Element && target.closest('input, textarea, select')) return undefined;
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === 'z') return shiftKey ? 'redo' : 'undo';
    return letter === 'y' ? 'redo' : undefined;
  }
  if (isCovered) return undefined;
  return SHORTCUTS.find(({ keys }) => keys === key)?.action;
}

/**
 * How many places each key moves the focus.
 *
 * @type {Record<string, number>}
 */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Moves the focus with the arrows, Home and End.
 *
 * @param {KeyboardEvent} event of the element that holds all the candidates
 * @param {string} selector of these
 * @param {{ isRing?: boolean }} [options] whether the first one follows the last
 * @returns {HTMLElement | undefined} the element that has the focus now, if it moved
 */
export function moveFocus(event, selector, { isRing = false } = {}) {
  const { key, target, currentTarget } = event;
  const list = /** @type {Element} */ (currentTarget);
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(selector)]);
  const place = all.indexOf(/** @type {HTMLElement} */ (target));
  if (place < 0) return undefined;
  const to = { Home: 0, End: all.length - 1 }[key] ?? place + (STEPS[key] ?? 0);
  const next = all[isRing ? (to + all.length) % all.length : to];
  if (next === undefined || next === target) return undefined;
  event.preventDefault();
  next.focus();
  return next;
}
