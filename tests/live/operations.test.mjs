/** The operations on version sets: random ones, and those that run into the limits. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { compareOperations, LIMITS } from './compare.mjs';
import { Counts } from './counts.mjs';
import { limitSettings, OPERATION_KINDS } from './operations.mjs';
import { expectRecordedVersion } from './record.mjs';
import { startServer } from './server.mjs';

const seed = Number(process.env.SEED ?? 1);
const counts = new Counts();

for (const [name, limits] of Object.entries(LIMITS)) {
  test(`the engine answers every operation as the server does (limits: ${name})`, async () => {
    const server = await startServer(limitSettings(limits));
    try {
      expectRecordedVersion(server.version);
      const compared = await compareOperations(server, { seed, count: 40, limits });
      counts.addAll(compared.counts);
    } finally {
      await server.stop();
    }
  });
}

test('there were operations of every kind', () => {
  assert.deepEqual(counts.missing(OPERATION_KINDS), []);
});

after(() => console.log(`seed ${seed}: ${counts.totals().operations} operations\n${counts}`));
