/** One verdict on the step: what happens, how often, and what to do first. All else there is to know opens below it. */

import { words } from '../engine.js';
import { draftOf } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { questionSign, stopSign, tickSign } from './icons.js';
import { button, name } from './text.js';

/** @typedef {import('../planner.js').View} View */

/** What stands before each verdict. Where nothing moves, nothing does. */
const SIGNS = {
  stops: stopSign,
  refused: stopSign,
  moves: tickSign,
  nothing,
  notKnown: questionSign,
};

/** @param {View} view */
export function verdict(view) {
  const { sign, lead, rest, detail } = view.flow.headline;
  const further = furtherOf(view);
  const isOpen = view.look.open.has('further');
  return html`
    <section class=${`verdict ${sign}`} aria-labelledby="verdict-title">
      ${SIGNS[sign]}
      <div class="verdict-words">
        <h1 id="verdict-title" tabindex="-1" data-focus="verdict">
          <em>${lead}</em>${rest === '' ? nothing : ` ${rest}`}
        </h1>
        <p class="verdict-detail">
          <span dir="auto">${detail}</span>
          ${
            further.length === 0
              ? nothing
              : button(`${further.length} more to know`, () => view.act.toggle('further'), {
                  look: 'text-button',
                  focus: 'further',
                  isOpen,
                })
          }
        </p>
        ${advice(view)}
        ${isOpen && further.length > 0 ? html`<ul class="further" role="list">${further}</ul>` : nothing}
      </div>
    </section>
  `;
}

/**
 * What to do instead of a step that the server refuses.
 *
 * @param {View} view
 */
function advice({ shown, preview, answers, proposal, act, mode }) {
  const step =
    shown.kind === 'composed'
      ? preview?.step
      : shown.kind === 'applied'
        ? answers.steps[shown.step - 1]
        : proposal?.steps[shown.step - proposal.after - 1]?.step;
  if (step?.result !== 'refused' || !step.advice) return nothing;
  const { cause, instead, operation } = step.advice;
  return html`
    <p class="advice">
      ${cause} ${instead}
      ${
        operation && shown.kind === 'composed' && mode === 'edit'
          ? button(
              `Try: ${words.operation(operation)}`,
              () => act.compose(draftOf(step.taskQueue, operation)),
              { look: 'lined small', focus: 'take-over' },
            )
          : nothing
      }
    </p>
  `;
}

/**
 * What else there is to know: hazards beyond those that the verdict names, steps that would have another result, and
 * defaults that hold for a while.
 *
 * @param {View} view
 */
function furtherOf(view) {
  const { flow, shown, preview, proposal } = view;
  const hazards = shown.answers.hazards(shown.after, flow.headline.more);
  const later =
    shown.kind === 'composed'
      ? (preview?.later ?? [])
      : shown.kind === 'proposed'
        ? (proposal?.steps[shown.step - proposal.after - 1].later ?? [])
        : [];
  return [
    ...hazards.map(
      ({ severity, what, wayOut }) => html`
        <li class=${severity}>
          <p dir="auto">${what}</p>
          <p class="way-out" dir="auto">${wayOut}</p>
        </li>
      `,
    ),
    ...later.map((step) => {
      const title = step.name ?? words.operation(step.operation);
      return html`
        <li>
          <p dir="auto">Step ${step.step}, ${title}, would have another result: ${words.stepResult(step)}</p>
        </li>
      `;
    }),
    ...passing(view, hazards),
  ];
}

/**
 * Defaults that a later proposed step replaces; a hazard may say the same of a queue default.
 *
 * @param {View} view
 * @param {readonly import('../pkg/index.js').Hazard[]} hazards
 */
function passing({ shown, proposal }, hazards) {
  if (shown.kind !== 'proposed' || !proposal) return [];
  const isSaid = hazards.some(({ code }) => code === 'PASSING_QUEUE_DEFAULT');
  return proposal.steps[shown.step - proposal.after - 1].passing
    .filter(({ of }) => of === 'set' || !isSaid)
    .map(
      ({ buildId, of }) => html`
        <li><p>For a while, ${of === 'queue' ? 'new workflows start on' : 'its set runs on'} ${name(buildId)}.</p></li>
      `,
    );
}
