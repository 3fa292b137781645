/**
 * @typedef {import('./picture.mjs').Picture} Picture
 *
 * A wanted difference: from the answers that are recorded to those that are wanted.
 *
 * @typedef {object} Difference
 * @property {string} reason a sentence for the CHANGELOG
 * @property {RegExp} [calls] the names of the calls that it is about; all by default
 * @property {(recorded: Picture, got: Picture) => Picture} [wanted] makes the wanted answer of the recorded one
 * @property {(answer: Picture) => Picture} [relaxed] leaves of both answers what still has to agree
 */

/**
 * @typedef {object} Failure
 * @property {string} id
 * @property {Picture} wanted
 * @property {Picture} got
 */

/** Compares answers with recorded ones, but for the differences that are wanted. */
export class Comparison {
  #differences;
  /** @type {Set<Difference>} */
  #seen = new Set();

  /** @param {readonly Difference[]} differences */
  constructor(differences) {
    this.#differences = differences;
  }

  /**
   * @param {string} id
   * @param {Picture} recorded
   * @param {Picture} got
   * @returns {Failure | undefined} none when they agree
   */
  failure(id, recorded, got) {
    if (isSame(recorded, got)) return undefined;
    let [wanted, answer] = [recorded, got];
    /** @type {Difference[]} */
    const used = [];
    for (const difference of this.#differences) {
      if (difference.calls !== undefined && !difference.calls.test(id)) continue;
      const [wantedBefore, answerBefore] = [wanted, answer];
      if (difference.wanted !== undefined) wanted = difference.wanted(wanted, answer);
      if (difference.relaxed !== undefined) {
        [wanted, answer] = [difference.relaxed(wanted), difference.relaxed(answer)];
      }
      if (!isSame(wantedBefore, wanted) || !isSame(answerBefore, answer)) used.push(difference);
      if (!isSame(wanted, answer)) continue;
      for (const one of used) this.#seen.add(one);
      return undefined;
    }
    return { id, wanted, got: answer };
  }

  /** The wanted differences that no answer has shown. */
  get stale() {
    return this.#differences.filter((difference) => !this.#seen.has(difference));
  }
}

/**
 * @param {Picture} one
 * @param {Picture} other
 */
function isSame(one, other) {
  // The fields of both are in order.
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @typedef {object} Place
 * @property {string} path
 * @property {number} [line] of a text
 * @property {unknown} one undefined for nothing
 * @property {unknown} other
 */

/**
 * The places where two answers differ.
 *
 * @param {any} one
 * @param {any} other
 * @param {string} [path]
 * @returns {Generator<Place>}
 */
export function* differencesBetween(one, other, path = 'answer') {
  if (isSame(one, other)) return;
  if (typeof one === 'string' && typeof other === 'string') {
    yield firstDifferentLine(one, other, path);
  } else if (isObject(one) && isObject(other) && Array.isArray(one) === Array.isArray(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const below = Array.isArray(one) ? `${path}[${key}]` : `${path}.${key}`;
      yield* differencesBetween(own(one, key), own(other, key), below);
    }
  } else {
    yield { path, one, other };
  }
}

/**
 * @param {string} one
 * @param {string} other
 * @param {string} path
 * @returns {Place}
 */
function firstDifferentLine(one, other, path) {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  if (lines.length === 1 && others.length === 1) return { path, one, other };
  const place = lines.findIndex((text, at) => text !== others[at]);
  const at = place < 0 ? lines.length : place;
  return { path, line: at + 1, one: lines[at], other: others[at] };
}

/**
 * What of a text became what, or how a value became another, in few words.
 *
 * @param {unknown} one
 * @param {unknown} other
 */
export function changeBetween(one, other) {
  if (typeof one !== 'string' || typeof other !== 'string')
    return `${kindOf(one)} → ${kindOf(other)}`;
  const [words, others] = [one.split(' '), other.split(' ')];
  while (words.length > 0 && words[0] === others[0]) [words.shift(), others.shift()];
  while (words.length > 0 && words.at(-1) === others.at(-1)) [words.pop(), others.pop()];
  return [words, others].map((some) => `"${some.join(' ').slice(0, 60)}"`).join(' → ');
}

/** @param {unknown} value */
function kindOf(value) {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * @param {any} object
 * @param {string} key
 */
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
