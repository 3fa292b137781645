/** The gallery of examples: a question each, and what to look at for its answer. */

import { EXAMPLES } from '../examples.js';
import { html } from '../vendor/lit-html/lit-html.js';
import { button } from '../views/text.js';

/** @typedef {import('../planner.js').View} View */

export const title = 'Examples';
export const emptyFields = {};

/** @param {View} view */
export function content({ act }) {
  return html`
    <p class="hint">Each one opens as a plan of its own. Undo brings back what you have now.</p>
    <ul role="list" class="gallery">
      ${[...EXAMPLES].map(
        ([key, { name, description }]) => html`
          <li>
            ${button(name, () => act.openExample(key), { focus: `example-${key}` })}
            <p class="hint">${description}</p>
          </li>
        `,
      )}
    </ul>
  `;
}
