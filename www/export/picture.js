/** The task queues with their version sets as an SVG picture, in the theme of whoever looks at it. */

import { defaultOf } from '../plan/items.js';
import { box, element, lines, PADDING, shortened, text, textWidth } from './svg.js';

/**
 * @typedef {{ buildIds: readonly string[] }} ListedSet
 * @typedef {{ taskQueue: string, sets: readonly ListedSet[] }} PictureQueue
 */

/** @typedef {{ markup: string, height: number }} Part drawn from 0 downwards */

const CARD = 400;
const GAP = 16;
const LINE = 20;
const CHIP = 26;
/** So many queues stand beside one another. */
const COLUMNS = 3;

/**
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.moment such as `After step 1 of 2`
 * @param {readonly PictureQueue[]} what.queues
 * @returns {string}
 */
export function pictureOf({ title, moment, queues }) {
  const columns = Math.max(1, Math.min(COLUMNS, queues.length));
  const width = columns * (CARD + GAP) + GAP;
  const heights = new Array(columns).fill(0);
  const cards = queues.map((queue) => {
    // Each below the shortest column, so that a long queue leaves no gap beside it.
    const column = heights.indexOf(Math.min(...heights));
    const { markup, height } = card(queue);
    const placed = at(GAP + column * (CARD + GAP), 74 + heights[column], markup);
    heights[column] += height + GAP;
    return placed;
  });
  const height = 74 + Math.max(...heights);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${title}. ${moment}`,
    },
    [
      `<style>${STYLE}</style>`,
      box('page', { width, height }),
      text('title', GAP, 32, shortened(title, width - 2 * GAP, 18)),
      text('soft', GAP, 56, moment),
      ...cards,
    ].join('\n'),
  );
}

/**
 * @param {PictureQueue} queue
 * @returns {Part}
 */
function card({ taskQueue, sets }) {
  const parts = [text('strong', PADDING, 26, shortened(taskQueue, CARD - 2 * PADDING, 15))];
  let y = 40;
  if (sets.length === 0) {
    parts.push(text('soft', PADDING, y + 14, 'unversioned: no version sets'));
    y += LINE + PADDING;
  }
  for (const [index, set] of sets.entries()) {
    const isDefault = index === sets.length - 1;
    const drawn = versionSet(set, `Set ${index + 1}`, isDefault);
    parts.push(at(PADDING, y, drawn.markup));
    y += drawn.height + 8;
  }
  const height = y + 4;
  return { markup: [box('card', { width: CARD, height }), ...parts].join('\n'), height };
}

/**
 * @param {ListedSet} set
 * @param {string} title
 * @param {boolean} isQueueDefault
 * @returns {Part}
 */
function versionSet({ buildIds }, title, isQueueDefault) {
  const width = CARD - 2 * PADDING;
  const inner = width - 2 * PADDING;
  const setDefault = defaultOf({ buildIds });
  const chips = buildIds.map((buildId) => {
    const isDefault = buildId === setDefault;
    const tag = isDefault ? ' set default' : '';
    const shown = shortened(buildId, inner - textWidth(tag, 11) - 24, 13);
    return { shown, tag, isDefault, width: textWidth(shown, 13) + textWidth(tag, 11) + 20 };
  });
  const rows = lines(chips, inner, 6);
  const markup = rows.flatMap((row, index) => {
    let x = PADDING;
    return row.map((one) => {
      const drawn = at(x, 30 + index * (CHIP + 6), chip(one));
      x += one.width + 6;
      return drawn;
    });
  });
  const height = 30 + rows.length * (CHIP + 6) + 4;
  const head = text('soft', PADDING, 20, isQueueDefault ? `${title} · ▶ queue default` : title);
  const frame = box(isQueueDefault ? 'set default' : 'set', { width, height });
  return { markup: [frame, head, ...markup].join('\n'), height };
}

/** @param {{ shown: string, tag: string, isDefault: boolean, width: number }} chip */
function chip({ shown, tag, isDefault, width }) {
  return [
    box(isDefault ? 'chip default' : 'chip', { width, height: CHIP }),
    text(isDefault ? 'name strong' : 'name', 8, 18, shown),
    ...(tag === '' ? [] : [text('tag', 8 + textWidth(shown, 13) + 6, 18, tag.trim())]),
  ].join('\n');
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} markup
 */
function at(x, y, markup) {
  return element('g', { transform: `translate(${x} ${y})` }, markup);
}

/** Light, as whoever knows no themes shows it; the default is told by its frame and in words. */
const STYLE = `
  text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1a2226; white-space: pre }
  rect { fill: #fff; stroke: #d4dbde; stroke-width: 1; rx: 6px }
  .page { fill: #f3f5f6; stroke: none; rx: 0 }
  .title { font-size: 18px; font-weight: 600 }
  .strong { font-weight: 700 }
  .soft, .tag { fill: #526067 }
  .tag { font-size: 11px }
  .set.default { stroke: #0b5f6b; stroke-width: 2 }
  .chip { fill: #eef2f3; stroke: none }
  .chip.default { fill: #fff; stroke: #1a2226; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4eaec }
    rect { fill: #1a2226; stroke: #334047 }
    .page { fill: #12181b }
    .soft, .tag { fill: #a3b1b7 }
    .set.default { stroke: #6cc9d3 }
    .chip { fill: #253036 }
    .chip.default { fill: #1a2226; stroke: #e4eaec }
  }
`;
