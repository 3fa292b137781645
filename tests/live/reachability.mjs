/**
 * Reachability on the server and the engine side by side, both through the interface of the TypeScript client:
 * runs that real polls have moved on, open and closed, and every question about them.
 */

import { inspect, isDeepStrictEqual } from 'node:util';
import { TaskQueueClient, UnversionedBuildId } from '@temporalio/client';
import { tagged } from './names.mjs';
import { attemptHere, setsOf } from './operations.mjs';
import {
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  protoOperation,
  startChild,
} from './protocol.mjs';
import { attempt, NAMESPACE, until } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../../pkg/index.js').ReachabilityOptions} ReachabilityOptions
 * @typedef {import('../../pkg/index.js').ReachabilityResponse} ReachabilityResponse
 * @typedef {import('../../pkg/index.js').WorkflowRun} WorkflowRun
 * @typedef {import('./operations.mjs').Difference} Difference
 * @typedef {import('./protocol.mjs').Worker} Worker
 * @typedef {import('./reachability-plan.mjs').Answer} Answer
 * @typedef {import('./reachability-plan.mjs').ReachabilityStep} ReachabilityStep
 * @typedef {import('./reachability-plan.mjs').WorkStep} WorkStep
 * @typedef {import('./server.mjs').Refusal} Refusal
 * @typedef {import('./server.mjs').Server} Server
 * @typedef {import('./server.mjs').WorkflowTask} WorkflowTask
 */

/** A server with these answers as one whose defaults are all older than five minutes. */
export const REACHABILITY_SETTINGS = {
  'frontend.reachabilityQuerySetDurationSinceDefault': '0s',
};

/** @typedef {{ options: ReachabilityOptions, kinds: string[] }} Question */

/**
 * @typedef {object} Workflow
 * @property {string} id
 * @property {string} taskQueue
 * @property {string} [buildId] of the worker that answered last, or inherited
 * @property {boolean} isTouched whether a workflow task of its current run was completed
 * @property {boolean} isScheduled whether a workflow task waits
 * @property {boolean} isOpen
 * @property {Set<string>} used by its current run, empty text for unversioned workers
 */

/** Seconds until workers that get nothing, or a run that is not listed, count as a fault. */
const PATIENCE = 60;

/**
 * Goes through a plan on both sides, until they differ.
 *
 * @param {Server} server with {@link REACHABILITY_SETTINGS}
 * @param {Namespace} namespace
 * @param {readonly ReachabilityStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ history: string[], questions: Question[], difference?: Difference }>}
 */
export async function runReachability(server, namespace, plan, tag) {
  const run = new Run(server, namespace, tag);
  const { history, questions } = run;
  for (const step of plan) {
    const difference = await run.step(tagged(step, tag));
    if (difference) return { history, questions, difference };
  }
  return { history, questions };
}

class Run {
  /** @type {string[]} */
  history = [];
  /** @type {Question[]} */
  questions = [];
  /** @type {Map<string, Workflow>} */
  #workflows = new Map();
  /** Runs that have ended. @type {WorkflowRun[]} */
  #closed = [];

  /**
   * @param {Server} server
   * @param {Namespace} namespace
   * @param {string} tag
   */
  constructor(server, namespace, tag) {
    this.server = server;
    this.client = new TaskQueueClient({ connection: server.connection, namespace: NAMESPACE });
    this.namespace = namespace;
    this.tag = tag;
  }

  /**
   * @param {ReachabilityStep} step
   * @returns {Promise<Difference | undefined>}
   */
  async step(step) {
    switch (step.do) {
      case 'update':
        return this.#update(step.taskQueue, step.operation);
      case 'start':
        return this.#start(step.workflow, step.taskQueue);
      case 'signal':
        return this.#signal(step.workflow);
      case 'terminate':
        return this.#terminate(step.workflow);
      case 'work':
        return this.#work(step);
      case 'ask':
        return this.#ask(step.options);
    }
  }

