// Any well-formed text can be a name, and comes back as it went in. Other text never becomes a name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace } from '../../pkg/index.js';
import { add, assertRefused, sample, wrong } from './support/namespace.mjs';

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'toJSON',
  'length',
  '0',
  '-1',
  'null',
  'undefined',
  'NaN',
  ' ',
  ' 1.0 ',
  '\t',
  'two\nlines',
  'two\r\nlines',
  '\0',
  'before\0after',
  '|',
  'a|b|',
  'a: b',
  ', ',
  '"quoted"',
  '\\',
  '%s%n',
  '</script>',
  '\ufeff1.0',
  '1.0\ufeff',
  '\u200b',
  '\u202e0.1',
  '\u007f\u0080\u2028\u2029',
  '\ufffd',
  '\uffff',
  'é',
  'e\u0301',
  'ｆｕｌｌ',
  '版本',
  '😀',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '\u{10ffff}',
  '~'.repeat(255),
  `${'é'.repeat(127)}x`,
  `${'😀'.repeat(63)}xyz`,
];

for (const name of NAMES) {
  test(`a build ID and a task queue may be ${JSON.stringify(name).slice(0, 40)}`, () => {
    const namespace = new Namespace();
    assert.deepEqual(add(namespace, name, name), { changed: true });
    assert.deepEqual(add(namespace, name, name), { changed: false });
    assert.deepEqual(namespace.taskQueues(), [name]);
    const set = { buildIds: [name], default: name };
    assert.deepEqual(namespace.getBuildIdCompatability(name), {
      versionSets: [set],
      defaultSet: set,
      defaultBuildId: name,
    });
    const workflow = { taskQueue: name, buildId: name };
    assert.deepEqual(namespace.resolve({ task: 'query', workflow }), {
      outcome: 'buildId',
      taskQueue: name,
      buildId: name,
      reason: 'SET_DEFAULT',
      follows: { setOf: name },
      steps: [
        { rule: 'WORKFLOW_BUILD_ID', buildId: name },
        { rule: 'SET_DEFAULT', taskQueue: name, buildId: name, setDefault: name },
      ],
    });
    assert.deepEqual(namespace.poll(name, { buildId: name, useVersioning: true }), {
      outcome: 'receives',
      taskQueue: name,
      buildId: name,
      reason: 'SET_DEFAULT',
      buildIds: [name],
      newWorkflows: true,
    });
    assert.deepEqual(
      Object.entries(namespace.getReachability({ buildIds: [name] }).buildIdReachability),
      [[name, { taskQueueReachability: Object.fromEntries([[name, ['NEW_WORKFLOWS']]]) }]],
    );
    const copy = Namespace.fromJSON(JSON.parse(JSON.stringify(namespace)));
    assert.deepEqual(copy.toJSON(), namespace.toJSON());
    assert.throws(
      () => add(copy, name, 'other') && add(copy, 'x', 'other') && add(copy, name, 'other'),
      {
        code: 'INVALID_ARGUMENT',
        message: `version ${name} already exists`,
      },
    );
  });
}

test('texts that only look alike are different build IDs', () => {
  const namespace = new Namespace({ limits: { versionSets: 0, buildIds: 0 } });
  for (const name of NAMES) add(namespace, name);
  const { versionSets } = namespace.getBuildIdCompatability('orders') ?? { versionSets: [] };
  assert.deepEqual(
    versionSets.map((set) => set.default),
    NAMES,
  );
});

test('task queues are listed in the order of their UTF-8 bytes', () => {
  const namespace = new Namespace({ limits: { taskQueuesPerBuildId: 0 } });
  for (const name of NAMES) add(namespace, '1.0', name);
  const inOrder = [...NAMES].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  assert.deepEqual(namespace.taskQueues(), inOrder);
});

test('an empty build ID is refused with the message of the server', () => {
  const namespace = sample();
  assertRefused(namespace, () => add(namespace, ''), {
    code: 'INVALID_ARGUMENT',
    message:
      'request to update worker build ID compatability requires: , `add_new_version_id_in_new_default_set` to be set',
  });
});

for (const [what, name] of [
  ['256 letters', '~'.repeat(256)],
  ['256 bytes in 128 characters', 'é'.repeat(128)],
  ['256 bytes in 64 emoji', '😀'.repeat(64)],
]) {
  test(`a build ID of ${what} is refused`, () => {
    const namespace = sample();
    assertRefused(namespace, () => add(namespace, name), {
      code: 'INVALID_ARGUMENT',
      message:
        'request to update worker build ID compatability requires: ,  Worker build IDs to be no larger than 255 characters',
    });
  });
}

test('a very long text is refused, and the next call works', () => {
  const namespace = sample();
  const name = '😀'.repeat(2_000_000);
  assertRefused(namespace, () => add(namespace, name), { code: 'INVALID_ARGUMENT' });
  assertRefused(namespace, () => namespace.taskQueues() && add(namespace, '1', name), {
    code: 'INVALID_ARGUMENT',
    message: 'taskQueue length exceeds limit',
  });
});

