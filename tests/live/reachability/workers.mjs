/** Workers poll for the workflow tasks that land on them, and answer those. */

import { completeWorkflow, continueAsNew, failWorkflow, startChild } from '../protocol.mjs';
import { attempt, until } from '../server.mjs';
import { PATIENCE } from './plan-run.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../reachability-plan.mjs').Answer} Answer
 * @typedef {import('../reachability-plan.mjs').WorkStep} WorkStep
 * @typedef {import('../server.mjs').WorkflowTask} WorkflowTask
 * @typedef {import('./plan-run.mjs').PlanRun} PlanRun
 * @typedef {import('./runs.mjs').Runs} Runs
 * @typedef {import('./runs.mjs').Workflow} Workflow
 */

/**
 * The workers that the tasks land on poll, until all are answered.
 *
 * @param {PlanRun} run
 * @param {WorkStep} step
 * @returns {Promise<undefined>}
 */
export async function work(run, { answers, unversionedBuildId }) {
  const { server, namespace, runs } = run;
  /** Those that have had their answer: they go on. @type {Set<string>} */
  const answered = new Set();
  const allAnswered = async () => {
    /** @type {Map<string, { taskQueue: string, worker: Worker }>} */
    const pollers = new Map();
    for (const workflow of runs.scheduled()) {
      const { taskQueue } = workflow;
      const worker = workerFor(namespace, workflow, unversionedBuildId);
      pollers.set(JSON.stringify([taskQueue, worker]), { taskQueue, worker });
    }
    await Promise.all(
      [...pollers.values()].map(async ({ taskQueue, worker }) => {
        // Refused while an update has not reached routing yet.
        const { answer: task } = await attempt(server.pollWorkflowTask(taskQueue, worker));
        if (!task) return;
        const id = task.workflowExecution?.workflowId;
        const found = runs.workflowWithId(id);
        if (!found) throw new Error(`a task of an unknown workflow: ${id}`);
        const answer = answered.has(found.name) ? 'goOn' : (answers[found.name] ?? 'goOn');
        if (await takesAnswer(run, { task, worker, answer, ...found })) answered.add(found.name);
      }),
    );
    return pollers.size === 0;
  };
  await until('workers to answer all workflow tasks', allAnswered, PATIENCE);
  return undefined;
}

/**
 * @param {Namespace} namespace
 * @param {Workflow} workflow
 * @param {string} unversionedBuildId
 * @returns {Worker}
 */
function workerFor(namespace, { taskQueue, buildId, isTouched }, unversionedBuildId) {
  const landing = namespace.resolve({
    task: 'workflowTask',
    workflow: {
      taskQueue,
      ...(buildId !== undefined && { buildId }),
      hasCompletedWorkflowTask: isTouched,
    },
  });
  return landing.outcome === 'buildId'
    ? { buildId: landing.buildId, useVersioning: true }
    : { buildId: unversionedBuildId, useVersioning: false };
}

/**
 * Whether the server takes a worker's answer.
 *
 * @param {PlanRun} run
 * @param {{ task: WorkflowTask, worker: Worker, answer: Answer, name: string, workflow: Workflow }} held
 */
async function takesAnswer({ server, runs, history }, { task, worker, answer, name, workflow }) {
  const childName = `child of ${name}`;
  const newChild = runs.workflow(childName) ? undefined : childName;
  const { refusal } = await attempt(
    server.completeWorkflowTask(task, {
      commands: commandsOf(answer, workflow.taskQueue, newChild && runs.idOf(newChild)),
      workerVersionStamp: worker.useVersioning || worker.buildId ? worker : undefined,
    }),
  );
  // Something happened since, which the worker must see before it ends the run.
  if (refusal?.message === 'UnhandledCommand') return false;
  if (refusal) throw new Error(`answer to ${name}: ${refusal.code}: ${refusal.message}`);
  workflow.used.add(worker.useVersioning ? worker.buildId : '');
  workflow.buildId = worker.useVersioning ? worker.buildId : undefined;
  workflow.isTouched = true;
  workflow.isScheduled = false;
  history.push(`${JSON.stringify(worker)} answers ${name}: ${answer}`);
  takeEffect(runs, answer, workflow, newChild);
  return true;
}

/**
 * @param {Answer} answer
 * @param {string} taskQueue
 * @param {string} [childId] none where there is such a child already
 */
function commandsOf(answer, taskQueue, childId) {
  switch (answer) {
    case 'goOn':
      return [];
    case 'complete':
      return [completeWorkflow()];
    case 'fail':
      return [failWorkflow()];
    case 'continueAsNew':
    case 'inheritingContinueAsNew':
      return [continueAsNew({ taskQueue, inherit: answer === 'inheritingContinueAsNew' })];
    case 'startChild':
    case 'startInheritingChild': {
      if (!childId) return [];
      const inherit = answer === 'startInheritingChild';
      return [startChild({ workflowId: childId, taskQueue, inherit })];
    }
  }
}

/**
 * What follows from an answer that the server took.
 *
 * @param {Runs} runs
 * @param {Answer} answer
 * @param {Workflow} workflow
 * @param {string} [childName]
 */
function takeEffect(runs, answer, workflow, childName) {
  const { taskQueue, buildId } = workflow;
  switch (answer) {
    case 'goOn':
      return;
    case 'complete':
    case 'fail':
      return runs.close(workflow);
    case 'continueAsNew':
      return runs.startNext(workflow);
    case 'inheritingContinueAsNew':
      return runs.startNext(workflow, buildId);
    case 'startChild':
    case 'startInheritingChild':
      if (!childName) return;
      runs.start(childName, taskQueue, answer === 'startInheritingChild' ? buildId : undefined);
      // It hears that its child has started.
      workflow.isScheduled = true;
  }
}
