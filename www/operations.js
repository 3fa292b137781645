import { nameOf, textOf } from './dom.js';

/**
 * @typedef {import('./pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {BuildIdOperation['operation']} OperationName
 * @typedef {'buildId' | 'existingCompatibleBuildId' | 'promoteSet' | 'primaryBuildId' | 'secondaryBuildId'} Field
 */

/**
 * What the form asks for each operation: its fields, and how the one named `buildId` is called.
 *
 * @type {Record<OperationName, { fields: Field[], label?: string, isNew?: boolean }>}
 */
export const OPERATIONS = {
  addNewIdInNewDefaultSet: { fields: ['buildId'], label: 'New build ID', isNew: true },
  addNewCompatibleVersion: {
    fields: ['buildId', 'existingCompatibleBuildId', 'promoteSet'],
    label: 'New build ID',
    isNew: true,
  },
  promoteSetByBuildId: { fields: ['buildId'], label: 'Any build ID of the set' },
  promoteBuildIdWithinSet: { fields: ['buildId'], label: 'Build ID' },
  mergeSets: { fields: ['primaryBuildId', 'secondaryBuildId'] },
};

/**
 * The operation that the form describes, every text exactly as it was typed.
 *
 * @param {HTMLFormElement} form
 * @returns {BuildIdOperation}
 */
export function operationOf(form) {
  const operation = operationName(form);
  switch (operation) {
    case 'addNewCompatibleVersion':
      return {
        operation,
        buildId: textOf(form, 'buildId'),
        existingCompatibleBuildId: textOf(form, 'existingCompatibleBuildId'),
        promoteSet: new FormData(form).has('promoteSet'),
      };
    case 'mergeSets':
      return {
        operation,
        primaryBuildId: textOf(form, 'primaryBuildId'),
        secondaryBuildId: textOf(form, 'secondaryBuildId'),
      };
    default:
      return { operation, buildId: textOf(form, 'buildId') };
  }
}

/** @param {HTMLFormElement} form */
export function operationName(form) {
  return /** @type {OperationName} */ (textOf(form, 'operation'));
}

/**
 * What an operation has done, in a sentence.
 *
 * @param {BuildIdOperation} operation
 * @param {string} taskQueue
 * @returns {(Node | string)[]}
 */
export function sentenceOf(operation, taskQueue) {
  const queue = nameOf(taskQueue);
  switch (operation.operation) {
    case 'addNewIdInNewDefaultSet':
      return [
        'Added ',
        nameOf(operation.buildId),
        ' in a new set, the queue default of ',
        queue,
        '.',
      ];
    case 'addNewCompatibleVersion': {
      const set = nameOf(operation.existingCompatibleBuildId);
      const added = ['Added ', nameOf(operation.buildId), ' as the default of the set of ', set];
      return operation.promoteSet
        ? [...added, ', and made that set the queue default of ', queue, '.']
        : [...added, ' on ', queue, '.'];
    }
    case 'promoteSetByBuildId':
      return ['Made the set of ', nameOf(operation.buildId), ' the queue default of ', queue, '.'];
    case 'promoteBuildIdWithinSet':
      return ['Made ', nameOf(operation.buildId), ' the default of its set on ', queue, '.'];
    case 'mergeSets': {
      const primary = nameOf(operation.primaryBuildId);
      const secondary = nameOf(operation.secondaryBuildId);
      return ['Merged the set of ', secondary, ' into that of ', primary, ' on ', queue, '.'];
    }
  }
}
