/** What can be done with a build ID and its set, beside the build ID. */

import { draftOf, emptyDraft } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
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
  const merging = emptyDraft(taskQueue, 'mergeSets');
  const compatible = emptyDraft(taskQueue, 'addNewCompatibleVersion');
  /** @type {[string, import('../plan/draft.js').Draft][]} */
  const all = [
    [
      'Add a compatible build ID…',
      { ...compatible, texts: { ...compatible.texts, existingCompatibleBuildId: buildId } },
    ],
    [
      'Promote within its set',
      draftOf(taskQueue, { operation: 'promoteBuildIdWithinSet', buildId }),
    ],
    [
      'Promote its set to queue default',
      draftOf(taskQueue, { operation: 'promoteSetByBuildId', buildId }),
    ],
    [
      'Merge its set into another…',
      { ...merging, texts: { ...merging.texts, secondaryBuildId: buildId } },
    ],
    [
      'Merge another set into its…',
      { ...merging, texts: { ...merging.texts, primaryBuildId: buildId } },
    ],
  ];
  return html`
    <p class="menu-title" id="menu-title">${name(buildId)} on ${name(taskQueue)}</p>
    <div role="menu" aria-labelledby="menu-title">
      ${all.map(
        ([title, draft]) => html`
          <button type="button" role="menuitem" tabindex="-1" @click=${() => act.compose(draft)}>
            ${title}
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
  const isOpen = element.matches(':popover-open');
  if (shown === undefined) {
    if (isOpen) element.hidePopover();
    return;
  }
  if (isOpen) return;
  const key = CSS.escape(`build-id-${shown.taskQueue}-${shown.buildId}`);
  const anchor = root.querySelector(`[data-focus="${key}"]`);
  element.showPopover();
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
  const left = Math.max(
    gap,
    Math.min(anchor.left, document.documentElement.clientWidth - width - gap),
  );
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

/** @param {KeyboardEvent} event */
function moveInMenu(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const all = [...list.querySelectorAll('button')];
  const place = all.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const to = {
    ArrowDown: (place + 1) % all.length,
    ArrowUp: (place - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (event.key === 'Tab') {
    list.hidePopover();
    return;
  }
  if (to === undefined) return;
  event.preventDefault();
  all[to].focus();
}
