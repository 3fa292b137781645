/** The task queues, side by side: version sets, build IDs and workers. */

import { emptyDraft } from '../plan/draft.js';
import { defaultOf, usedQueues } from '../plan/items.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { GUESS, queueDefaultFlag, setDefaultTag } from './sets.js';
import { counted, name, textIn } from './text.js';
import { workers } from './workers.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').SetState} SetState
 */

/** @param {View} view */
export function queues(view) {
  const used = usedQueues(view.document);
  return html`
    <section class="queues" aria-labelledby="queues-title">
      <div class="section-head">
        <h2 id="queues-title">Task queues</h2>
        ${newQueue(view)}
      </div>
      <div class="cards">${repeat(
        view.queues,
        (queue) => queue,
        (queue) => card(view, queue, used.has(queue)),
      )}</div>
    </section>
  `;
}

/** @param {View} view */
function newQueue({ look, act }) {
  const { editor } = look;
  const fields = editor?.key === 'new-queue' ? editor.fields : { taskQueue: '' };
  const problem = editor?.key === 'new-queue' ? editor.problem : undefined;
  return html`
    <form
      class="inline-form"
      autocomplete="off"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        act.addQueue(fields.taskQueue);
      }}
    >
      <input
        data-focus="new-queue"
        aria-label="Name of a task queue to add"
        placeholder="Another task queue"
        autocapitalize="off"
        spellcheck="false"
        .value=${fields.taskQueue}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'new-queue-problem' : nothing}
        @input=${(/** @type {Event} */ event) => act.edit('new-queue', { taskQueue: textIn(event) })}
      />
      <button type="submit" class="plain">Add queue</button>
      ${problem ? html`<p class="problem" id="new-queue-problem" role="alert">${problem}</p>` : nothing}
    </form>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {boolean} isKept whether something else names the queue
 */
function card(view, taskQueue, isKept) {
  const sets = view.moment.sets(taskQueue);
  const { open, menu, editor } = view.look;
  const isFixed = areSetsFixed(view);
  const target = view.proposed ?? (view.preview && view.look.draft);
  const isTarget = target?.taskQueue === taskQueue;
  const folds = [...open].filter((key) => key.startsWith(`sets ${taskQueue} `)).join();
  const menuHere = menu?.taskQueue === taskQueue ? menu : undefined;
  const explained = [...open].filter((key) => key.startsWith('worker ')).join();
  return html`
    <article class=${isTarget ? 'card target' : 'card'} aria-label=${`Task queue ${taskQueue}`}>
      ${guard(
        [sets, folds, menuHere, isKept, isFixed],
        () => html`
        ${head(view, taskQueue, sets, isKept)}
        ${
          sets.length === 0
            ? html`<p class="hint">No version sets: unversioned workers run everything.</p>`
            : html`<ol class="sets" role="list" aria-label="Version sets" @keydown=${moveInSet}>
                ${repeat(
                  sets,
                  ({ id }) => id,
                  (set, index) => versionSet(view, taskQueue, set, index, sets.length),
                )}
              </ol>`
        }
      `,
      )}
      ${guard([view.moment, explained, editor], () => workers(view, taskQueue))}
    </article>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {readonly SetState[]} sets
 * @param {boolean} isKept whether something else names the queue
 */
function head({ act }, taskQueue, sets, isKept) {
  const buildIds = sets.reduce((sum, set) => sum + set.buildIds.length, 0);
  return html`
    <header class="card-head">
      <h3 tabindex="-1" data-focus=${`queue-${taskQueue}`}>${name(taskQueue)}</h3>
      <span class="hint">
        ${sets.length === 0 ? 'unversioned' : `${counted(sets.length, 'set')}, ${counted(buildIds, 'build ID')}`}
      </span>
      <span class="card-actions">
        <button
          type="button"
          class="plain small"
          data-focus=${`add-default-${taskQueue}`}
          @click=${() => act.compose(emptyDraft(taskQueue))}
        >
          Add new default<span class="unseen"> to ${taskQueue}</span>
        </button>
        ${
          isKept
            ? nothing
            : html`<button type="button" class="plain small" @click=${() => act.removeQueue(taskQueue)}>
                Remove<span class="unseen"> task queue ${taskQueue}</span>
              </button>`
        }
      </span>
    </header>
  `;
}

/** So many build IDs of a set are shown before it is unfolded. */
const MOST_SHOWN = 12;

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {SetState} set
 * @param {number} index
 * @param {number} count
 */
function versionSet(view, taskQueue, set, index, count) {
  const { look, act } = view;
  const isQueueDefault = index === count - 1;
  const key = `sets ${taskQueue} ${set.id}`;
  const isOpen = look.open.has(key);
  const folds = set.buildIds.length > MOST_SHOWN;
  const shown = folds && !isOpen ? set.buildIds.slice(-MOST_SHOWN) : set.buildIds;
  return html`
    <li class=${isQueueDefault ? 'set queue-default' : 'set'}>
      <div class="set-head">
        <h4>Set ${index + 1}</h4>
        ${isQueueDefault ? queueDefaultFlag : nothing}
      </div>
      <ol class="build-ids" role="list">
        ${
          folds
            ? html`<li>
                <button type="button" class="plain small fold" aria-expanded=${isOpen} @click=${() => act.toggle(key)}>
                  ${isOpen ? 'Fold' : `${set.buildIds.length - shown.length} earlier`}
                  <span class="unseen">build IDs of set ${index + 1}</span>
                </button>
              </li>`
            : nothing
        }
        ${repeat(
          shown,
          (buildId) => buildId,
          (buildId) => chip(view, taskQueue, set, buildId),
        )}
      </ol>
      ${set.orderIsGuess ? html`<p class="hint">${GUESS}</p>` : nothing}
    </li>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {SetState} set
 * @param {string} buildId
 */
function chip(view, taskQueue, set, buildId) {
  const { look, act } = view;
  const isDefault = buildId === defaultOf(set);
  if (areSetsFixed(view)) {
    return html`
      <li class=${isDefault ? 'build-id set-default' : 'build-id'}>
        <span>${name(buildId)}${isDefault ? html` ${setDefaultTag}` : nothing}</span>
      </li>
    `;
  }
  const isOpen = look.menu?.taskQueue === taskQueue && look.menu.buildId === buildId;
  return html`
    <li class=${isDefault ? 'build-id set-default' : 'build-id'}>
      <button
        type="button"
        data-focus=${`build-id-${taskQueue}-${buildId}`}
        tabindex=${isDefault ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        @click=${() => act.openMenu({ taskQueue, buildId })}
      >
        ${name(buildId)}${isDefault ? html` ${setDefaultTag}` : nothing}
      </button>
    </li>
  `;
}

/**
 * Whether nothing can be composed from what is shown.
 *
 * @param {View} view
 */
function areSetsFixed({ mode, proposed }) {
  return mode === 'look' || proposed !== undefined;
}

/**
 * Tab stops at the default of each set; arrows go on from there to any build ID of the queue.
 *
 * @param {KeyboardEvent} event
 */
function moveInSet(event) {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !(event.currentTarget instanceof Element)) return;
  const all = [...event.currentTarget.querySelectorAll('.build-id > button')];
  const place = all.indexOf(from);
  const to = {
    ArrowLeft: place - 1,
    ArrowUp: place - 1,
    ArrowRight: place + 1,
    ArrowDown: place + 1,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  const next = to === undefined ? undefined : all[to];
  if (place < 0 || !(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
