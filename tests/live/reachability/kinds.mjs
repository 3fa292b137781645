/** Of which kinds the answers about reachability are, so that a run can tell that there was one of each. */

import { UnversionedBuildId } from '@temporalio/client';

/**
 * @typedef {import('../../../pkg/index.js').ReachabilityOptions} ReachabilityOptions
 * @typedef {import('../../../pkg/index.js').ReachabilityResponse} ReachabilityResponse
 * @typedef {import('../server.mjs').Refusal} Refusal
 */

/** Each text with which the server refuses a question. */
const REFUSALS = {
  'no build ID': /^Must query at least one build ID /,
  'too many build IDs': /^Too many build ids queried at once, limit: 5$/,
  'build ID too long': /^Build ID exceeds configured limit\.workerBuildIdSize/,
  'unversioned worker without a queue': /^Cannot get reachability of an unversioned worker /,
  'task queue missing': /^missing task queue name$/,
  'task queue too long': /^taskQueue length exceeds limit$/,
  'task queue reserved': /^task queue name cannot start with reserved prefix/,
};

/**
 * @param {ReachabilityOptions} options
 * @param {{ answer?: ReachabilityResponse, refusal?: Refusal }} result
 * @returns {string[]} one for each answer about a build ID on a queue
 */
export function kindsOf({ reachability }, { answer, refusal }) {
  if (!answer) {
    const known = Object.entries(REFUSALS).filter(([, text]) => text.test(`${refusal?.message}`));
    return known.map(([name]) => `reachability refused: ${name}`);
  }
  return Reflect.ownKeys(answer.buildIdReachability).flatMap((buildId) => {
    const worker = buildId === UnversionedBuildId ? 'unversioned' : 'versioned';
    const { taskQueueReachability } = answer.buildIdReachability[buildId];
    return Object.values(taskQueueReachability).map((reached) => {
      const by = reached.map((each) => each.replace('_WORKFLOWS', '')).join(' + ') || 'nothing';
      return `reachability ${reachability ?? 'by default'}: ${worker}, ${by}`;
    });
  });
}

/** All kinds that a large run must have. */
export const REACHABILITY_KINDS = [
  ...['unversioned', 'versioned'].flatMap((worker) => [
    ...['nothing', 'NEW', 'EXISTING', 'NEW + EXISTING', 'NOT_FETCHED'].map(
      (by) => `reachability by default: ${worker}, ${by}`,
    ),
    ...['nothing', 'NEW'].map((by) => `reachability NEW_WORKFLOWS: ${worker}, ${by}`),
    ...['EXISTING', 'OPEN', 'CLOSED'].flatMap((kind) =>
      ['nothing', 'NEW', kind, `NEW + ${kind}`].map(
        (by) => `reachability ${kind}_WORKFLOWS: ${worker}, ${by}`,
      ),
    ),
  ]),
  ...Object.keys(REFUSALS).map((name) => `reachability refused: ${name}`),
];
