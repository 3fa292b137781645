// A snapshot is exact, survives JSON, and is refused with a path when it cannot be the state of a namespace.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace } from '../../pkg/index.js';
import { add, assertWorks, sample, wrong } from './support/namespace.mjs';

/** @typedef {import('../../pkg/index.js').NamespaceSnapshot} Snapshot */

const CLI = `[
  { "buildIds": ["a", "b"], "defaultForSet": "b", "isDefaultSet": false },
  { "buildIds": ["c", "d"], "defaultForSet": "d", "isDefaultSet": true }
]`;

/** @type {Record<string, () => Namespace>} */
const NAMESPACES = {
  'an empty one': () => new Namespace(),
  'one with sets': sample,
  'one with limits of its own': () =>
    new Namespace({
      limits: { versionSets: 1, buildIds: 2 ** 32 - 1, taskQueuesPerBuildId: 0, buildIdBytes: 3 },
    }),
  'one with a limit of minus zero': () => new Namespace({ limits: { versionSets: -0 } }),
  'one after a merge': () => {
    const namespace = sample();
    merge(namespace, '1.0', '2.0');
    return namespace;
  },
  'one after an import': () => {
    const namespace = new Namespace();
    namespace.importBuildIds('orders', CLI);
    return namespace;
  },
  'one after an import and a merge': () => {
    const namespace = new Namespace();
    namespace.importBuildIds('orders', CLI);
    merge(namespace, 'a', 'c');
    return namespace;
  },
  'one over its limits after an import': () => {
    const namespace = new Namespace({ limits: { versionSets: 1, buildIds: 1 } });
    namespace.importBuildIds('orders', CLI);
    return namespace;
  },
};

/**
 * @param {Namespace} namespace
 * @param {string} primaryBuildId
 * @param {string} secondaryBuildId
 */
function merge(namespace, primaryBuildId, secondaryBuildId) {
  const operation = /** @type {const} */ ('mergeSets');
  return namespace.updateBuildIdCompatibility('orders', {
    operation,
    primaryBuildId,
    secondaryBuildId,
  });
}

for (const [what, make] of Object.entries(NAMESPACES)) {
  test(`a snapshot of ${what} makes the same namespace`, () => {
    const namespace = make();
    const snapshot = namespace.toJSON();
    const direct = Namespace.fromJSON(snapshot);
    const throughText = Namespace.fromJSON(JSON.parse(JSON.stringify(namespace)));
    for (const copy of [direct, throughText]) {
      assert.deepEqual(copy.toJSON(), snapshot);
      assert.deepEqual(
        copy.getBuildIdCompatability('orders'),
        namespace.getBuildIdCompatability('orders'),
      );
    }
  });
}

test('what comes after is the same: a merge needs the moments, and an import is remembered', () => {
  const namespace = new Namespace();
  namespace.importBuildIds('orders', CLI);
  const copy = Namespace.fromJSON(JSON.parse(JSON.stringify(namespace)));
  assert.deepEqual(merge(namespace, 'a', 'c'), { changed: true, orderIsGuess: true });
  assert.deepEqual(merge(copy, 'a', 'c'), { changed: true, orderIsGuess: true });
  assert.deepEqual(copy.toJSON(), namespace.toJSON());
});

test('the time of the next operation goes on from the snapshot', () => {
  const namespace = sample();
  const copy = Namespace.fromJSON(namespace.toJSON());
  for (const it of [namespace, copy]) {
    it.updateBuildIdCompatibility('orders', {
      operation: 'promoteBuildIdWithinSet',
      buildId: '1.0',
    });
    merge(it, '2.0', '1.0');
  }
  assert.deepEqual(copy.toJSON(), namespace.toJSON());
});

test('a snapshot is JSON and nothing else', () => {
  const snapshot = sample().toJSON();
  assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
});

test('a snapshot may be frozen', () => {
  const freeze = (/** @type {unknown} */ value) => {
    if (typeof value === 'object' && value !== null)
      Object.values(Object.freeze(value)).map(freeze);
  };
  const snapshot = sample().toJSON();
  freeze(snapshot);
  assertWorks(Namespace.fromJSON(snapshot));
});

