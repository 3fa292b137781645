/** What is said to a refusal beyond the words of the server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace, VersioningError } from '../../pkg/index.js';

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */

/** @param {import('../../pkg/index.js').NamespaceOptions} [options] */
function namespaceWithTwoSets(options) {
  const namespace = new Namespace(options);
  namespace.importBuildIds(
    'orders',
    JSON.stringify({ majorVersionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] }),
  );
  return namespace;
}

/**
 * @param {Namespace} namespace
 * @param {BuildIdOperation} operation
 */
function advised(namespace, operation, taskQueue = 'orders') {
  try {
    namespace.updateBuildIdCompatibility(taskQueue, operation);
  } catch (error) {
    assert.ok(error instanceof VersioningError && error.reason);
    return error.advice;
  }
  return assert.fail('it is not refused');
}

/** @type {[string, BuildIdOperation, BuildIdOperation['operation'] | undefined][]} */
const REFUSED = [
  [
    'a set default again',
    { operation: 'addNewIdInNewDefaultSet', buildId: '1.1' },
    'promoteSetByBuildId',
  ],
  [
    'a superseded one again',
    { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
    'promoteBuildIdWithinSet',
  ],
  [
    'one that is in its set, but not its default',
    { operation: 'addNewCompatibleVersion', buildId: '1.0', existingCompatibleBuildId: '1.1' },
    'promoteBuildIdWithinSet',
  ],
  [
    'one whose set is not the queue default',
    {
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
      promoteSet: true,
    },
    'promoteSetByBuildId',
  ],
  [
    'one of another set',
    { operation: 'addNewCompatibleVersion', buildId: '1.1', existingCompatibleBuildId: '2.0' },
    'mergeSets',
  ],
  [
    'to an unknown one',
    { operation: 'addNewCompatibleVersion', buildId: '3.1', existingCompatibleBuildId: '3.0' },
    'addNewIdInNewDefaultSet',
  ],
  [
    'an unknown set',
    { operation: 'promoteSetByBuildId', buildId: '3.0' },
    'addNewIdInNewDefaultSet',
  ],
  [
    'a blank too many',
    { operation: 'promoteBuildIdWithinSet', buildId: '1.0 ' },
    'promoteBuildIdWithinSet',
  ],
  [
    'an unknown primary',
    { operation: 'mergeSets', primaryBuildId: '3.0', secondaryBuildId: '1.0' },
    'addNewIdInNewDefaultSet',
  ],
  [
    'an unknown secondary',
    { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '3.0' },
    'addNewIdInNewDefaultSet',
  ],
  ['nothing', { operation: 'promoteSetByBuildId', buildId: '' }, undefined],
  [
    'too long a build ID',
    { operation: 'addNewIdInNewDefaultSet', buildId: 'x'.repeat(256) },
    undefined,
  ],
];

for (const [name, operation, instead] of REFUSED) {
  test(`${name}: the advice is one that the server takes`, () => {
    const namespace = namespaceWithTwoSets();
    const advice = advised(namespace, operation);
    assert.ok(advice);
    assert.equal(advice.operation?.operation, instead);
    if (advice.operation) namespace.updateBuildIdCompatibility('orders', advice.operation);
  });
}

/** @type {[string, Partial<import('../../pkg/index.js').Limits>, RegExp][]} */
const LIMITS = [
  ['version sets', { versionSets: 2 }, /limit\.versionCompatibleSetLimitPerQueue/],
  ['build IDs', { buildIds: 3 }, /limit\.versionBuildIdLimitPerQueue/],
];

for (const [name, limits, instead] of LIMITS) {
  test(`the limit of ${name} is named, with its setting`, () => {
    const namespace = namespaceWithTwoSets({ limits });
    const advice = advised(namespace, { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' });
    assert.match(advice?.instead ?? '', instead);
  });
}

test('the limit of queues that know a build ID is named, with its setting', () => {
  const namespace = namespaceWithTwoSets({ limits: { taskQueuesPerBuildId: 1 } });
  const advice = advised(
    namespace,
    { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
    'bills',
  );
  assert.match(advice?.instead ?? '', /limit\.taskQueuesPerBuildId/);
});

for (const taskQueue of ['q'.repeat(1001), '/_sys/q']) {
  test(`the advice names a queue called ${taskQueue.slice(0, 8)}`, () => {
    const operation = /** @type {const} */ ({ operation: 'addNewIdInNewDefaultSet', buildId: '1' });
    assert.match(advised(new Namespace(), operation, taskQueue)?.cause ?? '', /that name/);
  });
}
