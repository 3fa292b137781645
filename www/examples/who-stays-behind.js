/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Who stays behind when a queue becomes versioned?',
  description:
    'Step 1 versions orders. A workflow that ran on unversioned workers stays with them, and so do its activities; look at what leaves them: what no worker has touched yet, and children and next runs, which have nothing to inherit.',
  taskQueues: [{ taskQueue: 'orders' }],
  workers: [{ taskQueue: 'orders' }, { taskQueue: 'orders', buildId: '1.0', useVersioning: true }],
  workflows: [
    {
      workflowId: 'order-1',
      taskQueue: 'orders',
      commands: [
        { name: 'charge', task: 'activity' },
        { name: 'ship', task: 'childWorkflow' },
        { name: 'next month', task: 'continueAsNew', versioningIntent: 'COMPATIBLE' },
      ],
    },
    { workflowId: 'order-2', taskQueue: 'orders', hasCompletedWorkflowTask: false },
  ],
  operations: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1.0' }],
  expectations: [
    { workflow: 'order-1', lands: 'unversioned', hasWorker: true },
    { workflow: 'order-1', command: 'charge', lands: 'unversioned', hasWorker: true },
    { workflow: 'order-1', command: 'ship', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-1', command: 'next month', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-2', lands: { buildId: '1.0' }, hasWorker: true },
    { retire: { taskQueue: 'orders' }, mayStop: 'no' },
  ],
};
