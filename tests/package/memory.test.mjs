// What was asked before is answered as what is asked for the first time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Namespace, VersioningError } from '../../pkg/index.js';

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */
/** @typedef {import('../../pkg/index.js').Task} Task */

const buildId = fc.constantFrom('a', 'b', 'c', 'd', 'a|b');
const taskQueue = fc.constantFrom('orders', 'billing', 'nowhere');

/** @type {fc.Arbitrary<BuildIdOperation>} */
const operation = fc.oneof(
  fc.record({ operation: fc.constant(/** @type {const} */ ('addNewIdInNewDefaultSet')), buildId }),
  fc.record({
    operation: fc.constant(/** @type {const} */ ('addNewCompatibleVersion')),
    buildId,
    existingCompatibleBuildId: buildId,
  }),
  fc.record({ operation: fc.constant(/** @type {const} */ ('promoteSetByBuildId')), buildId }),
);

const workflow = fc.record(
  { taskQueue, buildId, hasCompletedWorkflowTask: fc.boolean() },
  { requiredKeys: ['taskQueue'] },
);

/** @type {fc.Arbitrary<Task>} */
const task = fc.oneof(
  fc.record({ task: fc.constant(/** @type {const} */ ('newWorkflow')), taskQueue }),
  fc.record({
    task: fc.constantFrom(.../** @type {const} */ (['workflowTask', 'cronRun'])),
    workflow,
  }),
  fc.record(
    {
      task: fc.constantFrom(.../** @type {const} */ (['activity', 'childWorkflow'])),
      workflow,
      taskQueue,
      sdk: fc.constantFrom(.../** @type {const} */ (['go', 'java'])),
      versioningIntent: fc.constantFrom(.../** @type {const} */ (['COMPATIBLE', 'DEFAULT'])),
    },
    { requiredKeys: ['task', 'workflow'] },
  ),
);

/** @param {() => unknown} change */
function mayBeRefused(change) {
  try {
    change();
  } catch (error) {
    assert.ok(error instanceof VersioningError);
  }
}

test('between changes, each task lands where a namespace that is asked for the first time says', () => {
  const rounds = fc.array(fc.tuple(taskQueue, operation, fc.array(task, { maxLength: 8 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(rounds, (rounds) => {
      const asked = new Namespace();
      for (const [queue, operation, tasks] of rounds) {
        mayBeRefused(() => asked.updateBuildIdCompatibility(queue, operation));
        const unasked = Namespace.fromJSON(asked.toJSON());
        const expected = tasks.map((task) => unasked.clone().resolve(task));
        assert.deepEqual(asked.resolveMany([...tasks, ...tasks]), [...expected, ...expected]);
        for (const [place, task] of tasks.entries()) {
          assert.deepEqual(asked.resolve(task), expected[place]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('an import moves what was asked before', () => {
  const namespace = new Namespace();
  const newWorkflow = /** @type {const} */ ({ task: 'newWorkflow', taskQueue: 'orders' });
  assert.equal(namespace.resolve(newWorkflow).outcome, 'unversioned');
  namespace.importBuildIds('orders', '{"majorVersionSets":[{"buildIds":["1.0"]}]}');
  assert.equal(namespace.resolve(newWorkflow).outcome, 'buildId');
});

test('more different questions than are kept are all answered', () => {
  const namespace = new Namespace();
  const ask = (/** @type {number} */ number) =>
    namespace.resolve({
      task: 'activity',
      workflow: { taskQueue: 'orders', buildId: `${number % 3}` },
      taskQueue: `queue-${number}`,
    }).taskQueue;
  for (let number = 0; number < 20_000; number += 1) {
    assert.equal(ask(number), `queue-${number}`);
  }
  assert.equal(ask(0), 'queue-0');
});
