import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { folderWith, run } from './support.mjs';

/** What the real command printed of workflows of every kind. */
const LISTED = readFileSync(
  join(root, 'tests', 'interop', 'samples', 'workflow-list.jsonl'),
  'utf8',
);

const ROLLOUT = {
  version: 1,
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] },
  ],
  operations: [
    {
      taskQueue: 'orders',
      operation: 'addNewCompatibleVersion',
      buildId: '1.2',
      existingCompatibleBuildId: '1.0',
    },
  ],
};

/** @param {string} stderr the rate differs each time */
function withoutRate(stderr) {
  return stderr.replace(/in [\d.]+ s: [\d,]+ a second/, 'in N s: N a second');
}

test('landings says how many workflows of each type and version land where, now and after', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT, 'workflows.jsonl': LISTED });
  const args = ['landings', 'rollout.json', '--workflows', 'workflows.jsonl'];
  const { code, stdout, stderr } = await run(args, { cwd });
  assert.equal(code, 0);
  const [head, ...rows] = stdout.split('\n');
  assert.match(head, /^Type +Task queue +Is on +Running +Lands on +After step 1$/);
  assert.ok(
    rows.some((row) => / 1\.1 +\d+ +1\.1 on orders +1\.2 on orders$/.test(row)),
    stdout,
  );
  assert.match(stdout, /\n\n\d+ running; \d+ closed, which only queries reach/);
  assert.match(withoutRate(stderr), /^Read \d+ workflows in N s: N a second\.\n$/);
});

test('landings reads standard input, and gives programs its rows and counts', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const args = ['landings', 'rollout.json', '--workflows', '-', '-o'];
  const json = await run([...args, 'json'], { cwd, input: LISTED });
  const { counts, rows } = JSON.parse(json.stdout);
  const listed = LISTED.trimEnd().split('\n').length;
  assert.equal(counts.running + counts.closed + counts.otherVersioning, listed);
  assert.equal(counts.bytes, Buffer.byteLength(LISTED));
  const jsonl = await run([...args, 'jsonl'], { cwd, input: LISTED });
  assert.deepEqual(
    jsonl.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    rows,
  );
});

test('landings marks the queues that the document does not name, and counts other generations apart', async (t) => {
  const samples = join(root, 'tests', 'interop', 'samples');
  const cwd = folderWith(t, {
    'rollout.json': { ...ROLLOUT, taskQueues: [...ROLLOUT.taskQueues, { taskQueue: 'setq' }] },
  });
  const args = ['landings', 'rollout.json', '--workflows'];
  for (const form of ['-http', '-snake', '-numbers', '-decoded', '']) {
    const file = join(samples, `workflow-generations${form}.json`);
    const { code, stdout } = await run([...args, file], { cwd });
    assert.equal(code, 0);
    const unknown = (/** @type {string} */ queue) =>
      `not known: the document does not list ${queue}; \`pull\` or \`import\` its version sets`;
    const rows = stdout.split('\n').map((row) => row.split(/ {2,}/));
    assert.deepEqual(rows.slice(1, 4), [
      // Unversioned workflows stay so, whatever the version sets are.
      ['workflow', 'plainq', 'unversioned', '1', ...Array(2).fill('unversioned workers on plainq')],
      ['workflow', 'setq', '4', '1', '4 on setq', '4 on setq'],
      ['workflow', 'svcq', 'not started', '1', unknown('svcq'), unknown('svcq')],
    ]);
    const other = 'not known: a document does not hold Worker Deployments';
    assert.deepEqual(rows.slice(4, 6), [
      ['workflow', 'svcq', 'pinned to svc:d1', '1', other, other],
      ['workflow', 'svcq', 'on svc:d1, auto-upgrade', '1', other, other],
    ]);
    assert.equal(
      stdout.trimEnd().split('\n').at(-1),
      '3 running; 3 of Worker Deployments; 2 routed by assignment rules, which are not modelled: left out.',
    );
  }
  const page = await run([...args, join(samples, 'workflow-page-http.json')], { cwd });
  assert.deepEqual({ code: page.code, stdout: page.stdout }, { code: 2, stdout: '' });
  assert.match(page.stderr, /expected every page of the list/);
});

/** @type {[string, string, RegExp][]} */
const BAD = [
  ['missing.jsonl', '', /^missing\.jsonl: there is no such file\n$/],
  ['-', '{"execution":', /^standard input: /],
  ['-', 'not json', /^standard input: byte 0/],
];

for (const [file, input, message] of BAD) {
  test(`landings says what is wrong with ${file === '-' ? `'${input}'` : file}`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const args = ['landings', 'rollout.json', '--workflows', file];
    const { code, stdout, stderr } = await run(args, { cwd, input });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  });
}
