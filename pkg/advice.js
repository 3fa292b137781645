// What has led to a refusal of an operation, and what to do instead.

/**
 * @typedef {import('./index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('./index.js').BuildIdVersionSet} BuildIdVersionSet
 * @typedef {import('./index.js').RefusalReason} RefusalReason
 */

/**
 * @typedef {object} Advice
 * @property {string} cause
 * @property {string} instead
 * @property {BuildIdOperation} [operation] that does it
 */

/**
 * @typedef {object} Facts
 * @property {BuildIdOperation} operation the refused one
 * @property {string} taskQueue
 * @property {readonly BuildIdVersionSet[]} sets those of the queue
 */

/** @type {Record<RefusalReason, (facts: Facts) => Advice>} */
const ADVICE = {
  INCOMPLETE: () => ({
    cause: 'Something is left empty.',
    instead: 'Fill in what the message names.',
  }),
  BUILD_ID_TOO_LONG: () => ({
    cause:
      'The build ID has more bytes than the cluster takes; other letters than a to z have several.',
    instead: 'Take a shorter build ID.',
  }),
  TASK_QUEUE_NAME: () => ({
    cause: 'No task queue can have that name.',
    instead: 'Name the queue that the workers poll.',
  }),
  ALREADY_EXISTS: alreadyExists,
  NOT_QUEUE_DEFAULT: notQueueDefault,
  NOT_SET_DEFAULT: notSetDefault,
  INCOMPATIBLE: incompatible,
  NOT_FOUND: notFound,
  TOO_MANY_VERSION_SETS: () => ({
    cause: 'The queue has as many version sets as the cluster allows.',
    instead:
      'Merge two sets that may share workers, or have the limit raised (limit.versionCompatibleSetLimitPerQueue).',
  }),
  TOO_MANY_BUILD_IDS: () => ({
    cause:
      'The queue has as many build IDs as the cluster allows, and an operation never takes one away.',
    instead:
      'Have the limit raised (limit.versionBuildIdLimitPerQueue), or old build IDs removed by the server (worker.buildIdScavengerEnabled).',
  }),
  TOO_MANY_TASK_QUEUES: () => ({
    cause: 'So many task queues know this build ID that the cluster allows no more.',
    instead:
      'Take a build ID of its own for this queue, or have the limit raised (limit.taskQueuesPerBuildId).',
  }),
};

/**
 * @param {BuildIdOperation & { taskQueue: string }} step the refused one
 * @param {RefusalReason} reason
 * @param {readonly BuildIdVersionSet[]} sets those of the queue before it
 * @returns {Advice}
 */
export function adviceOn({ taskQueue, ...operation }, reason, sets) {
  return ADVICE[reason]({ operation, taskQueue, sets });
}

/**
 * @param {Facts} facts
 * @returns {Advice}
 */
function alreadyExists({ operation, sets, taskQueue }) {
  const { buildId } = addition(operation);
  const set = setOf(sets, buildId);
  if (set?.default !== buildId) {
    return {
      cause: `${buildId} is in ${inWords(set)} of ${taskQueue}, and a build ID stays in its set.`,
      instead: `Make ${buildId} the default of its set, then promote that set. Or take a new build ID.`,
      operation: promotion('promoteBuildIdWithinSet', buildId),
    };
  }
  return {
    cause: `${buildId} is in ${inWords(set)} of ${taskQueue}, and a build ID stays in its set.`,
    instead: 'Promote its set to queue default. Or take a new build ID.',
    operation: promotion('promoteSetByBuildId', buildId),
  };
}

/**
 * @param {Facts} facts
 * @returns {Advice}
 */
function notQueueDefault({ operation }) {
  const { buildId } = addition(operation);
  return {
    cause: `${buildId} is in that set already, and the set is not the queue default.`,
    instead: 'Promote the set.',
    operation: promotion('promoteSetByBuildId', buildId),
  };
}

/**
 * @param {Facts} facts
 * @returns {Advice}
 */
function notSetDefault({ operation }) {
  const { buildId } = addition(operation);
  return {
    cause: `${buildId} is in that set already, but it is not the default: adding it again does not promote it.`,
    instead: 'Promote it within its set.',
    operation: promotion('promoteBuildIdWithinSet', buildId),
  };
}

/**
 * @param {Facts} facts
 * @returns {Advice}
 */
function incompatible({ operation }) {
  const { buildId, existing } = addition(operation);
  return {
    cause: `${buildId} and ${existing} are in two version sets, and a build ID never leaves its set.`,
    instead: `If the two are compatible, merge their sets: workers of the merged set's default then run both. Or take a new build ID.`,
    operation: { operation: 'mergeSets', primaryBuildId: buildId, secondaryBuildId: existing },
  };
}

/**
 * @param {Facts} facts
 * @returns {Advice}
 */
function notFound({ operation, taskQueue, sets }) {
  const wanted = namedIn(operation).find((buildId) => setOf(sets, buildId) === undefined) ?? '';
  const cause =
    sets.length === 0
      ? `${taskQueue} has no version sets yet.`
      : wanted === ''
        ? 'A build ID is left empty.'
        : `No version set of ${taskQueue} holds exactly ${wanted}.`;
  const near = sets
    .flatMap((set) => set.buildIds)
    .find((buildId) => buildId.trim().toLowerCase() === wanted.trim().toLowerCase());
  if (near !== undefined) {
    return {
      cause,
      instead: `There is ${near}: capitals and blanks count.`,
      operation: replaced(operation, wanted, near),
    };
  }
  if (wanted === '') return { cause, instead: 'Name a build ID of each of the two sets.' };
  return {
    cause,
    instead: `Name a build ID that the queue has, or add ${wanted} first.`,
    operation: { operation: 'addNewIdInNewDefaultSet', buildId: wanted },
  };
}

/** @param {BuildIdOperation} operation */
function addition(operation) {
  return {
    buildId: 'buildId' in operation ? operation.buildId : '',
    existing: 'existingCompatibleBuildId' in operation ? operation.existingCompatibleBuildId : '',
  };
}

/**
 * The build IDs that the queue has to have for an operation.
 *
 * @param {BuildIdOperation} operation
 */
function namedIn(operation) {
  switch (operation.operation) {
    case 'addNewCompatibleVersion':
      return [operation.existingCompatibleBuildId];
    case 'mergeSets':
      return [operation.primaryBuildId, operation.secondaryBuildId];
    default:
      return [operation.buildId];
  }
}

/**
 * @param {BuildIdOperation} operation
 * @param {string} from
 * @param {string} to
 */
function replaced(operation, from, to) {
  const fields = Object.entries(operation).map(([field, value]) => [
    field,
    field !== 'operation' && value === from ? to : value,
  ]);
  return /** @type {BuildIdOperation} */ (Object.fromEntries(fields));
}

/**
 * @param {'promoteSetByBuildId' | 'promoteBuildIdWithinSet'} operation
 * @param {string} buildId
 * @returns {BuildIdOperation}
 */
function promotion(operation, buildId) {
  return { operation, buildId };
}

/**
 * @param {readonly BuildIdVersionSet[]} sets
 * @param {string} buildId
 */
function setOf(sets, buildId) {
  return sets.find((set) => set.buildIds.includes(buildId));
}

/** @param {BuildIdVersionSet | undefined} set */
function inWords(set) {
  return set === undefined ? 'a version set' : `the version set of ${set.default}`;
}
