/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'How do I roll back a release?',
  description:
    'Step 1 makes the set of 1.0 the queue default again, so that new workflows start on 1.0. Look at order-20: it began on 2.0 and stays there, so that the workers of 2.0 have to stay until it is done.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
  ],
  workflows: [
    { workflowId: 'order-17', taskQueue: 'orders', buildId: '1.0' },
    { workflowId: 'order-20', taskQueue: 'orders', buildId: '2.0' },
    { workflowId: 'order-21', taskQueue: 'orders', hasCompletedWorkflowTask: false },
  ],
  operations: [
    { name: 'Roll back', taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '1.0' },
  ],
  expectations: [
    { after: 0, newWorkflowsOn: 'orders', lands: { buildId: '2.0' } },
    { newWorkflowsOn: 'orders', lands: { buildId: '1.0' }, hasWorker: true },
    { workflow: 'order-20', lands: { buildId: '2.0' }, hasWorker: true },
    { workflow: 'order-21', lands: { buildId: '1.0' }, hasWorker: true },
    { retire: { taskQueue: 'orders', buildId: '2.0' }, mayStop: 'no' },
  ],
};
