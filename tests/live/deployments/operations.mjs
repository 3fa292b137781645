/** Operations on Worker Deployments, on the server and the engine side by side. */

import { tagged } from '../names.mjs';
import { attemptHere } from '../operations.mjs';
import { Pairs } from './answers.mjs';
import {
  describeVersion,
  isMember,
  operate,
  patiently,
  pollersOf,
  register,
  settled,
  whilePolling,
} from './calls.mjs';

/**
 * @typedef {import('../../../pkg/index.js').DeploymentLimits} DeploymentLimits
 * @typedef {import('../../../pkg/index.js').DeploymentLookups} Lookups
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../server.mjs').Refusal} Refusal
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('./calls.mjs').TypedQueue} TypedQueue
 * @typedef {import('./calls.mjs').Version} Version
 * @typedef {import('./operations-plan.mjs').OperateStep} OperateStep
 * @typedef {import('./operations-plan.mjs').OperationStep} OperationStep
 * @typedef {import('./operations-plan.mjs').PollStep} PollStep
 */

/** What a call answered. @typedef {{ answer?: any, refusal?: Refusal }} Result */

/**
 * What was asked of both sides, and what the server answered; its times are texts and its tokens base64.
 *
 * @typedef {object} OperationRecord
 * @property {any} ask an operation with its token, or a poll
 * @property {Lookups} [lookups]
 * @property {Result} result
 * @property {{ deploymentName: string, result: Result }} deployment described after it
 * @property {{ version: Version, result: Result }[]} versions described after it
 */

/** Settings with which a server forgets pollers soon enough to wait for it, and holds polls. */
export const OPERATION_SETTINGS = {
  'matching.PollerHistoryTTL': '1s',
  'matching.TaskQueueInfoByBuildIdTTL': '1ms',
  // A poll ends once it is known to have registered: until then, a busy server shall not end it.
  'matching.longPollExpirationInterval': '10s',
  'matching.maxDeployments': 1_000_000,
  'frontend.globalNamespaceWorkerDeploymentReadRPS': 1_000_000,
};

/** Limits as settings of a server. @param {Partial<DeploymentLimits>} limits */
export function deploymentLimitSettings({ versions, taskQueues, versionsInTaskQueue }) {
  return {
    ...(versions !== undefined && { 'matching.maxVersionsInDeployment': versions }),
    ...(taskQueues !== undefined && { 'matching.maxTaskQueuesInDeploymentVersion': taskQueues }),
    ...(versionsInTaskQueue !== undefined && {
      'matching.maxVersionsInTaskQueue': versionsInTaskQueue,
    }),
  };
}

/** How long a summary may lag behind the version, in seconds. */
const LAG = 5;

/** The server's random parts of messages: of one that hides what went wrong, and whom it names when nobody is named. */
const RANDOM =
  /(?<=please retry \()[0-9a-f]{8}(?=\))|(?<=user identity ')[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=')/;

/**
 * Does the steps on both sides, until they differ.
 *
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly OperationStep[]} plan
 * @param {string} tag
 * @param {boolean} [hasLowLimits] then whatever may need room for a version depends on pollers
 * @returns {Promise<{ records: OperationRecord[], history: string[], difference?: Difference }>}
 */
export async function runOperations(server, namespace, plan, tag, hasLowLimits = false) {
  const run = new Run(server, namespace, hasLowLimits);
  for (const step of plan) {
    await run.take(tagged(step, tag));
    if (run.difference) break;
  }
  const { records, history, difference } = run;
  return { records, history, difference };
}

class Run {
  /** @type {OperationRecord[]} */
  records = [];
  /** @type {string[]} */
  history = [];
  /** @type {Difference | undefined} */
  difference;
  #pairs = new Pairs();
  /** The tokens of each deployment, the present one last. @type {Map<string, string[]>} */
  #tokens = new Map();
  /** What each version has polled. @type {Map<string, TypedQueue>} */
  #queues = new Map();
  /** @type {TypedQueue[]} */
  #polled = [];
  /** @type {TypedQueue[]} */
  #backlog = [];

