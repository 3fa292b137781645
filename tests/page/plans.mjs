/** Plans that the page shows in tests. */

import { linkOf } from '../../pkg/link.js';
import { serverUrl } from './support.mjs';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

/**
 * @param {string} taskQueue
 * @param {string} [buildId] none for unversioned workers
 * @param {number} [count]
 */
function workers(taskQueue, buildId, count = 1) {
  const worker = buildId === undefined ? {} : { buildId, useVersioning: true };
  return Array.from({ length: count }, () => ({ taskQueue, ...worker }));
}

/**
 * Orders has 1,532 workflows on 1.0, which 1.1 has replaced, 87 on 2.0 and 14 that are unversioned; payments has
 * nothing to do with them. The step makes 2.0 the default.
 *
 * @type {RolloutDocument}
 */
export const PATCH = {
  version: 1,
  name: 'Patch orders: 1.2 and 2.1',
  taskQueues: [
    {
      taskQueue: 'orders',
      versionSets: [{ buildIds: ['1.0', '1.1'] }],
      completeFor: { workflows: true, workers: true },
    },
    {
      taskQueue: 'payments',
      versionSets: [{ buildIds: ['p1'] }],
      completeFor: { workflows: true, workers: true },
    },
  ],
  workers: [
    ...workers('orders', '2.0', 6),
    ...workers('orders', '1.1', 4),
    ...workers('orders'),
    ...workers('payments', 'p1', 2),
  ],
  workflows: [
    {
      workflowId: 'order-old',
      workflowType: 'Order',
      taskQueue: 'orders',
      buildId: '1.0',
      count: 1532,
      commands: [
        { name: 'charge', task: 'activity', taskQueue: 'payments' },
        { name: 'ship', task: 'childWorkflow' },
      ],
    },
    { workflowId: 'order-new', taskQueue: 'orders', buildId: '2.0', count: 87 },
    { workflowId: 'order-plain', taskQueue: 'orders', count: 14 },
    { workflowId: 'payment', taskQueue: 'payments', buildId: 'p1', count: 412 },
  ],
  steps: [
    {
      name: 'Add 2.0 as default',
      taskQueue: 'orders',
      operation: 'addNewIdInNewDefaultSet',
      buildId: '2.0',
    },
  ],
};

/**
 * The address of a plan.
 *
 * @param {RolloutDocument} document
 * @param {number} [step]
 */
export async function addressOf(document, step = document.steps?.length ?? 0) {
  return serverUrl() + (await linkOf(document, step));
}
