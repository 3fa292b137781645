/** Names that people chose, made fit to be shown: isolated, with what is invisible made visible, cut to a width. */

/** Marks that change the direction of the text around them, and the names that Unicode gives them. */
const DIRECTION_MARKS = new Map([
  ['\u061C', 'ALM'],
  ['\u200E', 'LRM'],
  ['\u200F', 'RLM'],
  ['\u202A', 'LRE'],
  ['\u202B', 'RLE'],
  ['\u202C', 'PDF'],
  ['\u202D', 'LRO'],
  ['\u202E', 'RLO'],
  ['\u2066', 'LRI'],
  ['\u2067', 'RLI'],
  ['\u2068', 'FSI'],
  ['\u2069', 'PDI'],
]);

/** Direction marks, control characters, line separators, and halves of surrogate pairs. */
const INVISIBLE =
  /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Writes marks of direction by their names, such as `[RLO]`, and characters that have no shape as `�`.
 *
 * @param {string} text
 */
export function visible(text) {
  return text.replace(INVISIBLE, (mark) => {
    const name = DIRECTION_MARKS.get(mark);
    return name === undefined ? '\uFFFD' : `[${name}]`;
  });
}

/**
 * Keeps a text that may be written from right to left from moving what stands beside it.
 *
 * @param {string} text without marks of direction
 */
export function isolated(text) {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Cuts a text to a width: the middle of names is left out, since builds of one series differ at their ends.
 *
 * @param {string} text
 * @param {number} width in pixels
 * @param {(text: string) => number} measure in pixels
 * @param {'middle' | 'end'} [where]
 */
export function fitted(text, width, measure, where = 'middle') {
  if (measure(text) <= width) return text;
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const cut = (/** @type {number} */ kept) => {
    if (where === 'end') return `${letters.slice(0, kept).join('').trimEnd()}…`;
    const head = Math.ceil(kept / 2);
    return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (kept - head)).join('')}`;
  };
  let [fits, over] = [0, letters.length];
  while (over - fits > 1) {
    const kept = (fits + over) >> 1;
    if (measure(cut(kept)) <= width) fits = kept;
    else over = kept;
  }
  return cut(fits);
}

/**
 * Breaks a text into lines at its blanks. A word that is too wide loses its middle, and what goes beyond the last line
 * its end.
 *
 * @param {string} text
 * @param {number} width in pixels
 * @param {number} lines at most
 * @param {(text: string) => number} measure in pixels
 */
export function wrapped(text, width, lines, measure) {
  /** @type {string[]} */
  const made = [];
  for (const word of text.split(' ')) {
    const last = made.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) made[made.length - 1] = longer;
    else made.push(word);
  }
  const shown = made.slice(0, lines);
  if (made.length > lines) shown[lines - 1] = `${made.slice(lines - 1).join(' ')}`;
  return shown.map((line, place) =>
    fitted(line, width, measure, place === lines - 1 && made.length > lines ? 'end' : 'middle'),
  );
}
