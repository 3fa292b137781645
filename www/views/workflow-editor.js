/** The fields of a workflow. Each valid change applies immediately. */

import { words } from '../engine.js';
import { emptyCommand, hasOptions, NO_COMMAND } from '../plan/item-fields.js';
import { unusedName } from '../plan/items.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { checkbox, choice, fieldsFor, submittedTo, textField } from './fields.js';
import { button, smallButton } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/item-fields.js').WorkflowFields} WorkflowFields
 * @typedef {import('../plan/item-fields.js').CommandFields} CommandFields
 */

/** @typedef {(more: Partial<WorkflowFields>, unfolded?: number) => void} Edit */

/** @type {import('../pkg/index.js').Sdk[]} */
const SDKS = ['typescript', 'go', 'java', 'python', 'dotnet', 'ruby'];

/** @type {CommandFields['task'][]} */
const TASKS = ['activity', 'childWorkflow', 'continueAsNew', 'workflowRetry', 'cronRun', 'reset'];

const VERSIONS = {
  buildId: 'A build ID',
  unversioned: 'Unversioned workers',
  untouched: 'Nothing yet: no workflow task completed',
};

const STATUSES = { OPEN: 'Open', CLOSED: 'Closed: queries only' };

/** @type {Record<import('../pkg/index.js').ResetPoint, string>} */
const RESET_POINTS = {
  firstWorkflowTask: 'The first workflow task',
  laterWorkflowTask: 'A later workflow task',
};

const INTENTS = { '': 'Unspecified', COMPATIBLE: 'Compatible', DEFAULT: 'Default' };

/**
 * What each value is called.
 *
 * @template {string} Value
 * @param {Value[]} values
 * @param {(value: Value) => string} nameOf
 */
function named(values, nameOf) {
  return /** @type {Record<Value, string>} */ (
    Object.fromEntries(values.map((value) => [value, nameOf(value)]))
  );
}

/**
 * @param {View} view
 * @param {number} place
 */
export function workflowEditor({ look, act, document }, place) {
  const editor = /** @type {import('../planner.js').Editor} */ (look.editor);
  const fields = /** @type {WorkflowFields} */ (editor.fields);
  /** @type {Edit} */
  const edit = (more, unfolded) => act.putWorkflow(place, { ...fields, ...more }, unfolded);
  const { commands } = fields;
  return html`
    <form
      class="editor"
      aria-label=${`Workflow ${document.workflows?.[place].workflowId}`}
      @submit=${submittedTo(() => act.stopEditing())}
    >
      <div class="pair">${ownFields(fields, edit)}</div>
      ${
        commands.length === 0
          ? nothing
          : html`<ul role="list" class="commands" aria-label="Commands">
              ${commands.map((command, index) => commandItem(command, index, editor, act, edit))}
            </ul>`
      }
      <div class="buttons">
        ${TASKS.map((task) =>
          smallButton(
            `Add ${words.task(task)}`,
            () => {
              const taken = commands.map(({ name }) => name);
              const added = emptyCommand(unusedName(words.task(task), taken), task);
              edit({ commands: [...commands, added] }, commands.length);
            },
            { focus: `add-${task}` },
          ),
        )}
        <button type="submit" class="small">Done</button>
      </div>
      <p class="problem" role="alert">${editor.problem}</p>
    </form>
  `;
}

/**
 * @param {WorkflowFields} fields
 * @param {Edit} edit
 */
function ownFields(fields, edit) {
  const own = fieldsFor('workflow', fields, edit);
  return html`
    ${textField(own('workflowId', 'Workflow ID'))} ${textField(own('workflowType', 'Type'))}
    ${textField({ ...own('taskQueue', 'Task queue'), list: 'queue-names' })}
    ${choice({ ...own('version', 'Runs on'), options: VERSIONS })}
    ${fields.version === 'buildId' ? textField(own('buildId', 'Build ID')) : nothing}
    ${choice({ ...own('sdk', 'SDK'), options: named(SDKS, words.sdk) })}
    ${choice({ ...own('status', 'Status'), options: STATUSES })}
  `;
}

/**
 * A command, folded at first: laying out the fields of all commands would take longer than a frame.
 *
 * @param {CommandFields} command
 * @param {number} index
 * @param {import('../planner.js').Editor} editor
 * @param {import('../actions.js').Actions} act
 * @param {Edit} edit
 */
function commandItem(command, index, editor, act, edit) {
  const { commands } = /** @type {WorkflowFields} */ (editor.fields);
  const { command: unfolded = NO_COMMAND } = editor;
  const isOpen = index === unfolded;
  /** @param {Partial<CommandFields>} more */
  const editThis = (more) =>
    edit({ commands: commands.map((old, at) => (at === index ? { ...old, ...more } : old)) });
  const remove = () =>
    edit(
      { commands: commands.filter((_, at) => at !== index) },
      isOpen ? NO_COMMAND : unfolded - (index < unfolded ? 1 : 0),
    );
  return html`
    <li class="command-item">
      ${button(
        html`<span dir="auto">${command.name}</span> <span class="hint">${words.task(command.task)}</span>`,
        () => act.toggleCommand(index),
        { look: 'why-button', isOpen },
      )}
      ${smallButton('Remove', remove, { heard: ` ${command.name}` })}
      ${isOpen ? commandFields(command, editThis) : nothing}
    </li>
  `;
}

/**
 * @param {CommandFields} command
 * @param {(more: Partial<CommandFields>) => void} edit
 */
function commandFields(command, edit) {
  const own = fieldsFor('command', command, edit);
  const isRun = !hasOptions(command.task);
  return html`
    <fieldset class="command-fields">
      <legend class="unseen">${command.name}</legend>
      <div class="pair">
        ${textField(own('name', 'Name'))}
        ${choice({ ...own('task', 'Task'), options: named(TASKS, words.task) })}
        ${command.task === 'reset' ? resetFields(own, command) : nothing}
        ${
          isRun
            ? nothing
            : html`
                ${choice({ ...own('versioningIntent', 'Versioning intent'), options: INTENTS })}
                ${textField({
                  ...own('taskQueue', 'Target queue'),
                  list: 'queue-names',
                  placeholder: 'not named',
                })}
              `
        }
      </div>
      <div class="buttons">
        ${isRun ? nothing : checkbox(own('useLatestBuildId', 'UseLatestBuildId (Go)'))}
        ${command.task === 'activity' ? checkbox(own('requestEagerExecution', 'Eager')) : nothing}
      </div>
    </fieldset>
  `;
}

/**
 * @param {ReturnType<typeof fieldsFor<CommandFields>>} own
 * @param {CommandFields} command
 */
function resetFields(own, { to }) {
  return html`
    ${choice({ ...own('to', 'Reset to'), options: RESET_POINTS })}
    ${
      to === 'firstWorkflowTask'
        ? textField({
            ...own('inheritedBuildId', 'Build ID inherited at its start'),
            placeholder: 'none',
          })
        : nothing
    }
  `;
}
