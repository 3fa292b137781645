/** The fields into which is pasted what a cluster prints, on the start and in the dialog that adds it to a plan. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { bareTextArea, submittedTo, textField } from './fields.js';
import { button } from './text.js';

/**
 * @typedef {object} Reading
 * @property {string} text
 * @property {string} taskQueue the queue of what names none
 * @property {{ field: 'text' | 'taskQueue', message: string } | undefined} problem
 */

/** @type {Reading} */
export const EMPTY_READING = { text: '', taskQueue: '', problem: undefined };

/**
 * @param {string} prefix of the keys of focus
 * @param {Reading} reading
 * @param {object} does
 * @param {string} does.label of the text
 * @param {(changed: Partial<Reading>) => void} does.edit
 * @param {(file?: File) => void} does.read
 */
export function reading(prefix, { text, taskQueue, problem }, { label, edit, read }) {
  const id = `${prefix}-text`;
  const isQueueAsked = problem?.field === 'taskQueue' || taskQueue !== '';
  const problemOf = (/** @type {'text' | 'taskQueue'} */ field) =>
    problem?.field === field ? problem.message : '';
  return html`
    <form
      class="reading"
      @submit=${submittedTo(read)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        read();
      }}
    >
      <label class="reading-label" for=${id}>${label}</label>
      <div class="reading-box">
        ${bareTextArea({
          id,
          label,
          value: text,
          problem: problemOf('text'),
          rows: 7,
          autofocus: true,
          placeholder:
            'Several at once are fine: version sets, workflow lists, commands to update build IDs; or a saved plan, or a link to one',
          edit: (text) => edit({ text, problem: undefined }),
        })}
        <div class="reading-buttons">
          <label class="file-button">
            <span>Choose a file</span>
            <input type="file" data-focus=${`${prefix}-file`} @change=${chosen(read)} />
          </label>
          ${button('Read it', read, { look: 'main', focus: `${prefix}-read`, isOff: text.trim() === '' })}
        </div>
      </div>
      <div id=${`${id}-more`}>
        ${problemOf('text') ? html`<p class="problem">${problemOf('text')}</p>` : nothing}
      </div>
      ${
        isQueueAsked
          ? textField({
              id: `${prefix}-taskQueue`,
              label: 'Task queue',
              value: taskQueue,
              problem: problemOf('taskQueue'),
              list: 'queue-names',
              hint: 'The output does not say it. Paste the command above the output, and it is known.',
              edit: (taskQueue) => edit({ taskQueue, problem: undefined }),
            })
          : nothing
      }
    </form>
  `;
}

/** @param {(file?: File) => void} read */
function chosen(read) {
  return (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const [file] = input.files ?? [];
    if (file) read(file);
    // The same file may be chosen again, once it is mended.
    input.value = '';
  };
}
