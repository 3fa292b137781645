/** Eager starts and resets, which the random rollouts do not have: the server's landings, and the engine's. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Namespace } from '../../pkg/index.js';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { continueAsNew, protoOperation, startChild } from './protocol.mjs';
import { expectRecordedVersion } from './record.mjs';
import { attempt, NAMESPACE, startServer, until } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').Task} Task
 * @typedef {import('./protocol.mjs').Worker} Worker
 */

const UNVERSIONED = { buildId: '', useVersioning: false };

/** @param {string} buildId @returns {Worker} */
const versioned = (buildId) => ({ buildId, useVersioning: true });

/** One of each version that any landing here could mean. */
const WORKERS = [...['1.0', '1.1', '2.0'].map(versioned), UNVERSIONED];

/** @type {import('./server.mjs').Server} */
let server;
before(async () => {
  server = await startServer();
  expectRecordedVersion(server.version);
});
after(() => server?.stop());

/** A task queue on the server and in the engine. */
class Queue {
  namespace = new Namespace();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** @param {import('../../pkg/index.js').BuildIdOperation} operation */
  async update(operation) {
    await server.update(this.name, protoOperation(operation));
    this.namespace.updateBuildIdCompatibility(this.name, operation);
    const landing = this.namespace.resolve({ task: 'newWorkflow', taskQueue: this.name });
    // An update takes some milliseconds to reach routing.
    await until('the update to be in force', async () => {
      const probe = `probe ${randomUUID()}`;
      await server.startWorkflow(probe, this.name);
      const worker = await this.hand();
      await server.terminate(probe);
      return landing.outcome === 'buildId' && worker.buildId === landing.buildId;
    });
  }

  /**
   * All poll until one of them gets the workflow task that waits, and completes it.
   *
   * @param {import('./protocol.mjs').ProtoCommand[]} [commands]
   * @returns {Promise<Worker>} the one that got it
   */
  async hand(commands = []) {
    return until(`a workflow task on ${this.name}`, async () => {
      const polls = WORKERS.map(async (worker) => {
        const { answer } = await attempt(server.pollWorkflowTask(this.name, worker));
        if (answer === undefined) return [];
        const workerVersionStamp = worker.useVersioning ? worker : undefined;
        await attempt(server.completeWorkflowTask(answer, { commands, workerVersionStamp }));
        return [worker];
      });
      const got = (await Promise.all(polls)).flat();
      assert.ok(got.length < 2);
      return got[0];
    });
  }

  /**
   * The task that waits goes to the workers that the engine names.
   *
   * @param {Task} task
   * @param {string} expected build ID, empty for unversioned workers
   */
  async lands(task, expected) {
    const landing = this.namespace.resolve(task);
    assert.equal(landing.outcome === 'buildId' ? landing.buildId : '', expected);
    assert.equal((await this.hand()).buildId, expected);
  }

  /**
   * A workflow whose first task is completed, and a second one.
   *
   * @param {string} workflowId
   */
  async run(workflowId) {
    await server.startWorkflow(workflowId, this.name);
    const first = await this.hand();
    await server.signal(workflowId);
    await this.hand();
    return first;
  }
}

/**
 * Resets the current run to before one of its workflow tasks was completed.
 *
 * @param {string} workflowId
 * @param {number} place of that workflow task, from 0
 */
async function reset(workflowId, place) {
  const completed = (await server.history(workflowId)).filter(
    (event) => event.workflowTaskCompletedEventAttributes,
  );
  await server.service.resetWorkflowExecution({
    namespace: NAMESPACE,
    workflowExecution: { workflowId },
    reason: 'test',
    workflowTaskFinishEventId: completed[place].eventId,
    requestId: randomUUID(),
  });
}

/** @param {string} buildId @returns {import('../../pkg/index.js').BuildIdOperation} */
const newDefault = (buildId) => ({ operation: 'addNewIdInNewDefaultSet', buildId });

/** @type {import('../../pkg/index.js').BuildIdOperation} */
const COMPATIBLE = {
  operation: 'addNewCompatibleVersion',
  buildId: '1.1',
  existingCompatibleBuildId: '1.0',
};

test('a reset to a later workflow task stays, one to the first takes the queue default', async () => {
  const queue = new Queue('reset');
  await queue.update(newDefault('1.0'));
  await queue.run('reset');
  await queue.update(COMPATIBLE);
  await queue.update(newDefault('2.0'));
  const workflow = { taskQueue: queue.name, buildId: '1.0' };
  await reset('reset', 1);
  await queue.lands({ task: 'reset', workflow, to: 'laterWorkflowTask' }, '1.1');
  await reset('reset', 0);
  await queue.lands({ task: 'reset', workflow, to: 'firstWorkflowTask' }, '2.0');
});

