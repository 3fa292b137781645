/** The command line on a live cluster, as a user would. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from '../../pkg/cli/cluster.js';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { folderWith, PROGRAM, run } from '../cli/support.mjs';
import { startServer } from './server.mjs';

/** @type {import('./server.mjs').Server} */
let server;
/** @type {import('../../pkg/cli/cluster.js').Cluster} */
let cluster;
before(async () => {
  server = await startServer({ 'frontend.workerVersioningRuleAPIs': true });
  cluster = await connect({ address: server.address });
});
after(async () => {
  await cluster?.close();
  await server?.stop();
});

/**
 * A queue of its own with [1.0], workers that poll it, and a document that starts there and adds 2.0 and 1.1.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} taskQueue
 * @param {{ buildId: string, useVersioning: boolean }[]} [workers]
 */
async function prepare(t, taskQueue, workers = ['2.0', '1.1'].map(optedIn)) {
  await cluster.update(taskQueue, { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' });
  await server.showPollers(taskQueue, workers);
  const folder = folderWith(t, {
    'rollout.json': {
      version: 1,
      taskQueues: [{ taskQueue, versionSets: [{ buildIds: ['1.0'] }] }],
      operations: [
        { taskQueue, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
        {
          taskQueue,
          operation: 'addNewCompatibleVersion',
          buildId: '1.1',
          existingCompatibleBuildId: '1.0',
        },
      ],
    },
  });
  return folder;
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [env]
 */
function onServer(args, cwd, env = {}) {
  return run(args, { cwd, env: { TEMPORAL_ADDRESS: server.address, ...env } });
}

/** @param {string} buildId */
function optedIn(buildId) {
  return { buildId, useVersioning: true };
}

/** @param {string} taskQueue */
async function setsOf(taskQueue) {
  return (await cluster.read(taskQueue)).map(({ buildIds }) => buildIds);
}

test('pull writes a document', async (t) => {
  const cwd = await prepare(t, 'pulled');
  const args = ['pull', '-t', 'pulled', '-t', 'never-seen', '-t', 'pulled', '-o', 'json'];
  const { code, stdout, stderr } = await onServer(args, cwd);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  const { taskQueues, workers } = JSON.parse(stdout);
  const completeFor = { workflows: true, workers: true };
  assert.deepEqual(
    taskQueues.map((/** @type {any} */ { lookedAt: _, ...queue }) => queue),
    [
      { taskQueue: 'pulled', versionSets: [{ buildIds: ['1.0'] }], completeFor },
      { taskQueue: 'never-seen', versionSets: [], completeFor },
    ],
  );
  assert.deepEqual(
    workers,
    ['1.1', '2.0'].map((buildId) => ({ taskQueue: 'pulled', ...optedIn(buildId) })),
  );
});

test('pull does not write over other version sets unless told to', async (t) => {
  const cwd = await prepare(t, 'kept');
  await cluster.update('kept', { operation: 'addNewIdInNewDefaultSet', buildId: '9.0' });
  const before = readFileSync(join(cwd, 'rollout.json'), 'utf8');
  const args = ['pull', '-t', 'kept', '--into', 'rollout.json'];
  assert.deepEqual(await onServer(args, cwd), {
    code: 2,
    stdout: '',
    stderr:
      'rollout.json: it starts from other version sets; say --replace to write over them:\n' +
      '  kept: [1.0] would become [1.0] [9.0]\n',
  });
  assert.equal(readFileSync(join(cwd, 'rollout.json'), 'utf8'), before);
  assert.equal((await onServer([...args, '--replace'], cwd)).code, 0);
  const written = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  assert.deepEqual(written.taskQueues[0].versionSets, [
    { buildIds: ['1.0'] },
    { buildIds: ['9.0'] },
  ]);
  assert.equal(written.operations.length, 2);
});

test('a dry run shows the plan and the commands, and changes nothing', async (t) => {
  const cwd = await prepare(t, 'dry');
  const { code, stdout, stderr } = await onServer(['push', 'rollout.json', '--dry-run'], cwd);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.equal(
    stdout,
    `On namespace default at ${server.address}:
  1. dry: add 2.0 in a new default set
     [1.0] → [1.0] [2.0]
  2. dry: add 1.1, compatible with 1.0
     [1.0] [2.0] → [1.0, 1.1] [2.0]
The cluster is where the document starts.
Step 1 would be sent:
  temporal task-queue update-build-ids add-new-default \\
      --task-queue=dry \\
      --build-id=2.0
Step 2 would be sent:
  temporal task-queue update-build-ids add-new-compatible \\
      --task-queue=dry \\
      --build-id=1.1 \\
      --existing-compatible-build-id=1.0
Nothing was changed.
`,
  );
  assert.deepEqual(await setsOf('dry'), [['1.0']]);
});

test('push carries the steps out, and tells programs an event a line', async (t) => {
  const cwd = await prepare(t, 'pushed');
  const { code, stdout } = await onServer(['push', 'rollout.json', '--yes', '-o', 'jsonl'], cwd);
  assert.equal(code, 0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    events.map(({ event, step }) => [event, step]),
    [
      ['checked', undefined],
      ['hazards', undefined],
      ['starting', 1],
      ['done', 1],
      ['starting', 2],
      ['done', 2],
      ['finished', undefined],
    ],
  );
  assert.deepEqual(await setsOf('pushed'), [['1.0', '1.1'], ['2.0']]);
});

test('a push that was done in part continues from the step that is named', async (t) => {
  const cwd = await prepare(t, 'part');
  await cluster.update('part', { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' });
  const { code, stderr } = await onServer(['push', 'rollout.json', '--yes'], cwd);
  assert.equal(code, 1);
  assert.match(stderr, /Nothing was sent\. Step 1 is done already: go on with --from-step 2\.\n$/);
  const args = ['push', 'rollout.json', '--yes', '--from-step', '2'];
  assert.equal((await onServer(args, cwd)).code, 0);
  assert.deepEqual(await setsOf('part'), [['1.0', '1.1'], ['2.0']]);
});

test('a push of what is done already is a success', async (t) => {
  const cwd = await prepare(t, 'again');
  assert.equal((await onServer(['push', 'rollout.json', '--yes'], cwd)).code, 0);
  for (const flags of [['--yes'], [], ['--dry-run']]) {
    const { code, stdout, stderr } = await onServer(['push', 'rollout.json', ...flags], cwd);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /\nAll steps are done already\.\nNothing was changed\.\n$/);
  }
  assert.deepEqual(await setsOf('again'), [['1.0', '1.1'], ['2.0']]);
});

test('what nobody polls with is made no default, unless it is said', async (t) => {
  const cwd = await prepare(t, 'unpolled', [{ buildId: '1.1', useVersioning: false }]);
  const message =
    'No worker has polled in the last minutes with what would become a default:\n' +
    '  2.0 on unpolled\n' +
    '  1.1 on unpolled: its workers have not opted in to versioning, and get nothing of it\n' +
    'What lands there would wait. Start these workers first (they may poll before the queue knows their build ID), ' +
    'or say --without-pollers. Nothing was sent.\n';
  for (const flag of ['--yes', '--dry-run']) {
    const { code, stderr } = await onServer(['push', 'rollout.json', flag], cwd);
    assert.deepEqual({ code, stderr }, { code: 1, stderr: message });
    assert.deepEqual(await setsOf('unpolled'), [['1.0']]);
  }
  const args = ['push', 'rollout.json', '--yes', '--without-pollers'];
  assert.equal((await onServer(args, cwd)).code, 0);
  assert.deepEqual(await setsOf('unpolled'), [['1.0', '1.1'], ['2.0']]);
});

test('push shows what can go wrong, the worst first', async (t) => {
  const cwd = await prepare(t, 'hazards');
  const document = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  const other = folderWith(t, {
    'rollout.json': {
      ...document,
      workers: [{ taskQueue: 'hazards', buildId: '1.0', useVersioning: true }],
      workflows: [{ workflowId: 'order-17', taskQueue: 'hazards', buildId: '1.0' }],
    },
  });
  const { stdout } = await onServer(['push', 'rollout.json', '--dry-run'], other);
  const severities = [...stdout.matchAll(/^(stops|warns) step \d: /gm)].map(([, word]) => word);
  assert.deepEqual([...new Set(severities)], ['stops', 'warns']);
  assert.deepEqual(severities, [...severities].sort());
});

/** @type {[string, (taskQueue: string) => Promise<void>, RegExp][]} */
const OTHERS = [
  [
    'assignment-rules',
    (taskQueue) => server.addAssignmentRule(taskQueue, '5.0', 30),
    /^ {2}assignment-rules has 1 assignment rule$/m,
  ],
  [
    'current-version',
    (taskQueue) => server.setCurrentVersion(taskQueue, 'shop', 'v1'),
    /^ {2}the current version of a Worker Deployment on current-version is shop\.v1$/m,
  ],
  [
    'ramping-version',
    (taskQueue) => server.setRampingVersion(taskQueue, 'mall', 'v2', 20),
    /^ {2}a Worker Deployment on ramping-version ramps to mall\.v2, at 20 %$/m,
  ],
];

for (const [taskQueue, begin, found] of OTHERS) {
  test(`another generation stops pull and push: ${taskQueue}`, async (t) => {
    const cwd = await prepare(t, taskQueue);
    await begin(taskQueue);
    for (const [args, end] of /** @type {[string[], RegExp][]} */ ([
      [
        ['pull', '-t', 'never-seen', '-t', taskQueue, '--into', 'new.yaml'],
        /\nNothing was written\.\n$/,
      ],
      [['push', 'rollout.json', '--yes'], /\nNothing was sent\.\n$/],
      [['push', 'rollout.json', '--dry-run'], /\nNothing was sent\.\n$/],
    ])) {
      const { code, stdout, stderr } = await onServer(args, cwd);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
      assert.match(stderr, found);
      assert.match(stderr, /every answer about these task queues would be wrong/);
      assert.match(stderr, end);
    }
    assert.ok(!existsSync(join(cwd, 'new.yaml')));
    assert.deepEqual(await setsOf(taskQueue), [['1.0']]);
  });
}

test('a document that fails its own check is not pushed', async (t) => {
  const cwd = await prepare(t, 'failing');
  const document = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  const expectations = [{ newWorkflowsOn: 'failing', lands: { buildId: '1.1' } }];
  const other = folderWith(t, { 'rollout.json': { ...document, expectations } });
  const { code, stderr } = await onServer(['push', 'rollout.json', '--yes'], other);
  assert.equal(code, 1);
  assert.match(stderr, /not everything is as the document expects.*Nothing was sent\.\n$/);
  assert.deepEqual(await setsOf('failing'), [['1.0']]);
});

test('without a terminal there is nobody to ask', async (t) => {
  const cwd = await prepare(t, 'asked');
  const { code, stderr } = await onServer(['push', 'rollout.json'], cwd);
  assert.equal(code, 2);
  assert.match(stderr, /^Nobody is there to ask: say --yes, or --dry-run to change nothing\.\n$/);
  assert.deepEqual(await setsOf('asked'), [['1.0']]);
});

for (const [answer, sets] of /** @type {const} */ ([
  ['n', [['1.0']]],
  ['y', [['1.0', '1.1'], ['2.0']]],
])) {
  test(`on a terminal it asks, and ${answer} is the answer`, async (t) => {
    const taskQueue = `answered-${answer}`;
    const cwd = await prepare(t, taskQueue);
    const { python } = ensureTemporal();
    const spawnInTerminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
    const args = ['-c', spawnInTerminal, process.execPath, PROGRAM, 'push', 'rollout.json'];
    const child = spawn(python, args, {
      cwd,
      env: { ...process.env, HOME: cwd, TEMPORAL_ADDRESS: server.address },
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      const hadAsked = printed.includes('(y/N)');
      printed += chunk;
      if (!hadAsked && printed.includes('(y/N)')) child.stdin.write(`${answer}\n`);
    });
    const code = await new Promise((resolve) => {
      child.on('close', resolve);
    });
    assert.equal(code, answer === 'y' ? 0 : 1, printed);
    assert.deepEqual(await setsOf(taskQueue), sets);
  });
}

test('a cluster that cannot be reached ends with 3', async (t) => {
  const cwd = await prepare(t, 'unreachable');
  for (const args of [
    ['pull', '-t', 'unreachable', '--address', '127.0.0.1:1'],
    ['push', 'rollout.json', '--yes', '--address', '127.0.0.1:1'],
  ]) {
    const { code, stdout, stderr } = await onServer(args, cwd, {
      TEMPORAL_API_KEY: 'a-secret-key',
    });
    assert.deepEqual({ code, stdout }, { code: 3, stdout: '' });
    assert.match(stderr, /^No connection to 127\.0\.0\.1:1: /);
    assert.doesNotMatch(stderr, /a-secret-key/);
  }
});
