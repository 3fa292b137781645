/** What the page starts with when its address holds nothing. */

import document from './example.json' with { type: 'json' };

/** A rollout small enough to take in at a glance, in which something of every kind happens. */
export const EXAMPLE = /** @type {import('./pkg/index.js').RolloutDocument} */ (document);
