import { formatDocument, readDocument, updateDocument, writeDocument } from './document.js';
import { CommandError } from './errors.js';
import { words } from './package.js';

/** @typedef {import('../index.js').RolloutTaskQueue} RolloutTaskQueue */

/**
 * Puts task queues as they stand now to where a document starts; or, without a document, writes a new one to
 * standard output. What a document says of other queues, and all else in it, stays.
 *
 * @param {RolloutTaskQueue[]} queues
 * @param {{ into?: string; replace?: boolean; output: import('./document.js').Format }} options
 */
export async function putQueues(queues, { into, replace = false, output }) {
  if (into === undefined) {
    process.stdout.write(formatDocument({ version: 1, taskQueues: queues }, output));
    return;
  }
  const existing = await readDocument(into).catch((error) => {
    if (error.kind !== 'notFound') throw error;
  });
  if (existing === undefined) {
    await writeDocument(into, { version: 1, taskQueues: queues });
    process.stderr.write(`${into}: written\n`);
    return;
  }
  const { taskQueues = [] } = existing.document;
  const changed = queues.flatMap((queue) => {
    const before = taskQueues.find(({ taskQueue }) => taskQueue === queue.taskQueue);
    const [was, is] = [before?.versionSets ?? [], queue.versionSets ?? []].map(words.versionSets);
    return before !== undefined && was !== is
      ? [`  ${queue.taskQueue}: ${was} would become ${is}`]
      : [];
  });
  if (changed.length > 0 && !replace) {
    throw new CommandError(
      `${into} starts from other version sets. Say --replace to write over them:\n${changed.join('\n')}`,
    );
  }
  const kept = taskQueues.map(
    (queue) => queues.find(({ taskQueue }) => taskQueue === queue.taskQueue) ?? queue,
  );
  const added = queues.filter(
    ({ taskQueue }) => !taskQueues.some((queue) => queue.taskQueue === taskQueue),
  );
  await updateDocument(into, ['taskQueues'], [...kept, ...added]);
  process.stderr.write(`${into}: ${queues.length === 1 ? 'task queue' : 'task queues'} updated\n`);
}
