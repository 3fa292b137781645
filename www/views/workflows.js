/** What runs on a task queue: new workflows, then its workflows, where each lands and why. */

import { countOf, runsOf } from '../plan/runs.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, noChange, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy, optionsOf } from './fields.js';
import { landingChip, landingLine } from './landing.js';
import { button, counted, figure, smallButton } from './text.js';
import { workflow } from './workflow.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/runs.js').Run} Run
 * @typedef {import('../plan/runs.js').Group} Group
 */

/** The most workflows shown one by one; more are grouped by where they land. */
const MOST_SINGLE = 24;

/**
 * @param {View} view
 * @param {string} taskQueue
 */
export function workflows(view, taskQueue) {
  const { moment, look } = view;
  // No other field changes anything here.
  return guard([moment, taskQueue, look.filter, look.show, look.open, look.editor], () =>
    section(view, taskQueue),
  );
}

/**
 * @param {View} view
 * @param {string} taskQueue
 */
function section(view, taskQueue) {
  const { document, moment, look } = view;
  const found = runsOf(moment, look).get(taskQueue) ?? NO_RUNS;
  const here = (document.workflows ?? []).filter((workflow) => workflow.taskQueue === taskQueue);
  const isGathered = found.runs.length > MOST_SINGLE;
  return html`
    <section class="runs" aria-labelledby="runs-title">
      ${head(view, taskQueue, countOf(found.runs.map(({ workflow }) => workflow)), countOf(here))}
      ${onQueue(view, taskQueue, found, { hasGroups: here.length > MOST_SINGLE, isGathered })}
    </section>
  `;
}

/** @type {import('../plan/runs.js').QueueRuns} */
const NO_RUNS = { runs: [], groups: [] };

/** Which workflows are shown. */
const SHOWN = { all: 'All', waiting: 'Without a worker', rejected: 'Refused by the server' };

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {number} shown
 * @param {number} all
 */
function head({ look, act, mode }, taskQueue, shown, all) {
  return html`
    <div class="section-head">
      <h3 id="runs-title">
        ${shown === all ? counted(all, 'workflow') : `${figure(shown)} of ${counted(all, 'workflow')}`}
      </h3>
      <div class="inline-form">
        <input
          type="search"
          data-focus="filter"
          aria-label="Filter workflows by ID, type, queue or build ID"
          placeholder="Filter"
          autocapitalize="off"
          spellcheck="false"
          .value=${live(look.filter)}
          @input=${editedBy((filter) => act.look({ filter }))}
        />
        <select
          aria-label="Show"
          data-focus="show"
          @change=${editedBy((/** @type {keyof typeof SHOWN} */ show) => act.look({ show }))}
        >
          ${optionsOf(SHOWN, look.show)}
        </select>
        ${
          mode === 'edit'
            ? button('Add workflow', () => act.addWorkflow(taskQueue), {
                look: 'lined',
                focus: 'add-workflow',
              })
            : nothing
        }
      </div>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {import('../plan/runs.js').QueueRuns} here
 * @param {{ hasGroups: boolean, isGathered: boolean }} many groups that are there may be out of sight
 */
function onQueue(view, taskQueue, { runs, groups }, { hasGroups, isGathered }) {
  return html`
    <div class="run-queue">
      <ul role="list" class="lines">
        ${landingLine(view, 'New workflows', view.moment.newWorkflows(taskQueue), taskQueue)}
      </ul>
      ${
        hasGroups
          ? repeat(
              groups,
              ({ key }) => key,
              (group) => gathered(view, taskQueue, group, isGathered && group.runs.length > 0),
            )
          : nothing
      }
      ${isGathered ? nothing : list(view, runs)}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {readonly Run[]} runs
 * @param {ReadonlySet<Run>} [inSight] all, when it is left out
 */
function list(view, runs, inSight) {
  if (runs.length === 0) return nothing;
  const { look } = view;
  const explained = [...look.open].filter((key) => key.startsWith('why ')).join('\n');
  return html`
    <ul role="list" class="run-list">
      ${repeat(
        runs,
        ({ place }) => place,
        (run) => {
          const editor = look.editor?.key === `workflow-${run.place}` ? look.editor : undefined;
          const isOut = inSight?.has(run) === false;
          // A hidden one is left as it is: the next key may bring it back.
          return html`
            <li class=${isOut ? 'run out' : 'run'}>
              ${
                isOut
                  ? noChange
                  : guard([view.moment, explained, editor], () => workflow(view, run))
              }
            </li>
          `;
        },
      )}
    </ul>
  `;
}

/** How many more workflows of a group each press shows. */
const AT_ONCE = 10;

/**
 * A group of workflows that land together, folded at first. What the filter removes is hidden, not deleted: making it
 * again would take longer than a frame.
 *
 * @param {View} view
 * @param {string} taskQueue
 * @param {Group} group
 * @param {boolean} isSeen
 */
function gathered(view, taskQueue, { key, landing, all, runs, waiting, refused }, isSeen) {
  const { look, act } = view;
  const isOpen = look.open.has(key);
  let shown = AT_ONCE;
  while (look.open.has(`${key} ${shown}`)) shown += AT_ONCE;
  return html`
    <div class=${isSeen ? 'group' : 'group out'}>
      <button type="button" class="group-head" data-focus=${key} aria-expanded=${isOpen} @click=${() => act.toggle(key)}>
        <span>${counted(countOf(runs.map(({ workflow }) => workflow)), 'workflow')}</span>
        <span aria-hidden="true">→</span><span class="unseen"> land on </span>
        ${landingChip(landing, taskQueue)}
        ${waiting > 0 ? html`<span class="waits">${counted(waiting, 'landing')} without a worker</span>` : nothing}
        ${refused > 0 ? html`<span class="waits">${counted(refused, 'command')} refused</span>` : nothing}
      </button>
      ${isOpen ? members(view, all, runs, shown) : nothing}
      ${
        isOpen && shown < runs.length
          ? smallButton(
              `Show ${Math.min(AT_ONCE, runs.length - shown)} more of ${runs.length - shown}`,
              () => act.toggle(`${key} ${shown}`),
            )
          : nothing
      }
    </div>
  `;
}

/**
 * Shows the first wanted workflows, among the first of all.
 *
 * @param {View} view
 * @param {readonly Run[]} all
 * @param {readonly Run[]} wanted
 * @param {number} count
 */
function members(view, all, wanted, count) {
  const inSight = new Set(wanted.slice(0, count));
  const firstOfAll = new Set(all.slice(0, count));
  return list(
    view,
    all.filter((run) => firstOfAll.has(run) || inSight.has(run)),
    inSight,
  );
}
