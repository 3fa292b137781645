/** The commands that write documents, and the one that opens the page. */

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLink } from '../../pkg/link.js';
import { root } from '../../scripts/process.mjs';
import { folderWith, PROGRAM, ROLLOUT, run } from './support.mjs';

const PRINTED = '[{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":true}]';

test('import prints a document of what it reads', async (t) => {
  const cwd = folderWith(t, {});
  const args = ['import', '--task-queue', 'orders'];
  const yaml = await run(args, { cwd, input: PRINTED });
  assert.deepEqual({ code: yaml.code, stderr: yaml.stderr }, { code: 0, stderr: '' });
  assert.match(yaml.stdout, /^# yaml-language-server: \$schema=.*\nversion: 1\n/);
  assert.match(yaml.stdout, /buildIds: \[\s*["']1\.0["'], ["']1\.1["']\s*\]|- ["']1\.0["']/);
  const json = await run([...args, '-o', 'json'], { cwd, input: PRINTED });
  assert.deepEqual(JSON.parse(json.stdout).taskQueues, [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }] },
  ]);
});

test('import makes a document, and puts more queues to it; what it prints can be checked', async (t) => {
  const cwd = folderWith(t, { 'orders.txt': PRINTED });
  const into = ['--into', 'rollout.yaml'];
  const first = await run(['import', 'orders.txt', '-t', 'orders', ...into], { cwd });
  assert.deepEqual(first, { code: 0, stdout: '', stderr: 'rollout.yaml: written\n' });
  const second = await run(['import', '-t', 'payments', ...into], { cwd, input: 'null' });
  assert.deepEqual(second, { code: 0, stdout: '', stderr: 'rollout.yaml: 1 task queue updated\n' });
  const { stdout } = await run(['show', 'rollout.yaml', '-o', 'json'], { cwd });
  assert.deepEqual(
    JSON.parse(stdout).taskQueues.map((/** @type {any} */ { taskQueue }) => taskQueue),
    ['orders', 'payments'],
  );
});

test('import writes over other version sets only when told to', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const before = readFileSync(join(cwd, 'rollout.json'), 'utf8');
  const args = ['import', '-t', 'orders', '--into', 'rollout.json'];
  assert.deepEqual(await run(args, { cwd, input: PRINTED }), {
    code: 2,
    stdout: '',
    stderr:
      'rollout.json: it starts from other version sets; say --replace to write over them:\n' +
      '  orders: [1.0] would become [1.0, 1.1]\n',
  });
  assert.equal(readFileSync(join(cwd, 'rollout.json'), 'utf8'), before);
  assert.equal((await run([...args, '--replace'], { cwd, input: PRINTED })).code, 0);
  const written = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  assert.deepEqual(written.taskQueues[0].versionSets, [{ buildIds: ['1.0', '1.1'] }]);
  assert.deepEqual(written.workflows, ROLLOUT.workflows);
});

test('import says what it cannot read', async (t) => {
  const cwd = folderWith(t, {});
  const { code, stderr } = await run(['import', '-t', 'orders'], {
    cwd,
    input: '[{"buildIds":[1]}]',
  });
  assert.equal(code, 2);
  assert.equal(stderr, 'standard input: [0].buildIds[0]: expected string, got number\n');
});

test('add-step puts its step to the document with --write, and not a refused one', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const read = () => JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  const flags = ['rollout.json', '-t', 'orders', '--build-id'];
  await run(['add-step', 'promote-set', ...flags, '1.0'], { cwd });
  assert.deepEqual(read(), ROLLOUT);
  const refused = await run(['add-step', 'promote-set', ...flags, '9.0', '--write'], { cwd });
  assert.deepEqual([refused.code, read()], [1, ROLLOUT]);
  const done = await run(['add-step', 'promote-set', ...flags, '1.0', '--write'], { cwd });
  assert.deepEqual([done.code, done.stderr], [0, 'rollout.json: step 2 added\n']);
  assert.deepEqual(read().operations, [
    ...(ROLLOUT.operations ?? []),
    { taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '1.0' },
  ]);
});

test('add-step puts a step for each task queue that it names', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const queues = ['-t', 'orders', '-t', 'payments'];
  const args = ['add-step', 'add-new-default', 'rollout.json', ...queues, '--build-id', '9.0'];
  const { code, stdout, stderr } = await run([...args, '--write'], { cwd });
  assert.deepEqual(
    { code, stderr },
    { code: 0, stderr: 'rollout.json: step 2 added\nrollout.json: step 3 added\n' },
  );
  assert.match(stdout, /^orders: add 9\.0 in .*^payments: add 9\.0 in .*^stops step 3: /ms);
  const { operations } = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  assert.deepEqual(
    operations.slice(1).map((/** @type {any} */ { taskQueue }) => taskQueue),
    ['orders', 'payments'],
  );
});

test('add-step shows what it makes go wrong at an earlier step', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': { ...ROLLOUT, workers: [] } });
  const args = ['add-step', 'add-new-default', 'rollout.json', '-t', 'orders', '--build-id', '9.0'];
  const { stdout } = await run([...args, '-o', 'json'], { cwd });
  const { hazards } = JSON.parse(stdout);
  const found = hazards.map((/** @type {any} */ { code, step }) => `${code} ${step}`);
  assert.deepEqual(found, ['PASSING_QUEUE_DEFAULT 1', 'NOT_REPEATABLE 1']);
});

