/** Namespaces to try things on. */

import assert from 'node:assert/strict';
import { Namespace } from '../../../pkg/index.js';

/** `orders` has the sets `[1.0, 1.1] [2.0]`, `invoices` has `[5.0]`. */
export function sample() {
  const namespace = new Namespace();
  add(namespace, '1.0');
  add(namespace, '2.0');
  namespace.updateBuildIdCompatibility('orders', {
    operation: 'addNewCompatibleVersion',
    buildId: '1.1',
    existingCompatibleBuildId: '1.0',
  });
  add(namespace, '5.0', 'invoices');
  return namespace;
}

/**
 * Adds a build ID in a new default set.
 *
 * @param {Namespace} namespace
 * @param {string} buildId
 */
export function add(namespace, buildId, taskQueue = 'orders') {
  const operation = /** @type {const} */ ('addNewIdInNewDefaultSet');
  return namespace.updateBuildIdCompatibility(taskQueue, { operation, buildId });
}

/**
 * A call fails as it should, nothing has changed, and the namespace still works.
 *
 * @param {Namespace} namespace
 * @param {() => unknown} call
 * @param {object} error
 */
export function assertRefused(namespace, call, error) {
  const before = namespace.toJSON();
  assert.throws(call, error);
  assert.deepEqual(namespace.toJSON(), before);
  assertWorks(namespace.clone());
}

/**
 * A namespace takes an operation and routes by it.
 *
 * @param {Namespace} namespace it has another default afterwards
 */
export function assertWorks(namespace) {
  add(namespace, 'next');
  const landing = namespace.resolve({ task: 'newWorkflow', taskQueue: 'orders' });
  assert.equal(landing.outcome === 'buildId' && landing.buildId, 'next');
}

/**
 * A value of which the types say that it cannot be there.
 *
 * @param {unknown} value
 */
export function wrong(value) {
  return /** @type {never} */ (value);
}
