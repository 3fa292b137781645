/** Random sequences of operations on Worker Deployments, and of polls that register workers. */

import { longEmoji, longName } from '../names.mjs';
import { chance } from '../random.mjs';
import { TYPES } from './calls.mjs';

/**
 * @typedef {import('../../../pkg/index.js').DeploymentOperation} DeploymentOperation
 * @typedef {import('../../../pkg/index.js').DeploymentLimits} DeploymentLimits
 * @typedef {import('./calls.mjs').TypedQueue} TypedQueue
 * @typedef {import('./calls.mjs').Version} Version
 */

/** Which token goes with an operation. @typedef {'none' | 'present' | 'stale' | 'garbage'} Token */

/**
 * `operate` asks for an operation, without its token, while workers of `polling` poll and no others; `poll` lets a worker of
 * a version poll for the first time; `backlog` leaves a workflow task waiting.
 *
 * @typedef {{ do: 'operate', operation: DeploymentOperation, token: Token, polling?: string }} OperateStep
 * @typedef {{ do: 'poll', version: Version } & TypedQueue} PollStep
 * @typedef {{ do: 'backlog', taskQueue: string }} BacklogStep
 * @typedef {OperateStep | PollStep | BacklogStep} OperationStep
 */

const DEPLOYMENT = 'orders#';
const QUEUES = ['orders#', 'billing#', 'mail#'];
const BUILD_IDS = ['1.0', '2.0', 'c:3'];
const IDENTITIES = ['', 'me', 'me', 'you'];
const ODD_DEPLOYMENTS = ['', 'a.b#', 'a:b#', '.b#', ':b#', '__b#', 'unknown#', 'é 😀#'];
const ODD_BUILD_IDS = ['', 'unknown', '__b', 'x.y:z', '__unversioned__', '😀'];
const ID_BYTES = 480;

/** @param {number} idBytes the most bytes of a name */
function oddNames(idBytes) {
  const long = [longName(idBytes), longName(idBytes + 1), longEmoji(idBytes + 1)];
  return {
    deployments: [...ODD_DEPLOYMENTS, ...long],
    buildIds: [...ODD_BUILD_IDS, ...long],
  };
}

/**
 * @param {number} seed
 * @param {Partial<DeploymentLimits>} limits
 * @returns {OperationStep[]}
 */
