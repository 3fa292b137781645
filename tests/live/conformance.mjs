/**
 * `npm run conformance`: random operations and rollouts on real servers and the engine side by side.
 *
 *   --seed N      the choices of another run; by default new ones
 *   --minutes N   goes on for so long, with further choices; by default one round
 *   --only WHAT   one generation: versionSets or deployments
 *   --record      writes what the servers answered to tests/vectors
 */

import { parseArgs } from 'node:util';
import { runAsScript, ScriptError } from '../../scripts/process.mjs';
import { ensureNodeModules } from '../../scripts/toolchain.mjs';
import {
  compareOperations,
  comparePolls,
  compareReachability,
  compareRouting,
  DifferenceError,
  LIMITS,
} from './compare.mjs';
import { Counts } from './counts.mjs';
import {
  compareDeploymentOperations,
  compareDeploymentRouting,
  compareLifeCycles,
  compareRamps,
  LOW_LIMITS,
} from './deployments/compare.mjs';
import { RAMP_KINDS } from './deployments/hash.mjs';
import { DEPLOYMENT_ROUTING_KINDS, STATUS_KINDS } from './deployments/kinds.mjs';
import {
  DEPLOYMENT_OPERATION_KINDS,
  deploymentLimitSettings,
  OPERATION_SETTINGS,
} from './deployments/operations.mjs';
import { recordDeploymentOperations, recordDeploymentRouting } from './deployments/record.mjs';
import { LIFE_CYCLE_SETTINGS } from './deployments/rollouts.mjs';
import { limitSettings, OPERATION_KINDS } from './operations.mjs';
import { POLL_KINDS } from './polls.mjs';
import { seedOf } from './random.mjs';
import { REACHABILITY_KINDS } from './reachability/kinds.mjs';
import { REACHABILITY_SETTINGS } from './reachability/run-reachability.mjs';
import { expectRecordedVersion, recordOperations, recordRouting } from './record.mjs';
import { ROUTING_KINDS } from './routing/kinds.mjs';
import { startServer } from './server.mjs';

/** Cases in a round: more than 5,000 operations, 2,000 decisions and 10,000 answers about reachability. */
const OPERATIONS = 90;
const ROLLOUTS = 60;
const REACHABILITY = 80;
/** More than 2,000 operations, 2,000 decisions, 1,000 workflows under a ramp and 200 statuses. */
const DEPLOYMENT_OPERATIONS = 90;
const LOW_DEPLOYMENT_OPERATIONS = 20;
const DEPLOYMENT_ROLLOUTS = 70;
const RAMPS = 20;
const LIFE_CYCLES = 16;
const RECORDED_DEPLOYMENT_OPERATIONS = 10;
const RECORDED_DEPLOYMENT_ROLLOUTS = 12;
const RECORDED_OPERATIONS = 20;
const RECORDED_ROLLOUTS = 45;

async function main() {
  ensureNodeModules();
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      only: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const seed = numberOf('--seed', values.seed) ?? Date.now() % 2 ** 31;
  const minutes = numberOf('--minutes', values.minutes) ?? 0;
  const { only } = values;
  if (only !== undefined && !Object.hasOwn(GENERATIONS, only)) {
    throw new ScriptError(`--only must be versionSets or deployments, not "${only}".`);
  }
  const generations = Object.entries(GENERATIONS).filter(([name]) => name === (only ?? name));
  const end = performance.now() + minutes * 60_000;
  console.log(`seed ${seed}`);
  const counts = new Counts();
  let rounds = 0;
  do {
    const started = performance.now();
    const round = new Counts();
    for (const [, { compare }] of generations) {
      round.addAll(await compare(seed + rounds, values.record));
    }
    counts.addAll(round);
    rounds += 1;
    const time = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`round ${rounds} (seed ${seed + rounds - 1}): ${totals(round)} in ${time} s`);
  } while (!values.record && performance.now() < end);
  console.log(`\n${totals(counts)}, no difference:\n${counts}`);
  const missing = counts.missing(generations.flatMap(([, { kinds }]) => kinds));
  if (missing.length > 0) throw new ScriptError(`No case of: ${missing.join('; ')}`);
}

/**
 * @param {number} seed
 * @param {boolean} record
 */
