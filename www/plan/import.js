/**
 * Reads what people have: a saved plan, or what tools print of the version sets of task queues. A paste from a terminal
 * may hold several answers, each below the command that names its queue.
 */

import { Namespace, pastedAnswers, Rollout, VersioningError } from '../engine.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutTaskQueue} RolloutTaskQueue
 */

/**
 * A plan, or task queues and what was passed over, in words.
 *
 * @typedef {{ plan: RolloutDocument } | { taskQueues: RolloutTaskQueue[], passedOver: string[] }} Imported
 */

/** Why something could not be read, and in which field. */
export class ImportError extends Error {
  name = 'ImportError';

  /**
   * @param {'text' | 'taskQueue'} field
   * @param {string} message
   */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/**
 * @param {string} text
 * @param {string} taskQueue the queue of what no command stands above
 * @returns {Imported}
 * @throws {ImportError}
 */
export function readImport(text, taskQueue) {
  const given = text.replace(/^\uFEFF/, '');
  if (given.trim() === '') throw new ImportError('text', 'Paste something, or choose a file.');
  if (isPlan(given)) return { plan: readPlan(given) };
  if (/^version:/m.test(given)) {
    throw new ImportError(
      'text',
      'This looks like a plan in YAML. Plans are read as JSON here; `npx worker-versioning page plan.yaml` opens it, too.',
    );
  }
  const answers = checked('', () => pastedAnswers(given));
  /** @type {string[]} */
  const passedOver = [];
  const taskQueues = answers.map((answer) => readAnswer({ taskQueue, ...answer }, passedOver));
  return { taskQueues, passedOver };
}

/**
 * @param {RolloutDocument} document
 * @param {readonly RolloutTaskQueue[]} taskQueues as they stand at the start from now on
 * @returns {RolloutDocument}
 */
export function withTaskQueues(document, taskQueues) {
  const known = new Map(document.taskQueues?.map((queue) => [queue.taskQueue, queue]));
  for (const queue of taskQueues) {
    const { versionSets: _, ...more } = known.get(queue.taskQueue) ?? {};
    known.set(queue.taskQueue, { ...more, ...queue });
  }
  return { ...document, taskQueues: [...known.values()] };
}

/** @param {string} text */
function isPlan(text) {
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json !== null && 'version' in json;
  } catch {
    // Cut off or mistyped: the error should say what is wrong with it as a plan.
    return /^\s*\{/.test(text) && /"version"\s*:/.test(text);
  }
}

/** @param {string} text */
function readPlan(text) {
  return checked('', () => {
    const rollout = Rollout.parse(text);
    const { document } = rollout;
    rollout.free();
    return document;
  });
}

/**
 * @param {{ taskQueue?: string, text: string }} answer
 * @param {string[]} passedOver to which what is passed over is added
 * @returns {RolloutTaskQueue}
 */
function readAnswer({ taskQueue, text }, passedOver) {
  if (taskQueue === undefined || taskQueue === '') {
    throw new ImportError('taskQueue', 'Name the task queue that this was asked of.');
  }
  checked('', () => new Rollout({ version: 1, taskQueues: [{ taskQueue }] }).free(), 'taskQueue');
  const sets = checked(taskQueue, () => {
    const namespace = new Namespace();
    passedOver.push(...namespace.importBuildIds(taskQueue, text).map(({ what }) => what));
    return namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  });
  if (sets.length === 0) return { taskQueue };
  return { taskQueue, versionSets: sets.map(({ buildIds }) => ({ buildIds })) };
}

/**
 * @template T
 * @param {string} where the part that is read; empty for the whole
 * @param {() => T} read
 * @param {'text' | 'taskQueue'} [field]
 * @returns {T}
 */
function checked(where, read, field = 'text') {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    const message = error.message.replace(/^taskQueues\[0\]\./, '');
    throw new ImportError(field, where === '' ? message : `${where}: ${message}`);
  }
}
