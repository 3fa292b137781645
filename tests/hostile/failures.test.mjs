import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Namespace as Engine } from '../../pkg/engine/engine.js';
import { Namespace } from '../../pkg/index.js';

const ADD = /** @type {const} */ ({ operation: 'addNewIdInNewDefaultSet', buildId: 'a' });

test('text that the engine could not hold is refused before it gets there', () => {
  const namespace = new Namespace();
  const text = 'a'.repeat(2 ** 26 + 1);
  const expected = { name: 'TypeError', message: /^text: expected at most 67108864 characters/ };
  assert.throws(() => namespace.importBuildIds('q', text), expected);
  assert.throws(() => namespace.updateBuildIdCompatibility(text, ADD), {
    message: /^taskQueue: expected at most/,
  });
  assert.deepEqual(namespace.taskQueues(), []);
});

test('the longest text that is taken does not exhaust the engine', () => {
  const namespace = new Namespace();
  // Of all texts this one takes the most memory when it is read: three letters make a value.
  const values = `[${'[],'.repeat((2 ** 26 - 4) / 3)}[]]`;
  assert.throws(() => namespace.importBuildIds('q', values), { code: 'INVALID_ARGUMENT' });
  assert.deepEqual(namespace.taskQueues(), []);
});

test('a failure of the engine says so, ends its handle, and no other', (context) => {
  const failing = new Namespace();
  const other = new Namespace();
  context.mock.method(
    Engine.prototype,
    'updateBuildIdCompatibility',
    () => {
      throw new WebAssembly.RuntimeError('unreachable');
    },
    { times: 1 },
  );
  const says = { message: /the engine of worker-versioning failed, which is a bug in it/ };
  assert.throws(() => failing.updateBuildIdCompatibility('q', ADD), says);
  assert.throws(() => failing.taskQueues(), says);
  assert.deepEqual(other.updateBuildIdCompatibility('q', ADD), { changed: true });
});

test('two namespaces do not touch each other', () => {
  const one = new Namespace();
  const two = new Namespace({ limits: { versionSets: 1 } });
  one.updateBuildIdCompatibility('q', ADD);
  one.updateBuildIdCompatibility('q', { ...ADD, buildId: 'b' });
  two.updateBuildIdCompatibility('q', { ...ADD, buildId: 'c' });
  assert.throws(() => two.updateBuildIdCompatibility('q', ADD), { code: 'FAILED_PRECONDITION' });
  assert.equal(one.getBuildIdCompatability('q')?.defaultBuildId, 'b');
  assert.equal(two.getBuildIdCompatability('q')?.defaultBuildId, 'c');
});