export function randomOperations(seed, limits) {
  const { pick, hits, below, weighted } = chance(seed);
  const isLow = limits.versions !== undefined;
  const buildIds = isLow ? [...BUILD_IDS, '4', '5'] : BUILD_IDS.slice(0, 1 + below(3));
  const queues = isLow ? QUEUES : QUEUES.slice(0, 1 + below(2));
  const oddity = pick([0, 0.05, 0.25]);
  const odd = oddNames(ID_BYTES);
  const anyBuildId = () => (hits(oddity) ? pick(odd.buildIds) : pick(buildIds));
  const anyDeployment = () =>
    hits(oddity) ? pick(odd.deployments) : hits(0.06) ? 'other#' : DEPLOYMENT;
  /** @returns {PollStep} */
  const poll = () => ({
    do: 'poll',
    taskQueue: pick(queues),
    taskQueueType: weighted({ WORKFLOW: 4, ACTIVITY: 2, NEXUS: 1 }),
    // A faulty poll is held for five seconds.
    version: {
      deploymentName: hits(oddity / 4) ? pick(odd.deployments) : hits(0.06) ? 'other#' : DEPLOYMENT,
      buildId: hits(oddity / 4) ? pick(odd.buildIds) : pick(buildIds),
    },
  });
  /** @returns {OperateStep} */
  const operate = () => {
    const operation = weighted({
      setWorkerDeploymentCurrentVersion: 26,
      setWorkerDeploymentRampingVersion: 30,
      setWorkerDeploymentManager: 9,
      deleteWorkerDeploymentVersion: 16,
      deleteWorkerDeployment: 6,
      createWorkerDeployment: 4,
      createWorkerDeploymentVersion: 7,
      updateWorkerDeploymentVersionMetadata: 6,
    });
    const identity = pick(IDENTITIES);
    const token = weighted({ none: 8, present: 4, stale: 2, garbage: 1 });
    const deploymentName = anyDeployment();
    const deploymentVersion = { deploymentName, buildId: anyBuildId() };
    const polling = hits(isLow ? 0.5 : 0.25) ? pick(buildIds) : undefined;
    const flags = {
      ...(hits(0.5) && { ignoreMissingTaskQueues: true }),
      ...(hits(isLow ? 0.6 : 0.25) && { allowNoPollers: true }),
    };
    const by = { identity };
    /** @param {any} operation @returns {OperateStep} */
    const step = (operation) => ({ do: 'operate', operation, token, ...(polling && { polling }) });
    switch (operation) {
      case 'setWorkerDeploymentCurrentVersion': {
        const buildId = hits(0.15) ? '' : anyBuildId();
        return step({ operation, deploymentName, buildId, ...by, ...flags });
      }
      case 'setWorkerDeploymentRampingVersion': {
        const buildId = hits(0.25) ? '' : anyBuildId();
        const percentage = pick([0, 0, 5, 12.3, 50, 50, 100, 100]);
        const odds = hits(oddity / 3) ? { percentage: pick([-1, 100.5]) } : { percentage };
        return step({ operation, deploymentName, buildId, ...odds, ...by, ...flags });
      }
      case 'setWorkerDeploymentManager': {
        const manager = pick([{ self: true }, { managerIdentity: '' }, { managerIdentity: 'me' }]);
        return step({ operation, deploymentName, ...manager, ...by });
      }
      case 'deleteWorkerDeploymentVersion':
        return step({
          operation,
          deploymentVersion,
          ...(hits(0.5) && { skipDrainage: true }),
          ...by,
        });
      case 'deleteWorkerDeployment':
        return step({ operation, deploymentName, ...by });
      case 'createWorkerDeployment':
        return step({ operation, deploymentName, ...by, requestId: pick(['one', 'two']) });
      case 'createWorkerDeploymentVersion':
        return step({ operation, deploymentVersion, ...by, requestId: pick(['one', 'two']) });
      case 'updateWorkerDeploymentVersionMetadata':
        return step({
          operation,
          deploymentVersion,
          ...(hits(0.7) && {
            upsertEntries: { [pick(['note', 'url'])]: pick(['"x"', '{"y":1}']) },
          }),
          ...(hits(0.3) && { removeEntries: [pick(['note', 'url'])] }),
          ...by,
        });
    }
  };
  /** @type {OperationStep[]} */
  const steps = hits(0.8) ? [poll(), poll()] : [];
  const polls = isLow ? 0.35 : 0.2;
  for (let count = 15 + below(20); count > 0; count -= 1) {
    steps.push(hits(polls) ? poll() : operate());
  }
  // To the end of a deployment, and beyond it.
  if (hits(0.3) && !isLow) {
    /** @param {any} operation @returns {OperateStep} */
    const step = (operation) => ({ do: 'operate', operation, token: 'none' });
    const deploymentName = DEPLOYMENT;
    const identity = 'me';
    steps.push(
      step({ operation: 'setWorkerDeploymentManager', deploymentName, identity, self: true }),
      step({ operation: 'setWorkerDeploymentRampingVersion', deploymentName, identity }),
      step({ operation: 'setWorkerDeploymentCurrentVersion', deploymentName, identity }),
      ...[...buildIds, ...ODD_BUILD_IDS.slice(1)].map((buildId) =>
        step({
          operation: 'deleteWorkerDeploymentVersion',
          deploymentVersion: { deploymentName, buildId },
          skipDrainage: true,
          identity,
        }),
      ),
      step({ operation: 'deleteWorkerDeployment', deploymentName, identity }),
      ...Array.from({ length: 4 }, operate),
      poll(),
      operate(),
    );
  }
  return steps;
}

/**
 * A version that lacks queues of the current one, some of which have tasks waiting, or belong to another deployment.
 *
 * @param {number} seed
 * @returns {OperationStep[]}
 */
