/** What people have, pasted or from a file, becomes the plan or the start of its task queues. */

import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { plainSets } from '../views/sets.js';
import { name, textIn } from '../views/text.js';

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
 */

export const title = 'Import';

/** @type {Fields} */
export const emptyFields = { text: '', taskQueue: '', problem: undefined, taskQueues: [] };

/**
 * @param {View} view
 * @param {Fields} fields
 */
export function content(view, fields) {
  const { act, document } = view;
  return html`
    <p>
      Paste what <code>temporal task-queue get-build-ids</code> prints (as text, JSON or JSONL), the JSON of the API
      or of the TypeScript client, or a saved plan or a link to one. It stays in this page.
    </p>
    <form
      autocomplete="off"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        act.importText();
      }}
    >
      ${textField(act, fields)} ${queueField(view, fields)}
      <div class="buttons">
        <button type="submit" data-focus="import-text">Import</button>
        <label class="file-button">
          <span>Choose a file</span>
          <input type="file" data-focus="import-file" @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.currentTarget);
            if (input.files?.[0]) act.importFile(input.files[0]);
            // The same file may be chosen again, once it is mended.
            input.value = '';
          }} />
        </label>
        <span class="hint">or drop one anywhere on the page</span>
      </div>
    </form>
    ${fields.taskQueues.length > 0 ? imported(fields.taskQueues, document.operations?.length ?? 0) : nothing}
  `;
}

/**
 * @param {View['act']} act
 * @param {Fields} fields
 */
function textField(act, { text, problem }) {
  const wrong = problem?.field === 'text' ? problem.message : undefined;
  return html`
    <div class="field">
      <label for="import-text">Output or plan</label>
      <textarea
        id="import-text"
        rows="9"
        autofocus
        data-focus="import"
        autocapitalize="off"
        spellcheck="false"
        aria-describedby="import-problem"
        aria-invalid=${wrong ? 'true' : nothing}
        placeholder=${'Version Sets:\n   BuildIds   DefaultForSet  IsDefaultSet\n  [1.0, 1.1]  1.1            true'}
        .value=${live(text)}
        @input=${(/** @type {Event} */ event) =>
          act.dialogFields({ text: textIn(event), problem: undefined })}
      ></textarea>
      <p class="problem" id="import-problem">${wrong}</p>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Fields} fields
 */
function queueField({ act, queues }, { taskQueue, problem }) {
  const wrong = problem?.field === 'taskQueue' ? problem.message : undefined;
  return html`
    <div class="field">
      <label for="import-queue">Task queue that it is of</label>
      <input
        id="import-queue"
        data-focus="import-queue"
        list="import-queues"
        autocapitalize="off"
        spellcheck="false"
        aria-describedby="import-queue-problem import-queue-hint"
        aria-invalid=${wrong ? 'true' : nothing}
        .value=${live(taskQueue)}
        @input=${(/** @type {Event} */ event) =>
          act.dialogFields({ taskQueue: textIn(event), problem: undefined })}
      />
      <datalist id="import-queues">${queues.map((queue) => html`<option value=${queue}></option>`)}</datalist>
      <p class="problem" id="import-queue-problem">${wrong}</p>
      <p class="hint" id="import-queue-hint">
        Not needed for a plan, or where the command that names it stands above each answer.
      </p>
    </div>
  `;
}

/**
 * @param {readonly RolloutTaskQueue[]} taskQueues
 * @param {number} steps
 */
function imported(taskQueues, steps) {
  return html`
    <div class="notice" aria-label="Imported">
      ${taskQueues.map(
        ({ taskQueue, versionSets = [] }) =>
          html`<h3>${name(taskQueue)} as it stands at the start</h3>${plainSets(versionSets)}`,
      )}
      ${steps > 0 ? html`<p class="hint">The steps of the plan come after it as before.</p>` : nothing}
    </div>
  `;
}
