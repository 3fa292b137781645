/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Why does my worker get nothing?',
  description:
    'Four workers poll orders, and only that of 1.1 gets work. Open each of the others to read why: 1.0 is superseded within its set, the queue does not know 2.0, and the last one has a build ID but has not opted in.',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }] }],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { name: '1.1 without the flag', taskQueue: 'orders', buildId: '1.1' },
  ],
  workflows: [{ workflowId: 'order-17', taskQueue: 'orders', buildId: '1.0' }],
  expectations: [
    { worker: { taskQueue: 'orders', buildId: '1.0', useVersioning: true }, poll: 'refused' },
    { worker: { taskQueue: 'orders', buildId: '1.1', useVersioning: true }, poll: 'receives' },
    { worker: { taskQueue: 'orders', buildId: '2.0', useVersioning: true }, poll: 'idle' },
    { workflow: 'order-17', lands: { buildId: '1.1' }, hasWorker: true },
    { newWorkflowsOn: 'orders', lands: { buildId: '1.1' }, hasWorker: true },
  ],
};
