/**
 * The names in a plan are templates: each run of it puts its own tag in the place of `#`, so that runs
 * on one server share neither queues nor build IDs, and everything but the tag is the same again.
 */

/** The bytes of a tag. */
const TAG_BYTES = 5;

/** A tag by its number. @param {number} number */
export function tagOf(number) {
  return `~${number.toString(36).padStart(TAG_BYTES - 1, '0')}`;
}

/**
 * A step of a plan with the tag in every name.
 *
 * @template T
 * @param {T} value
 * @param {string} tag
 * @returns {T}
 */
export function tagged(value, tag) {
  if (typeof value === 'string') return /** @type {any} */ (value.replaceAll('#', tag));
  if (Array.isArray(value)) return /** @type {any} */ (value.map((item) => tagged(item, tag)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, tagged(item, tag)]);
  return /** @type {any} */ (Object.fromEntries(entries));
}

/**
 * Build IDs that are hard on quoting, trimming, folding and measuring. None begins with a blank: so would
 * some of the server's messages, and Node's HTTP/2 drops such a header. (`formats.test.mjs` has one.)
 */
export const ODD_BUILD_IDS = [
  ...['1# ', '#\n', '#\t2', '\0#', '\x1b[1m#', '#\x7f', 'say "hi" #', "it's #", '`#`'],
  ...['back\\slash #', '%s %d %q#', '$&#', '<b>&#', '{{#}}', '[#, x]', '/#', '__proto__#'],
  ...['é#', 'e\u0301#', 'É#', '版本#', '😀#', '\ufeff#', '\u202e#', '#\u200d', '\u00a0#'],
  ...['\u2028#', '\ue000#', '#\u{10ffff}', '#\ud7ff', '\u0301#', '\ufffd#', 'null#', '0#'],
];

/** Task queue names that the server takes as they are. */
export const ODD_TASK_QUEUES = [
  ...['/#', ' #', '1# ', '/_SYS/#', '/_sys#', '😀#', '#\n', '\0#', '\ufeff#', 'é#', 'e\u0301#'],
];

/** Text of exactly this length. @param {number} bytes */
export function longName(bytes) {
  return `${'x'.repeat(Math.max(0, bytes - TAG_BYTES))}#`;
}

/** The same of characters of four bytes each, but for the last ones. @param {number} bytes */
export function longEmoji(bytes) {
  const left = Math.max(0, bytes - TAG_BYTES);
  const fill = 1 + ((left - 1) % 4);
  return `${'😀'.repeat((left - fill) / 4)}${'x'.repeat(fill)}#`;
}

/**
 * A text without the tag. In a name of a certain length something as long takes its place.
 *
 * @param {string} text
 * @param {string} tag
 */
export function untagged(text, tag) {
  return text.replaceAll(`x${tag}`, 'x'.repeat(1 + TAG_BYTES)).replaceAll(tag, '');
}
