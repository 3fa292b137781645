/** Real workers of two SDKs: the examples of the guides, and what the SDKs make of an intent. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '@temporalio/client';
import { Namespace } from '../../pkg/index.js';
import { enums, inherits, protoOperation } from './protocol.mjs';
import { expectRecordedVersion } from './record.mjs';
import { landingOf } from './routing/landing.mjs';
import { startServer, until } from './server.mjs';
import { startPythonWorker, startTypeScriptWorker } from './workers/start.mjs';
import { WISHES } from './workers/wishes.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('./workers/start.mjs').RealWorker} RealWorker
 */

const SDKS = /** @type {const} */ ([
  ['python', startPythonWorker],
  ['typescript', startTypeScriptWorker],
]);

/** @type {import('./server.mjs').Server} */
let server;
/** @type {Client} */
let client;
before(async () => {
  server = await startServer();
  expectRecordedVersion(server.version);
  client = new Client({ connection: server.connection });
});
after(() => server?.stop());

/**
 * The build ID of the versioned worker that completed a workflow's first workflow task.
 *
 * @param {string} workflowId
 */
async function firstBuildId(workflowId) {
  return until(`${workflowId} to be worked on`, async () => {
    const events = await server.history(workflowId);
    const done = events.find((event) => event.workflowTaskCompletedEventAttributes);
    const stamp = done?.workflowTaskCompletedEventAttributes?.workerVersion;
    return done && (stamp?.useVersioning ? stamp.buildId : 'unversioned');
  });
}

/**
 * @param {Namespace} namespace
 * @param {import('../../pkg/index.js').Task} task
 */
function buildIdOf(namespace, task) {
  const landing = landingOf(namespace.resolve(task));
  return 'buildId' in landing ? landing.buildId : landing;
}

