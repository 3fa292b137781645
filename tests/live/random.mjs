/** Chance with a seed: the same seed makes the same choices. */

/** @typedef {ReturnType<typeof chance>} Chance */

/** @param {number} seed */
export function chance(seed) {
  let state = seed >>> 0;
  /** From 0 to 1, by the algorithm mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from 0 up to, but without, `end`. @param {number} end */
  const below = (end) => Math.floor(next() * end);
  return {
    below,
    /** Whether something happens that does so once in `1 / share` times. @param {number} share */
    hits: (share) => next() < share,
    /** One of several. @template T @param {readonly T[]} choices @returns {T} */
    pick: (choices) => choices[below(choices.length)],
    /** One of several, by weight. @template {string} T @param {Record<T, number>} weights @returns {T} */
    weighted: (weights) => {
      const entries = /** @type {[T, number][]} */ (Object.entries(weights));
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of entries) {
        left -= weight;
        if (left < 0) return choice;
      }
      return entries[0][0];
    },
  };
}

/**
 * A seed of its own for a part of a run.
 *
 * @param {number} seed
 * @param {number} part
 */
export function seedOf(seed, part) {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(part + 1, 0xc2b2ae35)) >>> 0;
}
