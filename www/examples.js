/** A small rollout for each question that people ask, in the order in which the questions come up. */

import first from './example.json' with { type: 'json' };
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

const NAMES = new Set([first, ...EXAMPLES.values()].map(({ name }) => name));

/**
 * The name of the example that a document is, also where it was changed: until it gets a name of its own.
 *
 * @param {RolloutDocument} document
 */
export function exampleIn({ name }) {
  return NAMES.has(name) ? name : undefined;
}
