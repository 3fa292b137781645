import { setTimeout as pause } from 'node:timers/promises';
import { answerOf, ClusterError, callError, updateError } from './cluster-error.js';
import { connectionSettings } from './connection-settings.js';
import { updateRequest } from './operations.js';
import { findPeer } from './peers.js';

/**
 * @typedef {import('../index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('@temporalio/client').WorkflowService} WorkflowService
 */

/** The version sets of a task queue, in order; none for an unversioned one. @typedef {{ buildIds: string[] }[]} VersionSets */

/**
 * @typedef {object} Described
 * @property {{ buildId: string, useVersioning: boolean }[]} pollers
 * @property {import('@temporalio/proto').temporal.api.taskqueue.v1.ITaskQueueVersioningInfo[]} routings
 */

/** Of workflow tasks and of activities, as the protocol numbers them. */
const TASK_QUEUE_TYPES = [1, 2];

/**
 * @typedef {import('./connection-settings.js').ConnectionFlags & Timeouts} ConnectOptions
 *
 * @typedef {object} Timeouts
 * @property {number} [connectTimeout] milliseconds for the first answer; 10,000 by default
 * @property {number} [callTimeout] milliseconds for each later one, attempts and waits together; 10,000 by default
 */

/**
 * Between the attempts of a call: this many milliseconds, then twice as many each time, up to the most.
 * The client's own retries are not used: they would send an update again whose answer was lost.
 */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 2000;

/** The statuses after which a call is made again: nothing was done, or it asks for nothing to be done. */
const RETRIED = {
  read: ['RESOURCE_EXHAUSTED', 'UNAVAILABLE'],
  update: ['RESOURCE_EXHAUSTED'],
};

/**
 * Connects to a cluster, and waits for its first answer.
 *
 * @param {ConnectOptions} [options]
 * @param {import('./connection-settings.js').Surroundings} [surroundings] of the process by default
 * @returns {Promise<Cluster>}
 * @throws {ClusterError}
 */
export async function connect(
  options = {},
  surroundings = { environment: process.env, folder: process.cwd() },
) {
  const { connectTimeout = 10_000, callTimeout = 10_000, ...flags } = options;
  const peer = findPeer('@temporalio/client', surroundings.folder);
  const settings = connectionSettings(flags, surroundings);
  const connection = openConnection(peer, settings);
  try {
    const deadline = Date.now() + connectTimeout;
    await connection.withDeadline(deadline, () => connection.workflowService.getSystemInfo({}));
  } catch (thrown) {
    const answer = answerOf(thrown, settings);
    // Servers before 1.13 do not have this call; what follows tells whether they have the others.
    if (answer?.code !== 'UNIMPLEMENTED') {
      await connection.close();
      throw answer ? callError(thrown, answer, settings) : thrown;
    }
  }
  return new Cluster(connection, settings, callTimeout);
}

/**
 * @param {NodeJS.Require} peer of the client
 * @param {import('./connection-settings.js').ConnectionSettings} settings
 */
function openConnection(peer, { address, metadata, tls }) {
  /** @type {typeof import('@temporalio/client')} */
  const { Connection } = peer('@temporalio/client');
  try {
    return Connection.lazy({ address, metadata, interceptors: [], ...tlsOptions(peer, tls) });
  } catch (error) {
    throw new ClusterError(
      'configuration',
      `the connection to ${address} cannot be set up: ${/** @type {Error} */ (error).message}`,
    );
  }
}

/**
 * @param {NodeJS.Require} peer of the client
 * @param {import('./connection-settings.js').TlsSettings | undefined} tls
 * @returns {import('@temporalio/client').ConnectionOptions}
 */
function tlsOptions(peer, tls) {
  if (tls === undefined) return { tls: false };
  const { ca, clientCertPair, serverName } = tls;
  if (tls.host === 'verified') {
    return {
      tls: { serverRootCACertificate: ca, clientCertPair, serverNameOverride: serverName },
    };
  }
  // The client has no option for it, the library below it has.
  const { key = null, crt = null } = clientCertPair ?? {};
  const { credentials } = peer('@grpc/grpc-js');
  return {
    credentials: credentials.createSsl(ca ?? null, key, crt, { rejectUnauthorized: false }),
    channelArgs: serverName
      ? { 'grpc.ssl_target_name_override': serverName, 'grpc.default_authority': serverName }
      : {},
  };
}

/** A namespace of a live cluster: {@link connect} makes one. */
export class Cluster {
  #connection;
  #settings;
  #callTimeout;

  /**
   * @param {import('@temporalio/client').Connection} connection
   * @param {import('./connection-settings.js').ConnectionSettings} settings
   * @param {number} callTimeout milliseconds
   */
  constructor(connection, settings, callTimeout) {
    this.#connection = connection;
    this.#settings = settings;
    this.#callTimeout = callTimeout;
  }

  /** For people, such as `namespace default at 127.0.0.1:7233`. */
  get description() {
    return `namespace ${this.#settings.namespace} at ${this.#settings.address}`;
  }

