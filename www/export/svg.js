/** What a picture is made of: text in a font of one width, in boxes. */

export const PADDING = 12;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [markup]
 */
export function element(name, attributes, markup = '') {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(`${value}`)}"`,
  );
  return `<${name}${written.join('')}>${markup}</${name}>`;
}

/**
 * @param {string} style
 * @param {{ width: number, height: number }} size
 */
export function box(style, size) {
  return element('rect', { class: style, ...size });
}

/**
 * @param {string} style
 * @param {number} x
 * @param {number} y of the line that the letters stand on
 * @param {string} words
 */
export function text(style, x, y, words) {
  return element('text', { class: style, x, y }, escaped(words));
}

/**
 * The width of a text, or a little more: letters of East Asia and emoji take two places.
 *
 * @param {string} words
 * @param {number} size of the font
 */
export function textWidth(words, size) {
  let places = 0;
  for (const letter of words) places += /[\u1100-\u{10FFFF}]/u.test(letter) ? 2 : 1;
  return Math.ceil(places * size * 0.61);
}

/**
 * @param {string} words
 * @param {number} width that there is
 * @param {number} size of the font
 */
export function shortened(words, width, size) {
  if (textWidth(words, size) <= width) return words;
  let shown = '';
  for (const letter of words) {
    if (textWidth(`${shown}${letter}…`, size) > width) break;
    shown += letter;
  }
  return `${shown}…`;
}

/**
 * Parts what stands beside one another into lines.
 *
 * @template {{ width: number }} T
 * @param {readonly T[]} items
 * @param {number} width of a line
 * @param {number} gap
 * @returns {T[][]}
 */
export function lines(items, width, gap) {
  /** @type {T[][]} */
  const found = [];
  let used = Infinity;
  for (const item of items) {
    if (used + gap + item.width > width) {
      found.push([]);
      used = -gap;
    }
    found[found.length - 1].push(item);
    used += gap + item.width;
  }
  return found;
}

/**
 * Text that is nothing but text in XML, which has no way to write most control characters.
 *
 * @param {string} words
 */
function escaped(words) {
  return words
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
