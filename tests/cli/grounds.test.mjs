/** What the command line answers rests on what is listed, and on nothing else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError } from '../../pkg/cli/cluster-error.js';
import { pull } from '../../pkg/cli/pull.js';
import { folderWith, ROLLOUT, run } from './support.mjs';

for (const [args, stderr] of /** @type {[string[], string][]} */ ([
  [
    ['retire', '-t', 'order', '--build-id', '1.0'],
    "options.taskQueue: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
  [
    ['retire', '-t', 'orders', '--build-id', '9.9'],
    "options.buildId: expected a build ID of the document, got '9.9'",
  ],
  [
    ['reachability', '-t', 'order', '--build-id', '1.0'],
    "names.taskQueues[0]: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
  [
    ['reachability', '--build-id', '9.9'],
    "names.buildIds[0]: expected a build ID of the document, got '9.9'",
  ],
  [
    ['plan', '-t', 'order', '--queue-default', '3.0'],
    "names.taskQueues[0]: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
])) {
  test(`a name that the document does not have is refused: ${args.join(' ')}`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const [command, ...options] = args;
    assert.deepEqual(await run([command, 'rollout.json', ...options], { cwd }), {
      code: 2,
      stdout: '',
      stderr: `INVALID_ARGUMENT: ${stderr}\n`,
    });
  });
}

test('that nothing reaches a build ID is not known where the document does not list all workflows', async (t) => {
  const sets = [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }];
  const at = (/** @type {object} */ fields) => ({
    version: 1,
    taskQueues: [{ taskQueue: 'orders', versionSets: sets, ...fields }],
  });
  const cwd = folderWith(t, {
    'some.json': at({}),
    'all.json': at({ completeFor: { workflows: true } }),
  });
  const ask = (/** @type {string} */ name) =>
    run(['reachability', name, '--build-id', '1.0'], { cwd });
  const some = await ask('some.json');
  assert.equal(some.code, 1);
  assert.match(
    some.stdout,
    /^1\.0 +orders +not known\nThe document lists 0 workflows of orders, /m,
  );
  const all = await ask('all.json');
  assert.equal(all.code, 0);
  assert.match(all.stdout, /^1\.0 +orders +\[\]$/m);
});

test('an export counts as if the document listed its running workflows', async (t) => {
  const one = (/** @type {number} */ number) => ({
    execution: { workflowId: `order-${number}`, runId: 'r' },
    type: { name: 'Order' },
    status: 'WORKFLOW_EXECUTION_STATUS_RUNNING',
    taskQueue: 'orders',
    searchAttributes: { indexedFields: { BuildIds: ['versioned:1.0'] } },
  });
  const document = {
    version: 1,
    taskQueues: [
      {
        taskQueue: 'orders',
        versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }],
        completeFor: { workflows: true },
      },
    ],
  };
  const cwd = folderWith(t, { 'rollout.json': document, 'export.json': [1, 2, 3].map(one) });
  const args = ['retire', 'rollout.json', '-t', 'orders', '--build-id', '1.0'];
  assert.equal((await run(args, { cwd })).code, 0);
  assert.deepEqual(await run([...args, '--workflows', 'export.json'], { cwd }), {
    code: 1,
    stdout:
      'At the start, workers of 1.0 on orders: they are still needed.\n' +
      '  exported Order of orders, on 1.0 (3 workflows), until a compatible build ID becomes the default of the set, or the workflow closes\n',
    stderr: '',
  });
});

/**
 * A cluster that counts these workflows for each part of a query.
 *
 * @param {(query: string) => number} count
 */
function clusterOf(count) {
  return {
    read: async () => [{ buildIds: ['1.0', "o'1"] }],
    describe: async () => ({
      pollers: [
        { buildId: '1.0', useVersioning: true },
        { buildId: '1.0', useVersioning: true },
        { buildId: '', useVersioning: false },
      ],
      routings: [],
    }),
    count: async (/** @type {string} */ query) => count(query),
  };
}

const NOW = new Date('2026-11-28T08:00:00Z');

test('pull writes who polls, how many workflows are where, and what that is complete for', async () => {
  const queries = new Set();
  const [pulled] = await pull(
    clusterOf((query) => {
      queries.add(query);
      if (query.includes(" != 'Running'")) return 0;
      return query.includes('versioned:1.0') || !query.includes('BuildIds') ? 1532 : 0;
    }),
    ['orders'],
    NOW,
  );
  assert.deepEqual(pulled, {
    queue: {
      taskQueue: 'orders',
      versionSets: [{ buildIds: ['1.0', "o'1"] }],
      completeFor: { workflows: true, workers: true },
      lookedAt: '2026-11-28T08:00:00.000Z',
    },
    workers: [
      { taskQueue: 'orders' },
      { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    ].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    workflows: [
      {
        workflowId: "orders, running, set of o'1",
        count: 1532,
        taskQueue: 'orders',
        buildId: "o'1",
      },
    ],
    notes: [],
  });
  assert.ok(
    queries.has(
      "TaskQueue = 'orders' AND ExecutionStatus = 'Running' AND BuildIds IN ('versioned:1.0', 'versioned:o\\'1')",
    ),
  );
});

test('what is counted twice, or not at all, is said, and the list is not complete', async () => {
  const [{ queue, notes }] = await pull(
    clusterOf((query) => {
      if (query.includes(" != 'Running'")) return 0;
      if (query.includes(' OR ')) return 8;
      return query.includes('BuildIds') ? 3 : 10;
    }),
    ['orders'],
    NOW,
  );
  assert.deepEqual(queue.completeFor, { workflows: false, workers: true });
  assert.deepEqual(notes, [
    '1 of the 10 running workflows of orders count twice: they have used build IDs of two version sets',
    '2 of the 10 running workflows of orders are in no entry: no version set has their build IDs',
  ]);
});

test('a cluster that cannot count is asked for the rest', async () => {
  const refused = new ClusterError('refused', 'the server refused it: INVALID_ARGUMENT: no');
  const [{ queue, workflows, notes }] = await pull(
    clusterOf(() => {
      throw refused;
    }),
    ['orders'],
    NOW,
  );
  assert.deepEqual([queue.completeFor, workflows], [{ workflows: false, workers: true }, []]);
  assert.deepEqual(notes, [`the workflows of orders could not be counted: ${refused.message}`]);
});
