/** A hand-out: the workers of every version, of every set and the unversioned ones poll at once. */

import { isDeepStrictEqual } from 'node:util';
import { attempt } from '../server.mjs';
import { OVERLOADED, pollAs } from './calls.mjs';

/**
 * @typedef {import('./calls.mjs').TypedQueue} TypedQueue
 * @typedef {import('./rollouts.mjs').Rollout} Rollout
 * @typedef {import('./rollouts.mjs').Worker} Worker
 * @typedef {import('./rollouts.mjs').Workflow} Workflow
 */

/** @typedef {TypedQueue & { worker: Worker }} Poller */

/** Seconds until a task that nobody got counts as lost. */
const PATIENCE = 60;

/** A task that some worker must get. @typedef {{ workflow: Workflow, what: string, landing: any }} Expected */

export class HandOut {
  #rollout;
  /** @type {Set<Workflow>} */
  #touched = new Set();
  #isOver = false;
  /** @type {(() => void) | undefined} */
  #wake;

  /** @param {Rollout} rollout */
  constructor(rollout) {
    this.#rollout = rollout;
  }

  /**
   * Ends when every task that a worker must get is handed out.
   *
   * @returns {Promise<Set<Workflow>>} those whose tasks were
   */
  async run() {
    const pollers = this.#pollers();
    if (this.#expected(pollers).length === 0) return this.#touched;
    const polls = pollers.map((poller) => this.#poll(poller));
    try {
      await this.#allHandedOut(pollers);
    } finally {
      this.#isOver = true;
      // What is handed out twice, or to somebody else, shows until the last poll has ended.
      await Promise.all(polls);
    }
    return this.#touched;
  }

  /** @returns {Poller[]} */
  #pollers() {
    const { members, buildIds, taskQueues } = this.#rollout;
    /** @type {Poller[]} */
    const versioned = members.map(({ version, taskQueue, taskQueueType }) => ({
      taskQueue,
      taskQueueType,
      worker: { deploymentVersion: version },
    }));
    const others = [...taskQueues].flatMap((taskQueue) =>
      /** @type {const} */ (['WORKFLOW', 'ACTIVITY']).flatMap((taskQueueType) =>
        [{}, ...[...(buildIds.get(taskQueue) ?? [])].map((buildId) => ({ buildId }))].map(
          (worker) => ({ taskQueue, taskQueueType, worker }),
        ),
      ),
    );
    // No activity, no need to ask for one.
    const hasActivities = [...this.#rollout.workflows.values()].some(({ activity }) => activity);
    return [...versioned, ...others].filter(
      ({ taskQueueType }) => hasActivities || taskQueueType === 'WORKFLOW',
    );
  }

  /**
   * The tasks that wait, and for whom of those who poll.
   *
   * @param {Poller[]} pollers
   * @returns {Expected[]}
   */
  #expected(pollers) {
    const { workflows, namespace } = this.#rollout;
    return [...workflows.values()].flatMap((workflow) => {
      const waiting = this.#waiting(workflow);
      if (!waiting) return [];
      const resolution = namespace.resolve(waiting.task);
      const moves = /** @type {any} */ (resolution).movesWorkflow;
      const landing = moves
        ? landingAt(workflow.state.taskQueue, 'WORKFLOW', moves)
        : landingOf(resolution, waiting.type);
      const isPolled = pollers.some(({ worker, ...queue }) =>
        isDeepStrictEqual({ ...queue, worker }, landing),
      );
      return isPolled ? [{ workflow, what: waiting.what, landing }] : [];
    });
  }

  /**
   * What of a workflow waits for a worker.
   *
   * @param {Workflow} workflow
   * @returns {{ what: string, task: any, type: TypedQueue['taskQueueType'] } | undefined}
   */
  #waiting(workflow) {
    const rollout = this.#rollout;
    const { status, activity, asked, state } = workflow;
    if (status === 'scheduled') {
      return { what: 'workflow task', task: rollout.nextTask(workflow), type: 'WORKFLOW' };
    }
    if (status === 'closed') return undefined;
    if (asked) return { what: 'query', task: { task: 'query', workflow: state }, type: 'WORKFLOW' };
    const isMoving = state.versioningInfo?.versionTransition !== undefined;
    if (activity?.status === 'scheduled' && !isMoving) {
      return { what: 'activity', task: rollout.activityTask(workflow), type: 'ACTIVITY' };
    }
    return undefined;
  }

  /** @param {Poller[]} pollers */
  async #allHandedOut(pollers) {
    const deadline = performance.now() + PATIENCE * 1000;
    while (!this.#rollout.difference) {
      const left = this.#expected(pollers);
      if (left.length === 0) return;
      const time = deadline - performance.now();
      if (time <= 0) {
        const [{ workflow, what, landing }] = left;
        this.#rollout.compare(`${what} of ${workflow.name}`, 'handed to nobody', landing);
        return;
      }
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, time);
        this.#wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  }

  /** @param {Poller} poller */
  async #poll(poller) {
    const { server } = this.#rollout;
    do {
      const { refusal, answer } = await pollAs(server, poller, poller.worker);
      if (refusal && !OVERLOADED.test(refusal.code)) {
        this.#rollout.compare(`poll of ${JSON.stringify(poller)}`, refusal, 'taken');
      }
      if (!answer?.taskToken?.length) continue;
      if (poller.taskQueueType === 'ACTIVITY') this.#gotActivity(answer, poller);
      else await this.#gotWorkflowTask(answer, poller);
      this.#wake?.();
    } while (!this.#isOver && !this.#rollout.difference);
    this.#wake?.();
  }

