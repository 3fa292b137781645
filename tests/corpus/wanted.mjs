/** What wanted differences are made of. */

/** @typedef {import('./picture.mjs').Picture} Picture */

/**
 * For {@link import('./compare.mjs').Difference.wanted}: a text became another one, wherever it stands in an answer.
 *
 * @param {string | RegExp} from all occurrences of a text, or those of a pattern with the flag `g`
 * @param {string} to
 * @returns {(recorded: Picture) => Picture}
 */
export function reworded(from, to) {
  return (recorded) => eachText(recorded, (text) => text.replaceAll(from, to));
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: of the message of an error only the path in front of it has
 * to agree, beside the error's name, code and reason. Other answers have to agree as a whole.
 *
 * @param {Picture} answer
 * @returns {Picture}
 */
export function onlyPath(answer) {
  if (!isError(answer)) return answer;
  const path = /^(?:line \d+, column \d+: )?[\w$.[\]]+(?=: )/.exec(`${answer.message}`)?.[0] ?? '';
  return { ...answer, message: `${path}…` };
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: that it is an error has to agree, and nothing else of it.
 *
 * @param {Picture} answer
 * @returns {Picture}
 */
export function onlyThatItThrows(answer) {
  return isError(answer) ? { $: 'error' } : answer;
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: nothing has to agree.
 *
 * @returns {Picture}
 */
export function nothing() {
  return null;
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: an empty list and no answer are the same.
 *
 * @param {Picture} answer
 * @returns {Picture}
 */
export function nothingAsEmpty(answer) {
  const isEmpty = Array.isArray(answer) && answer.length === 0;
  const isNothing = /** @type {any} */ (answer)?.$ === 'undefined undefined';
  return isEmpty || isNothing ? null : answer;
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: fields of these names do not count, wherever they stand.
 *
 * @param {string[]} names
 * @returns {(answer: Picture) => Picture}
 */
export function without(...names) {
  /** @type {(answer: Picture) => Picture} */
  const strip = (answer) => {
    if (Array.isArray(answer)) return answer.map(strip);
    if (typeof answer !== 'object' || answer === null) return answer;
    const kept = Object.entries(answer).filter(([name]) => !names.includes(name));
    return Object.fromEntries(kept.map(([name, field]) => [name, strip(field)]));
  };
  return strip;
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: fields of these names that are false count as absent.
 *
 * @param {string[]} names
 * @returns {(answer: Picture) => Picture}
 */
export function withoutFalse(...names) {
  /** @type {(answer: Picture) => Picture} */
  const strip = (answer) => {
    if (Array.isArray(answer)) return answer.map(strip);
    if (typeof answer !== 'object' || answer === null) return answer;
    const kept = Object.entries(answer).filter(
      ([name, field]) => field !== false || !names.includes(name),
    );
    return Object.fromEntries(kept.map(([name, field]) => [name, strip(field)]));
  };
  return strip;
}

/**
 * For {@link import('./compare.mjs').Difference.relaxed}: the order of fields does not count.
 *
 * @param {Picture} answer
 * @returns {Picture}
 */
export function inOrder(answer) {
  if (Array.isArray(answer)) return answer.map(inOrder);
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
}

/**
 * The answer with each text in it changed.
 *
 * @param {Picture} answer
 * @param {(text: string) => string} change
 * @returns {Picture}
 */
export function eachText(answer, change) {
  if (typeof answer === 'string') return change(answer);
  if (Array.isArray(answer)) return answer.map((item) => eachText(item, change));
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer).map(([name, field]) => [name, eachText(field, change)]);
  return Object.fromEntries(fields);
}

/**
 * @param {Picture} answer
 * @returns {answer is { [field: string]: Picture }}
 */
function isError(answer) {
  return (
    typeof answer === 'object' && answer !== null && !Array.isArray(answer) && answer.$ === 'error'
  );
}
