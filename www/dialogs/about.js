/** What the plan is called, and what is said of it. */

import { live } from '../vendor/lit-html/directives/live.js';
import { html } from '../vendor/lit-html/lit-html.js';
import { textIn } from '../views/text.js';

/** @typedef {import('../planner.js').View} View */

export const title = 'About this plan';
export const emptyFields = {};

/** @param {View} view */
export function content({ document, act }) {
  const { name = '', description = '' } = document;
  return html`
    <div class="field">
      <label for="about-name">Name</label>
      <input
        id="about-name"
        autofocus
        data-focus="about-name"
        autocomplete="off"
        .value=${live(name)}
        @input=${(/** @type {Event} */ event) => act.describe({ name: textIn(event) })}
      />
    </div>
    <div class="field">
      <label for="about-description">Description</label>
      <textarea
        id="about-description"
        rows="5"
        data-focus="about-description"
        .value=${live(description)}
        @input=${(/** @type {Event} */ event) => act.describe({ description: textIn(event) })}
      ></textarea>
    </div>
    <p class="hint">Both go along with the plan: into its link, its document and its tables.</p>
  `;
}
