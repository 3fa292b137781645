/** The one menu: what can be done with what it was opened from, beside it. */

import { changeNothing } from '../plan/composed.js';
import { entriesFor } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { moveFocus } from './keys.js';
import { entriesOf } from './menus.js';
import { name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../planner.js').Menu} Menu
 * @typedef {import('./menus.js').Entry} Entry
 */

/** @param {View} view */
export function menu(view) {
  const { look, act } = view;
  return html`
    <div
      class="menu"
      popover="auto"
      @keydown=${moveInMenu}
      @toggle=${(/** @type {ToggleEvent} */ event) => {
        if (event.newState === 'closed') act.closeMenu();
      }}
    >
      ${look.menu ? content(view, look.menu) : nothing}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Menu} menu
 */
function content(view, menu) {
  const { act } = view;
  const { title, entries } =
    menu.kind === 'version' ? ofVersion(view, menu) : entriesOf(view, menu);
  return html`
    <p class="menu-title" id="menu-title">${title}</p>
    <div role="menu" aria-labelledby="menu-title">
      ${entries.map(
        ({ label, note, isOff, act: choose }) => html`
          <button
            type="button"
            role="menuitem"
            tabindex="-1"
            aria-disabled=${isOff ?? nothing}
            @click=${() => {
              if (isOff) return;
              act.closeMenu();
              choose();
            }}
          >
            <span>${label}</span>${note === undefined ? nothing : html` <span class="hint">${note}</span>`}
          </button>
        `,
      )}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Menu & { kind: 'version' }} menu
 * @returns {{ title: unknown, entries: Entry[] }}
 */
function ofVersion({ answers, state, act }, { taskQueue, buildId }) {
  const all = entriesFor(taskQueue, buildId);
  const drafts = all.map(({ draft }) => draft);
  const isIdle = changeNothing(answers, state.step, drafts);
  return {
    title: html`${name(buildId)} on ${name(taskQueue)}`,
    entries: [
      ...all.map(({ entry, draft }, index) => ({
        label: entry,
        note: isIdle[index] ? 'changes nothing' : undefined,
        act: () => act.compose(draft),
      })),
      {
        label: 'Copy its build ID',
        act: () => act.copy(buildId, 'The build ID is copied.'),
      },
    ],
  };
}

/**
 * Opens or closes the menu as the state has it, below what it belongs to or, where there is no room, above.
 *
 * @param {HTMLElement} root
 * @param {Menu | undefined} shown
 */
export function showMenu(root, shown) {
  const element = root.querySelector('.menu');
  if (!(element instanceof HTMLElement)) return;
  if (element.matches(':popover-open') === (shown !== undefined)) return;
  element.togglePopover();
  if (shown === undefined) return;
  const anchor = root.querySelector(`[data-focus="${CSS.escape(shown.anchor)}"]`);
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
