/** The steps in order: those of the plan, the one that is composed, and those that are proposed. */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icons.js';
import { moveFocus } from './keys.js';
import { button, titled, unseen } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/answers.js').Answers} Answers
 */

/**
 * @typedef {object} Item
 * @property {'start' | 'applied' | 'composed' | 'proposed'} kind
 * @property {string} title
 * @property {Answers} answers about the document in which it stands
 * @property {number} step its number there
 * @property {string} focus
 * @property {boolean} isCurrent
 * @property {() => void} show
 */

/** @param {View} view */
export function timeline(view) {
  const items = itemsOf(view);
  const current = items.findIndex(({ isCurrent }) => isCurrent);
  return html`
    <div class="steps">
      ${view.mode === 'edit' ? undoAndRedo(view) : nothing}
      <nav class="timeline" aria-label="Steps">
        <ol role="list" @keydown=${moveAlong}>
          ${inSight(items, current).map((index) =>
            index === undefined
              ? html`<li class="step gap" aria-hidden="true">…</li>`
              : stepItem(view, items[index], index),
          )}
        </ol>
      </nav>
      ${stepBar(items, current)}
    </div>
  `;
}

/**
 * The steps whose words below are not known yet.
 *
 * @param {View} view
 */
export function unmarkedSteps(view) {
  const items = itemsOf(view);
  const current = items.findIndex(({ isCurrent }) => isCurrent);
  return inSight(items, current).flatMap((index) => {
    if (index === undefined || index === current) return [];
    const { kind, answers, step } = items[index];
    if (kind === 'start' || kind === 'composed' || answers.knownMark(step)) return [];
    return [{ answers, step }];
  });
}

/**
 * Brings the step on the screen into sight, if the steps are wider than the page.
 *
 * @param {HTMLElement} root
 */
export function showStep(root) {
  const steps = root.querySelector('.timeline');
  const current = steps?.querySelector('[aria-current]');
  if (!steps || !(current instanceof HTMLElement)) return;
  const start = current.offsetLeft - BESIDE;
  const end = current.offsetLeft + current.offsetWidth + BESIDE;
  if (start < steps.scrollLeft) steps.scrollLeft = start;
  else if (end > steps.scrollLeft + steps.clientWidth) steps.scrollLeft = end - steps.clientWidth;
}

/** Pixels of its neighbours that stay in sight, as a sign that there is more. */
const BESIDE = 24;

/** The most steps that are all shown; of more, the first and those around the one on the screen are. */
const MOST_SHOWN = 7;

/** How many are shown on each side of the one on the screen. */
const AROUND = 2;

/**
 * The indexes of the steps to show, and undefined where some are left out.
 *
 * @param {readonly Item[]} items
 * @param {number} current
 */
function inSight({ length }, current) {
  if (length <= MOST_SHOWN) return Array.from({ length }, (_, index) => index);
  const first = Math.max(1, Math.min(current - AROUND, length - 1 - 2 * AROUND));
  const last = Math.min(length - 1, first + 2 * AROUND);
  const around = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [
    0,
    ...(first > 1 ? [undefined] : []),
    ...around,
    ...(last < length - 1 ? [undefined] : []),
  ];
}

/**
 * @param {View} view
 * @returns {Item[]}
 */
