/**
 * A real dev server on loopback, and the raw calls that version sets need. Every call throws the
 * gRPC error as it came, without retries; `attempt` turns it into a status and a message.
 */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { Connection } from '@temporalio/client';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { enums, TASK_SECONDS } from './protocol.mjs';

export const NAMESPACE = 'default';

/** gRPC statuses, in the order of their numbers. */
const STATUSES = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND'],
  ...['ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION'],
  ...['ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'],
  'UNAUTHENTICATED',
];

/** How long the server may take to start. On a busy machine it takes more than ten times as long as on an idle one. */
const START_SECONDS = 120;

/** How long the server keeps a poll that finds no task. */
export const POLL_SECONDS = 1;

/** Switch version sets on, take the rate limits away, make polls short, and partition no queue. */
const SETTINGS = {
  'frontend.workerVersioningDataAPIs': true,
  'frontend.workerVersioningWorkflowAPIs': true,
  'frontend.rps': 100000,
  'frontend.rps.namespaceReplicationInducingAPIs': 100000,
  'frontend.namespaceRPS': 100000,
  'frontend.namespaceRPS.namespaceReplicationInducingAPIs': 100000,
  'frontend.namespaceRPS.visibility': 100000,
  'frontend.globalNamespaceRPS.namespaceReplicationInducingAPIs': 100000,
  'frontend.namespaceCount': 100000,
  'history.rps': 100000,
  'matching.rps': 100000,
  'history.workflowIdReuseMinimalInterval': '0s',
  'matching.longPollExpirationInterval': `${POLL_SECONDS}s`,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/**
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IPollWorkflowTaskQueueResponse} WorkflowTask
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IPollActivityTaskQueueResponse} ActivityTask
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IStartWorkflowExecutionRequest} StartRequest
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IRespondWorkflowTaskCompletedRequest} CompletionRequest
 */

/** A refusal: the status by its name, and the server's own text. @typedef {{ code: string, message: string }} Refusal */

/**
 * What a call answers, or how it was refused.
 *
 * @template T
 * @param {Promise<T>} call
 * @returns {Promise<{ answer: T, refusal?: undefined } | { answer?: undefined, refusal: Refusal }>}
 */
export async function attempt(call) {
  try {
    return { answer: await call };
  } catch (thrown) {
    const { code, details } = /** @type {{ code?: unknown, details?: unknown }} */ (thrown);
    if (typeof code !== 'number' || typeof details !== 'string') throw thrown;
    return { refusal: { code: STATUSES[code], message: details } };
  }
}

/**
 * Waits until a condition holds.
 *
 * @template T
 * @param {string} what is waited for
 * @param {() => T | Promise<T>} condition asked again and again until it answers with something true
 * @param {number} [seconds]
 * @param {number} [interval] milliseconds from one answer to the next question
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, condition, seconds = 30, interval = 20) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(interval);
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @returns {Promise<number>} a port that was free a moment ago */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @type {Set<() => void>} */
const running = new Set();
process.once('exit', () => {
  for (const kill of running) kill();
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const kill of running) kill();
    process.kill(process.pid, signal);
  });
}

/**
 * Starts a dev server, its state in memory, and connects to it.
 *
 * @param {Record<string, string | number | boolean>} [settings] of its dynamic configuration
 * @returns {Promise<Server>}
 */
export async function startServer(settings = {}) {
  // Another program may take a port between the look and the start.
  for (let attempts = 3; ; attempts -= 1) {
    try {
      return await tryToStart(settings);
    } catch (error) {
      if (attempts <= 1 || !/address already in use/.test(`${error}`)) throw error;
    }
  }
}

