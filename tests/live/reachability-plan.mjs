/**
 * Random plans for reachability: version sets come and go, runs start, move on and end, and now and then it
 * is asked which workers are still needed. A step that does not apply when its turn comes is passed over.
 */

import { ODD_BUILD_IDS } from './names.mjs';
import { chance } from './random.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/index.js').ReachabilityOptions} ReachabilityOptions
 */

/**
 * How a workflow task is answered. @typedef {'goOn' | 'complete' | 'fail' | 'startChild' | 'startInheritingChild'
 *   | 'continueAsNew' | 'inheritingContinueAsNew'} Answer
 */

/**
 * In `work`, workers answer all workflow tasks that there are: as `answers` says by the name of the workflow, or
 * by going on. Unversioned workers may name a build ID. In `ask` everything is asked, or only `options`.
 *
 * @typedef {{ do: 'update', taskQueue: string, operation: BuildIdOperation }} UpdateStep
 * @typedef {{ do: 'start', workflow: string, taskQueue: string }} StartStep
 * @typedef {{ do: 'signal' | 'terminate', workflow: string }} WorkflowStep
 * @typedef {{ do: 'work', answers: Record<string, Answer>, unversionedBuildId: string }} WorkStep
 * @typedef {{ do: 'ask', options?: ReachabilityOptions }} AskStep
 * @typedef {UpdateStep | StartStep | WorkflowStep | WorkStep | AskStep} ReachabilityStep
 */

/** Names of queues, some of them hard on the quoting of the server's own query. */
const QUEUES = ['orders#', 'billing#', "it's #", 'é版😀#', '%_#', '`;--#'];

/**
 * Names with these characters the server writes into its query as MySQL has them, and the store of a dev server
 * does not find them, or fails.
 */
const MISQUOTED = ['\0', '\b', '\t', '\n', '\r', '\x1a', '"', '\\'];
const BUILD_IDS = ODD_BUILD_IDS.filter(
  (buildId) => !MISQUOTED.some((character) => buildId.includes(character)),
);

/**
 * @param {number} seed
 * @returns {ReachabilityStep[]}
 */
export function randomReachability(seed) {
  const { below, hits, pick, weighted } = chance(seed);
  const queues = ['orders#', pick(QUEUES)];
  const buildIds = ['1.0#', '1.1#', '2.0#', '2.1#', pick(BUILD_IDS)];
  // Some queues get their first sets on the way, some never.
  const calm = hits(0.3);
  /** @type {Map<string, string[]>} */
  const added = new Map();
  /** @type {string[]} */
  const workflows = [];
  /** @type {ReachabilityStep[]} */
  const steps = [];

  const update = () => {
    const operation = weighted({
      addNewIdInNewDefaultSet: 4,
      addNewCompatibleVersion: 4,
      promoteSetByBuildId: 2,
      promoteBuildIdWithinSet: 2,
      mergeSets: 1,
    });
    const taskQueue = pick(queues);
    const known = added.get(taskQueue) ?? [];
    added.set(taskQueue, known);
    // One that is likely to succeed.
    const anyKnown = () => (known.length > 0 && hits(0.9) ? pick(known) : pick(buildIds));
    const isNew =
      operation === 'addNewIdInNewDefaultSet' || operation === 'addNewCompatibleVersion';
    const buildId = isNew ? pick(buildIds) : anyKnown();
    const other = anyKnown();
    if (isNew) known.push(buildId);
    /** @type {BuildIdOperation} */
    const asked =
      operation === 'addNewCompatibleVersion'
        ? { operation, buildId, existingCompatibleBuildId: other, promoteSet: hits(0.3) }
        : operation === 'mergeSets'
          ? { operation, primaryBuildId: buildId, secondaryBuildId: other }
          : { operation, buildId };
    steps.push({ do: 'update', taskQueue, operation: asked });
  };
  const start = () => {
    const workflow = `workflow ${workflows.length + 1}`;
    workflows.push(workflow);
    steps.push({ do: 'start', workflow, taskQueue: pick(queues) });
  };
  /** @returns {Answer} */
  const answer = () =>
    weighted({
      goOn: 6,
      complete: 2,
      fail: 1,
      startChild: 1,
      startInheritingChild: 1,
      continueAsNew: 1,
      inheritingContinueAsNew: 1,
    });

  for (let round = 2 + below(3); round > 0; round -= 1) {
    for (let count = calm ? below(2) : below(5); count > 0; count -= 1) update();
    for (let count = 1 + below(3); count > 0; count -= 1) start();
    for (const workflow of workflows) {
      if (hits(0.4)) steps.push({ do: 'signal', workflow });
    }
    if (hits(0.8)) {
      const answers = Object.fromEntries(workflows.map((workflow) => [workflow, answer()]));
      const unversionedBuildId = hits(0.3) ? pick(buildIds) : '';
      steps.push({ do: 'work', answers, unversionedBuildId });
    }
    // What starts now is touched by no worker before the next round.
    if (hits(0.5)) start();
    for (const workflow of workflows) {
      if (hits(0.1)) steps.push({ do: 'terminate', workflow });
    }
    if (!calm && hits(0.6)) update();
    if (hits(0.5)) steps.push({ do: 'ask' });
  }
  steps.push({ do: 'ask' });
  return steps;
}

const LONG = 'x'.repeat(256);
const MANY_QUEUES = Array.from({ length: 23 }, (_, index) => `queue ${index}#`);

/**
 * Questions that the server refuses, one at a time and several, and those about too many queues.
 *
 * @returns {ReachabilityStep[]}
 */
export function oddQuestions() {
  /** @type {ReachabilityOptions[]} */
  const questions = [
    { buildIds: [] },
    { buildIds: [], taskQueues: [''] },
    { taskQueues: ['orders#'] },
    { buildIds: ['1#', '1#', '1#', '1#', '1#', '1#'] },
    { buildIds: ['1#', '2#', '3#', '4#', LONG, ''], taskQueues: [''] },
    { buildIds: [LONG] },
    { buildIds: ['😀'.repeat(64)], taskQueues: ['orders#'] },
    { buildIds: ['x'.repeat(255)], taskQueues: ['orders#'] },
    { buildIds: [LONG], taskQueues: ['/_sys/#'] },
    { buildIds: ['', LONG] },
    { buildIds: [''] },
    { buildIds: ['1.0#', ''], taskQueues: [] },
    { buildIds: ['1.0#'], taskQueues: ['orders#', '/_sys/#', ''] },
    { buildIds: [''], taskQueues: ['', '/_sys/#'] },
    { buildIds: ['1.0#'], taskQueues: ['q'.repeat(1001)] },
    { buildIds: ['1.0#', '1.0#', ''], taskQueues: ['orders#', 'orders#'] },
    { buildIds: ['1.0#', ''], taskQueues: MANY_QUEUES },
    { buildIds: ['1.0#'], taskQueues: [...MANY_QUEUES, ''] },
  ];
  return [
    {
      do: 'update',
      taskQueue: 'orders#',
      operation: { operation: 'addNewIdInNewDefaultSet', buildId: '1.0#' },
    },
    ...questions.map((options) => /** @type {const} */ ({ do: 'ask', options })),
  ];
}
