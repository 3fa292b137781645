/** The fields of a workflow. What is typed is taken over at once, as long as it makes sense. */

import { words } from '../engine.js';
import { emptyCommand, unusedName } from '../plan/workflow-fields.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { textIn } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/workflow-fields.js').WorkflowFields} WorkflowFields
 * @typedef {import('../plan/workflow-fields.js').CommandFields} CommandFields
 */

/**
 * @typedef {(
 *   more: Partial<WorkflowFields>,
 *   unfolded?: Pick<import('../planner.js').Editor, 'command'>,
 * ) => void} Edit
 */

/** @type {import('../pkg/index.js').Sdk[]} */
const SDKS = ['typescript', 'go', 'java', 'python', 'dotnet', 'ruby'];

/** @type {CommandFields['task'][]} */
const TASKS = ['activity', 'childWorkflow', 'continueAsNew', 'workflowRetry', 'cronRun'];

/**
 * @param {View} view
 * @param {number} place
 */
export function workflowEditor({ look, act, document }, place) {
  const editor = /** @type {import('../planner.js').Editor} */ (look.editor);
  const { problem } = editor;
  const fields = /** @type {WorkflowFields} */ (editor.fields);
  /** @type {Edit} */
  const edit = (more, unfolded) => act.putWorkflow(place, { ...fields, ...more }, unfolded);
  return html`
    <form
      class="editor"
      autocomplete="off"
      aria-label=${`Workflow ${document.workflows?.[place].workflowId}`}
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        act.stopEditing();
      }}
    >
      <div class="pair">
        ${textField('Workflow ID', fields.workflowId, (workflowId) => edit({ workflowId }), 'workflow-id')}
        ${textField('Type', fields.workflowType, (workflowType) => edit({ workflowType }))}
        ${textField('Task queue', fields.taskQueue, (taskQueue) => edit({ taskQueue }), undefined, 'draft-queues')}
        ${choice(
          'Runs on',
          fields.version,
          {
            buildId: 'A build ID',
            unversioned: 'Unversioned workers',
            untouched: 'Nothing yet: no workflow task completed',
          },
          (version) => edit({ version: /** @type {WorkflowFields['version']} */ (version) }),
        )}
        ${
          fields.version === 'buildId'
            ? textField('Build ID', fields.buildId, (buildId) => edit({ buildId }))
            : nothing
        }
        ${choice(
          'SDK',
          fields.sdk,
          Object.fromEntries(SDKS.map((sdk) => [sdk, words.sdk(sdk)])),
          (sdk) => edit({ sdk: /** @type {import('../pkg/index.js').Sdk} */ (sdk) }),
        )}
        ${choice(
          'Status',
          fields.status,
          { OPEN: 'Open', CLOSED: 'Closed: queries only' },
          (status) => edit({ status: /** @type {'OPEN' | 'CLOSED'} */ (status) }),
        )}
      </div>
      ${
        fields.commands.length === 0
          ? nothing
          : html`<ul role="list" class="commands" aria-label="Commands">
              ${fields.commands.map((command, index) => commandItem(command, index, editor, act, edit))}
            </ul>`
      }
      <div class="buttons">
        ${TASKS.map(
          (task) => html`
            <button
              type="button"
              class="plain small"
              data-focus=${`add-${task}`}
              @click=${() => {
                const taken = new Set(fields.commands.map((command) => command.name));
                const name = unusedName(words.task(task), taken);
                edit(
                  { commands: [...fields.commands, emptyCommand(name, task)] },
                  { command: fields.commands.length },
                );
              }}
            >
              Add ${words.task(task)}
            </button>
          `,
        )}
        <button type="submit" class="small">Done</button>
      </div>
      <p class="problem" role="alert">${problem}</p>
    </form>
  `;
}

/**
 * A command, folded at first: the fields of all would take longer to lay out than a frame lasts.
 *
 * @param {CommandFields} command
 * @param {number} index
 * @param {import('../planner.js').Editor} editor
 * @param {import('../actions.js').Actions} act
 * @param {Edit} edit
 */
