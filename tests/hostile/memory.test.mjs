import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from '../../pkg/engine/bytes.js';
import { initSync } from '../../pkg/engine/engine.js';
import { Namespace } from '../../pkg/index.js';

/** The engine's memory; its exports are the same for the second caller. */
const { memory } = initSync({ module: bytes() });

/**
 * Runs a round many times, and checks that the engine's memory has not grown after the first tenth.
 *
 * @param {number} rounds
 * @param {(round: number) => void} round
 */
function staysFlat(rounds, round) {
  for (let index = 0; index < rounds / 10; index += 1) round(index);
  const before = memory.buffer.byteLength;
  for (let index = rounds / 10; index < rounds; index += 1) round(index);
  assert.equal(memory.buffer.byteLength, before);
}

/** @param {() => unknown} call */
function fails(call) {
  try {
    call();
  } catch {
    return;
  }
  assert.fail('the call must fail');
}

test('200,000 failing calls of each kind leave memory flat', () => {
  const namespace = new Namespace();
  namespace.updateBuildIdCompatibility('q', { operation: 'addNewIdInNewDefaultSet', buildId: 'a' });
  /** @type {any[]} */
  const wrong = [5, null, undefined, [], {}, { operation: 'nope' }, { task: 'nope' }];
  staysFlat(200_000, (round) => {
    const value = wrong[round % wrong.length];
    fails(() => namespace.updateBuildIdCompatibility('q', value));
    fails(() => namespace.resolve(value));
    fails(() =>
      namespace.updateBuildIdCompatibility('q', {
        operation: 'promoteSetByBuildId',
        buildId: `x${round}`,
      }),
    );
    fails(() => namespace.importBuildIds('q', `[{"buildIds":["${round}"]}]`));
  });
  assert.deepEqual(namespace.getBuildIdCompatability('q')?.versionSets, [
    { buildIds: ['a'], default: 'a' },
  ]);
});

test('a million operations, each undone, leave memory flat', () => {
  const namespace = new Namespace();
  for (const buildId of ['a', 'b', 'c']) {
    namespace.updateBuildIdCompatibility('q', { operation: 'addNewIdInNewDefaultSet', buildId });
  }
  staysFlat(1_000_000, (round) => {
    const step = namespace.clone();
    step.updateBuildIdCompatibility('q', {
      operation: 'addNewCompatibleVersion',
      buildId: `d${round}`,
      existingCompatibleBuildId: 'a',
    });
    step.free();
  });
  assert.equal(namespace.getBuildIdCompatability('q')?.defaultBuildId, 'c');
});

test('a million promotions of one namespace leave memory flat', () => {
  const namespace = new Namespace();
  for (const buildId of ['a', 'b', 'c']) {
    namespace.updateBuildIdCompatibility('q', { operation: 'addNewIdInNewDefaultSet', buildId });
  }
  const buildIds = ['a', 'b', 'c'];
  staysFlat(1_000_000, (round) => {
    namespace.updateBuildIdCompatibility('q', {
      operation: 'promoteSetByBuildId',
      buildId: buildIds[round % 3],
    });
  });
});
