/** The frames that are drawn and kept, so that a change of the picture is seen. */

import { layout } from '../../www/picture/layout.js';
import { tableMeasure } from '../../www/picture/measure.js';
import { svgOf } from '../../www/picture/svg.js';
import {
  asked,
  current,
  manySets,
  notKnown,
  REAL_NAMES,
  ramping,
  waiting,
} from './fixtures/flows.mjs';

/** @typedef {import('../../www/picture/layout.js').Options} Options */

const many = Array.from({ length: 40 }, (_, index) => `1.${40 - index}`);

/** @type {Record<string, { flow: import('../../pkg/index.js').QueueFlow, options: Partial<Options> & { largest: number } }>} */
export const FRAMES = {
  A: { flow: waiting, options: { largest: 1532 } },
  B: { flow: current, options: { largest: 5210 } },
  D: { flow: waiting, options: { largest: 1532, opened: asked } },
  E: { flow: ramping, options: { largest: 5210 } },
  unfolded: {
    flow: waiting,
    options: { largest: 1532, isUnfolded: (id) => id === 'running 1.0' },
  },
  notKnown: { flow: notKnown, options: { largest: 340 } },
  many: { flow: manySets(many, { moved: 3 }), options: { largest: 1_000_000 } },
  names: { flow: manySets(REAL_NAMES), options: { largest: 1_000_000 } },
};

/** Of the screen; the picture leaves its margins. */
export const SCREENS = [1440, 1024, 390, 320];

/** @param {number} screen */
export function widthOn(screen) {
  return screen >= 1000 ? screen - 80 : screen - 32;
}

/**
 * @param {string} name
 * @param {number} screen
 * @param {Partial<Options>} [more]
 */
export function sceneOf(name, screen, more = {}) {
  const { flow, options } = FRAMES[name];
  return layout(flow, { width: widthOn(screen), measure: tableMeasure, ...options, ...more });
}

/**
 * @param {string} name
 * @param {number} screen
 * @param {import('../../www/picture/colours.js').Theme} theme
 */
export function drawn(name, screen, theme) {
  const margin = (screen - widthOn(screen)) / 2;
  return svgOf(sceneOf(name, screen), { theme, margin });
}
