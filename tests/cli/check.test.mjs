import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, ROLLOUT, run } from './support.mjs';

const FAILING = {
  ...ROLLOUT,
  operations: [
    ...(ROLLOUT.operations ?? []),
    { taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '<3.0> & "4.0"' },
  ],
  expectations: [
    { newWorkflowsOn: 'orders', lands: { buildId: '1.0' } },
    { description: 'Payments stay unversioned', newWorkflowsOn: 'payments', lands: 'unversioned' },
  ],
};

test('a failure says what is so instead, and where it stands', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': FAILING });
  assert.deepEqual(await run(['check', 'rollout.json'], { cwd }), {
    code: 1,
    stdout: `FAIL after step 2: new workflows on orders → on 1.0
     expectations[0]: it lands on 2.0 on orders (queue default), and has a worker
ok   Payments stay unversioned
FAIL step 2 is not refused
     operations[1]: refused, NOT_FOUND: targeted version <3.0> & "4.0" not found
2 hazards.
warns step 1: Left behind on workers of 1.0 on orders: order-17. Keep these workers until they have closed (worker-versioning retire says when).
warns step 1: order-17 › ship: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1.0. Name the task queue, or set the intent Compatible, in the code.
2 of 3 failed
`,
    stderr: '',
  });
});

test('as JUnit XML, with a test for each expectation', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': FAILING });
  const { code, stdout } = await run(['check', 'rollout.json', '-o', 'junit'], { cwd });
  assert.equal(code, 1);
  assert.equal(
    stdout,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="2">
  <testsuite name="Ship 2.0" tests="3" failures="2" errors="0" skipped="0">
    <testcase classname="expectations[0]" name="after step 2: new workflows on orders → on 1.0">
      <failure message="it lands on 2.0 on orders (queue default), and has a worker"/>
    </testcase>
    <testcase classname="expectations[1]" name="Payments stay unversioned"/>
    <testcase classname="operations[1]" name="step 2 is not refused">
      <failure message="refused, NOT_FOUND: targeted version &#60;3.0&#62; &#38; &#34;4.0&#34; not found"/>
    </testcase>
    <system-out>warns step 1: Left behind on workers of 1.0 on orders: order-17. Keep these workers until they have closed (worker-versioning retire says when).&#10;warns step 1: order-17 › ship: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1.0. Name the task queue, or set the intent Compatible, in the code.</system-out>
  </testsuite>
</testsuites>
`,
  );
});

/** A workflow whose worker nobody starts. */
const STOPPING = {
  version: 1,
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
  workers: [{ taskQueue: 'orders', buildId: '1.0', useVersioning: true }],
  operations: [
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1.5' },
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
  ],
  expectations: [{ newWorkflowsOn: 'orders', lands: { buildId: '2.0' } }],
};
const WARNING = {
  ...ROLLOUT,
  expectations: [{ newWorkflowsOn: 'orders', lands: { buildId: '2.0' } }],
};

/** @type {[string, { expectations: object[] }, string[], number, RegExp][]} */
const VERDICTS = [
  [
    'something stands still',
    STOPPING,
    [],
    1,
    /\nstops .*\nwarns .*\n1 passed, 2 hazards fail the check\n$/s,
  ],
  ['a warning, by default', WARNING, [], 0, /\nwarns step 1: .*\n1 passed\n$/s],
  [
    'a warning, where it counts',
    WARNING,
    ['--fail-on', 'warns'],
    1,
    /\n1 passed, 2 hazards fail the check\n$/,
  ],
  [
    'nothing is expected',
    { ...WARNING, expectations: [] },
    [],
    1,
    /^FAIL the document expects something\n {5}it has no expectations, so that nothing was checked: .*\n1 of 1 failed\n$/s,
  ],
];

for (const [what, document, flags, code, text] of VERDICTS) {
  test(`the verdict where ${what}`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': document });
    const shown = await run(['check', 'rollout.json', ...flags], { cwd });
    assert.equal(shown.code, code);
    assert.match(shown.stdout, text);
    const json = await run(['check', 'rollout.json', ...flags, '-o', 'json'], { cwd });
    const { passed, findings, verdict } = JSON.parse(json.stdout);
    assert.deepEqual(
      [json.code, passed, findings.length],
      [code, code === 0, document.expectations.length],
    );
    assert.ok(verdict.hazards.length > 0);
    const xml = await run(['check', 'rollout.json', ...flags, '-o', 'junit'], { cwd });
    assert.equal(xml.code, code);
    assert.equal(/<failure /.test(xml.stdout), code === 1);
  });
}

test('the report goes to a file, beside the text', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': FAILING });
  const [text, xml, both] = await Promise.all(
    [[], ['-o', 'junit'], ['-o', 'junit=a=b.xml']].map((flags) =>
      run(['check', 'rollout.json', ...flags], { cwd }),
    ),
  );
  assert.deepEqual(both, text);
  assert.equal(readFileSync(join(cwd, 'a=b.xml'), 'utf8'), xml.stdout);
});

test('on GitHub, what is wrong is shown beside its line', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': JSON.stringify(FAILING, undefined, 2) });
  const { stderr } = await run(['check', 'rollout.json'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
  const lines = readFileSync(join(cwd, 'rollout.json'), 'utf8').split('\n');
  const commands = stderr.trimEnd().split('\n');
  assert.match(
    commands[0],
    /^::error file=rollout\.json,line=\d+,col=5,title=after step 2%3A new workflows on orders → on 1\.0::it lands on 2\.0 /,
  );
  assert.match(commands[2], /^::warning file=.*::step 1: Left behind on /);
  const [, line] = commands[1].match(/line=(\d+),/) ?? [];
  assert.match(lines[Number(line)], /"taskQueue": "orders"/);
});

test('what is shown on GitHub is escaped, and has its path from the root of the repository', async (t) => {
  const text = `version: 1
taskQueues:
  - taskQueue: "a,b:c%d"
    versionSets: [{ buildIds: ['1.0'] }]
expectations:
  - { newWorkflowsOn: "a,b:c%d", lands: unversioned }
`;
  const cwd = folderWith(t, { 'one,two.yaml': text, 'wrong.yaml': 'version: 1\nworkers: 5\n' });
  const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(cwd, '..') };
  const folder = cwd.split('/').at(-1);
  const { code, stderr } = await run(['check', 'one,two.yaml'], { cwd, env });
  assert.equal(code, 1);
  assert.ok(stderr.startsWith(`::error file=${folder}/one%2Ctwo.yaml,line=6,col=5,title=`), stderr);
  assert.match(stderr, /title=[^,:]*a%2Cb%3Ac%25d[^,:]*::.*a,b:c%25d.*\n$/);
  const wrong = await run(['show', join(cwd, 'wrong.yaml')], { cwd: '/', env });
  assert.equal(wrong.code, 2);
  assert.equal(
    wrong.stderr,
    `${cwd}/wrong.yaml:2:10: workers: expected array, got number\n` +
      `::error file=${folder}/wrong.yaml,line=2,col=10::workers: expected array, got number\n`,
  );
  const piped = await run(['check', '-'], { cwd, env, input: text });
  assert.match(piped.stderr, /^::error title=/);
});
