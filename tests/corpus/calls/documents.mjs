/** Rollout documents by chance, most of which are right. */

import { anyOperation } from './operations.mjs';

/** @typedef {import('../chance.mjs').Chance} Chance */

const QUEUES = ['orders', 'payments', 'mail'];
const BUILD_IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const SDKS = ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'];

/**
 * @param {Chance} chance
 * @returns {any}
 */
export function anyDocument(chance) {
  const workflows = chance.list(4, (place) => anyWorkflow(chance, `w${place}`));
  const taskQueues = chance.some(QUEUES, chance.below(4)).map((taskQueue) => ({
    taskQueue,
    ...(chance.once(4) ? {} : { versionSets: anySets(chance) }),
  }));
  const operations = anyOperations(chance, taskQueues);
  return {
    version: 1,
    ...(chance.once(3)
      ? { name: `Rollout *${chance.below(9)}*`, description: 'Of <all> sorts.' }
      : {}),
    ...(chance.once(4) ? { limits: anyLimits(chance) } : {}),
    taskQueues,
    workers: chance.list(5, (place) => anyWorker(chance, place)),
    workflows,
    operations,
    expectations: chance.list(5, () => anyExpectation(chance, workflows, operations.length)),
  };
}

/**
 * Operations of which most are taken.
 *
 * @param {Chance} chance
 * @param {{ taskQueue: string, versionSets?: { buildIds: string[] }[] }[]} taskQueues
 */
function anyOperations(chance, taskQueues) {
  const known = new Map(
    taskQueues.map(({ taskQueue, versionSets = [] }) => [
      taskQueue,
      versionSets.flatMap((set) => set.buildIds),
    ]),
  );
  return chance.list(5, (place) => {
    const taskQueue = chance.pick([...QUEUES, ...known.keys()]);
    const buildIds = known.get(taskQueue) ?? [];
    const operation = chance.once(5) ? anyOperation(chance) : likelyOperation(chance, buildIds);
    known.set(taskQueue, [...new Set([...buildIds, operation.buildId ?? 'a'])]);
    return { ...(chance.once(3) ? { name: `step ${place}` } : {}), taskQueue, ...operation };
  });
}

/**
 * @param {Chance} chance
 * @param {string[]} known the build IDs of the queue
 * @returns {any}
 */
function likelyOperation(chance, known) {
  const added = chance.pick(BUILD_IDS.filter((buildId) => !known.includes(buildId)));
  const kind = chance.below(7);
  if (known.length === 0 || (kind < 2 && added)) {
    return { operation: 'addNewIdInNewDefaultSet', buildId: added };
  }
  const [buildId, other] = chance.some(known, 2);
  if (kind < 4 && added) {
    const promoteSet = chance.once(2) ? { promoteSet: chance.once(2) } : {};
    return {
      operation: 'addNewCompatibleVersion',
      buildId: added,
      existingCompatibleBuildId: buildId,
      ...promoteSet,
    };
  }
  if (kind > 3 && kind < 6 && other)
    return { operation: 'mergeSets', primaryBuildId: buildId, secondaryBuildId: other };
  return { operation: chance.pick(['promoteSetByBuildId', 'promoteBuildIdWithinSet']), buildId };
}

/** @param {Chance} chance */
function anyLimits(chance) {
  return chance.pick([
    { versionSets: 3 },
    { buildIds: 4 },
    { taskQueuesPerBuildId: 2 },
    { versionSets: 0, buildIds: 0, taskQueuesPerBuildId: 0, buildIdBytes: 0 },
    {},
  ]);
}

/** @param {Chance} chance */
function anySets(chance) {
  const left = chance.some(BUILD_IDS, 1 + chance.below(4));
  const sets = [];
  while (left.length > 0) sets.push({ buildIds: left.splice(0, 1 + chance.below(3)) });
  return sets;
}

/**
 * @param {Chance} chance
 * @param {number} [place]
 */
function anyWorker(chance, place) {
  return {
    ...(place !== undefined && chance.once(3) ? { name: `worker ${place}` } : {}),
    taskQueue: chance.pick(QUEUES),
    ...(chance.once(5) ? {} : { buildId: chance.pick(BUILD_IDS), useVersioning: !chance.once(8) }),
  };
}

