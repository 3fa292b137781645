/**
 * Rollouts on the server and the engine side by side: raw workers poll as real ones do, and whoever gets
 * a task must be the one that the engine names.
 */

import { isDeepStrictEqual } from 'node:util';
import { tagged } from './names.mjs';
import { attemptHere, setsOf } from './operations.mjs';
import {
  completeWorkflow,
  continueAsNew,
  enums,
  failWorkflow,
  inherits,
  protoOperation,
  RETRY_POLICY,
  scheduleActivity,
  startChild,
  TASK_SECONDS,
} from './protocol.mjs';
import { BILLING, ORDERS } from './rollout.mjs';
import { attempt, until } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../../pkg/index.js').Resolution} Resolution
 * @typedef {import('../../pkg/index.js').Task} Task
 * @typedef {import('../../pkg/index.js').WorkflowState} WorkflowState
 * @typedef {import('./operations.mjs').Difference} Difference
 * @typedef {import('./operations.mjs').Sets} Sets
 * @typedef {import('./protocol.mjs').Worker} Worker
 * @typedef {import('./rollout.mjs').AnswerStep} AnswerStep
 * @typedef {import('./rollout.mjs').Command} Command
 * @typedef {import('./rollout.mjs').FinishStep} FinishStep
 * @typedef {import('./rollout.mjs').SimpleStep} SimpleStep
 * @typedef {import('./rollout.mjs').StartStep} StartStep
 * @typedef {import('./rollout.mjs').Step} Step
 * @typedef {import('./rollout.mjs').UpdateStep} UpdateStep
 * @typedef {import('./rollout.mjs').Wish} Wish
 * @typedef {import('./server.mjs').ActivityTask} ActivityTask
 * @typedef {import('./server.mjs').Refusal} Refusal
 * @typedef {import('./server.mjs').Server} Server
 * @typedef {import('./server.mjs').WorkflowTask} WorkflowTask
 */

/**
 * Who got a task: versioned workers of a build ID, unversioned ones, or nobody, for the server refused
 * the command.
 *
 * @typedef {{ taskQueue: string, buildId: string }
 *   | { taskQueue: string, unversioned: true }
 *   | { taskQueue: string, cause: string, message: string }} Landing
 */

/**
 * What the server did with a task, or with a poll, while the queues had these sets.
 *
 * @typedef {{ sets: Record<string, Sets> } & (
 *   | { task: Task, landing: Landing, kinds: string[] }
 *   | { taskQueue: string, worker: Worker, refusal?: Refusal, kinds: string[] }
 * )} Decision
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
 * @property {{ task: WorkflowTask, worker: Worker, since: number }} [held]
 * @property {boolean} [isDue] whether something happened since the held one was handed out
 * @property {number} [scheduledAt] how often the sets had changed when its task was scheduled
 * @property {{ taskQueue: string, worker: Worker }} [sticky]
 * @property {{ queryType: string, handedOut: () => void }} [asked] the query that waits for a worker
 */

/**
 * @typedef {object} Activity
 * @property {Workflow} workflow
 * @property {Wish} wish
 * @property {'scheduled' | 'held' | 'done' | 'left'} status `left` when its workflow's run has ended
 * @property {import('../../pkg/index.js').ActivityTask} task
 * @property {number} attempt
 * @property {number} [scheduledAt] how often the sets had changed when its task was scheduled
 * @property {{ task: ActivityTask, since: number }} [held]
 */

/**
 * A command as the server and as the engine see it; the latter for those that lead to a task.
 *
 * @typedef {import('../../pkg/index.js').ActivityTask | import('../../pkg/index.js').NextWorkflowTask} CommandTask
 * @typedef {object} Planned
 * @property {Command} command
 * @property {import('./protocol.mjs').ProtoCommand} proto
 * @property {CommandTask} [task]
 * @property {boolean} [inherit]
 * @property {string} [target]
 * @property {Resolution} [expected]
 */

/** Seconds until a task that nobody got counts as lost. */
const PATIENCE = 90;

