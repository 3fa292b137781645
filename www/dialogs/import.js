/** Imports a plan, or the version sets with which task queues start, from pasted text or a file. */

import { stepCount } from '../plan/state.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { fieldsFor, submittedTo, textArea, textField } from '../views/fields.js';
import { plainSets } from '../views/sets.js';
import { name } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutTaskQueue} RolloutTaskQueue
 */

/**
 * @typedef {object} Fields
 * @property {string} text
 * @property {string} taskQueue
 * @property {{ field: 'text' | 'taskQueue', message: string } | undefined} problem
 * @property {RolloutTaskQueue[]} taskQueues those that were imported last
 * @property {string[]} passedOver what was passed over then, in words
 */

export const title = 'Import';

/** @type {Fields} */
export const emptyFields = {
  text: '',
  taskQueue: '',
  problem: undefined,
  taskQueues: [],
  passedOver: [],
};

/**
 * @param {View} view
 * @param {Fields} fields
 */
export function content(view, fields) {
  const { act, document } = view;
  const { taskQueues, passedOver, problem } = fields;
  const own = fieldsFor('import', fields, (more) =>
    act.dialogFields({ ...more, problem: undefined }),
  );
  const problemOf = (/** @type {'text' | 'taskQueue'} */ name) =>
    problem?.field === name ? problem.message : '';
  return html`
    <p>
      Paste what <code>temporal task-queue get-build-ids</code> prints (as text, JSON or JSONL), the JSON of the API
      or of the TypeScript client, or a saved plan or a link to one. It stays in this page.
    </p>
    <form @submit=${submittedTo(() => act.import())}>
      ${textArea({
        ...own('text', 'Output or plan'),
        problem: problemOf('text'),
        rows: 9,
        autofocus: true,
        placeholder:
          'Version Sets:\n   BuildIds   DefaultForSet  IsDefaultSet\n  [1.0, 1.1]  1.1            true',
      })}
      ${textField({
        ...own('taskQueue', 'Task queue that it is of'),
        problem: problemOf('taskQueue'),
        list: 'queue-names',
        hint: 'Not needed for a plan, or where the command that names it stands above each answer.',
      })}
      <div class="buttons">
        <button type="submit" data-focus="import">Import</button>
        <label class="file-button">
          <span>Choose a file</span>
          <input type="file" data-focus="import-file" @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.currentTarget);
            if (input.files?.[0]) act.import(input.files[0]);
            // The same file may be chosen again, once it is mended.
            input.value = '';
          }} />
        </label>
        <span class="hint">or drop one anywhere on the page</span>
      </div>
    </form>
    ${taskQueues.length > 0 ? imported(taskQueues, passedOver, stepCount(document)) : nothing}
  `;
}

/**
 * @param {readonly RolloutTaskQueue[]} taskQueues
 * @param {readonly string[]} passedOver
 * @param {number} steps
 */
function imported(taskQueues, passedOver, steps) {
  return html`
    <div class="notice" aria-label="Imported">
      ${taskQueues.map(
        ({ taskQueue, versionSets = [] }) =>
          html`<h3>${name(taskQueue)} as it stands at the start</h3>${plainSets(versionSets)}`,
      )}
      ${passedOver.map((what) => html`<p class="hint">${what}</p>`)}
      ${steps > 0 ? html`<p class="hint">The steps of the plan come after it as before.</p>` : nothing}
    </div>
  `;
}
