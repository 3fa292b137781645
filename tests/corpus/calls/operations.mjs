import { Chance } from '../chance.mjs';
import { Namespace } from '../face.mjs';

const BUILD_IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const ODD_BUILD_IDS = [
  '',
  'é',
  '__proto__',
  '1',
  ' a',
  'x'.repeat(255),
  'é'.repeat(128),
  '🦀'.repeat(70),
];
const QUEUES = ['orders', 'payments', 'mail'];
const ODD_QUEUES = [
  '',
  '/_sys/orders/1',
  '__proto__',
  'q'.repeat(1000),
  'q'.repeat(1001),
  'é'.repeat(501),
];
const KINDS = [
  'addNewIdInNewDefaultSet',
  'addNewCompatibleVersion',
  'promoteSetByBuildId',
  'promoteBuildIdWithinSet',
  'mergeSets',
];
const LIMITS = [
  undefined,
  { versionSets: 3, buildIds: 4, taskQueuesPerBuildId: 1, buildIdBytes: 5 },
  { versionSets: 2 },
  { buildIds: 3 },
  { taskQueuesPerBuildId: 2 },
  { versionSets: 0, buildIds: 0, taskQueuesPerBuildId: 0, buildIdBytes: 0 },
  { buildIdBytes: 1 },
];

/** @param {Chance} chance */
function buildId(chance) {
  return chance.once(12) ? chance.pick(ODD_BUILD_IDS) : chance.pick(BUILD_IDS);
}

/**
 * Any operation.
 *
 * @param {Chance} chance
 * @returns {any}
 */
export function anyOperation(chance) {
  const operation = chance.pick(KINDS);
  if (operation === 'mergeSets') {
    return { operation, primaryBuildId: buildId(chance), secondaryBuildId: buildId(chance) };
  }
  if (operation !== 'addNewCompatibleVersion') return { operation, buildId: buildId(chance) };
  const promoteSet = chance.pick([undefined, false, true]);
  return {
    operation,
    buildId: buildId(chance),
    existingCompatibleBuildId: buildId(chance),
    ...(promoteSet === undefined ? {} : { promoteSet }),
  };
}

/** @param {Chance} chance */
function anyQueue(chance) {
  return chance.once(25) ? chance.pick(ODD_QUEUES) : chance.pick(QUEUES);
}

/** @param {Chance} chance */
function anySets(chance) {
  const left = chance.some(BUILD_IDS, 1 + chance.below(5));
  const sets = [];
  while (left.length > 0) sets.push({ buildIds: left.splice(0, 1 + chance.below(3)) });
  return JSON.stringify({ majorVersionSets: sets });
}

/** Sequences of operations, with what they leave. @type {import('../calls.mjs').Group} */
export function askOperations(asker) {
  for (let seed = 0; seed < 70; seed += 1) askSequence(asker.in(`sequence ${seed}`), seed);
  const first = asker.in('first');
  for (const queue of ODD_QUEUES) {
    for (const id of ODD_BUILD_IDS) {
      const operation = { operation: 'addNewIdInNewDefaultSet', buildId: id };
      const namespace = new Namespace();
      first.call(
        `${start(queue)} ${start(id)}`,
        namespace,
        'updateBuildIdCompatibility',
        queue,
        operation,
      );
      namespace.free();
    }
  }
}

/** @param {string} text */
function start(text) {
  return text.length > 20 ? `${text.slice(0, 4)}… of ${text.length}` : JSON.stringify(text);
}

/**
 * @param {import('../asker.mjs').Asker} outer
 * @param {number} seed
 */
function askSequence(outer, seed) {
  const chance = new Chance(seed);
  const limits = LIMITS[seed % LIMITS.length];
  const asker = outer.in('', { limits });
  const namespace = new Namespace(limits && { limits });
  for (let step = 0; step < 30; step += 1) {
    const queue = anyQueue(chance);
    const name = `${step}`;
    if (chance.once(step === 0 ? 2 : 20)) {
      asker.call(`${name} import`, namespace, 'importBuildIds', queue, anySets(chance));
    } else if (chance.once(6)) {
      askPreview(asker, `${name} preview`, namespace, chance);
    } else {
      const operation = anyOperation(chance);
      asker.call(
        `${name} ${operation.operation}`,
        namespace,
        'updateBuildIdCompatibility',
        queue,
        operation,
      );
    }
    asker.call(`${name} sets`, namespace, 'getBuildIdCompatability', queue);
    if (chance.once(5)) {
      const maxSets = chance.below(4);
      asker.call(`${name} last sets`, namespace, 'getBuildIdCompatability', queue, { maxSets });
    }
    if (chance.once(5)) asker.call(`${name} poll`, namespace, 'poll', queue, anyWorker(chance));
  }
  asker.call('taskQueues', namespace, 'taskQueues');
  const snapshot = asker.call('toJSON', namespace, 'toJSON');
  asker.call('fromJSON', Namespace, 'fromJSON', snapshot)?.free();
  const copy = asker.call('clone', namespace, 'clone');
  asker.call('clone changed', copy, 'updateBuildIdCompatibility', 'orders', anyOperation(chance));
  asker.call('clone after', copy, 'toJSON');
  asker.call('toJSON after', namespace, 'toJSON');
  copy.free();
  namespace.free();
}

/** @param {Chance} chance */
function anyWorker(chance) {
  const useVersioning = chance.pick([undefined, true, true, true, false]);
  return chance.once(6) ? { useVersioning } : { buildId: buildId(chance), useVersioning };
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} name
 * @param {Namespace} namespace
 * @param {Chance} chance
 */
function askPreview(asker, name, namespace, chance) {
  const queue = anyQueue(chance);
  const tasks = QUEUES.flatMap((taskQueue) => [
    { task: 'newWorkflow', taskQueue },
    { task: 'workflowTask', workflow: { taskQueue, buildId: chance.pick(BUILD_IDS) } },
    {
      task: 'activity',
      workflow: { taskQueue, buildId: 'a' },
      versioningIntent: 'COMPATIBLE',
      taskQueue: 'orders',
    },
  ]);
  const asked = chance.some(tasks, 1 + chance.below(4));
  asker.call(name, namespace, 'preview', queue, anyOperation(chance), asked);
}
