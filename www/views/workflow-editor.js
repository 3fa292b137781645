/** The fields of a workflow. What is typed is taken over at once, as long as it makes sense. */

import { words } from '../engine.js';
import { emptyCommand, unusedName } from '../plan/workflow-fields.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { textIn, unseen } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/workflow-fields.js').WorkflowFields} WorkflowFields
 * @typedef {import('../plan/workflow-fields.js').CommandFields} CommandFields
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
  const { fields: edited, problem } = /** @type {import('../planner.js').Editor} */ (look.editor);
  const fields = /** @type {WorkflowFields} */ (edited);
  /** @param {Partial<WorkflowFields>} more */
  const edit = (more) => act.putWorkflow(place, { ...fields, ...more });
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
      ${fields.commands.map((command, index) => commandEditor(command, index, fields, edit))}
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
                edit({ commands: [...fields.commands, emptyCommand(name, task)] });
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
 * @param {CommandFields} command
 * @param {number} index
 * @param {WorkflowFields} fields
 * @param {(more: Partial<WorkflowFields>) => void} edit
 */
function commandEditor(command, index, { commands }, edit) {
  /** @param {Partial<CommandFields>} more */
  const editThis = (more) =>
    edit({ commands: commands.map((old, at) => (at === index ? { ...old, ...more } : old)) });
  const isRun = command.task === 'workflowRetry' || command.task === 'cronRun';
  return html`
    <fieldset class="command-fields">
      <legend class="unseen">${command.name}</legend>
      <div class="pair">
        ${textField('Name', command.name, (name) => editThis({ name }))}
        ${choice(
          'Task',
          command.task,
          Object.fromEntries(TASKS.map((task) => [task, words.task(task)])),
          (task) => editThis({ task: /** @type {CommandFields['task']} */ (task) }),
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
                    editThis({
                      versioningIntent: /** @type {CommandFields['versioningIntent']} */ (intent),
                    }),
                )}
                ${textField('Target queue', command.taskQueue, (taskQueue) => editThis({ taskQueue }), undefined, 'draft-queues', 'not named')}
              `
        }
      </div>
      <div class="buttons">
        ${
          isRun
            ? nothing
            : flag('UseLatestBuildId (Go)', command.useLatestBuildId, (useLatestBuildId) =>
                editThis({ useLatestBuildId }),
              )
        }
        ${
          command.task === 'activity'
            ? flag('Eager', command.requestEagerExecution, (requestEagerExecution) =>
                editThis({ requestEagerExecution }),
              )
            : nothing
        }
        <button
          type="button"
          class="plain small"
          @click=${() => edit({ commands: commands.filter((_, at) => at !== index) })}
        >
          Remove${unseen(` ${command.name}`)}
        </button>
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
