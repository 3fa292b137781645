// What happens to a namespace and to its answers: a failed call changes nothing, answers are the caller's own,
// handles are independent and end when they are freed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { explain, Namespace, VersioningError } from '../../pkg/index.js';
import { initSync } from '../../pkg/slim.js';
import { add, assertRefused, assertWorks, sample, wrong } from './support/namespace.mjs';

const newWorkflow = /** @type {const} */ ({ task: 'newWorkflow', taskQueue: 'orders' });

/** @type {Record<string, (namespace: Namespace) => unknown>} */
const ANSWERS = {
  'the result of an operation': (it) => add(it, '2.0'),
  'version sets': (it) => it.getBuildIdCompatability('orders'),
  'names of task queues': (it) => it.taskQueues(),
  'a landing on a build ID': (it) => it.resolve(newWorkflow),
  'an unversioned landing': (it) => it.resolve({ ...newWorkflow, taskQueue: 'none' }),
  'a refused command': (it) =>
    it.resolve({
      task: 'activity',
      workflow: { taskQueue: 'orders', buildId: '1.0' },
      taskQueue: 'invoices',
      versioningIntent: 'COMPATIBLE',
    }),
  'several landings': (it) => it.resolveMany([newWorkflow, newWorkflow]),
  "an unversioned worker's poll": (it) => it.poll('orders', { buildId: '1.0' }),
  "a set default's poll": (it) => it.poll('orders', { buildId: '1.1', useVersioning: true }),
  "a superseded worker's poll": (it) => it.poll('orders', { buildId: '1.0', useVersioning: true }),
  "an unknown worker's poll": (it) => it.poll('orders', { buildId: 'x', useVersioning: true }),
  'a snapshot': (it) => it.toJSON(),
  sentences: (it) => explain(it.resolve(newWorkflow)),
};

/**
 * Calls back for every object in a value.
 *
 * @param {unknown} value
 * @param {(found: object) => void} visit
 */
function walk(value, visit) {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const item of Object.values(value)) walk(item, visit);
}

for (const [what, ask] of Object.entries(ANSWERS)) {
  test(`plain data: ${what}`, () => {
    const answer = ask(sample());
    walk(answer, (found) => {
      const prototype = Array.isArray(found) ? Array.prototype : Object.prototype;
      assert.equal(Object.getPrototypeOf(found), prototype);
      assert.ok(!Object.values(found).includes(undefined), 'no field is undefined');
    });
    assert.deepEqual(structuredClone(answer), answer);
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
  });

  test(`the caller's own: ${what}`, () => {
    const namespace = sample();
    const before = namespace.toJSON();
    const [first, second] = [ask(namespace), ask(namespace)];
    const untouched = structuredClone(second);
    walk(first, (found) => {
      for (const key of Object.keys(found)) Reflect.set(found, key, 'changed');
      Reflect.set(found, 'added', 'changed');
    });
    assert.deepEqual(second, untouched);
    assert.deepEqual(ask(namespace), untouched);
    assert.deepEqual(namespace.toJSON(), before);
  });
}

test('the sets of one answer share nothing', () => {
  const read = sample().getBuildIdCompatability('orders');
  assert.ok(read);
  read.defaultSet.buildIds.push('changed');
  assert.deepEqual(read.versionSets.at(-1)?.buildIds, ['2.0']);
});

test('what was passed may change after the call', () => {
  const namespace = new Namespace();
  const operation = { operation: /** @type {const} */ ('addNewIdInNewDefaultSet'), buildId: '1.0' };
  namespace.updateBuildIdCompatibility('orders', operation);
  operation.buildId = '2.0';
  assert.equal(namespace.getBuildIdCompatability('orders')?.defaultBuildId, '1.0');
});

test('what was passed is not changed', () => {
  const snapshot = sample().toJSON();
  const before = structuredClone(snapshot);
  assertWorks(Namespace.fromJSON(snapshot));
  assert.deepEqual(snapshot, before);
});

