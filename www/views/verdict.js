/** One verdict on the step: what happens, how often, and what to do first. All else there is to know opens below it. */

import { words } from '../engine.js';
import { draftOf } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { questionSign, stopSign, tickSign } from './icons.js';
import { button, name, sentence } from './text.js';

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
  const { sign, lead, rest, detail, further } = view.flow.headline;
  const isOpen = view.look.open.has('further');
  const [later, passing] = [laterOf(view), passingOf(view)];
  const count = further.length + later.length + passing.length;
  return html`
    <section class=${`verdict ${sign}`} aria-labelledby="verdict-title">
      ${SIGNS[sign]}
      <div class="verdict-words">
        <h1 id="verdict-title" tabindex="-1" data-focus="verdict">
          <em>${sentence(lead)}</em>${rest === '' ? nothing : html` ${sentence(rest)}`}
        </h1>
        <p class="verdict-detail">
          <span class=${sign === 'refused' ? 'message' : nothing} dir="auto">${sign === 'refused' ? detail : sentence(detail)}</span>
          ${
            count === 0
              ? nothing
              : button(`${count} more to know`, () => view.act.toggle('further'), {
                  look: 'text-button',
                  focus: 'further',
                  isOpen,
                })
          }
        </p>
        ${advice(view)}
        ${
          isOpen && count > 0
            ? html`<ul class="further" role="list">${further.map(hazard)} ${later} ${passing}</ul>`
            : nothing
        }
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
  const { cause, operation } = step.advice;
  return html`
    <p class="advice">
      ${cause}
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

/** @param {import('../pkg/index.js').FurtherHazard} hazard */
function hazard({ severity, what, wayOut }) {
  return html`
    <li class=${severity}>
      <p dir="auto">${sentence(what)}</p>
      <p class="way-out" dir="auto">${sentence(wayOut)}</p>
    </li>
  `;
}

/**
 * The steps after it that would have another result.
 *
 * @param {View} view
 */
function laterOf({ shown, preview, proposal }) {
  const later =
    shown.kind === 'composed'
      ? preview?.later
      : shown.kind === 'proposed'
        ? proposal?.steps[shown.step - proposal.after - 1].later
        : undefined;
  return (later ?? []).map((step) => {
    const title = step.name ?? words.operation(step.operation);
    return html`
      <li>
        <p dir="auto">Step ${step.step}, ${title}, would have another result: ${words.stepResult(step)}</p>
      </li>
    `;
  });
}

/**
 * Defaults that a later proposed step replaces.
 *
 * @param {View} view
 */
function passingOf({ shown, proposal }) {
  if (shown.kind !== 'proposed' || !proposal) return [];
  return proposal.steps[shown.step - proposal.after - 1].passing
    .filter(({ of }) => of === 'set')
    .map(({ buildId }) => html`<li><p>For a while, its set runs on ${name(buildId)}.</p></li>`);
}
