/**
 * A workflow and its commands, each with where it lands. There may be hundreds of workflows, so few pieces are templates
 * of their own.
 */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { landingLine } from './landing.js';
import { counted, name, smallButton } from './text.js';
import { workflowEditor } from './workflow-editor.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/runs.js').Run} Run
 * @typedef {import('../pkg/index.js').RolloutCommand} RolloutCommand
 */

/**
 * @param {View} view
 * @param {Run} run
 */
export function workflow(view, { place, workflow: { commands = [], ...own }, landings }) {
  const { look, act } = view;
  const key = `workflow-${place}`;
  const isEdited = look.editor?.key === key;
  const heard = ` ${own.workflowId}`;
  const [first, ...further] = landings;
  return html`
      <div class="run-head">
        <h4 dir="auto">${own.workflowId}</h4>
        <span class="hint">${facts(own)}</span>
        <span class="item-actions">
          ${smallButton(isEdited ? 'Done' : 'Edit', () => (isEdited ? act.stopEditing() : act.editWorkflow(place)), { focus: `edit-${key}`, heard, isOpen: isEdited })}
          ${smallButton('Remove', () => act.removeWorkflow(place), { heard })}
        </span>
      </div>
      ${isEdited ? workflowEditor(view, place) : nothing}
      <ul role="list" class="lines">
        ${landingLine(view, own.status === 'CLOSED' ? 'Query' : 'Workflow task', first, own.taskQueue)}
        ${further.map((landed, index) =>
          landingLine(view, called(commands[index]), landed, own.taskQueue),
        )}
      </ul>
  `;
}

/** @param {import('../pkg/index.js').RolloutWorkflow} workflow */
function facts({ workflowType, count, sdk = 'typescript', status, ...state }) {
  const many = count !== undefined && counted(count, 'workflow');
  const closed = status === 'CLOSED' && 'closed';
  return [many, workflowType, words.workflowVersion(state), words.sdk(sdk), closed]
    .filter(Boolean)
    .join(' · ');
}

/** @param {RolloutCommand} command */
function called(command) {
  const options = /** @type {import('../pkg/index.js').RolloutCommandOptions} */ (command);
  const { taskQueue, versioningIntent, useLatestBuildId } = options;
  const isEager = 'requestEagerExecution' in command && command.requestEagerExecution;
  const asked = [
    words.task(command.task),
    versioningIntent && `intent ${INTENTS[versioningIntent]}`,
    useLatestBuildId && 'UseLatestBuildId',
    isEager && 'eager',
  ];
  return html`<span dir="auto">${command.name}</span>
    <span class="hint">${asked.filter(Boolean).join(', ')}${
      taskQueue === undefined ? nothing : html`, queue ${name(taskQueue)}`
    }</span>`;
}

/** What each intent is called. */
const INTENTS = { COMPATIBLE: 'Compatible', DEFAULT: 'Default' };
