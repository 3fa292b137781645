/** Examples to open: a question each, with a small picture of what moves in it. */

import { EXAMPLES } from '../examples.js';
import { html, svg } from '../vendor/lit-html/lit-html.js';
import { icon } from './icons.js';
import { counted } from './text.js';

/**
 * Examples, by their keys.
 *
 * @param {import('../planner.js').View} view
 * @param {readonly string[]} keys
 * @param {{ isWhole?: boolean }} [options] whether each says what to look at in it
 */
export function exampleList({ act }, keys, { isWhole = false } = {}) {
  return html`
    <ul role="list" class="example-list">
      ${keys.map((key) => {
        const example = EXAMPLES.get(key);
        return html`
          <li>
            <button
              type="button"
              class="plain example"
              data-focus=${`example-${key}`}
              @click=${() => act.openExample(key)}
            >
              ${picture(key)}
              <span><span class="example-name">${example?.name}</span> <span class="example-kind">${isWhole ? example?.description : kindOf(example)}</span></span>
              ${icon('right')}
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}

/** @param {import('../examples.js').RolloutDocument} [example] */
function kindOf({ taskQueues = [], operations = [] } = { version: 1 }) {
  const steps = operations.length === 0 ? 'as it stands' : counted(operations.length, 'step');
  return `Version sets, ${counted(taskQueues.length, 'queue')}, ${steps}`;
}

/**
 * A stream in a small picture.
 *
 * @typedef {object} Stream
 * @property {1 | 2 | 3} to its colour
 * @property {[from: number, to: number, height: number]} at its upper edge, on the left and on the right
 * @property {'moves' | 'stays' | 'before' | 'waits'} [is] by default it moves
 */

/** @type {Record<string, Stream[]>} */
const STREAMS = {
  hotfix: [{ to: 1, at: [12, 12, 12], is: 'waits' }],
  'first-versioned-queue': [
    { to: 2, at: [5, 3, 7] },
    { to: 1, at: [17, 20, 12], is: 'stays' },
  ],
  'compatible-fix': [
    { to: 1, at: [10, 4, 14] },
    { to: 1, at: [10, 20, 14], is: 'before' },
  ],
  'incompatible-change': [
    { to: 3, at: [5, 3, 6] },
    { to: 2, at: [11, 20, 10], is: 'stays' },
  ],
  'roll-back': [
    { to: 2, at: [12, 4, 10] },
    { to: 3, at: [12, 22, 10], is: 'before' },
  ],
  'roll-back-a-fix': [
    { to: 1, at: [10, 20, 12] },
    { to: 1, at: [10, 4, 12], is: 'before' },
  ],
  'merge-two-sets': [
    { to: 1, at: [4, 12, 8] },
    { to: 1, at: [24, 20, 8] },
  ],
  'stop-old-workers': [
    { to: 3, at: [4, 4, 12] },
    { to: 1, at: [20, 24, 5], is: 'stays' },
  ],
  'worker-gets-nothing': [
    { to: 1, at: [5, 5, 10], is: 'stays' },
    { to: 2, at: [22, 22, 8], is: 'waits' },
  ],
  'refused-operation': [{ to: 2, at: [12, 12, 12], is: 'waits' }],
};

/** @type {Stream[]} */
const ANY = [
  { to: 1, at: [4, 8, 8], is: 'stays' },
  { to: 2, at: [22, 18, 10] },
];

/** @param {string} key */
function picture(key) {
  return html`
    <svg class="example-picture" viewBox="0 0 60 36" aria-hidden="true">
      ${(STREAMS[key] ?? ANY).map(stream)}
    </svg>
  `;
}

/** @param {Stream} stream */
function stream({ to, at: [from, until, height], is = 'moves' }) {
  const end = is === 'waits' ? 34 : 60;
  const half = end / 2;
  const edge = (/** @type {number} */ down) =>
    `M0 ${from + down}C${half} ${from + down} ${half} ${until + down} ${end} ${until + down}`;
  const lower = `L${end} ${until + height}C${half} ${until + height} ${half} ${from + height} 0 ${from + height}Z`;
  if (is === 'before') {
    return svg`<g class=${`before v${to}`}><path d=${edge(0)} /><path d=${edge(height)} /></g>`;
  }
  return svg`
    <path class=${`${is === 'stays' ? 'stays' : 'moves'} v${to}`} d=${edge(0) + lower} />
    ${
      is === 'waits'
        ? svg`
            <rect class="wall" x="36" y=${until - 4} width="3" height=${height + 8} rx="1.5" />
            <rect class="nobody" x="54" y=${until} width="4" height=${height} rx="1" />
          `
        : ''
    }
  `;
}