const ILL_FORMED = [
  '\ud800',
  '\udc00',
  'a\ud83d',
  '\ude00b',
  '\ud800\ud800',
  '\udc00\ud800',
  '😀\ud83d',
];
const operation = 'addNewCompatibleVersion';
const workflow = { taskQueue: 'orders' };

/** @type {[path: string, call: (namespace: Namespace, text: string) => unknown][]} */
const PLACES = [
  ['taskQueue', (it, text) => add(it, '3.0', text)],
  ['taskQueue', (it, text) => it.getBuildIdCompatability(text)],
  ['taskQueue', (it, text) => it.importBuildIds(text, '[]')],
  ['taskQueue', (it, text) => it.poll(text, {})],
  ['text', (it, text) => it.importBuildIds('orders', text)],
  ['operation.buildId', (it, text) => add(it, text)],
  [
    'operation.existingCompatibleBuildId',
    (it, text) =>
      it.updateBuildIdCompatibility('orders', {
        operation,
        buildId: '3.0',
        existingCompatibleBuildId: text,
      }),
  ],
  [
    'operation.primaryBuildId',
    (it, text) =>
      it.updateBuildIdCompatibility('orders', {
        operation: 'mergeSets',
        primaryBuildId: text,
        secondaryBuildId: '1.0',
      }),
  ],
  [
    'operation.secondaryBuildId',
    (it, text) =>
      it.updateBuildIdCompatibility('orders', {
        operation: 'mergeSets',
        primaryBuildId: '1.0',
        secondaryBuildId: text,
      }),
  ],
  ['task.taskQueue', (it, text) => it.resolve({ task: 'newWorkflow', taskQueue: text })],
  ['task.taskQueue', (it, text) => it.resolve({ task: 'activity', workflow, taskQueue: text })],
  [
    'task.workflow.taskQueue',
    (it, text) => it.resolve({ task: 'query', workflow: { taskQueue: text } }),
  ],
  [
    'task.workflow.buildId',
    (it, text) => it.resolve({ task: 'query', workflow: { ...workflow, buildId: text } }),
  ],
  ['worker.buildId', (it, text) => it.poll('orders', { buildId: text, useVersioning: true })],
  ['options.buildIds[0]', (it, text) => it.getReachability({ buildIds: [text] })],
  [
    'options.taskQueues[0]',
    (it, text) => it.getReachability({ buildIds: ['1.0'], taskQueues: [text] }),
  ],
  [
    'options.workflows[0].taskQueue',
    (it, text) =>
      it.getReachability({
        buildIds: ['1.0'],
        workflows: [{ taskQueue: text, status: 'OPEN', buildIds: [] }],
      }),
  ],
  [
    'options.workflows[0].buildIds[0]',
    (it, text) =>
      it.getReachability({
        buildIds: ['1.0'],
        workflows: [{ taskQueue: 'orders', status: 'OPEN', buildIds: [text] }],
      }),
  ],
  [
    'snapshot.taskQueues[0].taskQueue',
    (it, text) => {
      const snapshot = it.toJSON();
      snapshot.taskQueues[0].taskQueue = text;
      return Namespace.fromJSON(snapshot);
    },
  ],
  [
    'snapshot.taskQueues[0].versionSets[0].buildIds[0].buildId',
    (it, text) => {
      const snapshot = it.toJSON();
      snapshot.taskQueues[0].versionSets[0].buildIds[0].buildId = text;
      return Namespace.fromJSON(snapshot);
    },
  ],
];
for (const [path, call] of PLACES) {
  test(`a lone surrogate is refused at ${path}`, () => {
    const namespace = sample();
    for (const text of ILL_FORMED) {
      assertRefused(namespace, () => call(namespace, text), {
        name: 'TypeError',
        message: `${path}: expected well-formed text, got a lone surrogate`,
      });
    }
  });
}

test('a lone surrogate written as an escape is refused in imported JSON', () => {
  const namespace = sample();
  for (const text of ['\\ud800', '\\udc00', '\\ud83dx', '\\ude00\\ud83d']) {
    const printed = `[{"buildIds":["${text}"],"defaultForSet":"${text}","isDefaultSet":true}]`;
    assertRefused(namespace, () => namespace.importBuildIds('new', printed), {
      name: 'VersioningError',
      code: 'INVALID_ARGUMENT',
      message: /^line 1, column \d+: /,
    });
  }
});

test('every text that JSON can carry is imported as it is', () => {
  for (const name of NAMES) {
    const namespace = new Namespace();
    const sets = [{ buildIds: [name], defaultForSet: name, isDefaultSet: true }];
    namespace.importBuildIds('orders', JSON.stringify(sets));
    assert.equal(namespace.getBuildIdCompatability('orders')?.defaultBuildId, name);
  }
});

test('a name with a lone surrogate is not taken for the one with U+FFFD in its place', () => {
  const namespace = new Namespace();
  add(namespace, '\ufffd');
  const task = { task: 'query', workflow: { taskQueue: 'orders', buildId: '\ud800' } };
  assertRefused(namespace, () => namespace.resolve(wrong(task)), { name: 'TypeError' });
});
