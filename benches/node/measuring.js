// How the benchmarks in Node measure.

import { do_not_optimize, measure } from 'mitata';

export const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 1 : 7;
const options = isQuick
  ? { min_cpu_time: 1e6, min_samples: 2, warmup_samples: 1 }
  : { min_cpu_time: 150e6 };

/** @param {number[]} numbers */
export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** @param {() => unknown} run */
async function nanoseconds(run) {
  return (await measure(() => do_not_optimize(run()), options)).p50;
}

/**
 * Measures the package and its peer in turns, so that whatever else the machine does meanwhile hits both.
 *
 * @param {string} what
 * @param {() => unknown} ofEngine
 * @param {() => unknown} ofPeer
 * @param {number} [calls] that one run makes
 */
export async function beside(what, ofEngine, ofPeer, calls = 1) {
  const [engine, peer] = [[0], [0]].map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < ROUNDS; round += 1) {
    engine.push((await nanoseconds(ofEngine)) / calls);
    peer.push((await nanoseconds(ofPeer)) / calls);
  }
  const ratio = median(engine.map((time, round) => time / peer[round]));
  return { what, engine: median(engine), peer: median(peer), ratio };
}
