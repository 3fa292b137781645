/** Many random cases of Worker Deployments, on a server and the engine side by side. */

import { Namespace as Engine } from '../../../pkg/index.js';
import { compareAll } from '../compare.mjs';
import { seedOf } from '../random.mjs';
import { randomRamps, runRamp } from './hash.mjs';
import { kindsOf, runOperations } from './operations.mjs';
import {
  faultyOperations,
  limitOperations,
  missingQueues,
  randomOperations,
} from './operations-plan.mjs';
import { randomLifeCycle, randomRollout } from './rollout-plan.mjs';
import { runRollout } from './rollouts.mjs';

/**
 * @typedef {import('../../../pkg/index.js').DeploymentLimits} DeploymentLimits
 * @typedef {import('../compare.mjs').NamespaceClass} NamespaceClass
 * @typedef {import('../server.mjs').Server} Server
 */

/** Limits that sequences of operations run into. */
export const LOW_LIMITS = { versions: 3, taskQueues: 2, versionsInTaskQueue: 4 };

/** How many cases at a time: with these the server is the slower part. */
const WIDTH = 24;

const RAMPS_WIDTH = 5;

/** Of how many sequences one is about queues that a version lacks. */
const MISSING = 4;

/**
 * Which cases, of which engine.
 *
 * @typedef {{ seed: number, from?: number, count: number, Namespace?: NamespaceClass, shrinkSeconds?: number }} Options
 */

/**
 * Sequences of operations: faulty ones, those that run into low limits, and random ones.
 *
 * @param {Server} server with the settings for it
 * @param {Options & { limits?: Partial<DeploymentLimits> }} options
 */
export function compareDeploymentOperations(server, options) {
  const { seed, from = 0, count, limits = {}, Namespace = Engine } = options;
  const isLow = limits.versions !== undefined;
  const fixed = from > 0 ? [] : isLow ? limitOperations() : faultyOperations();
  const random = Array.from({ length: count }, (_, index) => {
    const part = seedOf(seed, from + index);
    return !isLow && index % MISSING === 0 ? missingQueues(part) : randomOperations(part, limits);
  });
  const deploymentLimits = /** @type {any} */ ({ deployments: 1_000_000, ...limits });
  return compareAll(
    [...fixed, ...random],
    {
      name: 'operations on deployments',
      run: async (plan, tag) => {
        const namespace = new Namespace({ deploymentLimits });
        const result = await runOperations(server, namespace, plan, tag, isLow);
        namespace.free();
        return result;
      },
      kindsOf,
    },
    WIDTH,
    options,
  );
}

/**
 * Random rollouts.
 *
 * @param {Server} server
 * @param {Options} options
 */
export function compareDeploymentRouting(server, options) {
  return compareRollouts(server, 'rollout by deployments', randomRollout, options);
}

/**
 * Random lives of versions.
 *
 * @param {Server} server with the settings for them
 * @param {Options} options
 */
export function compareLifeCycles(server, options) {
  return compareRollouts(server, 'life of versions', randomLifeCycle, options);
}

/**
 * @param {Server} server
 * @param {string} name
 * @param {(seed: number) => import('./rollout-plan.mjs').RolloutStep[]} plan
 * @param {Options} options
 */
function compareRollouts(server, name, plan, options) {
  const { seed, from = 0, count, Namespace = Engine } = options;
  const plans = Array.from({ length: count }, (_, index) => plan(seedOf(seed, from + index)));
  return compareAll(
    plans,
    {
      name,
      run: async (plan, tag) => {
        const namespace = new Namespace();
        const result = await runRollout(server, namespace, plan, tag);
        namespace.free();
        return result;
      },
      kindsOf: ({ kinds }) => kinds,
    },
    WIDTH,
    options,
  );
}

/** Workflows of each ramp. */
const WORKFLOWS = 50;

/**
 * Which workflows a ramp takes: as many ramps as are asked for.
 *
 * @param {Server} server
 * @param {Options} options
 */
export function compareRamps(server, options) {
  const { seed, count, Namespace = Engine } = options;
  return compareAll(
    randomRamps(seed, count, WORKFLOWS),
    {
      name: 'ramp',
      run: async (plan, tag) => {
        const namespace = new Namespace();
        const result = await runRamp(server, namespace, plan, tag);
        namespace.free();
        return result;
      },
      kindsOf: ({ kinds }) => kinds,
    },
    RAMPS_WIDTH,
    options,
  );
}
