/** How wide ribbons are. */

/**
 * @typedef {import('./gather.js').Source} Source
 * @typedef {import('./gather.js').Part} Part
 */

/** One workflow stays visible beside a million: widths follow the cube root of the counts. */
const LEAST = 3;
const FACTOR = 45;
/** New workflows have no count. */
const STREAM = 18;
const SPLIT_STREAM = 26;
/** A part of what splits. */
const LEAST_PART = 2;
/** What goes somewhere else now is drawn there no wider than this. */
const MOST_BEFORE = 32;

/**
 * @typedef {object} Widths
 * @property {(source: Source) => number}  source
 * @property {(part: Part) => number} part
 * @property {(part: Part) => number} before of a part, where it went before
 */

/**
 * @param {readonly Source[]} sources
 * @param {number} largest count of a source over all steps
 * @param {number} most pixels that all may take together
 * @param {number} [scale]
 * @returns {Widths}
 */
export function widthsOf(sources, largest, most, scale = 1) {
  const parts = sources.flatMap((source) => source.parts);
  let factor = FACTOR;
  let widths = withFactor(factor, largest, scale);
  const total = () => parts.reduce((sum, part) => sum + widths.part(part) + widths.before(part), 0);
  while (factor > 1 && total() > most) {
    factor *= 0.9;
    widths = withFactor(factor, largest, scale);
  }
  return widths;
}

/**
 * @param {number} factor
 * @param {number} largest
 * @param {number} scale
 * @returns {Widths}
 */
function withFactor(factor, largest, scale) {
  const whole = (/** @type {Source} */ { count, parts }) =>
    scale *
    (count === undefined
      ? (parts.length > 1 ? SPLIT_STREAM : STREAM) * Math.min(1, (LEAST + factor) / 20)
      : LEAST + factor * Math.cbrt(Math.min(1, count / Math.max(1, largest))));
  const part = (/** @type {Part} */ part) => Math.max(LEAST_PART, whole(part.source) * part.share);
  return {
    source: ({ parts }) => parts.reduce((sum, each) => sum + part(each), 0),
    part,
    before: (each) => (each.before ? Math.min(part(each), MOST_BEFORE * scale) : 0),
  };
}
