/** What is asked about reachability, and whether both sides answer alike. */

import { inspect, isDeepStrictEqual } from 'node:util';
import { UnversionedBuildId } from '@temporalio/client';
import { tagged } from '../names.mjs';
import { attemptHere, setsOf } from '../operations.mjs';
import { attempt, until } from '../server.mjs';
import { kindsOf } from './kinds.mjs';
import { PATIENCE } from './plan-run.mjs';

/**
 * @typedef {import('../../../pkg/index.js').ReachabilityOptions} ReachabilityOptions
 * @typedef {import('../../../pkg/index.js').WorkflowRun} WorkflowRun
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('./plan-run.mjs').PlanRun} PlanRun
 */

/** @typedef {{ options: ReachabilityOptions, kinds: string[] }} Question */

/**
 * @param {PlanRun} run
 * @param {ReachabilityOptions} [options] of one question; else everything is asked
 * @returns {Promise<Difference | undefined>}
 */
export async function ask(run, options) {
  const workflows = run.runs.all();
  await allListed(run, workflows);
  const asked = options ? [options] : everything(run);
  const compared = await Promise.all(asked.map((each) => compare(run, each, workflows)));
  return compared.find((difference) => difference !== undefined);
}

/**
 * Waits until the server lists the runs as they are: what reachability looks at comes later than what it is
 * of.
 *
 * @param {PlanRun} run
 * @param {WorkflowRun[]} workflows
 */
async function allListed({ server, tag }, workflows) {
  const expected = workflows.map(tellRun).sort();
  /** @type {string[]} */
  let listed = [];
  try {
    await until(
      'runs to be listed',
      async () => {
        listed = (await server.listRuns(tag)).map(tellRun).sort();
        return isDeepStrictEqual(listed, expected);
      },
      PATIENCE,
    );
  } catch (error) {
    const text = JSON.stringify({ listed, expected }, undefined, 2);
    throw new Error(`the runs are not those that there should be: ${text}`, { cause: error });
  }
}

/** @param {WorkflowRun} run */
function tellRun({ taskQueue, status, buildIds }) {
  return JSON.stringify([taskQueue, status, [...buildIds].sort()]);
}

/**
 * Every build ID that there is, one that there is not, and the unversioned worker, on each queue and on all, by
 * every kind.
 *
 * @param {PlanRun} run
 * @returns {ReachabilityOptions[]}
 */
function everything({ namespace, runs, tag }) {
  const taskQueues = [...new Set([...runs.taskQueues(), ...namespace.taskQueues()])];
  taskQueues.push(tagged('never used#', tag));
  const sets = taskQueues.flatMap((taskQueue) => setsOf(namespace, taskQueue));
  const versioned = [...new Set([...sets.flat(), tagged('unknown#', tag)])];
  const kinds = /** @type {const} */ ([
    undefined,
    ...['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS', 'OPEN_WORKFLOWS', 'CLOSED_WORKFLOWS'],
  ]);
  return kinds.flatMap((kind) => {
    const reachability = kind && { reachability: /** @type {any} */ (kind) };
    return [
      ...inFives([...versioned, UnversionedBuildId]).map((buildIds) => ({
        ...{ buildIds, taskQueues },
        ...reachability,
      })),
      ...inFives(versioned).map((buildIds) => ({ buildIds, ...reachability })),
    ];
  });
}

/**
 * As many as can be asked for at a time.
 *
 * @template T
 * @param {T[]} items
 * @returns {T[][]}
 */
function inFives(items) {
  const starts = Array.from({ length: Math.ceil(items.length / 5) }, (_, index) => 5 * index);
  return starts.map((start) => items.slice(start, start + 5));
}

/**
 * @param {PlanRun} run
 * @param {ReachabilityOptions} options
 * @param {WorkflowRun[]} workflows
 * @returns {Promise<Difference | undefined>}
 */
async function compare({ client, namespace, questions, history }, options, workflows) {
  const asked = client.getReachability(/** @type {any} */ (options));
  // The client hides what the server said in the cause.
  const there = await attempt(asked.catch((error) => Promise.reject(error.cause ?? error)));
  const here = attemptHere(() => namespace.getReachability({ ...options, workflows }));
  questions.push({ options, kinds: kindsOf(options, here) });
  if (isDeepStrictEqual({ ...there }, { ...here })) return undefined;
  history.push(`ask ${inspect({ ...options, workflows }, { depth: 4, breakLength: 200 })}`);
  return { server: there.refusal ?? there.answer, engine: here.refusal ?? here.answer };
}
