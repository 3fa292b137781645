// Whether workers poll for what a push makes a default.

/**
 * A build ID that nobody polls with, and whether somebody polls with it without having opted in to versioning.
 *
 * @typedef {{ taskQueue: string; buildId: string; notOptedIn: boolean }} WithoutPollers
 */

/**
 * The build IDs that steps make the default of their set or of their queue, and that no worker polls with.
 *
 * @param {Pick<import('./cluster.js').Cluster, 'describe'>} cluster
 * @param {readonly import('./push-plan.js').Step[]} steps
 * @returns {Promise<WithoutPollers[]>}
 * @throws {import('./cluster-error.js').ClusterError}
 */
export async function withoutPollers(cluster, steps) {
  /** @type {Map<string, Set<string>>} */
  const made = new Map();
  for (const { taskQueue, before, after } of steps) {
    const [were, are] = [before, after].map((sets) => sets.map(({ buildIds }) => buildIds.at(-1)));
    const started = are.filter((buildId) => !were.includes(buildId));
    if (are.at(-1) !== were.at(-1)) started.push(are.at(-1));
    const known = made.get(taskQueue) ?? new Set();
    for (const buildId of started) if (buildId !== undefined) known.add(buildId);
    made.set(taskQueue, known);
  }
  const missing = [];
  for (const [taskQueue, buildIds] of made) {
    if (buildIds.size === 0) continue;
    const { pollers } = await cluster.describe(taskQueue);
    for (const buildId of buildIds) {
      const those = pollers.filter((poller) => poller.buildId === buildId);
      if (those.some(({ useVersioning }) => useVersioning)) continue;
      missing.push({ taskQueue, buildId, notOptedIn: those.length > 0 });
    }
  }
  return missing;
}
