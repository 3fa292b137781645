/**
 * Rollouts by Worker Deployments, on the server and the engine side by side: raw workers of every version poll as real ones
 * do, and whoever gets a task must be the one that the engine names.
 */

import { isDeepStrictEqual } from 'node:util';
import { tagged } from '../names.mjs';
import { attemptHere } from '../operations.mjs';
import { pooled } from '../pool.mjs';
import {
  completeWorkflow,
  continueAsNew,
  enums,
  failWorkflow,
  protoOperation,
  RETRY_POLICY,
  scheduleActivity,
  startChild,
} from '../protocol.mjs';
import { attempt, NAMESPACE } from '../server.mjs';
import {
  describeVersion,
  operate,
  patiently,
  register,
  settled,
  TASK_TIMEOUT,
  versionedOptions,
} from './calls.mjs';
import { HandOut } from './hand-out.mjs';
import { protoOverride, versioningInfoOf } from './versioning-info.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../../../pkg/index.js').Task} Task
 * @typedef {import('../../../pkg/index.js').VersioningOverride} VersioningOverride
 * @typedef {import('../../../pkg/index.js').WorkflowState} WorkflowState
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../server.mjs').ActivityTask} ActivityTask
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('../server.mjs').WorkflowTask} WorkflowTask
 * @typedef {import('./calls.mjs').Version} Version
 * @typedef {import('./calls.mjs').TypedQueue} TypedQueue
 * @typedef {import('./rollout-plan.mjs').AnswerStep} AnswerStep
 * @typedef {import('./rollout-plan.mjs').Command} Command
 * @typedef {import('./rollout-plan.mjs').RolloutStep} RolloutStep
 * @typedef {import('./rollout-plan.mjs').StartStep} StartStep
 */

/** Who gets a task: with neither a build ID nor a version, an unversioned worker. @typedef {{ buildId?: string, deploymentVersion?: Version }} Worker */

/**
 * @typedef {object} Workflow
 * @property {string} name
 * @property {string} id
 * @property {WorkflowState} state as the engine has it
 * @property {'scheduled' | 'held' | 'idle' | 'closed'} status of its workflow task
 * @property {Task} [first] the task that its next one is, where that is the first of a run
 * @property {{ task: WorkflowTask, worker: Worker }} [held]
 * @property {'retry' | 'cron'} [again]
 * @property {Workflow} [parent]
 * @property {string} [parentRun] that started it
 * @property {string} [runId]
 * @property {{ status: 'scheduled' | 'held', command: any, target: string, held?: ActivityTask }} [activity]
 * @property {{ queryType: string, answered: Promise<unknown> }} [asked]
 * @property {number} queries so far
 */

/**
 * What the server did, with the kinds that it is of, and how the engine is asked for it: a method of its namespace, the
 * arguments and, where it does not change the namespace, the answer.
 *
 * @typedef {{ kinds: string[], call?: [string, unknown[], unknown?] }} Decision
 */

/** Seconds within which a server has checked what is draining. */
const CHECKED = 20;

/** Settings with which a server checks often what is draining. */
export const LIFE_CYCLE_SETTINGS = {
  'matching.wv.VersionDrainageStatusVisibilityGracePeriod': '1s',
  'matching.wv.VersionDrainageStatusRefreshInterval': '1s',
};

/** Milliseconds for which a server goes on with what it knew of a queue's routing and members. */
const CACHED = 1100;

/**
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly RolloutStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ records: Decision[], history: string[], difference?: Difference }>}
 */
export async function runRollout(server, namespace, plan, tag) {
  const rollout = new Rollout(server, namespace, tag);
  for (const step of plan) {
    await rollout.take(tagged(step, tag));
    if (rollout.difference) break;
  }
  await rollout.end();
  const { decisions: records, history, difference } = rollout;
  return { records, history, difference };
}

export class Rollout {
  /** @type {Decision[]} */
  decisions = [];
  /** @type {string[]} */
  history = [];
  /** @type {Difference | undefined} */
  difference;
  /** @type {Map<string, Workflow>} */
  workflows = new Map();
  /** What the workers of each version poll. @type {({ version: Version } & TypedQueue)[]} */
  members = [];
  /** The build IDs of the sets of each queue. @type {Map<string, Set<string>>} */
  buildIds = new Map();
  /** @type {Set<string>} */
  taskQueues = new Set();
  #changedAt = 0;
  #tag;

