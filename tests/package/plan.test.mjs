import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout } from '../../pkg/index.js';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] },
  ],
  workflows: [{ workflowId: 'order-17', taskQueue: 'orders', buildId: '1.0' }],
};

test('a plan is the fewest operations, with the defaults that it passes', () => {
  const rollout = new Rollout(DOCUMENT);
  const goal = {
    queueDefault: '1.2',
    sets: [{ buildIds: ['1.0', '1.2'] }, { buildIds: ['2.0', '2.1'], default: '2.0' }],
  };
  assert.deepEqual(rollout.plan({ taskQueue: 'orders', goal }), {
    operations: [
      // Made the queue default first, so that no new workflow starts on 2.1, which is not to be one.
      {
        operation: 'addNewCompatibleVersion',
        buildId: '1.2',
        existingCompatibleBuildId: '1.1',
        promoteSet: true,
      },
      { operation: 'addNewCompatibleVersion', buildId: '2.1', existingCompatibleBuildId: '2.0' },
      { operation: 'promoteBuildIdWithinSet', buildId: '2.0' },
    ],
    passingDefaults: [{ step: 2, buildId: '2.1', of: 'set' }],
    tieBreak: 'exact',
    importedOrder: 'irrelevant',
  });
});

/** @type {import('../../pkg/index.js').BuildIdOperation[]} */
const EACH_OPERATION = [
  { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' },
  { operation: 'addNewCompatibleVersion', buildId: '1.2', existingCompatibleBuildId: '1.1' },
  { operation: 'promoteSetByBuildId', buildId: '1.0' },
  { operation: 'promoteBuildIdWithinSet', buildId: '1.0' },
  { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' },
];

for (const operation of EACH_OPERATION) {
  test(`the plan to what one ${operation.operation} does is one operation that does the same`, () => {
    // With its history, so that no order is a guess.
    const rollout = new Rollout({
      version: 1,
      operations: [
        { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
        {
          operation: 'addNewCompatibleVersion',
          buildId: '1.1',
          existingCompatibleBuildId: '1.0',
        },
        { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
      ].map((it) => ({ taskQueue: 'orders', .../** @type {typeof operation} */ (it) })),
    });
    const namespace = rollout.namespaceAfter();
    namespace.updateBuildIdCompatibility('orders', operation);
    const sets = namespace.getBuildIdCompatability('orders')?.versionSets ?? [];
    const allSets = sets.map(({ buildIds }) => ({ buildIds }));
    const { operations } = rollout.plan({ taskQueue: 'orders', goal: { allSets } });
    assert.equal(operations.length, 1);
    const planned = rollout.namespaceAfter();
    planned.updateBuildIdCompatibility('orders', operations[0]);
    assert.deepEqual(
      planned.getBuildIdCompatability('orders'),
      namespace.getBuildIdCompatability('orders'),
    );
  });
}

test('a plan begins after the step that is asked for', () => {
  const rollout = new Rollout({
    ...DOCUMENT,
    operations: [{ taskQueue: 'orders', ...EACH_OPERATION[0] }],
  });
  const goal = { queueDefault: '3.0' };
  assert.deepEqual(rollout.plan({ taskQueue: 'orders', goal }).operations, []);
  assert.equal(rollout.plan({ taskQueue: 'orders', goal, after: 0 }).operations.length, 1);
});

/** @type {[any, string | undefined, string][]} */
const NONE = [
  [
    { sets: [{ buildIds: ['1.0'] }, { buildIds: ['1.1'] }] },
    'FAILED_PRECONDITION',
    "'1.0' and '1.1' are in one version set, and no operation splits a set",
  ],
  [
    { queueDefault: '9.0', unknownBuildIds: 'refuse' },
    'FAILED_PRECONDITION',
    "the task queue does not know '9.0', and unknown build IDs are not to be added",
  ],
  [
    { sets: [{ buildIds: [1] }] },
    undefined,
    'options.goal.sets[0].buildIds[0]: expected string, got number',
  ],
  [
    { allSets: [], queueDefault: '1.0' },
    'INVALID_ARGUMENT',
    'options.goal: expected no sets or queueDefault beside allSets, which says it all',
  ],
];

for (const [goal, code, message] of NONE) {
  test(`there is no plan: ${message}`, () => {
    const rollout = new Rollout(DOCUMENT);
    const error = { message, ...(code && { code }) };
    assert.throws(() => rollout.plan({ taskQueue: 'orders', goal }), error);
  });
}

test('types are checked, with the path', () => {
  const rollout = new Rollout(DOCUMENT);
  assert.throws(() => rollout.plan(/** @type {any} */ ({ taskQueue: 'orders' })), {
    name: 'TypeError',
    message: 'options.goal: expected object, got undefined',
  });
});
