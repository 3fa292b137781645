/** What follows from a command that the server took: further tasks, or the end of a run. */

import { isEnd } from './commands.mjs';
import { stateOf } from './executions.mjs';
import { landingOn } from './landing.mjs';

/**
 * @typedef {import('../../../pkg/index.js').ActivityTask} EngineActivityTask
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../rollout.mjs').ActivityCommand} ActivityCommand
 * @typedef {import('../server.mjs').ActivityTask} ActivityTask
 * @typedef {import('./commands.mjs').Planned} Planned
 * @typedef {import('./executions.mjs').Activity} Activity
 * @typedef {import('./executions.mjs').Workflow} Workflow
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * The activities that came with the server's answer, and the worker that has them.
 *
 * @typedef {{ tasks: ActivityTask[], worker: Worker }} Eager
 */

/**
 * @param {Run} run
 * @param {Workflow} workflow
 * @param {Planned} planned
 * @param {Eager} eager
 */
export function takeEffect(run, workflow, planned, eager) {
  const { command, task, inherit, target } = planned;
  const { executions } = run;
  if (isEnd(command)) return end(run, workflow, command.command);
  if (!task || target === undefined) return;
  const buildId = inherit ? workflow.buildId : undefined;
  if (command.command === 'continueAsNew') {
    executions.leaveActivities(workflow);
    const next = { taskQueue: target, buildId, isTouched: false, first: task, sticky: undefined };
    // The next run has neither retry policy nor schedule: the command names none.
    Object.assign(workflow, next, { status: 'scheduled', again: undefined });
  } else if (command.command === 'childWorkflow') {
    executions.addWorkflow(command.name, { taskQueue: target, buildId, first: task });
    // It hears that its child has started.
    if (workflow.status === 'idle') workflow.status = 'scheduled';
  } else if (task.task === 'activity') {
    scheduleActivity(run, workflow, { ...planned, command, task, target }, eager);
  }
}

/**
 * @param {Run} run
 * @param {Workflow} workflow
 * @param {Planned & { command: ActivityCommand, task: EngineActivityTask, target: string }} planned
 * @param {Eager} eager
 */
function scheduleActivity({ executions, comparison }, workflow, planned, eager) {
  const { command, task, target, expected } = planned;
  const { name } = command;
  const got = eager.tasks.find(({ activityId }) => activityId === name);
  /** @type {Activity} */
  const activity = { workflow, status: 'scheduled', task, attempt: 1 };
  executions.addActivity(name, activity);
  const isEager = expected?.reason === 'EAGER_ACTIVITY';
  if (isEager !== (got !== undefined)) {
    comparison.differ(name, got ? 'run at once' : 'put on the queue', expected);
  }
  if (got) {
    comparison.landed(name, task, landingOn(target, eager.worker));
    activity.status = 'held';
    activity.held = { task: got };
  }
}

/**
 * @param {Run} run
 * @param {Workflow} workflow
 * @param {'complete' | 'fail'} how
 */
function end({ executions }, workflow, how) {
  executions.leaveActivities(workflow);
  const state = stateOf(workflow);
  workflow.sticky = undefined;
  const goesOn = workflow.again === 'cron' || (workflow.again === 'retry' && how === 'fail');
  if (!goesOn) {
    workflow.status = 'closed';
    return;
  }
  workflow.first =
    workflow.again === 'cron'
      ? { task: 'cronRun', workflow: state }
      : { task: 'workflowRetry', workflow: state };
  if (workflow.again === 'cron') workflow.buildId = undefined;
  workflow.isTouched = false;
  workflow.status = 'scheduled';
}