/** @type {[code: string, message: string, operation: import('../../pkg/index.js').BuildIdOperation][]} */
const REFUSED = [
  [
    'INVALID_ARGUMENT',
    'version 1.0 already exists',
    { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
  ],
  [
    'INVALID_ARGUMENT',
    'version 1.1 already exists and is not default for queue',
    {
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
      promoteSet: true,
    },
  ],
  [
    'INVALID_ARGUMENT',
    'version 1.0 already exists and is not default in set',
    { operation: 'addNewCompatibleVersion', buildId: '1.0', existingCompatibleBuildId: '1.1' },
  ],
  [
    'INVALID_ARGUMENT',
    '2.0 requested to be made compatible with 1.0 but both versions exist and are incompatible',
    { operation: 'addNewCompatibleVersion', buildId: '2.0', existingCompatibleBuildId: '1.0' },
  ],
  [
    'NOT_FOUND',
    'targeted compatible_version 9 not found',
    { operation: 'addNewCompatibleVersion', buildId: '3.0', existingCompatibleBuildId: '9' },
  ],
  ['NOT_FOUND', 'targeted version 9 not found', { operation: 'promoteSetByBuildId', buildId: '9' }],
  [
    'NOT_FOUND',
    'targeted version 9 not found',
    { operation: 'promoteBuildIdWithinSet', buildId: '9' },
  ],
  [
    'NOT_FOUND',
    'targeted primary version 9 not found',
    { operation: 'mergeSets', primaryBuildId: '9', secondaryBuildId: '1.0' },
  ],
  [
    'NOT_FOUND',
    'targeted secondary version 9 not found',
    { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '9' },
  ],
];
for (const [code, message, operation] of REFUSED) {
  test(`refused: ${operation.operation}, ${message}`, () => {
    const namespace = sample();
    assertRefused(namespace, () => namespace.updateBuildIdCompatibility('orders', operation), {
      name: 'VersioningError',
      code,
      message,
    });
  });
}

test('a limit refuses with FAILED_PRECONDITION', () => {
  const namespace = new Namespace({ limits: { versionSets: 3 } });
  for (const buildId of ['1', '2']) add(namespace, buildId);
  const full = namespace.clone();
  add(full, '3');
  const before = full.toJSON();
  assert.throws(() => add(full, '4'), {
    code: 'FAILED_PRECONDITION',
    message:
      'update would exceed number of compatible version sets permitted in namespace dynamic config (4/3)',
  });
  assert.deepEqual(full.toJSON(), before);
  assertWorks(namespace);
});

test('a thousand refusals leave it as able as before', () => {
  const namespace = sample();
  for (let time = 0; time < 1000; time++) {
    assert.throws(() => add(namespace, '1.0'), VersioningError);
    assert.throws(() => add(namespace, wrong(time)), TypeError);
  }
  assertWorks(namespace);
});

test('a VersioningError is an Error with a name, a code, a message and a stack', () => {
  const error = caught(() => add(sample(), '1.0'));
  assert.ok(error instanceof VersioningError);
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'VersioningError');
  assert.equal(error.code, 'INVALID_ARGUMENT');
  assert.equal(error.message, 'version 1.0 already exists');
  assert.equal(`${error}`, 'VersioningError: version 1.0 already exists');
  assert.match(error.stack ?? '', /^VersioningError: version 1\.0 already exists\n +at /);
  assert.match(inspect(error), /code: 'INVALID_ARGUMENT'/);
  assert.match(inspect(error), /reason: 'ALREADY_EXISTS'/);
  assert.deepEqual(Object.keys(error), ['code', 'reason', 'advice']);
});

test('a VersioningError can be made by others', () => {
  const error = new VersioningError('NOT_FOUND', 'of my own');
  assert.deepEqual(
    [error.name, error.code, error.message],
    ['VersioningError', 'NOT_FOUND', 'of my own'],
  );
});

/** @param {() => unknown} call */
function caught(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('it throws');
}

/**
 * Every call that takes an object, with one whose field does something when it is read.
 *
 * @type {Record<string, (namespace: Namespace, read: () => string) => unknown>}
 */
