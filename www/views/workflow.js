/**
 * A workflow: itself and its commands, each with where it lands. There may be hundreds at once, so that a piece which
 * is the same in each is no template of its own.
 */

import { words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { landingLine } from './landing.js';
import { name } from './text.js';
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
  const [first, ...further] = landings;
  return html`
      <div class="run-head">
        <h4 dir="auto">${own.workflowId}</h4>
        <span class="hint">${facts(own)}</span>
        <span class="item-actions">
          <button
            type="button"
            class="plain small"
            data-focus=${`edit-${key}`}
            aria-label=${`${isEdited ? 'Done' : 'Edit'} ${own.workflowId}`}
            aria-expanded=${isEdited}
            @click=${() => (isEdited ? act.stopEditing() : act.editWorkflow(place))}
          >
            ${isEdited ? 'Done' : 'Edit'}
          </button>
          <button
            type="button"
            class="plain small"
            aria-label=${`Remove ${own.workflowId}`}
            @click=${() => act.removeWorkflow(place)}
          >
            Remove
          </button>
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
function facts({ workflowType, sdk = 'typescript', status, ...state }) {
  return [
    ...(workflowType ? [workflowType] : []),
    words.workflowVersion(state),
    words.sdk(sdk),
    ...(status === 'CLOSED' ? ['closed'] : []),
  ].join(' · ');
}

/** @param {RolloutCommand} command */
function called(command) {
  return html`<span dir="auto">${command.name}</span>
    <span class="hint">${asked(command)}${askedQueue(command)}</span>`;
}

/**
 * What a command says, beyond its name and its queue.
 *
 * @param {RolloutCommand} command
 */
function asked(command) {
  const options = /** @type {import('../pkg/index.js').RolloutCommandOptions} */ (command);
  const { versioningIntent, useLatestBuildId } = options;
  const isEager = 'requestEagerExecution' in command && command.requestEagerExecution;
  return [
    words.task(command.task),
    ...(versioningIntent ? [`intent ${INTENTS[versioningIntent]}`] : []),
    ...(useLatestBuildId ? ['UseLatestBuildId'] : []),
    ...(isEager ? ['eager'] : []),
  ].join(', ');
}

/** @param {RolloutCommand} command */
function askedQueue(command) {
  const { taskQueue } = /** @type {import('../pkg/index.js').RolloutCommandOptions} */ (command);
  return taskQueue === undefined ? nothing : html`, queue ${name(taskQueue)}`;
}

export const INTENTS = { COMPATIBLE: 'Compatible', DEFAULT: 'Default' };
