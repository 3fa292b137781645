import { formatDocument, readDocument, updateDocument, writeDocument } from './document.js';
import { CommandError } from './errors.js';
import { words } from './package.js';

/**
 * @typedef {import('../index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../index.js').RolloutTaskQueue} RolloutTaskQueue
 * @typedef {import('../index.js').RolloutWorker} RolloutWorker
 *
 * @typedef {Pick<RolloutDocument, 'workers' | 'workflows'>} Found
 */

/**
 * Puts what a cluster has to where a document starts, as {@link putQueues} does. Workers and workflows of the queues that
 * stand for many are replaced with those that were found, others of the document stay.
 *
 * @param {import('./pull.js').Pulled[]} pulled
 * @param {{ into?: string; replace?: boolean; output: import('./document.js').Format }} options
 */
export async function putPulled(pulled, options) {
  await putQueues(
    pulled.map(({ queue }) => queue),
    options,
    {
      workers: pulled.flatMap(({ workers }) => workers),
      workflows: pulled.flatMap(({ workflows }) => workflows),
    },
  );
}

/**
 * Puts task queues as they stand now to where a document starts; or, without a document, writes a new one to
 * standard output. What a document says of other queues, and all else in it, stays.
 *
 * @param {RolloutTaskQueue[]} queues
 * @param {{ into?: string; replace?: boolean; output: import('./document.js').Format }} options
 * @param {Found} [found] what else was found on the queues
 */
export async function putQueues(queues, { into, replace = false, output }, found) {
  const { workers = [], workflows = [] } = found ?? {};
  /** @type {RolloutDocument} */
  const fresh = {
    version: 1,
    taskQueues: queues,
    ...(workers.length > 0 && { workers }),
    ...(workflows.length > 0 && { workflows }),
  };
  if (into === undefined) {
    process.stdout.write(formatDocument(fresh, output));
    return;
  }
  const existing = await readDocument(into).catch((error) => {
    if (error.kind !== 'notFound') throw error;
  });
  if (existing === undefined) {
    await writeDocument(into, fresh);
    process.stderr.write(`${words.pullEvent({ event: 'written', document: into })}\n`);
    return;
  }
  const { differences, message } = existing.rollout.otherStarts(queues);
  if (differences.length > 0 && !replace) throw new CommandError(`${into}: ${message}`);
  const { taskQueues = [] } = existing.document;
  const kept = taskQueues.map(({ versionSets, ...queue }) => {
    const read = queues.find(({ taskQueue }) => taskQueue === queue.taskQueue);
    return read ? { ...queue, ...read } : { ...queue, ...(versionSets && { versionSets }) };
  });
  const added = queues.filter(
    ({ taskQueue }) => !taskQueues.some((queue) => queue.taskQueue === taskQueue),
  );
  const { workers: listed = [], workflows: entries = [] } = existing.document;
  const known = new Set(listed.map(kindOf));
  const names = queues.map(({ taskQueue }) => taskQueue);
  const changes = {
    workers: [...listed, ...workers.filter((worker) => !known.has(kindOf(worker)))],
    workflows: [
      ...entries.filter(
        ({ taskQueue, count }) => count === undefined || !names.includes(taskQueue),
      ),
      ...workflows,
    ],
  };
  await updateDocument(into, {
    taskQueues: [...kept, ...added],
    ...(found !== undefined && {
      ...(changes.workers.length > 0 && { workers: changes.workers }),
      ...((changes.workflows.length > 0 || entries.length > 0) && { workflows: changes.workflows }),
    }),
  });
  const updated = words.pullEvent({
    event: 'updated',
    document: into,
    taskQueues: queues.map(({ taskQueue }) => taskQueue),
  });
  process.stderr.write(`${updated}\n`);
}

/** @param {RolloutWorker} worker */
function kindOf({ taskQueue, buildId = '', useVersioning = false }) {
  return JSON.stringify([taskQueue, buildId, useVersioning]);
}