  /**
   * @param {string} taskQueue
   * @param {import('../../pkg/index.js').BuildIdOperation} operation
   */
  async #update(taskQueue, operation) {
    const there = await attempt(this.server.update(taskQueue, protoOperation(operation)));
    const here = attemptHere(() => this.namespace.updateBuildIdCompatibility(taskQueue, operation));
    this.history.push(
      `update ${taskQueue}: ${JSON.stringify(operation)} → ${JSON.stringify(setsOf(this.namespace, taskQueue))}`,
    );
    if (isDeepStrictEqual(there.refusal, here.refusal)) return undefined;
    return { server: there.refusal, engine: here.refusal };
  }

  /**
   * @param {string} name
   * @param {string} taskQueue
   * @returns {Promise<undefined>}
   */
  async #start(name, taskQueue) {
    const workflow = newWorkflow(this.#idOf(name), taskQueue);
    await this.server.startWorkflow(workflow.id, taskQueue);
    this.#workflows.set(name, workflow);
    this.history.push(`start ${name} on ${taskQueue}`);
  }

  /** The tag is in front, so that all of a plan can be listed. @param {string} name */
  #idOf(name) {
    return `${this.tag} ${name}`;
  }

  /** @param {string} name @returns {Promise<undefined>} */
  async #signal(name) {
    const workflow = this.#workflows.get(name);
    if (!workflow?.isOpen) return;
    await this.server.signal(workflow.id);
    workflow.isScheduled = true;
    this.history.push(`signal ${name}`);
  }

  /** @param {string} name @returns {Promise<undefined>} */
  async #terminate(name) {
    const workflow = this.#workflows.get(name);
    if (!workflow?.isOpen) return;
    await this.server.terminate(workflow.id);
    this.#close(workflow);
    this.history.push(`terminate ${name}`);
  }

  /** @param {Workflow} workflow */
  #close(workflow) {
    this.#closed.push({ ...runOf(workflow), status: 'CLOSED' });
    workflow.isOpen = false;
    workflow.isScheduled = false;
  }

  /**
   * The workers that the tasks land on poll, until all are answered.
   *
   * @param {WorkStep} step
   * @returns {Promise<undefined>}
   */
  async #work({ answers, unversionedBuildId }) {
    /** @type {Set<string>} */
    const answered = new Set();
    const allAnswered = async () => {
      /** @type {Map<string, { taskQueue: string, worker: Worker }>} */
      const pollers = new Map();
      for (const workflow of this.#workflows.values()) {
        if (!workflow.isScheduled) continue;
        const { taskQueue } = workflow;
        const worker = this.#workerFor(workflow, unversionedBuildId);
        pollers.set(JSON.stringify([taskQueue, worker]), { taskQueue, worker });
      }
      await Promise.all(
        [...pollers.values()].map(async ({ taskQueue, worker }) => {
          // Refused while an update has not reached routing yet.
          const { answer } = await attempt(this.server.pollWorkflowTask(taskQueue, worker));
          if (answer) await this.#answer(answer, worker, answers, answered);
        }),
      );
      return pollers.size === 0;
    };
    await until('workers to answer all workflow tasks', allAnswered, PATIENCE);
    return undefined;
  }

  /**
   * @param {Workflow} workflow
   * @param {string} unversionedBuildId
   * @returns {Worker}
   */
  #workerFor({ taskQueue, buildId, isTouched }, unversionedBuildId) {
    const landing = this.namespace.resolve({
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
   * @param {WorkflowTask} task
   * @param {Worker} worker
   * @param {Record<string, Answer>} answers
   * @param {Set<string>} answered those that have had their answer: they go on
   */
  async #answer(task, worker, answers, answered) {
    const id = task.workflowExecution?.workflowId;
    const [name, workflow] = [...this.#workflows].find(([, found]) => found.id === id) ?? [];
    if (!name || !workflow) throw new Error(`a task of an unknown workflow: ${id}`);
    const answer = answered.has(name) ? 'goOn' : (answers[name] ?? 'goOn');
    const childName = `child of ${name}`;
    const canStart = !this.#workflows.has(childName);
    const { refusal } = await attempt(
      this.server.completeWorkflowTask(task, {
        commands: this.#commands(answer, workflow.taskQueue, canStart ? childName : undefined),
        workerVersionStamp: worker.useVersioning || worker.buildId ? worker : undefined,
      }),
    );
    // Something happened since, which the worker must see before it ends the run.
    if (refusal?.message === 'UnhandledCommand') return;
    if (refusal) throw new Error(`answer to ${name}: ${refusal.code}: ${refusal.message}`);
    answered.add(name);
    workflow.used.add(worker.useVersioning ? worker.buildId : '');
    workflow.buildId = worker.useVersioning ? worker.buildId : undefined;
    workflow.isTouched = true;
    workflow.isScheduled = false;
    this.history.push(`${JSON.stringify(worker)} answers ${name}: ${answer}`);
    this.#answered(answer, workflow, canStart ? childName : undefined);
  }

  /**
   * @param {Answer} answer
   * @param {string} taskQueue
   * @param {string} [childName] none where there is such a child already
   */
  #commands(answer, taskQueue, childName) {
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
        if (!childName) return [];
        const inherit = answer === 'startInheritingChild';
        return [startChild({ workflowId: this.#idOf(childName), taskQueue, inherit })];
      }
    }
  }

  /**
   * What follows from an answer that the server took.
   *
   * @param {Answer} answer
   * @param {Workflow} workflow
   * @param {string} [childName]
   */
  #answered(answer, workflow, childName) {
    const { id, taskQueue, buildId } = workflow;
    switch (answer) {
      case 'goOn':
        return;
      case 'complete':
      case 'fail':
        return this.#close(workflow);
      case 'continueAsNew':
      case 'inheritingContinueAsNew': {
        this.#close(workflow);
        const inherited = answer === 'inheritingContinueAsNew' ? buildId : undefined;
        Object.assign(workflow, newWorkflow(id, taskQueue, inherited));
        return;
      }
      case 'startChild':
      case 'startInheritingChild': {
        if (!childName) return;
        const inherited = answer === 'startInheritingChild' ? buildId : undefined;
        this.#workflows.set(childName, newWorkflow(this.#idOf(childName), taskQueue, inherited));
        // It is told that its child has started.
        workflow.isScheduled = true;
      }
    }
  }

  /**
   * @param {ReachabilityOptions} [options] of one question; else everything is asked
   * @returns {Promise<Difference | undefined>}
   */
  async #ask(options) {
    const workflows = this.#runs();
    await this.#allListed(workflows);
    const asked = options ? [options] : this.#everything();
    const compared = await Promise.all(asked.map((each) => this.#compare(each, workflows)));
    return compared.find((difference) => difference !== undefined);
  }

  /** @returns {WorkflowRun[]} */
  #runs() {
    const open = [...this.#workflows.values()].filter(({ isOpen }) => isOpen);
    return [...open.map(runOf), ...this.#closed];
  }

  /**
   * Waits until the server lists the runs as they are: what reachability looks at comes later than what it is
   * of.
   *
   * @param {WorkflowRun[]} runs
   */
  async #allListed(runs) {
    const expected = runs.map(tellRun).sort();
    /** @type {string[]} */
    let listed = [];
    try {
      await until(
        'runs to be listed',
        async () => {
          listed = (await this.server.listRuns(this.tag)).map(tellRun).sort();
          return isDeepStrictEqual(listed, expected);
        },
        PATIENCE,
      );
    } catch (error) {
      const text = JSON.stringify({ listed, expected }, undefined, 2);
      throw new Error(`the runs are not those that there should be: ${text}`, { cause: error });
    }
  }

  /**
   * Every build ID that there is, one that there is not, and the unversioned worker, on each queue and on all, by
   * every kind.
   *
   * @returns {ReachabilityOptions[]}
   */
  #everything() {
    const used = [...this.#workflows.values()].map(({ taskQueue }) => taskQueue);
    const taskQueues = [...new Set([...used, ...this.namespace.taskQueues()])];
    taskQueues.push(tagged('never used#', this.tag));
    const sets = taskQueues.flatMap((taskQueue) => setsOf(this.namespace, taskQueue));
    const versioned = [...new Set([...sets.flat(), tagged('unknown#', this.tag)])];
    const kinds = /** @type {const} */ ([
      undefined,
      ...['NEW_WORKFLOWS', 'EXISTING_WORKFLOWS', 'OPEN_WORKFLOWS', 'CLOSED_WORKFLOWS'],
    ]);
    return kinds.flatMap((kind) => {
      const reachability = kind && { reachability: /** @type {any} */ (kind) };
      return [
        ...inFives([...versioned, UnversionedBuildId]).map((buildIds) => ({
          ...{ buildIds, taskQueues },
          ...reachability,
        })),
        ...inFives(versioned).map((buildIds) => ({ buildIds, ...reachability })),
      ];
    });
  }

  /**
   * @param {ReachabilityOptions} options
   * @param {WorkflowRun[]} workflows
   * @returns {Promise<Difference | undefined>}
   */
  async #compare(options, workflows) {
    const asked = this.client.getReachability(/** @type {any} */ (options));
    // The client hides what the server said in the cause.
    const there = await attempt(asked.catch((error) => Promise.reject(error.cause ?? error)));
    const here = attemptHere(() => this.namespace.getReachability({ ...options, workflows }));
    this.questions.push({ options, kinds: kindsOf(options, here) });
    if (isDeepStrictEqual({ ...there }, { ...here })) return undefined;
    this.history.push(`ask ${inspect({ ...options, workflows }, { depth: 4, breakLength: 200 })}`);
    return { server: there.refusal ?? there.answer, engine: here.refusal ?? here.answer };
  }
}

