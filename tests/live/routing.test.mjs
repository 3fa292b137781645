/** Where tasks land: random rollouts, and polls that are not valid. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { comparePolls, compareRouting } from './compare.mjs';
import { Counts } from './counts.mjs';
import { POLL_KINDS } from './polls.mjs';
import { expectRecordedVersion } from './record.mjs';
import { ROUTING_KINDS } from './routing/kinds.mjs';
import { startServer } from './server.mjs';

const seed = Number(process.env.SEED ?? 1);
const counts = new Counts();

/** @type {import('./server.mjs').Server} */
let server;
before(async () => {
  server = await startServer();
  expectRecordedVersion(server.version);
});
after(() => server?.stop());

test('every task goes where the engine says, and nowhere else', async () => {
  counts.addAll((await compareRouting(server, { seed, count: 20 })).counts);
});

test('polls that are not valid are refused as by the server', async () => {
  counts.addAll((await comparePolls(server)).counts);
});

test('there were tasks and polls of every kind', () => {
  assert.deepEqual(counts.missing([...ROUTING_KINDS, ...POLL_KINDS]), []);
});

after(() => {
  const { decisions, polls } = counts.totals();
  console.log(`seed ${seed}: ${decisions} routing decisions, ${polls} polls\n${counts}`);
});
