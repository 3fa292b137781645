/** How shapes are painted: the attributes of SVG, for a page with custom properties or for a file with plain colours. */

import { THEMES } from './colours.js';

/**
 * @typedef {import('./colours.js').Colour} Colour
 * @typedef {import('./colours.js').Share} Share
 * @typedef {import('./colours.js').Hue} Hue
 * @typedef {import('./drawing.js').Paint} Paint
 * @typedef {import('./drawing.js').Fill} Fill
 */

/**
 * @typedef {object} Inks where colours come from
 * @property {(name: Colour) => string} colour
 * @property {(name: Share) => string} share
 * @property {string} prefix of the names of definitions, which are the same for a whole page
 */

/** @type {Partial<Record<Colour, string>>} */
const PROPERTIES = { onAction: '--on-action' };

/**
 * The colours of the page, which follow its theme.
 *
 * @param {string} prefix
 * @returns {Inks}
 */
export function pageInks(prefix) {
  const colour = (/** @type {Colour} */ name) => `var(${PROPERTIES[name] ?? `--${name}`})`;
  return { prefix, colour, share: (name) => `var(--${name})` };
}

/**
 * @param {import('./colours.js').Theme} theme
 * @returns {Inks}
 */
export function themeInks(theme) {
  const values = THEMES[theme];
  return { prefix: '', colour: (name) => values[name], share: (name) => `${values[name]}` };
}

/**
 * @param {Paint} paint
 * @param {Inks} inks
 */
export function attributesOf({ fill, fillOpacity, stroke, strokeWidth, dashes }, inks) {
  return {
    fill: fill === undefined ? 'none' : fillOf(fill, inks),
    'fill-opacity':
      typeof fillOpacity === 'string' ? inks.share(fillOpacity) : fillOpacity?.toString(),
    stroke: stroke && inks.colour(stroke),
    'stroke-width': strokeWidth?.toString() ?? (stroke && '1'),
    'stroke-dasharray': dashes,
  };
}

/**
 * @param {Fill} fill
 * @param {Inks} inks
 */
function fillOf(fill, inks) {
  if (typeof fill === 'string') return inks.colour(fill);
  const id = definitionOf(fill);
  return id === undefined
    ? inks.colour(/** @type {{ hue: Hue }} */ (fill).hue)
    : `url(#${inks.prefix}${id})`;
}

/**
 * @param {Fill | undefined} fill
 * @returns {string | undefined} the name of what it needs to be defined
 */
function definitionOf(fill) {
  if (fill === undefined || typeof fill === 'string') return undefined;
  if ('fade' in fill) return `fade-${fill.fade.hue}-${fill.towards}`;
  return fill.isStriped ? `stripes-${fill.hue}` : undefined;
}

/**
 * @typedef {{ kind: 'fade', id: string, hue: Hue, towards: 'right' | 'down' } | { kind: 'stripes', id: string, hue: Hue }} Definition
 */

/** Where a ribbon that nobody takes fades, and to what of its colour. */
export const STOPS = [
  { offset: 0, opacity: 0.92 },
  { offset: 0.3, opacity: 0.8 },
  { offset: 1, opacity: 0.12 },
];

/**
 * What the fills of these shapes need, each once.
 *
 * @param {readonly import('./drawing.js').Shape[]} shapes
 * @returns {Definition[]}
 */
export function definitionsOf(shapes) {
  /** @type {Map<string, Definition>} */
  const found = new Map();
  for (const shape of shapes) {
    const fill = 'paint' in shape ? shape.paint.fill : undefined;
    const id = definitionOf(fill);
    if (id === undefined || typeof fill !== 'object') continue;
    if ('fade' in fill) {
      found.set(id, { kind: 'fade', id, hue: fill.fade.hue, towards: fill.towards });
    } else found.set(id, { kind: 'stripes', id, hue: fill.hue });
  }
  return [...found.values()];
}

/** The signs, in a box of 16 by 14. */
export const SIGNS = {
  octagon: 'M5.3 0h5.4L15 4.3v5.4L10.7 14H5.3L1 9.7V4.3z',
  stroke: 'M8 3.4v4.2',
  question: 'M5.9 5.4a2.1 2.1 0 1 1 3.1 1.85c-.65.36-1 .75-1 1.45',
};