  /** @param {any} task @returns {Workflow | undefined} */
  #workflowOf(task) {
    const id = task.workflowExecution?.workflowId;
    const workflows = [...this.#rollout.workflows.values()];
    const workflow = workflows.find((workflow) => workflow.id === id);
    if (!workflow) this.#rollout.compare(`${id}`, 'a task', 'no such workflow');
    return workflow;
  }

  /**
   * @param {any} task
   * @param {Poller} poller
   */
  async #gotWorkflowTask(task, poller) {
    const rollout = this.#rollout;
    const workflow = this.#workflowOf(task);
    if (!workflow) return;
    if (task.query) {
      if (workflow.asked?.queryType !== task.query.queryType) return;
      const { state } = workflow;
      this.#landed(workflow, { task: 'query', workflow: state }, poller);
      const { asked } = workflow;
      workflow.asked = undefined;
      await attempt(rollout.server.answerQuery(task));
      await asked?.answered;
      return;
    }
    if (workflow.status === 'idle' && workflow.activity?.status === 'scheduled') {
      this.#movedByActivity(workflow);
    }
    if (workflow.status !== 'scheduled') {
      rollout.compare(
        workflow.name,
        `a workflow task for ${JSON.stringify(poller)}`,
        workflow.status,
      );
      return;
    }
    const resolution = this.#landed(workflow, rollout.nextTask(workflow), poller);
    const { revisionNumber = 0 } = /** @type {any} */ (resolution);
    rollout.progress(workflow, {
      event: 'workflowTaskStarted',
      ...poller.worker,
      revisionNumber,
    });
    workflow.first = undefined;
    workflow.status = 'held';
    workflow.held = { task, worker: poller.worker };
    workflow.runId = `${task.workflowExecution?.runId}`;
    this.#touched.add(workflow);
  }

  /**
   * A workflow task that nothing but its activity led to: the activity was handed to a version to which the run moves.
   *
   * @param {Workflow} workflow
   */
  #movedByActivity(workflow) {
    const rollout = this.#rollout;
    const resolution = /** @type {any} */ (
      rollout.namespace.resolve(rollout.activityTask(workflow))
    );
    const { movesWorkflow, revisionNumber = 0 } = resolution;
    if (!movesWorkflow) return;
    rollout.progress(workflow, {
      event: 'activityTaskStarted',
      ...landingOf(resolution, 'ACTIVITY').worker,
      revisionNumber,
    });
    rollout.decisions.push({ kinds: ['deployments activity: moves its workflow'] });
    rollout.note(`the activity of ${workflow.name} moves it`);
    workflow.status = 'scheduled';
  }

  /**
   * @param {any} task
   * @param {Poller} poller
   */
  #gotActivity(task, poller) {
    const rollout = this.#rollout;
    const workflow = this.#workflowOf(task);
    // It was on its way when its run ended.
    if (!workflow || workflow.status === 'closed') return;
    const { activity } = workflow;
    if (activity?.status !== 'scheduled') {
      const what = `activity of ${workflow.name}`;
      rollout.compare(what, `for ${JSON.stringify(poller)}`, activity?.status ?? 'none');
      return;
    }
    const resolution = /** @type {any} */ (
      this.#landed(workflow, rollout.activityTask(workflow), poller)
    );
    if (resolution.movesWorkflow) {
      rollout.compare(`activity of ${workflow.name}`, 'started', resolution);
    }
    activity.status = 'held';
    activity.held = task;
    this.#touched.add(workflow);
  }

  /**
   * @param {Workflow} workflow
   * @param {any} task
   * @param {Poller} poller
   */
  #landed(workflow, task, poller) {
    const rollout = this.#rollout;
    const resolution = /** @type {any} */ (rollout.namespace.resolve(task));
    const here = landingOf(resolution, poller.taskQueueType);
    const told = JSON.stringify(poller.worker);
    rollout.note(`${workflow.name}: ${task.task} → ${told} of ${poller.taskQueue}`);
    const { taskQueue, taskQueueType, worker } = poller;
    if (!isDeepStrictEqual({ taskQueue, taskQueueType, worker }, here)) {
      const asked = { task, resolution };
      rollout.compare(`${task.task} of ${workflow.name}`, poller, asked);
    }
    rollout.decisions.push({
      kinds: [
        `deployments ${task.task}: ${resolution.outcome}`,
        `deployments reason: ${resolution.reason}`,
      ],
      call: ['resolve', [task], { taskQueue, ...worker }],
    });
    return resolution;
  }
}

/**
 * Where the engine says that a task lands.
 *
 * @param {any} resolution
 * @param {TypedQueue['taskQueueType']} taskQueueType
 * @returns {Poller}
 */
export function landingOf({ taskQueue, outcome, ...rest }, taskQueueType) {
  switch (outcome) {
    case 'deploymentVersion':
      return landingAt(taskQueue, taskQueueType, rest);
    case 'buildId':
      return { taskQueue, taskQueueType, worker: { buildId: rest.buildId } };
    case 'unversioned':
      return { taskQueue, taskQueueType, worker: {} };
    default:
      return { taskQueue, taskQueueType, worker: { buildId: `nobody: ${outcome}` } };
  }
}

/**
 * @param {string} taskQueue
 * @param {TypedQueue['taskQueueType']} taskQueueType
 * @param {{ deploymentVersion?: import('./calls.mjs').Version }} at
 * @returns {Poller}
 */
function landingAt(taskQueue, taskQueueType, { deploymentVersion }) {
  return { taskQueue, taskQueueType, worker: deploymentVersion ? { deploymentVersion } : {} };
}