  /**
   * The version sets that a task queue has now.
   *
   * A call that fails for want of a connection, or over a rate limit, is made again until the time is up.
   *
   * @param {string} taskQueue
   * @returns {Promise<VersionSets>}
   * @throws {ClusterError}
   */
  async read(taskQueue) {
    const { namespace } = this.#settings;
    const answer = await this.#read((service) =>
      service.getWorkerBuildIdCompatibility({ namespace, taskQueue }),
    );
    return (answer.majorVersionSets ?? []).map(({ buildIds }) => ({ buildIds: buildIds ?? [] }));
  }

  /**
   * Reads what the workers that poll a task queue say of themselves, and the versions of Worker Deployments to which it
   * routes tasks: for workflow tasks and for activities, which have routings of their own. A server lists workers that
   * polled in the last five minutes.
   *
   * @param {string} taskQueue
   * @returns {Promise<Described>}
   * @throws {ClusterError}
   */
  async describe(taskQueue) {
    const { namespace } = this.#settings;
    const answers = await Promise.all(
      TASK_QUEUE_TYPES.map((taskQueueType) =>
        this.#read((service) =>
          service.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType }),
        ),
      ),
    );
    return {
      pollers: answers.flatMap(({ pollers }) =>
        (pollers ?? []).map(({ workerVersionCapabilities: says }) => ({
          buildId: says?.buildId ?? '',
          useVersioning: says?.useVersioning ?? false,
        })),
      ),
      routings: answers.flatMap(({ versioningInfo }) => versioningInfo ?? []),
    };
  }

  /**
   * Counts the assignment and redirect rules of a task queue. Where the cluster does not show them, as where their API is
   * switched off, `notShown` is what it says instead; a server that does not know the call has no rules.
   *
   * @param {string} taskQueue
   * @returns {Promise<{ assignment: number; redirect: number; notShown?: import('../index.js').ClusterFault }>}
   * @throws {ClusterError}
   */
  async rules(taskQueue) {
    const { namespace } = this.#settings;
    try {
      const { assignmentRules, compatibleRedirectRules } = await this.#read((service) =>
        service.getWorkerVersioningRules({ namespace, taskQueue }),
      );
      return {
        assignment: assignmentRules?.length ?? 0,
        redirect: compatibleRedirectRules?.length ?? 0,
      };
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const none = { assignment: 0, redirect: 0 };
      const { code, text } = error.answer ?? {};
      if (code === 'UNIMPLEMENTED') return none;
      if (code !== 'PERMISSION_DENIED') throw error;
      return { ...none, notShown: { kind: error.kind, message: `${code}: ${text}` } };
    }
  }

  /**
   * Counts the workflows that a query of visibility finds.
   *
   * @param {string} query
   * @returns {Promise<number>}
   * @throws {ClusterError}
   */
  async count(query) {
    const { namespace } = this.#settings;
    const { count } = await this.#read((service) =>
      service.countWorkflowExecutions({ namespace, query }),
    );
    return Number(count ?? 0);
  }

  /**
   * Asks for an operation on the version sets of a task queue.
   *
   * The request is sent once, except over a rate limit, where the server has done nothing. Where the answer
   * is lost, the error has the kind `answerLost`: only reading can tell whether it was done.
   *
   * @param {string} taskQueue
   * @param {BuildIdOperation} operation
   * @returns {Promise<void>}
   * @throws {ClusterError}
   */
  async update(taskQueue, operation) {
    const { namespace } = this.#settings;
    const request = { namespace, taskQueue, ...updateRequest(operation) };
    await this.#call(
      RETRIED.update,
      (service) => service.updateWorkerBuildIdCompatibility(request),
      (thrown, answer) => updateError(thrown, answer, this.#settings, taskQueue),
    );
  }

  /**
   * @template T
   * @param {(service: WorkflowService) => Promise<T>} ask
   */
  #read(ask) {
    return this.#call(RETRIED.read, ask, (thrown, answer) =>
      callError(thrown, answer, this.#settings),
    );
  }

  /** Ends the connection. */
  async close() {
    await this.#connection.close();
  }

  /**
   * @template T
   * @param {readonly string[]} retried
   * @param {(service: WorkflowService) => Promise<T>} ask
   * @param {(thrown: unknown, answer: import('./cluster-error.js').Answer) => ClusterError} errorOf
   * @returns {Promise<T>}
   */
  async #call(retried, ask, errorOf) {
    const deadline = Date.now() + this.#callTimeout;
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        return await this.#connection.withDeadline(deadline, () =>
          ask(this.#connection.workflowService),
        );
      } catch (thrown) {
        const answer = answerOf(thrown, this.#settings);
        if (answer === undefined) throw thrown;
        const isLast = Date.now() + wait >= deadline || !retried.includes(answer.code);
        if (isLast) throw errorOf(thrown, answer);
        await pause(wait);
      }
    }
  }
}
