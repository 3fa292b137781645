// Which workers are still needed, in the shape of the TypeScript client.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace, UnversionedBuildId, VersioningError } from '../../pkg/index.js';
import { add, assertRefused, sample } from './support/namespace.mjs';

/** @typedef {import('../../pkg/index.js').WorkflowRun} WorkflowRun */
/** @typedef {import('../../pkg/index.js').ReachabilityType} ReachabilityType */

/** @type {WorkflowRun[]} */
const workflows = [
  { taskQueue: 'orders', status: 'OPEN', buildIds: ['1.0'] },
  { taskQueue: 'orders', status: 'CLOSED', buildIds: ['2.0'] },
  { taskQueue: 'orders', status: 'OPEN', buildIds: [UnversionedBuildId] },
  { taskQueue: 'new', status: 'OPEN', buildIds: [] },
];

/**
 * What reaches the workers of a build ID on a queue.
 *
 * @param {string | symbol} buildId
 * @param {string} taskQueue
 * @param {ReachabilityType} [reachability]
 */
function reached(buildId, taskQueue, reachability) {
  const options = { buildIds: [buildId], taskQueues: [taskQueue], workflows };
  const answer = sample().getReachability({ ...options, ...(reachability && { reachability }) });
  return answer.buildIdReachability[buildId || UnversionedBuildId].taskQueueReachability[taskQueue];
}

/** @type {[string | symbol, string, Record<ReachabilityType, string[]>][]} */
const ROWS = [
  // Of the sets [1.0, 1.1] [2.0].
  ['1.0', 'orders', row([], [], [], [])],
  ['1.1', 'orders', row([], ['EXISTING_WORKFLOWS'], ['OPEN_WORKFLOWS'], [])],
  [
    '2.0',
    'orders',
    row(
      ['NEW_WORKFLOWS'],
      ['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS'],
      ['NEW_WORKFLOWS'],
      ['NEW_WORKFLOWS', 'CLOSED_WORKFLOWS'],
    ),
  ],
  ['9.9', 'orders', row([], [], [], [])],
  [UnversionedBuildId, 'orders', row([], ['EXISTING_WORKFLOWS'], ['OPEN_WORKFLOWS'], [])],
  [
    '',
    'new',
    row(
      ['NEW_WORKFLOWS'],
      ['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS'],
      ['NEW_WORKFLOWS', 'OPEN_WORKFLOWS'],
      ['NEW_WORKFLOWS'],
    ),
  ],
];

/**
 * What is answered to each kind of question.
 *
 * @param {string[]} NEW_WORKFLOWS
 * @param {string[]} EXISTING_WORKFLOWS
 * @param {string[]} OPEN_WORKFLOWS
 * @param {string[]} CLOSED_WORKFLOWS
 */
function row(NEW_WORKFLOWS, EXISTING_WORKFLOWS, OPEN_WORKFLOWS, CLOSED_WORKFLOWS) {
  return { NEW_WORKFLOWS, EXISTING_WORKFLOWS, OPEN_WORKFLOWS, CLOSED_WORKFLOWS };
}

for (const [buildId, taskQueue, answers] of ROWS) {
  test(`what reaches ${String(buildId) || 'the empty build ID'} on ${taskQueue}`, () => {
    for (const [kind, expected] of Object.entries(answers)) {
      const reachability = /** @type {ReachabilityType} */ (kind);
      assert.deepEqual(reached(buildId, taskQueue, reachability), expected, kind);
    }
    assert.deepEqual(reached(buildId, taskQueue), answers.EXISTING_WORKFLOWS);
  });
}

test('the shape is that of the client', () => {
  const buildIds = ['1.1', 'unknown', ''];
  assert.deepEqual(sample().getReachability({ buildIds, taskQueues: ['orders', 'new'] }), {
    buildIdReachability: {
      1.1: { taskQueueReachability: { orders: [], new: [] } },
      unknown: { taskQueueReachability: { orders: [], new: [] } },
      [UnversionedBuildId]: { taskQueueReachability: { orders: [], new: ['NEW_WORKFLOWS'] } },
    },
  });
});

test('the unversioned worker has the symbol of the client', async () => {
  const client = await import('@temporalio/client');
  assert.equal(UnversionedBuildId, client.UnversionedBuildId);
});