/** @param {Record<string, string | number | boolean>} settings */
async function tryToStart(settings) {
  const { temporal } = ensureTemporal();
  const [port, httpPort] = [await freePort(), await freePort()];
  const config = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '--dynamic-config-value',
    `${name}=${JSON.stringify(value)}`,
  ]);
  const where = ['--ip', '127.0.0.1', '--port', `${port}`, '--http-port', `${httpPort}`];
  const args = ['server', 'start-dev', '--headless', '--log-level', 'error', ...where, ...config];
  const child = spawn(temporal, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log = (log + chunk).slice(-20_000);
    });
  }
  let ended = '';
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    const end = (/** @type {string} */ how) => {
      ended = how;
      running.delete(kill);
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`exit ${code ?? signal}`));
  });
  const kill = () => child.kill('SIGKILL');
  running.add(kill);
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(kill, 5000);
    await exited;
    clearTimeout(timer);
  };

  const address = `127.0.0.1:${port}`;
  try {
    const connection = await until(
      'the dev server to answer',
      async () => {
        if (ended) throw new Error(`the dev server ended: ${ended}`);
        const options = { address, connectTimeout: 1000, interceptors: [] };
        const { answer } = await attempt(
          Connection.connect(options).catch(() => Promise.reject({ code: 14, details: '' })),
        );
        if (!answer || (await isReady(answer.workflowService))) return answer;
        await answer.close();
        return undefined;
      },
      START_SECONDS,
    );
    const info = await connection.workflowService.getSystemInfo({});
    return new Server(connection, { address, httpPort, version: `${info.serverVersion}`, stop });
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${log}`);
  }
}

/**
 * Whether each service behind the frontend knows the namespace. They learn of it one by one, and later than
 * `describeNamespace` answers.
 *
 * @param {import('@temporalio/client').WorkflowService} service
 */
async function isReady(service) {
  const inNamespace = { namespace: NAMESPACE };
  const [history, matching, visibility] = await Promise.all([
    attempt(
      service.describeWorkflowExecution({ ...inNamespace, execution: { workflowId: 'nobody' } }),
    ),
    attempt(
      service.describeTaskQueue({
        ...inNamespace,
        taskQueue: { name: 'nothing' },
        taskQueueType: enums.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
      }),
    ),
    attempt(service.countWorkflowExecutions(inNamespace)),
  ]);
  // There is no such workflow, and it takes the service that would hold it to say so.
  const isHistoryReady = /workflow not found/i.test(history.refusal?.message ?? '');
  return isHistoryReady && matching.answer !== undefined && visibility.answer !== undefined;
}

const RUNNING = enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

/**
 * The build IDs in a search attribute such as `["versioned:1.0", "unversioned", "unversioned:1.0"]`, empty text
 * for unversioned workers.
 *
 * @param {Uint8Array | null} [data]
 */
function usedBuildIds(data) {
  /** @type {string[]} */
  const values = data ? JSON.parse(Buffer.from(data).toString()) : [];
  return values.flatMap((value) =>
    value === 'unversioned'
      ? ['']
      : value.startsWith('versioned:')
        ? [value.slice('versioned:'.length)]
        : [],
  );
}

/** A running dev server. */
export class Server {
  #stop;

  /**
   * @param {Connection} connection
   * @param {{ address: string, httpPort: number, version: string, stop: () => Promise<void> }} about
   */
  constructor(connection, { address, httpPort, version, stop }) {
    this.connection = connection;
    this.address = address;
    this.httpPort = httpPort;
    this.version = version;
    this.#stop = stop;
  }

  /** The raw workflow service. */
  get service() {
    return this.connection.workflowService;
  }

  async stop() {
    await this.connection.close();
    await this.#stop();
  }

  /**
   * @param {string} taskQueue
   * @param {import('./protocol.mjs').ProtoOperation} operation
   */
  async update(taskQueue, operation) {
    const request = { namespace: NAMESPACE, taskQueue, ...operation };
    await this.service.updateWorkerBuildIdCompatibility(request);
  }

  /**
   * The sets of a queue in order; none for an unversioned one.
   *
   * @param {string} taskQueue
   * @param {number} [maxSets]
   */
  async read(taskQueue, maxSets = 0) {
    const request = { namespace: NAMESPACE, taskQueue, maxSets };
    const answer = await this.service.getWorkerBuildIdCompatibility(request);
    return (answer.majorVersionSets ?? []).map((set) => set.buildIds ?? []);
  }

  /**
   * @param {string} workflowId
   * @param {string} taskQueue
   * @param {StartRequest} [options]
   */
  async startWorkflow(workflowId, taskQueue, options = {}) {
    await this.service.startWorkflowExecution({
      namespace: NAMESPACE,
      workflowId,
      requestId: randomUUID(),
      workflowType: { name: 'workflow' },
      taskQueue: { name: taskQueue },
      workflowTaskTimeout: { seconds: /** @type {any} */ (TASK_SECONDS) },
      ...options,
    });
  }

  /**
   * Gives an open workflow a new workflow task.
   *
   * @param {string} workflowId
   */
  async signal(workflowId) {
    await this.service.signalWorkflowExecution({
      namespace: NAMESPACE,
      workflowExecution: { workflowId },
      signalName: 'go on',
      requestId: randomUUID(),
    });
  }

  /**
   * Ends an open workflow.
   *
   * @param {string} workflowId
   */
  async terminate(workflowId) {
    const request = { namespace: NAMESPACE, workflowExecution: { workflowId } };
    await this.service.terminateWorkflowExecution(request);
  }

  /**
   * The runs of the workflows whose IDs begin with a text, as far as they are listed yet.
   *
   * @param {string} prefix without quotes
   * @returns {Promise<import('../../pkg/index.js').WorkflowRun[]>}
   */
  async listRuns(prefix) {
    const query = `WorkflowId STARTS_WITH '${prefix}'`;
    const request = { namespace: NAMESPACE, query, pageSize: 1000 };
    const { executions } = await this.service.listWorkflowExecutions(request);
    return (executions ?? []).map(({ taskQueue, status, searchAttributes }) => ({
      taskQueue: `${taskQueue}`,
      status: status === RUNNING ? 'OPEN' : 'CLOSED',
      buildIds: usedBuildIds(searchAttributes?.indexedFields?.BuildIds?.data),
    }));
  }

  /**
   * Asks a workflow something, which some worker has to answer.
   *
   * @param {string} workflowId
   * @param {string} queryType
   * @param {number} seconds
   */
  async query(workflowId, queryType, seconds) {
    const request = {
      namespace: NAMESPACE,
      execution: { workflowId },
      query: { queryType },
    };
    return this.#within(seconds, () => this.service.queryWorkflow(request));
  }

  /**
   * The events of a workflow's current run.
   *
   * @param {string} workflowId
   * @param {string} [runId]
   */
  async history(workflowId, runId = '') {
    const request = { namespace: NAMESPACE, execution: { workflowId, runId } };
    const { history } = await this.service.getWorkflowExecutionHistory(request);
    return history?.events ?? [];
  }

  /**
   * The last failed workflow task of a run.
   *
   * @param {string} workflowId
   * @param {string} runId
   */
  async lastWorkflowTaskFailure(workflowId, runId) {
    const events = await this.history(workflowId, runId);
    const failed = events.map((event) => event.workflowTaskFailedEventAttributes).filter(Boolean);
    const last = failed.at(-1);
    return { cause: enums.WorkflowTaskFailedCause[last?.cause ?? 0], text: last?.failure?.message };
  }

  /**
   * One poll for a workflow task; `undefined` when it ends without one.
   *
   * @param {string} taskQueue
   * @param {import('./protocol.mjs').Worker} worker
   * @param {string} [stickyQueue] polled instead
   * @returns {Promise<WorkflowTask | undefined>}
   */
  async pollWorkflowTask(taskQueue, worker, stickyQueue) {
    const queue = stickyQueue
      ? {
          name: stickyQueue,
          kind: enums.TaskQueueKind.TASK_QUEUE_KIND_STICKY,
          normalName: taskQueue,
        }
      : { name: taskQueue };
    const request = { namespace: NAMESPACE, taskQueue: queue, workerVersionCapabilities: worker };
    const task = await this.#within(60, () => this.service.pollWorkflowTaskQueue(request));
    return task.taskToken?.length ? task : undefined;
  }

  /**
   * One poll for an activity; `undefined` when it ends without one.
   *
   * @param {string} taskQueue
   * @param {import('./protocol.mjs').Worker} worker
   * @returns {Promise<ActivityTask | undefined>}
   */
  async pollActivity(taskQueue, worker) {
    const request = {
      namespace: NAMESPACE,
      taskQueue: { name: taskQueue },
      workerVersionCapabilities: worker,
    };
    const task = await this.#within(60, () => this.service.pollActivityTaskQueue(request));
    return task.taskToken?.length ? task : undefined;
  }

  /**
   * Lets workers poll for workflow tasks once, and waits until the server lists them, as it does for five minutes.
   *
   * @param {string} taskQueue
   * @param {import('./protocol.mjs').Worker[]} workers
   */
  async showPollers(taskQueue, workers) {
    for (const worker of workers) {
      // The server lists only who has a name.
      const request = { identity: JSON.stringify(worker), workerVersionCapabilities: worker };
      this.#pollOnce(taskQueue, request);
    }
    await until('the pollers to show', async () => {
      const { pollers } = await this.#describe(taskQueue);
      return pollers?.length === workers.length;
    });
  }

  /**
   * @param {string} taskQueue
   * @param {string} targetBuildId
   * @param {number} rampPercentage
   */
  async addAssignmentRule(taskQueue, targetBuildId, rampPercentage) {
    const queue = { namespace: NAMESPACE, taskQueue };
    const { conflictToken } = await this.service.getWorkerVersioningRules(queue);
    const rule = { targetBuildId, percentageRamp: { rampPercentage } };
    const insertAssignmentRule = { ruleIndex: 0, rule };
    await this.service.updateWorkerVersioningRules({
      ...queue,
      conflictToken,
      insertAssignmentRule,
    });
  }

  /**
   * @param {string} taskQueue
   * @param {string} deploymentName
   * @param {string} buildId
   */
  async setCurrentVersion(taskQueue, deploymentName, buildId) {
    const request = { deploymentName, buildId, ignoreMissingTaskQueues: true };
    await this.#route(taskQueue, request, (version) =>
      this.service.setWorkerDeploymentCurrentVersion(version),
    );
  }

  /**
   * @param {string} taskQueue
   * @param {string} deploymentName
   * @param {string} buildId
   * @param {number} percentage
   */
  async setRampingVersion(taskQueue, deploymentName, buildId, percentage) {
    const request = { deploymentName, buildId, percentage, ignoreMissingTaskQueues: true };
    await this.#route(taskQueue, request, (version) =>
      this.service.setWorkerDeploymentRampingVersion(version),
    );
  }

  /**
   * Lets a worker of a deployment poll, changes the routing of the deployment, and waits until the queue has it.
   *
   * @template {{ deploymentName: string, buildId: string }} Request
   * @param {string} taskQueue
   * @param {Request} request
   * @param {(request: Request & { namespace: string, identity: string }) => Promise<unknown>} change
   */
  async #route(taskQueue, request, change) {
    const { deploymentName, buildId } = request;
    const workerVersioningMode = enums.WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED;
    const deploymentOptions = { deploymentName, buildId, workerVersioningMode };
    this.#pollOnce(taskQueue, { identity: deploymentName, deploymentOptions });
    const by = { namespace: NAMESPACE, identity: 'somebody' };
    await until(
      'the deployment',
      async () => (await attempt(change({ ...by, ...request }))).refusal === undefined,
    );
    await until('the routing', async () => {
      const { versioningInfo } = await this.#describe(taskQueue);
      return versioningInfo?.currentDeploymentVersion ?? versioningInfo?.rampingDeploymentVersion;
    });
  }

  /**
   * @param {string} taskQueue
   * @param {import('@temporalio/proto').temporal.api.workflowservice.v1.IPollWorkflowTaskQueueRequest} worker
   */
  #pollOnce(taskQueue, worker) {
    const request = { namespace: NAMESPACE, taskQueue: { name: taskQueue }, ...worker };
    // What it gets is left to time out.
    this.#within(60, () => this.service.pollWorkflowTaskQueue(request)).catch(() => {});
  }

  /** @param {string} name of a task queue */
  #describe(name) {
    return this.service.describeTaskQueue({ namespace: NAMESPACE, taskQueue: { name } });
  }

  /**
   * @param {WorkflowTask} task
   * @param {CompletionRequest} request
   */
  async completeWorkflowTask(task, request) {
    const { taskToken } = task;
    return this.service.respondWorkflowTaskCompleted({
      namespace: NAMESPACE,
      taskToken,
      ...request,
    });
  }

  /** @param {WorkflowTask} task */
  async answerQuery(task) {
    const completedType = enums.QueryResultType.QUERY_RESULT_TYPE_ANSWERED;
    const { taskToken } = task;
    await this.service.respondQueryTaskCompleted({
      namespace: NAMESPACE,
      taskToken,
      completedType,
    });
  }

  /** @param {ActivityTask} task */
  async completeActivity({ taskToken }) {
    await this.service.respondActivityTaskCompleted({ namespace: NAMESPACE, taskToken });
  }

  /** @param {ActivityTask} task */
  async failActivity({ taskToken }) {
    const failure = { message: 'try again', applicationFailureInfo: {} };
    await this.service.respondActivityTaskFailed({ namespace: NAMESPACE, taskToken, failure });
  }

  /**
   * @template T
   * @param {number} seconds
   * @param {() => Promise<T>} call
   */
  #within(seconds, call) {
    return this.connection.withDeadline(Date.now() + seconds * 1000, call);
  }
}