const WITH_GETTERS = {
  updateBuildIdCompatibility: (it, read) =>
    it.updateBuildIdCompatibility('orders', {
      operation: 'addNewIdInNewDefaultSet',
      get buildId() {
        return read();
      },
    }),
  resolve: (it, read) =>
    it.resolve({
      task: 'newWorkflow',
      get taskQueue() {
        return read();
      },
    }),
  resolveMany: (it, read) =>
    it.resolveMany([
      newWorkflow,
      {
        task: 'newWorkflow',
        get taskQueue() {
          return read();
        },
      },
    ]),
  poll: (it, read) =>
    it.poll('orders', {
      useVersioning: true,
      get buildId() {
        return read();
      },
    }),
  snippet: (it, read) =>
    it.snippet(
      'orders',
      {
        operation: 'promoteSetByBuildId',
        get buildId() {
          return read();
        },
      },
      'go',
    ),
  fromJSON: (it, read) => {
    const snapshot = it.toJSON();
    Object.defineProperty(snapshot.taskQueues[0], 'taskQueue', { get: read, enumerable: true });
    return Namespace.fromJSON(snapshot);
  },
};
for (const [method, call] of Object.entries(WITH_GETTERS)) {
  test(`${method}: what a getter throws is thrown on`, () => {
    const namespace = sample();
    const thrown = new RangeError('a getter');
    const read = () => {
      throw thrown;
    };
    assertRefused(namespace, () => call(namespace, read), thrown);
  });

  test(`${method}: what a getter throws may be text`, () => {
    const namespace = sample();
    const read = () => {
      throw 'NOT_FOUND: not of the engine';
    };
    assert.equal(
      caught(() => call(namespace, read)),
      'NOT_FOUND: not of the engine',
    );
    assertWorks(namespace);
  });

  test(`${method}: a getter may use the same namespace`, () => {
    const namespace = sample();
    call(namespace, () => {
      add(namespace, '1.0', 'inner');
      return '3.0';
    });
    assert.equal(namespace.getBuildIdCompatability('inner')?.defaultBuildId, '1.0');
    assertWorks(namespace);
  });

  test(`${method}: a getter may be refused by the same namespace`, () => {
    const namespace = sample();
    const before = namespace.toJSON();
    const error = caught(() => call(namespace, () => `${add(namespace, '1.0').changed}`));
    assert.ok(error instanceof VersioningError);
    assert.deepEqual(namespace.toJSON(), before);
    assertWorks(namespace);
  });

  test(`${method}: a getter may free the namespace`, () => {
    const namespace = sample();
    const isStatic = method === 'fromJSON';
    const free = () => {
      namespace.free();
      return '3.0';
    };
    if (isStatic) assertWorks(/** @type {Namespace} */ (call(namespace, free)));
    else assert.throws(() => call(namespace, free), FREED);
    assert.throws(() => namespace.taskQueues(), FREED);
  });
}

test('a field that is another value each time it is read is read once', () => {
  const namespace = sample();
  let reads = 0;
  const task = {
    task: 'activity',
    workflow: { taskQueue: 'orders' },
    get taskQueue() {
      reads += 1;
      return reads === 1 ? 'orders' : 7;
    },
  };
  assert.equal(namespace.resolve(wrong(task)).taskQueue, 'orders');
  assert.equal(reads, 1);
  assertRefused(namespace, () => namespace.resolve(wrong(task)), {
    name: 'TypeError',
    message: 'task.taskQueue: expected string, got number',
  });
});

