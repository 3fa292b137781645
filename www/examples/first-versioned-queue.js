/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'How do I version my first task queue?',
  description:
    'Step 1 gives orders its first version set, and new workflows start on 1.0 from then on. Look at the worker of 1.0 before that step: started too early, it sits idle; and keep the unversioned worker, for order-1 stays with it.',
  taskQueues: [{ taskQueue: 'orders' }],
  workers: [
    { name: 'the worker of today', taskQueue: 'orders' },
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-1',
      taskQueue: 'orders',
      commands: [{ name: 'charge', task: 'activity' }],
    },
  ],
  operations: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1.0' }],
  expectations: [
    { after: 0, newWorkflowsOn: 'orders', lands: 'unversioned', hasWorker: true },
    {
      after: 0,
      worker: { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
      poll: 'idle',
    },
    { newWorkflowsOn: 'orders', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-1', lands: 'unversioned', hasWorker: true },
    { workflow: 'order-1', command: 'charge', lands: 'unversioned', hasWorker: true },
  ],
};
