/**
 * Reads the version sets of task queues, one after the other.
 *
 * @param {Pick<import('./cluster.js').Cluster, 'read'>} cluster
 * @param {Iterable<string>} taskQueues
 * @returns {Promise<{ taskQueue: string, versionSets: import('./cluster.js').VersionSets }[]>} in the order asked
 * @throws {import('./cluster-error.js').ClusterError}
 */
export async function pull(cluster, taskQueues) {
  const pulled = [];
  for (const taskQueue of taskQueues) {
    pulled.push({ taskQueue, versionSets: await cluster.read(taskQueue) });
  }
  return pulled;
}
