/** Workers answer the workflow tasks and the activities that they hold. */

import { isDeepStrictEqual } from 'node:util';
import { enums } from '../protocol.mjs';
import { attempt } from '../server.mjs';
import { mayFail, planned } from './commands.mjs';
import { nameOf } from './comparison.mjs';
import { takeEffect } from './effects.mjs';
import { mayHaveTimedOut, retry } from './executions.mjs';

/**
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../rollout.mjs').AnswerStep} AnswerStep
 * @typedef {import('../rollout.mjs').FinishStep} FinishStep
 * @typedef {import('../server.mjs').CompletionRequest} CompletionRequest
 * @typedef {import('../server.mjs').Refusal} Refusal
 * @typedef {import('../server.mjs').WorkflowTask} WorkflowTask
 * @typedef {import('./commands.mjs').Planned} Planned
 * @typedef {import('./executions.mjs').Workflow} Workflow
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * @param {Run} run
 * @param {FinishStep} step
 */
export async function finish({ server, executions, comparison }, { activity: name, fails }) {
  const activity = executions.activity(name);
  if (activity?.status !== 'held' || !activity.held) return;
  const { held, workflow } = activity;
  comparison.note(`${name} ${fails ? 'fails' : 'completes'}`);
  const { refusal } = await attempt(
    fails ? server.failActivity(held.task) : server.completeActivity(held.task),
  );
  if (refusal && !mayHaveTimedOut(held)) {
    throw new Error(`${name}: ${refusal.code}: ${refusal.message}`);
  }
  if (fails || refusal) return retry(activity);
  activity.status = 'done';
  if (workflow.status === 'held') workflow.isDue = true;
  else if (workflow.status === 'idle') workflow.status = 'scheduled';
}

/**
 * @param {Run} run
 * @param {AnswerStep} step
 */
export async function answer(run, { workflow: name, commands, sticky, stamp }) {
  const { server, versionSets, executions, comparison } = run;
  const workflow = executions.workflow(name);
  if (workflow?.status !== 'held' || !workflow.held) return;
  const { held, taskQueue } = workflow;
  const { task, worker } = held;
  const as = stamp === undefined ? worker : { buildId: stamp, useVersioning: true };
  const after = { taskQueue, ...(as.useVersioning && { buildId: as.buildId }) };
  const plans = commands
    .map((command) => planned(run, command, after))
    .filter((plan) => (task.attempt ?? 1) === 1 || !mayFail(plan, workflow));
  // A worker has a sticky queue of its own for each queue: the server would take one for that of the first.
  const stickyQueue = sticky ? `${workflow.id} of ${nameOf(worker)} on ${taskQueue}` : undefined;
  const request = {
    commands: plans.map(({ proto }) => proto),
    workerVersionStamp: as.useVersioning || as.buildId ? as : undefined,
    queryResults: resultsOf(task),
    ...(stickyQueue && { stickyAttributes: stickyAttributes(stickyQueue, taskQueue) }),
  };
  const { refusal, answer } = await attempt(server.completeWorkflowTask(task, request));
  const said = plans.map(({ command }) => JSON.stringify(command)).join(', ');
  const result = refusal ? ` → ${refusal.code}: ${refusal.message}` : '';
  comparison.note(`${nameOf(as)} answers ${name}: ${said || 'nothing'}${result}`);
  if (refusal?.message === 'Workflow task not found.' && mayHaveTimedOut(held)) {
    workflow.status = 'scheduled';
    return;
  }
  workflow.held = undefined;

  // Something happened since, which the worker must see before it ends the run.
  if (refusal?.message === 'UnhandledCommand') {
    workflow.status = 'scheduled';
    return;
  }
  const refused = plans.find(({ expected }) => expected?.outcome === 'rejected');
  if (refusal || refused) {
    workflow.status = 'scheduled';
    return compareRefusals(run, { name, workflow, task, refusal, refused });
  }

  const isKnown = !as.useVersioning || versionSets.knows(taskQueue, as.buildId);
  workflow.status = stamp !== undefined && !isKnown ? 'lost' : 'idle';
  workflow.buildId = after.buildId;
  workflow.isTouched = true;
  workflow.sticky = stickyQueue ? { taskQueue: stickyQueue, worker } : undefined;
  const eager = { tasks: answer?.activityTasks ?? [], worker: as };
  for (const plan of plans) takeEffect(run, workflow, plan, eager);
}

/** An answer to each query that came with a task. @param {WorkflowTask} task */
function resultsOf(task) {
  const answered = { resultType: enums.QueryResultType.QUERY_RESULT_TYPE_ANSWERED };
  return Object.fromEntries(Object.keys(task.queries ?? {}).map((id) => [id, answered]));
}

/**
 * @param {string} stickyQueue
 * @param {string} taskQueue
 * @returns {CompletionRequest['stickyAttributes']}
 */
function stickyAttributes(stickyQueue, taskQueue) {
  return {
    workerTaskQueue: {
      name: stickyQueue,
      kind: enums.TaskQueueKind.TASK_QUEUE_KIND_STICKY,
      normalName: taskQueue,
    },
    scheduleToStartTimeout: { seconds: /** @type {any} */ (5) },
  };
}

/**
 * The answer was refused, or should have been.
 *
 * @param {Run} run
 * @param {{
 *   name: string,
 *   workflow: Workflow,
 *   task: WorkflowTask,
 *   refusal: Refusal | undefined,
 *   refused: Planned | undefined,
 * }} answered `refusal` by the server, `refused` by the engine
 */
async function compareRefusals(run, { name, workflow, task, refusal, refused }) {
  const { server, comparison } = run;
  const expected = refused?.expected?.outcome === 'rejected' ? refused.expected : undefined;
  const here = expected && { code: 'INVALID_ARGUMENT', message: expected.message };
  if (!refusal || !refused?.task || !expected || !isDeepStrictEqual(refusal, here)) {
    return comparison.differ(`answer to ${name}`, refusal ?? 'taken', here ?? 'taken');
  }
  const { taskQueue, message } = expected;
  // Of the attempts at a workflow task, the history has only the first.
  if (task.attempt === 1) {
    comparison.compare(
      await server.lastWorkflowTaskFailure(workflow.id, `${task.workflowExecution?.runId}`),
      { cause: `WORKFLOW_TASK_FAILED_CAUSE_${screaming(expected.cause)}`, text: message },
    );
  }
  comparison.landed(name, refused.task, { taskQueue, cause: expected.cause, message });
}

/** `BadScheduleActivityAttributes` as `BAD_SCHEDULE_ACTIVITY_ATTRIBUTES`. @param {string} cause */
function screaming(cause) {
  return cause.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
