/** What a run carries of Worker Deployments, between the words of the engine and those of the server. */

import { enums } from '../protocol.mjs';

const PINNED = 1;

/** @param {any} versioningOverride @returns {any} */
export function protoOverride(versioningOverride) {
  const { pinned, ...rest } = versioningOverride;
  return pinned ? { pinned: { ...pinned, behavior: PINNED } } : rest;
}

/**
 * What the server describes, without what is not set and what is deprecated.
 *
 * @param {any} info
 */
export function versioningInfoOf(info) {
  if (!info) return {};
  const { behavior, deploymentVersion, versioningOverride, versionTransition, revisionNumber } =
    info;
  const name = enums.VersioningBehavior[behavior ?? 0].replace('VERSIONING_BEHAVIOR_', '');
  const { pinned, autoUpgrade, oneTime } = versioningOverride ?? {};
  const revision = Number(revisionNumber ?? 0);
  return {
    ...(name !== 'UNSPECIFIED' && { behavior: name }),
    ...(deploymentVersion && { deploymentVersion: versionOf(deploymentVersion) }),
    ...(pinned && { versioningOverride: { pinned: { version: versionOf(pinned.version) } } }),
    ...(autoUpgrade && { versioningOverride: { autoUpgrade } }),
    ...(oneTime && {
      versioningOverride: {
        oneTime: { targetDeploymentVersion: versionOf(oneTime.targetDeploymentVersion) },
      },
    }),
    ...(versionTransition && { versionTransition: transitionOf(versionTransition) }),
    ...(revision !== 0 && { revisionNumber: revision }),
  };
}

/** @param {any} version */
function versionOf({ deploymentName, buildId }) {
  return { deploymentName, buildId };
}

/** @param {any} transition */
function transitionOf({ deploymentVersion }) {
  return deploymentVersion ? { deploymentVersion: versionOf(deploymentVersion) } : {};
}