for (const [sdk, startWorker] of SDKS) {
  test(`the guide's worker, in ${sdk}`, async () => {
    const taskQueue = `your_task_queue_name ${sdk}`;
    const namespace = new Namespace();
    /** @type {RealWorker[]} */
    const workers = [];
    /** @param {BuildIdOperation} operation */
    const update = async (operation) => {
      await workers.at(-1)?.update(operation);
      namespace.updateBuildIdCompatibility(taskQueue, operation);
    };
    const start = async (/** @type {string} */ workflowId) => {
      await client.workflow.start('greet', { workflowId, taskQueue, args: [] });
    };
    const [early, first, second] = ['early', 'first', 'second'].map((name) => `${name} ${sdk}`);
    try {
      workers.push(await startWorker({ server, taskQueue, buildId: 'deadbeef' }));

      // "Importantly, if you start this Worker, it won't receive any tasks yet."
      assert.equal(namespace.poll(taskQueue, deadbeef).outcome, 'idle');
      await start(early);
      const unversioned = { buildId: '', useVersioning: false };
      assert.equal(namespace.resolve({ task: 'newWorkflow', taskQueue }).outcome, 'unversioned');
      const given = await until('an unversioned worker to get it', () =>
        server.pollWorkflowTask(taskQueue, unversioned),
      );
      assert.equal(given.workflowExecution?.workflowId, early);

      // "New Workflows execute on Workers with this Build ID."
      await update({ operation: 'addNewIdInNewDefaultSet', buildId: 'deadbeef' });
      assert.equal(namespace.poll(taskQueue, deadbeef).outcome, 'receives');
      await start(first);
      assert.equal(await firstBuildId(first), 'deadbeef');
      assert.equal(buildIdOf(namespace, { task: 'newWorkflow', taskQueue }), 'deadbeef');

      workers.push(await startWorker({ server, taskQueue, buildId: 'feedface' }));
      await update({ operation: 'addNewIdInNewDefaultSet', buildId: 'feedface' });
      await start(second);
      assert.equal(await firstBuildId(second), 'feedface');
      assert.equal(buildIdOf(namespace, { task: 'newWorkflow', taskQueue }), 'feedface');

      // An activity stays compatible, one with the intent DEFAULT runs on the newest.
      const handle = client.workflow.getHandle(first);
      await handle.signal('go on');
      const workflow = { taskQueue, buildId: 'deadbeef' };
      assert.deepEqual(await handle.result(), [
        buildIdOf(namespace, { task: 'activity', workflow, sdk }),
        buildIdOf(namespace, { task: 'activity', workflow, versioningIntent: 'DEFAULT', sdk }),
      ]);
      assert.deepEqual(await handle.result(), ['deadbeef', 'feedface']);

      // The rest of the guide: a compatible build ID, the whole set, the old build ID. (A poll that
      // waits when its worker is superseded may still get a task, so the old worker is stopped.)
      await workers[0].stop();
      workers.push(await startWorker({ server, taskQueue, buildId: 'deadbeef-2' }));
      const existingCompatibleBuildId = 'deadbeef';
      await update({
        operation: 'addNewCompatibleVersion',
        buildId: 'deadbeef-2',
        existingCompatibleBuildId,
      });
      await update({ operation: 'promoteSetByBuildId', buildId: 'deadbeef' });
      await start(`third ${sdk}`);
      assert.equal(await firstBuildId(`third ${sdk}`), 'deadbeef-2');
      assert.equal(buildIdOf(namespace, { task: 'newWorkflow', taskQueue }), 'deadbeef-2');
      await update({ operation: 'promoteBuildIdWithinSet', buildId: 'deadbeef' });
      const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets;
      assert.deepEqual(
        await server.read(taskQueue),
        sets?.map(({ buildIds }) => buildIds),
      );
    } finally {
      for (const worker of workers) await worker.stop();
    }
  });

  test(`what ${sdk} makes of an intent`, async () => {
    const [taskQueue, other] = [`commands ${sdk}`, `elsewhere ${sdk}`];
    const operation = 'addNewIdInNewDefaultSet';
    for (const queue of [taskQueue, other]) {
      await server.update(queue, protoOperation({ operation, buildId: 'deadbeef' }));
    }
    // Here the workflow's set is not the default: that shows what the engine takes for inherited.
    const namespace = new Namespace();
    for (const buildId of ['deadbeef', 'newest']) {
      namespace.updateBuildIdCompatibility(taskQueue, { operation, buildId });
    }
    namespace.updateBuildIdCompatibility(other, { operation, buildId: 'newest' });
    const worker = await startWorker({ server, taskQueue, buildId: 'deadbeef' });
    try {
      await Promise.all(
        WISHES.map(async ({ command, intent, queue }) => {
          const named = { none: undefined, same: taskQueue, other }[queue];
          const workflowId = `${sdk}: ${command} ${intent ?? 'unspecified'} ${queue}`;
          const wish = { command, intent, task_queue: named };
          const { firstExecutionRunId } = await client.workflow.start('command', {
            workflowId,
            taskQueue,
            args: [wish],
          });
          const sent = await until(`the command of ${workflowId}`, () =>
            sentCommand(workflowId, firstExecutionRunId),
          );
          const answer = namespace.resolve({
            task: command,
            workflow: { taskQueue, buildId: 'deadbeef' },
            ...(named && { taskQueue: named }),
            ...(intent && { versioningIntent: intent }),
            sdk,
          });
          if (sent.failure !== undefined) {
            const message = answer.outcome === 'rejected' ? answer.message : answer.outcome;
            assert.equal(message, sent.failure, workflowId);
            return;
          }
          assert.equal(inherits({ sdk, intent, named: queue }), sent.inherits, workflowId);
          const buildId = sent.inherits ? 'deadbeef' : 'newest';
          assert.equal(answer.outcome === 'buildId' && answer.buildId, buildId, workflowId);
        }),
      );
    } finally {
      await worker.stop();
    }
  });
}

const deadbeef = { buildId: 'deadbeef', useVersioning: true };

/**
 * Whether the command of a run inherits, as its event tells, or the text with which it was refused.
 *
 * @param {string} workflowId
 * @param {string} runId
 * @returns {Promise<{ inherits: boolean, failure?: undefined } | { failure: string } | undefined>}
 */
async function sentCommand(workflowId, runId) {
  for (const event of await server.history(workflowId, runId)) {
    const activity = event.activityTaskScheduledEventAttributes;
    if (activity) return { inherits: activity.useWorkflowBuildId ?? false };
    const started =
      event.startChildWorkflowExecutionInitiatedEventAttributes ??
      event.workflowExecutionContinuedAsNewEventAttributes;
    if (started) return { inherits: started.inheritBuildId ?? false };
    const failed = event.workflowTaskFailedEventAttributes;
    if (failed) {
      const cause = enums.WorkflowTaskFailedCause[failed.cause ?? 0];
      return { failure: `${failed.failure?.message ?? cause}` };
    }
  }
  return undefined;
}