test('a reset to the first workflow task of an unversioned workflow takes the queue default', async () => {
  const queue = new Queue('unversioned');
  await queue.run('unversioned');
  await queue.update(newDefault('1.0'));
  const workflow = { taskQueue: queue.name };
  await reset('unversioned', 1);
  await queue.lands({ task: 'reset', workflow, to: 'laterWorkflowTask' }, '');
  await reset('unversioned', 0);
  await queue.lands({ task: 'reset', workflow, to: 'firstWorkflowTask' }, '1.0');
});

test('a reset to the first workflow task keeps what a child or next run inherited', async () => {
  const queue = new Queue('inherited');
  await queue.update(newDefault('1.0'));
  const inherit = { taskQueue: queue.name, inherit: true };
  await server.startWorkflow('next run', queue.name);
  await queue.hand([continueAsNew(inherit)]);
  await queue.hand();
  await server.startWorkflow('parent', queue.name);
  await queue.hand([startChild({ workflowId: 'child', ...inherit })]);
  // The child's first workflow task, and that of the parent that says it has started.
  await queue.hand();
  await queue.hand();
  await queue.update(newDefault('2.0'));
  const workflow = { taskQueue: queue.name, buildId: '1.0' };
  for (const workflowId of ['next run', 'child']) {
    await reset(workflowId, 0);
    const to = 'firstWorkflowTask';
    await queue.lands({ task: 'reset', workflow, to, inheritedBuildId: '1.0' }, '1.0');
  }
});

test('a workflow that is started eagerly is on the worker that gets it', async () => {
  const queue = new Queue('eager');
  await queue.update(newDefault('1.0'));
  await queue.update(COMPATIBLE);
  await queue.update(newDefault('2.0'));
  const taskQueue = queue.name;
  for (const [worker, next] of /** @type {const} */ ([
    [versioned('1.0'), '1.1'],
    [versioned('2.0'), '2.0'],
    [UNVERSIONED, ''],
  ])) {
    const workflowId = `eager ${worker.buildId}`;
    const { eagerWorkflowTask } = await server.service.startWorkflowExecution({
      namespace: NAMESPACE,
      workflowId,
      requestId: randomUUID(),
      workflowType: { name: 'workflow' },
      taskQueue: { name: taskQueue },
      requestEagerExecution: true,
    });
    assert.ok(eagerWorkflowTask, 'handed to the program that starts it, whatever its version');
    const { buildId } = worker;
    const landing = queue.namespace.resolve({ task: 'eagerNewWorkflow', taskQueue, buildId });
    assert.equal(landing.outcome === 'buildId' ? landing.buildId : '', buildId);
    const workerVersionStamp = worker.useVersioning ? worker : undefined;
    await server.completeWorkflowTask(eagerWorkflowTask, { workerVersionStamp });
    await server.signal(workflowId);
    const workflow = { taskQueue, ...(buildId && { buildId }) };
    await queue.lands({ task: 'workflowTask', workflow }, next);
  }
});

test('the command of the runbook lists who polls, and who has not opted in', async () => {
  const taskQueue = 'pollers';
  await server.update(taskQueue, protoOperation(newDefault('1.0')));
  await server.update(taskQueue, protoOperation(COMPATIBLE));
  await until('the update to be in force', async () => {
    const { refusal } = await attempt(server.pollWorkflowTask(taskQueue, versioned('1.0')));
    return refusal?.code === 'OUT_OF_RANGE';
  });
  const polls = /** @type {const} */ ([
    // Superseded: refused, and not listed.
    ['1.0', versioned('1.0')],
    ['1.1', versioned('1.1')],
    // The queue does not know it yet.
    ['2.0', versioned('2.0')],
    ['names 2.0 only', { buildId: '2.0', useVersioning: false }],
  ]);
  for (const [identity, workerVersionCapabilities] of polls) {
    const request = { namespace: NAMESPACE, taskQueue: { name: taskQueue }, identity };
    const poll = { ...request, workerVersionCapabilities };
    await attempt(
      server.connection.withDeadline(Date.now() + 60_000, () =>
        server.service.pollWorkflowTaskQueue(poll),
      ),
    );
  }
  const { temporal } = ensureTemporal();
  const command = ['task-queue', 'describe', '--task-queue=pollers', '--legacy-mode', '-o', 'json'];
  const { stdout } = await promisify(execFile)(temporal, [...command, '--address', server.address]);
  /** @type {{ pollers: { identity: string, worker_version_capabilities: object }[] }} */
  const { pollers } = JSON.parse(stdout);
  const listed = pollers.map((it) => [it.identity, it.worker_version_capabilities]);
  assert.deepEqual(Object.fromEntries(listed), {
    1.1: { build_id: '1.1', use_versioning: true },
    '2.0': { build_id: '2.0', use_versioning: true },
    'names 2.0 only': { build_id: '2.0' },
  });
});
