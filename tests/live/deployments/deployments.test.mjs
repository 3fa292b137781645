/** Worker Deployments: operations, ramps, routing and the lives of versions, as a real server answers. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DifferenceError } from '../compare.mjs';
import { Counts } from '../counts.mjs';
import { startServer } from '../server.mjs';
import {
  compareDeploymentOperations,
  compareDeploymentRouting,
  compareLifeCycles,
  compareRamps,
  LOW_LIMITS,
} from './compare.mjs';
import { RAMP_KINDS } from './hash.mjs';
import { DEPLOYMENT_ROUTING_KINDS, STATUS_KINDS } from './kinds.mjs';
import {
  DEPLOYMENT_OPERATION_MISTAKES,
  DEPLOYMENT_ROUTING_MISTAKES,
  LIFE_CYCLE_MISTAKES,
  RAMP_MISTAKES,
} from './mistakes.mjs';
import {
  DEPLOYMENT_OPERATION_KINDS,
  deploymentLimitSettings,
  OPERATION_SETTINGS,
} from './operations.mjs';
import { LIFE_CYCLE_SETTINGS } from './rollouts.mjs';

const seed = Number(process.env.SEED ?? 1);
const counts = new Counts();

/** `ALL_MISTAKES=1` tries more than the first of each kind, and takes the time for the shortest way. */
const isThorough = Boolean(process.env.ALL_MISTAKES);

/**
 * @param {Record<string, string | number | boolean>} settings
 * @param {(server: import('../server.mjs').Server) => Promise<void>} work
 */
async function withServer(settings, work) {
  const server = await startServer(settings);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/**
 * @param {Record<string, typeof import('../../../pkg/index.js').Namespace>} mistakes
 * @param {(options: import('./compare.mjs').Options) => Promise<unknown>} compare
 */
async function find(mistakes, compare) {
  for (const [mistake, Namespace] of Object.entries(mistakes).slice(0, isThorough ? 99 : 1)) {
    const options = { seed: 1, from: 1, count: 12, Namespace, shrinkSeconds: isThorough ? 60 : 1 };
    const error = await compare(options).then(
      () => assert.fail(`not found: ${mistake}`),
      (/** @type {unknown} */ thrown) => thrown,
    );
    if (!(error instanceof DifferenceError)) throw error;
    if (isThorough) console.log(`${mistake}:\n${error.message}`);
  }
}

test('the engine answers every operation on deployments as the server does', async () => {
  await withServer(OPERATION_SETTINGS, async (server) => {
    counts.addAll((await compareDeploymentOperations(server, { seed, count: 12 })).counts);
    await find(DEPLOYMENT_OPERATION_MISTAKES, (options) =>
      compareDeploymentOperations(server, options),
    );
  });
});

test('the engine answers at low limits of deployments as the server does', async () => {
  const settings = { ...OPERATION_SETTINGS, ...deploymentLimitSettings(LOW_LIMITS) };
  await withServer(settings, async (server) => {
    const options = { seed, count: 6, limits: LOW_LIMITS };
    counts.addAll((await compareDeploymentOperations(server, options)).counts);
  });
});

test('every task goes to the version that the engine says, and nowhere else', async () => {
  await withServer({}, async (server) => {
    counts.addAll((await compareDeploymentRouting(server, { seed, count: 10 })).counts);
    counts.addAll((await compareRamps(server, { seed, count: 4 })).counts);
    await find(DEPLOYMENT_ROUTING_MISTAKES, (options) => compareDeploymentRouting(server, options));
    await find(RAMP_MISTAKES, (options) => compareRamps(server, { ...options, count: 1 }));
  });
});

test('versions live as the engine says', async () => {
  await withServer(LIFE_CYCLE_SETTINGS, async (server) => {
    counts.addAll((await compareLifeCycles(server, { seed, count: 8 })).counts);
    await find(LIFE_CYCLE_MISTAKES, (options) => compareLifeCycles(server, options));
  });
});

test('there were cases of every kind', () => {
  const kinds = [
    ...DEPLOYMENT_OPERATION_KINDS,
    ...DEPLOYMENT_ROUTING_KINDS,
    ...STATUS_KINDS,
    ...RAMP_KINDS,
  ];
  assert.deepEqual(counts.missing(kinds), []);
});

after(() => console.log(`seed ${seed}:\n${counts}`));
