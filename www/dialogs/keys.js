/** The keys that work anywhere on the page, and what the page is. */

import { html } from '../vendor/lit-html/lit-html.js';
import { SHORTCUTS } from '../views/keys.js';

export const title = 'Keys and help';
export const emptyFields = {};

export function content() {
  return html`
    <p>
      The planner shows where workflows go, which workers take them, and what a change of version sets (the Worker
      Versioning of 2023) would move. It holds an exact model of the server and runs in this page: nothing that you type
      or paste leaves it. Worker Deployments are not modelled.
    </p>
    <dl class="key-list">
      ${SHORTCUTS.map(
        ({ keys, title }) => html`
          <div>
            <dt>${keys.split('+').map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${title}</dd>
          </div>
        `,
      )}
    </dl>
    <p class="hint">In the picture and in the table, Enter shows the rules behind a part.</p>
  `;
}
