/** What the command line answers rests on what is listed, and on nothing else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError } from '../../pkg/cli/cluster-error.js';
import { pull } from '../../pkg/cli/pull.js';
import { Rollout } from '../../pkg/index.js';
import { folderWith, ROLLOUT, run } from './support.mjs';

for (const [args, stderr] of /** @type {[string[], string][]} */ ([
  [
    ['retire', '-t', 'order', '--build-id', '1.0'],
    "rollout.json: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
  [
    ['retire', '-t', 'orders', '--build-id', '9.9'],
    "rollout.json: expected a build ID of the document, got '9.9'",
  ],
  [
    ['reachability', '-t', 'order', '--build-id', '1.0'],
    "rollout.json: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
  [
    ['reachability', '--build-id', '9.9'],
    "rollout.json: expected a build ID of the document, got '9.9'",
  ],
  [
    ['plan', '-t', 'order', '--queue-default', '3.0'],
    "rollout.json: expected a task queue of the document, got 'order'; the nearest is 'orders'",
  ],
])) {
  test(`a name that the document does not have is refused: ${args.join(' ')}`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const [command, ...options] = args;
    assert.deepEqual(await run([command, 'rollout.json', ...options], { cwd }), {
      code: 2,
      stdout: '',
      stderr: `${stderr}\n`,
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
  const both = await run(['reachability', 'some.json', '--build-id', '2.0'], { cwd });
  assert.equal(both.code, 0);
  assert.match(
    both.stdout,
    /^2\.0 +orders +\[NewWorkflows\], perhaps more\nThe document lists 0 /m,
  );
});

test('reachability gives programs what Rollout.reachability returns', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const args = ['--build-id', '2.0', '--build-id', '1.0', '--reachability-type', 'open'];
  const { code, stdout } = await run(['reachability', 'rollout.json', ...args, '-o', 'json'], {
    cwd,
  });
  const expected = new Rollout(ROLLOUT).reachability({
    buildIds: ['2.0', '1.0'],
    reachability: 'OPEN_WORKFLOWS',
  });
  assert.deepEqual(JSON.parse(stdout), expected);
  assert.deepEqual(
    expected.map(({ buildId, reachability, reached }) => [buildId, ...reachability, reached]),
    [
      ['2.0', 'NEW_WORKFLOWS', 'yes'],
      ['1.0', 'OPEN_WORKFLOWS', 'yes'],
    ],
  );
  assert.equal(code, 0);
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

test('closed workflows of an export are listed by queue and version, since queries reach them', async (t) => {
  const closed = (/** @type {number} */ number) => ({
    execution: { workflowId: `order-${number}`, runId: 'r' },
    type: { name: 'Order' },
    status: 'WORKFLOW_EXECUTION_STATUS_COMPLETED',
    taskQueue: 'orders',
    searchAttributes: { indexedFields: { BuildIds: ['versioned:1.0'] } },
  });
  const queue = {
    taskQueue: 'orders',
    versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }],
  };
  const at = (/** @type {object} */ fields) => ({
    version: 1,
    taskQueues: [{ ...queue, ...fields }],
  });
  const cwd = folderWith(t, {
    'some.json': at({}),
    'all.json': at({ completeFor: { workflows: true } }),
    'export.json': [1, 2].map(closed),
    'routed.json': [{ ...closed(3), versioningInfo: { behavior: 'VERSIONING_BEHAVIOR_PINNED' } }],
  });
  const retire = (/** @type {string} */ document, exported = 'export.json') =>
    run(['retire', document, '-t', 'orders', '--build-id', '1.0', '--workflows', exported], {
      cwd,
    });
  const HELD =
    '  exported Order of orders, on 1.0, closed (2 workflows), until a compatible build ID becomes the default of the set, or the namespace no longer keeps the closed workflow\n';
  assert.deepEqual(await retire('some.json'), {
    code: 1,
    stdout: `At the start, workers of 1.0 on orders: it is not known whether they are still needed.\n${HELD}  The document lists 2 closed workflows of orders, and does not say that these are all: if they are, set \`completeFor.workflows\` of the task queue to true, or let \`pull\` count them.\n`,
    stderr: '',
  });
  assert.deepEqual(await retire('all.json'), {
    code: 0,
    stdout: `At the start, workers of 1.0 on orders: nothing but queries to closed workflows lands on them.\n${HELD}  The document lists 2 closed workflows of orders, and says that these are all.\n  Let them finish what they run: polls that wait last up to a minute.\n`,
    stderr: '',
  });
  const routed = await retire('all.json', 'routed.json');
  assert.equal(routed.code, 1);
  assert.match(
    routed.stdout,
    /^ {2}1 closed workflow of orders in the export is routed by Worker Deployments or assignment rules, which this does not model: whether it needs these workers is not known\.$/m,
  );
});

test('where something lands on a queue that is not listed is not known', async (t) => {
  const document = {
    version: 1,
    taskQueues: [{ taskQueue: 'orders' }],
    workers: [{ taskQueue: 'mail' }],
  };
  const cwd = folderWith(t, { 'rollout.json': document });
  const { stdout } = await run(['resolve', 'rollout.json'], { cwd });
  assert.match(
    stdout,
    /^ +new workflows on mail +not known; if it has no version sets, unversioned workers on mail +UNVERSIONED_QUEUE$/m,
  );
  assert.match(stdout, /^The document does not list the version sets of mail: /m);
  const explained = await run(['explain', 'rollout.json', '-o', 'json'], { cwd });
  assert.deepEqual(
    JSON.parse(explained.stdout).map((/** @type {any} */ { known }) => known),
    ['notKnown', 'yes'],
  );
});

for (const [args, input, message] of /** @type {[string[], string, RegExp][]} */ ([
  [
    ['retire', '-', '-t', 'orders', '--build-id', '1.0', '--workflows', '-'],
    '{}',
    /^- stands twice for standard input, which is read once: name a file for one\n$/,
  ],
  [['diff', '-', '-'], '{}', /^- stands twice for standard input/],
  [['plan', '-', '-t', 'orders', '--goal', '-'], '{}', /^- stands twice for standard input/],
  [
    ['check', 'rollout.json', '--workflows', 'a', '--workflows', 'b'],
    '',
    /^--workflows: expected once, got it again\n$/,
  ],
  [['check', 'rollout.json', '--workflows', 'gone'], '', /^gone: there is no such file\n$/],
  [['check', 'rollout.json', '--workflows', '.'], '', /^\.: it is a directory\n$/],
  [
    ['check', 'rollout.json', '--workflows', '-'],
    'Assignment Rules:\n  Index  TargetBuildID\n',
    /^standard input: byte 0, after 0 whole workflows: expected a workflow, as .*, got the assignment and redirect rules of a task queue [^\n]*\n$/,
  ],
  [
    ['landings', 'rollout.json', '--workflows', '-'],
    '[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":true}]',
    /got the version sets of a task queue \(`temporal task-queue get-build-ids`\): `worker-versioning import` reads them\n$/,
  ],
])) {
  test(`one sentence says what is wrong with: ${args.join(' ')} < '${input}'`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const { code, stdout, stderr } = await run(args, { cwd, input });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
  });
}

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
  const of = { taskQueues: ['orders'], status: 'OPEN', total: 10 };
  assert.deepEqual(notes, [
    { event: 'countedTwice', ...of, count: 1 },
    { event: 'inNoEntry', ...of, count: 2 },
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
  assert.deepEqual(notes, [
    { event: 'notCounted', taskQueues: ['orders'], error: refused.message },
  ]);
});

test('resolve says that something waits only where all workers are listed', async (t) => {
  const queue = { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] };
  const workers = [{ taskQueue: 'mail' }];
  const cwd = folderWith(t, {
    'some.json': { version: 1, taskQueues: [queue], workers },
    'all.json': {
      version: 1,
      taskQueues: [{ ...queue, completeFor: { workers: true } }],
      workers,
    },
  });
  const receivers = async (/** @type {string} */ file) => {
    const { stdout } = await run(['resolve', file], { cwd });
    return stdout.match(/^ {2}new workflows on orders .*QUEUE_DEFAULT +(.*)$/m)?.[1];
  };
  assert.equal(await receivers('some.json'), 'not known');
  assert.equal(await receivers('all.json'), 'no worker: it waits');
});
