/** Why something goes where it does and who takes it: the rules, numbered as in the picture. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icons.js';
import { button, figure, sentence } from './text.js';

/** @typedef {import('../planner.js').View} View */

/**
 * The part of the flow of which the rules are shown, if it is there.
 *
 * @param {Pick<View, 'look' | 'flow'>} view
 */
export function explained({ look, flow }) {
  const { why } = look;
  if (why === undefined) return undefined;
  const queue = flow.taskQueues.find(({ taskQueue }) => taskQueue === why.taskQueue);
  const all = queue?.sources.flatMap((source) => [source, ...source.commands]);
  const source = all?.find(({ id }) => id === why.source);
  const ribbon = source?.ribbons[why.ribbon];
  return queue && source && ribbon ? { queue, source, ribbon } : undefined;
}

/** @param {View} view */
export function why(view) {
  const found = explained(view);
  if (found === undefined) return nothing;
  const { shown, act } = view;
  const { source, ribbon } = found;
  const { question, reasons } = shown.answers.reasons(ribbon.subjects[0], shown.after);
  return html`
    <section class="why-band" aria-labelledby="why-title">
      <div class="why-head">
        <h2 id="why-title" tabindex="-1" data-focus="why" dir="auto">${sentence(`${subjectOf(source, ribbon)}: ${question}`)}</h2>
        ${button(
          html`${icon('close')}<span class="wide-only" aria-hidden="true">Esc</span>`,
          act.closeWhy,
          {
            look: 'plain',
            focus: 'close-why',
            heard: 'Close the rules',
          },
        )}
      </div>
      <ol class="reasons" role="list">
        ${reasons.map(
          ({ title, text, message, isObstacle }, index) => html`
            <li class=${isObstacle ? 'obstacle' : ''}>
              <span class="reason-number">${index + 1}</span>
              <div>
                <h3>${title}</h3>
                <p dir="auto">${sentence(text)}</p>
                ${message ? html`<p class="message" dir="auto">${message}</p>` : nothing}
              </div>
            </li>
          `,
        )}
      </ol>
    </section>
  `;
}

/**
 * @param {import('../pkg/index.js').FlowSource} source
 * @param {import('../pkg/index.js').FlowRibbon} ribbon
 */
function subjectOf({ kind, label }, { count }) {
  return kind === 'newWorkflows' || count === 1 ? label : `${label}, ${figure(count)}`;
}