async function compareVersionSets(seed, record) {
  const counts = new Counts();
  const runs = [];
  let version = '';
  for (const [index, [name, limits]] of Object.entries(LIMITS).entries()) {
    const server = await startServer(limitSettings(limits));
    try {
      version = server.version;
      if (!record) expectRecordedVersion(version);
      const count = record ? RECORDED_OPERATIONS : OPERATIONS;
      const compared = await compareOperations(server, {
        seed: seedOf(seed, index),
        count,
        limits,
      });
      counts.addAll(compared.counts);
      // Without limits all but what would run into them is as with the server's own.
      const cases = name === 'off' ? compared.records.slice(1, 4) : compared.records;
      runs.push({ limits, cases });
      console.log(`  ${totals(compared.counts)} with limits ${JSON.stringify(limits)}`);
    } finally {
      await server.stop();
    }
  }
  const asked = await startServer(REACHABILITY_SETTINGS);
  try {
    const compared = await compareReachability(asked, { seed, count: REACHABILITY });
    counts.addAll(compared.counts);
    console.log(`  ${totals(compared.counts)}`);
  } finally {
    await asked.stop();
  }
  const server = await startServer();
  try {
    counts.addAll((await comparePolls(server)).counts);
    const count = record ? RECORDED_ROLLOUTS : ROLLOUTS;
    const compared = await compareRouting(server, { seed, count });
    counts.addAll(compared.counts);
    if (record) {
      recordOperations(version, seed, runs);
      recordRouting(version, seed, compared.records.flat());
    }
  } finally {
    await server.stop();
  }
  return counts;
}

/**
 * @param {number} seed
 * @param {boolean} record
 */
async function compareDeployments(seed, record) {
  const counts = new Counts();
  /** @type {Parameters<typeof recordDeploymentOperations>[2]} */
  const runs = [];
  let version = '';
  /** @param {{ counts: Counts }} compared */
  const add = (compared) => {
    counts.addAll(compared.counts);
    console.log(`  ${totals(compared.counts)}`);
  };
  for (const limits of [{}, LOW_LIMITS]) {
    const isLow = limits === LOW_LIMITS;
    const settings = { ...OPERATION_SETTINGS, ...deploymentLimitSettings(limits) };
    await withServer(settings, async (server) => {
      version = server.version;
      if (!record) expectRecordedVersion(version);
      const count = record
        ? RECORDED_DEPLOYMENT_OPERATIONS
        : isLow
          ? LOW_DEPLOYMENT_OPERATIONS
          : DEPLOYMENT_OPERATIONS;
      const compared = await compareDeploymentOperations(server, { seed, count, limits });
      add(compared);
      runs.push({ limits, cases: compared.records });
    });
  }
  await withServer({}, async (server) => {
    const count = record ? RECORDED_DEPLOYMENT_ROLLOUTS : DEPLOYMENT_ROLLOUTS;
    const compared = await compareDeploymentRouting(server, { seed, count });
    add(compared);
    if (record) {
      recordDeploymentOperations(version, seed, runs);
      recordDeploymentRouting(version, seed, compared.records);
    }
    add(await compareRamps(server, { seed, count: RAMPS }));
  });
  await withServer(LIFE_CYCLE_SETTINGS, async (server) => {
    add(await compareLifeCycles(server, { seed, count: LIFE_CYCLES }));
  });
  return counts;
}

/**
 * @param {Record<string, string | number | boolean>} settings
 * @param {(server: import('./server.mjs').Server) => Promise<void>} work
 */
async function withServer(settings, work) {
  const server = await startServer(settings);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/** What is compared of each, and the kinds that a large run must have. */
const GENERATIONS = {
  versionSets: {
    compare: compareVersionSets,
    kinds: [...OPERATION_KINDS, ...ROUTING_KINDS, ...POLL_KINDS, ...REACHABILITY_KINDS],
  },
  deployments: {
    compare: compareDeployments,
    kinds: [
      ...DEPLOYMENT_OPERATION_KINDS,
      ...DEPLOYMENT_ROUTING_KINDS,
      ...STATUS_KINDS,
      ...RAMP_KINDS,
    ],
  },
};

/** @param {Counts} counts */
function totals(counts) {
  const { operations, decisions, polls, reachabilities, ...deployments } = counts.totals();
  const totals = {
    operations,
    'routing decisions': decisions,
    polls,
    'answers about reachability': reachabilities,
    'operations on deployments': deployments.deploymentOperations,
    'routing decisions by deployments': deployments.deploymentDecisions,
    'states of runs': deployments.states,
    'workflows under a ramp': deployments.ramped,
    statuses: deployments.statuses,
  };
  const some = Object.entries(totals).filter(([, count]) => count > 0);
  return some.map(([what, count]) => `${count} ${what}`).join(', ');
}

/**
 * @param {string} option
 * @param {string | undefined} text
 */
function numberOf(option, text) {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw new ScriptError(`${option} must be a whole number, not "${text}".`);
  return Number(text);
}

await runAsScript(import.meta.url, async () => {
  try {
    await main();
  } catch (error) {
    throw error instanceof DifferenceError ? new ScriptError(error.message) : error;
  }
});
