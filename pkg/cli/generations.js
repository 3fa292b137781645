// Whether task queues use other generations of Worker Versioning, which the engine does not model.

/** What the protocol calls the workers that are in no version of a deployment. */
const UNVERSIONED = '__unversioned__';

/**
 * @typedef {import('../index.js').OtherGeneration} OtherGeneration
 * @typedef {import('../index.js').ClusterFault} ClusterFault
 */

/**
 * What other generations make of task queues, each once, and where that is not known.
 *
 * @param {Pick<import('./cluster.js').Cluster, 'describe' | 'rules'>} cluster
 * @param {Iterable<string>} taskQueues
 * @returns {Promise<{ generations: OtherGeneration[]; rulesNotKnown: string[]; error?: ClusterFault }>}
 * @throws {import('./cluster-error.js').ClusterError}
 */
export async function otherGenerations(cluster, taskQueues) {
  /** @type {OtherGeneration[]} */
  const found = [];
  /** @type {string[]} */
  const rulesNotKnown = [];
  /** @type {ClusterFault | undefined} */
  let error;
  for (const taskQueue of taskQueues) {
    const { assignment, redirect, notShown } = await cluster.rules(taskQueue);
    if (assignment > 0) found.push({ kind: 'assignmentRules', taskQueue, count: assignment });
    if (redirect > 0) found.push({ kind: 'redirectRules', taskQueue, count: redirect });
    if (notShown !== undefined) {
      rulesNotKnown.push(taskQueue);
      error ??= notShown;
    }
    const { routings } = await cluster.describe(taskQueue);
    found.push(...routings.flatMap((routing) => ofRouting(taskQueue, routing)));
  }
  // The queue routes its workflow tasks and its activities, mostly alike.
  const generations = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
  return { generations, rulesNotKnown, ...(error && { error }) };
}

/**
 * @param {string} taskQueue
 * @param {import('./cluster.js').Described['routings'][number]} routing
 * @returns {OtherGeneration[]}
 */
function ofRouting(taskQueue, routing) {
  const current = versionName(routing.currentDeploymentVersion, routing.currentVersion);
  const ramping = versionName(routing.rampingDeploymentVersion, routing.rampingVersion);
  /** @type {OtherGeneration[]} */
  const found = [];
  if (current !== undefined && current !== UNVERSIONED) {
    found.push({ kind: 'currentVersion', taskQueue, version: current });
  }
  if (ramping !== undefined) {
    const percentage = `${routing.rampingVersionPercentage ?? 0}`;
    const version = ramping === UNVERSIONED ? {} : { version: ramping };
    found.push({ kind: 'rampingVersion', taskQueue, ...version, percentage });
  }
  return found;
}

/**
 * @param {{ deploymentName?: string | null, buildId?: string | null } | null | undefined} version
 * @param {string | null | undefined} text as older servers write it
 */
function versionName(version, text) {
  return version ? `${version.deploymentName}.${version.buildId}` : text || undefined;
}
