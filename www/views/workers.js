/** The workers of a queue: what their polls bring, or why nothing. */

import { explain, words } from '../engine.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { counted, textIn, unseen } from './text.js';

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
        <h4>${counted(found.length, 'worker')}</h4>
        <button type="button" class="plain small" data-focus=${key} @click=${() => act.beginWorker(taskQueue)}>
          Add worker<span class="unseen"> to ${taskQueue}</span>
        </button>
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
  return html`
    <li class=${`worker ${poll.outcome}`}>
      <span class="worker-mark" aria-hidden="true">${MARKS[poll.outcome]}</span>
      <button
        type="button"
        class="worker-words"
        data-focus=${key}
        aria-expanded=${isOpen}
        @click=${() => act.toggle(key)}
      >
        <strong dir="auto">${title}</strong> <span class="hint">${words.poll(poll)}</span>
      </button>
      <span class="item-actions">
        <button type="button" class="plain small" data-focus=${`edit-${key}`} @click=${() => act.editWorker(place)}>
          Edit${unseen(` ${title}`)}
        </button>
        <button type="button" class="plain small" @click=${() => act.removeWorker(place)}>
          Remove${unseen(` ${title}`)}
        </button>
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
  const edit = (/** @type {Record<string, unknown>} */ more) =>
    act.edit(key, { ...fields, ...more });
  return html`
    <form
      class="editor"
      autocomplete="off"
      aria-label=${place === undefined ? `New worker of ${taskQueue}` : 'Worker'}
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        act.putWorker(place);
      }}
    >
      <label class="field">
        <span>Build ID</span>
        <input
          data-focus="worker-build-id"
          autocapitalize="off"
          spellcheck="false"
          .value=${live(fields.buildId)}
          @input=${(/** @type {Event} */ event) => edit({ buildId: textIn(event) })}
        />
      </label>
      <label class="field">
        <span>Name</span>
        <input
          placeholder="optional"
          .value=${live(fields.name)}
          @input=${(/** @type {Event} */ event) => edit({ name: textIn(event) })}
        />
      </label>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${live(fields.useVersioning)}
          @change=${(/** @type {Event} */ event) =>
            edit({ useVersioning: /** @type {HTMLInputElement} */ (event.currentTarget).checked })}
        />
        <span>Uses versioning</span>
      </label>
      <div class="buttons">
        <button type="submit" class="small">${place === undefined ? 'Add' : 'Done'}</button>
        <button type="button" class="plain small" @click=${() => act.stopEditing()}>Cancel</button>
      </div>
      <p class="problem" role="alert">${problem}</p>
    </form>
  `;
}
