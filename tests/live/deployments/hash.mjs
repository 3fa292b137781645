/** Which workflows a ramp takes, by their IDs. */

import { tagged } from '../names.mjs';
import { pooled } from '../pool.mjs';
import { chance } from '../random.mjs';
import { attempt } from '../server.mjs';
import { OVERLOADED, operate, pollOnce, register, settled, TASK_TIMEOUT } from './calls.mjs';
import { landingOf } from './hand-out.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../server.mjs').Server} Server
 */

/** A workflow that is started under a ramp. @typedef {{ workflowId: string, percentage: number }} RampStep */

/** Those at which the hash begins to read its text in another way. */
const LENGTHS = [1, 2, 3, 4, 5, 12, 13, 24, 25, 64, 65];
const LONGEST = 200;
/** Polls at a time of the workers of each version. */
const POLLS = 3;
const STARTS = 4;

/**
 * Ramps, each with as many workflows, whose IDs are texts of 1 to 200 bytes.
 *
 * @param {number} seed
 * @param {number} ramps
 * @param {number} workflows of each
 * @returns {RampStep[][]}
 */
export function randomRamps(seed, ramps, workflows) {
  const { below, pick, hits } = chance(seed);
  /** @type {Set<string>} */
  const used = new Set();
  const anyId = () => {
    for (;;) {
      const bytes = hits(0.4) ? pick(LENGTHS) : 1 + below(LONGEST);
      const text = textOf(bytes, below);
      if (used.has(text)) continue;
      used.add(text);
      return text;
    }
  };
  return Array.from({ length: ramps }, (_, index) => {
    const percentage = index === 0 ? 50 : Math.fround(below(10_000) / 100);
    return Array.from({ length: workflows }, () => ({ workflowId: anyId(), percentage }));
  });
}

/** The characters of one, two, three and four bytes to choose from. */
const FIRSTS = [0x21, 0xa1, 0x4e00, 0x1f300];
const COUNTS = [0x5e, 0x100, 0x1000, 0x100];

/**
 * @param {number} bytes
 * @param {(end: number) => number} below
 */
function textOf(bytes, below) {
  let text = '';
  for (let left = bytes; left > 0; ) {
    // Often plain, as IDs are.
    const size = Math.min(left, below(2) === 0 ? 1 : 1 + below(4));
    text += String.fromCodePoint(FIRSTS[size - 1] + below(COUNTS[size - 1]));
    left -= size;
  }
  return text;
}

/**
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly RampStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ records: { kinds: string[] }[], history: string[], difference?: Difference }>}
 */
export async function runRamp(server, namespace, plan, tag) {
  const [deploymentName, taskQueue] = tagged(['D#', 'orders#'], tag);
  const queue = /** @type {const} */ ({ taskQueue, taskQueueType: 'WORKFLOW' });
  const versions = ['current', 'ramping'].map((buildId) => ({ deploymentName, buildId }));
  for (const version of versions) {
    await register(server, queue, version);
    const deploymentOptions = /** @type {const} */ ({
      ...version,
      workerVersioningMode: 'VERSIONED',
    });
    namespace.observe({ happening: 'workerPolls', ...queue, deploymentOptions });
  }
  const [{ percentage }] = plan;
  const by = { deploymentName, identity: 'somebody' };
  for (const operation of [
    { operation: 'setWorkerDeploymentCurrentVersion', buildId: 'current', ...by },
    { operation: 'setWorkerDeploymentRampingVersion', buildId: 'ramping', percentage, ...by },
  ]) {
    const { refusal } = await operate(server, operation);
    if (refusal) throw new Error(`${refusal.code}: ${refusal.message}`);
    namespace.apply(/** @type {any} */ (operation), {});
    await settled(server, deploymentName);
  }

  /** @type {Map<string, string>} */
  const landings = new Map();
  const polls = versions.flatMap((version) =>
    Array.from({ length: POLLS }, async () => {
      while (landings.size < plan.length) {
        const { answer, refusal } = await pollOnce(server, queue, version);

        if (refusal && !OVERLOADED.test(refusal.code)) throw new Error(refusal.message);
        if (answer?.taskToken?.length) {
          landings.set(`${answer.workflowExecution.workflowId}`, version.buildId);
        }
      }
    }),
  );
  await pooled(plan, STARTS, ({ workflowId }) =>
    server.startWorkflow(workflowId, taskQueue, { workflowTaskTimeout: TASK_TIMEOUT }),
  );
  await Promise.all(polls);
  await pooled(plan, STARTS, async ({ workflowId }) => {
    await attempt(server.terminate(workflowId));
  });

  const history = [`the ramp is at ${percentage} %`];
  const records = [];
  for (const { workflowId } of plan) {
    const there = landings.get(workflowId);
    const resolution = namespace.resolve({ task: 'newWorkflow', taskQueue, workflowId });
    const here = landingOf(resolution, 'WORKFLOW').worker.deploymentVersion?.buildId;
    history.push(`${JSON.stringify(workflowId)} → ${there}`);
    if (there !== here) {
      return { records, history, difference: { server: there, engine: resolution } };
    }
    records.push({ kinds: [`ramp: ${there}`] });
  }
  return { records, history };
}

/** All kinds that there must be. */
export const RAMP_KINDS = ['ramp: current', 'ramp: ramping'];
