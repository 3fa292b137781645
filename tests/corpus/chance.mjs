/** Chance with a seed: the same seed makes the same choices. Changing it makes the recording void. */
export class Chance {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** A whole number from 0 up to, but without, `end`, by the algorithm mulberry32. @param {number} end */
  below(end) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  /** @template T @param {readonly T[]} choices @returns {T} */
  pick(choices) {
    return choices[this.below(choices.length)];
  }

  /** Whether something happens that does so once in so many times. @param {number} times */
  once(times) {
    return this.below(times) === 0;
  }

  /**
   * Some of several, in any order, each once at most.
   *
   * @template T
   * @param {readonly T[]} choices
   * @param {number} count
   */
  some(choices, count) {
    const left = [...choices];
    const taken = [];
    while (left.length > 0 && taken.length < count) {
      taken.push(...left.splice(this.below(left.length), 1));
    }
    return taken;
  }

  /**
   * @template T
   * @param {number} most
   * @param {(place: number) => T} make
   */
  list(most, make) {
    return Array.from({ length: this.below(most + 1) }, (_, place) => make(place));
  }
}
