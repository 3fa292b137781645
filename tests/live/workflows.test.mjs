/** Running workflows as the real command line prints them, counted by the package, and where they go. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Namespace, WorkflowLandings } from '../../pkg/index.js';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { completeWorkflow, continueAsNew, protoOperation, startChild } from './protocol.mjs';
import { expectRecordedVersion } from './record.mjs';
import { attempt, startServer, until } from './server.mjs';

const QUEUE = 'orders';
const UNVERSIONED = { buildId: '', useVersioning: false };

/** @param {string} buildId */
const versioned = (buildId) => ({ buildId, useVersioning: true });

/** @type {import('./server.mjs').Server} */
let server;
/** @type {Namespace} */
let namespace;

/** @param {import('../../pkg/index.js').BuildIdOperation} operation */
async function update(operation) {
  await server.update(QUEUE, protoOperation(operation));
  namespace.updateBuildIdCompatibility(QUEUE, operation);
}

/**
 * The next workflow task that a worker gets.
 *
 * @param {import('./protocol.mjs').Worker} worker
 * @param {string} [taskQueue]
 */
function take(worker, taskQueue = QUEUE) {
  return until(`a task for ${worker.buildId || 'the unversioned worker'}`, async () => {
    // An update takes some milliseconds to reach routing; until then a poll may be refused.
    const { answer } = await attempt(server.pollWorkflowTask(taskQueue, worker));
    return answer;
  });
}

/**
 * Lets a worker complete the next workflow task, and answers with the workflow's ID.
 *
 * @param {import('./protocol.mjs').Worker} worker
 * @param {import('./protocol.mjs').ProtoCommand[]} [commands]
 * @param {string} [taskQueue]
 */
async function work(worker, commands = [], taskQueue = QUEUE) {
  const task = await take(worker, taskQueue);
  await server.completeWorkflowTask(task, { commands, workerVersionStamp: worker });
  return task.workflowExecution?.workflowId;
}

/** @param {string[]} command */
async function printed(...command) {
  const { temporal } = ensureTemporal();
  const args = ['workflow', ...command, '--address', server.address];
  const { stdout } = await promisify(execFile)(temporal, args);
  return stdout;
}

/** @param {string} text */
function read(text) {
  const landings = new WorkflowLandings();
  landings.write(text);
  landings.end();
  return landings;
}

/**
 * The rows as text: `2 workflow on orders at 1.1: 1.2`.
 *
 * @param {WorkflowLandings} landings
 */
function rows(landings) {
  return landings.rows(namespace).map(({ workflowType, workflow, running, landing }) => {
    const untouched = workflow.hasCompletedWorkflowTask === false ? 'untouched' : 'unversioned';
    const lands = landing.outcome === 'buildId' ? landing.buildId : landing.outcome;
    const at = workflow.buildId ?? untouched;
    return `${running} ${workflowType} on ${workflow.taskQueue} at ${at}: ${lands}`;
  });
}

before(async () => {
  server = await startServer();
  expectRecordedVersion(server.version);
  namespace = new Namespace();
  await server.startWorkflow('unversioned "é" 😀', QUEUE);
  await work(UNVERSIONED);
  await update({ operation: 'addNewIdInNewDefaultSet', buildId: '1.0' });
  await server.startWorkflow('parent', QUEUE);
  const child = { workflowId: 'child', taskQueue: QUEUE, inherit: true };
  await work(versioned('1.0'), [startChild(child)]);
  // That the child has started is a task of the parent, which comes before or after the child's.
  const both = [await work(versioned('1.0')), await work(versioned('1.0'))];
  assert.deepEqual(both.sort(), ['child', 'parent']);
  const compatible = { buildId: '1.1', existingCompatibleBuildId: '1.0' };
  await update({ operation: 'addNewCompatibleVersion', ...compatible });
  await server.signal('child');
  await work(versioned('1.1'));
  await update({ operation: 'promoteBuildIdWithinSet', buildId: '1.0' });
  await server.signal('child');
  await work(versioned('1.0'));
  await server.startWorkflow('closed', 'elsewhere');
  await work(UNVERSIONED, [completeWorkflow()], 'elsewhere');
  await server.startWorkflow('next run', QUEUE);
  await work(versioned('1.0'), [continueAsNew({ taskQueue: QUEUE, inherit: true })]);
  await update({ operation: 'addNewIdInNewDefaultSet', buildId: '2.0' });
  await server.startWorkflow('untouched', QUEUE);
});
after(() => server?.stop());

const ROWS = [
  '1 child on orders at 1.1: 1.0',
  '2 workflow on orders at 1.0: 1.0',
  '1 workflow on orders at unversioned: unversioned',
  '1 workflow on orders at untouched: 2.0',
];

for (const format of ['json', 'jsonl']) {
  test(`a list as ${format}: every workflow is in a row, or closed`, async () => {
    const text = await until('all workflows to be listed', async () => {
      const listed = await printed('list', '-o', format);
      const { running, closed } = read(listed).counts;
      // The child is listed as soon as it runs, and with its build IDs a little later.
      const isAll = running === 5 && closed === 2 && `${rows(read(listed))}` === `${ROWS}`;
      return isAll ? listed : undefined;
    });
    const landings = read(text);
    assert.deepEqual(rows(landings), ROWS);
    assert.deepEqual(landings.counts, {
      bytes: Buffer.byteLength(text),
      running: 5,
      closed: 2,
      otherVersioning: 0,
      assignmentRules: 0,
      workerDeployments: 0,
    });
  });
}

test('a description tells the latest build ID, which a list does not', async () => {
  for (const [id, expected] of [
    ['child', '1 child on orders at 1.0: 1.0'],
    ['parent', '1 workflow on orders at 1.0: 1.0'],
    ['next run', '1 workflow on orders at 1.0: 1.0'],
    ['unversioned "é" 😀', '1 workflow on orders at unversioned: unversioned'],
    ['untouched', '1 workflow on orders at untouched: 2.0'],
  ]) {
    for (const format of ['json', 'jsonl']) {
      const text = await printed('describe', '--workflow-id', id, '-o', format);
      assert.deepEqual(rows(read(text)), [expected], text);
    }
  }
});

test('the next workflow task of each goes where its row says', async () => {
  const text = await printed('list', '-o', 'json', '--query', "ExecutionStatus='Running'");
  for (const id of ['child', 'parent', 'unversioned "é" 😀']) await server.signal(id);
  const ids = [];
  for (const { landing, running } of read(text).rows(namespace)) {
    const worker = landing.outcome === 'buildId' ? versioned(landing.buildId) : UNVERSIONED;
    for (let count = 0; count < running; count += 1) ids.push(await work(worker));
  }
  // Three are on 1.0, in whatever order they wait.
  const expected = ['child', 'next run', 'parent', 'unversioned "é" 😀', 'untouched'];
  assert.deepEqual([...ids.slice(0, 3).sort(), ...ids.slice(3)], expected);
});