export function missingQueues(seed) {
  const { pick, hits } = chance(seed);
  /** @param {string} buildId @param {string} taskQueue @returns {PollStep} */
  const poll = (buildId, taskQueue, deploymentName = DEPLOYMENT) => ({
    do: 'poll',
    taskQueue,
    taskQueueType: 'WORKFLOW',
    version: { deploymentName, buildId },
  });
  /** @param {any} fields @returns {OperateStep} */
  const operate = (fields) => ({
    do: 'operate',
    operation: { identity: 'me', deploymentName: DEPLOYMENT, ...fields },
    token: 'none',
  });
  const setCurrent = 'setWorkerDeploymentCurrentVersion';
  const setRamp = 'setWorkerDeploymentRampingVersion';
  const [first, second, third] = QUEUES;
  /** @type {OperationStep[]} */
  const elsewhere = [
    poll('x', second, 'other#'),
    operate({ operation: setCurrent, deploymentName: 'other#', buildId: 'x' }),
  ];
  const elsewhereWhen = pick(['never', 'never', 'before', 'after']);
  const waiting = [first, second, third].filter(() => hits(0.5));
  /** @returns {OperateStep} */
  const promote = () => {
    const ignores = hits(0.25) && { ignoreMissingTaskQueues: true };
    return hits(0.5)
      ? operate({ operation: setCurrent, buildId: '2.0', ...ignores })
      : operate({
          operation: setRamp,
          buildId: '2.0',
          percentage: pick([0, 30, 100]),
          ...ignores,
        });
  };
  return [
    ...[first, second, third].map((taskQueue) => poll('1.0', taskQueue)),
    ...[first, second, third].filter(() => hits(0.4)).map((taskQueue) => poll('2.0', taskQueue)),
    poll('2.0', first),
    ...(elsewhereWhen === 'before' ? elsewhere : []),
    operate({ operation: setCurrent, buildId: '1.0', ignoreMissingTaskQueues: true }),
    ...(elsewhereWhen === 'after' ? elsewhere : []),
    ...waiting.map((taskQueue) => /** @type {BacklogStep} */ ({ do: 'backlog', taskQueue })),
    promote(),
    promote(),
    operate({ operation: setCurrent, buildId: '' }),
  ];
}

/** Every type of queue, to which a worker may come first. @returns {OperationStep[]} */
export function everyType() {
  return TYPES.map((taskQueueType) => ({
    do: 'poll',
    taskQueue: QUEUES[0],
    taskQueueType,
    version: { deploymentName: DEPLOYMENT, buildId: '1.0' },
  }));
}

/**
 * Every operation with every fault that a request can have, on deployments that are there, were there and never were.
 *
 * @returns {OperationStep[][]}
 */
