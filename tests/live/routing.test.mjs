/** Where tasks land: random rollouts. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { compareRouting } from './compare.mjs';
import { Counts } from './counts.mjs';
import { expectRecordedVersion } from './record.mjs';
import { ROUTING_KINDS } from './routing.mjs';
import { startServer } from './server.mjs';

const seed = Number(process.env.SEED ?? 1);
const counts = new Counts();

test('every task goes where the engine says, and nowhere else', async () => {
  const server = await startServer();
  try {
    expectRecordedVersion(server.version);
    counts.addAll((await compareRouting(server, { seed, count: 20 })).counts);
  } finally {
    await server.stop();
  }
});

test('there were tasks and polls of every kind', () => {
  assert.deepEqual(counts.missing(ROUTING_KINDS), []);
});

after(() => {
  const { decisions, polls } = counts.totals();
  console.log(`seed ${seed}: ${decisions} routing decisions, ${polls} polls\n${counts}`);
});
