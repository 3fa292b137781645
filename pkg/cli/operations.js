/**
 * @typedef {import('../index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IUpdateWorkerBuildIdCompatibilityRequest} Request
 */

/**
 * An operation as a command, and as a request of the API.
 *
 * @template {BuildIdOperation} Operation
 * @typedef {object} OperationForms
 * @property {string} verb the command, named as that of the Temporal CLI if it has one
 * @property {string} summary
 * @property {{ [Field in Exclude<keyof Operation, 'operation'>]-?: [flag: string, description: string] }} flags
 * @property {(operation: Operation) => Request} request
 */

/** @type {[flag: string, description: string]} */
const BUILD_ID = ['--build-id <id>', 'the build ID'];

/**
 * Every operation on version sets.
 *
 * @type {{ [Name in BuildIdOperation['operation']]: OperationForms<Extract<BuildIdOperation, { operation: Name }>> }}
 */
export const OPERATIONS = {
  addNewIdInNewDefaultSet: {
    verb: 'add-new-default',
    summary: 'Add a build ID in a new default set',
    flags: { buildId: BUILD_ID },
    request: ({ buildId }) => ({ addNewBuildIdInNewDefaultSet: buildId }),
  },
  addNewCompatibleVersion: {
    verb: 'add-new-compatible',
    summary: 'Add a build ID to the set of an existing one',
    flags: {
      buildId: BUILD_ID,
      existingCompatibleBuildId: [
        '--existing-compatible-build-id <id>',
        'a build ID that the queue knows',
      ],
      promoteSet: ['--set-as-default', 'make the set the queue default too'],
    },
    request: ({ buildId, existingCompatibleBuildId, promoteSet = false }) => ({
      addNewCompatibleBuildId: {
        newBuildId: buildId,
        existingCompatibleBuildId,
        makeSetDefault: promoteSet,
      },
    }),
  },
  promoteSetByBuildId: {
    verb: 'promote-set',
    summary: 'Make the set of a build ID the queue default',
    flags: { buildId: BUILD_ID },
    request: ({ buildId }) => ({ promoteSetByBuildId: buildId }),
  },
  promoteBuildIdWithinSet: {
    verb: 'promote-id-in-set',
    summary: 'Make a build ID the default of its set',
    flags: { buildId: BUILD_ID },
    request: ({ buildId }) => ({ promoteBuildIdWithinSet: buildId }),
  },
  mergeSets: {
    verb: 'merge-sets',
    summary: 'Merge two sets into one; the temporal command has no such operation',
    flags: {
      primaryBuildId: ['--primary-build-id <id>', 'a build ID of the set whose default is kept'],
      secondaryBuildId: ['--secondary-build-id <id>', 'a build ID of the other set'],
    },
    request: ({ primaryBuildId, secondaryBuildId }) => ({
      mergeSets: { primarySetBuildId: primaryBuildId, secondarySetBuildId: secondaryBuildId },
    }),
  },
};

/**
 * An operation as the request of the API. The method of the TypeScript client is not used: up to 1.24.0 it drops
 * `promoteSet`.
 *
 * @param {BuildIdOperation} operation
 */
export function updateRequest(operation) {
  const { request } = /** @type {OperationForms<any>} */ (OPERATIONS[operation.operation]);
  return request(operation);
}
