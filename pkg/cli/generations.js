// Whether a task queue uses other generations of Worker Versioning, which the engine does not model.

import { quantity } from './output.js';

/** What the protocol calls the workers that are in no version of a deployment. */
const UNVERSIONED = '__unversioned__';

/**
 * What other generations make of task queues.
 *
 * @param {Pick<import('./cluster.js').Cluster, 'describe' | 'rules'>} cluster
 * @param {Iterable<string>} taskQueues
 * @returns {Promise<string | undefined>} what was found and why it makes answers wrong; undefined where nothing was
 * @throws {import('./cluster-error.js').ClusterError}
 */
export async function otherGenerations(cluster, taskQueues) {
  const found = [];
  for (const taskQueue of taskQueues) {
    const { assignment, redirect } = await cluster.rules(taskQueue);
    if (assignment > 0) {
      found.push(`${taskQueue} has ${quantity(assignment, 'assignment rule')}`);
    }
    if (redirect > 0) found.push(`${taskQueue} has ${quantity(redirect, 'redirect rule')}`);
    const { routings } = await cluster.describe(taskQueue);
    found.push(...new Set(routings.flatMap((routing) => routingWords(taskQueue, routing))));
  }
  if (found.length === 0) return undefined;
  return [
    'Other generations of Worker Versioning route tasks here:',
    ...found.map((line) => `  ${line}`),
    'They decide where new workflows start, also where there are version sets, and move workflows that run. Only version ' +
      'sets are known here, so that every answer about these task queues would be wrong. See what they do with ' +
      '`temporal task-queue versioning get-rules` and `temporal worker deployment describe`.',
  ].join('\n');
}

/**
 * @param {string} taskQueue
 * @param {import('./cluster.js').Described['routings'][number]} routing
 */
function routingWords(taskQueue, routing) {
  const current = versionName(routing.currentDeploymentVersion, routing.currentVersion);
  const ramping = versionName(routing.rampingDeploymentVersion, routing.rampingVersion);
  const words = [];
  if (current !== undefined && current !== UNVERSIONED) {
    words.push(`the current version of a Worker Deployment on ${taskQueue} is ${current}`);
  }
  if (ramping !== undefined) {
    const to = ramping === UNVERSIONED ? 'unversioned workers' : ramping;
    words.push(
      `a Worker Deployment on ${taskQueue} ramps to ${to}, at ${routing.rampingVersionPercentage ?? 0} %`,
    );
  }
  return words;
}

/**
 * @param {{ deploymentName?: string | null, buildId?: string | null } | null | undefined} version
 * @param {string | null | undefined} text as older servers write it
 */
function versionName(version, text) {
  return version ? `${version.deploymentName}.${version.buildId}` : text || undefined;
}
