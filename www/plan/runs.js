/** What runs, gathered for people: by queue, and on each by where it lands. */

import { words } from '../engine.js';
import { landed } from './landings.js';
import { subjectsOf } from './tasks.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('./evaluation.js').Moment} Moment
 * @typedef {import('./landings.js').Landed} Landed
 */

/**
 * @typedef {object} Run
 * @property {number} place in the document
 * @property {RolloutWorkflow} workflow
 * @property {Landed[]} landings its own, then those of its commands
 */

/** @typedef {{ landing: import('../pkg/index.js').Resolution, runs: Run[], waiting: number, refused: number }} Group */

/**
 * @typedef {object} Wanted
 * @property {string} filter in the ID, the type, the queue or the build ID; capitals make no difference
 * @property {'all' | 'waiting' | 'rejected'} show
 */

/** @param {Landed} landed */
export function waits({ landing, workers }) {
  return landing.outcome !== 'rejected' && workers.length === 0;
}

/** @param {Landed} landed */
export function isRefused({ landing }) {
  return landing.outcome === 'rejected';
}

/**
 * @param {RolloutDocument} document
 * @param {Moment} moment
 * @param {Wanted} wanted
 * @returns {Run[]}
 */
export function runsOf(document, moment, { filter, show }) {
  const needle = filter.toLowerCase();
  /** @type {Run[]} */
  const found = [];
  for (const [place, workflow] of (document.workflows ?? []).entries()) {
    if (needle !== '' && !textOf(workflow).includes(needle)) continue;
    const landings = subjectsOf(workflow).map((subject) => landed(document, moment, subject));
    if (show === 'waiting' && !landings.some(waits)) continue;
    if (show === 'rejected' && !landings.some(isRefused)) continue;
    found.push({ place, workflow, landings });
  }
  return found;
}

/** @param {RolloutWorkflow} workflow */
function textOf({ workflowId, workflowType = '', taskQueue, buildId = '' }) {
  return [workflowId, workflowType, taskQueue, buildId].join('\n').toLowerCase();
}

/**
 * @param {readonly Run[]} runs
 * @returns {Map<string, Run[]>} by their task queues
 */
export function byQueue(runs) {
  /** @type {Map<string, Run[]>} */
  const queues = new Map();
  for (const run of runs) put(queues, run.workflow.taskQueue, run);
  return queues;
}

/**
 * Gathers those whose own tasks land on the same workers, most of them first.
 *
 * @param {readonly Run[]} runs of one queue
 * @returns {Group[]}
 */
export function byLanding(runs) {
  /** @type {Map<string, Run[]>} */
  const groups = new Map();
  for (const run of runs) put(groups, words.landing(run.landings[0].landing), run);
  return [...groups.values()]
    .map((members) => ({
      landing: members[0].landings[0].landing,
      runs: members,
      waiting: count(members, waits),
      refused: count(members, isRefused),
    }))
    .sort((one, other) => other.runs.length - one.runs.length);
}

/**
 * @param {readonly Run[]} runs
 * @param {(landed: Landed) => boolean} isSo
 */
function count(runs, isSo) {
  return runs.reduce((sum, run) => sum + run.landings.filter(isSo).length, 0);
}

/**
 * @template T
 * @param {Map<string, T[]>} map
 * @param {string} key
 * @param {T} item
 */
function put(map, key, item) {
  const found = map.get(key);
  if (found) found.push(item);
  else map.set(key, [item]);
}
