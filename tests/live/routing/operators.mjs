/** Operators change the version sets of a queue, and wait until routing sees that. */

import { attemptHere, setsOf } from '../operations.mjs';
import { protoOperation } from '../protocol.mjs';
import { attempt, until } from '../server.mjs';

/**
 * @typedef {import('../../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../operations.mjs').Sets} Sets
 * @typedef {import('../rollout.mjs').UpdateStep} UpdateStep
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * @param {Run} run
 * @param {UpdateStep} step
 */
export async function update(run, { taskQueue, operation }) {
  const { markers, versionSets } = run;
  if (operation.operation === 'addNewIdInNewDefaultSet' && !versionSets.of(taskQueue)) {
    const [buildId, other] = markers;
    await apply(run, taskQueue, { operation: 'addNewIdInNewDefaultSet', buildId });
    const compatible = { buildId: other, existingCompatibleBuildId: buildId };
    await apply(run, taskQueue, { operation: 'addNewCompatibleVersion', ...compatible });
  }
  await apply(run, taskQueue, operation);
  if (versionSets.of(taskQueue)) await reachRouting(run, taskQueue);
}

/**
 * @param {Run} run
 * @param {string} taskQueue
 * @param {BuildIdOperation} operation
 */
async function apply({ server, namespace, versionSets, comparison }, taskQueue, operation) {
  const there = await attempt(server.update(taskQueue, protoOperation(operation)));
  const sets = await server.read(taskQueue);
  const here = attemptHere(() => namespace.updateBuildIdCompatibility(taskQueue, operation));
  const result = there.refusal ? `${there.refusal.code}: ${there.refusal.message}` : text(sets);
  comparison.note(`update ${taskQueue}: ${JSON.stringify(operation)} → ${result}`);
  comparison.compare(
    { refusal: there.refusal, sets },
    { refusal: here.refusal, sets: setsOf(namespace, taskQueue) },
  );
  versionSets.put(taskQueue, sets);
}

/**
 * Waits until routing on a queue sees the last update: promotes the marker that is not its set's
 * default, and polls as the other one until that is refused.
 *
 * @param {Run} run
 * @param {string} taskQueue
 */
async function reachRouting(run, taskQueue) {
  const { server, markers, versionSets, executions } = run;
  const sets = versionSets.of(taskQueue) ?? [];
  const [next, last] = sets.find((buildIds) => buildIds.includes(markers[0])) ?? [];
  await apply(run, taskQueue, { operation: 'promoteBuildIdWithinSet', buildId: next });
  const worker = { buildId: last, useVersioning: true };
  const stickyQueues = executions
    .stickyWorkflows()
    .flatMap((workflow) => (workflow.taskQueue === taskQueue ? [workflow.sticky.taskQueue] : []));
  await Promise.all([
    refused(server, () => server.pollActivity(taskQueue, worker)),
    refused(server, () => server.pollWorkflowTask(taskQueue, worker)),
    ...stickyQueues.map((sticky) =>
      refused(server, () => server.pollWorkflowTask(taskQueue, worker, sticky)),
    ),
  ]);
}

/**
 * Polls until that is refused.
 *
 * @param {Server} server
 * @param {() => Promise<unknown>} poll
 */
async function refused(server, poll) {
  let patience = 20;
  await until('an update to reach routing', async () => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    const { refusal } = await attempt(
      server.connection.withAbortSignal(abort.signal, poll),
    ).finally(() => clearTimeout(timer));
    patience = Math.min(2 * patience, 2000);
    return refusal?.code === 'OUT_OF_RANGE';
  });
}

/** @param {Sets} sets */
function text(sets) {
  return sets.map((set) => `[${set.join(', ')}]`).join(' ') || 'unversioned';
}
