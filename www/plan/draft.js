/** The operation that is being composed: what stands in the fields, whether or not it makes sense yet. */

/**
 * @typedef {import('../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {BuildIdOperation['operation']} OperationName
 * @typedef {'buildId' | 'existingCompatibleBuildId' | 'primaryBuildId' | 'secondaryBuildId'} TextField
 */

/**
 * @typedef {object} Draft
 * @property {string} taskQueue
 * @property {OperationName} operation
 * @property {Record<TextField, string>} texts kept when another operation is chosen
 * @property {boolean} promoteSet
 * @property {boolean} isAsked whether it was asked for though something is missing
 */

/**
 * What each operation asks for, and how a field named `buildId` is called there.
 *
 * @type {Record<OperationName, { title: string, fields: TextField[], buildId?: string }>}
 */
export const OPERATIONS = {
  addNewIdInNewDefaultSet: {
    title: 'Add a build ID in a new default set',
    fields: ['buildId'],
    buildId: 'New build ID',
  },
  addNewCompatibleVersion: {
    title: 'Add a compatible build ID',
    fields: ['buildId', 'existingCompatibleBuildId'],
    buildId: 'New build ID',
  },
  promoteSetByBuildId: {
    title: 'Promote a set to queue default',
    fields: ['buildId'],
    buildId: 'Any build ID of the set',
  },
  promoteBuildIdWithinSet: {
    title: 'Promote a build ID within its set',
    fields: ['buildId'],
    buildId: 'Build ID',
  },
  mergeSets: {
    title: 'Merge two sets',
    fields: ['primaryBuildId', 'secondaryBuildId'],
  },
};

/**
 * An empty one.
 *
 * @param {string} taskQueue
 * @param {OperationName} [operation]
 * @returns {Draft}
 */
export function emptyDraft(taskQueue, operation = 'addNewIdInNewDefaultSet') {
  return {
    taskQueue,
    operation,
    texts: {
      buildId: '',
      existingCompatibleBuildId: '',
      primaryBuildId: '',
      secondaryBuildId: '',
    },
    promoteSet: false,
    isAsked: false,
  };
}

/**
 * @param {string} taskQueue
 * @param {BuildIdOperation} operation
 * @returns {Draft}
 */
export function draftOf(taskQueue, operation) {
  const { operation: name, ...fields } = operation;
  const { promoteSet = false, ...texts } = /** @type {Record<string, any>} */ (fields);
  const empty = emptyDraft(taskQueue, name);
  return { ...empty, texts: { ...empty.texts, ...texts }, promoteSet };
}

/**
 * @param {Draft} draft
 * @returns {BuildIdOperation}
 */
export function operationOf({ operation, texts, promoteSet }) {
  switch (operation) {
    case 'addNewCompatibleVersion': {
      const { buildId, existingCompatibleBuildId } = texts;
      const asked = { operation, buildId, existingCompatibleBuildId };
      return promoteSet ? { ...asked, promoteSet } : asked;
    }
    case 'mergeSets': {
      const { primaryBuildId, secondaryBuildId } = texts;
      return { operation, primaryBuildId, secondaryBuildId };
    }
    default:
      return { operation, buildId: texts.buildId };
  }
}

/**
 * Whether there is something to show of it: all of its fields are filled, or it was asked for as it is.
 *
 * @param {Draft} draft
 */
export function isComposed({ operation, texts, taskQueue, isAsked }) {
  const isFilled = OPERATIONS[operation].fields.every((field) => texts[field] !== '');
  return isAsked || (isFilled && taskQueue !== '');
}
