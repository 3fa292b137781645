/** The start, where there is no plan yet: paste what a cluster prints, open an example, or say where it must end. */

import { EXAMPLES } from '../examples.js';
import { isEmpty } from '../plan/state.js';
import { recentPlans, titleOf } from '../recent.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { exampleList } from './example-list.js';
import { icon } from './icons.js';
import { EMPTY_READING, reading } from './reading.js';
import { button } from './text.js';

/** @typedef {import('../planner.js').View} View */

/**
 * Whether there is nothing to show but the start.
 *
 * @param {View} view
 */
export function isStart({ document, proposal }) {
  return isEmpty(document) && proposal === undefined;
}

/** What prints what is read here. */
const COMMANDS = [
  ['Version sets of a queue', 'temporal task-queue get-build-ids -t orders -o json'],
  ['What runs, as counts', `temporal workflow list -q "ExecutionStatus='Running'" -o json`],
  ['All of it, with workers', 'npx worker-versioning pull -t orders'],
];

/** How many examples the start has; the dialog has all. */
const SOME = 5;

/** @param {View} view */
export function start(view) {
  return html`
    <div class="start">
      <div class="start-head">
        <div>
          <h1>See what a change moves before you make it</h1>
          <p>Which workflows go where now, what one command would move, and what nobody would take.</p>
        </div>
        ${KEY}
      </div>
      <div class="start-ways">
        <section aria-label="From a cluster">${fromCluster(view)}</section>
        <section aria-label="Without a cluster">${withoutCluster(view)}</section>
      </div>
      ${view.isPage ? recent(view) : nothing}
    </div>
  `;
}

/** @param {View} view */
function fromCluster({ look, act }) {
  return html`
    ${reading('start', look.start ?? EMPTY_READING, {
      label: 'Paste what your cluster prints',
      edit: (changed) => act.editStart(changed),
      read: (file) => act.readStart(file),
    })}
    <ul role="list" class="start-commands">
      ${COMMANDS.map(
        ([what, command]) => html`
          <li>
            <span>${what}</span>
            <code>${command}</code>
            ${button(icon('copy'), () => act.copy(command, 'The command is copied.'), {
              look: 'plain icon',
              heard: `Copy the command: ${what}`,
            })}
          </li>
        `,
      )}
    </ul>
    <p class="hint">Read in this page; nothing you paste leaves it.</p>
  `;
}

/** @param {View} view */
function withoutCluster(view) {
  const { act } = view;
  const some = [...EXAMPLES.keys()].slice(0, SOME);
  return html`
    <h2><span>or</span> open an example</h2>
    ${exampleList(view, some)}
    ${button(`All ${EXAMPLES.size} examples`, () => act.openDialog('examples'), {
      look: 'plain all-examples',
      focus: 'all-examples',
    })}
    <div class="start-goal">
      <h2><span>or</span> say where it must end</h2>
      <p>The fewest steps there are proposed to you.</p>
      ${button('Set a goal', () => act.openDialog('goal', { taskQueue: '' }), {
        look: 'lined',
        focus: 'start-goal',
      })}
    </div>
  `;
}

/** @param {View} view */
function recent({ act }) {
  const plans = recentPlans();
  if (plans.length === 0) return nothing;
  return html`
    <section class="start-recent" aria-labelledby="recent-plans">
      <h2 id="recent-plans" tabindex="-1" data-focus="recent">Recent plans</h2>
      <ul role="list">
        ${plans.map(
          ({ plan, document }) => html`
            <li>
              ${button(html`<bdi>${titleOf(document)}</bdi>`, () => act.openRecent(plan), {
                look: 'plain recent-plan',
                focus: `recent-${plan}`,
              })}
              ${button(icon('close'), () => act.forgetRecent(plan), {
                look: 'plain icon small',
                heard: `Delete ${titleOf(document)}`,
              })}
            </li>
          `,
        )}
      </ul>
      <span class="hint">kept in this browser only</span>
    </section>
  `;
}

/** How to read the picture. */
const KEY = html`
  <svg
    class="start-key"
    viewBox="0 0 544 122"
    role="img"
    aria-label="How to read the picture: what starts and runs, where it goes, who takes it"
  >
    <text x="0" y="12">What starts and runs</text>
    <text x="232" y="12">Where it goes</text>
    <text x="424" y="12">Who takes it</text>
    <g class="v2">
      <path class="stays" d="M5 34C118.5 34 118.5 30 232 30L232 44C118.5 44 118.5 48 5 48Z" />
      <path class="stays" d="M5 58C118.5 58 118.5 46 232 46L232 66C118.5 66 118.5 78 5 78Z" />
      <path class="was" d="M5 88C118.5 88 118.5 66 232 66L232 74C118.5 74 118.5 114 5 114Z" />
      <g class="before">
        <path d="M5 88C118.5 88 118.5 66 232 66" />
        <path d="M5 114C118.5 114 118.5 74 232 74" />
      </g>
    </g>
    <path class="halo" d="M5 88C118.5 88 118.5 90 232 90" />
    <path class="moves v3" d="M5 88C118.5 88 118.5 90 232 90L232 116C118.5 116 118.5 114 5 114Z" />
    <rect class="source" x="0" y="34" width="5" height="14" rx="2" />
    <rect class="source" x="0" y="58" width="5" height="20" rx="2" />
    <rect class="source moved" x="0" y="88" width="5" height="26" rx="2" />
    <path class="stays v2" d="M336 30H424V66H336Z" />
    <path class="moves v3" d="M336 90H380V116H336Z" />
    <rect class="card" x="232" y="24" width="104" height="56" rx="8" />
    <rect class="card" x="232" y="86" width="104" height="34" rx="8" />
    <g class="v2">
      <rect class="bar" x="232" y="30" width="5" height="36" rx="2" />
      <rect class="bar" x="331" y="30" width="5" height="36" rx="2" />
      <rect class="bar" x="424" y="30" width="5" height="36" rx="2" />
    </g>
    <g class="v3">
      <rect class="bar" x="232" y="90" width="5" height="26" rx="2" />
      <rect class="bar" x="331" y="90" width="5" height="26" rx="2" />
    </g>
    <text class="id" x="284" y="57">1.0</text>
    <text class="id" x="284" y="108">2.0</text>
    <text x="438" y="53">3 workers</text>
    <rect class="wall" x="380" y="84" width="4" height="38" rx="2" />
    <rect class="nobody" x="424" y="90" width="5" height="26" rx="2" />
    <text class="red" x="438" y="107">Nobody yet</text>
  </svg>
`;
