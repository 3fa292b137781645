/** Each reason for which an operation is refused, with its status. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace, Rollout } from '../../pkg/index.js';
import { refusalOf } from './support/refusal.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/index.js').RefusalReason} RefusalReason
 * @typedef {import('../../pkg/index.js').VersioningErrorCode} VersioningErrorCode
 * @typedef {import('../../pkg/index.js').Limits} Limits
 */

const VERSION_SETS = [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }];

/** @type {(buildId: string) => BuildIdOperation} */
const add = (buildId) => ({ operation: 'addNewIdInNewDefaultSet', buildId });

/** @type {(buildId: string, existingCompatibleBuildId: string, promoteSet?: boolean) => BuildIdOperation} */
const addCompatible = (buildId, existingCompatibleBuildId, promoteSet = false) => ({
  operation: 'addNewCompatibleVersion',
  buildId,
  existingCompatibleBuildId,
  ...(promoteSet && { promoteSet }),
});

/** @type {(primaryBuildId: string, secondaryBuildId: string) => BuildIdOperation} */
const merge = (primaryBuildId, secondaryBuildId) => ({
  operation: 'mergeSets',
  primaryBuildId,
  secondaryBuildId,
});

/**
 * @typedef {object} Case
 * @property {VersioningErrorCode} code
 * @property {BuildIdOperation[]} operations each refused for that reason
 * @property {string} [taskQueue]
 * @property {Partial<Limits>} [limits]
 */

/** @type {Partial<Record<RefusalReason, Case>>} */
const CASES = {
  INCOMPLETE: {
    code: 'INVALID_ARGUMENT',
    operations: [add(''), addCompatible('x'.repeat(256), '')],
  },
  BUILD_ID_TOO_LONG: {
    code: 'INVALID_ARGUMENT',
    operations: [add('12345'), addCompatible('12345', '1.0')],
    limits: { buildIdBytes: 4 },
  },
  TASK_QUEUE_NAME: {
    code: 'INVALID_ARGUMENT',
    operations: [add('3.0')],
    taskQueue: '/_sys/orders',
  },
  ALREADY_EXISTS: { code: 'INVALID_ARGUMENT', operations: [add('1.0'), add('1.1')] },
  NOT_QUEUE_DEFAULT: { code: 'INVALID_ARGUMENT', operations: [addCompatible('1.1', '1.0', true)] },
  NOT_SET_DEFAULT: { code: 'INVALID_ARGUMENT', operations: [addCompatible('1.0', '1.1')] },
  INCOMPATIBLE: { code: 'INVALID_ARGUMENT', operations: [addCompatible('2.0', '1.0')] },
  NOT_FOUND: {
    code: 'NOT_FOUND',
    operations: [
      addCompatible('3.1', '3.0'),
      { operation: 'promoteSetByBuildId', buildId: '3.0' },
      { operation: 'promoteBuildIdWithinSet', buildId: '3.0' },
      merge('3.0', '1.0'),
      merge('1.0', '3.0'),
    ],
  },
  TOO_MANY_VERSION_SETS: {
    code: 'FAILED_PRECONDITION',
    operations: [add('3.0')],
    limits: { versionSets: 2 },
  },
  TOO_MANY_BUILD_IDS: {
    code: 'FAILED_PRECONDITION',
    operations: [add('3.0'), addCompatible('1.2', '1.0')],
    limits: { buildIds: 3 },
  },
  TOO_MANY_TASK_QUEUES: {
    code: 'FAILED_PRECONDITION',
    operations: [add('1.0')],
    taskQueue: 'bills',
    limits: { taskQueuesPerBuildId: 1 },
  },
};

for (const [reason, { code, operations, taskQueue = 'orders', limits = {} }] of Object.entries(
  CASES,
)) {
  test(`an operation, a preview and a rollout report ${reason}`, () => {
    const namespace = new Namespace({ limits });
    namespace.importBuildIds('orders', JSON.stringify({ majorVersionSets: VERSION_SETS }));
    for (const operation of operations) {
      const name = JSON.stringify(operation);
      const refusal = refusalOf(() => namespace.updateBuildIdCompatibility(taskQueue, operation));
      const { advice, message } = refusal;
      assert.deepEqual({ ...refusal, message }, { code, reason, advice, message }, name);
      assert.ok(advice?.cause, name);

      const { landings: _, ...preview } = namespace.preview(taskQueue, operation, []);
      assert.deepEqual(preview, { result: 'refused', code, reason, message, advice }, name);

      const [step] = new Rollout({
        version: 1,
        limits,
        taskQueues: [{ taskQueue: 'orders', versionSets: VERSION_SETS }],
        operations: [{ taskQueue, ...operation }],
      }).steps();
      assert.deepEqual(step, { step: 1, taskQueue, operation, ...preview }, name);
    }
  });
}

test('what is refused and is no operation has no reason of one', () => {
  const namespace = new Namespace();
  const refusal = refusalOf(() => namespace.importBuildIds('orders', 'no version sets'));
  assert.deepEqual(Object.keys(refusal), ['code', 'path', 'problem']);
});