  /**
   * @param {Server} server
   * @param {Namespace} namespace
   * @param {boolean} hasLowLimits
   */
  constructor(server, namespace, hasLowLimits) {
    this.server = server;
    this.namespace = namespace;
    this.hasLowLimits = hasLowLimits;
  }

  /** @param {OperationStep} step */
  async take(step) {
    switch (step.do) {
      case 'backlog': {
        const { taskQueue } = step;
        await this.server.startWorkflow(`waiting on ${taskQueue}`, taskQueue);
        this.#backlog.push({ taskQueue, taskQueueType: 'WORKFLOW' });
        this.history.push(`a workflow task waits on ${taskQueue}`);
        return;
      }
      case 'poll':
        return this.#poll(step);
      case 'operate':
        return this.#operate(step);
    }
  }

  /** @param {PollStep} step */
  async #poll({ taskQueue, taskQueueType, version }) {
    const queue = { taskQueue, taskQueueType };
    if (this.hasLowLimits) await this.#quiet();
    const refusal = await register(this.server, queue, version);
    this.#polled.push(queue);
    if (!refusal) this.#queues.set(JSON.stringify(version), queue);
    const lookups = this.hasLowLimits ? { pollers: [] } : {};
    const deploymentOptions = { ...version, workerVersioningMode: 'VERSIONED' };
    const happening = { happening: 'workerPolls', ...queue, deploymentOptions };
    const here = attemptHere(() => this.namespace.observe(/** @type {any} */ (happening), lookups));
    await this.#compare(happening, lookups, { refusal }, { refusal: here.refusal }, version);
  }

  /** @param {OperateStep} step */
  async #operate({ operation, token, polling }) {
    const { deploymentName, buildId } =
      'deploymentVersion' in operation
        ? operation.deploymentVersion
        : { buildId: '', ...operation };
    const there = this.#token(deploymentName, 'conflictToken' in operation ? 'none' : token);
    const takesToken = /^set/.test(operation.operation);
    const polled = polling ?? '';
    const version = { deploymentName, buildId: polled };
    const isLookedAt = this.hasLowLimits || operation.operation === 'deleteWorkerDeploymentVersion';
    const known = isLookedAt ? this.#queues.get(JSON.stringify(version)) : undefined;
    // The poll of a version that was deleted would create it anew.
    const queue = known && (await isMember(this.server, known, version)) ? known : undefined;
    if (isLookedAt) await this.#quiet();
    const call = () => operate(this.server, operation, takesToken ? there : undefined);
    const result = queue ? await whilePolling(this.server, queue, version, call) : await call();
    if (result.refusal) {
      const { message } = result.refusal;
      result.refusal.message = message.replace(RANDOM, '<random>');
    }
    const lookups = {
      ...(isLookedAt && { pollers: queue ? [version] : [] }),
      backlog: [...this.#backlog],
    };
    const conflictToken = this.#tokenHere(there);
    const asked = { ...operation, ...(takesToken && there && { conflictToken }) };
    const here = attemptHere(() => this.namespace.apply(/** @type {any} */ (asked), lookups));
    const ask = {
      ...operation,
      ...(takesToken && there && { conflictToken: there.toString('base64') }),
    };
    await this.#compare(ask, lookups, result, here, { deploymentName, buildId });
  }

  /**
   * Waits until the server has forgotten all pollers.
   */
  async #quiet() {
    for (const queue of new Set(this.#polled)) {
      await patiently(
        'the pollers to be forgotten',
        async () => (await pollersOf(this.server, queue)).length === 0,
      );
    }
    this.#polled = [];
  }

  /**
   * @param {string} deploymentName
   * @param {import('./operations-plan.mjs').Token} token
   */
  #token(deploymentName, token) {
    const known = this.#tokens.get(deploymentName) ?? [];
    if (token === 'garbage') return Buffer.from('garbage');
    if (token === 'none' || known.length === 0) return undefined;
    const text = token === 'present' ? known.at(-1) : known.at(0);
    return Buffer.from(`${text}`, 'base64');
  }

  /** @param {Buffer | undefined} token */
  #tokenHere(token) {
    if (!token) return undefined;
    return this.#pairs.tokenHere(token.toString('base64')) ?? Number.MAX_SAFE_INTEGER;
  }

  /**
   * @param {any} ask
   * @param {Lookups} lookups
   * @param {Result} there
   * @param {Result} here
   * @param {Version} version that was asked about
   */
  async #compare(ask, lookups, there, here, version) {
    const { deploymentName } = version;
    const result = answered(there, here, version);
    const told = there.refusal ? `${there.refusal.code}: ${there.refusal.message}` : 'done';
    this.history.push(`${JSON.stringify(ask)} ${JSON.stringify(lookups)} → ${told}`);
    const path = this.#pairs.difference(result, here, 'answer');
    if (path !== undefined) {
      this.difference = { server: result, engine: here };
      return;
    }
    const described = attemptHere(() => this.namespace.describeWorkerDeployment(deploymentName));
    const deployment = await this.#alike('deployment', described, () =>
      settled(this.server, deploymentName),
    );
    const builds = new Set([version.buildId, '1.0']);
    const versions = [];
    for (const buildId of builds) {
      const deploymentVersion = { deploymentName, buildId };
      const here = attemptHere(() =>
        this.namespace.describeWorkerDeploymentVersion(deploymentVersion),
      );
      const result = await this.#alike('version', here, () =>
        describeVersion(this.server, deploymentVersion),
      );
      versions.push({ version: deploymentVersion, result });
    }
    this.#noteToken(deploymentName, deployment.answer?.conflictToken);
    this.records.push({
      ask,
      lookups,
      result,
      deployment: { deploymentName, result: deployment },
      versions,
    });
  }

  /**
   * The server's answer, once it is like the engine's or has had time to be.
   *
   * @param {string} what
   * @param {Result} here
   * @param {() => Promise<Result>} ask
   * @returns {Promise<Result>}
   */
  async #alike(what, here, ask) {
    const deadline = performance.now() + LAG * 1000;
    return patiently(`${what} to be described`, async () => {
      const { answer, refusal } = await ask();
      const there = { answer, refusal };
      const path = this.#pairs.difference(there, here, what);
      if (path === undefined) return there;
      if (performance.now() < deadline) return undefined;
      this.difference ??= { server: { [path]: there }, engine: { [path]: here } };
      return there;
    });
  }

  /**
   * @param {string} deploymentName
   * @param {string} [token]
   */
  #noteToken(deploymentName, token) {
    if (!token) return;
    const known = this.#tokens.get(deploymentName) ?? [];
    if (known.at(-1) !== token) known.push(token);
    this.#tokens.set(deploymentName, known);
  }
}