test('without queues those that know the build ID are answered', () => {
  const namespace = sample();
  add(namespace, '2.0', 'billing');
  const buildIds = ['2.0', 'unknown'];
  assert.deepEqual(namespace.getReachability({ buildIds, workflows: [] }).buildIdReachability, {
    '2.0': { taskQueueReachability: { billing: ['NEW_WORKFLOWS'], orders: ['NEW_WORKFLOWS'] } },
    unknown: { taskQueueReachability: {} },
  });
});

test('of more than twenty queues the rest is not fetched', () => {
  const taskQueues = Array.from({ length: 22 }, (_, index) => `queue ${index}`);
  const answer = new Namespace().getReachability({ buildIds: [''], taskQueues });
  const { taskQueueReachability } = answer.buildIdReachability[UnversionedBuildId];
  assert.deepEqual(Object.keys(taskQueueReachability), taskQueues);
  assert.deepEqual(
    taskQueues.filter((name) => taskQueueReachability[name][0] === 'NOT_FETCHED'),
    ['queue 20', 'queue 21'],
  );
});

test('names may be those of what objects have of their own', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const namespace = new Namespace();
  for (const name of names) add(namespace, name, name);
  const answer = namespace.getReachability({
    buildIds: names,
    workflows: [{ taskQueue: '__proto__', status: 'OPEN', buildIds: ['__proto__'] }],
  });
  assert.deepEqual(Object.keys(answer.buildIdReachability), names);
  const reached = names.map((name) => {
    const [queue, ...others] = Object.entries(
      Object.getOwnPropertyDescriptor(answer.buildIdReachability, name)?.value
        .taskQueueReachability,
    );
    assert.deepEqual(others, []);
    return queue;
  });
  assert.deepEqual(reached, [
    ['__proto__', ['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS']],
    ['constructor', ['NEW_WORKFLOWS']],
    ['toString', ['NEW_WORKFLOWS']],
  ]);
});

test('what is answered is the callers to change', () => {
  const namespace = sample();
  const ask = () => namespace.getReachability({ buildIds: ['2.0', '5.0'] }).buildIdReachability;
  ask()['2.0'].taskQueueReachability.orders.push('NOT_FETCHED');
  assert.deepEqual(ask()['5.0'].taskQueueReachability, { invoices: ['NEW_WORKFLOWS'] });
  assert.deepEqual(ask()['2.0'].taskQueueReachability, { orders: ['NEW_WORKFLOWS'] });
});

const NO_VERSION = 'Must query at least one build ID (or empty string for unversioned worker)';

/** @type {[what: string, options: import('../../pkg/index.js').ReachabilityOptions, message: string][]} */
const REFUSED = [
  ['no build ID', { buildIds: [] }, NO_VERSION],
  ['only queues', { taskQueues: ['orders'] }, NO_VERSION],
  [
    'six build IDs',
    { buildIds: ['1', '1', '1', '1', '1', '1'] },
    'Too many build ids queried at once, limit: 5',
  ],
  [
    'a long build ID',
    { buildIds: ['é'.repeat(128)] },
    'Build ID exceeds configured limit.workerBuildIdSize, use a shorter build ID.',
  ],
  [
    'the unversioned worker of every queue',
    { buildIds: [UnversionedBuildId], taskQueues: [] },
    'Cannot get reachability of an unversioned worker without specifying at least one task queue (empty build ID is interpereted as unversioned)',
  ],
  ['a queue without a name', { buildIds: ['1'], taskQueues: [''] }, 'missing task queue name'],
];
for (const [what, options, message] of REFUSED) {
  test(`refused as by the server: ${what}`, () => {
    const namespace = sample();
    const error = { name: 'VersioningError', code: 'INVALID_ARGUMENT', message };
    assertRefused(namespace, () => namespace.getReachability(options), error);
  });
}

test('runs of a queue that cannot exist are refused with their path', () => {
  const run = /** @type {const} */ ({ status: 'OPEN', buildIds: [] });
  const workflows = ['orders', 'orders', ''].map((taskQueue) => ({ taskQueue, ...run }));
  assert.throws(
    () => sample().getReachability({ buildIds: ['1'], workflows }),
    new VersioningError(
      'INVALID_ARGUMENT',
      'options.workflows[2].taskQueue: missing task queue name',
    ),
  );
});
