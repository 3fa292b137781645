// What the benchmarks and the test of their peer put to both: the same version sets, operations and tasks.

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */
/** @typedef {import('../../pkg/index.js').Task} Task */

const TASK_QUEUES = ['orders', 'billing'];
const SETS = 10;
const SET_SIZE = 10;

/**
 * @param {number} set
 * @param {number} member
 */
function buildId(set, member) {
  return `2026-11-${set}.${member}`;
}

/**
 * @template T
 * @param {number} length
 * @param {(index: number) => T} make
 */
function times(length, make) {
  return Array.from({ length }, (_, index) => make(index));
}

/** The version sets of a task queue at the server's limits. */
export function versionSetsAtTheLimits() {
  return times(SETS, (set) => times(SET_SIZE, (member) => buildId(set, member)));
}

/**
 * Brings a namespace to the server's limits: two queues of ten sets of ten build IDs each.
 *
 * @param {import('../../pkg/index.js').Namespace | import('./plain.js').PlainNamespace} namespace
 */
export function fill(namespace) {
  for (const taskQueue of TASK_QUEUES) {
    for (const operation of additions()) {
      namespace.updateBuildIdCompatibility(taskQueue, operation);
    }
  }
}

/** @returns {BuildIdOperation[]} that bring a queue to the server's limits */
function additions() {
  return versionSetsAtTheLimits().flatMap((buildIds) =>
    buildIds.map((id, place) =>
      place === 0
        ? { operation: 'addNewIdInNewDefaultSet', buildId: id }
        : {
            operation: 'addNewCompatibleVersion',
            buildId: id,
            existingCompatibleBuildId: buildIds[0],
          },
    ),
  );
}

/** @returns {BuildIdOperation[]} promotions all over a queue that {@link fill} has filled */
export function promotions() {
  return times(1000, (number) => {
    const id = buildId((number * 7) % SETS, (number * 3) % SET_SIZE);
    return number % 2 === 0
      ? { operation: 'promoteSetByBuildId', buildId: id }
      : { operation: 'promoteBuildIdWithinSet', buildId: id };
  });
}

/**
 * A life of a queue: from nothing to the server's limits, a hundred promotions, and all sets merged into one.
 *
 * @returns {BuildIdOperation[]}
 */
export function life() {
  const merges = times(SETS - 1, (set) => ({
    operation: /** @type {const} */ ('mergeSets'),
    primaryBuildId: buildId(set + 1, 0),
    secondaryBuildId: buildId(set, 0),
  }));
  return [...additions(), ...promotions().slice(0, 100), ...merges];
}

/**
 * Tasks of workflows on all build IDs: of new ones, their workflow tasks, activities and children, and workflow
 * tasks of unversioned ones.
 *
 * @param {number} count
 * @returns {Task[]}
 */
export function tasks(count) {
  return times(count, (number) => {
    const place = Math.floor(number / 5);
    const id = buildId(place % SETS, Math.floor(place / SETS) % SET_SIZE);
    const workflow = { taskQueue: 'orders', buildId: id };
    /** @type {Task[]} */
    const kinds = [
      { task: 'newWorkflow', taskQueue: 'orders' },
      { task: 'workflowTask', workflow },
      { task: 'activity', workflow },
      { task: 'childWorkflow', workflow, taskQueue: 'billing' },
      { task: 'workflowTask', workflow: { taskQueue: 'orders' } },
    ];
    return kinds[number % kinds.length];
  });
}