/** @type {[what: string, message: string | RegExp, change: (snapshot: Snapshot) => unknown][]} */
const CORRUPTED = [
  [
    'a version set without build IDs',
    'snapshot.taskQueues[1].versionSets[0]: expected at least one build ID in each version set',
    ({ taskQueues }) => {
      taskQueues[1].versionSets[0].buildIds = [];
    },
  ],
  [
    'a build ID twice in a set',
    "snapshot.taskQueues[1].versionSets[0].buildIds[1]: expected each build ID once in a task queue, got '1.0' again",
    ({ taskQueues }) => {
      taskQueues[1].versionSets[0].buildIds[1].buildId = '1.0';
    },
  ],
  [
    'a build ID in two sets',
    "snapshot.taskQueues[1].versionSets[1].buildIds[0]: expected each build ID once in a task queue, got '1.0' again",
    ({ taskQueues }) => {
      taskQueues[1].versionSets[1].buildIds[0].buildId = '1.0';
    },
  ],
  [
    'an empty build ID',
    'snapshot.taskQueues[1].versionSets[0].buildIds[0]: expected a build ID that is not empty',
    ({ taskQueues }) => {
      taskQueues[1].versionSets[0].buildIds[0].buildId = '';
    },
  ],
  [
    'sets out of order',
    'snapshot.taskQueues[1].versionSets[1]: expected no earlier moment than the one before it, got 1',
    ({ taskQueues }) => taskQueues[1].versionSets.reverse(),
  ],
  [
    'build IDs out of order',
    'snapshot.taskQueues[1].versionSets[0].buildIds[1]: expected no earlier moment than the one before it, got 1',
    ({ taskQueues }) => taskQueues[1].versionSets[0].buildIds.reverse(),
  ],
  [
    'a task queue twice',
    "snapshot.taskQueues[2]: expected each task queue once, got 'orders' again",
    ({ taskQueues }) => taskQueues.push(taskQueues[1]),
  ],
  [
    'a later version of the format',
    'snapshot.version: expected 1, got 2: a newer worker-versioning may read it',
    (snapshot) => Object.assign(snapshot, { version: 2 }),
  ],
  [
    'no task queues',
    'snapshot.taskQueues: expected array, got undefined',
    (snapshot) => Reflect.deleteProperty(snapshot, 'taskQueues'),
  ],
  [
    'no moment',
    'snapshot.taskQueues[1].versionSets[0].becameQueueDefault: expected integer from 1 to 4503599627370496, got undefined',
    ({ taskQueues }) => Reflect.deleteProperty(taskQueues[1].versionSets[0], 'becameQueueDefault'),
  ],
];
for (const [what, message, change] of CORRUPTED) {
  test(`refused: ${what}`, () => {
    const snapshot = sample().toJSON();
    change(snapshot);
    assert.throws(() => Namespace.fromJSON(snapshot), { message });
    assertWorks(sample());
  });
}

/**
 * The paths of every value in a snapshot.
 *
 * @param {unknown} value
 * @param {(string | number)[]} [path]
 * @returns {(string | number)[][]}
 */
function paths(value, path = []) {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key]))
      : [];
  return path.length === 0 ? inside : [path, ...inside];
}

test('whatever a value is replaced by, it is refused with a path or read as it stands', () => {
  const replacements = [
    undefined,
    null,
    true,
    '',
    'orders',
    '1.0',
    '\ud800',
    -1,
    0,
    1,
    2,
    1.5,
    Number.NaN,
    2 ** 32,
    2 ** 52,
    2 ** 53,
    1n,
    [],
    [1],
    {},
    Symbol('x'),
    () => 1,
    new Map(),
  ];
  const namespace = NAMESPACES['one after an import and a merge']();
  add(namespace, '1.0', 'another');
  let refused = 0;
  let read = 0;
  for (const path of paths(namespace.toJSON())) {
    for (const replacement of replacements) {
      const snapshot = namespace.toJSON();
      const parent = path.slice(0, -1).reduce((at, key) => Reflect.get(at, key), snapshot);
      Reflect.set(parent, path[path.length - 1], replacement);
      let copy;
      try {
        copy = Namespace.fromJSON(wrong(snapshot));
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.match(error.message, /^snapshot(\.\w+|\[\d+\])*: ./);
        refused += 1;
        continue;
      }
      assert.deepEqual(Namespace.fromJSON(copy.toJSON()).toJSON(), copy.toJSON());
      if (replacement !== undefined) assert.deepEqual(copy.toJSON(), ordered(snapshot));
      read += 1;
    }
  }
  assert.ok(refused > 500 && read > 20, `${refused} refused, ${read} read`);
  assertWorks(sample());
});

/**
 * A snapshot as `toJSON` writes it: the task queues in order, and those without sets left out.
 *
 * @param {Snapshot} snapshot
 */
function ordered(snapshot) {
  const taskQueues = snapshot.taskQueues
    .filter(({ versionSets }) => versionSets.length > 0)
    .sort((a, b) => (a.taskQueue < b.taskQueue ? -1 : 1));
  return {
    ...snapshot,
    limits: { ...new Namespace().toJSON().limits, ...snapshot.limits },
    taskQueues,
  };
}
