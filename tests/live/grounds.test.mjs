/** What `pull` writes of a queue that is in use, and what `retire` makes of it. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { folderWith, run } from '../cli/support.mjs';
import { protoOperation } from './protocol.mjs';
import { attempt, startServer, until } from './server.mjs';

const QUEUE = 'in-use';
const OLD = { buildId: '1.0', useVersioning: true };

/** @type {import('./server.mjs').Server} */
let server;
before(async () => {
  server = await startServer();
  const add = (/** @type {string} */ buildId) =>
    server.update(QUEUE, protoOperation({ operation: 'addNewIdInNewDefaultSet', buildId }));
  await add('1.0');
  for (const workflowId of ['a', 'b']) await server.startWorkflow(workflowId, QUEUE);
  for (let taken = 0; taken < 2; taken += 1) {
    const task = await until('a task for 1.0', async () => {
      const { answer } = await attempt(server.pollWorkflowTask(QUEUE, OLD));
      return answer;
    });
    await server.completeWorkflowTask(task, { commands: [], workerVersionStamp: OLD });
  }
  await server.showPollers(QUEUE, [OLD]);
  await add('2.0');
});
after(() => server?.stop());

test('retire right after pull knows the workflows and workers that the cluster has', async (t) => {
  const cwd = folderWith(t, {});
  const env = { TEMPORAL_ADDRESS: server.address };
  const pulled = await until('the build IDs of both workflows to be listed', async () => {
    const { code, stdout, stderr } = await run(['pull', '-t', QUEUE, '-o', 'json'], { cwd, env });
    assert.equal(code, 0);
    // A server does not show its rules by default.
    assert.match(
      stderr,
      /^Note: whether in-use has assignment or redirect rules is not known, since the cluster does not show them \(PERMISSION_DENIED: [^\n]+\n$/,
    );
    const document = JSON.parse(stdout);
    return document.workflows?.[0]?.buildId === '1.0' && document.workflows[0].count === 2
      ? document
      : undefined;
  });
  const [{ lookedAt, ...queue }] = pulled.taskQueues;
  assert.match(lookedAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.deepEqual(queue, {
    taskQueue: QUEUE,
    versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }],
    completeFor: { workflows: true, workers: true },
  });
  assert.deepEqual(pulled.workers, [{ taskQueue: QUEUE, ...OLD }]);

  const input = JSON.stringify(pulled);
  const dryRun = await run(['push', '-', '--dry-run'], { cwd, env, input });
  assert.equal(dryRun.code, 0);
  assert.match(
    dryRun.stderr,
    /^Note: whether in-use has assignment or redirect rules is not known/,
  );
  const retire = (/** @type {string} */ buildId) =>
    run(['retire', '-', '-t', QUEUE, '--build-id', buildId], { cwd, env, input });
  const { code, stdout } = await retire('1.0');
  assert.equal(code, 1);
  assert.match(
    stdout,
    /they are still needed\.\n {2}in-use, running, set of 1\.0 \(2 workflows\), /,
  );

  for (const workflowId of ['a', 'b']) await server.terminate(workflowId);
  const later = await until('both workflows to be closed', async () => {
    const { stdout } = await run(['pull', '-t', QUEUE, '-o', 'json'], { cwd, env });
    const { workflows = [] } = JSON.parse(stdout);
    return workflows.length === 1 && workflows[0].status === 'CLOSED' ? stdout : undefined;
  });
  const freed = await run(['retire', '-', '-t', QUEUE, '--build-id', '1.0'], { cwd, input: later });
  assert.equal(freed.code, 0);
  assert.match(freed.stdout, /nothing but queries to closed workflows lands on them/);
});
