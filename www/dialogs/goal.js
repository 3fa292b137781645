/** A goal for a queue, and the steps that lead there, to be shown on the timeline. */

import { words } from '../engine.js';
import { goalOf } from '../plan/goal.js';
import { defaultOf } from '../plan/items.js';
import { inWords } from '../plan/preview.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { choice, fieldsFor, suggestions, textField } from '../views/fields.js';
import { button, name } from '../views/text.js';

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
  const { taskQueue, setDefaults } = fields;
  const own = fieldsFor('goal', fields, act.dialogFields);
  const sets = answers.moment(state.step).sets(taskQueue);
  return html`
    <p>
      Say what the queue should become after step ${state.step}, and leave fields empty where anything will do. You get the
      fewest operations that lead there and, of several such plans, one that moves the fewest landings.
    </p>
    <div class="pair">
      ${
        queues.length === 0
          ? textField({ ...own('taskQueue', 'Task queue'), autofocus: true })
          : choice({
              ...own('taskQueue', 'Task queue'),
              options: Object.fromEntries(queues.map((queue) => [queue, queue])),
              edit: (taskQueue) =>
                act.dialogFields({ taskQueue, queueDefault: '', setDefaults: {} }),
            })
      }
      ${textField({
        ...own('queueDefault', 'New workflows start on'),
        list: 'goal-build-ids',
        autofocus: queues.length > 0,
      })}
    </div>
    <div class="pair">
      ${sets.map((set, index) => {
        const now = defaultOf(set);
        return textField({
          id: `goal-set-${index}`,
          label: html`Set ${index + 1}, on ${name(now)} now, runs on`,
          value: setDefaults[now] ?? '',
          list: 'goal-build-ids',
          edit: (text) => act.dialogFields({ setDefaults: { ...setDefaults, [now]: text } }),
        });
      })}
    </div>
    ${suggestions(
      'goal-build-ids',
      sets.flatMap(({ buildIds }) => buildIds),
    )}
    ${guard([state, fields], () => way(view, fields))}
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
  if (Object.keys(goal).length === 0 || taskQueue === '')
    return html`<p class="hint">No goal yet.</p>`;
  const found = answers.proposal({ taskQueue, goal, after: state.step });
  if ('reason' in found) {
    return html`
      <div class="notice refusal">
        <p><strong>Nothing leads there.</strong></p>
        <p class="message" dir="auto">${found.reason}</p>
      </div>
    `;
  }
  const { importedOrder, steps } = found;
  if (steps.length === 0)
    return html`<p>There is nothing to do: ${name(taskQueue)} is already as wanted.</p>`;
  return html`
    <ol class="way" start=${state.step + 1}>
      ${steps.map(
        (proposed, index) => html`
          <li>
            <strong dir="auto">${words.operation(proposed.step.operation)}</strong>
            <span class="hint">${inWords(found.answers.mark(state.step + index + 1))}</span>
          </li>
        `,
      )}
    </ol>
    ${
      importedOrder === 'notReliedOn'
        ? html`<p class="hint">Fewer steps might be enough: the order of imported build IDs is not known, so those in doubt are promoted.</p>`
        : nothing
    }
    <div class="buttons">
      ${button(
        `Show ${steps.length === 1 ? 'it' : `the ${steps.length} steps`} on the timeline`,
        () => act.propose(taskQueue, goal),
        { look: '', focus: 'propose' },
      )}
      <span class="hint">Nothing is applied yet.</span>
    </div>
  `;
}
