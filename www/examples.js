/** A small rollout for each question that people ask, in the order in which they meet them. */

import childOnAnotherVersion from './examples/child-on-another-version.js';
import compatibleFix from './examples/compatible-fix.js';
import compatibleOnAnotherQueue from './examples/compatible-on-another-queue.js';
import firstVersionedQueue from './examples/first-versioned-queue.js';
import incompatibleChange from './examples/incompatible-change.js';
import mergeTwoSets from './examples/merge-two-sets.js';
import refusedOperation from './examples/refused-operation.js';
import retriesAndCron from './examples/retries-and-cron.js';
import rollBack from './examples/roll-back.js';
import rollBackAFix from './examples/roll-back-a-fix.js';
import stopOldWorkers from './examples/stop-old-workers.js';
import whoStaysBehind from './examples/who-stays-behind.js';
import workerGetsNothing from './examples/worker-gets-nothing.js';

/**
 * By the name that links and the custom element know them by.
 *
 * @type {ReadonlyMap<string, import('./pkg/index.js').RolloutDocument>}
 */
export const EXAMPLES = new Map([
  ['first-versioned-queue', firstVersionedQueue],
  ['compatible-fix', compatibleFix],
  ['incompatible-change', incompatibleChange],
  ['roll-back', rollBack],
  ['roll-back-a-fix', rollBackAFix],
  ['worker-gets-nothing', workerGetsNothing],
  ['child-on-another-version', childOnAnotherVersion],
  ['compatible-on-another-queue', compatibleOnAnotherQueue],
  ['who-stays-behind', whoStaysBehind],
  ['merge-two-sets', mergeTwoSets],
  ['stop-old-workers', stopOldWorkers],
  ['refused-operation', refusedOperation],
  ['retries-and-cron', retriesAndCron],
]);
