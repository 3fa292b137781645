// What differs between two states, for people.

import { words } from './package.js';

/** @typedef {import('../index.js').Changes} Changes */

/** @param {Changes} changes */
export function isNone({ taskQueues, landings, workers }) {
  return taskQueues.length + landings.length + workers.length === 0;
}

/**
 * @param {import('./output.js').Output} output
 * @param {Changes} changes
 * @param {string} [indent]
 */
export async function writeChanges(output, { taskQueues, landings, workers }, indent = '') {
  const removed = (/** @type {string} */ text) => output.style('red', `- ${text}`);
  const added = (/** @type {string} */ text) => output.style('green', `+ ${text}`);
  for (const { taskQueue, before, after } of taskQueues) {
    await output.line(indent + output.style('bold', taskQueue));
    if (before) await output.line(`${indent}  ${removed(words.versionSets(before))}`);
    if (after) await output.line(`${indent}  ${added(words.versionSets(after))}`);
  }
  await writeRows(
    output,
    indent,
    'Landings',
    landings,
    words.landing,
    ({ before: _, after: __, ...it }) => words.subject(it),
  );
  await writeRows(output, indent, 'Workers', workers, words.poll, ({ worker }) =>
    workerWords(worker),
  );
}

/**
 * @template Side
 * @template {{ before?: Side; after?: Side }} Row
 * @param {import('./output.js').Output} output
 * @param {string} indent
 * @param {string} head
 * @param {readonly Row[]} rows
 * @param {(side: Side) => string} sideWords
 * @param {(row: Row) => string} nameOf
 */
async function writeRows(output, indent, head, rows, sideWords, nameOf) {
  if (rows.length === 0) return;
  const side = (/** @type {Side | undefined} */ it) =>
    it === undefined ? 'not there' : sideWords(it);
  await output.line(indent + output.style('bold', head));
  for (const row of rows) {
    await output.line(`${indent}  ${nameOf(row)}: ${side(row.before)} → ${side(row.after)}`);
  }
}

/** @param {import('../index.js').RolloutWorker} worker */
function workerWords({ name, taskQueue, ...worker }) {
  return `${name ?? words.worker(worker)} on ${taskQueue}`;
}
