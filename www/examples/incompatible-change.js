/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'How do I ship a change that running workflows cannot take?',
  description:
    'Step 1 adds 2.0 in a set of its own: only what starts from then on runs on it. Look at order-17: it stays on 1.0 with its activity, and moves to 2.0 where it continues as new with the intent DEFAULT; keep the workers of both.',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
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
        { name: 'charge', task: 'activity' },
        { name: 'next month', task: 'continueAsNew', versioningIntent: 'DEFAULT' },
        { name: 'next month, nothing said', task: 'continueAsNew' },
      ],
    },
  ],
  operations: [
    {
      name: 'Ship 2.0',
      taskQueue: 'orders',
      operation: 'addNewIdInNewDefaultSet',
      buildId: '2.0',
    },
  ],
  expectations: [
    { newWorkflowsOn: 'orders', lands: { buildId: '2.0' }, hasWorker: true },
    { workflow: 'order-17', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-17', command: 'charge', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-17', command: 'next month', lands: { buildId: '2.0' }, hasWorker: true },
    {
      workflow: 'order-17',
      command: 'next month, nothing said',
      lands: { buildId: '1.0' },
      hasWorker: true,
    },
  ],
};
