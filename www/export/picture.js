/** A moment of a plan as a picture that needs nothing beside it: what flows where on each task queue. */

import { layout } from '../picture/layout.js';
import { sheetOf } from '../picture/svg.js';

/**
 * @typedef {import('../pkg/index.js').Flow} Flow
 * @typedef {import('../picture/colours.js').Theme} Theme
 */

/** As wide as on the screen of a computer, in pixels. */
const WIDTH = 1360;
const MARGIN = 40;

/**
 * @param {object} what
 * @param {string} what.title
 * @param {Flow} what.flow
 * @param {Theme} what.theme
 * @param {import('../picture/measure.js').Measure} what.measure
 * @param {number} [what.width] of the drawing without its margins, in pixels
 * @returns {string} an SVG file
 */
export function pictureOf({ title, flow, theme, measure, width = WIDTH }) {
  const { headline, largest, taskQueues } = flow;
  const changed = taskQueues.filter(({ changes }) => changes);
  const shown = changed.length > 0 ? changed : taskQueues;
  const parts = shown.map((queue) => ({
    heading: queue.taskQueue,
    scene: layout(queue, { width, largest, all: taskQueues, measure }),
  }));
  return sheetOf(parts, {
    theme,
    title,
    subtitle: `${headline.lead} ${headline.rest}`.trim(),
    description: headline.detail,
    margin: MARGIN,
    isTitled: true,
  });
}
