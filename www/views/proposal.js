/** Steps that are only proposed: on the timeline, and one of them in full. */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { later, moves, polls, sets, waiting } from './preview.js';
import { hazards, wayBackAndRunbook } from './step-facts.js';
import { button, counted, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/proposal.js').WishedProposal} Proposal
 * @typedef {import('../plan/proposal.js').ProposedStep} ProposedStep
 * @typedef {import('../plan/proposal.js').ShownProposal} Shown
 */

/**
 * @param {View} view
 * @param {Proposal} proposal
 */
export function proposedItems({ act }, { steps, shown }) {
  return steps.map(({ step: { taskQueue, operation }, hazards }, index) => {
    const number = index + 1;
    const isShown = number === shown;
    return html`
      <li class=${isShown ? 'step proposed current' : 'step proposed'}>
        <button
          type="button"
          data-focus=${`proposed-${number}`}
          aria-current=${isShown ? 'step' : nothing}
          @click=${() => act.lookAtProposed(number)}
        >
          <span class="step-number"><span class="unseen">Step </span>+${number}</span>
          <span class="step-words">
            <span class="step-name" dir="auto">${words.operation(operation)}</span>
            <span class="step-queue">
              <strong class="proposed-tag">proposed</strong>
              ${hazards.length > 0 ? counted(hazards.length, 'hazard') : name(taskQueue)}
            </span>
          </span>
        </button>
      </li>
    `;
  });
}

const FIRST = 'The proposed steps before it come first.';

/**
 * @param {View} view
 * @param {Shown} proposal
 */
export function proposedDetail({ act }, { steps, shown }) {
  const { taskQueue, operation } = steps[shown - 1].step;
  const isNext = shown === 1;
  return html`
    <div class="step-detail proposed-detail">
      <p>
        <strong>Proposed step ${shown} of ${steps.length}, not applied</strong>: ${words.operation(operation)}, on
        ${name(taskQueue)}. What is below is as it would be after it.
      </p>
      <div class="buttons">
        ${button('Apply this step', () => (isNext ? act.applyProposed(1) : act.explain(FIRST)), {
          look: isNext ? '' : 'plain',
          focus: 'apply-proposed',
          isOff: !isNext,
          title: isNext ? undefined : FIRST,
        })}
        ${
          steps.length > 1
            ? button(`Apply all ${steps.length}`, () => act.applyProposed(steps.length), {
                focus: 'apply-all',
              })
            : nothing
        }
        ${button(steps.length > 1 ? 'Discard all' : 'Discard', act.discardProposal, { focus: 'discard' })}
      </div>
    </div>
  `;
}

/**
 * What it exposes, its hazards, the way back, and its runbook.
 *
 * @param {View} view
 * @param {Shown} proposal
 */
export function proposedStep(view, { steps, shown, after, answers }) {
  const step = steps[shown - 1];
  return html`
    <section class="panel preview" aria-labelledby="proposed-title">
      <h2 id="proposed-title">What it would do <span class="hint">proposed step ${shown} of ${steps.length}</span></h2>
      ${sets(step)} ${hazards(step.hazards)} ${passing(step)} ${moves(view, step)} ${waiting(view, step)}
      ${polls(view, step)} ${later(step)} ${wayBackAndRunbook(view, answers, after + shown)}
    </section>
  `;
}

/**
 * Defaults that are none at the end; a hazard says the same of a queue's.
 *
 * @param {ProposedStep} step
 */
function passing({ passing: all, hazards }) {
  const isSaid = hazards.some(({ code }) => code === 'PASSING_QUEUE_DEFAULT');
  return all
    .filter(({ of }) => of === 'set' || !isSaid)
    .map(
      ({ buildId, of }) => html`
        <p>For a while, ${of === 'queue' ? 'new workflows start on' : 'its set runs on'} ${name(buildId)}.</p>
      `,
    );
}
