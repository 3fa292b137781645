/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Why is my child workflow on another version?',
  description:
    'order-17 runs on 1.0 while new workflows start on 2.0, and each of its children was started in another way. Open the Why of each: the intent, the queue that the code names and the SDK decide whether it inherits.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }] },
    { taskQueue: 'shipping', versionSets: [{ buildIds: ['s1'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { taskQueue: 'shipping', buildId: 's1', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        { name: 'nothing said', task: 'childWorkflow' },
        { name: 'the default wanted', task: 'childWorkflow', versioningIntent: 'DEFAULT' },
        { name: 'on another queue', task: 'childWorkflow', taskQueue: 'shipping' },
      ],
    },
    {
      workflowId: 'order-18',
      taskQueue: 'orders',
      buildId: '1.0',
      sdk: 'java',
      commands: [{ name: 'nothing said, in Java', task: 'childWorkflow' }],
    },
  ],
  expectations: [
    { workflow: 'order-17', command: 'nothing said', lands: { buildId: '1.0' }, hasWorker: true },
    {
      workflow: 'order-17',
      command: 'the default wanted',
      lands: { buildId: '2.0' },
      hasWorker: true,
    },
    {
      workflow: 'order-17',
      command: 'on another queue',
      lands: { buildId: 's1' },
      hasWorker: true,
    },
    {
      workflow: 'order-18',
      command: 'nothing said, in Java',
      lands: { buildId: '2.0' },
      hasWorker: true,
    },
  ],
};