/**
 * @param {Chance} chance
 * @param {string} workflowId
 */
function anyWorkflow(chance, workflowId) {
  return {
    workflowId,
    ...(chance.once(2) ? { workflowType: 'Order' } : {}),
    taskQueue: chance.pick(QUEUES),
    ...(chance.once(3) ? {} : { buildId: chance.pick(BUILD_IDS) }),
    ...(chance.once(5) ? { hasCompletedWorkflowTask: chance.once(2) } : {}),
    ...(chance.once(3) ? { status: chance.pick(['OPEN', 'CLOSED']) } : {}),
    ...(chance.once(2) ? { sdk: chance.pick(SDKS) } : {}),
    commands: chance.list(3, (place) => anyCommand(chance, `c${place}`)),
  };
}

/**
 * @param {Chance} chance
 * @param {string} name
 */
function anyCommand(chance, name) {
  const task = chance.pick([
    'activity',
    'childWorkflow',
    'continueAsNew',
    'workflowRetry',
    'cronRun',
  ]);
  if (task === 'workflowRetry' || task === 'cronRun') return { name, task };
  const versioningIntent = chance.pick([undefined, undefined, 'COMPATIBLE', 'DEFAULT']);
  return {
    name,
    task,
    ...(chance.once(2) ? { taskQueue: chance.pick(QUEUES) } : {}),
    ...(versioningIntent === undefined ? {} : { versioningIntent }),
    ...(versioningIntent !== 'COMPATIBLE' && chance.once(6) ? { useLatestBuildId: true } : {}),
    ...(task === 'activity' && chance.once(5) ? { requestEagerExecution: true } : {}),
  };
}

/**
 * @param {Chance} chance
 * @param {any[]} workflows
 * @param {number} stepCount
 */
function anyExpectation(chance, workflows, stepCount) {
  const after = chance.once(2) ? {} : { after: chance.below(stepCount + 1) };
  const kind = chance.below(5);
  if (kind === 0 && stepCount > 0) {
    const result = chance.pick(['changed', 'unchanged', 'refused']);
    return { step: 1 + chance.below(stepCount), result };
  }
  if (kind === 1) {
    const poll = chance.pick(['receives', 'refused', 'idle']);
    return { ...after, worker: anyWorker(chance), poll };
  }
  if (kind === 2) {
    const retire = { taskQueue: chance.pick(QUEUES), buildId: chance.pick(BUILD_IDS) };
    return { ...after, retire, mayStop: chance.pick(['yes', 'exceptQueries', 'no']) };
  }
  const lands = chance.pick([{ buildId: chance.pick(BUILD_IDS) }, 'unversioned', 'rejected']);
  const expected = chance.once(2) ? { lands } : { lands, hasWorker: chance.once(2) };
  if (kind === 3 && workflows.length > 0) {
    const { workflowId, commands } = chance.pick(workflows);
    const command = chance.once(2) ? undefined : chance.pick([undefined, ...commands])?.name;
    return { ...after, workflow: workflowId, ...(command && { command }), ...expected };
  }
  return { ...after, newWorkflowsOn: chance.pick(QUEUES), ...expected };
}

/**
 * @param {Chance} chance
 * @param {readonly string[]} known
 * @returns {any}
 */
export function anyGoal(chance, known) {
  const buildIds = [...known, 'new', 'newer'];
  const unknownBuildIds = chance.pick([undefined, undefined, undefined, 'add', 'refuse']);
  const common = unknownBuildIds === undefined ? {} : { unknownBuildIds };
  const left = chance.some(buildIds, 1 + chance.below(4));
  const all = [...left];
  const sets = [];
  while (left.length > 0) sets.push({ buildIds: left.splice(0, 1 + chance.below(3)) });
  if (chance.once(4)) return { ...common, allSets: sets };
  const withDefaults = sets.map((set) =>
    chance.once(2) ? { ...set, default: chance.pick(set.buildIds) } : set,
  );
  return {
    ...common,
    ...(chance.once(4) ? {} : { sets: withDefaults }),
    ...(chance.once(3) ? {} : { queueDefault: chance.pick(all) }),
  };
}