  /**
   * @param {Server} server
   * @param {Namespace} namespace
   * @param {string} tag
   */
  constructor(server, namespace, tag) {
    this.server = server;
    this.namespace = namespace;
    this.#tag = tag;
  }

  /** @param {RolloutStep} step */
  async take(step) {
    switch (step.do) {
      case 'sets':
        return this.#updateSets(step.taskQueue, step.operation);
      case 'workers':
        return this.#register(step.polls);
      case 'route':
        return this.#route(step.operation);
      case 'start':
        return this.#start(step);
      case 'signal':
        return this.#signal(step.workflow);
      case 'query':
        return this.#query(step.workflow);
      case 'override':
        return this.#override(step.workflow, step.versioningOverride);
      case 'answer':
        return this.#answer(step);
      case 'finish':
        return this.#finish(step.workflow, step.fails);
      case 'hand out':
        return this.#handOut();
      case 'statuses':
        return this.#statuses();
    }
  }

  /** Closes what is open, so that nothing is handed out any more. */
  async end() {
    for (const { id } of this.workflows.values()) await attempt(this.server.terminate(id));
  }

  /** @param {string} line */
  note(line) {
    this.history.push(line);
  }

  /**
   * @param {string} what
   * @param {unknown} server
   * @param {unknown} engine
   */
  compare(what, server, engine) {
    if (isDeepStrictEqual(server, engine)) return;
    this.difference ??= { server: { [what]: server }, engine: { [what]: engine } };
  }

  /** The task that a workflow's next one is. @param {Workflow} workflow @returns {any} */
  nextTask({ first, state }) {
    return first ?? { task: 'workflowTask', workflow: state };
  }

  /** The task of its activity. @param {Workflow} workflow @returns {any} */
  activityTask({ state, activity }) {
    return { ...activity?.command, workflow: state };
  }

  /**
   * @param {Workflow} workflow
   * @param {any} event
   */
  progress(workflow, event) {
    const before = workflow.state;
    workflow.state = this.namespace.progress(before, event);
    this.#called('progress', [before, event], workflow.state);
  }

