/** The steps in order, one of which is the current one. */

import { words } from '../engine.js';
import { dependentSteps } from '../plan/preview.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy } from './fields.js';
import { moveFocus } from './keys.js';
import { proposedDetail } from './proposal.js';
import { refusal } from './refusal.js';
import { hazards, wayBackAndRunbook } from './step-facts.js';
import { button, counted, name, smallButton } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutStep} RolloutStep
 */

/** @param {View} view */
export function timeline(view) {
  const { answers, proposal } = view;
  const items = [
    takenItem(view, 0, html`<span class="step-words">Start</span>`),
    ...answers.steps.map((step) => takenItem(view, step.step, takenWords(step))),
  ];
  if (proposal) items.splice(proposal.after + 1, 0, ...proposedItems(view, proposal));
  return html`
    <nav class="timeline" aria-label="Steps">
      <ol role="list" @keydown=${moveAlong}>${items}</ol>
    </nav>
  `;
}

/**
 * Scrolls the steps, which may be wider than the page, to the current one.
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

/**
 * The current step: what it does, its name and what can be done with it.
 *
 * @param {View} view
 */
export function stepDetail(view) {
  if (view.proposed) return proposedDetail(view, view.proposed);
  const { step } = view.state;
  return step === 0 ? startDetail(view) : detail(view, view.answers.steps[step - 1]);
}

/**
 * @param {View} view
 * @param {number} step
 * @param {unknown} content
 */
function takenItem({ state, proposed, act }, step, content) {
  const isCurrent = step === state.step && !proposed;
  const kind = step > state.step ? 'ahead' : '';
  return stepItem(content, { focus: `step-${step}`, kind, isCurrent, show: () => act.goTo(step) });
}

/**
 * Steps that are only proposed.
 *
 * @param {View} view
 * @param {import('../plan/proposal.js').WishedProposal} proposal
 */
function proposedItems({ act }, { steps, shown }) {
  return steps.map(({ step: { taskQueue, operation }, verdict: { hazards } }, index) => {
    const number = index + 1;
    const more = html`
      <strong class="proposed-tag">proposed</strong>
      ${hazards.length > 0 ? counted(hazards.length, 'hazard') : name(taskQueue)}
    `;
    return stepItem(stepWords(`+${number}`, words.operation(operation), more), {
      focus: `proposed-${number}`,
      kind: 'proposed',
      isCurrent: number === shown,
      show: () => act.lookAtProposed(number),
    });
  });
}

/**
 * @param {unknown} content
 * @param {{ focus: string, kind: string, isCurrent: boolean, show: () => void }} about
 */
function stepItem(content, { focus, kind, isCurrent, show }) {
  return html`
    <li class=${`step ${kind} ${isCurrent ? 'current' : ''}`}>
      <button type="button" data-focus=${focus} aria-current=${isCurrent ? 'step' : nothing} @click=${show}>
        ${content}
      </button>
    </li>
  `;
}

/** @param {RolloutStep} taken */
function takenWords({ step, name: given, taskQueue, operation, result }) {
  const title = given ?? words.operation(operation);
  return stepWords(`${step}`, title, html`${name(taskQueue)}${MARKS[result]}`);
}

/**
 * @param {string} number
 * @param {string} title
 * @param {unknown} more
 */
function stepWords(number, title, more) {
  return html`
    <span class="step-number"><span class="unseen">Step </span>${number}</span>
    <span class="step-words">
      <span class="step-name" dir="auto">${title}</span>
      <span class="step-queue">${more}</span>
    </span>
  `;
}

/** What marks a step that changes nothing. */
const MARKS = {
  changed: nothing,
  unchanged: html` <span class="mark">changes nothing</span>`,
  refused: html` <strong class="mark refused">refused</strong>`,
};

/** @param {View} view */
function startDetail(view) {
  return html`
    <div class="step-detail">
      <p><strong>The start</strong>: the version sets as they stand before the first step.</p>
      ${facts(view, 'Hazards', () => hazards(view.answers.verdict(0)))}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {RolloutStep} taken
 */
function detail(view, taken) {
  const { answers, act } = view;
  const { step: number, name: given = '', taskQueue, operation } = taken;
  return html`
    <div class="step-detail">
      <p>
        <strong>After step ${number} of ${answers.steps.length}</strong>: ${words.operation(operation)}, on
        ${name(taskQueue)}.
      </p>
      <div class="step-edit">
        <label>
          Name
          <input
            data-focus="step-name"
            .value=${live(given)}
            placeholder="optional"
            autocomplete="off"
            @input=${editedBy((name) => act.nameStep(number, name))}
          />
        </label>
        ${smallButton(`Delete step ${number}`, () => act.askDelete(number), {
          focus: 'delete-step',
        })}
        ${smallButton('Copy link to this step', () => act.copyLink(), { focus: 'copy-link' })}
      </div>
      ${
        taken.result === 'refused'
          ? refusal(view, taken)
          : facts(
              view,
              'Hazards, way back and runbook',
              () =>
                html`${hazards(answers.verdict(number))} ${wayBackAndRunbook(view, answers, number)}`,
            )
      }
      ${view.look.deleting === number ? deletion(view, number) : nothing}
    </div>
  `;
}

/**
 * Folded at first, because hazards take longer to find than anything else about a step.
 *
 * @param {View} view
 * @param {string} title
 * @param {() => unknown} content
 */
function facts({ look, act }, title, content) {
  const isOpen = look.open.has('facts');
  return html`
    ${button(title, () => act.toggle('facts'), {
      look: 'why-button facts-button',
      focus: 'facts',
      isOpen,
    })}
    ${isOpen ? html`<div class="panel facts">${content()}</div>` : nothing}
  `;
}

/**
 * Asks again before a deletion after which the server would refuse other steps.
 *
 * @param {View} view
 * @param {number} step
 */
function deletion({ answers, act }, step) {
  const dependent = dependentSteps(answers, step);
  return html`
    <div class="notice refusal">
      <p>Without step ${step}, the server would refuse:</p>
      <ul>
        ${dependent.map(
          (other) =>
            html`<li>step ${other.step}: <span class="message" dir="auto">${other.message}</span></li>`,
        )}
      </ul>
      <div class="buttons">
        ${button(
          `Delete ${dependent.length === 1 ? 'both' : `all ${dependent.length + 1}`}`,
          () => act.deleteStep(step),
          { look: '', focus: 'delete-all' },
        )}
        ${button('Keep them', act.keepStep)}
      </div>
    </div>
  `;
}

/** @param {KeyboardEvent} event */
function moveAlong(event) {
  if (/^Arrow(Left|Right)$/.test(event.key)) moveFocus(event, 'button')?.click();
}