/**
 * @param {string} id
 * @param {string} taskQueue
 * @param {string} [inherited] build ID
 * @returns {Workflow}
 */
function newWorkflow(id, taskQueue, inherited) {
  return {
    ...{ id, taskQueue, buildId: inherited, isTouched: false, isScheduled: true, isOpen: true },
    used: new Set(inherited === undefined ? [] : [inherited]),
  };
}

/** @param {Workflow} workflow @returns {WorkflowRun} */
function runOf({ taskQueue, used }) {
  return { taskQueue, status: 'OPEN', buildIds: [...used] };
}

/** @param {WorkflowRun} run */
function tellRun({ taskQueue, status, buildIds }) {
  return JSON.stringify([taskQueue, status, [...buildIds].sort()]);
}

/**
 * As many as can be asked for at a time.
 *
 * @template T
 * @param {T[]} items
 * @returns {T[][]}
 */
function inFives(items) {
  const starts = Array.from({ length: Math.ceil(items.length / 5) }, (_, index) => 5 * index);
  return starts.map((start) => items.slice(start, start + 5));
}

/** Each text with which the server refuses a question. */
const REFUSALS = {
  'no build ID': /^Must query at least one build ID /,
  'too many build IDs': /^Too many build ids queried at once, limit: 5$/,
  'build ID too long': /^Build ID exceeds configured limit\.workerBuildIdSize/,
  'unversioned worker without a queue': /^Cannot get reachability of an unversioned worker /,
  'task queue missing': /^missing task queue name$/,
  'task queue too long': /^taskQueue length exceeds limit$/,
  'task queue reserved': /^task queue name cannot start with reserved prefix/,
};

