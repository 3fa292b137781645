/**
 * `npm run conformance`: random operations and rollouts on real servers and the engine side by side.
 *
 *   --seed N      the choices of another run; by default new ones
 *   --minutes N   goes on for so long, with further choices; by default one round
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
const RECORDED_OPERATIONS = 20;
const RECORDED_ROLLOUTS = 45;

async function main() {
  ensureNodeModules();
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const seed = numberOf('--seed', values.seed) ?? Date.now() % 2 ** 31;
  const minutes = numberOf('--minutes', values.minutes) ?? 0;
  const end = performance.now() + minutes * 60_000;
  console.log(`seed ${seed}`);
  const counts = new Counts();
  let rounds = 0;
  do {
    const started = performance.now();
    const round = await compareRound(seed + rounds, values.record);
    counts.addAll(round);
    rounds += 1;
    const time = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`round ${rounds} (seed ${seed + rounds - 1}): ${totals(round)} in ${time} s`);
  } while (!values.record && performance.now() < end);
  console.log(`\n${totals(counts)}, no difference:\n${counts}`);
  const kinds = [...OPERATION_KINDS, ...ROUTING_KINDS, ...POLL_KINDS, ...REACHABILITY_KINDS];
  const missing = counts.missing(kinds);
  if (missing.length > 0) throw new ScriptError(`No case of: ${missing.join('; ')}`);
}

/**
 * @param {number} seed
 * @param {boolean} record
 */
async function compareRound(seed, record) {
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

/** @param {Counts} counts */
function totals(counts) {
  const { operations, decisions, polls, reachabilities } = counts.totals();
  const totals = {
    operations,
    'routing decisions': decisions,
    polls,
    'answers about reachability': reachabilities,
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
