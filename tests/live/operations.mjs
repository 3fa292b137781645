/** Random operations on the version sets of task queues, on the server and the engine side by side. */

import { isDeepStrictEqual } from 'node:util';
import { longEmoji, longName, ODD_BUILD_IDS, ODD_TASK_QUEUES, tagged } from './names.mjs';
import { protoOperation } from './protocol.mjs';
import { chance } from './random.mjs';
import { attempt } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/index.js').Limits} Limits
 * @typedef {import('../../pkg/index.js').Namespace} Namespace
 * @typedef {import('./server.mjs').Refusal} Refusal
 * @typedef {string[][]} Sets
 */

/** @typedef {{ taskQueue: string, operation: BuildIdOperation, maxSets?: number }} OperationStep */

/**
 * What was done and answered: the same by both sides, or else by each.
 *
 * @typedef {object} OperationRecord
 * @property {string} taskQueue
 * @property {BuildIdOperation} operation
 * @property {Refusal} [refusal]
 * @property {boolean} [changed]
 * @property {Sets} [sets] after it
 * @property {Refusal} [readRefusal]
 */

/** @typedef {{ server: unknown, engine: unknown }} Difference */

/** The server's own limits. @type {Limits} */
export const DEFAULT_LIMITS = {
  versionSets: 10,
  buildIds: 100,
  taskQueuesPerBuildId: 20,
  buildIdBytes: 255,
};

/** Limits as settings of a server. @param {Partial<Limits>} limits */
export function limitSettings(limits) {
  /** @type {[string, number | undefined][]} */
  const settings = [
    ['limit.versionCompatibleSetLimitPerQueue', limits.versionSets],
    ['limit.versionBuildIdLimitPerQueue', limits.buildIds],
    ['limit.taskQueuesPerBuildId', limits.taskQueuesPerBuildId],
    ['limit.workerBuildIdSize', limits.buildIdBytes],
  ];
  return /** @type {Record<string, number>} */ (
    Object.fromEntries(settings.filter(([, value]) => value !== undefined))
  );
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {number} [maxSets]
 * @returns {Sets}
 */
export function setsOf(namespace, taskQueue, maxSets) {
  const answer = namespace.getBuildIdCompatability(taskQueue, { maxSets });
  return (answer?.versionSets ?? []).map((set) => set.buildIds);
}

/**
 * What the engine answers, in the form of {@link attempt}.
 *
 * @template T
 * @param {() => T} call
 * @returns {{ answer: T, refusal?: undefined } | { answer?: undefined, refusal: Refusal }}
 */
export function attemptHere(call) {
  try {
    return { answer: call() };
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'VersioningError') throw thrown;
    const { code = '', message } = /** @type {import('../../pkg/index.js').VersioningError} */ (
      thrown
    );
    return { refusal: { code, message } };
  }
}

/**
 * Does the steps on both sides, until they differ.
 *
 * @param {import('./server.mjs').Server} server
 * @param {Namespace} namespace
 * @param {readonly OperationStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ history: OperationRecord[], difference?: Difference }>}
 */
export async function runOperations(server, namespace, plan, tag) {
  /** @type {OperationRecord[]} */
  const history = [];
  /** @type {Map<string, Sets>} */
  const before = new Map();
  for (const step of plan) {
    const { taskQueue, operation, maxSets = 0 } = tagged(step, tag);
    const done = await attempt(server.update(taskQueue, protoOperation(operation)));
    const read = await attempt(server.read(taskQueue));
    const sets = read.answer ?? [];
    const changed = !done.refusal && !isDeepStrictEqual(sets, before.get(taskQueue) ?? []);
    before.set(taskQueue, sets);

    const doneHere = attemptHere(() => namespace.updateBuildIdCompatibility(taskQueue, operation));
    const readHere = attemptHere(() => setsOf(namespace, taskQueue));
    const there = { refusal: done.refusal, changed, sets: read.answer, readRefusal: read.refusal };
    const here = {
      refusal: doneHere.refusal,
      changed: doneHere.answer?.changed ?? false,
      sets: readHere.answer,
      readRefusal: readHere.refusal,
    };
    history.push({ taskQueue, operation, ...there });
    if (!isDeepStrictEqual(there, here)) {
      return { history, difference: { server: there, engine: here } };
    }
    if (maxSets > 0) {
      const last = await attempt(server.read(taskQueue, maxSets));
      const lastHere = attemptHere(() => setsOf(namespace, taskQueue, maxSets));
      if (!isDeepStrictEqual({ ...last }, { ...lastHere })) {
        return { history, difference: { server: { maxSets, last }, engine: lastHere } };
      }
    }
  }
  return { history };
}

/**
 * A random sequence of operations under some limits: few build IDs, so that they meet again and again, and
 * now and then an odd name.
 *
 * @param {number} seed
 * @param {Limits} limits
 * @returns {OperationStep[]}
 */
