/** The steps in their order; one of them is looked at. */

import { words } from '../engine.js';
import { dependentSteps } from '../plan/preview.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { proposedDetail, proposedItems } from './proposal.js';
import { refusal } from './refusal.js';
import { hazards, wayBackAndRunbook } from './step-facts.js';
import { name, textIn } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutStep} RolloutStep
 */

/** @param {View} view */
export function timeline(view) {
  const { answers, look } = view;
  const items = [
    stepItem(view, 0, html`<span class="step-words">Start</span>`),
    ...answers.steps.map((step) => stepItem(view, step.step, stepWords(step))),
  ];
  const { proposal } = look;
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
            @input=${(/** @type {Event} */ event) => act.nameStep(number, textIn(event))}
          />
        </label>
        <button type="button" class="plain small" data-focus="delete-step" @click=${() => act.askDelete(number)}>
          Delete step ${number}
        </button>
        <button type="button" class="plain small" data-focus="copy-link" @click=${() => act.copyLink()}>
          Copy link to this step
        </button>
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
      ${view.look.open.has(`delete-${number}`) ? deletion(view, number) : nothing}
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
    <button
      type="button"
      class="why-button facts-button"
      data-focus="facts"
      aria-expanded=${isOpen}
      @click=${() => act.toggle('facts')}
    >
      ${title}
    </button>
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
        <button type="button" data-focus="delete-all" @click=${() => act.deleteStep(step)}>
          Delete ${dependent.length === 1 ? 'both' : `all ${dependent.length + 1}`}
        </button>
        <button type="button" class="plain" @click=${() => act.keepStep(step)}>Keep them</button>
      </div>
    </div>
  `;
}

/** @param {KeyboardEvent} event */
function moveAlong(event) {
  const to = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (to === undefined || !(event.target instanceof Element)) return;
  const item = event.target.closest('li');
  const next = to < 0 ? item?.previousElementSibling : item?.nextElementSibling;
  const button = next?.querySelector('button');
  if (!button) return;
  event.preventDefault();
  button.focus();
  button.click();
}