/**
 * The server's answer as far as the engine gives one. When the server repeats a step of its own, it tells the new version
 * as the previous one.
 *
 * @param {Result} there
 * @param {Result} here
 * @param {Version} version
 * @returns {Result}
 */
function answered(there, here, { buildId }) {
  if (there.refusal || !here.answer) return there;
  const { changed, previousDeploymentVersion, previousPercentage } = here.answer;
  const isRepeated =
    there.answer.previousDeploymentVersion?.buildId === buildId &&
    previousDeploymentVersion?.buildId !== buildId;
  const previous = isRepeated && { previousDeploymentVersion, previousPercentage };
  return { answer: { changed, ...there.answer, ...previous } };
}

/** Each text with which the server refuses, to see that none was left out. */
export const REFUSALS = {
  'deployment name empty': /^deployment name cannot be empty$/,
  'build ID empty': /^build ID cannot be empty$/,
  'version string without a name': /^invalid version string: deployment name is empty in version/,
  'version string of another deployment': /^invalid version string '.*' does not match deployment/,
  'version string not as expected': /^invalid version string ".*", expected format is/,
  'name of a deployment empty': /^WorkerDeploymentName cannot be empty$/,
  'name too long': /^size of WorkerDeploymentName larger than the maximum allowed$/,
  'build ID too long': /^size of BuildID larger than the maximum allowed$/,
  'name with a dot': /^worker deployment name cannot contain '\.'$/,
  'name with a colon': /^worker deployment name cannot contain ':'$/,
  'name reserved': /^WorkerDeploymentName cannot start with '__'$/,
  'build ID reserved': /^BuildID cannot start with '__'$/,
  'set together': /^Deployment name and build id must be set together\.$/,
  'deployment not found': /^no Worker Deployment found with name/,
  'conflict token': /^conflict token mismatch$/,
  'build ID not found': /^build ID '.*' not found in Worker Deployment/,
  manager: /^ManagerIdentity '.*' is set and does not match user identity/,
  'current lacks queues': /^proposed current version '.*' is missing active task queues/,
  'ramping lacks queues': /^proposed ramping version '.*' is missing active task queues/,
  percentage: /^Percentage must be between 0 and 100/,
  'already current': /^requested ramping version .* is already current$/,
  'identity missing': /^Identity is required$/,
  'never there': /^workflow not found for ID: temporal-sys-worker-deployment:/,
  'version never there': /^workflow not found for ID: temporal-sys-worker-deployment-version:/,
  'deleted before': /^workflow execution already completed$/,
  'current or ramping': /^version '.*' cannot be deleted since it is current or ramping$/,
  draining: /^version '.*' cannot be deleted since it is draining$/,
  pollers: /^version '.*' cannot be deleted since it has active pollers$/,
  'has versions': /^deployment has versions, can't be deleted$/,
  'deployment exists': /^Worker Deployment with name ".*" already exists$/,
  'deployment exists by a poll': /^Worker Deployment .* \(auto-created from worker polls\)$/,
  'version exists': /^Worker Deployment Version ".*" already exists$/,
  'no entries': /^At least one of remove_entries or upsert_entries must be provided$/,
};

