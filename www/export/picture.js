/** The task queues with their version sets as an SVG picture, in the viewer's theme. */

import { defaultOf } from '../plan/items.js';
import { at, box, escaped, shortened, text, textWidth } from './svg.js';

/**
 * @typedef {{ buildIds: readonly string[] }} ListedSet
 * @typedef {{ taskQueue: string, sets: readonly ListedSet[] }} PictureQueue
 */

/** @typedef {{ parts: string[], height: number }} Drawing drawn from 0 downwards */

const CARD = 400;
const GAP = 16;
const PADDING = 12;
const CHIP = 26;
/** Between chips, and between their lines. */
const CHIP_GAP = 6;
const HEAD = 74;
/** The most queues side by side. */
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
  const ends = new Array(columns).fill(HEAD);
  const cards = queues.map((queue) => {
    // Each below the shortest column, so that a long queue leaves no gap beside it.
    const column = ends.indexOf(Math.min(...ends));
    const { parts, height } = card(queue);
    const placed = at(GAP + column * (CARD + GAP), ends[column], parts);
    ends[column] += height + GAP;
    return placed;
  });
  const height = Math.max(...ends);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" aria-label="${escaped(`${title}. ${moment}`)}">`,
    `<style>${STYLE}</style>`,
    box('page', width, height),
    text('title', GAP, 32, shortened(title, width - 2 * GAP, 18)),
    text('soft', GAP, 56, moment),
    ...cards,
    '</svg>',
  ].join('\n');
}

/**
 * @param {PictureQueue} queue
 * @returns {Drawing}
 */
function card({ taskQueue, sets }) {
  const parts = [text('strong', PADDING, 26, shortened(taskQueue, CARD - 2 * PADDING, 15))];
  let y = 40;
  if (sets.length === 0) {
    parts.push(text('soft', PADDING, y + 14, 'unversioned: no version sets'));
    y += 32;
  }
  for (const [index, set] of sets.entries()) {
    const drawn = versionSet(set, `Set ${index + 1}`, index === sets.length - 1);
    parts.push(at(PADDING, y, drawn.parts));
    y += drawn.height + 8;
  }
  const height = y + 4;
  return { parts: [box('card', CARD, height), ...parts], height };
}

/**
 * @param {ListedSet} set
 * @param {string} title
 * @param {boolean} isQueueDefault
 * @returns {Drawing}
 */
function versionSet(set, title, isQueueDefault) {
  const width = CARD - 2 * PADDING;
  const end = width - PADDING;
  let [x, y] = [PADDING, 30];
  const chips = set.buildIds.map((buildId) => {
    const drawn = chip(buildId, buildId === defaultOf(set), end - PADDING);
    if (x + drawn.width > end) [x, y] = [PADDING, y + CHIP + CHIP_GAP];
    const placed = at(x, y, drawn.parts);
    x += drawn.width + CHIP_GAP;
    return placed;
  });
  const height = y + CHIP + CHIP_GAP + 4;
  const frame = box(isQueueDefault ? 'set default' : 'set', width, height);
  const head = text('soft', PADDING, 20, isQueueDefault ? `${title} · ▶ queue default` : title);
  return { parts: [frame, head, ...chips], height };
}

/**
 * @param {string} buildId
 * @param {boolean} isDefault
 * @param {number} most the width that there is
 */
function chip(buildId, isDefault, most) {
  const tag = isDefault ? ' set default' : '';
  const shown = shortened(buildId, most - textWidth(tag, 11) - 24, 13);
  const end = textWidth(shown, 13);
  const width = end + textWidth(tag, 11) + 20;
  const parts = [
    box(isDefault ? 'chip default' : 'chip', width, CHIP),
    text(isDefault ? 'name strong' : 'name', 8, 18, shown),
  ];
  if (isDefault) parts.push(text('tag', end + 14, 18, tag.trim()));
  return { parts, width };
}

/** Light where themes are not supported. Defaults are marked by a frame and by words, not only by colour. */
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
