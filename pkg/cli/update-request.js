/** @typedef {import('../index.js').BuildIdOperation} BuildIdOperation */

/**
 * An operation as the request of the API. The method of the TypeScript client is not used: up to 1.24.0 it drops `promoteSet`.
 *
 * @param {BuildIdOperation} operation
 * @returns {import('@temporalio/proto').temporal.api.workflowservice.v1.IUpdateWorkerBuildIdCompatibilityRequest}
 */
export function updateRequest(operation) {
  switch (operation.operation) {
    case 'addNewIdInNewDefaultSet':
      return { addNewBuildIdInNewDefaultSet: operation.buildId };
    case 'addNewCompatibleVersion':
      return {
        addNewCompatibleBuildId: {
          newBuildId: operation.buildId,
          existingCompatibleBuildId: operation.existingCompatibleBuildId,
          makeSetDefault: operation.promoteSet ?? false,
        },
      };
    case 'promoteSetByBuildId':
      return { promoteSetByBuildId: operation.buildId };
    case 'promoteBuildIdWithinSet':
      return { promoteBuildIdWithinSet: operation.buildId };
    case 'mergeSets':
      return {
        mergeSets: {
          primarySetBuildId: operation.primaryBuildId,
          secondarySetBuildId: operation.secondaryBuildId,
        },
      };
  }
}
