/** The recorded answers of a real server, asked again of the package: no server is needed. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Namespace } from '../../pkg/index.js';

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */
/** @typedef {string[][]} Sets */

/** @param {string} name */
const recorded = (name) =>
  JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));

/** The names of an operation's fields, in the order in which the recording lists their values. */
const FIELDS = {
  addNewIdInNewDefaultSet: ['buildId'],
  addNewCompatibleVersion: ['buildId', 'existingCompatibleBuildId', 'promoteSet'],
  promoteSetByBuildId: ['buildId'],
  promoteBuildIdWithinSet: ['buildId'],
  mergeSets: ['primaryBuildId', 'secondaryBuildId'],
};

/**
 * @param {[keyof typeof FIELDS, ...unknown[]]} call
 * @returns {BuildIdOperation}
 */
function operationOf([operation, ...values]) {
  const fields = values.map((value, index) => [FIELDS[operation][index], value]);
  return { operation, ...Object.fromEntries(fields) };
}

/**
 * What a call answers, or its refusal as text.
 *
 * @template T
 * @param {() => T} call
 * @returns {T | string}
 */
function outcome(call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'VersioningError') throw error;
    const { code, message } = /** @type {import('../../pkg/index.js').VersioningError} */ (error);
    return `${code}: ${message}`;
  }
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @returns {Sets}
 */
function setsOf(namespace, taskQueue) {
  const answer = namespace.getBuildIdCompatability(taskQueue);
  return (answer?.versionSets ?? []).map(({ buildIds }) => buildIds);
}

test('every operation answers as the server did, and leaves the same sets', () => {
  const { cases } = recorded('operations');
  let count = 0;
  for (const { limits, steps } of cases) {
    const namespace = new Namespace({ limits });
    /** @type {Map<string, Sets>} */
    const sets = new Map();
    for (const [taskQueue, call, expected, unreadable] of steps) {
      const operation = operationOf(call);
      const where = `${taskQueue}: ${JSON.stringify(operation)}`;
      if (Array.isArray(expected)) sets.set(taskQueue, expected);
      const done = outcome(() => namespace.updateBuildIdCompatibility(taskQueue, operation));
      const told = typeof done === 'string' ? done : done.changed ? 'changed' : 'same';
      assert.equal(told, Array.isArray(expected) ? 'changed' : expected, where);
      const read = outcome(() => setsOf(namespace, taskQueue));
      assert.deepEqual(read, unreadable ?? sets.get(taskQueue) ?? [], where);
      count += 1;
    }
    namespace.free();
  }
  assert.ok(count > 1000);
});

/** @param {Record<string, Sets>} queues */
function namespaceWith(queues) {
  const namespace = new Namespace();
  for (const [taskQueue, sets] of Object.entries(queues)) {
    const majorVersionSets = sets.map((buildIds) => ({ buildIds }));
    namespace.importBuildIds(taskQueue, JSON.stringify({ majorVersionSets }));
  }
  return namespace;
}

test('every task lands where the server handed it out', () => {
  const { landings } = recorded('routing');
  let count = 0;
  for (const { sets, tasks } of landings) {
    const namespace = namespaceWith(sets);
    for (const [task, expected] of tasks) {
      const answer = namespace.resolve(task);
      const landing =
        answer.outcome === 'rejected'
          ? answer.message
          : [answer.taskQueue, answer.outcome === 'buildId' ? answer.buildId : null];
      assert.deepEqual(landing, expected, `${JSON.stringify(task)} with ${JSON.stringify(sets)}`);
      count += 1;
    }
    namespace.free();
  }
  assert.ok(count > 1000);
});

test('every poll is taken or refused as the server did', () => {
  const { polls } = recorded('routing');
  let count = 0;
  for (const { sets, workers } of polls) {
    const namespace = namespaceWith({ orders: sets });
    for (const [worker, expected] of workers) {
      const answer = namespace.poll('orders', worker);
      const told = answer.outcome === 'refused' ? `${answer.code}: ${answer.message}` : 'taken';
      assert.equal(told, expected, `${JSON.stringify(worker)} with ${JSON.stringify(sets)}`);
      count += 1;
    }
    namespace.free();
  }
  assert.ok(count > 500);
});
