/** Adds to the plan what a cluster prints, or opens it as a plan of its own. */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { EMPTY_READING, reading } from '../views/reading.js';
import { button, counted, inNumbers, name } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/import.js').Found} Found
 */

/** @typedef {import('../views/reading.js').Reading & { found: Found | undefined }} Fields `found`: what to add or to open */

export const title = 'Add from a cluster';

/** @type {Fields} */
export const emptyFields = { ...EMPTY_READING, found: undefined };

/**
 * @param {View} view
 * @param {Fields} fields
 */
export function content(view, fields) {
  const { act } = view;
  if (fields.found) return choice(view, fields.found);
  return html`
    ${reading('import', fields, {
      label: 'What your cluster prints, a saved plan, or a link to one',
      edit: (changed) => act.dialogFields(changed),
      read: (file) => act.import(file),
    })}
    <p class="hint">It stays in this page. A file can also be dropped anywhere on it.</p>
  `;
}

/**
 * What was found, and where to put it.
 *
 * @param {View} view
 * @param {Found} found
 */
function choice({ act, document }, found) {
  const { taskQueues, workflows, steps, passedOver } = found;
  const numbers = inNumbers(workflows);
  return html`
    ${taskQueues.map(
      ({ taskQueue, versionSets = [] }) =>
        html`
          <p>
            ${name(taskQueue)} as it stands at the start:
            <bdi class="name">${words.versionSets(versionSets)}</bdi>
          </p>
        `,
    )}
    ${
      numbers === undefined
        ? nothing
        : html`<p>${numbers} in ${counted(workflows.length, 'group')}</p>`
    }
    ${steps.map(
      ({ taskQueue, ...operation }) =>
        html`<p>A step on ${name(taskQueue)}: <bdi>${words.operation(operation)}</bdi></p>`,
    )}
    ${passedOver.map((what) => html`<p class="hint">${what}</p>`)}
    <div class="buttons">
      ${button(html`Add to <bdi>${document.name ?? 'this plan'}</bdi>`, () => act.addFound(found), {
        look: 'main',
        focus: 'import-add',
      })}
      ${button('Open as a new plan', () => act.openFound(found), { look: 'lined', focus: 'import-new' })}
    </div>
    <p class="hint">
      Added, it replaces the version sets and the counted workflows of these queues at the start, and its steps come after the others. All else stays.
    </p>
  `;
}
