/** The colours of pictures: whether they are seen on what they lie on, and which version has which. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { colourClass, THEMES, toneOf } from '../../www/picture/colours.js';
import { STYLES } from '../../www/picture/measure.js';
import { FRAMES, SCREENS, sceneOf } from './frames.mjs';

/** @typedef {import('../../www/picture/colours.js').Colour} Colour */
/** @typedef {import('../../www/picture/colours.js').Theme} Theme */

const HUES = /** @type {const} */ (['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6']);

/** @param {string} hex @returns {number[]} */
function channels(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** @param {readonly number[]} rgb */
function luminance(rgb) {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {readonly number[]} one @param {readonly number[]} other */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} colour @param {number} opacity @param {readonly number[]} ground */
function over(colour, opacity, ground) {
  return channels(colour).map((value, index) => value * opacity + ground[index] * (1 - opacity));
}

for (const theme of /** @type {Theme[]} */ (Object.keys(THEMES))) {
  const inks = THEMES[theme];
  const page = channels(inks.page);
  const surface = channels(inks.surface);

  test(`${theme}: text has a contrast of 4.5 on the page, on cards and on the tint of a version`, () => {
    const used = new Set(Object.values(STYLES).map(({ colour }) => colour));
    const grounds = [page, surface, ...HUES.map((hue) => over(inks[hue], inks.tint, surface))];
    for (const colour of /** @type {const} */ (['ink', 'muted', 'red'])) {
      assert.ok(used.has(colour));
      // Red stands on the page only.
      for (const ground of colour === 'red' ? [page] : grounds) {
        assert.ok(contrast(channels(inks[colour]), ground) >= 4.5, `${colour} on ${ground}`);
      }
    }
    assert.ok(contrast(channels(inks.onAction), channels(inks.action)) >= 4.5, 'a mark');
    assert.ok(contrast(page, channels(inks.red)) >= 4.5, 'a red mark');
  });

  test(`${theme}: every bar, dashed edge, moved ribbon and wall has a contrast of 3`, () => {
    let seen = 0;
    for (const name of Object.keys(FRAMES)) {
      for (const screen of SCREENS) {
        for (const shape of sceneOf(name, screen).shapes) {
          if (!('paint' in shape)) continue;
          const { fill, fillOpacity = 1, stroke } = shape.paint;
          const isBar = ['sourceBar', 'bar', 'takerBar', 'wall'].includes(shape.role);
          const isMoved = shape.role === 'ribbon' && fillOpacity === 0.92;
          const isDashed = shape.role === 'before' && stroke !== undefined;
          if (!isBar && !isMoved && !isDashed) continue;
          const colour = stroke ?? (typeof fill === 'object' && 'hue' in fill ? fill.hue : fill);
          if (typeof colour !== 'string') continue;
          const opacity = stroke === undefined ? Number(fillOpacity) : 1;
          for (const ground of shape.role === 'bar' ? [page, surface] : [page]) {
            const found = contrast(over(inks[colour], opacity, ground), ground);
            assert.ok(found >= 3, `${shape.role} ${shape.key}: ${colour} ${found.toFixed(2)}`);
          }
          seen += 1;
        }
      }
    }
    assert.ok(seen > 500, `${seen}`);
  });

  test(`${theme}: the six hues and grey can be told apart from each other and from red`, () => {
    const all = /** @type {Colour[]} */ ([...HUES, 'red']);
    for (const one of all) {
      for (const other of all) {
        if (one === other) continue;
        const [a, b] = [channels(inks[one]), channels(inks[other])];
        const distance = Math.hypot(...a.map((value, index) => value - b[index]));
        assert.ok(distance > 60, `${one} and ${other}: ${distance}`);
      }
    }
  });
}

test('a colour follows from when a version appeared first, and the seventh has the first with stripes', () => {
  const classes = Array.from({ length: 8 }, (_, appearance) => colourClass({ appearance }));
  assert.deepEqual(classes, ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v1 striped', 'v2 striped']);
  assert.equal(colourClass({}), 'v0');
  assert.deepEqual(toneOf(undefined), { hue: 'v0', isStriped: false });
});

test('a picture in a file has the colours of the page', () => {
  const css = readFileSync(join(root, 'www', 'styles', 'base.css'), 'utf8');
  for (const [name, light] of Object.entries(THEMES.light)) {
    if (typeof light === 'number') continue;
    const property = name === 'onAction' ? '--on-action' : `--${name}`;
    const dark = `${THEMES.dark[/** @type {Colour} */ (name)]}`;
    const declared = `${property}: light-dark(${light}, ${dark});`.toLowerCase();
    assert.ok(css.includes(declared), declared);
  }
});
