/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'When can I stop the old workers?',
  description:
    'The workers of 1.0 may be stopped once nothing lands on them: look at what does after each step. Step 1 takes the new workflows from them; order-17 runs on 1.0 until step 2 adds 1.1 as compatible, and from then on only 1.1 is needed, for order-17 and for queries to the closed order-16.',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
  ],
  workflows: [
    { workflowId: 'order-16', taskQueue: 'orders', buildId: '1.0', status: 'CLOSED' },
    {
      workflowId: 'order-17',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [{ name: 'charge', task: 'activity' }],
    },
  ],
  operations: [
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
    {
      taskQueue: 'orders',
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
    },
  ],
  expectations: [
    { after: 1, retire: { taskQueue: 'orders', buildId: '1.0' }, mayStop: 'no' },
    { after: 2, retire: { taskQueue: 'orders', buildId: '1.0' }, mayStop: 'yes' },
    { after: 2, retire: { taskQueue: 'orders', buildId: '1.1' }, mayStop: 'no' },
    { workflow: 'order-16', lands: { buildId: '1.1' }, hasWorker: true },
    { workflow: 'order-17', lands: { buildId: '1.1' }, hasWorker: true },
  ],
};
