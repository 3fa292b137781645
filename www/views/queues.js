/** The task queues, side by side: version sets, build IDs and workers. */

import { emptyDraft } from '../plan/draft.js';
import { defaultOf, usedQueues } from '../plan/items.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy, submittedTo } from './fields.js';
import { moveFocus } from './keys.js';
import { GUESS, queueDefaultFlag, setDefaultTag } from './sets.js';
import { button, counted, name, smallButton } from './text.js';
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
  const { fields, problem } =
    look.editor?.key === 'new-queue'
      ? look.editor
      : { fields: { taskQueue: '' }, problem: undefined };
  return html`
    <form class="inline-form" @submit=${submittedTo(() => act.addQueue(fields.taskQueue))}>
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
            : html`<ol class="sets" role="list" aria-label="Version sets" @keydown=${moveAmongBuildIds}>
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
 * Tab stops at the default of each set; the arrow keys move from there to any build ID of the queue.
 *
 * @param {KeyboardEvent} event
 */
function moveAmongBuildIds(event) {
  moveFocus(event, '.build-id > button');
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
        ${smallButton('Add new default', () => act.compose(emptyDraft(taskQueue)), {
          focus: `add-default-${taskQueue}`,
          heard: ` to ${taskQueue}`,
        })}
        ${
          isKept
            ? nothing
            : smallButton('Remove', () => act.removeQueue(taskQueue), {
                heard: ` task queue ${taskQueue}`,
              })
        }
      </span>
    </header>
  `;
}

/** The most build IDs shown of a set before it is unfolded. */
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
  const earlier = set.buildIds.length - MOST_SHOWN;
  const shown = isOpen ? set.buildIds : set.buildIds.slice(-MOST_SHOWN);
  return html`
    <li class=${isQueueDefault ? 'set queue-default' : 'set'}>
      <div class="set-head">
        <h4>Set ${index + 1}</h4>
        ${isQueueDefault ? queueDefaultFlag : nothing}
      </div>
      <ol class="build-ids" role="list">
        ${
          earlier > 0
            ? html`<li>
                ${button(isOpen ? 'Fold' : `${earlier} earlier`, () => act.toggle(key), {
                  look: 'plain small fold',
                  heard: ` build IDs of set ${index + 1}`,
                  isOpen,
                })}
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
  const label = html`${name(buildId)}${isDefault ? html` ${setDefaultTag}` : nothing}`;
  const isOpen = look.menu?.taskQueue === taskQueue && look.menu.buildId === buildId;
  return html`
    <li class=${isDefault ? 'build-id set-default' : 'build-id'}>
      ${
        areSetsFixed(view)
          ? html`<span>${label}</span>`
          : html`
              <button
                type="button"
                data-focus=${`build-id-${taskQueue}-${buildId}`}
                tabindex=${isDefault ? 0 : -1}
                aria-haspopup="menu"
                aria-expanded=${isOpen}
                @click=${() => act.look({ menu: { taskQueue, buildId } })}
              >${label}</button>
            `
      }
    </li>
  `;
}

/**
 * Whether no operation can be composed from the sets shown.
 *
 * @param {View} view
 */
function areSetsFixed({ mode, proposed }) {
  return mode === 'look' || proposed !== undefined;
}
