/** That what the page works out step by step is what the package answers for the whole document. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout } from '../../pkg/index.js';
import { EXAMPLE } from '../../www/example.js';
import { bigDocument } from './big.mjs';
import { openPage, serveSources } from './support.mjs';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

/** @type {RolloutDocument} */
const ODD = {
  version: 1,
  limits: { versionSets: 2 },
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] },
    { taskQueue: 'mails' },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
    { taskQueue: 'orders', buildId: '0.9', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1' },
    { taskQueue: 'mails' },
  ],
  workflows: [
    {
      workflowId: 'eager',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        { name: 'now', task: 'activity', versioningIntent: 'DEFAULT', requestEagerExecution: true },
        { name: 'old', task: 'activity', requestEagerExecution: true },
        { name: 'again', task: 'workflowRetry' },
        { name: 'daily', task: 'cronRun' },
      ],
    },
    { workflowId: 'unknown', taskQueue: 'orders', buildId: '0.9' },
    {
      workflowId: 'closed',
      taskQueue: 'orders',
      buildId: '1.0',
      status: 'CLOSED',
      commands: [{ name: 'x', task: 'activity' }],
    },
    {
      workflowId: 'unversioned',
      taskQueue: 'mails',
      sdk: 'java',
      commands: [
        { name: 'next', task: 'continueAsNew' },
        {
          name: 'other',
          task: 'childWorkflow',
          taskQueue: 'orders',
          versioningIntent: 'COMPATIBLE',
        },
      ],
    },
  ],
  operations: [
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '3.0' },
    { taskQueue: 'orders', operation: 'promoteBuildIdWithinSet', buildId: '1.0' },
    { taskQueue: 'orders', operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' },
    { taskQueue: 'mails', operation: 'addNewIdInNewDefaultSet', buildId: 'm1' },
    { taskQueue: 'mails', operation: 'promoteSetByBuildId', buildId: 'm1' },
  ],
};

/** @type {[string, RolloutDocument][]} */
const DOCUMENTS = [
  ['the example', EXAMPLE],
  ['one with something of every sort', ODD],
  ['a big one', bigDocument()],
];

test('steps, landings and workers are those of Rollout', async (t) => {
  const page = await openPage(t, { url: await serveSources(t) });
  for (const [name, document] of DOCUMENTS) {
    await t.test(name, async () => {
      const found = await evaluated(page, document);
      const rollout = new Rollout(document);
      const steps = rollout.steps();
      for (const [step, { result, landings }] of found.entries()) {
        if (step > 0) {
          const {
            step: _,
            name: __,
            taskQueue: ___,
            operation: ____,
            ...expected
          } = steps[step - 1];
          assert.deepEqual(result, expected);
        }
        assert.deepEqual(sorted(landings), sorted(rollout.landings(step)));
      }
    });
  }
});

/**
 * @param {import('playwright-core').Page} page
 * @param {RolloutDocument} document
 */
function evaluated(page, document) {
  return page.evaluate(async (document) => {
    const path = (/** @type {string} */ name) => new URL(`plan/${name}.js`, location.href).href;
    const { Evaluator } = await import(path('evaluation'));
    const { subjectsByQueue, landed } = await import(path('landings'));
    const moments = new Evaluator().moments(document);
    return moments.map((/** @type {any} */ moment) => ({
      result: moment.result,
      landings: [...subjectsByQueue(document).values()]
        .flat()
        .map((subject) => landed(document, moment, subject))
        .map(({ subject, landing, workers }) => ({ ...subject.what, landing, workers })),
    }));
  }, document);
}

/**
 * The page goes queue by queue, the package workflow by workflow.
 *
 * @param {import('../../pkg/index.js').RolloutLanding[]} landings
 */
function sorted(landings) {
  return [...landings].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** @param {import('../../pkg/index.js').RolloutLanding} landing */
function keyOf(landing) {
  return 'taskQueue' in landing
    ? JSON.stringify([landing.taskQueue])
    : JSON.stringify([landing.workflow, landing.command ?? '', 'workflow']);
}
