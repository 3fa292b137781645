/** A goal for a queue, and the steps that lead there, each with what it moves. */

import { words } from '../engine.js';
import { goalOf, planTo } from '../plan/goal.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { moves, waiting } from '../views/preview.js';
import { plainSets } from '../views/sets.js';
import { name, textIn } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/goal.js').GoalFields} GoalFields
 * @typedef {import('../plan/preview.js').Preview} Preview
 * @typedef {import('../pkg/index.js').PassingDefault} PassingDefault
 */

export const title = 'Plan to a goal';

/** @type {GoalFields} */
export const emptyFields = { taskQueue: '', queueDefault: '', setDefaults: {} };

/**
 * @param {View} view
 * @param {GoalFields} fields
 */
export function content(view, fields) {
  const { act, queues, moment, state } = view;
  const { taskQueue, queueDefault, setDefaults } = fields;
  const { sets } = moment.queue(taskQueue);
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
            ${sets.map((set, index) =>
              buildIdField(
                `goal-set-${index}`,
                html`Set ${index + 1}, on ${name(set.default)} now, runs on`,
                setDefaults[set.default] ?? '',
                (text) =>
                  act.dialogFields({ setDefaults: { ...setDefaults, [set.default]: text } }),
              ),
            )}
          </div>`
    }
    <datalist id="goal-build-ids">
      ${sets.flatMap(({ buildIds }) => buildIds).map((id) => html`<option value=${id}></option>`)}
    </datalist>
    ${guard([state, fields, view.look.open], () => way(view, fields))}
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
  const { evaluator, state, moment, act } = view;
  const { taskQueue } = fields;
  const goal = goalOf(moment.queue(taskQueue).sets, fields);
  if (Object.keys(goal).length === 0) return html`<p class="hint">No goal yet.</p>`;
  const found = planTo(evaluator, state, taskQueue, goal);
  if ('reason' in found) {
    return html`
      <div class="notice refusal">
        <p><strong>Nothing leads there.</strong></p>
        <p class="message" dir="auto">${found.reason}</p>
      </div>
    `;
  }
  const { plan, steps } = found;
  if (steps.length === 0)
    return html`<p>Nothing is to be done: ${name(taskQueue)} is so already.</p>`;
  const all = steps.length === 1 ? 'Apply it' : `Apply all ${steps.length} steps`;
  return html`
    <ol role="list" class="proposed">
      ${steps.map((step, index) => {
        const passing = plan.passingDefaults.filter((one) => one.step === index + 1);
        return proposed(view, step, state.step + index + 1, passing, () =>
          act.applyPlan(steps.slice(0, index + 1)),
        );
      })}
    </ol>
    ${
      plan.importedOrder === 'notReliedOn'
        ? html`<p class="hint">Fewer might do: the order of imported build IDs is not known, so what is in doubt is promoted.</p>`
        : nothing
    }
    <div class="buttons">
      <button type="button" data-focus="apply-plan" @click=${() => act.applyPlan(steps)}>${all}</button>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Preview} step
 * @param {number} number
 * @param {readonly PassingDefault[]} passing
 * @param {() => void} apply it and those before it
 */
function proposed(view, step, number, passing, apply) {
  const { taskQueue: _, ...operation } = step.operation;
  return html`
    <li>
      <div class="section-head">
        <h3>Step ${number}: ${words.operation(operation)}</h3>
        <button type="button" class="plain small" @click=${apply}>
          Apply up to here<span class="unseen">, step ${number}</span>
        </button>
      </div>
      ${plainSets(step.after)}
      ${passing.map(
        ({ buildId, of }) => html`
          <p>For a while, ${of === 'queue' ? 'new workflows start on' : 'its set runs on'} ${name(buildId)}.</p>
        `,
      )}
      ${moves(view, step)} ${waiting(view, step)}
    </li>
  `;
}
