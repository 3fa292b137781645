/** The comparison itself: it finds mistakes, and tells the short way to them. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  compareOperations,
  compareReachability,
  compareRouting,
  DifferenceError,
} from './compare.mjs';
import { OPERATION_MISTAKES, REACHABILITY_MISTAKES, ROUTING_MISTAKES } from './mistakes.mjs';
import { REACHABILITY_SETTINGS } from './reachability/run-reachability.mjs';
import { startServer } from './server.mjs';

/** `ALL_MISTAKES=1` tries more than the first in routing and in reachability, and takes the time for the shortest way. */
const isThorough = Boolean(process.env.ALL_MISTAKES);
const some = isThorough ? undefined : 1;
const routing = Object.entries(ROUTING_MISTAKES).slice(0, some);
const reachability = Object.entries(REACHABILITY_MISTAKES).slice(0, some);

/** @type {import('./server.mjs').Server} */
let server;
before(async () => {
  server = await startServer(REACHABILITY_SETTINGS);
});
after(() => server?.stop());

for (const [mistake, Namespace] of Object.entries(OPERATION_MISTAKES)) {
  test(`found: ${mistake}`, async () => {
    // Only the first, fixed cases reach the limit.
    const range = mistake.startsWith('one more') ? { count: 0 } : { from: 1, count: 30 };
    const compared = compareOperations(server, { seed: 1, ...range, Namespace, shrinkSeconds: 8 });
    await found(compared, mistake.startsWith('one more') ? 25 : 12);
  });
}

for (const [mistake, Namespace] of routing) {
  test(`found: ${mistake}`, async () => {
    const shrinkSeconds = isThorough ? 120 : 5;
    const count = isThorough ? 18 : 6;
    const options = { seed: 1, from: 1, count, Namespace, shrinkSeconds };
    await found(compareRouting(server, options), 10);
  });
}

for (const [mistake, Namespace] of reachability) {
  test(`found: ${mistake}`, async () => {
    const shrinkSeconds = isThorough ? 60 : 3;
    const options = { seed: 1, from: 1, count: 12, Namespace, shrinkSeconds };
    await found(compareReachability(server, options), 8);
  });
}

/**
 * @param {Promise<unknown>} compared
 * @param {number} steps at most, of the shortest way to the mistake
 */
async function found(compared, steps) {
  const error = await compared.then(
    () => assert.fail('the mistake was not found'),
    (/** @type {unknown} */ thrown) => thrown,
  );
  if (!(error instanceof DifferenceError)) throw error;
  if (isThorough) console.log(error.message);
  // How far it gets in the seconds of a short run is the machine's business.
  if (isThorough) assert.ok(error.steps <= steps, `${error.steps} steps:\n${error.message}`);
}
