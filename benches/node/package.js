// The package beside its peer, in one process. Prints a list of measurements as JSON.

import { do_not_optimize, measure } from 'mitata';
import { Namespace } from '../../pkg/index.js';
import { copies } from './answers.js';
import { PlainNamespace } from './plain.js';
import { fill, life, promotions, tasks } from './situations.js';

/** @typedef {Namespace | PlainNamespace} Either */

const MANY = 10_000;
const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 1 : 7;
const options = isQuick
  ? { min_cpu_time: 1e6, min_samples: 2, warmup_samples: 1 }
  : { min_cpu_time: 150e6 };

/**
 * One item after the other, from the first on again after the last.
 *
 * @template T
 * @param {T[]} items
 */
function inTurn(items) {
  let next = 0;
  return () => {
    const item = items[next];
    next = next + 1 === items.length ? 0 : next + 1;
    return item;
  };
}

/**
 * @param {() => Either} make
 * @returns {Either}
 */
function filled(make) {
  const namespace = make();
  fill(namespace);
  return namespace;
}

/** @param {Either} namespace */
function free(namespace) {
  if (namespace instanceof Namespace) namespace.free();
}

/**
 * What is measured, and how many calls one run of it makes.
 *
 * @type {Record<string, { calls: number, of: (make: () => Either) => () => unknown }>}
 */
const MEASURED = {
  '`resolve`, of what was asked before': {
    calls: 1,
    of(make) {
      const namespace = filled(make);
      const task = inTurn(tasks(1000));
      return () => namespace.resolve(task());
    },
  },
  '`resolve`, asked for the first time after a change': {
    calls: 100,
    of(make) {
      const namespace = filled(make);
      const operation = inTurn(promotions());
      // So many different ones: those of new and of unversioned workflows are always the same.
      const different = tasks(500).filter((_, index) => index % 5 === 1);
      return () => {
        namespace.updateBuildIdCompatibility('orders', operation());
        for (const task of different) do_not_optimize(namespace.resolve(task));
      };
    },
  },
  '`resolveMany` of 10,000 tasks, a task': {
    calls: MANY,
    of(make) {
      const namespace = filled(make);
      const many = tasks(MANY);
      return () => namespace.resolveMany(many);
    },
  },
  'only making the answers of that `resolveMany`, a task': {
    calls: MANY,
    of(make) {
      const namespace = filled(make);
      const many = tasks(MANY);
      if (namespace instanceof PlainNamespace) return () => namespace.resolveMany(many);
      const answers = namespace.resolveMany(many);
      return () => copies(answers, many);
    },
  },
  '`updateBuildIdCompatibility`, promotions': {
    calls: 1,
    of(make) {
      const namespace = filled(make);
      const operation = inTurn(promotions());
      return () => namespace.updateBuildIdCompatibility('orders', operation());
    },
  },
  '`updateBuildIdCompatibility`, a queue from its first build ID to its last merge': {
    calls: life().length,
    of(make) {
      const operations = life();
      return () => {
        const namespace = make();
        for (const operation of operations) {
          do_not_optimize(namespace.updateBuildIdCompatibility('orders', operation));
        }
        free(namespace);
      };
    },
  },
};

/** @param {() => unknown} run */
async function nanoseconds(run) {
  return (await measure(() => do_not_optimize(run()), options)).p50;
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const measurements = [];
for (const [what, { calls, of }] of Object.entries(MEASURED)) {
  const runs = [of(() => new Namespace()), of(() => new PlainNamespace())];
  const [engine, peer] = [[0], [0]].map(() => /** @type {number[]} */ ([]));
  // In turns, so that whatever else the machine does meanwhile hits both.
  for (let round = 0; round < ROUNDS; round += 1) {
    engine.push((await nanoseconds(runs[0])) / calls);
    peer.push((await nanoseconds(runs[1])) / calls);
  }
  const ratio = median(engine.map((time, round) => time / peer[round]));
  measurements.push({ what, engine: median(engine), peer: median(peer), ratio });
}
console.log(JSON.stringify(measurements));
