/** The steps in their order; one of them is looked at. */

import { words } from '../engine.js';
import { dependentSteps } from '../plan/preview.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy } from './fields.js';
import { moveFocus } from './keys.js';
import { proposedDetail, proposedItems } from './proposal.js';
import { refusal } from './refusal.js';
import { hazards, wayBackAndRunbook } from './step-facts.js';
import { button, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutStep} RolloutStep
 */

/** @param {View} view */
export function timeline(view) {
  const { answers, proposal } = view;
  const items = [
    stepItem(view, 0, html`<span class="step-words">Start</span>`),
    ...answers.steps.map((step) => stepItem(view, step.step, stepWords(step))),
  ];
  if (proposal) items.splice(proposal.after + 1, 0, ...proposedItems(view, proposal));
  return html`
    <nav class="timeline" aria-label="Steps">
      <ol role="list" @keydown=${moveAlong}>${items}</ol>
    </nav>
  `;
}

/**
 * Scrolls the steps, which may be wider than the page, to the one that is looked at.
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

/** So many pixels of what stands beside the step are seen too: that there is more. */
const BESIDE = 24;

/**
 * The step that is looked at: what it is, its name, what can be done with it.
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
function stepItem({ state, proposed, act }, step, content) {
  const isCurrent = step === state.step && !proposed;
  return html`
    <li class=${isCurrent ? 'step current' : step > state.step ? 'step ahead' : 'step'}>
      <button
        type="button"
        data-focus=${`step-${step}`}
        aria-current=${isCurrent ? 'step' : nothing}
        @click=${() => act.goTo(step)}
      >
        ${content}
      </button>
    </li>
  `;
}

/** @param {RolloutStep} taken */
function stepWords({ step, name: given, taskQueue, operation, result }) {
  return html`
    <span class="step-number"><span class="unseen">Step </span>${step}</span>
    <span class="step-words">
      <span class="step-name" dir="auto">${given ?? words.operation(operation)}</span>
      <span class="step-queue">${name(taskQueue)}${mark(result)}</span>
    </span>
  `;
}

/** @param {RolloutStep['result']} result */
function mark(result) {
  switch (result) {
    case 'refused':
      return html` <strong class="mark refused">refused</strong>`;
    case 'unchanged':
      return html` <span class="mark">changes nothing</span>`;
    default:
      return nothing;
  }
}

/** @param {View} view */
function startDetail(view) {
  return html`
    <div class="step-detail">
      <p><strong>The start</strong>: the version sets as they stand before the first step.</p>
      ${facts(view, 'Hazards', () => hazards(view.answers.hazards(0)))}
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
        ${button(`Delete step ${number}`, () => act.askDelete(number), {
          look: 'plain small',
          focus: 'delete-step',
        })}
        ${button('Copy link to this step', () => act.copyLink(), {
          look: 'plain small',
          focus: 'copy-link',
        })}
      </div>
      ${
        taken.result === 'refused'
          ? refusal(view, taken)
          : facts(
              view,
              'Hazards, way back and runbook',
              () =>
                html`${hazards(answers.hazards(number))} ${wayBackAndRunbook(view, answers, number)}`,
            )
      }
      ${view.look.deleting === number ? deletion(view, number) : nothing}
    </div>
  `;
}

/**
 * Folded at first: to find out what can go wrong takes longer than anything else about a step.
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
 * A deletion after which other steps could not be carried out is asked for twice.
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