  /**
   * The state with which the run begins of which a task is the first.
   *
   * @param {any} task
   */
  #begin(task) {
    const begun = attemptHere(() => this.namespace.begin(task));
    if (begun.answer) this.#called('begin', [task], begun.answer);
    return begun;
  }

  /**
   * @param {string} method of a namespace
   * @param {unknown[]} args
   * @param {unknown} [answer]
   */
  #called(method, args, answer) {
    this.decisions.push({ kinds: [], call: answer ? [method, args, answer] : [method, args] });
  }

  /** @param {any} happening */
  #observe(happening) {
    this.namespace.observe(happening);
    this.#called('observe', [happening]);
  }

  /**
   * @param {string} taskQueue
   * @param {import('../../../pkg/index.js').BuildIdOperation} operation
   */
  async #updateSets(taskQueue, operation) {
    this.taskQueues.add(taskQueue);
    const { refusal } = await attempt(this.server.update(taskQueue, protoOperation(operation)));
    const here = attemptHere(() => this.namespace.updateBuildIdCompatibility(taskQueue, operation));
    this.compare('operation', refusal, here.refusal);
    if (refusal) return;
    this.note(`${JSON.stringify(operation)} on ${taskQueue}`);
    const known = this.buildIds.get(taskQueue) ?? new Set();
    this.#called('updateBuildIdCompatibility', [taskQueue, operation]);
    if ('buildId' in operation) known.add(operation.buildId);
    this.buildIds.set(taskQueue, known);
  }

  /** @param {({ version: Version } & TypedQueue)[]} polls */
  async #register(polls) {
    await pooled(polls, 3, async ({ version, ...queue }) => {
      await register(this.server, queue, version);
    });
    for (const poll of polls) {
      const { version, taskQueue, taskQueueType } = poll;
      const queue = { taskQueue, taskQueueType };
      const deploymentOptions = { ...version, workerVersioningMode: 'VERSIONED' };
      this.#observe({ happening: 'workerPolls', ...queue, deploymentOptions });
      this.members.push(poll);
      this.taskQueues.add(taskQueue);
      this.note(`workers of ${JSON.stringify(version)} poll ${taskQueue} (${taskQueueType})`);
    }
    this.#changedAt = performance.now();
  }

  /** @param {any} operation */
  async #route(operation) {
    const { refusal } = await operate(this.server, operation);
    const here = attemptHere(() => this.namespace.apply(operation, {}));
    this.compare('operation', refusal, here.refusal);
    if (refusal) return;
    this.note(JSON.stringify(operation));
    this.#called('apply', [operation]);
    await settled(this.server, operation.deploymentName);
    this.#changedAt = performance.now();
  }

  /** @param {StartStep} step */
  async #start({ workflow: name, taskQueue, again, versioningOverride }) {
    this.taskQueues.add(taskQueue);
    const workflowId = this.#idOf(name);
    await this.#waitForCaches();
    const { refusal } = await attempt(
      this.server.startWorkflow(workflowId, taskQueue, {
        workflowTaskTimeout: TASK_TIMEOUT,
        ...(again === 'retry' && { retryPolicy: RETRY_POLICY }),
        ...(again === 'cron' && { cronSchedule: '@every 1s' }),
        ...(versioningOverride && { versioningOverride: protoOverride(versioningOverride) }),
      }),
    );
    this.note(`start ${name} on ${taskQueue}, ${JSON.stringify({ again, versioningOverride })}`);
    const task = {
      task: 'newWorkflow',
      taskQueue,
      workflowId,
      ...(versioningOverride && { versioningOverride }),
    };
    const here = this.#begin(task);
    this.compare(`start of ${name}`, refusal, here.refusal);
    if (refusal || !here.answer) {
      if (refusal) this.decisions.push({ kinds: ['deployments newWorkflow: refused'] });
      return;
    }
    this.#add(name, { state: here.answer, first: /** @type {any} */ (task), again });
    this.#noteOverride(versioningOverride);
  }

  /**
   * A run starts with, or gets, an override.
   *
   * @param {VersioningOverride} [versioningOverride]
   */
  #noteOverride(versioningOverride) {
    const { pinned, oneTime } = /** @type {any} */ (versioningOverride ?? {});
    const deploymentVersion = pinned?.version ?? oneTime?.targetDeploymentVersion;
    if (deploymentVersion) this.#observe({ happening: 'overrideSet', deploymentVersion });
  }

  /**
   * @param {string} name
   * @param {Pick<Workflow, 'state' | 'first' | 'again' | 'parent' | 'parentRun'>} about
   */
  #add(name, about) {
    /** @type {Workflow} */
    const workflow = { name, id: this.#idOf(name), status: 'scheduled', queries: 0, ...about };
    this.workflows.set(name, workflow);
    return workflow;
  }

  /** @param {string} name */
  #idOf(name) {
    return `${name} ${this.#tag}`;
  }

  /** @param {string} name */
  async #signal(name) {
    const workflow = this.workflows.get(name);
    // An activity that is not started yet may move the run itself: which is first would be left to chance.
    if (workflow?.status !== 'idle' || workflow.activity?.status === 'scheduled') return;
    await this.server.signal(workflow.id);
    workflow.status = 'scheduled';
    this.note(`signal ${name}`);
  }

  /** @param {string} name */
  async #query(name) {
    const workflow = this.workflows.get(name);
    if (workflow?.status !== 'idle' || workflow.activity?.status === 'scheduled') return;
    if (workflow.state.hasCompletedWorkflowTask === false) return;
    workflow.queries += 1;
    const queryType = `query ${workflow.queries}`;
    const answered = attempt(this.server.query(workflow.id, queryType, 100));
    workflow.asked = { queryType, answered };
    this.note(`query ${name}`);
  }

  /**
   * @param {string} name
   * @param {VersioningOverride} [versioningOverride]
   */
  async #override(name, versioningOverride) {
    const workflow = this.workflows.get(name);
    if (!workflow || workflow.status === 'closed') return;
    const request = {
      namespace: NAMESPACE,
      workflowExecution: { workflowId: workflow.id },
      workflowExecutionOptions: {
        ...(versioningOverride && { versioningOverride: protoOverride(versioningOverride) }),
      },
      updateMask: { paths: ['versioning_override'] },
    };
    const { refusal } = await attempt(this.server.service.updateWorkflowExecutionOptions(request));
    this.note(`override ${name}: ${JSON.stringify(versioningOverride) ?? 'none'}`);
    const event = { event: 'overrideSet', ...(versioningOverride && { versioningOverride }) };
    const before = workflow.state;
    const here = attemptHere(() => this.namespace.progress(before, /** @type {any} */ (event)));
    this.compare(`override of ${name}`, refusal, here.refusal);
    this.decisions.push({ kinds: [`deployments override: ${refusal ? 'refused' : 'set'}`] });
    if (here.answer) {
      workflow.state = here.answer;
      // What its start was asked with counts no more.
      workflow.first = undefined;
      this.#called('progress', [before, event], here.answer);
      this.#noteOverride(versioningOverride);
    }
    await this.compareState(workflow);
  }

  /**
   * What the server describes of a run against what the engine says it carries.
   *
   * @param {Workflow} workflow
   */
  async compareState(workflow) {
    if (workflow.status === 'closed' || this.difference) return;
    const described = await this.#describe(workflow);
    const there = versioningInfoOf(described.workflowExecutionInfo?.versioningInfo);
    // The server does not tell these two.
    const { startsOnRampingVersion, inheritedPinnedVersion, ...here } = /** @type {any} */ (
      workflow.state.versioningInfo ?? {}
    );
    this.compare(`state of ${workflow.name}`, there, here);
    this.decisions.push({ kinds: ['deployments state described'] });
  }

  /** @param {Workflow} workflow */
  #describe({ id }) {
    const request = { namespace: NAMESPACE, execution: { workflowId: id } };
    return this.server.service.describeWorkflowExecution(request);
  }

  /** @param {AnswerStep} step */
  async #answer({ workflow: name, behavior: asked, command: wanted }) {
    const workflow = this.workflows.get(name);
    if (workflow?.status !== 'held' || !workflow.held) return;
    const { task, worker } = workflow.held;
    const { deploymentVersion, buildId } = worker;
    const behavior = deploymentVersion && asked;
    const command = this.#possible(workflow, wanted);
    if (command?.command === 'childWorkflow') await this.#waitForCaches();
    const request = {
      commands: command ? [this.#proto(workflow, command)] : [],
      ...(deploymentVersion && { deploymentOptions: versionedOptions(deploymentVersion) }),
      ...(behavior && { versioningBehavior: enums.VersioningBehavior[BEHAVIORS[behavior]] }),
      ...(buildId && { workerVersionStamp: { buildId, useVersioning: true } }),
    };
    const done = await attempt(this.server.completeWorkflowTask(task, request));
    const said = JSON.stringify({ behavior, command });
    this.note(`${JSON.stringify(worker)} answers ${name}: ${said}`);
    if (done.refusal) {
      throw new Error(`${this.history.join('\n')}\n${done.refusal.code}: ${done.refusal.message}`);
    }
    workflow.held = undefined;
    workflow.status = 'idle';
    workflow.first = undefined;
    this.progress(workflow, {
      event: 'workflowTaskCompleted',
      ...worker,
      ...(behavior && { behavior }),
    });
    if (command) await this.#follow(workflow, command);
    await this.compareState(workflow);
  }

  /**
   * A command that can be carried out now: one activity at a time, and no end of a run whose child or parent would hear
   * of it while it holds a task.
   *
   * @param {Workflow} workflow
   * @param {Command} [command]
   * @returns {Command | undefined}
   */
  #possible(workflow, command) {
    switch (command?.command) {
      case 'activity':
        return workflow.activity ? undefined : command;
      case 'complete':
      case 'fail':
      case 'continueAsNew':
        return workflow.parent?.status === 'held' ? undefined : command;
      default:
        return command;
    }
  }

  /**
   * @param {Workflow} workflow
   * @param {Command} command
   */
  #proto({ state }, command) {
    if (command.command === 'complete') return completeWorkflow();
    if (command.command === 'fail') return failWorkflow();
    const { taskQueue } = command;
    // A build ID that is inherited on another queue is refused.
    const inherit = command.inherits && taskQueue === state.taskQueue;
    if (command.command === 'activity') {
      return scheduleActivity({ activityId: 'activity', taskQueue, inherit, eager: false });
    }
    if (command.command === 'continueAsNew') {
      const proto = continueAsNew({ taskQueue, inherit });
      const attributes = proto.continueAsNewWorkflowExecutionCommandAttributes;
      const initial = command.initialVersioningBehavior;
      if (attributes) attributes.workflowTaskTimeout = TASK_TIMEOUT;
      if (attributes && initial) {
        attributes.initialVersioningBehavior =
          enums.ContinueAsNewVersioningBehavior[`CONTINUE_AS_NEW_VERSIONING_BEHAVIOR_${initial}`];
      }
      return proto;
    }
    const proto = startChild({ workflowId: this.#idOf(command.name), taskQueue, inherit });
    const attributes = proto.startChildWorkflowExecutionCommandAttributes;
    if (attributes) attributes.workflowTaskTimeout = TASK_TIMEOUT;
    if (attributes && command.versioningOverride) {
      attributes.versioningOverride = protoOverride(command.versioningOverride);
    }
    return proto;
  }

  /**
   * What a command leads to.
   *
   * @param {Workflow} workflow
   * @param {Command} command
   */
  async #follow(workflow, command) {
    const { state, again } = workflow;
    switch (command.command) {
      case 'complete':
        return again === 'cron'
          ? this.#nextRun(workflow, { task: 'cronRun', workflow: state })
          : this.#close(workflow);
      case 'fail':
        if (again === 'cron') return this.#nextRun(workflow, { task: 'cronRun', workflow: state });
        return again === 'retry'
          ? this.#nextRun(workflow, { task: 'workflowRetry', workflow: state })
          : this.#close(workflow);
      case 'continueAsNew': {
        const { initialVersioningBehavior } = command;
        // The command names neither retry policy nor schedule.
        workflow.again = undefined;
        return this.#nextRun(workflow, {
          task: 'continueAsNew',
          ...this.#wish(workflow, command),
          ...(initialVersioningBehavior && { initialVersioningBehavior }),
        });
      }
      case 'activity':
        workflow.activity = {
          status: 'scheduled',
          command: { task: 'activity', ...this.#wish(workflow, command) },
          target: command.taskQueue,
        };
        return;
      case 'childWorkflow':
        return this.#startChild(workflow, command);
    }
  }

  /**
   * What the command says of versions and queues, to the engine.
   *
   * @param {Workflow} workflow
   * @param {{ taskQueue: string, inherits: boolean }} command
   */
  #wish({ state }, { taskQueue, inherits }) {
    const inherit = inherits && taskQueue === state.taskQueue;
    const versioningIntent = inherit ? 'COMPATIBLE' : 'DEFAULT';
    return { workflow: state, taskQueue, versioningIntent, sdk: 'typescript' };
  }

  /**
   * @param {Workflow} workflow
   * @param {any} task the first of the next run
   */
  #nextRun(workflow, task) {
    workflow.activity = undefined;
    workflow.status = 'scheduled';
    workflow.first = task;
    workflow.runId = undefined;
    const { answer, refusal } = this.#begin(task);
    if (!answer) throw new Error(`the next run of ${workflow.name}: ${refusal.message}`);
    workflow.state = answer;
  }

  /** @param {Workflow} workflow */
  async #close(workflow) {
    workflow.status = 'closed';
    workflow.activity = undefined;
    const { parent, parentRun } = workflow;
    // Its parent hears of it, if that is still the run that started it.
    if (!parent || parent.runId !== parentRun || parent.status === 'closed') return;
    await this.#scheduledByEvent(parent);
  }

  /** @param {Workflow} workflow */
  async #scheduledByEvent(workflow) {
    if (workflow.status !== 'idle') return;
    await patiently(`a workflow task of ${workflow.id}`, async () => {
      const { pendingWorkflowTask } = await this.#describe(workflow);
      return pendingWorkflowTask;
    });
    workflow.status = 'scheduled';
  }

  /**
   * @param {Workflow} workflow
   * @param {import('./rollout-plan.mjs').ChildCommand} command
   */
  async #startChild(workflow, command) {
    const { name, versioningOverride } = command;
    const task = {
      task: 'childWorkflow',
      ...this.#wish(workflow, command),
      workflowId: this.#idOf(name),
      ...(versioningOverride && { versioningOverride }),
    };
    const here = this.#begin(task);
    // Either way the parent hears of it.
    await this.#scheduledByEvent(workflow);
    const events = await this.server.history(workflow.id);
    const failed = events
      .map((event) => event.startChildWorkflowExecutionFailedEventAttributes)
      .filter((attributes) => attributes?.workflowId === this.#idOf(name))
      .at(-1);
    const there = failed && {
      cause: enums.StartChildWorkflowExecutionFailedCause[failed.cause ?? 0],
    };
    const cause = 'START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_INVALID_VERSIONING_OVERRIDE';
    this.compare(`start of ${name}`, there, here.refusal && { cause });
    if (failed) this.decisions.push({ kinds: ['deployments childWorkflow: refused'] });
    if (failed || !here.answer) return;
    const child = this.#add(name, {
      state: here.answer,
      first: /** @type {any} */ (task),
      parent: workflow,
      parentRun: workflow.runId,
    });
    this.#noteOverride(versioningOverride);
    await this.compareState(child);
  }

  /**
   * @param {string} name of the workflow
   * @param {boolean} fails
   */
  async #finish(name, fails) {
    const workflow = this.workflows.get(name);
    const activity = workflow?.activity;
    if (!workflow || !activity?.held || workflow.status === 'held') return;
    const { held } = activity;
    const call = fails ? this.server.failActivity(held) : this.server.completeActivity(held);
    const { refusal } = await attempt(call);
    if (refusal) throw new Error(`activity of ${name}: ${refusal.code}: ${refusal.message}`);
    this.note(`the activity of ${name} ${fails ? 'fails' : 'completes'}`);
    activity.held = undefined;
    if (fails) {
      activity.status = 'scheduled';
      return;
    }
    workflow.activity = undefined;
    if (workflow.status === 'idle') workflow.status = 'scheduled';
  }

  /** What each version is for, once the server has checked those that are draining. */
  async #statuses() {
    const since = Date.now() / 1000;
    const versions = new Map(this.members.map(({ version }) => [JSON.stringify(version), version]));
    for (const version of versions.values()) {
      const openPinnedWorkflows = [...this.workflows.values()].filter(
        ({ status, state }) => status !== 'closed' && isPinnedTo(state, version),
      ).length;
      const before = this.#statusHere(version);
      if (before === 'DRAINING') {
        this.#observe({
          happening: 'drainageCheck',
          deploymentVersion: version,
          openPinnedWorkflows,
        });
      }
      const here = this.#statusHere(version);
      const deadline = performance.now() + CHECKED * 1000;
      const there = await patiently(`a check of ${JSON.stringify(version)}`, async () => {
        const { answer } = await describeVersion(this.server, version);
        const { status, drainageInfo } = answer.workerDeploymentVersionInfo;
        const isChecked = status !== 'DRAINING' || Number(drainageInfo.lastCheckedTime) > since;
        return (isChecked && status === here) || performance.now() > deadline ? status : undefined;
      });
      this.note(`${JSON.stringify(version)} is ${there}`);
      this.compare(`status of ${JSON.stringify(version)}`, there, here);
      this.decisions.push({ kinds: [`status: ${there}`] });
      if (before === 'DRAINED' && here === 'DRAINING') {
        this.decisions.push({ kinds: ['status: draining again'] });
      }
    }
  }

  /** @param {Version} version */
  #statusHere(version) {
    const { workerDeploymentVersionInfo } = this.namespace.describeWorkerDeploymentVersion(version);
    return workerDeploymentVersionInfo.status;
  }

  /** Until a server looks again at what has changed. */
  async #waitForCaches() {
    const until = this.#changedAt + CACHED;
    await patiently('the caches of routing to be renewed', () => performance.now() > until);
  }

  async #handOut() {
    await this.#waitForCaches();
    const touched = await new HandOut(this).run();
    for (const workflow of touched) await this.compareState(workflow);
  }
}

/**
 * Whether a run counts when the server looks for those pinned to a version: its override stands before its own behavior.
 *
 * @param {WorkflowState} state
 * @param {Version} version
 */
function isPinnedTo({ versioningInfo }, version) {
  const { behavior, deploymentVersion, versioningOverride } = /** @type {any} */ (
    versioningInfo ?? {}
  );
  const { pinned, oneTime } = versioningOverride ?? {};
  const pin = versioningOverride
    ? (pinned?.version ?? oneTime?.targetDeploymentVersion)
    : behavior === 'PINNED' && deploymentVersion;
  return isDeepStrictEqual(pin, version);
}

/** @type {Record<string, 'VERSIONING_BEHAVIOR_PINNED' | 'VERSIONING_BEHAVIOR_AUTO_UPGRADE'>} */
const BEHAVIORS = {
  PINNED: 'VERSIONING_BEHAVIOR_PINNED',
  AUTO_UPGRADE: 'VERSIONING_BEHAVIOR_AUTO_UPGRADE',
};
