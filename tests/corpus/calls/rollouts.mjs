import { Chance } from '../chance.mjs';
import { Rollout, runbook } from '../face.mjs';
import { anyDocument, anyGoal } from './documents.mjs';

/** What is asked of whole rollouts: all that there is. @type {import('../calls.mjs').Group} */
export function askRollouts(asker, { documents }) {
  for (const [name, document] of Object.entries(documents))
    askRollout(asker.in(name), document, 12);
  for (let seed = 0; seed < 120; seed += 1) {
    const document = anyDocument(new Chance(seed));
    askRollout(asker.in(`any ${seed}`, document), document, 6, seed);
  }
  askOrders(asker.in('orders'));
}

const STARTS = [
  [
    ['a', 'b', 'c'],
    ['d', 'e'],
  ],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ],
  [['a'], ['b'], ['c'], ['d'], ['e']],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g']],
];

/**
 * Plans for the order of all build IDs, which merges of imported sets leave in doubt.
 *
 * @param {import('../asker.mjs').Asker} outer
 */
function askOrders(outer) {
  for (const [place, start] of STARTS.entries()) {
    const versionSets = start.map((buildIds) => ({ buildIds }));
    const asker = outer.in(`from ${place}`, start);
    const limits = { versionSets: start.length + 1, buildIds: 9 };
    const rollout = new Rollout({
      version: 1,
      limits,
      taskQueues: [{ taskQueue: 'orders', versionSets }],
    });
    for (let seed = 0; seed < 25; seed += 1) {
      const chance = new Chance(seed);
      const left = chance.some([...start.flat(), ...chance.list(1, () => 'new')], 9);
      const sets = [];
      while (left.length > 0) sets.push({ buildIds: left.splice(0, chance.pick([2, 4, 9])) });
      const goal = chance.once(2)
        ? { allSets: sets }
        : { sets: [{ buildIds: start.flat() }], queueDefault: 'a' };
      asker.call(`${seed}`, rollout, 'plan', { taskQueue: 'orders', goal });
      asker.call(`${seed} merged`, rollout, 'plan', {
        taskQueue: 'orders',
        goal: { allSets: [{ buildIds: chance.some(start.flat(), 9) }] },
      });
    }
    rollout.free();
  }
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {any} document
 * @param {number} goals how many are planned for
 * @param {number} [seed]
 */
function askRollout(asker, document, goals, seed = 0) {
  const rollout = asker.ask(
    'new',
    () => 'new Rollout(…)',
    () => new Rollout(document),
  );
  const text = JSON.stringify(document);
  asker.ask(
    'parse',
    () => 'Rollout.parse(…)',
    () => Rollout.parse(text).document,
  );
  if (rollout === undefined) return;
  const count = rollout.stepCount;
  asker.put('stepCount', () => 'stepCount', count);
  for (const method of ['steps', 'check', 'hazards', 'workerNeeds'])
    asker.call(method, rollout, method);
  asker.ask(
    'runbook',
    () => 'runbook(rollout)',
    () => runbook(rollout),
  );
  const steps = [...Array(count + 1).keys()];
  for (const step of steps) {
    if (step > 0) asker.call(`rollback ${step}`, rollout, 'rollback', step);
    // The last step is what is taken when nothing is said.
    const args = step === count ? [] : [step];
    asker.call(`landings ${step}`, rollout, 'landings', ...args);
    asker.call(`namespaceAfter ${step}`, rollout, 'namespaceAfter', ...args)?.free();
  }
  const chance = new Chance(1000 + seed);
  askRetirements(asker, rollout, chance);
  for (let place = 0; place < goals; place += 1) {
    const taskQueue = chance.pick(queuesOf(rollout));
    const after = chance.pick([undefined, ...steps]);
    asker.call(`plan ${place}`, rollout, 'plan', {
      taskQueue,
      goal: anyGoal(chance, buildIdsOf(document)),
      after,
    });
  }
  rollout.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {Rollout} rollout
 * @param {Chance} chance
 */
function askRetirements(asker, rollout, chance) {
  const buildIds = [undefined, '', 'unknown', ...buildIdsOf(rollout.document)];
  for (const taskQueue of queuesOf(rollout)) {
    for (const buildId of chance.some(buildIds, 4)) {
      const after = chance.pick([undefined, 0, rollout.stepCount]);
      const name = `retire ${buildId ?? '-'} on ${taskQueue}, ${after ?? '-'}`;
      asker.call(name, rollout, 'retire', { taskQueue, buildId, after });
    }
  }
}

/** @param {Rollout} rollout */
function queuesOf({ document }) {
  const { taskQueues = [], operations = [], workers = [] } = document;
  return [
    ...new Set(['other', ...[...taskQueues, ...operations, ...workers].map((it) => it.taskQueue)]),
  ];
}

/** @param {any} document @returns {string[]} */
function buildIdsOf(document) {
  const found = JSON.stringify(document).matchAll(/"(?:b|existingCompatibleB)uildId":"([^"\\]*)"/g);
  return [...new Set([...found].map(([, buildId]) => buildId))];
}
