/** What a picture says to those who point at it, or hear it. */

import { MORE, number } from './gather.js';
import { visible } from './names.js';

/**
 * @typedef {import('./gather.js').Source} Source
 * @typedef {import('./gather.js').Part} Part
 * @typedef {import('./drawing.js').Target} Target
 */

/**
 * Whether how many move stands on the ribbon: not for new workflows, and once for all that is folded.
 *
 * @param {Part} part
 * @param {Part | undefined} biggest of its source
 */
export function hasPill(part, biggest) {
  const { source, moves } = part;
  return moves && !source.isNew && (!source.isFold || part === biggest);
}

/** @param {Part} part */
export function pillText({ source, ...part }) {
  const count = source.isFold ? source.moved : part.count;
  if (count === source.count && count > 1) return 'all move';
  return `${number(count)} ${count === 1 ? 'moves' : 'move'}`;
}

/**
 * @param {Part} part
 * @returns {string} such as `Running on 1.0, 1,532: from 1.1 to 1.2, Nobody polls for 1.2`
 */
export function labelOf({ source, count, percent, before, label, taker, receipt }) {
  const many = percent !== undefined ? `, ${percent} %` : source.isNew ? '' : `, ${number(count)}`;
  const way = before
    ? `from ${before.label} to ${label}`
    : `${source.isCommand ? 'go to' : 'stay on'} ${label}`;
  const end = taker?.title ?? (receipt === 'refused' ? 'refused by the server' : '');
  return visible([`${source.label}${many}: ${way}`, end].filter(Boolean).join(', '));
}

/**
 * A source, and what unfolds from it.
 *
 * @param {Source} source
 * @param {import('./drawing.js').Box} box
 * @param {number} middle of the box, where the second line begins
 * @returns {Target[]}
 */
export function targetsOf(source, box, middle) {
  const threads = source.parts.map(({ key }) => key);
  if (source.isFold) {
    const label = visible(source.label);
    return [{ key: source.key, kind: 'more', label, threads, box, source: MORE, isOpen: false }];
  }
  // Those who ask about a source that splits ask about what moves, and first about what waits.
  const asked =
    source.parts.find(({ moves, receipt }) => moves && receipt !== 'taken') ??
    source.parts.find(({ moves }) => moves) ??
    source.parts[0];
  /** @type {Target} */
  const whole = {
    key: source.key,
    kind: 'source',
    label: source.parts.length === 1 ? labelOf(source.parts[0]) : nameOf(source),
    threads,
    box,
    why: asked && { source: source.id, ribbon: asked.index },
    source: source.id,
  };
  if (source.commands.length === 0) return [whole];
  return [
    whole,
    {
      key: `${source.key} unfold`,
      kind: 'unfold',
      label: visible(
        `${source.isUnfolded ? 'Fold' : 'Unfold'} of ${source.label}: ${source.commands.join(', ')}`,
      ),
      threads,
      box: { x: box.x, y: middle + 2, width: Math.max(24, box.width - 70), height: 24 },
      source: source.id,
      isOpen: source.isUnfolded,
    },
  ];
}

/**
 * @param {import('./gather.js').Taker} taker
 * @param {readonly string[]} threads
 * @param {Part | undefined} part that it takes
 * @param {import('./drawing.js').Box} box
 * @returns {Target}
 */
export function takerTarget(taker, threads, part, box) {
  return {
    key: taker.key,
    kind: taker.isFold ? 'more' : 'taker',
    label: visible([taker.title, taker.note].filter(Boolean).join(', ')),
    threads,
    box,
    why: part && !part.source.isFold ? { source: part.source.id, ribbon: part.index } : undefined,
    source: taker.isFold ? MORE : undefined,
    taker,
  };
}

/** @param {Source} source */
function nameOf({ label, count }) {
  return visible(count === undefined ? label : `${label}, ${number(count)}`);
}
