/** The workflows and activities of a run: where each is, and which task some worker must get. */

import { TASK_SECONDS } from '../protocol.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Task} Task
 * @typedef {import('../../../pkg/index.js').WorkflowState} WorkflowState
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../server.mjs').ActivityTask} ActivityTask
 * @typedef {import('../server.mjs').WorkflowTask} WorkflowTask
 */

/**
 * @typedef {object} Workflow
 * @property {string} id
 * @property {string} taskQueue
 * @property {string} [buildId]
 * @property {boolean} isTouched whether a workflow task of this run was completed
 * @property {'idle' | 'scheduled' | 'held' | 'closed' | 'lost'} status of its workflow task
 * @property {Task} [first] what the next workflow task is, where it is the first of a run
 * @property {'retry' | 'cron'} [again]
 * @property {{ task: WorkflowTask, worker: Worker }} [held]
 * @property {boolean} [isDue] whether something happened since the held one was handed out
 * @property {number} [scheduledAt] how often the sets had changed when its task was scheduled
 * @property {{ taskQueue: string, worker: Worker }} [sticky]
 * @property {number} queries so far
 * @property {{ queryType: string, handedOut: () => void }} [asked] the query that waits for a worker
 */

/**
 * @typedef {object} Activity
 * @property {Workflow} workflow
 * @property {'scheduled' | 'held' | 'done' | 'left'} status `left` when its workflow's run has ended
 * @property {import('../../../pkg/index.js').ActivityTask} task
 * @property {number} attempt
 * @property {number} [scheduledAt] how often the sets had changed when its task was scheduled
 * @property {{ task: ActivityTask }} [held]
 */

export class Executions {
  #tag;
  /** @type {Map<string, Workflow>} */
  #workflows = new Map();
  /** @type {Map<string, Activity>} */
  #activities = new Map();

  /** @param {string} tag */
  constructor(tag) {
    this.#tag = tag;
  }

  /** The ID of a workflow on the server. @param {string} name */
  idOf(name) {
    return `${name} ${this.#tag}`;
  }

  /**
   * A new one, whose first workflow task is scheduled.
   *
   * @param {string} name
   * @param {Pick<Workflow, 'taskQueue' | 'buildId' | 'first' | 'again'>} about
   */
  addWorkflow(name, about) {
    const id = this.idOf(name);
    this.#workflows.set(name, { id, isTouched: false, status: 'scheduled', queries: 0, ...about });
  }

  /**
   * @param {string} name
   * @param {Activity} activity
   */
  addActivity(name, activity) {
    this.#activities.set(name, activity);
  }

  /** @param {string} name */
  workflow(name) {
    return this.#workflows.get(name);
  }

  /** @param {string} name */
  activity(name) {
    return this.#activities.get(name);
  }

  /** @param {string | null} [id] on the server */
  workflowWithId(id) {
    for (const [name, workflow] of this.#workflows) {
      if (workflow.id === id) return { name, workflow };
    }
    return undefined;
  }

  /** Those that have a sticky queue. */
  stickyWorkflows() {
    return [...this.#workflows.values()].flatMap(({ sticky, taskQueue, status }) =>
      sticky ? [{ sticky, taskQueue, status }] : [],
    );
  }

  hasActivitiesToDo() {
    const activities = [...this.#activities.values()];
    return activities.some(({ status }) => status === 'scheduled' || status === 'held');
  }

  /** The tasks that some worker must get. */
  scheduled() {
    const workflows = [...this.#workflows].filter(([, { status }]) => status === 'scheduled');
    const activities = [...this.#activities].filter(([, { status }]) => status === 'scheduled');
    return [
      ...workflows.map(([name, workflow]) => ({ name, task: nextTask(workflow) })),
      ...activities.map(([name, { task }]) => ({ name, task })),
    ];
  }

  /**
   * Notes of each task that is newly scheduled how often the sets have changed before.
   *
   * @param {number} changes
   */
  noteScheduled(changes) {
    for (const execution of [...this.#workflows.values(), ...this.#activities.values()]) {
      if (execution.status === 'scheduled') execution.scheduledAt ??= changes;
    }
  }

  /** Activities end with the run that scheduled them. @param {Workflow} workflow */
  leaveActivities(workflow) {
    for (const activity of this.#activities.values()) {
      if (activity.workflow === workflow) activity.status = 'left';
    }
  }
}

/**
 * As it is described to the engine.
 *
 * @param {Workflow} workflow
 * @returns {WorkflowState}
 */
export function stateOf({ taskQueue, buildId, isTouched }) {
  return {
    taskQueue,
    ...(buildId !== undefined && { buildId }),
    ...(!isTouched && { hasCompletedWorkflowTask: false }),
  };
}

/**
 * @param {Workflow} workflow
 * @returns {Task}
 */
export function nextTask(workflow) {
  return workflow.first ?? { task: 'workflowTask', workflow: stateOf(workflow) };
}

/** It failed or timed out: some worker must get it once more. @param {Activity} activity */
export function retry(activity) {
  const workflow = stateOf(activity.workflow);
  activity.status = 'scheduled';
  activity.attempt += 1;
  activity.task = { ...activity.task, workflow, requestEagerExecution: false };
}

/**
 * When the server handed a task out, in milliseconds: on a busy machine it came here seconds later.
 *
 * @param {WorkflowTask | ActivityTask} task
 */
export function handedOutAt({ startedTime }) {
  if (!startedTime) throw new Error('the server has not said when it handed a task out');
  return Number(startedTime.seconds) * 1000 + (startedTime.nanos ?? 0) / 1e6;
}

/**
 * Whether the server may have given up the worker that holds a task.
 *
 * @param {{ task: WorkflowTask | ActivityTask }} held
 * @param {number} [now]
 */
export function mayHaveTimedOut({ task }, now = Date.now()) {
  return now - handedOutAt(task) > TASK_SECONDS * 900;
}
