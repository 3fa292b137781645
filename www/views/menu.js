/** What can be done with a build ID and its set, beside the build ID. */

import { entriesFor } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { moveFocus } from './keys.js';
import { childOf, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {NonNullable<import('../planner.js').Look['menu']>} Menu
 */

/** @param {View} view */
export function menu({ look, act }) {
  return html`
    <div
      class="menu"
      popover="auto"
      @keydown=${moveInMenu}
      @toggle=${(/** @type {ToggleEvent} */ event) => {
        if (event.newState === 'closed') act.closeMenu();
      }}
    >
      ${look.menu ? entries(act, look.menu) : nothing}
    </div>
  `;
}

/**
 * @param {View['act']} act
 * @param {Menu} menu
 */
function entries(act, { taskQueue, buildId }) {
  return html`
    <p class="menu-title" id="menu-title">${name(buildId)} on ${name(taskQueue)}</p>
    <div role="menu" aria-labelledby="menu-title">
      ${entriesFor(taskQueue, buildId).map(
        ({ entry, draft }) => html`
          <button type="button" role="menuitem" tabindex="-1" @click=${() => act.compose(draft)}>
            ${entry}
          </button>
        `,
      )}
    </div>
  `;
}

/**
 * Opens or closes the menu as the state has it, below what it belongs to or, where there is no room, above.
 *
 * @param {HTMLElement} root
 * @param {Menu | undefined} shown
 */
export function showMenu(root, shown) {
  const element = childOf(root, 'menu');
  if (!(element instanceof HTMLElement)) return;
  if (element.matches(':popover-open') === (shown !== undefined)) return;
  element.togglePopover();
  if (shown === undefined) return;
  const key = CSS.escape(`build-id-${shown.taskQueue}-${shown.buildId}`);
  const anchor = root.querySelector(`[data-focus="${key}"]`);
  if (anchor) place(element, anchor.getBoundingClientRect());
  element.querySelector('button')?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} element
 * @param {DOMRect} anchor
 */
function place(element, anchor) {
  const gap = 4;
  const { width, height } = element.getBoundingClientRect();
  const isRoomBelow = anchor.bottom + gap + height < innerHeight;
  const top = isRoomBelow ? anchor.bottom + gap : Math.max(gap, anchor.top - gap - height);
  const mostLeft = document.documentElement.clientWidth - width - gap;
  const left = Math.max(gap, Math.min(anchor.left, mostLeft));
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

/** @param {KeyboardEvent} event */
function moveInMenu(event) {
  const menu = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.key === 'Tab') menu.hidePopover();
  else moveFocus(event, 'button', { isRing: true });
}
