// The package beside its peer, in one process. Prints a list of measurements as JSON.

import { do_not_optimize } from 'mitata';
import { Namespace } from '../../pkg/index.js';
import { beside } from './measuring.js';
import { PlainNamespace } from './plain.js';
import { fill, life, promotions, tasks } from './situations.js';

/** @typedef {Namespace | PlainNamespace} Either */

const MANY = 10_000;

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
  '`resolve`': {
    calls: 1,
    of(make) {
      const namespace = filled(make);
      const task = inTurn(tasks(1000));
      return () => namespace.resolve(task());
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

const measurements = [];
for (const [what, { calls, of }] of Object.entries(MEASURED)) {
  const [engine, peer] = [of(() => new Namespace()), of(() => new PlainNamespace())];
  measurements.push(await beside(what, engine, peer, calls));
}
console.log(JSON.stringify(measurements));
