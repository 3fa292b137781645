/** The raw calls of Worker Deployments. */

import { enums } from '../protocol.mjs';
import { attempt, NAMESPACE, until } from '../server.mjs';
import { plain } from './answers.mjs';

/**
 * @typedef {import('../server.mjs').Refusal} Refusal
 * @typedef {import('../server.mjs').Server} Server
 */

/** A version of a deployment. @typedef {{ deploymentName: string, buildId: string }} Version */
/** @typedef {'WORKFLOW' | 'ACTIVITY' | 'NEXUS'} TaskQueueType */
/** @typedef {{ taskQueue: string, taskQueueType: TaskQueueType }} TypedQueue */

export const TYPES = /** @type {const} */ (['WORKFLOW', 'ACTIVITY', 'NEXUS']);

const { WORKER_VERSIONING_MODE_VERSIONED } = enums.WorkerVersioningMode;

/** Seconds for a call: a loaded server holds a refused poll for five of them. */
const SECONDS = 60;

/**
 * Milliseconds between two looks: a description is a query to a workflow of the server's own, which keeps it busier than
 * what is waited for.
 */
const INTERVAL = 150;

/** Seconds until what is waited for counts as lost. */
const PATIENCE = 60;

/**
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} condition
 */
export function patiently(what, condition) {
  return until(what, condition, PATIENCE, INTERVAL);
}

/** Deployment options that the SDK's workers send. @param {Version} version */
export function versionedOptions(version) {
  return { ...version, workerVersioningMode: WORKER_VERSIONING_MODE_VERSIONED };
}

/**
 * An operation as the server takes it, with the bytes of the token.
 *
 * @param {Server} server
 * @param {any} operation
 * @param {Buffer} [conflictToken]
 * @returns {Promise<{ answer: any, refusal?: undefined } | { answer?: undefined, refusal: Refusal }>}
 */
export async function operate(server, { operation, ...fields }, conflictToken) {
  const { self, managerIdentity = '', upsertEntries, ...rest } = fields;
  const isManager = operation === 'setWorkerDeploymentManager';
  const entries = Object.entries(upsertEntries ?? {}).map(([key, text]) => [key, payload(text)]);
  const request = {
    namespace: NAMESPACE,
    ...rest,
    ...(conflictToken && { conflictToken }),
    ...(isManager && (self ? { self } : { managerIdentity })),
    ...(entries.length > 0 && { upsertEntries: Object.fromEntries(entries) }),
  };
  const service = /** @type {any} */ (server.service);
  const result = await attempt(
    server.connection.withDeadline(Date.now() + SECONDS * 1000, () => service[operation](request)),
  );
  return result.refusal ? result : { answer: plain(/** @type {any} */ (result.answer).toJSON()) };
}

/** @param {string} json */
function payload(json) {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(json) };
}

/**
 * @param {Server} server
 * @param {string} deploymentName
 */
export async function describe({ service }, deploymentName) {
  const request = { namespace: NAMESPACE, deploymentName };
  const { answer, refusal } = await attempt(service.describeWorkerDeployment(request));
  if (!answer) return { refusal };
  const state = answer.workerDeploymentInfo?.routingConfigUpdateState;
  const isOnItsWay =
    state === enums.RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS;
  return { answer: plain(/** @type {any} */ (answer).toJSON()), isOnItsWay };
}

/**
 * Seconds for a routing config to reach its queues. It is on its way for ever where there is none: after a version without
 * queues became current.
 */
const ON_ITS_WAY = 3;

/**
 * The answer once the queues have the routing config.
 *
 * @param {Server} server
 * @param {string} deploymentName
 */
export function settled(server, deploymentName) {
  const deadline = performance.now() + ON_ITS_WAY * 1000;
  return patiently(`the routing of ${deploymentName}`, async () => {
    const described = await describe(server, deploymentName);
    return described.isOnItsWay && performance.now() < deadline ? undefined : described;
  });
}

/**
 * @param {Server} server
 * @param {Version} deploymentVersion
 */
export async function describeVersion({ service }, deploymentVersion) {
  const request = { namespace: NAMESPACE, deploymentVersion };
  const { answer, refusal } = await attempt(service.describeWorkerDeploymentVersion(request));
  return answer ? { answer: plain(/** @type {any} */ (answer).toJSON()) } : { refusal };
}

/** How long a worker may hold a workflow task: longer than a rollout takes. @type {any} */
export const TASK_TIMEOUT = { seconds: 120 };

