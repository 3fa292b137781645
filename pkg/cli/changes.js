// What differs between two states of one rollout or of two.

import * as words from '../words.js';
import { stateAfter } from './state.js';

/** @typedef {import('../index.js').Rollout} Rollout */
/** @typedef {import('../index.js').Resolution} Resolution */
/** @typedef {import('../index.js').RolloutSubject} RolloutSubject */
/** @typedef {ReturnType<typeof stateAfter>} State */

/**
 * @template T
 * @typedef {{ before?: T; after?: T }} Change a side that is missing is not there
 */

/**
 * @typedef {object} Changes
 * @property {({ taskQueue: string } & Change<{ buildIds: string[] }[]>)[]} taskQueues
 * @property {(RolloutSubject & Change<Resolution>)[]} landings
 * @property {({ worker: import('../index.js').RolloutWorker } & Change<State['workers'][number]['poll']>)[]} workers
 */

/**
 * @param {{ rollout: Rollout; after: number }} before
 * @param {{ rollout: Rollout; after: number }} after
 * @returns {Changes}
 */
export function changes(before, after) {
  const states = [before, after].map(({ rollout, after }) => stateAfter(rollout, after));
  const landings = [before, after].map(({ rollout, after }) => rollout.landings(after));
  return {
    taskQueues: paired(
      states[0].taskQueues,
      states[1].taskQueues,
      ({ taskQueue }) => taskQueue,
      ({ versionSets }) => words.versionSets(versionSets),
    ).map(([first, second]) => ({
      taskQueue: (first ?? second).taskQueue,
      ...sides(first?.versionSets.map(bare), second?.versionSets.map(bare)),
    })),
    landings: paired(landings[0], landings[1], words.subject, ({ landing }) =>
      placeOf(landing),
    ).map(([first, second]) => {
      const { landing: _, workers: __, ...subject } = first ?? second;
      return { ...subject, ...sides(first?.landing, second?.landing) };
    }),
    workers: paired(
      states[0].workers,
      states[1].workers,
      ({ poll: _, ...worker }) => JSON.stringify(worker),
      ({ poll }) => words.poll(poll),
    ).map(([first, second]) => {
      const { poll: _, ...worker } = first ?? second;
      return { worker, ...sides(first?.poll, second?.poll) };
    }),
  };
}

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
  const parts = /** @type {const} */ ([
    [
      'Landings',
      landings.map((it) => [
        words.subject(it),
        it.before && words.landing(it.before),
        it.after && words.landing(it.after),
      ]),
    ],
    [
      'Workers',
      workers.map((it) => [
        workerWords(it.worker),
        it.before && words.poll(it.before),
        it.after && words.poll(it.after),
      ]),
    ],
  ]);
  for (const [head, rows] of parts) {
    if (rows.length === 0) continue;
    await output.line(indent + output.style('bold', head));
    for (const [what, before = 'not there', after = 'not there'] of rows) {
      await output.line(`${indent}  ${what}: ${before} → ${after}`);
    }
  }
}

/** @param {import('../index.js').RolloutWorker} worker */
function workerWords({ name, taskQueue, ...worker }) {
  return `${name ?? words.worker(worker)} on ${taskQueue}`;
}

/** @param {{ buildIds: string[] }} set */
function bare({ buildIds }) {
  return { buildIds };
}

/**
 * @template T
 * @param {T | undefined} before
 * @param {T | undefined} after
 */
function sides(before, after) {
  return { ...(before && { before }), ...(after && { after }) };
}

/**
 * Where it lands, without why.
 *
 * @param {Resolution} landing
 */
function placeOf({ steps: _, reason: __, ...place }) {
  return JSON.stringify(place);
}

/**
 * What has the same key on both sides and yet differs, and what is on one side alone.
 *
 * @template T
 * @param {readonly T[]} before
 * @param {readonly T[]} after
 * @param {(item: T) => string} key
 * @param {(item: T) => string} value
 * @returns {([T, T] | [T, undefined] | [undefined, T])[]}
 */
function paired(before, after, key, value) {
  /** @type {Map<string, T[]>} */
  const rest = new Map();
  for (const item of after) rest.set(key(item), [...(rest.get(key(item)) ?? []), item]);
  /** @type {([T, T] | [T, undefined] | [undefined, T])[]} */
  const pairs = [];
  for (const item of before) {
    const other = rest.get(key(item))?.shift();
    if (other === undefined) pairs.push([item, undefined]);
    else if (value(item) !== value(other)) pairs.push([item, other]);
  }
  for (const items of rest.values()) {
    for (const item of items) pairs.push([undefined, item]);
  }
  return pairs;
}
