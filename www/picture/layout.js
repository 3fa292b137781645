/**
 * The layout of a picture: what flows where on one task queue, as plain shapes. It is a pure function that needs no
 * browser, so that Node draws the same picture.
 */

import { columns, LEAST_WIDTH } from './columns.js';
import { Drawing } from './drawing.js';
import { gather } from './gather.js';
import { rows } from './rows.js';

/**
 * @typedef {import('../pkg/index.js').QueueFlow} QueueFlow
 * @typedef {import('./drawing.js').Scene} Scene
 * @typedef {import('./measure.js').Measure} Measure
 */

/**
 * @typedef {object} Opened what is asked about, with the places where its rules decide
 * @property {string} source its id
 * @property {number} ribbon its index in the source
 * @property {readonly { at: 'source' | 'place' | 'version' | 'taker', isObstacle: boolean }[]} reasons
 */

/**
 * @typedef {object} Options
 * @property {number} width in pixels
 * @property {'columns' | 'rows'} [form] columns where they fit, unless said
 * @property {number} largest the count to which widths are relative
 * @property {readonly QueueFlow[]} [all] the other task queues, to which commands may go
 * @property {(id: string) => boolean} [isUnfolded] asked for the sources, and for `more`: what would be too much
 * @property {Opened} [opened]
 * @property {Measure} measure
 */

/**
 * @typedef {object} Frame what both forms are drawn into
 * @property {string} title
 * @property {number} width
 * @property {number} largest
 * @property {Opened} [opened]
 * @property {Measure} measure
 * @property {Drawing} drawing
 */

/**
 * @param {QueueFlow} flow
 * @param {Options} options
 * @returns {Scene}
 */
export function layout(flow, { width, form, largest, all = [], isUnfolded, opened, measure }) {
  const drawn = form ?? (width >= LEAST_WIDTH ? 'columns' : 'rows');
  const limits =
    drawn === 'columns'
      ? { sources: 8, places: 7, idleRows: 3, takers: 8 }
      : { ...narrowLimits(width), idleRows: 1 };
  const gathered = gather(flow, {
    all,
    // Side by side there is no room for more.
    isUnfolded: (drawn === 'columns' && isUnfolded) || (() => false),
    opened: opened?.source,
    limits,
  });
  const draw = drawn === 'columns' ? columns : rows;
  return draw(gathered, {
    title: `What flows where on ${flow.taskQueue}`,
    width,
    largest,
    opened,
    measure,
    drawing: new Drawing(measure, opened && `${opened.source} ${opened.ribbon}`),
  });
}

/**
 * As many side by side as their texts leave readable: four on a phone, three on the smallest.
 *
 * @param {number} width
 */
function narrowLimits(width) {
  const most = Math.min(8, Math.max(3, Math.floor(width / 88)));
  return { sources: most, places: most, takers: most };
}
