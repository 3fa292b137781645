// Whether workers poll for what a push makes a default.

/**
 * The new defaults that no worker polls with, each once.
 *
 * @param {Pick<import('./cluster.js').Cluster, 'describe'>} cluster
 * @param {readonly import('../index.js').NewDefault[]} newDefaults
 * @returns {Promise<import('../index.js').UnpolledDefault[]>}
 * @throws {import('./cluster-error.js').ClusterError}
 */
export async function withoutPollers(cluster, newDefaults) {
  /** @type {Map<string, Set<string>>} */
  const made = new Map();
  for (const { taskQueue, buildId } of newDefaults) {
    made.set(taskQueue, (made.get(taskQueue) ?? new Set()).add(buildId));
  }
  const missing = [];
  for (const [taskQueue, buildIds] of made) {
    const { pollers } = await cluster.describe(taskQueue);
    for (const buildId of buildIds) {
      const those = pollers.filter((poller) => poller.buildId === buildId);
      if (those.some(({ useVersioning }) => useVersioning)) continue;
      missing.push({ taskQueue, buildId, notOptedIn: those.length > 0 });
    }
  }
  return missing;
}
