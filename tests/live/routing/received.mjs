/** What a worker got from its poll, held against what some worker must get. */

import { attempt } from '../server.mjs';
import { nameOf } from './comparison.mjs';
import { handedOutAt, mayHaveTimedOut, nextTask, retry, stateOf } from './executions.mjs';
import { landingOn } from './landing.mjs';

/**
 * @typedef {import('../server.mjs').ActivityTask} ActivityTask
 * @typedef {import('../server.mjs').WorkflowTask} WorkflowTask
 * @typedef {import('./executions.mjs').Workflow} Workflow
 * @typedef {import('./pollers.mjs').Poller} Poller
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * @param {Run} run
 * @param {WorkflowTask} task
 * @param {Poller} poller that got it
 */
export async function gotWorkflowTask(run, task, poller) {
  const { server, executions, comparison } = run;
  const id = task.workflowExecution?.workflowId;
  const found = executions.workflowWithId(id);
  if (!found) return comparison.differ(`${id}`, 'a workflow task', 'no such workflow');
  const { name, workflow } = found;
  const { taskQueue, worker, sticky } = poller;
  const landing = landingOn(taskQueue, worker);
  if (task.query) {
    // One that has waited for a workflow task may come when the run that it asks is over.
    if (task.query.queryType === workflow.asked?.queryType) {
      comparison.landed(name, { task: 'query', workflow: stateOf(workflow) }, landing);
      endQuery(workflow);
    }
    await attempt(server.answerQuery(task));
    return;
  }
  const isHeld =
    workflow.status === 'held' &&
    workflow.held &&
    !mayHaveTimedOut(workflow.held, handedOutAt(task));
  if (isHeld || workflow.status === 'closed') {
    const also = `its workflow task for ${nameOf(worker)} too`;
    return comparison.differ(name, also, workflow.status);
  }
  const isLater = (task.attempt ?? 1) > 1;
  comparison.landed(name, nextTask(workflow), landing, [
    ...(sticky ? ['handed out by a sticky queue'] : []),
    ...(workflow.sticky && !sticky ? ['taken back from a sticky queue'] : []),
    ...(isLater && !workflow.first ? ['workflow task: second attempt'] : []),
    ...movedSince(run, workflow),
  ]);
  workflow.first = undefined;
  workflow.scheduledAt = undefined;
  workflow.held = { task, worker };
  workflow.status = 'held';
  workflow.isDue = false;
  // A query that came while this task was under way is answered with it.
  endQuery(workflow);
}

/** @param {Workflow} workflow */
function endQuery(workflow) {
  workflow.asked?.handedOut();
  workflow.asked = undefined;
}

/**
 * @param {Run} run
 * @param {ActivityTask} task
 * @param {Poller} poller that got it
 */
export function gotActivity(run, task, { taskQueue, worker }) {
  const { executions, comparison } = run;
  const name = `${task.activityId}`;
  const activity = executions.activity(name);
  // It was on its way when its run ended.
  if (activity?.status === 'left') return;
  const isHeld =
    activity?.status === 'held' &&
    activity.held &&
    !mayHaveTimedOut(activity.held, handedOutAt(task));
  if (!activity || activity.status === 'done' || isHeld) {
    return comparison.differ(name, `handed to ${nameOf(worker)} too`, `${activity?.status}`);
  }
  if (activity.status === 'held') retry(activity);
  comparison.landed(name, activity.task, landingOn(taskQueue, worker), [
    ...(activity.attempt > 1 ? ['activity: retry'] : []),
    ...movedSince(run, activity),
  ]);
  activity.scheduledAt = undefined;
  activity.held = { task };
  activity.status = 'held';
}

/**
 * @param {Run} run
 * @param {{ scheduledAt?: number }} scheduled
 */
function movedSince({ versionSets: { changes } }, { scheduledAt = changes }) {
  return scheduledAt < changes ? ['sets changed between scheduling and hand-out'] : [];
}
