/** A goal for a queue, and the steps that lead there, to be shown on the timeline. */

import { words } from '../engine.js';
import { goalOf } from '../plan/goal.js';
import { defaultOf } from '../plan/items.js';
import { movesInWords } from '../plan/preview.js';
import { wayTo } from '../plan/proposal.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { name, textIn } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/goal.js').GoalFields} GoalFields
 */

export const title = 'Plan to a goal';

/** @type {GoalFields} */
export const emptyFields = { taskQueue: '', queueDefault: '', setDefaults: {} };

/**
 * @param {View} view
 * @param {GoalFields} fields
 */
export function content(view, fields) {
  const { act, queues, answers, state } = view;
  const { taskQueue, queueDefault, setDefaults } = fields;
  const sets = answers.moment(state.step).sets(taskQueue);
  return html`
    <p>
      Say what has to be so after step ${state.step}, and leave empty where anything will do. The fewest operations
      that lead there are found; of these, those that move least on the way.
    </p>
    <div class="pair">
      <div class="field">
        <label for="goal-queue">Task queue</label>
        <select
          id="goal-queue"
          data-focus="goal-queue"
          @change=${(/** @type {Event} */ event) =>
            act.dialogFields({ taskQueue: textIn(event), queueDefault: '', setDefaults: {} })}
        >
          ${queues.map(
            (queue) =>
              html`<option value=${queue} .selected=${live(queue === taskQueue)}>${queue}</option>`,
          )}
        </select>
      </div>
      ${buildIdField('goal-default', 'New workflows start on', queueDefault, (text) =>
        act.dialogFields({ queueDefault: text }),
      )}
    </div>
    ${
      sets.length === 0
        ? nothing
        : html`<div class="pair">
            ${sets.map((set, index) => {
              const now = defaultOf(set);
              return buildIdField(
                `goal-set-${index}`,
                html`Set ${index + 1}, on ${name(now)} now, runs on`,
                setDefaults[now] ?? '',
                (text) => act.dialogFields({ setDefaults: { ...setDefaults, [now]: text } }),
              );
            })}
          </div>`
    }
    <datalist id="goal-build-ids">
      ${sets.flatMap(({ buildIds }) => buildIds).map((id) => html`<option value=${id}></option>`)}
    </datalist>
    ${guard([state, fields], () => way(view, fields))}
  `;
}

/**
 * @param {string} id
 * @param {unknown} label
 * @param {string} value
 * @param {(text: string) => void} change
 */
function buildIdField(id, label, value, change) {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        data-focus=${id}
        list="goal-build-ids"
        ?autofocus=${id === 'goal-default'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${live(value)}
        @input=${(/** @type {Event} */ event) => change(textIn(event))}
      />
    </div>
  `;
}

/**
 * @param {View} view
 * @param {GoalFields} fields
 */
function way(view, fields) {
  const { answers, state, act } = view;
  const { taskQueue } = fields;
  const goal = goalOf(answers.moment(state.step).sets(taskQueue), fields);
  if (Object.keys(goal).length === 0) return html`<p class="hint">No goal yet.</p>`;
  const found = wayTo(answers, state.step, { taskQueue, goal });
  if ('reason' in found) {
    return html`
      <div class="notice refusal">
        <p><strong>Nothing leads there.</strong></p>
        <p class="message" dir="auto">${found.reason}</p>
      </div>
    `;
  }
  const { importedOrder, steps } = found;
  found.answers.free();
  if (steps.length === 0)
    return html`<p>Nothing is to be done: ${name(taskQueue)} is so already.</p>`;
  return html`
    <ol class="way" start=${state.step + 1}>
      ${steps.map((step) => {
        const { taskQueue: _, ...operation } = step.operation;
        return html`
          <li>
            <strong dir="auto">${words.operation(operation)}</strong>
            <span class="hint">${movesInWords(step)}</span>
          </li>
        `;
      })}
    </ol>
    ${
      importedOrder === 'notReliedOn'
        ? html`<p class="hint">Fewer might do: the order of imported build IDs is not known, so what is in doubt is promoted.</p>`
        : nothing
    }
    <div class="buttons">
      <button type="button" data-focus="propose" @click=${() => act.propose(taskQueue, goal)}>
        Show ${steps.length === 1 ? 'it' : `the ${steps.length} steps`} on the timeline
      </button>
      <span class="hint">Nothing is applied yet.</span>
    </div>
  `;
}
