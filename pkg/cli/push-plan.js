/**
 * Version sets that a plan expects. Where the order of a set's build IDs is a guess, as after a merge of
 * imported sets, only its last one, the default, has to stand where it is expected.
 *
 * @typedef {{ buildIds: string[], orderIsGuess?: true }[]} ExpectedSets
 */

/**
 * An operation on a task queue, with the version sets that the queue has before it and after it.
 *
 * @typedef {object} Step
 * @property {string} taskQueue
 * @property {import('../index.js').BuildIdOperation} operation
 * @property {string} [name] for people
 * @property {ExpectedSets} before
 * @property {ExpectedSets} after
 */

/**
 * Operations in the order in which to carry them out, and the version sets of every task queue before them.
 *
 * @typedef {object} Plan
 * @property {Step[]} steps
 * @property {{ taskQueue: string, versionSets: ExpectedSets }[]} start
 */

/**
 * What every task queue has before the first step, and after each one: as many states as steps and one.
 *
 * @param {Plan} plan
 * @returns {Map<string, ExpectedSets>[]}
 */
export function statesOf({ start, steps }) {
  const first = new Map(start.map(({ taskQueue, versionSets }) => [taskQueue, versionSets]));
  for (const { taskQueue, before } of steps) {
    if (!first.has(taskQueue)) first.set(taskQueue, before);
  }
  const states = [first];
  for (const { taskQueue, after } of steps) {
    states.push(new Map(states[states.length - 1]).set(taskQueue, after));
  }
  return states;
}

/**
 * Whether a task queue has the version sets that are expected.
 *
 * @param {ExpectedSets} expected
 * @param {ExpectedSets} found
 */
export function sameSets(expected, found) {
  return expected.length === found.length && expected.every((set, at) => sameSet(set, found[at]));
}

/**
 * @param {ExpectedSets[number]} expected
 * @param {ExpectedSets[number]} found
 */
function sameSet({ buildIds, orderIsGuess }, found) {
  if (buildIds.length !== found.buildIds.length) return false;
  const last = buildIds.length - 1;
  return buildIds.every((buildId, at) =>
    orderIsGuess && at !== last && found.buildIds[last] === buildIds[last]
      ? found.buildIds.includes(buildId)
      : found.buildIds[at] === buildId,
  );
}
