/** What runs. */

import { html } from '../vendor/lit-html/lit-html.js';

/** @param {import('../planner.js').View} view */
export function workflows(view) {
  return html`<section class="panel" aria-labelledby="runs-title"><h2 id="runs-title">What runs</h2>${view.document.workflows?.length}</section>`;
}
