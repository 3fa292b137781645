/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Two sets turned out to be compatible: can I merge them?',
  description:
    'Step 1 merges the set of 1.0 into that of 2.0, whose default everything then runs on. Look at order-17: it moves from 1.0 to 2.0, and the worker of 1.0 is superseded; the temporal command has no merge, so see Share for how an SDK asks for it.',
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
  ],
  operations: [
    {
      taskQueue: 'orders',
      operation: 'mergeSets',
      primaryBuildId: '2.0',
      secondaryBuildId: '1.0',
    },
  ],
  expectations: [
    { step: 1, result: 'changed' },
    { workflow: 'order-17', lands: { buildId: '2.0' }, hasWorker: true },
    { workflow: 'order-20', lands: { buildId: '2.0' }, hasWorker: true },
    { worker: { taskQueue: 'orders', buildId: '1.0', useVersioning: true }, poll: 'refused' },
    { retire: { taskQueue: 'orders', buildId: '1.0' }, mayStop: 'yes' },
  ],
};