export function randomOperations(seed, limits) {
  const { below, hits, pick, weighted } = chance(seed);
  const size = pick([3, 6, 10, 20]);
  const taskQueues = pick([['orders#'], ['orders#'], ['orders#', 'billing#'], fourQueues()]);
  const buildIds = Array.from({ length: size }, (_, index) => `${1 + (index >> 2)}.${index & 3}#`);
  const odd = pick([0, 0, 0.05, 0.3]);
  if (odd > 0) buildIds.push(pick(ODD_BUILD_IDS), pick(ODD_BUILD_IDS), pick(ODD_BUILD_IDS));

  const anyTaskQueue = () => {
    if (!hits(odd / 4)) return pick(taskQueues);
    const refused = ['', '/_sys/#', longName(1001), longEmoji(1001), `/_sys/${longName(995)}`];
    return pick([...refused, longName(1000), longEmoji(1000), ...ODD_TASK_QUEUES]);
  };
  /** @type {string[]} */
  const added = [];
  const anyBuildId = (knownShare = 0) => {
    if (added.length > 0 && hits(knownShare)) return pick(added);
    if (!hits(odd / 2)) return pick(buildIds);
    const bytes = limits.buildIdBytes;
    const measured = [bytes, bytes + 1].flatMap((count) => [longName(count), longEmoji(count)]);
    return pick(['', ...measured, pick(ODD_BUILD_IDS)]);
  };
  /** @returns {BuildIdOperation} */
  const anyOperation = () => {
    const operation = weighted({
      addNewIdInNewDefaultSet: 3,
      addNewCompatibleVersion: 4,
      promoteSetByBuildId: 2,
      promoteBuildIdWithinSet: 2,
      mergeSets: 2,
    });
    if (operation === 'mergeSets') {
      return { operation, primaryBuildId: anyBuildId(0.8), secondaryBuildId: anyBuildId(0.8) };
    }
    if (operation === 'addNewCompatibleVersion') {
      const ofBoth = { buildId: anyBuildId(), existingCompatibleBuildId: anyBuildId(0.8) };
      added.push(ofBoth.buildId);
      return { operation, ...ofBoth, ...(hits(0.4) && { promoteSet: true }) };
    }
    if (operation !== 'addNewIdInNewDefaultSet') return { operation, buildId: anyBuildId(0.8) };
    const buildId = anyBuildId();
    added.push(buildId);
    return { operation, buildId };
  };
  return Array.from({ length: 10 + below(30) }, () => ({
    taskQueue: anyTaskQueue(),
    operation: anyOperation(),
    ...(hits(0.1) && { maxSets: pick([1, 2, 3, 50]) }),
  }));
}

function fourQueues() {
  return ['orders#', 'billing#', 'mail#', 'audit#'];
}

/**
 * Sequences that run into each of the limits, and past them where they are off.
 *
 * @param {Limits} limits
 * @returns {OperationStep[][]}
 */
export function limitOperations(limits) {
  const orders = { taskQueue: 'orders#' };
  /** @param {string} buildId @returns {BuildIdOperation} */
  const newDefault = (buildId) => ({ operation: 'addNewIdInNewDefaultSet', buildId });
  /** @param {string} buildId @param {string} existing @returns {BuildIdOperation} */
  const compatible = (buildId, existing) => ({
    operation: 'addNewCompatibleVersion',
    buildId,
    existingCompatibleBuildId: existing,
  });
  /** @param {number} limit @param {number} off */
  const past = (limit, off) => Array.from({ length: limit === 0 ? off : limit + 2 }, (_, i) => i);

  const sets = past(limits.versionSets, 12).map((i) => ({
    ...orders,
    operation: newDefault(`${i}#`),
  }));
  /** @type {OperationStep[]} */
  const roomAgain = [
    {
      ...orders,
      operation: { operation: 'mergeSets', primaryBuildId: '0#', secondaryBuildId: '1#' },
    },
    { ...orders, operation: newDefault('after#') },
  ];
  const buildIds = past(limits.buildIds, 110).map((i) => ({
    ...orders,
    operation: i === 0 ? newDefault('0#') : compatible(`${i}#`, `${i >> 1}#`),
  }));
  /** @type {OperationStep[]} */
  const onceFull = [
    { ...orders, operation: newDefault('more#') },
    { ...orders, operation: { operation: 'promoteBuildIdWithinSet', buildId: '1#' } },
  ];
  const taskQueues = past(limits.taskQueuesPerBuildId, 25).flatMap((i) => [
    { taskQueue: `${i}#`, operation: newDefault('1.0#') },
    { taskQueue: `${i}#`, operation: compatible(`${i}-b#`, '1.0#') },
    { taskQueue: `${i}#`, operation: newDefault(`${i}-c#`) },
    { taskQueue: `${i}#`, operation: compatible('1.0#', `${i}-c#`) },
  ]);
  return [[...sets, ...roomAgain], [...buildIds, ...onceFull], taskQueues];
}

/**
 * Every operation with every fault that a request can have, one done again, and each odd name.
 *
 * @param {Limits} limits
 * @returns {OperationStep[]}
 */
