import { Chance } from '../chance.mjs';
import { Namespace, UnversionedBuildId } from '../face.mjs';

const QUEUES = ['orders', 'payments', 'plain'];
const BUILD_IDS = ['a', 'b', 'c', 'x', 'unknown', '', UnversionedBuildId];
const TYPES = ['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS', 'OPEN_WORKFLOWS', 'CLOSED_WORKFLOWS'];

/** @type {import('../calls.mjs').Group} */
export function askReachability(outer) {
  const sets = { orders: [['a', 'b'], ['c']], payments: [['a'], ['x', 'b']] };
  const asker = outer.in('', sets);
  const namespace = new Namespace({ limits: { taskQueuesPerBuildId: 0 } });
  for (const [queue, buildIds] of Object.entries(sets)) {
    const majorVersionSets = buildIds.map((ids) => ({ buildIds: ids }));
    namespace.importBuildIds(queue, JSON.stringify({ majorVersionSets }));
  }
  for (let seed = 0; seed < 250; seed += 1) {
    asker.call(`any ${seed}`, namespace, 'getReachability', anyQuestion(new Chance(seed)));
  }
  /** @type {[string, unknown][]} */
  const questions = [
    ['nothing', {}],
    ['no build ID', { buildIds: [] }],
    ['no build ID but a queue', { taskQueues: ['orders'] }],
    ['six build IDs', { buildIds: ['a', 'b', 'c', 'd', 'e', 'f'] }],
    ['the same twice', { buildIds: ['a', 'a'], taskQueues: ['orders', 'orders'] }],
    ['unversioned without queue', { buildIds: [UnversionedBuildId] }],
    ['empty without queue', { buildIds: [''] }],
    ['unversioned in both ways', { buildIds: ['', UnversionedBuildId], taskQueues: ['orders'] }],
    ['no queues', { buildIds: ['a'], taskQueues: [] }],
    ['empty queue', { buildIds: ['a'], taskQueues: [''] }],
    ['internal queue', { buildIds: ['a'], taskQueues: ['/_sys/orders/1'] }],
    ['long queue', { buildIds: ['a'], taskQueues: ['q'.repeat(1001)] }],
    [
      'run on no queue',
      { buildIds: ['a'], workflows: [{ taskQueue: '', status: 'OPEN', buildIds: [] }] },
    ],
    [
      'many queues',
      { buildIds: ['a', ''], taskQueues: Array.from({ length: 23 }, (_, at) => `q${at}`) },
    ],
  ];
  for (const [name, question] of questions)
    asker.call(name, namespace, 'getReachability', question);
  for (let queue = 0; queue < 22; queue += 1) {
    const add = { operation: /** @type {const} */ ('addNewIdInNewDefaultSet'), buildId: 'm' };
    namespace.updateBuildIdCompatibility(`many ${queue}`, add);
  }
  asker.call('known to many queues', namespace, 'getReachability', { buildIds: ['m', 'a'] });
  namespace.free();
}

/** @param {Chance} chance */
function anyQuestion(chance) {
  const reachability = chance.pick([undefined, ...TYPES]);
  const workflows = chance.list(5, () => ({
    taskQueue: chance.pick(QUEUES),
    status: chance.pick(['OPEN', 'CLOSED']),
    buildIds: chance.some(BUILD_IDS, chance.below(3)),
  }));
  return {
    buildIds: chance.some(BUILD_IDS, 1 + chance.below(4)),
    ...(chance.once(3) ? {} : { taskQueues: chance.some(QUEUES, 1 + chance.below(3)) }),
    ...(reachability === undefined ? {} : { reachability }),
    ...(chance.once(4) ? {} : { workflows }),
  };
}
