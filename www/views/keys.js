/** Moving the focus by keyboard. */

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
