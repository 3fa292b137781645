/** What the plan lists of each task queue: its version sets, its workers and its workflows, to be changed. */

import { usedQueues } from '../plan/items.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { choice, editedBy, submittedTo } from '../views/fields.js';
import { plainSets } from '../views/sets.js';
import { button, lineName } from '../views/text.js';
import { workers } from '../views/workers.js';
import { workflows } from '../views/workflows.js';

/** @typedef {import('../planner.js').View} View */

export const title = 'What is listed';

/** @type {{ taskQueue: string | undefined }} */
export const emptyFields = { taskQueue: undefined };

/**
 * @param {View} view
 * @param {{ taskQueue: string | undefined }} fields
 */
export function content(view, { taskQueue: asked }) {
  const { queues, act, mode } = view;
  const taskQueue = asked !== undefined && queues.includes(asked) ? asked : queues[0];
  return html`
    ${
      queues.length > 1
        ? choice({
            id: 'listed-queue',
            label: 'Task queue',
            value: taskQueue,
            options: Object.fromEntries(queues.map((queue) => [queue, queue])),
            edit: (taskQueue) => act.dialogFields({ taskQueue }),
          })
        : nothing
    }
    ${taskQueue === undefined ? html`<p>The plan names no task queue yet.</p>` : listed(view, taskQueue)}
    ${mode === 'edit' ? newQueue(view) : nothing}
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 */
function listed(view, taskQueue) {
  const { moment, state, document, act, mode, queues } = view;
  const isKept = usedQueues(document).has(taskQueue) || mode === 'look';
  return html`
    <div class="listed" role="group" aria-label=${`Task queue ${taskQueue}`}>
      <div class="section-head">
        ${queues.length === 1 ? html`<h3>${lineName(taskQueue, act)}</h3>` : nothing}
        <p class="hint">
          As it is ${state.step === 0 ? 'at the start' : `after step ${state.step}`}
        </p>
        ${
          isKept
            ? nothing
            : button('Remove from the plan', () => act.removeQueue(taskQueue), {
                look: 'lined small',
                heard: ` ${taskQueue}`,
              })
        }
      </div>
      ${plainSets(moment.sets(taskQueue))} ${workers(view, taskQueue)} ${workflows(view, taskQueue)}
    </div>
  `;
}

/** @param {View} view */
function newQueue({ look, act }) {
  const { fields, problem } =
    look.editor?.key === 'new-queue'
      ? look.editor
      : { fields: { taskQueue: '' }, problem: undefined };
  return html`
    <form class="inline-form new-queue" @submit=${submittedTo(() => act.addQueue(fields.taskQueue))}>
      <input
        data-focus="new-queue"
        aria-label="Name of a task queue to add"
        placeholder="Another task queue"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${fields.taskQueue}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'new-queue-problem' : nothing}
        @input=${editedBy((taskQueue) => act.edit('new-queue', { taskQueue }))}
      />
      <button type="submit" class="lined">Add queue</button>
      ${problem ? html`<p class="problem" id="new-queue-problem" role="alert">${problem}</p>` : nothing}
    </form>
  `;
}
