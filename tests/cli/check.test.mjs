import assert from 'node:assert/strict';
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
  </testsuite>
</testsuites>
`,
  );
});
