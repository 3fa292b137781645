/** Plans carried out on a real server: each step makes of the queue what was promised, and the last one the goal. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from '../../pkg/cli/cluster.js';
import { readDocument } from '../../pkg/cli/document.js';
import { Rollout } from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { chance } from './random.mjs';
import { startServer, until } from './server.mjs';

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */

/**
 * A dev server of its own, since the examples name the same task queues.
 *
 * @param {import('node:test').TestContext} t
 */
async function start(t) {
  const server = await startServer();
  t.after(() => server.stop());
  const cluster = await connect({ address: server.address });
  t.after(() => cluster.close());
  return { server, cluster };
}

/**
 * @param {import('../../pkg/cli/cluster.js').Cluster} cluster
 * @param {string} taskQueue
 */
async function setsOf(cluster, taskQueue) {
  return (await cluster.read(taskQueue)).map(({ buildIds }) => buildIds);
}

/**
 * @param {Rollout} rollout
 * @param {number} step
 * @param {string} taskQueue
 */
function promised(rollout, step, taskQueue) {
  const namespace = rollout.namespaceAfter(step);
  const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  namespace.free();
  return sets.map(({ buildIds }) => buildIds);
}

/**
 * Operations that make a queue of some sets, in some order.
 *
 * @param {import('./random.mjs').Chance} random
 * @param {number} round a server lets a build ID be in twenty queues
 * @returns {BuildIdOperation[]}
 */
function history(random, round) {
  /** @type {BuildIdOperation[]} */
  const operations = [];
  const known = [];
  const size = 1 + random.below(4);
  for (let at = 0; at < size; at++) {
    const buildId = `${round}.${at}`;
    operations.push(
      known.length === 0 || random.below(2) === 0
        ? { operation: 'addNewIdInNewDefaultSet', buildId }
        : {
            operation: 'addNewCompatibleVersion',
            buildId,
            existingCompatibleBuildId: random.pick(known),
          },
    );
    known.push(buildId);
    if (random.below(2) === 0) {
      operations.push({ operation: 'promoteSetByBuildId', buildId: random.pick(known) });
    }
  }
  return operations;
}

/**
 * All build IDs of a queue and a new one, put together anyhow.
 *
 * @param {import('./random.mjs').Chance} random
 * @param {number} round
 * @param {string[][]} sets
 * @returns {import('../../pkg/index.js').Goal}
 */
function goalFor(random, round, sets) {
  /** @type {string[][]} */
  const groups = [];
  for (const set of [...sets, [`new-${round}`]]) {
    if (groups.length > 0 && random.below(3) === 0) random.pick(groups).push(...set);
    else groups.push([...set]);
  }
  return {
    sets: groups.map((buildIds) => ({ buildIds, default: random.pick(buildIds) })),
  };
}

test('random plans end in their goals, and are at each step where they promised', async (t) => {
  const { cluster } = await start(t);
  const random = chance(2026);
  let steps = 0;
  for (let round = 0; round < 25; round++) {
    const taskQueue = `planned-${round}`;
    const past = history(random, round).map((operation) => ({ taskQueue, ...operation }));
    const started = new Rollout({ version: 1, operations: past });
    const goal = goalFor(random, round, promised(started, past.length, taskQueue));
    const { operations } = started.plan({ taskQueue, goal });
    const planned = operations.map((operation) => ({ taskQueue, ...operation }));
    const rollout = new Rollout({ version: 1, operations: [...past, ...planned] });
    for (const { step, taskQueue: _, operation, result } of rollout.steps()) {
      assert.notEqual(result, 'refused');
      await cluster.update(taskQueue, operation);
      assert.deepEqual(await setsOf(cluster, taskQueue), promised(rollout, step, taskQueue));
      steps += 1;
    }
    const end = await setsOf(cluster, taskQueue);
    for (const { buildIds, default: setDefault } of 'sets' in goal ? (goal.sets ?? []) : []) {
      const set = end.find((found) => found.includes(buildIds[0]));
      assert.deepEqual(
        [set?.at(-1), [...buildIds].sort()],
        [setDefault, [...(set ?? [])].sort()],
        JSON.stringify({ goal, end }),
      );
    }
  }
  assert.ok(steps > 100, `${steps} steps`);
});

for (const name of readdirSync(join(root, 'examples'))) {
  test(`the commands of the runbook of ${name} do what it says`, async (t) => {
    const { server, cluster } = await start(t);
    const { rollout } = await readDocument(join(root, 'examples', name));
    for (const { taskQueue, versionSets = [] } of rollout.document.taskQueues ?? []) {
      for (const { buildIds } of versionSets) {
        const [first, ...rest] = buildIds;
        const present = (await setsOf(cluster, taskQueue)).flat();
        if (present.includes(first)) continue;
        await cluster.update(taskQueue, { operation: 'addNewIdInNewDefaultSet', buildId: first });
        for (const buildId of rest) {
          await cluster.update(taskQueue, {
            operation: 'addNewCompatibleVersion',
            buildId,
            existingCompatibleBuildId: first,
          });
        }
      }
    }
    const { temporal } = ensureTemporal();
    const text = rollout.runbook();
    let checks = 0;
    const blocks =
      /version sets of `(.*?)` are (.*):\n\n {2}```sh\n([^`]*) {2}```|Carry it out:\n\n {2}```sh\n([^`]*) {2}```/g;
    for (const [, , sets, check, command] of text.matchAll(blocks)) {
      const script = (check ?? command).replace(/^ *temporal /gm, `'${temporal}' `);
      const run = () =>
        execFileSync('sh', ['-ec', script], {
          encoding: 'utf8',
          env: { ...process.env, TEMPORAL_ADDRESS: server.address },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      if (command !== undefined) {
        run();
        continue;
      }
      const expected = sets === 'no version sets' ? [] : [...sets.matchAll(/\\\[(.*?)\\\]/g)];
      await until(`${sets} are shown`, () => {
        const rows = [...run().matchAll(/\[(.*?)\]/g)];
        return rows.map(([, ids]) => ids).join() === expected.map(([, ids]) => ids).join();
      });
      checks += 1;
    }
    assert.ok(checks > 1);
  });
}