/** Those of low limits. */
export const LIMIT_REFUSALS = {
  'versions of a deployment': /^cannot add version .* since maximum number of versions/,
  'versions of a queue': /^exceeding maximum number of Deployment Versions in this task queue/,
  'queues of a version': /^cannot add task queue .* since maximum number of task queues/,
  'something went wrong': /^something went wrong, please retry/,
};

/**
 * The kinds of a record, to be counted.
 *
 * @param {OperationRecord} record
 */
export function kindsOf({ ask, result: { refusal } }) {
  const name = ask.operation ?? 'poll';
  const kinds = [`deployment ${name}: ${refusal ? 'refused' : 'done'}`];
  if (refusal) {
    const all = Object.entries({ ...REFUSALS, ...LIMIT_REFUSALS });
    const known = all.filter(([, text]) => text.test(refusal.message));
    kinds.push(...known.map(([kind]) => `deployment refusal: ${kind}`));
    if (known.length === 0) kinds.push(`deployment refusal of another kind: ${refusal.message}`);
  }
  return kinds;
}

/** All kinds that a large run must have. */
export const DEPLOYMENT_OPERATION_KINDS = [
  ...['setWorkerDeploymentCurrentVersion', 'setWorkerDeploymentRampingVersion']
    .concat(['setWorkerDeploymentManager', 'deleteWorkerDeploymentVersion'])
    .concat(['deleteWorkerDeployment', 'createWorkerDeployment', 'createWorkerDeploymentVersion'])
    .concat(['updateWorkerDeploymentVersionMetadata', 'poll'])
    .flatMap((name) => [`deployment ${name}: done`, `deployment ${name}: refused`]),
  ...Object.keys({ ...REFUSALS, ...LIMIT_REFUSALS }).map((kind) => `deployment refusal: ${kind}`),
];
