/** @type {import('../pkg/index.js').RolloutDocument} */
export default {
  version: 1,
  name: 'Why does the server refuse my operation?',
  description:
    'Step 1 asks for 1.0 in a new default set, but 1.0 is in the queue already and a build ID never leaves its set: nothing changes. Look at step 1 for the message and what to do instead, which is what step 2 does.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
  ],
  operations: [
    {
      name: 'Back to 1.0?',
      taskQueue: 'orders',
      operation: 'addNewIdInNewDefaultSet',
      buildId: '1.0',
    },
    {
      name: 'Back to 1.0!',
      taskQueue: 'orders',
      operation: 'promoteSetByBuildId',
      buildId: '1.0',
    },
  ],
  expectations: [
    {
      step: 1,
      result: 'refused',
      code: 'INVALID_ARGUMENT',
      message: 'version 1.0 already exists',
    },
    { after: 1, newWorkflowsOn: 'orders', lands: { buildId: '2.0' }, hasWorker: true },
    { after: 2, newWorkflowsOn: 'orders', lands: { buildId: '1.0' }, hasWorker: true },
  ],
};
