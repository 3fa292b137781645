/** Clients start workflows, signal and query them. */

import { RETRY_POLICY } from '../protocol.mjs';
import { attempt } from '../server.mjs';
import { PATIENCE } from './run.mjs';

/**
 * @typedef {import('../rollout.mjs').StartStep} StartStep
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * @param {Run} run
 * @param {StartStep} step
 */
export async function start(
  { server, executions, comparison },
  { workflow: name, taskQueue, again },
) {
  await server.startWorkflow(executions.idOf(name), taskQueue, {
    ...(again === 'retry' && { retryPolicy: RETRY_POLICY }),
    ...(again === 'cron' && { cronSchedule: '@every 1s' }),
  });
  executions.addWorkflow(name, { taskQueue, first: { task: 'newWorkflow', taskQueue }, again });
  comparison.note(`start ${name} on ${taskQueue}${again ? ` (${again})` : ''}`);
}

/**
 * @param {Run} run
 * @param {string} name
 */
export async function signal({ server, executions, comparison }, name) {
  const workflow = executions.workflow(name);
  if (workflow?.status !== 'idle' && workflow?.status !== 'held') return;
  const isHeld = workflow.status === 'held';
  if (!isHeld) workflow.status = 'scheduled';
  const { refusal } = await attempt(server.signal(workflow.id));
  // A run whose end was put off lets nothing in until it has ended.
  if (isHeld && refusal?.message.endsWith('workflow is closing')) return;
  if (refusal) throw new Error(`signal ${name}: ${refusal.code}: ${refusal.message}`);
  if (isHeld) workflow.isDue = true;
  comparison.note(`signal ${name}`);
}

/**
 * Asks while workers poll, and ends when one of them got the query.
 *
 * @param {Run} run
 * @param {string} name
 */
export async function query({ server, executions, comparison }, name) {
  const workflow = executions.workflow(name);
  if (!workflow?.isTouched) return;
  if (workflow.status === 'held' || workflow.status === 'scheduled') return;
  comparison.note(`query ${name}`);
  workflow.queries += 1;
  const queryType = `query ${workflow.queries}`;
  /** @type {Promise<void>} */
  const handedOut = new Promise((resolve) => {
    workflow.asked = { queryType, handedOut: resolve };
  });
  const call = server.query(workflow.id, queryType, PATIENCE);
  const answered = attempt(call).then(({ refusal }) => {
    // With a workflow task under way the query waits for its end, and is none of its own.
    if (refusal && workflow.asked?.queryType === queryType) {
      comparison.differ(`query ${name}`, refusal, 'an answer');
    }
  });
  await Promise.race([handedOut, answered]);
  workflow.asked = undefined;
}
