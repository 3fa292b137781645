// The peer of the benchmarks gives the answers of the package, and the benchmarks run.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PlainNamespace, Refusal } from '../../benches/node/plain.js';
import { PlainRollout } from '../../benches/node/plain-rollout.js';
import { bigPlan, manyExpectations } from '../../benches/node/plans.js';
import { fill, life, promotions, tasks } from '../../benches/node/situations.js';
import { Namespace, Rollout, VersioningError } from '../../pkg/index.js';
import { output, root } from '../../scripts/process.mjs';

/** @typedef {Namespace | PlainNamespace} Either */

/**
 * @param {Either} namespace
 * @param {string} taskQueue
 */
function setsOf(namespace, taskQueue) {
  if (namespace instanceof PlainNamespace) return namespace.versionSets(taskQueue);
  const answer = namespace.getBuildIdCompatability(taskQueue);
  return (answer?.versionSets ?? []).map(({ buildIds }) => buildIds);
}

/**
 * What an operation did, or its refusal as text.
 *
 * @param {Either} namespace
 * @param {string} taskQueue
 * @param {import('../../pkg/index.js').BuildIdOperation} operation
 */
function outcome(namespace, taskQueue, operation) {
  try {
    return namespace.updateBuildIdCompatibility(taskQueue, operation).changed;
  } catch (error) {
    if (error instanceof VersioningError || error instanceof Refusal) {
      return `${error.code}: ${error.message}`;
    }
    throw error;
  }
}

/**
 * What both tell of a landing.
 *
 * @param {import('../../pkg/index.js').Resolution | import('../../benches/node/plain.js').Landing} landing
 */
function told({ outcome, taskQueue, reason, ...rest }) {
  const buildId = 'buildId' in rest ? rest.buildId : undefined;
  const message = 'message' in rest ? rest.message : undefined;
  return { outcome, taskQueue, reason, buildId, message };
}

test('each operation of a life of a queue does the same to both', () => {
  const both = [new Namespace(), new PlainNamespace()];
  for (const operation of [...life(), ...life(), ...promotions()]) {
    const [ours, peers] = both.map((it) => outcome(it, 'orders', operation));
    assert.equal(peers, ours);
    const [sets, peersSets] = both.map((it) => setsOf(it, 'orders'));
    assert.deepEqual(peersSets, sets);
  }
});

test('the tasks of the benchmarks land alike', () => {
  const both = [new Namespace(), new PlainNamespace()];
  both.forEach(fill);
  const [ours, peers] = both.map((it) => it.resolveMany(tasks(500)).map(told));
  assert.deepEqual(peers, ours);
});

test('every task that a server was asked about lands alike', () => {
  const path = new URL('../vectors/routing.json', import.meta.url);
  const { landings } = JSON.parse(readFileSync(path, 'utf8'));
  for (const { sets, tasks } of landings) {
    const ours = new Namespace();
    const peer = new PlainNamespace();
    for (const [taskQueue, listed] of Object.entries(sets)) {
      const majorVersionSets = listed.map((/** @type {string[]} */ buildIds) => ({ buildIds }));
      ours.importBuildIds(taskQueue, JSON.stringify({ majorVersionSets }));
      peer.importBuildIds(taskQueue, listed);
    }
    for (const [task] of tasks) {
      assert.deepEqual(told(peer.resolve(task)), told(ours.resolve(task)), JSON.stringify(task));
    }
    ours.free();
  }
});

test('the big plan moves alike, and all that is expected of the other is met', () => {
  const [plan, plain] = [new Rollout(bigPlan()), new PlainRollout(bigPlan())];
  for (const step of [1, 2, plan.stepCount]) {
    const situation = plan.situation(step);
    assert.deepEqual(plain.situation(step).subjects.length, situation.subjects.length);
    const moved = plan.difference(step - 1, step).moves.flatMap(({ subjects }) => subjects);
    assert.ok(moved.length > 0);
    assert.deepEqual(
      plain.moved(step - 1, step),
      moved.sort((a, b) => a - b),
    );
  }
  assert.equal(new Rollout(manyExpectations()).check().passed, true);
  assert.equal(new PlainRollout(manyExpectations()).met(), 1000);
});

test('the benchmarks in Node run, and count alike', () => {
  const printed = output(process.execPath, [`${root}/scripts/bench.mjs`, '--quick']);
  assert.match(printed ?? '', /A call of the package/);
  for (const shapes of ['alike', 'different']) {
    const [ours, peers] = ['package', 'plain'].map((by) => {
      const args = [`${root}/benches/node/landings.js`, by, '2000', shapes];
      return JSON.parse(output(process.execPath, args) ?? '').rows;
    });
    assert.equal(peers, ours);
  }
});
