/** The plan on paper: its runbook, each step with its picture. */

import { html } from '../vendor/lit-html/lit-html.js';
import { markdown } from './markdown.js';
import { PAPER, picture } from './picture.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function printout(view) {
  const { answers } = view;
  const parts = answers.runbookParts();
  return html`
    <article class="printout">
      ${markdown(parts.before)}
      ${answers.steps.map((step, index) => {
        const flow = answers.flowOf(step.step);
        return html`
          <section class="printed-step">
            ${markdown(parts.steps[index])}
            ${flow.taskQueues
              .filter(({ changes }) => changes)
              .map((queue) =>
                picture({ ...view, flow, look: { ...view.look, why: undefined } }, queue, PAPER),
              )}
          </section>
        `;
      })}
      ${markdown(parts.after)}
    </article>
  `;
}
