/** What runs, gathered for people: by queue, and on each by where it lands. */

import { placeOf, together } from './preview.js';

/**
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('./answers.js').Landed} Landed
 */

/**
 * @typedef {object} Run
 * @property {number} place in the document
 * @property {RolloutWorkflow} workflow
 * @property {Landed[]} landings its own, then those of its commands
 */

/**
 * @typedef {object} Group workflows whose own tasks land on the same workers
 * @property {string} key
 * @property {import('../pkg/index.js').LandingGroup} landing
 * @property {Run[]} all
 * @property {Run[]} runs those that are wanted
 * @property {number} waiting how many of their landings no worker receives
 * @property {number} refused how many of their commands the server refuses
 */

/**
 * @typedef {object} QueueRuns
 * @property {Run[]} runs those that are wanted
 * @property {Group[]} groups of all workflows, the largest first, whatever is wanted
 */

/**
 * @typedef {object} Wanted
 * @property {string} filter in the ID, the type, the queue or the build ID; capitals make no difference
 * @property {'all' | 'waiting' | 'rejected'} show
 */

/**
 * @param {import('./answers.js').Moment} moment
 * @param {Wanted} wanted
 * @returns {Map<string, QueueRuns>} by task queue
 */
export function runsOf(moment, { filter, show }) {
  const needle = filter.toLowerCase();
  const isWanted = (/** @type {Run} */ { workflow, landings }) =>
    (needle === '' || textOf(workflow).includes(needle)) &&
    (show !== 'waiting' || landings.some(waits)) &&
    (show !== 'rejected' || landings.some(isRefused));
  const all = (moment.answers.document.workflows ?? []).map((workflow, place) => ({
    place,
    workflow,
    landings: moment.run(place),
  }));
  return new Map(
    together(all, ({ workflow }) => workflow.taskQueue).map((here) => [
      here[0].workflow.taskQueue,
      {
        runs: here.filter(isWanted),
        groups: together(here, ({ landings }) => placeOf(landings[0].landing))
          .sort((one, other) => other.length - one.length)
          .map((members) => groupOf(members, members.filter(isWanted))),
      },
    ]),
  );
}

/**
 * @param {Run[]} all
 * @param {Run[]} runs
 * @returns {Group}
 */
function groupOf(all, runs) {
  const landings = runs.flatMap((run) => run.landings);
  return {
    key: groupKey(all[0]),
    landing: all[0].landings[0].landing,
    all,
    runs,
    waiting: landings.filter(waits).length,
    refused: landings.filter(isRefused).length,
  };
}

/**
 * The key of the group in which a workflow stands.
 *
 * @param {Pick<Run, 'workflow' | 'landings'>} run
 */
export function groupKey({ workflow, landings }) {
  return `group ${workflow.taskQueue} ${placeOf(landings[0].landing)}`;
}

/**
 * How many workflows entries stand for.
 *
 * @param {readonly { count?: number }[]} workflows
 */
export function countOf(workflows) {
  return workflows.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** @param {Landed} landed */
function waits({ landing }) {
  return landing.waits;
}

/** @param {Landed} landed */
function isRefused({ landing }) {
  return landing.outcome === 'rejected';
}

/** @param {RolloutWorkflow} workflow */
function textOf({ workflowId, workflowType = '', taskQueue, buildId = '' }) {
  return `${workflowId}\n${workflowType}\n${taskQueue}\n${buildId}`.toLowerCase();
}
