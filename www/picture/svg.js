/** A scene as the text of an SVG file that needs nothing beside it. */

import { MONO, SANS, STYLES } from './measure.js';
import { isolated, visible } from './names.js';
import { attributesOf, definitionsOf, SIGNS, STOPS, themeInks } from './paint.js';

/**
 * @typedef {import('./drawing.js').Scene} Scene
 * @typedef {import('./drawing.js').Shape} Shape
 * @typedef {import('./paint.js').Inks} Inks
 */

/** The size of most texts. */
const SIZE = 14;

/** How much is left of what has faded. */
export const FADED = 0.24;

/**
 * @param {Scene} scene
 * @param {object} options
 * @param {import('./colours.js').Theme} options.theme
 * @param {string} [options.description] for those who do not see it
 * @param {number} [options.margin] around it, in pixels
 * @returns {string}
 */
export function svgOf(scene, { theme, description = '', margin = 0 }) {
  return sheetOf([{ scene, heading: '' }], { theme, title: scene.title, description, margin });
}

/**
 * Several scenes below each other, each with its heading.
 *
 * @param {readonly { scene: Scene, heading: string }[]} parts
 * @param {object} options
 * @param {import('./colours.js').Theme} options.theme
 * @param {string} options.title
 * @param {string} [options.subtitle]
 * @param {string} [options.description]
 * @param {number} [options.margin]
 * @param {boolean} [options.isTitled] whether its title stands on it
 * @returns {string}
 */
export function sheetOf(
  parts,
  { theme, title, subtitle = '', description = '', margin = 0, isTitled = false },
) {
  const inks = themeInks(theme);
  const width = Math.max(1, ...parts.map(({ scene }) => scene.width)) + 2 * margin;
  /** @type {string[]} */
  const drawn = [];
  let y = margin;
  if (isTitled) {
    const [ink, muted] = [inks.colour('ink'), inks.colour('muted')];
    const head = { x: margin, y: y + 18, fill: ink, 'font-size': 18, 'font-weight': 600 };
    drawn.push(element('text', head, escaped(visible(title))));
    const second = { x: margin, y: y + 40, fill: muted };
    if (subtitle) drawn.push(element('text', second, escaped(visible(subtitle))));
    y += subtitle ? 60 : 36;
  }
  for (const { scene, heading } of parts) {
    if (heading) {
      const name = { x: margin, y: y + 14, fill: inks.colour('ink'), 'font-size': 15 };
      const bold = { ...name, 'font-weight': 700, 'font-family': MONO.replaceAll('"', "'") };
      drawn.push(element('text', bold, escaped(isolated(visible(heading)))));
      y += 28;
    }
    const shapes = scene.shapes.map((shape) => shapeOf(shape, inks)).join('\n');
    drawn.push(`<g transform="translate(${margin} ${y})">\n${shapes}\n</g>`);
    y += scene.height + (heading ? 24 : 0);
  }
  const height = Math.ceil(y - (parts.at(-1)?.heading ? 24 : 0) + margin);
  const all = parts.flatMap(({ scene }) => scene.shapes);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" font-family="${SANS}" font-size="${SIZE}" style="font-variant-numeric:tabular-nums;white-space:pre">`,
    `<title>${escaped(title)}</title>`,
    ...(description ? [`<desc>${escaped(description)}</desc>`] : []),
    `<defs>${definitionsOf(all)
      .map((each) => definition(each, inks))
      .join('')}</defs>`,
    `<rect width="${width}" height="${height}" fill="${inks.colour('page')}"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

/**
 * @param {import('./paint.js').Definition} definition
 * @param {Inks} inks
 */
function definition({ id, hue, ...rest }, inks) {
  const colour = inks.colour(hue);
  if (rest.kind === 'stripes') {
    const stripe = element('path', { d: 'M0 0H7', stroke: inks.colour('page'), 'stroke-width': 2 });
    const ground = element('rect', { width: 7, height: 7, fill: colour });
    const place = {
      id,
      width: 7,
      height: 7,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    };
    return element('pattern', place, ground + stripe);
  }
  const stops = STOPS.map(({ offset, opacity }) =>
    element('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity }),
  );
  const [x2, y2] = rest.towards === 'right' ? [1, 0] : [0, 1];
  return element('linearGradient', { id, x1: 0, y1: 0, x2, y2 }, stops.join(''));
}

/**
 * @param {Shape} shape
 * @param {Inks} inks
 */
function shapeOf(shape, inks) {
  const opacity = shape.isFaded ? FADED : undefined;
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      const rx = radius || undefined;
      return element('rect', {
        x,
        y,
        width,
        height,
        rx,
        ...attributesOf(shape.paint, inks),
        opacity,
      });
    }
    case 'path':
      return element('path', { d: shape.d, ...attributesOf(shape.paint, inks), opacity });
    case 'sign':
      return element(
        'g',
        { transform: `translate(${shape.x} ${shape.y})`, opacity },
        signOf(shape.sign, inks),
      );
    default: {
      const { x, y, anchor, spans, whole } = shape;
      const title = whole ? `<title>${escaped(whole)}</title>` : '';
      const place = { x, y, 'text-anchor': anchor === 'start' ? undefined : anchor, opacity };
      if (spans.length === 1) {
        return element(
          'text',
          { ...place, ...spanOf(spans[0], inks) },
          title + escaped(spans[0].text),
        );
      }
      const parts = spans.map((span) =>
        element('tspan', { dx: span.gap, ...spanOf(span, inks) }, escaped(span.text)),
      );
      return element('text', place, title + parts.join(''));
    }
  }
}

/**
 * @param {import('./drawing.js').Span} span
 * @param {Inks} inks
 */
function spanOf({ style, isStruck }, inks) {
  const { colour, size, weight, mono } = STYLES[style];
  const line = isStruck ? 'line-through' : style === 'link' ? 'underline' : undefined;
  return {
    fill: inks.colour(/** @type {import('./colours.js').Colour} */ (colour)),
    'font-size': size === SIZE ? undefined : size,
    'font-weight': weight === 400 ? undefined : weight,
    'font-family': mono ? MONO.replaceAll('"', "'") : undefined,
    'text-decoration': line,
  };
}

/**
 * @param {import('./drawing.js').Sign} sign
 * @param {Inks} inks
 */
function signOf(sign, inks) {
  const page = inks.colour('page');
  const line = { fill: 'none', 'stroke-width': 1.7, 'stroke-linecap': 'round' };
  if (sign === 'stop') {
    return [
      element('path', { d: SIGNS.octagon, fill: inks.colour('red') }),
      element('path', { ...line, d: SIGNS.stroke, stroke: page }),
      element('circle', { cx: 8, cy: 10.4, r: 1.05, fill: page }),
    ].join('');
  }
  const muted = inks.colour('muted');
  return [
    element('circle', { cx: 8, cy: 7, r: 6.6, fill: 'none', stroke: muted, 'stroke-width': 1.4 }),
    element('path', { ...line, d: SIGNS.question, stroke: muted, 'stroke-width': 1.4 }),
    element('circle', { cx: 8, cy: 10.6, r: 0.9, fill: muted }),
  ].join('');
}

/**
 * @param {string} name
 * @param {Record<string, string | number | undefined>} attributes
 * @param {string} [content]
 */
function element(name, attributes, content = '') {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escaped(`${value}`)}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/**
 * Escapes text for XML, which has no way to write most control characters.
 *
 * @param {string} words
 */
export function escaped(words) {
  return words
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
