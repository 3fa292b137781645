/**
 * What the page begins with when its address holds nothing: a rollout small enough to see through, in which
 * something of every sort happens.
 *
 * @type {import('./pkg/index.js').RolloutDocument}
 */
export const EXAMPLE = {
  version: 1,
  name: 'Ship 2.0 of orders',
  description:
    'Choose a build ID to see what a change would move, or open an example with a question of yours.',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }] },
    { taskQueue: 'payments', versionSets: [{ buildIds: ['p1'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { taskQueue: 'payments', buildId: 'p1', useVersioning: true },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      workflowType: 'Order',
      taskQueue: 'orders',
      buildId: '1.0',
      commands: [
        { name: 'reserve', task: 'activity' },
        { name: 'charge', task: 'activity', taskQueue: 'payments' },
        { name: 'ship', task: 'childWorkflow' },
        { name: 'next month', task: 'continueAsNew', versioningIntent: 'DEFAULT' },
      ],
    },
    {
      workflowId: 'order-18',
      workflowType: 'Order',
      taskQueue: 'orders',
      hasCompletedWorkflowTask: false,
    },
    {
      workflowId: 'order-3',
      workflowType: 'Order',
      taskQueue: 'orders',
      sdk: 'java',
      commands: [{ name: 'next month', task: 'continueAsNew' }],
    },
  ],
  operations: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
};
