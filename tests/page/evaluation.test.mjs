/** What the page looks up is what the package answers. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout } from '../../pkg/index.js';
import { EXAMPLE } from '../../www/example.js';
import './resolve-package.mjs';
import { bigDocument } from './big.mjs';

const { Answers } = await import('../../www/plan/answers.js');

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

for (const [name, document] of DOCUMENTS) {
  test(`landings, reasons and workers are those of Rollout: ${name}`, () => {
    const rollout = new Rollout(document);
    const answers = new Answers(document);
    for (let step = 0; step <= rollout.stepCount; step++) {
      const moment = answers.moment(step);
      const shown = answers.subjects.map((_, place) => moment.landed(place));
      for (const [place, { landing, workers, ...more }] of rollout.landings(step).entries()) {
        const { known: _k, doubt: _d, hasWorker: _h, notOptedIn: _n, ...what } = more;
        const { steps: _, ...expected } = landing;
        const { waits, count: __, ...found } = shown[place].landing;
        assert.deepEqual([shown[place].what, found], [what, { ...expected, workers }]);
        assert.equal(waits && workers.length > 0, false);
        assert.deepEqual(moment.why(what), landing);
      }
    }
  });

  test(`workflows and their commands are found: ${name}`, () => {
    const moment = new Answers(document).moment(0);
    for (const [place, workflow] of (document.workflows ?? []).entries()) {
      const commands = workflow.status === 'CLOSED' ? [] : (workflow.commands ?? []);
      assert.deepEqual(
        moment.run(place).map(({ what }) => what),
        [
          { workflow: workflow.workflowId },
          ...commands.map((command) => ({ workflow: workflow.workflowId, command: command.name })),
        ],
      );
    }
  });
}
