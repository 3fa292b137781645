/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'How do I take a fix back?',
  description:
    'Step 1 makes 1.0 the default of its set again, and with it everything of the set moves back, also what ran on 1.1. Look at order-18: 1.0 has to be able to replay what 1.1 did for it.',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }] }],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
  ],
  workflows: [
    { workflowId: 'order-17', taskQueue: 'orders', buildId: '1.0' },
    { workflowId: 'order-18', taskQueue: 'orders', buildId: '1.1' },
  ],
  operations: [
    {
      name: 'Take 1.1 back',
      taskQueue: 'orders',
      operation: 'promoteBuildIdWithinSet',
      buildId: '1.0',
    },
  ],
  expectations: [
    { after: 0, workflow: 'order-17', lands: { buildId: '1.1' } },
    { workflow: 'order-17', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-18', lands: { buildId: '1.0' }, hasWorker: true },
    {
      worker: { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
      poll: 'refused',
    },
  ],
};
