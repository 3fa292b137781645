/** A small rollout for each question that people ask, in the order in which the questions come up. */

import documents from './examples.json' with { type: 'json' };

/** @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument */

/**
 * By the names that the custom element knows them by.
 *
 * @type {ReadonlyMap<string, RolloutDocument>}
 */
export const EXAMPLES = new Map(
  Object.entries(/** @type {Record<string, RolloutDocument>} */ (documents)),
);