/** How a busy server ends polls: they say nothing of the worker. */
const OVERLOADED = ['DEADLINE_EXCEEDED', 'UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'ABORTED'];

/** Two build IDs in a set of their own, to see by their polls that an update has reached routing. */
const MARKERS = ['marker-a#', 'marker-b#'];

/** Ends a run at its first difference. */
class Differs extends Error {
  /** @param {Difference} difference */
  constructor(difference) {
    super('the server and the engine differ');
    this.difference = difference;
  }
}

/**
 * Goes through a plan on both sides, until they differ.
 *
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly Step[]} plan
 * @param {string} tag
 * @returns {Promise<{ history: string[], decisions: Decision[], difference?: Difference }>}
 */
export async function runRollout(server, namespace, plan, tag) {
  const run = new Run(server, namespace, tag);
  const { history, decisions } = run;
  try {
    for (const step of plan) await run.step(tagged(step, tag));
    return { history, decisions };
  } catch (thrown) {
    if (!(thrown instanceof Differs)) throw thrown;
    return { history, decisions, difference: thrown.difference };
  }
}

class Run {
  /** @type {string[]} */
  history = [];
  /** @type {Decision[]} */
  decisions = [];
  /** @type {Map<string, Workflow>} */
  #workflows = new Map();
  /** @type {Map<string, Activity>} */
  #activities = new Map();
  /** @type {Record<string, Sets>} by the server's own word */
  #sets = {};
  /** @type {Difference | undefined} */
  #difference;
  #queries = 0;
  /** How often the sets have changed. */
  #changes = 0;
  /** @type {(() => void) | undefined} called when a task was handed out */
  #wake;
  #areWaiting = false;
  /** @type {Promise<void> | undefined} the step under way */
  #busy;

  /**
   * @param {Server} server
   * @param {Namespace} namespace
   * @param {string} tag
   */
  constructor(server, namespace, tag) {
    this.server = server;
    this.namespace = namespace;
    this.markers = tagged(MARKERS, tag);
    this.unknown = tagged('unknown#', tag);
    this.queues = tagged([ORDERS, BILLING], tag);
    this.tag = tag;
  }

  /** @param {Step} step */
  async step(step) {
    if (step.do === 'handOut') await this.#handOut(step.meanwhile);
    else await this.#simpleStep(step);
    if (this.#difference) throw new Differs(this.#difference);
  }

  /** @param {SimpleStep} step */
  async #simpleStep(step) {
    const done = this.#doStep(step);
    // What a step leads to may be handed out before the step has ended. (A query ends with that.)
    this.#busy = step.do === 'query' ? undefined : done.catch(() => {});
    await done;
    this.#busy = undefined;
    for (const task of [...this.#workflows.values(), ...this.#activities.values()]) {
      if (task.status === 'scheduled') task.scheduledAt ??= this.#changes;
    }
  }

  /** @param {SimpleStep} step */
  async #doStep(step) {
    switch (step.do) {
      case 'update':
        return this.#update(step);
      case 'start':
        return this.#start(step);
      case 'signal':
        return this.#signal(step.workflow);
      case 'query':
        return this.#query(step.workflow);
      case 'answer':
        return this.#answer(step);
      case 'finish':
        return this.#finish(step);
    }
  }

  // ── Operators

  /** @param {UpdateStep} step */
  async #update({ taskQueue, operation }) {
    if (operation.operation === 'addNewIdInNewDefaultSet' && !this.#sets[taskQueue]) {
      const [buildId, other] = this.markers;
      await this.#apply(taskQueue, { operation: 'addNewIdInNewDefaultSet', buildId });
      const compatible = { buildId: other, existingCompatibleBuildId: buildId };
      await this.#apply(taskQueue, { operation: 'addNewCompatibleVersion', ...compatible });
    }
    await this.#apply(taskQueue, operation);
    if (this.#sets[taskQueue]) await this.#reachRouting(taskQueue);
  }

  /**
   * @param {string} taskQueue
   * @param {import('../../pkg/index.js').BuildIdOperation} operation
   */
  async #apply(taskQueue, operation) {
    const there = await attempt(this.server.update(taskQueue, protoOperation(operation)));
    const sets = await this.server.read(taskQueue);
    const here = attemptHere(() => this.namespace.updateBuildIdCompatibility(taskQueue, operation));
    const result = there.refusal ? `${there.refusal.code}: ${there.refusal.message}` : text(sets);
    this.#note(`update ${taskQueue}: ${JSON.stringify(operation)} → ${result}`);
    this.#compare(
      { refusal: there.refusal, sets },
      { refusal: here.refusal, sets: setsOf(this.namespace, taskQueue) },
    );
    if (sets.length > 0 && !isDeepStrictEqual(sets, this.#sets[taskQueue])) {
      this.#sets[taskQueue] = sets;
      this.#changes += 1;
    }
  }

  /**
   * Waits until routing on a queue sees the last update: promotes the marker that is not its set's
   * default, and polls as the other one until that is refused.
   *
   * @param {string} taskQueue
   */
  async #reachRouting(taskQueue) {
    const set = this.#sets[taskQueue].find((buildIds) => buildIds.includes(this.markers[0])) ?? [];
    const [next, last] = set;
    await this.#apply(taskQueue, { operation: 'promoteBuildIdWithinSet', buildId: next });
    const worker = { buildId: last, useVersioning: true };
    const stickyQueues = [...this.#workflows.values()].flatMap(({ sticky, ...workflow }) =>
      sticky && workflow.taskQueue === taskQueue ? [sticky.taskQueue] : [],
    );
    await Promise.all([
      this.#refused(() => this.server.pollActivity(taskQueue, worker)),
      this.#refused(() => this.server.pollWorkflowTask(taskQueue, worker)),
      ...stickyQueues.map((sticky) =>
        this.#refused(() => this.server.pollWorkflowTask(taskQueue, worker, sticky)),
      ),
    ]);
  }

  /** @param {() => Promise<unknown>} poll */
  async #refused(poll) {
    let patience = 20;
    await until('an update to reach routing', async () => {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), patience);
      const { refusal } = await attempt(
        this.server.connection.withAbortSignal(abort.signal, poll),
      ).finally(() => clearTimeout(timer));
      patience = Math.min(2 * patience, 2000);
      return refusal?.code === 'OUT_OF_RANGE';
    });
  }

  // ── Clients

  /** @param {StartStep} step */
  async #start({ workflow: name, taskQueue, again }) {
    const id = this.#idOf(name);
    await this.server.startWorkflow(id, taskQueue, {
      ...(again === 'retry' && { retryPolicy: RETRY_POLICY }),
      ...(again === 'cron' && { cronSchedule: '@every 1s' }),
    });
    this.#workflows.set(name, {
      id,
      taskQueue,
      isTouched: false,
      status: 'scheduled',
      first: { task: 'newWorkflow', taskQueue },
      again,
    });
    this.#note(`start ${name} on ${taskQueue}${again ? ` (${again})` : ''}`);
  }

  /** @param {string} name */
  #idOf(name) {
    return `${name} ${this.tag}`;
  }

  /** @param {string} name */
  async #signal(name) {
    const workflow = this.#workflows.get(name);
    if (workflow?.status !== 'idle' && workflow?.status !== 'held') return;
    const isHeld = workflow.status === 'held';
    if (!isHeld) workflow.status = 'scheduled';
    const { refusal } = await attempt(this.server.signal(workflow.id));
    // A run whose end was put off lets nothing in until it has ended.
    if (isHeld && refusal?.message.endsWith('workflow is closing')) return;
    if (refusal) throw new Error(`signal ${name}: ${refusal.code}: ${refusal.message}`);
    if (isHeld) workflow.isDue = true;
    this.#note(`signal ${name}`);
  }

  /** @param {string} name */
  async #query(name) {
    const workflow = this.#workflows.get(name);
    if (!workflow?.isTouched || !this.#areWaiting) return;
    if (workflow.status === 'held' || workflow.status === 'scheduled') return;
    this.#note(`query ${name}`);
    this.#queries += 1;
    const queryType = `query ${this.#queries}`;
    /** @type {Promise<void>} */
    const handedOut = new Promise((resolve) => {
      workflow.asked = { queryType, handedOut: resolve };
    });
    const call = this.server.query(workflow.id, queryType, PATIENCE);
    const answered = attempt(call).then(({ refusal }) => {
      // With a workflow task under way the query waits for its end, and is none of its own.
      if (refusal && workflow.asked?.queryType === queryType) {
        this.#differ(`query ${name}`, refusal, 'an answer');
      }
    });
    await Promise.race([handedOut, answered]);
    workflow.asked = undefined;
  }

  // ── Workers

  /**
   * All candidates poll, until every task is handed out and what is to be done meanwhile is done.
   *
   * @param {SimpleStep[]} meanwhile
   */
  async #handOut(meanwhile) {
    const polls = this.#pollers(meanwhile).map((poller) => this.#poll(poller));
    this.#areWaiting = true;
    try {
      await this.#allHandedOut();
      for (const step of meanwhile) {
        if (this.#difference) break;
        await this.#simpleStep(step);
      }
      await this.#allHandedOut();
    } finally {
      this.#areWaiting = false;
      // The losers' polls end by themselves: what was handed out twice would show.
      await Promise.all(polls);
    }
  }

  async #allHandedOut() {
    const deadline = performance.now() + PATIENCE * 1000;
    for (;;) {
      const left = this.#scheduled();
      if (left.length === 0 || this.#difference) return;
      const time = deadline - performance.now();
      if (time <= 0) {
        const [{ name, task }] = left;
        return this.#differ(
          name,
          `handed to nobody for ${PATIENCE} s`,
          this.namespace.resolve(task),
        );
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

  /** The tasks that some worker must get. */
  #scheduled() {
    const workflows = [...this.#workflows].filter(([, { status }]) => status === 'scheduled');
    const activities = [...this.#activities].filter(([, { status }]) => status === 'scheduled');
    return [
      ...workflows.map(([name, workflow]) => ({ name, task: nextTask(workflow) })),
      ...activities.map(([name, { task }]) => ({ name, task })),
    ];
  }

  /**
   * @typedef {{ kind: 'workflow' | 'activity', taskQueue: string, worker: Worker, sticky?: string }} Poller
   */

  /**
   * A poller for each build ID that a queue knows, for some that it does not know, and unversioned ones.
   *
   * @param {SimpleStep[]} meanwhile
   * @returns {Poller[]}
   */
  #pollers(meanwhile) {
    const everyBuildId = Object.values(this.#sets).flat(2);
    const known = everyBuildId.filter((buildId) => !this.markers.includes(buildId));
    const versioned = [...new Set([...known, this.unknown])];
    /** @type {Worker[]} */
    const workers = versioned.map((buildId) => ({ buildId, useVersioning: true }));
    workers.push({ buildId: '', useVersioning: false });
    workers.push({ buildId: versioned[0], useVersioning: false });

    const workflows = [...this.#workflows.values()];
    const activities = [...this.#activities.values()];
    const hasActivities =
      activities.some(({ status }) => status === 'scheduled' || status === 'held') ||
      meanwhile.some((step) => step.do === 'answer' && step.commands.length > 0);
    /** @type {Poller['kind'][]} */
    const kinds = hasActivities ? ['workflow', 'activity'] : ['workflow'];
    const pollers = this.queues.flatMap((taskQueue) =>
      kinds.flatMap((kind) => workers.map((worker) => ({ kind, taskQueue, worker }))),
    );
    const sticky = workflows.flatMap((workflow) =>
      workflow.sticky && workflow.status !== 'closed'
        ? [
            {
              kind: /** @type {const} */ ('workflow'),
              taskQueue: workflow.taskQueue,
              worker: workflow.sticky.worker,
              sticky: workflow.sticky.taskQueue,
            },
          ]
        : [],
    );
    return [...pollers, ...sticky];
  }

  /**
   * Polls again and again while the hand-out lasts.
   *
   * @param {Poller} poller
   */
  async #poll({ kind, taskQueue, worker, sticky }) {
    const isOver = () => !this.#areWaiting || this.#difference !== undefined;
    for (let isFirst = true; isFirst || !isOver(); ) {
      const poll = () =>
        kind === 'workflow'
          ? this.server.pollWorkflowTask(taskQueue, worker, sticky)
          : this.server.pollActivity(taskQueue, worker);
      const { refusal, answer } = await attempt(poll());
      if (refusal && OVERLOADED.includes(refusal.code)) {
        if (isOver()) return;
        continue;
      }
      if (isFirst) this.#polled(taskQueue, worker, refusal);
      isFirst = false;
      if (refusal) return;
      await this.#busy;
      if (answer && kind === 'activity') {
        this.#gotActivity(/** @type {ActivityTask} */ (answer), taskQueue, worker);
      } else if (answer) {
        await this.#gotWorkflowTask(
          /** @type {WorkflowTask} */ (answer),
          taskQueue,
          worker,
          sticky,
        );
      }
    }
  }

  /**
   * @param {string} taskQueue
   * @param {Worker} worker
   * @param {Refusal | undefined} refusal
   */
  #polled(taskQueue, worker, refusal) {
    const expected = this.namespace.poll(taskQueue, worker);
    const here =
      expected.outcome === 'refused'
        ? { code: expected.code, message: expected.message }
        : undefined;
    const kinds = [`poll: ${expected.outcome}, ${expected.reason}`];
    this.decisions.push({ sets: this.#setsNow(), taskQueue, worker, refusal, kinds });
    if (!isDeepStrictEqual(refusal, here)) {
      this.#differ(
        `poll of ${nameOf(worker)} on ${taskQueue}`,
        refusal ?? 'taken',
        here ?? 'taken',
      );
    }
  }

  /**
   * @param {WorkflowTask} task
   * @param {string} taskQueue
   * @param {Worker} worker
   * @param {string} [sticky]
   */
  async #gotWorkflowTask(task, taskQueue, worker, sticky) {
    const id = task.workflowExecution?.workflowId;
    const [name, workflow] = [...this.#workflows].find(([, found]) => found.id === id) ?? [];
    if (!workflow || !name) return this.#differ(`${id}`, 'a workflow task', 'no such workflow');
    const landing = landingOn(taskQueue, worker);
    if (task.query) {
      // One that has waited for a workflow task may come when the run that it asks is over.
      if (task.query.queryType === workflow.asked?.queryType) {
        this.#decide(name, { task: 'query', workflow: stateOf(workflow) }, landing);
        workflow.asked?.handedOut();
        workflow.asked = undefined;
      }
      await attempt(this.server.answerQuery(task));
      return;
    }
    const { first } = workflow;
    const hasTimedOut = Date.now() - (workflow.held?.since ?? 0) > TASK_SECONDS * 900;
    if ((workflow.status === 'held' && !hasTimedOut) || workflow.status === 'closed') {
      return this.#differ(name, `its workflow task for ${nameOf(worker)} too`, workflow.status);
    }
    const isLater = (task.attempt ?? 1) > 1;
    this.#decide(name, nextTask(workflow), landing, [
      ...(sticky ? ['handed out by a sticky queue'] : []),
      ...(workflow.sticky && !sticky ? ['taken back from a sticky queue'] : []),
      ...(isLater && !first ? ['workflow task: second attempt'] : []),
      ...this.#movedSince(workflow),
    ]);
    workflow.first = undefined;
    workflow.scheduledAt = undefined;
    workflow.held = { task, worker, since: Date.now() };
    workflow.status = 'held';
    workflow.isDue = false;
    // A query that came while this task was under way is answered with it.
    workflow.asked?.handedOut();
    workflow.asked = undefined;
    this.#wake?.();
  }

  /**
   * @param {ActivityTask} task
   * @param {string} taskQueue
   * @param {Worker} worker
   */
  #gotActivity(task, taskQueue, worker) {
    const name = `${task.activityId}`;
    const activity = this.#activities.get(name);
    // It was on its way when its run ended.
    if (activity?.status === 'left') return;
    const hasTimedOut = Date.now() - (activity?.held?.since ?? 0) > TASK_SECONDS * 900;
    if (!activity || activity.status === 'done' || (activity.status === 'held' && !hasTimedOut)) {
      return this.#differ(name, `handed to ${nameOf(worker)} too`, `${activity?.status}`);
    }
    this.#decide(name, activity.task, landingOn(taskQueue, worker), [
      ...(activity.attempt > 1 ? ['activity: retry'] : []),
      ...this.#movedSince(activity),
    ]);
    activity.scheduledAt = undefined;
    activity.held = { task, since: Date.now() };
    activity.status = 'held';
    this.#wake?.();
  }

  /** @param {FinishStep} step */
  async #finish({ activity: name, fails }) {
    const activity = this.#activities.get(name);
    if (activity?.status !== 'held' || !activity.held) return;
    const { held, workflow, task } = activity;
    this.#note(`${name} ${fails ? 'fails' : 'completes'}`);
    const { refusal } = await attempt(
      fails ? this.server.failActivity(held.task) : this.server.completeActivity(held.task),
    );
    const hasTimedOut = Date.now() - held.since > TASK_SECONDS * 900;
    if (refusal && !hasTimedOut) throw new Error(`${name}: ${refusal.code}: ${refusal.message}`);
    if (fails || refusal) {
      activity.status = 'scheduled';
      activity.attempt += 1;
      activity.task = { ...task, workflow: stateOf(workflow), requestEagerExecution: false };
      return;
    }
    activity.status = 'done';
    if (workflow.status === 'held') workflow.isDue = true;
    else if (workflow.status === 'idle') workflow.status = 'scheduled';
  }

  /** @param {AnswerStep} step */
  async #answer({ workflow: name, commands, sticky, stamp }) {
    const workflow = this.#workflows.get(name);
    if (workflow?.status !== 'held' || !workflow.held) return;
    const { task, worker, since } = workflow.held;
    const as = stamp === undefined ? worker : { buildId: stamp, useVersioning: true };
    const after = {
      taskQueue: workflow.taskQueue,
      ...(as.useVersioning && { buildId: as.buildId }),
    };
    const planned = commands
      .map((command) => this.#planned(command, after))
      .filter((plan) => (task.attempt ?? 1) === 1 || !this.#mayFail(plan, workflow));
    // A worker has a sticky queue of its own for each queue: the server would take one for that of the first.
    const stickyQueue = sticky
      ? `${this.#idOf(name)} of ${nameOf(worker)} on ${workflow.taskQueue}`
      : undefined;
    const { refusal, answer } = await attempt(
      this.server.completeWorkflowTask(task, {
        commands: planned.map(({ proto }) => proto),
        workerVersionStamp: as.useVersioning || as.buildId ? as : undefined,
        queryResults: Object.fromEntries(
          Object.keys(task.queries ?? {}).map((id) => [
            id,
            { resultType: enums.QueryResultType.QUERY_RESULT_TYPE_ANSWERED },
          ]),
        ),
        ...(stickyQueue && {
          stickyAttributes: {
            workerTaskQueue: {
              name: stickyQueue,
              kind: enums.TaskQueueKind.TASK_QUEUE_KIND_STICKY,
              normalName: workflow.taskQueue,
            },
            scheduleToStartTimeout: { seconds: /** @type {any} */ (5) },
          },
        }),
      }),
    );
    const said = planned.map(({ command }) => JSON.stringify(command)).join(', ');
    const result = refusal ? ` → ${refusal.code}: ${refusal.message}` : '';
    this.#note(`${nameOf(as)} answers ${name}: ${said || 'nothing'}${result}`);
    if (
      refusal?.message === 'Workflow task not found.' &&
      Date.now() - since > TASK_SECONDS * 900
    ) {
      // It was held for so long that it timed out.
      workflow.status = 'scheduled';
      return;
    }
    workflow.held = undefined;

    const refused = planned.find(({ expected }) => expected?.outcome === 'rejected');
    if (refusal?.message === 'UnhandledCommand') {
      // Something happened since, which the worker must see before it ends the run.
      workflow.status = 'scheduled';
      return;
    }
    if (refusal || refused) {
      workflow.status = 'scheduled';
      return this.#refusedCommand(name, workflow, task, refusal, refused);
    }

    const isKnown = !as.useVersioning || this.#knows(workflow.taskQueue, as.buildId);
    const isLost = stamp !== undefined && !isKnown;
    workflow.status = isLost ? 'lost' : 'idle';
    workflow.buildId = after.buildId;
    workflow.isTouched = true;
    workflow.sticky = stickyQueue ? { taskQueue: stickyQueue, worker } : undefined;
    const eager = (answer?.activityTasks ?? []).map((given) => ({ given, as }));
    for (const plan of planned) this.#commanded(workflow, plan, eager);
    this.#wake?.();
  }

  /**
   * A command as the server and as the engine see it.
   *
   * @param {Command} command
   * @param {WorkflowState} workflow with the build ID of the worker that answers
   * @returns {Planned}
   */
  #planned(command, workflow) {
    if (isEnd(command)) {
      return { command, proto: command.command === 'fail' ? failWorkflow() : completeWorkflow() };
    }
    const { queue, sdk, versioningIntent, useLatestBuildId } = command;
    const inherit = inherits({ sdk, intent: versioningIntent, useLatestBuildId, named: queue });
    const other = this.queues.find((name) => name !== workflow.taskQueue) ?? workflow.taskQueue;
    const target = queue === 'other' ? other : workflow.taskQueue;
    const options = {
      workflow,
      ...(queue !== 'none' && { taskQueue: target }),
      ...(versioningIntent && { versioningIntent }),
      ...(useLatestBuildId && { useLatestBuildId }),
      sdk,
    };
    /** @type {CommandTask} */
    let task;
    let proto;
    if (command.command === 'activity') {
      // The SDKs ask for eager execution on their own queue alone.
      const eager = command.eager && target === workflow.taskQueue;
      task = { task: 'activity', ...options, ...(eager && { requestEagerExecution: true }) };
      const activityId = command.name;
      proto = scheduleActivity({ activityId, taskQueue: target, inherit, eager });
    } else {
      task = { task: command.command, ...options };
      const named = queue === 'none' ? '' : target;
      proto =
        command.command === 'continueAsNew'
          ? continueAsNew({ taskQueue: named, inherit })
          : startChild({ workflowId: this.#idOf(command.name), taskQueue: named, inherit });
    }
    const expected = this.namespace.resolve(task);
    return { command, proto, task, inherit, target, expected };
  }

  /**
   * Whether the server may fail the workflow task for a command. A second failure in a row counts as none:
   * the task would hang until it times out.
   *
   * @param {Planned} planned
   * @param {Workflow} workflow
   */
  #mayFail({ command, inherit, target }, { taskQueue, isDue }) {
    const ends = isEnd(command) || command.command === 'continueAsNew';
    return (inherit && target !== taskQueue) || (ends && isDue);
  }

  /**
   * @param {string} name
   * @param {Workflow} workflow
   * @param {WorkflowTask} task
   * @param {Refusal | undefined} refusal
   * @param {Planned | undefined} refused
   */
  async #refusedCommand(name, workflow, task, refusal, refused) {
    const expected = refused?.expected?.outcome === 'rejected' ? refused.expected : undefined;
    const here = expected && { code: 'INVALID_ARGUMENT', message: expected.message };
    if (!refusal || !refused?.task || !expected || !isDeepStrictEqual(refusal, here)) {
      return this.#differ(`answer to ${name}`, refusal ?? 'taken', here ?? 'taken');
    }
    const { taskQueue, message } = expected;
    // Of the attempts at a workflow task the history tells the first alone.
    if (task.attempt === 1) {
      this.#compare(
        await this.server.lastWorkflowTaskFailure(workflow.id, `${task.workflowExecution?.runId}`),
        { cause: `WORKFLOW_TASK_FAILED_CAUSE_${screaming(expected.cause)}`, text: message },
      );
    }
    this.#decide(name, refused.task, { taskQueue, cause: expected.cause, message });
  }

  /**
   * What follows from a command that the server took.
   *
   * @param {Workflow} workflow
   * @param {Planned} planned
   * @param {{ given: ActivityTask, as: Worker }[]} eager
   */
  #commanded(workflow, { command, task, inherit, target, expected }, eager) {
    if (isEnd(command)) return this.#ended(workflow, command.command);
    if (!task || target === undefined) return;
    const inherited = inherit ? workflow.buildId : undefined;
    if (command.command === 'continueAsNew') {
      this.#leaveActivities(workflow);
      Object.assign(workflow, { taskQueue: target, buildId: inherited, isTouched: false });
      // The next run has neither retry policy nor schedule: the command names none.
      Object.assign(workflow, { status: 'scheduled', first: task, again: undefined });
      workflow.sticky = undefined;
    } else if (command.command === 'childWorkflow') {
      this.#workflows.set(command.name, {
        id: this.#idOf(command.name),
        taskQueue: target,
        buildId: inherited,
        isTouched: false,
        status: 'scheduled',
        first: task,
      });
      // It is told that its child has started.
      if (workflow.status === 'idle') workflow.status = 'scheduled';
    } else if (command.command === 'activity' && task.task === 'activity') {
      const got = eager.find(({ given }) => given.activityId === command.name);
      /** @type {Activity} */
      const activity = { workflow, wish: command, status: 'scheduled', task, attempt: 1 };
      this.#activities.set(command.name, activity);
      const isEager = expected?.reason === 'EAGER_ACTIVITY';
      if (isEager !== (got !== undefined)) {
        this.#differ(command.name, got ? 'run at once' : 'put on the queue', expected);
      }
      if (got) {
        this.#decide(command.name, task, landingOn(target, got.as));
        activity.status = 'held';
        activity.held = { task: got.given, since: Date.now() };
      }
    }
  }

  /**
   * @param {Workflow} workflow
   * @param {'complete' | 'fail'} how
   */
  #ended(workflow, how) {
    this.#leaveActivities(workflow);
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

  /** Activities end with the run that scheduled them. @param {Workflow} workflow */
  #leaveActivities(workflow) {
    for (const activity of this.#activities.values()) {
      if (activity.workflow === workflow) activity.status = 'left';
    }
  }

  // ── The comparison

  /**
   * @param {string} name
   * @param {Task} task
   * @param {Landing} landing
   * @param {string[]} [more] kinds that it is of
   */
  #decide(name, task, landing, more = []) {
    const expected = this.namespace.resolve(task);
    const here = landingOf(expected);
    const kinds = [...kindsOf(task, expected), ...more];
    this.decisions.push({ sets: this.#setsNow(), task, landing, kinds });
    this.#note(`${name}: ${JSON.stringify(task)} → ${JSON.stringify(landing)}`);
    if (!isDeepStrictEqual(landing, here)) this.#differ(name, landing, expected);
  }

  /** @param {{ scheduledAt?: number }} task */
  #movedSince({ scheduledAt = this.#changes }) {
    return scheduledAt < this.#changes ? ['sets changed between scheduling and hand-out'] : [];
  }

  #setsNow() {
    return { ...this.#sets };
  }

  /**
   * @param {string} taskQueue
   * @param {string} buildId
   */
  #knows(taskQueue, buildId) {
    return this.#sets[taskQueue]?.some((set) => set.includes(buildId)) ?? false;
  }

  /**
   * @param {unknown} server
   * @param {unknown} engine
   */
  #compare(server, engine) {
    if (!isDeepStrictEqual(server, engine)) this.#difference ??= { server, engine };
  }

  /**
   * @param {string} what
   * @param {unknown} server
   * @param {unknown} engine
   */
  #differ(what, server, engine) {
    this.#difference ??= { server: { [what]: server }, engine: { [what]: engine } };
    this.#wake?.();
  }

  /** @param {string} line */
  #note(line) {
    this.history.push(line);
  }
}

