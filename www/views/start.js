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
        ${KEYS}
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

/**
 * How to read the picture. Its text is not scaled: there is one drawing for each width of the page that has room for it.
 *
 * @param {'wide' | 'less-wide'} look
 * @param {{ width: number, card: number, cardEnd: number, wall: number, taker: number }} x where things stand from the
 *   left
 */
function key(look, { width, card, cardEnd, wall, taker }) {
  const half = (5 + card) / 2;
  const flow = (/** @type {[number, number, number, number]} */ [from, to, toEnd, fromEnd]) =>
    `M5 ${from}C${half} ${from} ${half} ${to} ${card} ${to}L${card} ${toEnd}C${half} ${toEnd} ${half} ${fromEnd} 5 ${fromEnd}Z`;
  const edge = (/** @type {number} */ from, /** @type {number} */ to) =>
    `M5 ${from}C${half} ${from} ${half} ${to} ${card} ${to}`;
  const middle = (card + cardEnd) / 2;
  return html`
    <svg
      class=${`start-key ${look}`}
      viewBox=${`0 0 ${width} 122`}
      role="img"
      aria-label="How to read the picture: what starts and runs, where it goes, who takes it"
    >
      <text x="0" y="12">What starts and runs</text>
      <text x=${card} y="12">Where it goes</text>
      <text x=${taker} y="12">Who takes it</text>
      <g class="v2">
        <path class="stays" d=${flow([34, 30, 44, 48])} />
        <path class="stays" d=${flow([58, 46, 66, 78])} />
        <path class="was" d=${flow([88, 66, 74, 114])} />
        <g class="before">
          <path d=${edge(88, 66)} />
          <path d=${edge(114, 74)} />
        </g>
      </g>
      <path class="halo" d=${edge(88, 90)} />
      <path class="moves v3" d=${flow([88, 90, 116, 114])} />
      <rect class="source" x="0" y="34" width="5" height="14" rx="2" />
      <rect class="source" x="0" y="58" width="5" height="20" rx="2" />
      <rect class="source moved" x="0" y="88" width="5" height="26" rx="2" />
      <path class="stays v2" d=${`M${cardEnd} 30H${taker}V66H${cardEnd}Z`} />
      <path class="moves v3" d=${`M${cardEnd} 90H${wall}V116H${cardEnd}Z`} />
      <rect class="card" x=${card} y="24" width=${cardEnd - card} height="56" rx="8" />
      <rect class="card" x=${card} y="86" width=${cardEnd - card} height="34" rx="8" />
      <g class="v2">
        <rect class="bar" x=${card} y="30" width="5" height="36" rx="2" />
        <rect class="bar" x=${cardEnd - 5} y="30" width="5" height="36" rx="2" />
        <rect class="bar" x=${taker} y="30" width="5" height="36" rx="2" />
      </g>
      <g class="v3">
        <rect class="bar" x=${card} y="90" width="5" height="26" rx="2" />
        <rect class="bar" x=${cardEnd - 5} y="90" width="5" height="26" rx="2" />
      </g>
      <text class="id" x=${middle} y="57">1.0</text>
      <text class="id" x=${middle} y="108">2.0</text>
      <text x=${taker + 14} y="53">3 workers</text>
      <rect class="wall" x=${wall} y="84" width="4" height="38" rx="2" />
      <rect class="nobody" x=${taker} y="90" width="5" height="26" rx="2" />
      <text class="red" x=${taker + 14} y="107">Nobody yet</text>
    </svg>
  `;
}

const KEYS = [
  key('wide', { width: 544, card: 232, cardEnd: 336, wall: 380, taker: 424 }),
  key('less-wide', { width: 376, card: 140, cardEnd: 216, wall: 246, taker: 280 }),
];
