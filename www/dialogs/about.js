/** The plan's name and description. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { textArea, textField } from '../views/fields.js';

/** @typedef {import('../planner.js').View} View */

export const title = 'About this plan';
export const emptyFields = {};

/** @param {View} view */
export function content({ document, state, act }) {
  const { name = '', description = '' } = document;
  return html`
    ${textField({
      id: 'about-name',
      label: 'Name',
      value: name,
      isProse: true,
      autofocus: true,
      edit: (name) => act.describe('name', name),
    })}
    ${textArea({
      id: 'about-description',
      label: 'Description',
      value: description,
      isProse: true,
      rows: 5,
      edit: (description) => act.describe('description', description),
    })}
    ${
      state.example === undefined
        ? nothing
        : html`<p class="hint">This is an example. With another name it is a plan of your own.</p>`
    }
    <p class="hint">Both are part of the plan: of its link, its document and its tables.</p>
  `;
}
