/** The gallery of examples: a question each. */

import { EXAMPLES } from '../examples.js';
import { html } from '../vendor/lit-html/lit-html.js';
import { exampleList } from '../views/example-list.js';

/** @typedef {import('../planner.js').View} View */

export const title = 'Examples';
export const emptyFields = {};

/** @param {View} view */
export function content(view) {
  return html`
    <p class="hint">Each opens as a plan of its own. Undo brings back what you have now.</p>
    ${exampleList(view, [...EXAMPLES.keys()], { isWhole: true })}
  `;
}
