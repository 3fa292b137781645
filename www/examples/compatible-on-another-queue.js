/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Why does my workflow hang on an activity of another queue?',
  description:
    'With the intent COMPATIBLE an activity inherits its workflow’s build ID, which the server refuses on another task queue: the workflow task fails again and again. Open the Why of “charge, compatible” for the message in the history, and see the two that work beside it.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] },
    { taskQueue: 'payments', versionSets: [{ buildIds: ['p1'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'payments', buildId: 'p1', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        {
          name: 'charge, compatible',
          task: 'activity',
          taskQueue: 'payments',
          versioningIntent: 'COMPATIBLE',
        },
        { name: 'charge, nothing said', task: 'activity', taskQueue: 'payments' },
        { name: 'reserve, compatible', task: 'activity', versioningIntent: 'COMPATIBLE' },
      ],
    },
  ],
  expectations: [
    { workflow: 'order-17', command: 'charge, compatible', lands: 'rejected', hasWorker: false },
    {
      workflow: 'order-17',
      command: 'charge, nothing said',
      lands: { buildId: 'p1' },
      hasWorker: true,
    },
    {
      workflow: 'order-17',
      command: 'reserve, compatible',
      lands: { buildId: '1.0' },
      hasWorker: true,
    },
  ],
};