/**
 * One poll of a worker of a version, of a set or of an unversioned one; it ends by itself.
 *
 * @param {Server} server
 * @param {TypedQueue} queue
 * @param {{ buildId?: string, deploymentVersion?: Version }} worker
 */
export function pollAs(server, queue, { buildId, deploymentVersion }) {
  if (deploymentVersion) return pollOnce(server, queue, deploymentVersion);
  const { taskQueue, taskQueueType } = queue;
  const worker = { buildId: buildId ?? '', useVersioning: buildId !== undefined };
  /** @type {Promise<any>} */
  const poll =
    taskQueueType === 'WORKFLOW'
      ? server.pollWorkflowTask(taskQueue, worker)
      : server.pollActivity(taskQueue, worker);
  return attempt(poll);
}

/**
 * One poll of a worker of a version.
 *
 * @param {Server} server
 * @param {TypedQueue} queue
 * @param {Version} version
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ answer?: any, refusal?: Refusal }>}
 */
export function pollOnce({ connection, service }, { taskQueue, taskQueueType }, version, signal) {
  const request = {
    namespace: NAMESPACE,
    identity: version.buildId,
    taskQueue: { name: taskQueue },
    deploymentOptions: versionedOptions(version),
  };
  const call = () => {
    switch (taskQueueType) {
      case 'WORKFLOW':
        return service.pollWorkflowTaskQueue(request);
      case 'ACTIVITY':
        return service.pollActivityTaskQueue(request);
      case 'NEXUS':
        return service.pollNexusTaskQueue(request);
    }
  };
  const within = () =>
    connection.withDeadline(
      Date.now() + SECONDS * 1000,
      /** @type {() => Promise<object>} */ (call),
    );
  return attempt(signal ? connection.withAbortSignal(signal, within) : within());
}

/** How a busy server ends a poll: it says nothing about the worker. */
export const OVERLOADED = /^(DEADLINE_EXCEEDED|UNAVAILABLE|ABORTED|CANCELLED)$/;

/**
 * Polls until the version has the queue among its own, or the poll is refused.
 *
 * @param {Server} server
 * @param {TypedQueue} queue
 * @param {Version} version
 * @returns {Promise<Refusal | undefined>}
 */
export async function register(server, queue, version) {
  let stop = new AbortController();
  /** @type {Refusal | undefined} */
  let refusal;
  let isOver = false;
  const polls = (async () => {
    while (!isOver && !refusal) {
      stop = new AbortController();
      const polled = await pollOnce(server, queue, version, stop.signal);
      if (polled.refusal && !OVERLOADED.test(polled.refusal.code)) refusal = polled.refusal;
    }
  })();
  try {
    await patiently(`${JSON.stringify({ version, queue })} to be registered`, async () => {
      return refusal !== undefined || (await isMember(server, queue, version));
    });
  } finally {
    isOver = true;
    stop.abort();
    await polls;
  }
  return refusal;
}

/**
 * Whether a queue is among those of a version.
 *
 * @param {Server} server
 * @param {TypedQueue} queue
 * @param {Version} version
 */
export async function isMember(server, { taskQueue, taskQueueType }, version) {
  const { answer } = await describeVersion(server, version);
  /** @type {{ name: string, type: string }[]} */
  const queues = answer?.workerDeploymentVersionInfo.taskQueueInfos ?? [];
  return queues.some(({ name, type }) => name === taskQueue && type === taskQueueType);
}

/**
 * Polls again and again while something is done.
 *
 * @template T
 * @param {Server} server
 * @param {TypedQueue} queue
 * @param {Version} version
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whilePolling(server, queue, version, work) {
  let stop = new AbortController();
  let isOver = false;
  const polls = (async () => {
    while (!isOver) {
      stop = new AbortController();
      await pollOnce(server, queue, version, stop.signal);
    }
  })();
  try {
    await patiently('the poller to show', async () =>
      (await pollersOf(server, queue)).includes(version.buildId),
    );
    return await work();
  } finally {
    isOver = true;
    stop.abort();
    await polls;
  }
}

/**
 * The build IDs whose workers a queue has seen lately.
 *
 * @param {Server} server
 * @param {TypedQueue} queue
 */
export async function pollersOf({ service }, { taskQueue, taskQueueType }) {
  const type = enums.TaskQueueType[`TASK_QUEUE_TYPE_${taskQueueType}`];
  const { pollers } = await service.describeTaskQueue({
    namespace: NAMESPACE,
    taskQueue: { name: taskQueue },
    taskQueueType: type,
  });
  return (pollers ?? []).map(({ identity }) => `${identity}`);
}
