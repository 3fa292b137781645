/** The workers of a queue: what their polls bring, or why nothing. */

import { explain, words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { checkbox, fieldsFor, submittedTo, textField } from './fields.js';
import { button, counted, smallButton } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').Polling} Polling
 */

/**
 * @param {View} view
 * @param {string} taskQueue
 */
export function workers(view, taskQueue) {
  const { document, look, act } = view;
  const found = [...(document.workers ?? []).entries()].filter(
    ([, worker]) => worker.taskQueue === taskQueue,
  );
  const key = `add-worker-${taskQueue}`;
  return html`
    <section class="workers" aria-label=${`Workers of ${taskQueue}`}>
      <div class="workers-head">
        <h3>${counted(found.length, 'worker')}</h3>
        ${smallButton('Add worker', () => act.beginWorker(taskQueue), {
          focus: key,
          heard: ` to ${taskQueue}`,
        })}
      </div>
      ${look.editor?.key === key ? form(view, key, taskQueue, undefined) : nothing}
      ${
        found.length === 0
          ? nothing
          : html`<ul role="list" class="worker-list">
              ${found.map(([place, worker]) => item(view, place, worker))}
            </ul>`
      }
    </section>
  `;
}

/**
 * @param {View} view
 * @param {number} place
 * @param {RolloutWorker} worker
 */
function item(view, place, worker) {
  const { look, act, moment } = view;
  const poll = moment.poll(place);
  const key = `worker ${place}`;
  const isOpen = look.open.has(key);
  const title = worker.name ?? words.worker(worker);
  const heard = ` ${title}`;
  return html`
    <li class=${`worker ${poll.outcome}`}>
      <span class="worker-mark" aria-hidden="true">${MARKS[poll.outcome]}</span>
      ${button(
        html`<strong dir="auto">${title}</strong> <span class="hint">${words.poll(poll)}</span>`,
        () => act.toggle(key),
        { look: 'worker-words', focus: key, isOpen },
      )}
      <span class="item-actions">
        ${smallButton('Edit', () => act.editWorker(place), { focus: `edit-${key}`, heard })}
        ${smallButton('Remove', () => act.removeWorker(place), { heard })}
      </span>
      ${isOpen ? why(poll) : nothing}
      ${look.editor?.key === `edit-${key}` ? form(view, `edit-${key}`, worker.taskQueue, place) : nothing}
    </li>
  `;
}

/** @type {Record<Polling['outcome'], string>} */
const MARKS = { receives: '●', refused: '⊘', idle: '○', invalid: '✕' };

/** @param {Polling} poll */
function why(poll) {
  return html`
    <div class="why">
      ${poll.outcome === 'invalid' ? nothing : explain(poll).map((sentence) => html`<p>${sentence}</p>`)}
      ${
        poll.outcome === 'refused' || poll.outcome === 'invalid'
          ? html`<p>
              <strong class="code">${poll.code}</strong>
              <span class="message" dir="auto">${poll.message}</span>
            </p>`
          : nothing
      }
    </div>
  `;
}

/**
 * @param {View} view
 * @param {string} key
 * @param {string} taskQueue
 * @param {number | undefined} place none for a new one
 */
function form({ look, act }, key, taskQueue, place) {
  const { fields, problem } = /** @type {import('../planner.js').Editor} */ (look.editor);
  const own = fieldsFor('worker', fields, (more) => act.edit(key, { ...fields, ...more }));
  return html`
    <form
      class="editor"
      aria-label=${place === undefined ? `New worker of ${taskQueue}` : 'Worker'}
      @submit=${submittedTo(() => act.putWorker(place))}
    >
      ${textField(own('buildId', 'Build ID'))}
      ${textField({ ...own('name', 'Name'), placeholder: 'optional' })}
      ${checkbox(own('useVersioning', 'Uses versioning'))}
      <div class="buttons">
        <button type="submit" class="small">${place === undefined ? 'Add' : 'Done'}</button>
        ${smallButton('Cancel', () => act.stopEditing())}
      </div>
      <p class="problem" role="alert">${problem}</p>
    </form>
  `;
}