test('steps are put where a document lists them, also under their newer name', async (t) => {
  const { operations = [], ...rest } = ROLLOUT;
  const cwd = folderWith(t, { 'rollout.json': { ...rest, steps: operations } });
  for (const args of [
    ['add-step', 'add-new-default', 'rollout.json', '-t', 'orders', '--build-id', '9.0', '--write'],
    ['plan', 'rollout.json', '-t', 'orders', '--queue-default', '9.1', '--write'],
  ]) {
    const { code, stderr } = await run(args, { cwd });
    assert.equal(code, 0, stderr);
  }
  const written = JSON.parse(readFileSync(join(cwd, 'rollout.json'), 'utf8'));
  assert.equal(written.operations, undefined);
  assert.deepEqual(
    written.steps.slice(operations.length).map((/** @type {any} */ { buildId }) => buildId),
    ['9.0', '9.1'],
  );
});

test('each verb of add-step is the operation of its name', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  /** @type {[string[], object][]} */
  const verbs = [
    [
      ['add-new-default', '--build-id', '3.0'],
      { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' },
    ],
    [
      ['add-new-compatible', '--build-id', '1.1', '--existing-compatible-build-id', '1.0'],
      { operation: 'addNewCompatibleVersion', buildId: '1.1', existingCompatibleBuildId: '1.0' },
    ],
    [
      [
        ...['add-new-compatible', '--build-id', '1.1', '--existing-compatible-build-id', '1.0'],
        '--set-as-default',
      ],
      {
        operation: 'addNewCompatibleVersion',
        buildId: '1.1',
        existingCompatibleBuildId: '1.0',
        promoteSet: true,
      },
    ],
    [['promote-set', '--build-id', '1.0'], { operation: 'promoteSetByBuildId', buildId: '1.0' }],
    [
      ['promote-id-in-set', '--build-id', '1.0'],
      { operation: 'promoteBuildIdWithinSet', buildId: '1.0' },
    ],
    [
      ['merge-sets', '--primary-build-id', '1.0', '--secondary-build-id', '2.0'],
      { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' },
    ],
  ];
  for (const [[verb, ...flags], operation] of verbs) {
    const args = ['add-step', verb, 'rollout.json', '-t', 'orders', ...flags, '-o', 'json'];
    const { code, stdout } = await run(args, { cwd });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout).operation, operation);
  }
});

test('page serves the planner, with the document in its address', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const args = [PROGRAM, 'page', 'rollout.json', '--no-open', '--after', '0'];
  const child = spawn(process.execPath, args, { cwd });
  const [printed] = await once(child.stdout.setEncoding('utf8'), 'data');
  const address = new URL(printed.trim());
  const response = await fetch(address);
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<script type="module"/);
  assert.deepEqual(await readLink(address.hash), { document: ROLLOUT, step: 0 });
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
});

test('completion knows the commands and their flags', async () => {
  const commands = await run(['complete', '--', 'ch']);
  assert.match(commands.stdout, /^check\t/);
  const flags = await run(['complete', '--', 'check', '--o']);
  assert.match(flags.stdout, /^--output\t/);
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const script = await run(['completion', shell]);
    assert.equal(script.code, 0);
    assert.match(script.stdout, /worker-versioning/);
  }
});

test('the completion of bash can be read twice, and needs no package', async () => {
  const { stdout } = await run(['completion', 'bash']);
  const script = `
    set -eu
    worker-versioning() { "$NODE" "$PROGRAM" "$@"; }
    eval "$SCRIPT"
    eval "$SCRIPT"
    COMP_WORDS=(worker-versioning check --o) COMP_CWORD=2
    __worker_versioning_complete
    echo "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { NODE: process.execPath, PROGRAM, SCRIPT: stdout, PATH: process.env.PATH },
  });
  assert.equal(printed, '--output\n');
});

test('from a clone without packages, it says what to run', (t) => {
  const folder = folderWith(t, {});
  cpSync(join(root, 'pkg'), join(folder, 'pkg'), { recursive: true });
  const child = spawnSync(process.execPath, [join(folder, 'pkg', 'cli', 'main.js'), '--help'], {
    encoding: 'utf8',
  });
  assert.deepEqual([child.status, child.stdout], [2, '']);
  assert.equal(
    child.stderr,
    `The packages that the command line needs are not installed. Run: npm ci --prefix ${folder}/\n`,
  );
});

test('import says what it passed over, and what it does not read', async (t) => {
  const samples = join(root, 'tests', 'interop', 'samples');
  const cwd = folderWith(t, {});
  const read = await run(
    ['import', join(samples, 'cli-prompts.text'), '-t', 'orders', '-o', 'json'],
    {
      cwd,
    },
  );
  assert.equal(read.code, 0);
  assert.deepEqual(JSON.parse(read.stdout).taskQueues, [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] },
  ]);
  assert.match(
    read.stderr,
    /^Passed over in line 11: \[me@host ~\]\$ \(not part of the answer\)\.$/m,
  );
  for (const [name, what] of /** @type {const} */ ([
    ['other-rules.json', 'the assignment and redirect rules of a task queue'],
    ['other-rules.text', 'the assignment and redirect rules of a task queue'],
    ['other-deployment-describe.text', 'Worker Deployments'],
    ['other-deployment-list.json', 'Worker Deployments'],
  ])) {
    const refused = await run(['import', join(samples, name), '-t', 'orders'], { cwd });
    assert.deepEqual({ code: refused.code, stdout: refused.stdout }, { code: 2, stdout: '' });
    assert.ok(refused.stderr.includes(`got ${what}`), refused.stderr);
  }
});
