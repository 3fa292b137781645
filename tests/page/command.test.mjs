/** Operations read from the command lines that ask a server for them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCommand, snippet } from '../../pkg/index.js';
import { draftOf, operationOf } from '../../www/plan/draft.js';
import './resolve-package.mjs';

const { markedParts, piecesOf } = await import('../../www/plan/composed.js');

const UPDATE = 'temporal task-queue update-build-ids';

/** @param {string} text */
function read(text) {
  const { taskQueue, ...operation } = readCommand(text).operation;
  const draft = draftOf(taskQueue, operation);
  return { taskQueue: draft.taskQueue, ...operationOf(draft) };
}

const NEW_DEFAULT = { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' };

/** @type {[string, string, object][]} */
const COMMANDS = [
  ['a new default', `${UPDATE} add-new-default --task-queue orders --build-id 2.0`, NEW_DEFAULT],
  [
    'a compatible build ID',
    `${UPDATE} add-new-compatible --task-queue orders --build-id 1.1 --existing-compatible-build-id 1.0`,
    {
      taskQueue: 'orders',
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
    },
  ],
  [
    'a compatible build ID and its set promoted',
    `${UPDATE} add-new-compatible --task-queue orders --build-id 1.1 --existing-compatible-build-id 1.0 --set-as-default`,
    {
      taskQueue: 'orders',
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
      promoteSet: true,
    },
  ],
  [
    'a promoted set',
    `${UPDATE} promote-set --task-queue orders --build-id 1.0`,
    { taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '1.0' },
  ],
  [
    'a build ID promoted in its set',
    `${UPDATE} promote-id-in-set --task-queue orders --build-id 1.0`,
    { taskQueue: 'orders', operation: 'promoteBuildIdWithinSet', buildId: '1.0' },
  ],
  ['short flags', `${UPDATE} add-new-default -t orders --build-id 2.0`, NEW_DEFAULT],
  ['flags with =', `${UPDATE} add-new-default --task-queue=orders --build-id=2.0`, NEW_DEFAULT],
  [
    'how to reach the server',
    `${UPDATE} add-new-default --address 127.0.0.1:7233 -n shop --tls --task-queue orders --build-id 2.0 -o json`,
    NEW_DEFAULT,
  ],
  [
    'a prompt and continued lines',
    `$ ${UPDATE} add-new-default \\\n  --task-queue orders \\\n  --build-id 2.0\n`,
    NEW_DEFAULT,
  ],
  [
    'quotes and backslashes',
    `${UPDATE} add-new-default --task-queue "orders" --build-id 'it'\\''s \\"2.0"'`,
    { ...NEW_DEFAULT, buildId: 'it\'s \\"2.0"' },
  ],
  [
    'an empty build ID',
    `${UPDATE} add-new-default --task-queue orders --build-id ''`,
    { ...NEW_DEFAULT, buildId: '' },
  ],
];

for (const [name, text, operation] of COMMANDS) {
  test(`${name} is read`, () => assert.deepEqual(read(text), operation));
}

/** @type {[string, string, string][]} */
const NO_COMMANDS = [
  ['another command', 'temporal workflow list', `Expected ${UPDATE} … .`],
  [
    'another operation',
    `${UPDATE} remove --task-queue orders`,
    'Expected one of add-new-default, add-new-compatible, promote-set, promote-id-in-set, got remove.',
  ],
  [
    'no operation',
    UPDATE,
    'Expected one of add-new-default, add-new-compatible, promote-set, promote-id-in-set, got nothing.',
  ],
  ['no queue', `${UPDATE} promote-set --build-id 1.0`, 'Expected --task-queue.'],
  ['no build ID', `${UPDATE} promote-set --task-queue orders`, 'Expected --build-id.'],
  [
    'a flag without its value',
    `${UPDATE} promote-set --task-queue`,
    'Expected a value after --task-queue.',
  ],
  [
    'a stray word',
    `${UPDATE} promote-set orders`,
    'Expected a flag such as --build-id, got orders.',
  ],
  [
    'an open quote',
    `${UPDATE} promote-set --task-queue 'orders`,
    'Expected another quote that ends the quoted text.',
  ],
];

for (const [name, text, message] of NO_COMMANDS) {
  test(`${name} is reported`, () =>
    assert.throws(() => readCommand(text), { name: 'VersioningError', message }));
}

test('what is written as a command is read back, whatever the names', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('\0'));
  /** @type {fc.Arbitrary<import('../../pkg/index.js').BuildIdOperation>} */
  const operation = fc.oneof(
    fc.record({
      operation: fc.constant(/** @type {const} */ ('addNewIdInNewDefaultSet')),
      buildId: name,
    }),
    fc.record({
      operation: fc.constant(/** @type {const} */ ('promoteSetByBuildId')),
      buildId: name,
    }),
    fc.record({
      operation: fc.constant(/** @type {const} */ ('promoteBuildIdWithinSet')),
      buildId: name,
    }),
    fc.record({
      operation: fc.constant(/** @type {const} */ ('addNewCompatibleVersion')),
      buildId: name,
      existingCompatibleBuildId: name,
    }),
  );
  fc.assert(
    fc.property(name, operation, (taskQueue, asked) => {
      assert.deepEqual(read(snippet(taskQueue, asked, 'cli')), { taskQueue, ...asked });
    }),
  );
});

test('a command says where each of its values stands', () => {
  const draft = draftOf('any', {
    operation: 'addNewCompatibleVersion',
    buildId: 'any',
    existingCompatibleBuildId: 'any',
    promoteSet: true,
  });
  assert.deepEqual(piecesOf(draft), [
    { text: `${UPDATE} add-new-compatible` },
    { text: '--task-queue', value: 'taskQueue' },
    { text: '--build-id', value: 'buildId' },
    { text: '--existing-compatible-build-id', value: 'existingCompatibleBuildId' },
    { text: '--set-as-default' },
  ]);
});

test('no command asks for a merge', () => {
  const merge = draftOf('any', {
    operation: 'mergeSets',
    primaryBuildId: '1.0',
    secondaryBuildId: '2.0',
  });
  assert.deepEqual(piecesOf(merge), []);
});

/** @type {[string, string, Parameters<typeof markedParts>[1], string][]} */
const MARKED = [
  ['a word', 'a bad c', [{ line: 1, column: 3, length: 3 }], 'a [bad] c'],
  ['a word of a later line', 'a\n😀 bad', [{ line: 2, column: 4, length: 3 }], 'a\n😀 [bad]'],
  ['where something is missing', 'a', [{ line: 1, column: 2, length: 0 }], 'a[]'],
  [
    'several words, in whichever order',
    'a b c',
    [
      { line: 1, column: 5, length: 1 },
      { line: 1, column: 1, length: 1 },
    ],
    '[a] b [c]',
  ],
  ['nothing', 'a b', [], 'a b'],
];

for (const [name, text, places, marked] of MARKED) {
  test(`of a text is marked: ${name}`, () => {
    const parts = markedParts(text, places);
    assert.equal(
      parts.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
      marked,
    );
  });
}
