/** Which workers are still needed: random rollouts. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { compareReachability } from './compare.mjs';
import { Counts } from './counts.mjs';
import { REACHABILITY_KINDS } from './reachability/kinds.mjs';
import { REACHABILITY_SETTINGS } from './reachability/run-reachability.mjs';
import { expectRecordedVersion } from './record.mjs';
import { startServer } from './server.mjs';

const seed = Number(process.env.SEED ?? 1);
const counts = new Counts();

test('the engine tells what reaches each worker as the server does', async () => {
  const server = await startServer(REACHABILITY_SETTINGS);
  try {
    expectRecordedVersion(server.version);
    counts.addAll((await compareReachability(server, { seed, count: 20 })).counts);
  } finally {
    await server.stop();
  }
});

test('there were answers of every kind', () => {
  assert.deepEqual(counts.missing(REACHABILITY_KINDS), []);
});

after(() => {
  console.log(
    `seed ${seed}: ${counts.totals().reachabilities} answers about reachability\n${counts}`,
  );
});
