/** What a queue has to become. */

import { defaultOf } from './items.js';

/**
 * @typedef {import('../pkg/index.js').SetState} SetState
 * @typedef {import('../pkg/index.js').Goal} Goal
 */

/**
 * @typedef {object} GoalFields empty where anything will do
 * @property {string} taskQueue
 * @property {string} queueDefault the build ID on which new workflows have to start
 * @property {Record<string, string>} setDefaults what each set has to run on, by its present default
 */

/**
 * @param {readonly SetState[]} sets those of the queue now
 * @param {GoalFields} fields
 * @returns {Goal}
 */
export function goalOf(sets, { queueDefault, setDefaults }) {
  const wanted = sets.flatMap((set) => {
    const setDefault = defaultOf(set);
    const runsOn = setDefaults[setDefault] ?? '';
    if (runsOn === '') return [];
    // One of its build IDs says which set it is; one of another set has to come into it, and a new one too.
    return [{ buildIds: [...new Set([setDefault, runsOn])], default: runsOn }];
  });
  return {
    ...(queueDefault === '' ? {} : { queueDefault }),
    ...(wanted.length === 0 ? {} : { sets: wanted }),
  };
}
