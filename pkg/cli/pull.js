// What a cluster has on task queues: their version sets, the workers that poll them, and how many workflows are where.

import { ClusterError } from './cluster-error.js';

/**
 * @typedef {import('../index.js').RolloutTaskQueue} RolloutTaskQueue
 * @typedef {import('../index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('../index.js').PullEvent} PullEvent
 *
 * @typedef {object} Pulled what was read of one task queue
 * @property {RolloutTaskQueue} queue
 * @property {RolloutWorker[]} workers each kind once
 * @property {RolloutWorkflow[]} workflows entries that stand for many
 * @property {PullEvent[]} notes why what was counted is not complete
 */

/** @typedef {Pick<import('./cluster.js').Cluster, 'read' | 'describe' | 'count'>} Readable */

/**
 * Reads task queues, one after the other.
 *
 * @param {Readable} cluster
 * @param {Iterable<string>} taskQueues
 * @param {Date} [now]
 * @returns {Promise<Pulled[]>} in the order asked
 * @throws {ClusterError}
 */
export async function pull(cluster, taskQueues, now = new Date()) {
  const pulled = [];
  for (const taskQueue of taskQueues) {
    const versionSets = await cluster.read(taskQueue);
    const workers = await pollersOf(cluster, taskQueue);
    const { workflows, notes } = await counted(cluster, taskQueue, versionSets);
    const completeFor = { workflows: notes.length === 0, workers: true };
    const queue = { taskQueue, versionSets, completeFor, lookedAt: now.toISOString() };
    pulled.push({ queue, workers, workflows, notes });
  }
  return pulled;
}

/**
 * The kinds of workers that polled the queue in the last five minutes.
 *
 * @param {Pick<Readable, 'describe'>} cluster
 * @param {string} taskQueue
 */
export async function pollersOf(cluster, taskQueue) {
  /** @type {Map<string, RolloutWorker>} */
  const kinds = new Map();
  const { pollers } = await cluster.describe(taskQueue);
  for (const { buildId, useVersioning } of pollers) {
    const worker = {
      taskQueue,
      ...(buildId && { buildId }),
      ...(useVersioning && { useVersioning }),
    };
    kinds.set(JSON.stringify(worker), /** @type {RolloutWorker} */ (worker));
  }
  return [...kinds.keys()].sort().map((kind) => /** @type {RolloutWorker} */ (kinds.get(kind)));
}

/**
 * Counts the workflows of a queue by version set and status. A workflow lists every build ID that it has used.
 *
 * @param {Readable} cluster
 * @param {string} taskQueue
 * @param {import('./cluster.js').VersionSets} versionSets
 */
async function counted(cluster, taskQueue, versionSets) {
  const kinds = [
    ...versionSets.map(({ buildIds }) => ({
      name: `set of ${buildIds[buildIds.length - 1]}`,
      where: `BuildIds IN (${buildIds.map((id) => quoted(`versioned:${id}`)).join(', ')})`,
      fields: { buildId: buildIds[buildIds.length - 1] },
    })),
    { name: 'unversioned', where: "BuildIds = 'unversioned'", fields: {} },
    { name: 'not started', where: 'BuildIds IS NULL', fields: { hasCompletedWorkflowTask: false } },
  ];
  /** @type {RolloutWorkflow[]} */
  const workflows = [];
  /** @type {PullEvent[]} */
  const notes = [];
  try {
    for (const [status, is] of /** @type {const} */ ([
      ['OPEN', '='],
      ['CLOSED', '!='],
    ])) {
      const word = status === 'OPEN' ? 'running' : 'closed';
      const all = `TaskQueue = ${quoted(taskQueue)} AND ExecutionStatus ${is} 'Running'`;
      let sum = 0;
      for (const { name, where, fields } of kinds) {
        const count = await cluster.count(`${all} AND ${where}`);
        sum += count;
        if (count === 0) continue;
        const workflowId = `${taskQueue}, ${word}, ${name}`;
        workflows.push({
          workflowId,
          count,
          taskQueue,
          ...fields,
          ...(status === 'CLOSED' && { status }),
        });
      }
      const total = await cluster.count(all);
      const inAny = await cluster.count(
        `${all} AND (${kinds.map(({ where }) => where).join(' OR ')})`,
      );
      const [again, missing] = [sum - inAny, total - inAny];
      const of = { taskQueues: [taskQueue], status, total };
      if (again > 0) notes.push({ event: 'countedTwice', ...of, count: again });
      if (missing > 0) notes.push({ event: 'inNoEntry', ...of, count: missing });
    }
  } catch (error) {
    if (!(error instanceof ClusterError) || error.kind !== 'refused') throw error;
    notes.push({ event: 'notCounted', taskQueues: [taskQueue], error: error.message });
  }
  return { workflows, notes };
}

/** @param {string} text a value in a query of visibility */
function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