function commandItem(command, index, editor, act, edit) {
  const { commands } = /** @type {WorkflowFields} */ (editor.fields);
  const isOpen = index === editor.command;
  /** @param {Partial<CommandFields>} more */
  const editThis = (more) =>
    edit({ commands: commands.map((old, at) => (at === index ? { ...old, ...more } : old)) });
  const remove = () =>
    edit(
      { commands: commands.filter((_, at) => at !== index) },
      { command: placeWithout(editor.command, index) },
    );
  return html`
    <li class="command-item">
      <button
        type="button"
        class="why-button"
        aria-expanded=${isOpen}
        @click=${() => act.toggleCommand(index)}
      >
        <span dir="auto">${command.name}</span> <span class="hint">${words.task(command.task)}</span>
      </button>
      <button type="button" class="plain small" aria-label=${`Remove ${command.name}`} @click=${remove}>
        Remove
      </button>
      ${isOpen ? commandFields(command, editThis) : nothing}
    </li>
  `;
}

/**
 * @param {number | undefined} place in a list
 * @param {number} gone the place that is taken out
 */
function placeWithout(place, gone) {
  if (place === undefined || place === gone) return undefined;
  return place < gone ? place : place - 1;
}

/**
 * @param {CommandFields} command
 * @param {(more: Partial<CommandFields>) => void} edit
 */
function commandFields(command, edit) {
  const isRun = command.task === 'workflowRetry' || command.task === 'cronRun';
  return html`
    <fieldset class="command-fields">
      <legend class="unseen">${command.name}</legend>
      <div class="pair">
        ${textField('Name', command.name, (name) => edit({ name }))}
        ${choice(
          'Task',
          command.task,
          Object.fromEntries(TASKS.map((task) => [task, words.task(task)])),
          (task) => edit({ task: /** @type {CommandFields['task']} */ (task) }),
        )}
        ${
          isRun
            ? nothing
            : html`
                ${choice(
                  'Versioning intent',
                  command.versioningIntent,
                  { '': 'Unspecified', COMPATIBLE: 'Compatible', DEFAULT: 'Default' },
                  (intent) =>
                    edit({
                      versioningIntent: /** @type {CommandFields['versioningIntent']} */ (intent),
                    }),
                )}
                ${textField('Target queue', command.taskQueue, (taskQueue) => edit({ taskQueue }), undefined, 'draft-queues', 'not named')}
              `
        }
      </div>
      <div class="buttons">
        ${
          isRun
            ? nothing
            : flag('UseLatestBuildId (Go)', command.useLatestBuildId, (useLatestBuildId) =>
                edit({ useLatestBuildId }),
              )
        }
        ${
          command.task === 'activity'
            ? flag('Eager', command.requestEagerExecution, (requestEagerExecution) =>
                edit({ requestEagerExecution }),
              )
            : nothing
        }
      </div>
    </fieldset>
  `;
}

/**
 * @param {string} title
 * @param {string} value
 * @param {(value: string) => void} edit
 * @param {string} [focus]
 * @param {string} [list]
 * @param {string} [placeholder]
 */
function textField(title, value, edit, focus, list, placeholder = '') {
  return html`
    <label class="field">
      <span>${title}</span>
      <input
        data-focus=${focus ?? nothing}
        list=${list ?? nothing}
        placeholder=${placeholder}
        autocapitalize="off"
        spellcheck="false"
        .value=${live(value)}
        @input=${(/** @type {Event} */ event) => edit(textIn(event))}
      />
    </label>
  `;
}

/**
 * @param {string} title
 * @param {string} value
 * @param {Record<string, string>} options
 * @param {(value: string) => void} edit
 */
function choice(title, value, options, edit) {
  return html`
    <label class="field">
      <span>${title}</span>
      <select @change=${(/** @type {Event} */ event) => edit(textIn(event))}>
        ${Object.entries(options).map(
          ([option, words]) =>
            html`<option value=${option} .selected=${live(option === value)}>${words}</option>`,
        )}
      </select>
    </label>
  `;
}

/**
 * @param {string} title
 * @param {boolean} value
 * @param {(value: boolean) => void} edit
 */
function flag(title, value, edit) {
  return html`
    <label class="choice">
      <input
        type="checkbox"
        .checked=${live(value)}
        @change=${(/** @type {Event} */ event) =>
          edit(/** @type {HTMLInputElement} */ (event.currentTarget).checked)}
      />
      <span>${title}</span>
    </label>
  `;
}