function itemsOf({ answers, proposal, proposed, shown, state, act }) {
  const isShown = (/** @type {Item['kind']} */ kind, /** @type {number} */ step) =>
    shown.kind === kind && shown.step === step;
  /** @type {Item[]} */
  const items = [
    {
      kind: 'start',
      title: 'Start',
      answers,
      step: 0,
      focus: 'step-0',
      isCurrent: isShown('start', 0),
      show: () => act.goTo(0),
    },
    ...answers.steps.map(({ step, name, operation }) => ({
      kind: /** @type {const} */ ('applied'),
      title: name ?? titled(words.operation(operation)),
      answers,
      step,
      focus: `step-${step}`,
      isCurrent: isShown('applied', step),
      show: () => act.goTo(step),
    })),
  ];
  if (proposal) {
    const added = proposal.steps.map(({ step: { operation } }, index) => ({
      kind: /** @type {const} */ ('proposed'),
      title: titled(words.operation(operation)),
      answers: proposal.answers,
      step: proposal.after + index + 1,
      focus: `proposed-${index + 1}`,
      isCurrent: proposed?.shown === index + 1,
      show: () => act.lookAtProposed(index + 1),
    }));
    items.splice(proposal.after + 1, 0, ...added);
  }
  if (shown.kind === 'composed' && typeof shown.after === 'object') {
    items.splice(state.step + 1, 0, {
      kind: 'composed',
      title: titled(words.operation(shown.after.operation)),
      answers: shown.answers,
      step: shown.step,
      focus: 'step-composed',
      isCurrent: true,
      show: () => act.focusComposer(),
    });
  }
  return items;
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {number} number in the row
 */
function stepItem(view, item, number) {
  const { kind, title, focus, isCurrent, show } = item;
  const mark = markOf(view, item);
  return html`
    <li class=${`step is-${kind} ${isCurrent ? 'current' : ''}`}>
      <button type="button" data-focus=${focus} aria-current=${isCurrent ? 'step' : nothing} @click=${show}>
        <span class="dot">${unseen('Step ')}${number}</span>
        <span class="step-words">
          <span class="step-name" dir="auto">${title}</span>
          ${mark}
        </span>
      </button>
    </li>
  `;
}

/**
 * What a step does, in a few words, as far as it is known.
 *
 * @param {View} view
 * @param {Item} item
 */
function markOf({ flow }, { kind, answers, step, isCurrent }) {
  if (kind === 'start') return nothing;
  const headline = isCurrent ? flow.headline : answers.knownMark(step);
  const isBad = headline?.sign === 'stops' || headline?.sign === 'refused';
  const state = kind === 'proposed' ? 'proposed' : undefined;
  const text = [state, headline?.short].filter(Boolean).join(' · ');
  return html`<span class=${isBad ? 'mark bad' : 'mark'}>${text}</span>`;
}

/** @param {View} view */
function undoAndRedo({ state, act }) {
  const last = state.past.at(-1);
  const next = state.future.at(-1);
  return html`
    <div class="toolbar" role="group" aria-label="Changes">
      ${button(icon('undo'), act.undo, {
        look: 'icon-button',
        focus: 'undo',
        heard: 'Undo',
        isOff: last === undefined,
        title: last ? `Undo: ${last.change} (Ctrl+Z)` : 'Nothing to undo',
      })}
      ${button(icon('redo'), act.redo, {
        look: 'icon-button',
        focus: 'redo',
        heard: 'Redo',
        isOff: next === undefined,
        title: next ? `Redo: ${next.change} (Ctrl+Shift+Z)` : 'Nothing to redo',
      })}
    </div>
  `;
}

/** The most steps that a narrow page shows as a dash each. */
const MOST_DASHES = 12;

/**
 * The steps where there is no room for a row of them: one, and the way to the next.
 *
 * @param {readonly Item[]} items
 * @param {number} current
 */
function stepBar(items, current) {
  const [before, next] = [items[current - 1], items[current + 1]];
  return html`
    <div class="step-bar" role="group" aria-label="Step">
      ${beside(before, 'left', 'The step before', 'step-before')}
      <div class="step-bar-words">
        <p dir="auto">${current} · ${items[current]?.title}</p>
        ${
          items.length > MOST_DASHES
            ? html`<p class="hint">of ${items.length - 1}</p>`
            : html`
                <div class="dashes" aria-hidden="true">
                  ${items.map(({ kind, isCurrent }) => html`<i class=${`is-${kind} ${isCurrent ? 'current' : ''}`}></i>`)}
                </div>
              `
        }
      </div>
      ${beside(next, 'right', 'The next step', 'step-next')}
    </div>
  `;
}

/**
 * @param {Item | undefined} item
 * @param {'left' | 'right'} way
 * @param {string} heard
 * @param {string} focus
 */
function beside(item, way, heard, focus) {
  return button(icon(way), () => item?.show(), {
    look: 'icon-button',
    focus,
    heard: item ? `${heard}: ${item.title}` : heard,
    isOff: item === undefined,
  });
}

/** @param {KeyboardEvent} event */
function moveAlong(event) {
  if (/^Arrow(Left|Right)$/.test(event.key)) moveFocus(event, 'button')?.click();
}
