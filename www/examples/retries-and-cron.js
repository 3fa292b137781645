/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Which version do retries and cron runs take?',
  description:
    'order-17 runs on 1.0 while new workflows start on 2.0. Look at its next attempt, which inherits 1.0, and at its next run by schedule, which never does: each cron run starts on the queue default.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        { name: 'next attempt', task: 'workflowRetry' },
        { name: 'next night', task: 'cronRun' },
      ],
    },
  ],
  expectations: [
    { workflow: 'order-17', command: 'next attempt', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-17', command: 'next night', lands: { buildId: '2.0' }, hasWorker: true },
  ],
};