/**
 * @param {ReachabilityOptions} options
 * @param {{ answer?: ReachabilityResponse, refusal?: Refusal }} result
 * @returns {string[]} one for each answer about a build ID on a queue
 */
function kindsOf({ reachability }, { answer, refusal }) {
  if (!answer) {
    const known = Object.entries(REFUSALS).filter(([, text]) => text.test(`${refusal?.message}`));
    return known.map(([name]) => `reachability refused: ${name}`);
  }
  return Reflect.ownKeys(answer.buildIdReachability).flatMap((buildId) => {
    const worker = buildId === UnversionedBuildId ? 'unversioned' : 'versioned';
    const { taskQueueReachability } = answer.buildIdReachability[buildId];
    return Object.values(taskQueueReachability).map((reached) => {
      const by = reached.map((each) => each.replace('_WORKFLOWS', '')).join(' + ') || 'nothing';
      return `reachability ${reachability ?? 'by default'}: ${worker}, ${by}`;
    });
  });
}

/** All kinds that a large run must have. */
export const REACHABILITY_KINDS = [
  ...['unversioned', 'versioned'].flatMap((worker) => [
    ...['nothing', 'NEW', 'EXISTING', 'NEW + EXISTING', 'NOT_FETCHED'].map(
      (by) => `reachability by default: ${worker}, ${by}`,
    ),
    ...['nothing', 'NEW'].map((by) => `reachability NEW_WORKFLOWS: ${worker}, ${by}`),
    ...['EXISTING', 'OPEN', 'CLOSED'].flatMap((kind) =>
      ['nothing', 'NEW', kind, `NEW + ${kind}`].map(
        (by) => `reachability ${kind}_WORKFLOWS: ${worker}, ${by}`,
      ),
    ),
  ]),
  ...Object.keys(REFUSALS).map((name) => `reachability refused: ${name}`),
];
