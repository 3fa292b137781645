/** What a picture is made of: text in a font of one width, in boxes. */

/**
 * @param {string} style
 * @param {number} width
 * @param {number} height
 */
export function box(style, width, height) {
  return `<rect class="${style}" width="${width}" height="${height}"/>`;
}

/**
 * @param {string} style
 * @param {number} x
 * @param {number} y of the line that the letters stand on
 * @param {string} words
 */
export function text(style, x, y, words) {
  return `<text class="${style}" x="${x}" y="${y}">${escaped(words)}</text>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {readonly string[]} parts
 */
export function at(x, y, parts) {
  return `<g transform="translate(${x} ${y})">${parts.join('\n')}</g>`;
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
