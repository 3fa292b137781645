/** The version sets of a run's task queues, by the server's own word. */

import { isDeepStrictEqual } from 'node:util';

/** @typedef {import('../operations.mjs').Sets} Sets */

export class VersionSets {
  /** @type {Record<string, Sets>} */
  #sets = {};
  #changes = 0;

  /** How often they have changed. */
  get changes() {
    return this.#changes;
  }

  /** By task queue; an unversioned one is missing. */
  get now() {
    return { ...this.#sets };
  }

  /**
   * @param {string} taskQueue
   * @returns {Sets | undefined} none of an unversioned one
   */
  of(taskQueue) {
    return this.#sets[taskQueue];
  }

  /**
   * What the server says after an update.
   *
   * @param {string} taskQueue
   * @param {Sets} sets
   */
  put(taskQueue, sets) {
    if (sets.length === 0 || isDeepStrictEqual(sets, this.#sets[taskQueue])) return;
    this.#sets[taskQueue] = sets;
    this.#changes += 1;
  }

  /**
   * @param {string} taskQueue
   * @param {string} buildId
   */
  knows(taskQueue, buildId) {
    return this.#sets[taskQueue]?.some((set) => set.includes(buildId)) ?? false;
  }
}
