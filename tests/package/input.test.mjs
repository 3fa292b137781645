// Whatever is passed is either taken or refused with the path of what is wrong, and a refused call leaves the
// namespace as it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, Namespace } from '../../pkg/index.js';
import { assertRefused, assertWorks, sample, wrong } from './support/namespace.mjs';

/** @typedef {[path: string, call: (namespace: Namespace, value: unknown) => unknown]} Place */

const add = { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' };
const addCompatible = {
  operation: 'addNewCompatibleVersion',
  buildId: '3.0',
  existingCompatibleBuildId: '1.0',
};
const merge = { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' };
const workflow = { taskQueue: 'orders' };
const ofWorkflow = ['workflowTask', 'query', 'workflowRetry', 'cronRun'];
const commands = ['activity', 'childWorkflow', 'continueAsNew'];

/**
 * @param {Namespace} namespace
 * @param {unknown} operation
 */
const update = (namespace, operation) =>
  namespace.updateBuildIdCompatibility('orders', wrong(operation));

/**
 * @param {Namespace} namespace
 * @param {unknown} task
 */
const resolve = (namespace, task) => namespace.resolve(wrong(task));

/**
 * @param {Namespace} namespace
 * @param {object} change
 */
const reach = (namespace, change) =>
  namespace.getReachability(wrong({ buildIds: ['1.0'], taskQueues: ['orders'], ...change }));

const run = { taskQueue: 'orders', status: 'OPEN', buildIds: ['1.0'] };

/**
 * @param {Namespace} namespace
 * @param {object} change
 */
const reachByRun = (namespace, change) =>
  reach(namespace, { workflows: [run, { ...run, ...change }] });

/**
 * The snapshot of {@link sample} with a change.
 *
 * @param {(snapshot: import('../../pkg/index.js').NamespaceSnapshot) => object} at where
 * @param {string} field
 * @param {unknown} value
 */
const restore = (at, field, value) => {
  const snapshot = sample().toJSON();
  Object.assign(at(snapshot), { [field]: value });
  return Namespace.fromJSON(snapshot);
};

/** @type {Record<string, { required: Place[], optional: Place[], values: unknown[] }>} */
const KINDS = {
  string: {
    values: [
      null,
      1,
      Number.NaN,
      1n,
      true,
      [],
      ['1.0'],
      {},
      Object('1.0'),
      Symbol('1.0'),
      () => '1.0',
    ],
    required: [
      ['taskQueue', (it, value) => it.updateBuildIdCompatibility(wrong(value), wrong(add))],
      ['taskQueue', (it, value) => it.getBuildIdCompatability(wrong(value))],
      ['taskQueue', (it, value) => it.importBuildIds(wrong(value), '[]')],
      ['taskQueue', (it, value) => it.poll(wrong(value), {})],
      ['text', (it, value) => it.importBuildIds('orders', wrong(value))],
      ['operation.buildId', (it, buildId) => update(it, { ...add, buildId })],
      ['operation.buildId', (it, buildId) => update(it, { ...addCompatible, buildId })],
      [
        'operation.buildId',
        (it, buildId) => update(it, { operation: 'promoteSetByBuildId', buildId }),
      ],
      [
        'operation.buildId',
        (it, buildId) => update(it, { operation: 'promoteBuildIdWithinSet', buildId }),
      ],
      [
        'operation.existingCompatibleBuildId',
        (it, value) => update(it, { ...addCompatible, existingCompatibleBuildId: value }),
      ],
      ['operation.primaryBuildId', (it, value) => update(it, { ...merge, primaryBuildId: value })],
      [
        'operation.secondaryBuildId',
        (it, value) => update(it, { ...merge, secondaryBuildId: value }),
      ],
      ['task.taskQueue', (it, taskQueue) => resolve(it, { task: 'newWorkflow', taskQueue })],
      ...[...ofWorkflow, ...commands].map(
        (task) =>
          /** @type {Place} */ ([
            'task.workflow.taskQueue',
            (it, taskQueue) => resolve(it, { task, workflow: { taskQueue } }),
          ]),
      ),
      [
        'tasks[1].taskQueue',
        (it, taskQueue) =>
          it.resolveMany([
            { task: 'newWorkflow', taskQueue: 'orders' },
            { task: 'newWorkflow', taskQueue: wrong(taskQueue) },
          ]),
      ],
      ['options.taskQueues[1]', (it, value) => reach(it, { taskQueues: ['orders', value] })],
      ['options.workflows[1].taskQueue', (it, taskQueue) => reachByRun(it, { taskQueue })],
      [
        'snapshot.taskQueues[1].taskQueue',
        (_, value) => restore((it) => it.taskQueues[1], 'taskQueue', value),
      ],
      [
        'snapshot.taskQueues[1].versionSets[0].buildIds[1].buildId',
        (_, value) =>
          restore((it) => it.taskQueues[1].versionSets[0].buildIds[1], 'buildId', value),
      ],
      ['options.buildIds[1]', (it, value) => reach(it, { buildIds: ['1.0', value] })],
      [
        'options.workflows[1].buildIds[0]',
        (it, value) => reachByRun(it, { buildIds: [value, '1.0'] }),
      ],
    ],
    optional: [
      ...[...ofWorkflow, ...commands].map(
        (task) =>
          /** @type {Place} */ ([
            'task.workflow.buildId',
            (it, buildId) => resolve(it, { task, workflow: { ...workflow, buildId } }),
          ]),
      ),
      ...commands.map(
        (task) =>
          /** @type {Place} */ ([
            'task.taskQueue',
            (it, taskQueue) => resolve(it, { task, workflow, taskQueue }),
          ]),
      ),
      ['worker.buildId', (it, buildId) => it.poll('orders', { buildId: wrong(buildId) })],
    ],
  },
  boolean: {
    values: [null, 0, 1, '', 'true', [], {}],
    required: [],
    optional: [
      [
        'operation.promoteSet',
        (it, promoteSet) => update(it.clone(), { ...addCompatible, promoteSet }),
      ],
      [
        'task.workflow.hasCompletedWorkflowTask',
        (it, value) =>
          resolve(it, {
            task: 'query',
            workflow: { ...workflow, hasCompletedWorkflowTask: value },
          }),
      ],
      ...commands.map(
        (task) =>
          /** @type {Place} */ ([
            'task.useLatestBuildId',
            (it, value) => resolve(it, { task, workflow, useLatestBuildId: value }),
          ]),
      ),
      [
        'task.requestEagerExecution',
        (it, value) => resolve(it, { task: 'activity', workflow, requestEagerExecution: value }),
      ],
      ['worker.useVersioning', (it, value) => it.poll('orders', { useVersioning: wrong(value) })],
    ],
  },
  object: {
    values: [null, 1, 'orders', true, [], [{}], () => ({})],
    required: [
      ['operation', update],
      ['task', resolve],
      ['tasks[0]', (it, value) => it.resolveMany([wrong(value)])],
      ...[...ofWorkflow, ...commands].map(
        (task) =>
          /** @type {Place} */ ([
            'task.workflow',
            (it, value) => resolve(it, { task, workflow: value }),
          ]),
      ),
      ['worker', (it, value) => it.poll('orders', wrong(value))],
      ['options', (it, value) => it.getReachability(wrong(value))],
      ['options.workflows[1]', (it, value) => reach(it, { workflows: [run, value] })],
      ['snapshot', (_, value) => Namespace.fromJSON(wrong(value))],
      ['snapshot.taskQueues[1]', (_, value) => restore((it) => it.taskQueues, '1', value)],
      [
        'snapshot.taskQueues[1].versionSets[1]',
        (_, value) => restore((it) => it.taskQueues[1].versionSets, '1', value),
      ],
      [
        'snapshot.taskQueues[1].versionSets[0].buildIds[1]',
        (_, value) => restore((it) => it.taskQueues[1].versionSets[0].buildIds, '1', value),
      ],
    ],
    optional: [
      ['options', (_, value) => new Namespace(wrong(value))],
      ['options.limits', (_, value) => new Namespace({ limits: wrong(value) })],
      ['options', (it, value) => it.getBuildIdCompatability('orders', wrong(value))],
    ],
  },
  array: {
    values: [null, 1, 'orders', {}, { length: 0 }, new Set(), new Uint8Array(1)],
    required: [
      ['tasks', (it, value) => it.resolveMany(wrong(value))],
      ['options.workflows[1].buildIds', (it, buildIds) => reachByRun(it, { buildIds })],
      ['snapshot.taskQueues', (_, value) => restore((it) => it, 'taskQueues', value)],
      [
        'snapshot.taskQueues[0].versionSets',
        (_, value) => restore((it) => it.taskQueues[0], 'versionSets', value),
      ],
      [
        'snapshot.taskQueues[0].versionSets[0].buildIds',
        (_, value) => restore((it) => it.taskQueues[0].versionSets[0], 'buildIds', value),
      ],
    ],
    optional: [
      ['options.taskQueues', (it, taskQueues) => reach(it, { taskQueues })],
      ['options.workflows', (it, workflows) => reach(it, { workflows })],
    ],
  },
};

const integers = [null, '1', true, 1n, [], {}];
const notIntegers = [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** @type {[expected: string, most: number, required: Place[], optional: Place[]][]} */
const INTEGERS = [
  [
    'integer from 0 to 4294967295',
    2 ** 32 - 1,
    [],
    [
      ...['versionSets', 'buildIds', 'taskQueuesPerBuildId', 'buildIdBytes'].flatMap(
        (name) =>
          /** @type {Place[]} */ ([
            [
              `options.limits.${name}`,
              (_, value) => new Namespace({ limits: { [name]: wrong(value) } }),
            ],
            [`snapshot.limits.${name}`, (_, value) => restore((it) => it.limits, name, value)],
          ]),
      ),
      [
        'options.maxSets',
        (it, maxSets) => it.getBuildIdCompatability('orders', { maxSets: wrong(maxSets) }),
      ],
      [
        'snapshot.taskQueues[0].versionSets[0].buildIds[0].importedInSet',
        (_, value) =>
          restore((it) => it.taskQueues[0].versionSets[0].buildIds[0], 'importedInSet', value),
      ],
    ],
  ],
  [
    'integer from 1 to 4503599627370496',
    2 ** 52,
    [
      [
        'snapshot.taskQueues[0].versionSets[0].becameQueueDefault',
        (_, value) => restore((it) => it.taskQueues[0].versionSets[0], 'becameQueueDefault', value),
      ],
      [
        'snapshot.taskQueues[0].versionSets[0].buildIds[0].becameSetDefault',
        (_, value) =>
          restore((it) => it.taskQueues[0].versionSets[0].buildIds[0], 'becameSetDefault', value),
      ],
    ],
    [],
  ],
];

const OPERATIONS = [
  'addNewIdInNewDefaultSet',
  'addNewCompatibleVersion',
  'promoteSetByBuildId',
  'promoteBuildIdWithinSet',
  'mergeSets',
];

/** @type {[choices: string[], required: Place[], optional: Place[]][]} */
const CHOICES = [
  [OPERATIONS, [['operation.operation', (it, operation) => update(it, { ...add, operation })]], []],
  [
    [
      'newWorkflow',
      'eagerNewWorkflow',
      'workflowTask',
      'update',
      'query',
      'workflowRetry',
      'cronRun',
      'reset',
      ...commands,
      'nexusTask',
      'standaloneActivity',
    ],
    [['task.task', (it, task) => resolve(it, { task, workflow })]],
    [],
  ],
  [
    ['COMPATIBLE', 'DEFAULT'],
    [],
    commands.map((task) => [
      'task.versioningIntent',
      (it, versioningIntent) => resolve(it, { task, workflow, versioningIntent }),
    ]),
  ],
  [
    ['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS', 'OPEN_WORKFLOWS', 'CLOSED_WORKFLOWS'],
    [],
    [['options.reachability', (it, reachability) => reach(it, { reachability })]],
  ],
  [
    ['OPEN', 'CLOSED'],
    [['options.workflows[1].status', (it, status) => reachByRun(it, { status })]],
    [],
  ],
  [
    ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'],
    [],
    commands.map((task) => ['task.sdk', (it, sdk) => resolve(it, { task, workflow, sdk })]),
  ],
];

/** @param {unknown} value */
function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * @param {string} title
 * @param {Place} place
 * @param {unknown[]} values
 * @param {(value: unknown) => string} got
 * @param {string} expected
 */
function refuses(title, [path, call], values, got, expected) {
  test(`${title} ${path}`, () => {
    const namespace = sample();
    for (const value of values) {
      const message = `${path}: expected ${expected}, got ${got(value)}`;
      assertRefused(namespace, () => call(namespace, value), { name: 'TypeError', message });
    }
  });
}

/** @param {Place} place */
function takesUndefined([path, call]) {
  test(`${path} may be undefined`, () => {
    const namespace = sample();
    call(namespace, undefined);
    assertWorks(namespace);
  });
}

for (const [kind, { values, required, optional }] of Object.entries(KINDS)) {
  for (const place of required) {
    refuses('no other type at', place, [undefined, ...values], kindOf, kind);
  }
  for (const place of optional) {
    refuses('no other type at', place, values, kindOf, kind);
    takesUndefined(place);
  }
}

for (const [expected, most, required, optional] of INTEGERS) {
  const outside = [...notIntegers, most + 1];
  for (const place of [...required, ...optional]) {
    refuses('no other type at', place, integers, kindOf, expected);
    refuses('no other number at', place, outside, String, expected);
  }
  for (const place of required) refuses('missing', place, [undefined], kindOf, expected);
  for (const place of optional) takesUndefined(place);
}

for (const [choices, required, optional] of CHOICES) {
  const expected = `one of ${choices.map((name) => `'${name}'`).join(', ')}`;
  const others = ['', '__proto__', 'constructor', 'toString', `${choices[0]} `];
  for (const place of [...required, ...optional]) {
    refuses('no other type at', place, [null, 0, true, [choices[0]], {}], kindOf, expected);
    refuses('no other name at', place, others, (value) => `'${value}'`, expected);
  }
  for (const place of required) refuses('missing', place, [undefined], kindOf, expected);
  for (const place of optional) takesUndefined(place);
}

/** @type {[method: keyof Namespace, given: unknown[], message: string][]} */
const MISSING = [
  ['updateBuildIdCompatibility', [], 'taskQueue: expected string, got undefined'],
  ['updateBuildIdCompatibility', ['orders'], 'operation: expected object, got undefined'],
  ['getBuildIdCompatability', [], 'taskQueue: expected string, got undefined'],
  ['importBuildIds', ['orders'], 'text: expected string, got undefined'],
  ['resolve', [], 'task: expected object, got undefined'],
  ['resolveMany', [], 'tasks: expected array, got undefined'],
  ['resolveMany', [new Array(3)], 'tasks[0]: expected object, got undefined'],
  ['poll', ['orders'], 'worker: expected object, got undefined'],
  ['getReachability', [], 'options: expected object, got undefined'],
];
for (const [method, given, message] of MISSING) {
  test(`${method} with too few arguments: ${message}`, () => {
    const namespace = sample();
    const call = () => Reflect.apply(namespace[method], namespace, given);
    assertRefused(namespace, call, { name: 'TypeError', message });
  });
}

/** @type {[path: string, fields: string, value: object, call: Place[1]][]} */
const CLOSED = [
  ['options', 'limits, deploymentLimits', {}, (_, value) => new Namespace(wrong(value))],
  [
    'options.limits',
    'versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes',
    {},
    (_, value) => new Namespace({ limits: wrong(value) }),
  ],
  ['options', 'maxSets', {}, (it, value) => it.getBuildIdCompatability('orders', wrong(value))],
  ['operation', 'operation, buildId', add, (it, value) => update(it.clone(), value)],
  [
    'operation',
    'operation, buildId, existingCompatibleBuildId, promoteSet',
    addCompatible,
    (it, value) => update(it.clone(), value),
  ],
  [
    'operation',
    'operation, primaryBuildId, secondaryBuildId',
    merge,
    (it, value) => update(it.clone(), value),
  ],
  [
    'task',
    'task, taskQueue, workflowId, versioningOverride',
    { task: 'newWorkflow', taskQueue: 'orders' },
    resolve,
  ],
  [
    'task',
    'task, taskQueue, buildId, deploymentVersion, workflowId, versioningOverride',
    { task: 'eagerNewWorkflow', taskQueue: 'orders', buildId: '1.0' },
    resolve,
  ],
  [
    'task',
    'task, workflow, to, inheritedBuildId',
    { task: 'reset', workflow, to: 'firstWorkflowTask' },
    resolve,
  ],
  ['task', 'task, workflow', { task: 'cronRun', workflow }, resolve],
  [
    'task',
    'task, workflowId, versioningOverride, workflow, taskQueue, versioningIntent, useLatestBuildId, sdk',
    { task: 'childWorkflow', workflow },
    resolve,
  ],
  [
    'task',
    'task, requestEagerExecution, workflow, taskQueue, versioningIntent, useLatestBuildId, sdk',
    { task: 'activity', workflow },
    resolve,
  ],
  [
    'task.workflow',
    'taskQueue, buildId, hasCompletedWorkflowTask, workflowId, versioningInfo',
    workflow,
    (it, value) => resolve(it, { task: 'query', workflow: value }),
  ],
  [
    'options',
    'buildIds, taskQueues, reachability, workflows',
    { buildIds: ['1.0'] },
    (it, value) => it.getReachability(wrong(value)),
  ],
  [
    'options.workflows[0]',
    'taskQueue, status, buildIds',
    run,
    (it, value) => reach(it, { workflows: [value] }),
  ],
  [
    'worker',
    'buildId, useVersioning, deploymentOptions',
    {},
    (it, value) => it.poll('orders', wrong(value)),
  ],
  [
    'snapshot',
    'version, limits, taskQueues, deployments',
    sample().toJSON(),
    (_, value) => Namespace.fromJSON(wrong(value)),
  ],
  [
    'snapshot.taskQueues[1]',
    'taskQueue, versionSets',
    sample().toJSON().taskQueues[1],
    (_, value) => restore((it) => it.taskQueues, '1', value),
  ],
];
for (const [path, fields, value, call] of CLOSED) {
  const hostile = JSON.parse('{ "__proto__": { "buildId": "9.0" } }');
  const extras = [
    ['buildID', { buildID: '1.0' }],
    ['constructor', { constructor: 1 }],
    ['toString', { toString: () => '1.0' }],
    ['__proto__', hostile],
  ];
  test(`no other fields than ${fields} in ${path}`, () => {
    const namespace = sample();
    for (const [name, extra] of extras) {
      const copy = Object.defineProperties({ ...value }, Object.getOwnPropertyDescriptors(extra));
      const message = `${path}: expected no other fields than ${fields}, got ${name}`;
      assertRefused(namespace, () => call(namespace, copy), { name: 'TypeError', message });
    }
  });

  test(`${path} with ${fields} may have another one that is undefined`, () => {
    call(sample(), { ...value, another: undefined });
  });

  test(`${path} with ${fields} may be frozen, and without a prototype`, () => {
    call(sample(), Object.freeze(Object.assign(Object.create(null), value)));
  });
}

test('a field whose value is undefined is as good as none', () => {
  const operation = /** @type {const} */ ({
    ...addCompatible,
    operation: 'addNewCompatibleVersion',
  });
  const [with_, without] = [sample(), sample()];
  with_.updateBuildIdCompatibility('orders', { ...operation, promoteSet: undefined });
  without.updateBuildIdCompatibility('orders', operation);
  assert.deepEqual(with_.toJSON(), without.toJSON());

  const task = /** @type {const} */ ({ task: 'activity', workflow });
  const named = {
    taskQueue: undefined,
    versioningIntent: undefined,
    useLatestBuildId: undefined,
    sdk: undefined,
    requestEagerExecution: undefined,
    workflow: { ...workflow, buildId: undefined, hasCompletedWorkflowTask: undefined },
  };
  assert.deepEqual(with_.resolve({ ...task, ...named }), without.resolve(task));
  assert.deepEqual(
    with_.poll('orders', { buildId: undefined, useVersioning: undefined }),
    without.poll('orders', {}),
  );
  assert.deepEqual(
    new Namespace({ limits: { buildIds: undefined } }).toJSON(),
    new Namespace().toJSON(),
  );
});

test('values from the prototype of an object count: instances of a class may be passed', () => {
  class Operation {
    get operation() {
      return /** @type {const} */ ('addNewIdInNewDefaultSet');
    }
    get buildId() {
      return '3.0';
    }
  }
  const namespace = sample();
  namespace.updateBuildIdCompatibility('orders', new Operation());
  assert.equal(namespace.getBuildIdCompatability('orders')?.defaultBuildId, '3.0');
});

test('a workflow with an empty build ID is refused, as it may be meant for none', () => {
  const namespace = sample();
  const task = { task: 'query', workflow: { ...workflow, buildId: '' } };
  assertRefused(namespace, () => resolve(namespace, task), {
    name: 'VersioningError',
    code: 'INVALID_ARGUMENT',
    message: /^task\.workflow\.buildId: expected a build ID, /,
  });
});

test('useLatestBuildId contradicts the intent Compatible', () => {
  const namespace = sample();
  const task = {
    task: 'activity',
    workflow,
    useLatestBuildId: true,
    versioningIntent: 'COMPATIBLE',
  };
  assertRefused(namespace, () => resolve(namespace, task), {
    name: 'VersioningError',
    code: 'INVALID_ARGUMENT',
    message:
      /^task: expected useLatestBuildId false or absent beside versioningIntent 'COMPATIBLE'/,
  });
});

for (const [taskQueue, problem] of [
  ['', 'missing task queue name'],
  ['q'.repeat(1001), 'taskQueue length exceeds limit'],
  ['é'.repeat(501), 'taskQueue length exceeds limit'],
  ['/_sys/q', 'task queue name cannot start with reserved prefix /_sys/'],
]) {
  test(`no task queue can have the name ${taskQueue.slice(0, 8)}`, () => {
    const namespace = sample();
    const error = { name: 'VersioningError', code: 'INVALID_ARGUMENT' };
    /** @type {[path: string, call: () => unknown][]} */
    const calls = [
      ['', () => namespace.poll(taskQueue, {})],
      ['', () => namespace.getBuildIdCompatability(taskQueue)],
      ['', () => namespace.importBuildIds(taskQueue, 'null')],
      ['task.taskQueue: ', () => namespace.resolve({ task: 'newWorkflow', taskQueue })],
      [
        'task.workflow.taskQueue: ',
        () => namespace.resolve({ task: 'query', workflow: { taskQueue } }),
      ],
      ['task.taskQueue: ', () => namespace.resolve({ task: 'activity', workflow, taskQueue })],
      ['tasks[0].taskQueue: ', () => namespace.resolveMany([{ task: 'newWorkflow', taskQueue }])],
      [
        'snapshot.taskQueues[1].taskQueue: ',
        () => restore((it) => it.taskQueues[1], 'taskQueue', taskQueue),
      ],
    ];
    for (const [path, call] of calls) {
      assertRefused(namespace, call, { ...error, message: `${path}${problem}` });
    }
  });
}

test('explain refuses what is not an answer', () => {
  for (const value of [undefined, null, 1, 'SET_DEFAULT', [], {}, { steps: {} }, { reason: 'x' }]) {
    assert.throws(() => explain(wrong(value)), { name: 'TypeError', message: /^answer/ });
  }
});
