/** A step that is only proposed. */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { exposure } from './preview.js';
import { wayBackAndRunbook } from './step-facts.js';
import { button, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/proposal.js').ProposedStep} ProposedStep
 * @typedef {import('../plan/proposal.js').ShownProposal} Shown
 */

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
        ${name(taskQueue)}. Everything below is shown as it would be after this step.
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
 * What the step exposes, its hazards, the way back and its runbook.
 *
 * @param {View} view
 * @param {Shown} proposal
 */
export function proposedStep(view, { steps, shown, after, answers }) {
  const step = steps[shown - 1];
  return html`
    <section class="panel preview" aria-labelledby="proposed-title">
      <h2 id="proposed-title">What it would do <span class="hint">proposed step ${shown} of ${steps.length}</span></h2>
      ${exposure(view, step, passing(step))} ${wayBackAndRunbook(view, answers, after + shown)}
    </section>
  `;
}

/**
 * Defaults that are replaced by a later step; a hazard may say the same of a queue default.
 *
 * @param {ProposedStep} step
 */
function passing({ passing: all, verdict }) {
  const isSaid = verdict.hazards.some(({ code }) => code === 'PASSING_QUEUE_DEFAULT');
  return all
    .filter(({ of }) => of === 'set' || !isSaid)
    .map(
      ({ buildId, of }) => html`
        <p>For a while, ${of === 'queue' ? 'new workflows start on' : 'its set runs on'} ${name(buildId)}.</p>
      `,
    );
}