export function faultyOperations({ buildIdBytes }) {
  const fits = longEmoji(buildIdBytes);
  const queues = ['', '/_sys/#', longName(1001), longEmoji(1001), `/_sys/${longName(995)}`];
  const buildIds = ['', fits, longName(buildIdBytes), longName(buildIdBytes + 1), 'unknown#'];
  buildIds.push(longEmoji(buildIdBytes + 1));
  const named = /** @type {const} */ ([
    'addNewIdInNewDefaultSet',
    'promoteSetByBuildId',
    'promoteBuildIdWithinSet',
  ]);
  /** @type {BuildIdOperation[]} */
  const operations = [
    ...named.flatMap((operation) => buildIds.map((buildId) => ({ operation, buildId }))),
    ...buildIds.flatMap((buildId) =>
      ['', fits, 'unknown#'].flatMap((other) => [
        /** @type {BuildIdOperation} */ ({
          operation: 'addNewCompatibleVersion',
          buildId,
          existingCompatibleBuildId: other,
        }),
        /** @type {BuildIdOperation} */ ({
          operation: 'mergeSets',
          primaryBuildId: buildId,
          secondaryBuildId: other,
        }),
      ]),
    ),
  ];
  /** @type {BuildIdOperation} */
  const compatible = {
    operation: 'addNewCompatibleVersion',
    buildId: '1.1#',
    existingCompatibleBuildId: '1.0#',
    promoteSet: true,
  };
  /** @type {BuildIdOperation[]} */
  const again = [{ operation: named[0], buildId: '1.0#' }, compatible, compatible];
  return [
    ...operations.map((operation) => ({ taskQueue: 'orders#', operation })),
    ...queues.flatMap((taskQueue) =>
      operations
        .filter((_, index) => index % 5 === 0)
        .map((operation) => ({ taskQueue, operation })),
    ),
    ...[longName(1000), longEmoji(1000), ...ODD_TASK_QUEUES].map((taskQueue) => ({
      taskQueue,
      operation: { operation: named[0], buildId: 'only here#' },
    })),
    ...again.map((operation) => ({ taskQueue: 'again#', operation })),
    ...ODD_BUILD_IDS.flatMap((buildId) =>
      named.map((operation) => ({ taskQueue: 'odd#', operation: { operation, buildId } })),
    ),
  ];
}

/** Each text with which the server refuses an operation, to see that none was left out. */
export const REFUSALS = /** @type {const} */ ({
  'task queue missing': /^request .*requires: , `task_queue` to be set/,
  'new default missing': /`add_new_version_id_in_new_default_set` to be set/,
  'compatible missing': /`add_new_compatible_version` to be set/,
  'existing missing': /`existing_compatible_version` to be set/,
  'set to promote missing': /`promote_set_by_version_id` to be set/,
  'build ID to promote missing': /`promote_version_id_within_set` to be set/,
  'build ID too long': / {2}Worker build IDs to be no larger than \d+ characters/,
  'task queue too long': /^taskQueue length exceeds limit$/,
  'task queue reserved': /^task queue name cannot start with reserved prefix/,
  'already exists': /^version .* already exists$/s,
  'not queue default': /^version .* already exists and is not default for queue$/s,
  'not set default': /^version .* already exists and is not default in set$/s,
  incompatible: /^.* requested to be made compatible with .* but both versions exist/s,
  'existing not found': /^targeted compatible_version .* not found$/s,
  'not found': /^targeted version .* not found$/s,
  'primary not found': /^targeted primary version .* not found$/s,
  'secondary not found': /^targeted secondary version .* not found$/s,
  'too many sets': /^update would exceed number of compatible version sets permitted/,
  'too many build IDs': /^update would exceed number of build IDs permitted/,
  'too many task queues':
    /^Exceeded max task queues allowed to be mapped to a single build ID: \d+$/,
});

/**
 * The kinds of a record, to be counted.
 *
 * @param {OperationRecord} record
 */
export function kindsOf({ operation, refusal, changed }) {
  const promotes = operation.operation === 'addNewCompatibleVersion' && operation.promoteSet;
  const outcome = refusal ? 'refused' : changed ? 'changed' : 'the same';
  const kinds = [`${operation.operation}${promotes ? ' promoteSet' : ''}: ${outcome}`];
  if (refusal) {
    const known = Object.entries(REFUSALS).filter(([, text]) => text.test(refusal.message));
    kinds.push(...known.map(([name]) => `refusal: ${name}`));
    if (known.length === 0) kinds.push(`refusal of another kind: ${refusal.message}`);
  }
  return kinds;
}

/** All kinds that a large run must have. */
export const OPERATION_KINDS = [
  ...['addNewIdInNewDefaultSet', 'addNewCompatibleVersion', 'addNewCompatibleVersion promoteSet']
    .concat(['promoteSetByBuildId', 'promoteBuildIdWithinSet', 'mergeSets'])
    .flatMap((name) => [`${name}: changed`, `${name}: the same`, `${name}: refused`]),
  ...Object.keys(REFUSALS).map((name) => `refusal: ${name}`),
];