/**
 * @param {Command} command
 * @returns {command is import('./rollout.mjs').EndCommand}
 */
function isEnd(command) {
  return command.command === 'complete' || command.command === 'fail';
}

/**
 * @param {Workflow} workflow
 * @returns {WorkflowState}
 */
function stateOf({ taskQueue, buildId, isTouched }) {
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
function nextTask(workflow) {
  return workflow.first ?? { task: 'workflowTask', workflow: stateOf(workflow) };
}

/**
 * @param {string} taskQueue
 * @param {Worker} worker
 * @returns {Landing}
 */
function landingOn(taskQueue, { buildId, useVersioning }) {
  return useVersioning ? { taskQueue, buildId } : { taskQueue, unversioned: true };
}

/**
 * @param {Resolution} resolution
 * @returns {Landing}
 */
export function landingOf(resolution) {
  const { taskQueue } = resolution;
  switch (resolution.outcome) {
    case 'buildId':
      return { taskQueue, buildId: resolution.buildId };
    case 'unversioned':
      return { taskQueue, unversioned: true };
    case 'rejected':
      return { taskQueue, cause: resolution.cause, message: resolution.message };
  }
}

/** @param {Worker} worker */
function nameOf({ buildId, useVersioning }) {
  if (useVersioning) return `worker ${JSON.stringify(buildId)}`;
  return buildId ? `unversioned worker ${JSON.stringify(buildId)}` : 'unversioned worker';
}

/** `BadScheduleActivityAttributes` as `BAD_SCHEDULE_ACTIVITY_ATTRIBUTES`. @param {string} cause */
function screaming(cause) {
  return cause.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

/** @param {Sets} sets */
function text(sets) {
  return sets.map((set) => `[${set.join(', ')}]`).join(' ') || 'unversioned';
}

/**
 * @param {Task} task
 * @param {Resolution} resolution
 */
function kindsOf(task, resolution) {
  const kinds = [`${task.task}: ${resolution.outcome}`, `reason: ${resolution.reason}`];
  if (task.task === 'activity' || task.task === 'childWorkflow' || task.task === 'continueAsNew') {
    const { workflow, taskQueue, versioningIntent, useLatestBuildId, sdk } = task;
    const queue =
      taskQueue === undefined ? 'none' : taskQueue === workflow.taskQueue ? 'same' : 'other';
    const intent = useLatestBuildId ? 'useLatestBuildId' : (versioningIntent ?? 'unspecified');
    kinds.push(`intent ${intent}, queue named: ${queue}`, `${task.task} by ${sdk}`);
  }
  return kinds;
}

/** All kinds that a large run must have. */
export const ROUTING_KINDS = [
  ...['newWorkflow', 'workflowTask', 'query', 'workflowRetry', 'cronRun', 'activity']
    .concat(['childWorkflow', 'continueAsNew'])
    .flatMap((task) => [`${task}: buildId`, `${task}: unversioned`]),
  ...['activity', 'childWorkflow', 'continueAsNew'].map((task) => `${task}: rejected`),
  ...['activity', 'childWorkflow', 'continueAsNew'].flatMap((task) =>
    ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'].map((sdk) => `${task} by ${sdk}`),
  ),
  ...['unspecified', 'COMPATIBLE', 'DEFAULT', 'useLatestBuildId'].flatMap((intent) =>
    ['none', 'same', 'other'].map((queue) => `intent ${intent}, queue named: ${queue}`),
  ),
  ...['SET_DEFAULT', 'QUEUE_DEFAULT', 'UNVERSIONED_QUEUE', 'UNVERSIONED_WORKFLOW']
    .concat(['NOTHING_TO_INHERIT', 'UNKNOWN_BUILD_ID', 'CROSS_QUEUE_REJECTED', 'EAGER_ACTIVITY'])
    .map((reason) => `reason: ${reason}`),
  'poll: receives, SET_DEFAULT',
  'poll: receives, UNVERSIONED_WORKER',
  'poll: refused, SUPERSEDED',
  'poll: idle, UNKNOWN_BUILD_ID',
  'activity: retry',
  'workflow task: second attempt',
  'handed out by a sticky queue',
  'taken back from a sticky queue',
  'sets changed between scheduling and hand-out',
];
