import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace } from '../../pkg/index.js';

/** @type {import('../../pkg/index.js').Task[]} */
const TASKS = [
  { task: 'newWorkflow', taskQueue: 'orders' },
  { task: 'workflowTask', workflow: { taskQueue: 'orders', buildId: '1.0' } },
];

function orders() {
  const namespace = new Namespace();
  namespace.updateBuildIdCompatibility('orders', {
    operation: 'addNewIdInNewDefaultSet',
    buildId: '1.0',
  });
  return namespace;
}

test('a preview shows what would move, and changes nothing', () => {
  const namespace = orders();
  const before = namespace.toJSON();
  const { result, landings } = namespace.preview(
    'orders',
    { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
    TASKS,
  );
  assert.equal(result, 'changed');
  assert.deepEqual(
    landings.map(({ moved }) => moved),
    [true, false],
  );
  assert.deepEqual(landings[0].before, namespace.resolve(TASKS[0]));
  assert.equal('buildId' in landings[0].after && landings[0].after.buildId, '2.0');
  assert.deepEqual(namespace.toJSON(), before);
});

test('a preview of what would be refused says so, and moves nothing', () => {
  const preview = orders().preview(
    'orders',
    { operation: 'promoteSetByBuildId', buildId: '9.0' },
    TASKS,
  );
  assert.equal(preview.result, 'refused');
  assert.deepEqual(preview, {
    result: 'refused',
    code: 'NOT_FOUND',
    reason: 'NOT_FOUND',
    message: 'targeted version 9.0 not found',
    advice: {
      cause: 'No version set of orders holds exactly 9.0.',
      instead: 'Name a build ID that the queue has, or add 9.0 first.',
      operation: { operation: 'addNewIdInNewDefaultSet', buildId: '9.0' },
    },
    landings: preview.landings,
  });
  assert.ok(preview.landings.every(({ moved }) => !moved));
});

test('a preview of what is so already is unchanged', () => {
  const operation = /** @type {const} */ ({ operation: 'promoteSetByBuildId', buildId: '1.0' });
  assert.equal(orders().preview('orders', operation, TASKS).result, 'unchanged');
});
