/** The command line on a live cluster, as the README says and as a user would. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from '../../pkg/cli/cluster.js';
import { root } from '../../scripts/process.mjs';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { folderWith, PROGRAM, run } from '../cli/support.mjs';
import { startServer } from './server.mjs';

/** @type {import('./server.mjs').Server} */
let server;
/** @type {import('../../pkg/cli/cluster.js').Cluster} */
let cluster;
before(async () => {
  server = await startServer();
  cluster = await connect({ address: server.address });
});
after(async () => {
  await cluster?.close();
  await server?.stop();
});

/**
 * A queue of its own with [1.0], and a document that starts there and adds 2.0.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} taskQueue
 */
async function prepare(t, taskQueue) {
  await cluster.update(taskQueue, { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' });
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

/** @param {string} taskQueue */
async function setsOf(taskQueue) {
  return (await cluster.read(taskQueue)).map(({ buildIds }) => buildIds);
}

test('the README leads from pull through check in CI to push', async (t) => {
  await cluster.update('orders', { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' });
  const cwd = folderWith(t, {});
  const modules = join(cwd, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  mkdirSync(join(modules, '@temporalio'));
  symlinkSync(join(root, 'pkg'), join(modules, 'worker-versioning'));
  symlinkSync(PROGRAM, join(modules, '.bin', 'worker-versioning'));
  for (const name of ['client', 'envconfig']) {
    symlinkSync(
      join(root, 'node_modules', '@temporalio', name),
      join(modules, '@temporalio', name),
    );
  }
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith('Roll out from a file'));
  assert.ok(section);
  const blocks = [...section.matchAll(/^```(sh|yaml)\n(.*?)^```$/gms)].map(([, language, code]) =>
    language === 'sh' ? code : code.replace(/^- run: /gm, ''),
  );
  assert.equal(blocks.length, 4);

  const script = blocks.join('\n');
  const child = spawn('sh', ['-euc', script], {
    cwd,
    env: { ...process.env, HOME: cwd, TEMPORAL_ADDRESS: server.address },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      printed += chunk;
    });
  }
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  assert.equal(code, 0, printed);
  assert.deepEqual(await setsOf('orders'), [['1.0'], ['2.0']]);
  assert.match(printed, /new workflows on orders → 2\.0 on orders/);
  assert.match(printed, /Step 1: done\. orders is now \[1\.0\] \[2\.0\]\nAll done\.\n$/);
  assert.match(readFileSync(join(cwd, 'rollout.xml'), 'utf8'), /tests="3" failures="0"/);
});

test('pull writes a document', async (t) => {
  const cwd = await prepare(t, 'pulled');
  const args = ['pull', '-t', 'pulled', '-t', 'never-seen', '-o', 'json'];
  const { code, stdout, stderr } = await onServer(args, cwd);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.deepEqual(JSON.parse(stdout).taskQueues, [
    { taskQueue: 'pulled', versionSets: [{ buildIds: ['1.0'] }] },
    { taskQueue: 'never-seen', versionSets: [] },
  ]);
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
      'rollout.json starts from other version sets. Say --replace to write over them:\n' +
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
