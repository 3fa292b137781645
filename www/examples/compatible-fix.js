/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'How do I ship a fix that running workflows take up?',
  description:
    'Step 1 adds 1.1 as compatible with 1.0: it is the default of their set at once, and what ran on 1.0 goes on with 1.1. Look at the worker of 1.0: it is superseded and gets nothing more, so start 1.1 first.',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        { name: 'charge', task: 'activity' },
        { name: 'ship', task: 'childWorkflow' },
      ],
    },
  ],
  operations: [
    {
      name: 'Ship the fix',
      taskQueue: 'orders',
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
    },
  ],
  expectations: [
    { after: 0, workflow: 'order-17', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-17', lands: { buildId: '1.1' }, hasWorker: true },
    { workflow: 'order-17', command: 'charge', lands: { buildId: '1.1' }, hasWorker: true },
    { workflow: 'order-17', command: 'ship', lands: { buildId: '1.1' }, hasWorker: true },
    { newWorkflowsOn: 'orders', lands: { buildId: '1.1' }, hasWorker: true },
    {
      worker: { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
      poll: 'refused',
    },
  ],
};