test('a proxy that throws leaves the namespace as it was', () => {
  const namespace = sample();
  const thrown = new Error('a trap');
  const trap = () => {
    throw thrown;
  };
  for (const handler of [{ get: trap }, { ownKeys: trap }, { getOwnPropertyDescriptor: trap }]) {
    const target = { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' };
    const call = () =>
      namespace.updateBuildIdCompatibility('orders', wrong(new Proxy(target, handler)));
    assertRefused(namespace, call, thrown);
  }
});

const FREED = { name: 'Error', message: /freed/ };

/** @type {Record<string, (namespace: Namespace) => unknown>} */
const METHODS = {
  apply: (it) =>
    it.apply({ taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '1.0' }),
  updateBuildIdCompatibility: (it) => add(it, '3.0'),
  getBuildIdCompatability: (it) => it.getBuildIdCompatability('orders'),
  getReachability: (it) => it.getReachability({ buildIds: ['1.0'] }),
  taskQueues: (it) => it.taskQueues(),
  importBuildIds: (it) => it.importBuildIds('orders', 'null'),
  observe: (it) =>
    it.observe({
      happening: 'drainageCheck',
      deploymentVersion: { deploymentName: 'shop', buildId: '1.0' },
      openPinnedWorkflows: 0,
    }),
  workerDeployments: (it) => it.workerDeployments(),
  describeWorkerDeployment: (it) => it.describeWorkerDeployment('shop'),
  describeWorkerDeploymentVersion: (it) =>
    it.describeWorkerDeploymentVersion({ deploymentName: 'shop', buildId: '1.0' }),
  importWorkerDeployments: (it) => it.importWorkerDeployments('[]'),
  begin: (it) => it.begin(newWorkflow),
  progress: (it) => it.progress({ taskQueue: 'orders' }, { event: 'overrideSet' }),
  resolve: (it) => it.resolve(newWorkflow),
  resolveMany: (it) => it.resolveMany([newWorkflow]),
  poll: (it) => it.poll('orders', {}),
  preview: (it) =>
    it.preview('orders', { operation: 'promoteSetByBuildId', buildId: '1.0' }, [newWorkflow]),
  snippet: (it) => it.snippet('orders', { operation: 'promoteSetByBuildId', buildId: '1.0' }, 'go'),
  clone: (it) => it.clone(),
  toJSON: (it) => it.toJSON(),
  'JSON.stringify': (it) => JSON.stringify(it),
};
for (const [name, call] of Object.entries(METHODS)) {
  test(`${name} of a freed namespace says so, each time`, () => {
    const namespace = sample();
    namespace.free();
    assert.throws(() => call(namespace), FREED);
    assert.throws(() => call(namespace), FREED);
  });

  test(`${name} needs a namespace, not something like it`, () => {
    const copy = structuredClone(sample());
    Object.setPrototypeOf(copy, Namespace.prototype);
    assert.throws(() => call(copy), TypeError);
    assertWorks(sample());
  });
}

test('every method of the class is tried above', () => {
  const methods = Object.getOwnPropertyNames(Namespace.prototype);
  const others = ['constructor', 'free', 'JSON.stringify'];
  assert.deepEqual(
    methods.concat('JSON.stringify').sort(),
    [...new Set([...Object.keys(METHODS), ...others])].sort(),
  );
});

test('a namespace may be freed twice', () => {
  const namespace = sample();
  namespace.free();
  namespace.free();
});

test('freeing one namespace leaves the others', () => {
  const namespace = sample();
  const copy = namespace.clone();
  namespace.free();
  assertWorks(copy);
});

test('structuredClone makes no second handle', () => {
  const namespace = sample();
  const copy = structuredClone(namespace);
  assert.throws(() => copy.taskQueues(), { name: 'TypeError', message: /not a function/ });
  assert.ok(!(copy instanceof Namespace));
  assertWorks(namespace);
});

test('another thread gets no handle, but may get a snapshot', async () => {
  const { port1, port2 } = new MessageChannel();
  const namespace = sample();
  try {
    const received = new Promise((resolve) => port2.once('message', resolve));
    port1.postMessage({ namespace, snapshot: namespace.toJSON() });
    const message = /** @type {{ namespace: object, snapshot: never }} */ (await received);
    assert.ok(!(message.namespace instanceof Namespace));
    assert.deepEqual(Namespace.fromJSON(message.snapshot).toJSON(), namespace.toJSON());
  } finally {
    port1.close();
  }
});

test('a namespace shows nothing of its inside', () => {
  const namespace = sample();
  assert.deepEqual(Reflect.ownKeys(namespace), []);
  assert.equal(inspect(namespace), 'Namespace {}');
});

test('it cannot be called without new', () => {
  assert.throws(() => Reflect.apply(Namespace, undefined, []), TypeError);
});

test('a clone changes on its own', () => {
  const namespace = sample();
  const before = namespace.toJSON();
  const copy = namespace.clone();
  assert.deepEqual(copy.toJSON(), before);
  add(copy, '3.0');
  assert.deepEqual(namespace.toJSON(), before);
  add(namespace, '4.0');
  assert.equal(copy.getBuildIdCompatability('orders')?.defaultBuildId, '3.0');
});

test('a clone has the limits of its origin', () => {
  const namespace = new Namespace({ limits: { versionSets: 1 } });
  const copy = namespace.clone();
  add(copy, '1.0');
  assert.throws(() => add(copy, '2.0'), { code: 'FAILED_PRECONDITION' });
});

test('a thousand namespaces at once know only their own', () => {
  const namespaces = Array.from({ length: 1000 }, () => new Namespace());
  namespaces.forEach((namespace, index) => {
    add(namespace, `${index}`);
  });
  namespaces.forEach((namespace, index) => {
    assert.equal(namespace.getBuildIdCompatability('orders')?.defaultBuildId, `${index}`);
    namespace.free();
  });
});

test('freed namespaces and refused calls give their memory back', () => {
  // Once it is started, the engine is what this answers with, whatever the source.
  const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (initSync({ module: {} }));
  const big = new Namespace();
  for (let set = 0; set < 10; set++) add(big, `${set}`.repeat(200));
  const snapshot = big.toJSON();
  const use = (/** @type {number} */ times) => {
    for (let time = 0; time < times; time++) {
      const namespace = Namespace.fromJSON(snapshot);
      const copy = namespace.clone();
      assert.throws(() => add(copy, 'one too many'), VersioningError);
      namespace.resolve(newWorkflow);
      namespace.free();
      copy.free();
    }
    return memory.buffer.byteLength;
  };
  const before = use(100);
  assert.equal(use(2000), before);
});
