import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from '../../pkg/engine/bytes.js';
import { initSync } from '../../pkg/engine/engine.js';
import { Namespace, WorkflowLandings } from '../../pkg/index.js';

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

test('a million workflows, in pieces of any size, leave memory flat', () => {
  const landings = new WorkflowLandings();
  const encoder = new TextEncoder();
  const used = ['', 'WyJ1bnZlcnNpb25lZCJd', 'WyJ2ZXJzaW9uZWQ6MS4wIl0='];
  staysFlat(100_000, (round) => {
    let text = '';
    for (let index = 0; index < 10; index += 1) {
      const id = 10 * round + index;
      text += `{"execution":{"workflowId":"order-${id}","runId":"${id}"},"type":{"name":"Order${id % 4}"},
        "status":"WORKFLOW_EXECUTION_STATUS_RUNNING","memo":{"fields":{"note":"é ${id}"}},
        "searchAttributes":{"indexedFields":{"BuildIds":{"data":"${used[id % 3] || used[1]}"}}},"taskQueue":"orders"}\n`;
    }
    const bytes = encoder.encode(text);
    const cut = round % bytes.length;
    landings.write(bytes.subarray(0, cut));
    landings.write(bytes.subarray(cut));
  });
  landings.end();
  assert.equal(landings.counts.running, 1_000_000);
  assert.equal(landings.rows(new Namespace()).length, 8);
});

test('a text that never ends is refused before it fills memory', () => {
  const landings = new WorkflowLandings();
  const piece = new Uint8Array(2 ** 20).fill(0x61);
  landings.write('{"memo":"');
  const write = () => {
    for (let index = 0; index < 1024; index += 1) landings.write(piece);
  };
  assert.throws(write, { code: 'INVALID_ARGUMENT', message: /at most 16777216 bytes/ });
  assert.ok(memory.buffer.byteLength < 100 * 2 ** 20, `${memory.buffer.byteLength}`);
});