export function faultyOperations() {
  const odd = oddNames(ID_BYTES);
  const deployments = [...odd.deployments, DEPLOYMENT];
  const buildIds = [...odd.buildIds, '1.0'];
  const identity = 'me';
  /** @param {any} operation @param {Token} [token] @returns {OperateStep} */
  const step = (operation, token = 'none') => ({ do: 'operate', operation, token });
  /** @type {PollStep} */
  const poll = {
    do: 'poll',
    taskQueue: QUEUES[0],
    taskQueueType: 'WORKFLOW',
    version: { deploymentName: DEPLOYMENT, buildId: '1.0' },
  };
  const versions = [
    ...deployments.map((deploymentName) => ({ deploymentName, buildId: '1.0' })),
    ...buildIds.map((buildId) => ({ deploymentName: DEPLOYMENT, buildId })),
    { deploymentName: 'unknown#', buildId: 'unknown' },
    { deploymentName: '', buildId: '' },
  ];
  const setters = ['setWorkerDeploymentCurrentVersion', 'setWorkerDeploymentRampingVersion'];
  const names = ['setWorkerDeploymentManager', 'deleteWorkerDeployment', 'createWorkerDeployment'];
  return [
    [
      poll,
      ...setters.flatMap((operation) =>
        versions.flatMap((version) => [
          step({ operation, ...version, identity }),
          step({ operation, ...version, identity, allowNoPollers: true }),
        ]),
      ),
    ],
    [
      poll,
      ...names.flatMap((operation) =>
        deployments.map((deploymentName) => step({ operation, deploymentName, identity })),
      ),
      ...['deleteWorkerDeploymentVersion', 'createWorkerDeploymentVersion'].flatMap((operation) =>
        versions.map((deploymentVersion) => step({ operation, deploymentVersion, identity })),
      ),
    ],
    [
      poll,
      ...versions.flatMap((deploymentVersion) => [
        step({
          operation: 'updateWorkerDeploymentVersionMetadata',
          deploymentVersion,
          removeEntries: ['note'],
          identity,
        }),
      ]),
      step({ operation: 'deleteWorkerDeploymentVersion', deploymentVersion: poll.version }),
      step({
        operation: 'updateWorkerDeploymentVersionMetadata',
        deploymentVersion: poll.version,
        removeEntries: ['note'],
      }),
      ...['one', 'one', 'two'].map((requestId) =>
        step({
          operation: 'createWorkerDeployment',
          deploymentName: 'created#',
          identity,
          requestId,
        }),
      ),
      step({ operation: 'deleteWorkerDeployment', deploymentName: DEPLOYMENT }),
      ...names.map((operation) => step({ operation, deploymentName: DEPLOYMENT, identity })),
    ],
    // A refused poll is held for seconds.
    ...[
      { deploymentName: DEPLOYMENT, buildId: '' },
      { deploymentName: '', buildId: '1.0' },
      { deploymentName: 'a.b#', buildId: '1.0' },
      { deploymentName: 'a:b#', buildId: '1.0' },
      { deploymentName: '__b#', buildId: '1.0' },
      { deploymentName: DEPLOYMENT, buildId: '__b' },
      { deploymentName: longName(ID_BYTES + 1), buildId: '1.0' },
      { deploymentName: DEPLOYMENT, buildId: longName(ID_BYTES + 1) },
      { deploymentName: longName(ID_BYTES), buildId: longName(ID_BYTES) },
    ].map((version) => [{ ...poll, version }]),
    everyType(),
  ];
}

/**
 * Sequences that run into each of the limits.
 *
 * @returns {OperationStep[][]}
 */
export function limitOperations() {
  /** @param {string} deploymentName @param {string} buildId @param {string} taskQueue @returns {PollStep} */
  const poll = (deploymentName, buildId, taskQueue) => ({
    do: 'poll',
    taskQueue,
    taskQueueType: 'WORKFLOW',
    version: { deploymentName, buildId },
  });
  const identity = 'me';
  /** @param {any} operation @returns {OperateStep} */
  const step = (operation) => ({ do: 'operate', operation, token: 'none' });
  const [first, ...others] = QUEUES;
  const version = { deploymentName: DEPLOYMENT, buildId: '1' };
  const setCurrent = { operation: 'setWorkerDeploymentCurrentVersion', identity };
  const setRamp = { operation: 'setWorkerDeploymentRampingVersion', identity, percentage: 1 };
  return [
    ['D1#', 'D2#', 'D3#', 'D4#', 'D5#', 'D6#'].map((name) => poll(name, '1', first)),
    [
      ...[first, ...others].map((taskQueue) => poll(DEPLOYMENT, '1', taskQueue)),
      { ...poll(DEPLOYMENT, '1', first), taskQueueType: 'ACTIVITY' },
    ],
    [
      poll(DEPLOYMENT, '1', first),
      poll(DEPLOYMENT, '2', first),
      step({ ...setCurrent, ...version }),
      step({ ...setCurrent, ...version, buildId: '2' }),
      step({ ...setRamp, ...version, buildId: '3', allowNoPollers: true }),
      // One is draining, one current, one ramping: there is no room.
      poll(DEPLOYMENT, '4', first),
      step({ ...setCurrent, ...version, buildId: '4', allowNoPollers: true }),
      step({
        operation: 'createWorkerDeploymentVersion',
        deploymentVersion: { ...version, buildId: '4' },
        identity,
        requestId: 'one',
      }),
    ],
  ];
}
