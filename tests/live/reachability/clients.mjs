/** Operators and clients: they change version sets, and start, signal and end workflows. */

import { isDeepStrictEqual } from 'node:util';
import { attemptHere, setsOf } from '../operations.mjs';
import { protoOperation } from '../protocol.mjs';
import { attempt } from '../server.mjs';

/**
 * @typedef {import('../../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('./plan-run.mjs').PlanRun} PlanRun
 */

/**
 * @param {PlanRun} run
 * @param {string} taskQueue
 * @param {BuildIdOperation} operation
 * @returns {Promise<Difference | undefined>}
 */
export async function update({ server, namespace, history }, taskQueue, operation) {
  const there = await attempt(server.update(taskQueue, protoOperation(operation)));
  const here = attemptHere(() => namespace.updateBuildIdCompatibility(taskQueue, operation));
  const sets = JSON.stringify(setsOf(namespace, taskQueue));
  history.push(`update ${taskQueue}: ${JSON.stringify(operation)} → ${sets}`);
  if (isDeepStrictEqual(there.refusal, here.refusal)) return undefined;
  return { server: there.refusal, engine: here.refusal };
}

/**
 * @param {PlanRun} run
 * @param {string} name
 * @param {string} taskQueue
 * @returns {Promise<undefined>}
 */
export async function start({ server, runs, history }, name, taskQueue) {
  await server.startWorkflow(runs.idOf(name), taskQueue);
  runs.start(name, taskQueue);
  history.push(`start ${name} on ${taskQueue}`);
}

/**
 * @param {PlanRun} run
 * @param {string} name
 * @returns {Promise<undefined>}
 */
export async function signal({ server, runs, history }, name) {
  const workflow = runs.workflow(name);
  if (!workflow?.isOpen) return;
  await server.signal(workflow.id);
  workflow.isScheduled = true;
  history.push(`signal ${name}`);
}

/**
 * @param {PlanRun} run
 * @param {string} name
 * @returns {Promise<undefined>}
 */
export async function terminate({ server, runs, history }, name) {
  const workflow = runs.workflow(name);
  if (!workflow?.isOpen) return;
  await server.terminate(workflow.id);
  runs.close(workflow);
  history.push(`terminate ${name}`);
}
