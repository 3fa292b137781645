/** What runs, gathered for people: by queue, and on each by where it lands. */

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

/**
 * @typedef {object} Group those whose own tasks land on the same workers
 * @property {string} where in words
 * @property {import('../pkg/index.js').Resolution} landing
 * @property {Run[]} all
 * @property {Run[]} runs those that are wanted
 * @property {number} waiting how many of their landings no worker receives
 * @property {number} refused how many of their commands the server refuses
 */

/**
 * @typedef {object} QueueRuns
 * @property {Run[]} runs those that are wanted
 * @property {Group[]} groups of all: what stands in which one, and in which order, does not hang on what is wanted
 */

/**
 * @typedef {object} Wanted
 * @property {string} filter in the ID, the type, the queue or the build ID; capitals make no difference
 * @property {'all' | 'waiting' | 'rejected'} show
 */

/** @typedef {{ place: number, workflow: RolloutWorkflow }} Placed */

/** The workflows of a queue, and the queues on which they and their commands are put. */
class QueueWorkflows {
  /** @type {Set<string>} */
  targets = new Set();

  /** @param {Placed[]} placed */
  constructor(placed) {
    this.placed = placed;
    for (const { workflow } of placed) {
      for (const { taskQueue } of subjectsOf(workflow)) this.targets.add(taskQueue);
    }
  }

  /** @param {readonly Placed[]} others */
  hasSame(others) {
    return (
      this.placed.length === others.length &&
      this.placed.every(
        ({ place, workflow }, at) => others[at].place === place && others[at].workflow === workflow,
      )
    );
  }
}

/**
 * @typedef {object} Gathered
 * @property {unknown[]} dependencies
 * @property {Run[]} all
 * @property {[where: string, runs: Run[]][]} groups most of them first
 */

/** Remembers what was gathered for each queue, until something changes that it depends on. */
export class Runs {
  /** @type {Map<string, QueueWorkflows>} */
  #queues = new Map();
  /** @type {RolloutDocument['workflows']} */
  #workflows = undefined;
  /** @type {Map<string, Gathered>} */
  #gathered = new Map();
  /** @type {Map<string, { dependencies: unknown[], found: QueueRuns }>} */
  #found = new Map();

  /**
   * @param {RolloutDocument} document
   * @param {Moment} moment
   * @param {Wanted} wanted
   * @returns {Map<string, QueueRuns>} by task queue; the same object while nothing has changed there
   */
  of(document, moment, { filter, show }) {
    /** @type {Map<string, QueueRuns>} */
    const all = new Map();
    for (const [taskQueue, workflows] of this.#index(document)) {
      const gathered = this.#gather(taskQueue, workflows, document, moment);
      const dependencies = [gathered, filter, show];
      let known = this.#found.get(taskQueue);
      if (!known || !areSame(known.dependencies, dependencies)) {
        known = { dependencies, found: wantedOf(gathered, { filter, show }) };
        this.#found.set(taskQueue, known);
      }
      all.set(taskQueue, known.found);
    }
    return all;
  }

  /**
   * @param {string} taskQueue
   * @param {QueueWorkflows} workflows
   * @param {RolloutDocument} document
   * @param {Moment} moment
   */
  #gather(taskQueue, { placed, targets }, document, moment) {
    const moments = [...targets].map((target) => moment.queue(target));
    const dependencies = [placed, document.workers, ...moments];
    let known = this.#gathered.get(taskQueue);
    if (!known || !areSame(known.dependencies, dependencies)) {
      const all = placed.map(({ place, workflow }) => ({
        place,
        workflow,
        landings: subjectsOf(workflow).map((subject) => landed(document, moment, subject)),
      }));
      known = { dependencies, all, groups: byLanding(all) };
      this.#gathered.set(taskQueue, known);
    }
    return known;
  }

  /** @param {RolloutDocument} document */
  #index({ workflows }) {
    if (workflows === this.#workflows) return this.#queues;
    /** @type {Map<string, Placed[]>} */
    const placed = new Map();
    for (const [place, workflow] of (workflows ?? []).entries()) {
      put(placed, workflow.taskQueue, { place, workflow });
    }
    const before = this.#queues;
    this.#queues = new Map();
    for (const [taskQueue, list] of placed) {
      const known = before.get(taskQueue);
      this.#queues.set(taskQueue, known?.hasSame(list) ? known : new QueueWorkflows(list));
    }
    this.#workflows = workflows;
    return this.#queues;
  }
}

/**
 * @param {readonly unknown[] | undefined} known
 * @param {readonly unknown[]} dependencies
 */
function areSame(known, dependencies) {
  return (
    known?.length === dependencies.length &&
    known.every((one, index) => one === dependencies[index])
  );
}

/**
 * @param {Gathered} gathered
 * @param {Wanted} wanted
 * @returns {QueueRuns}
 */
function wantedOf({ all, groups }, { filter, show }) {
  const needle = filter.toLowerCase();
  const isWanted = (/** @type {Run} */ { workflow, landings }) =>
    (needle === '' || textOf(workflow).includes(needle)) &&
    (show !== 'waiting' || landings.some(waits)) &&
    (show !== 'rejected' || landings.some(isRefused));
  return {
    runs: all.filter(isWanted),
    groups: groups.map(([where, members]) => {
      const runs = members.filter(isWanted);
      return {
        where,
        landing: members[0].landings[0].landing,
        all: members,
        runs,
        waiting: count(runs, waits),
        refused: count(runs, isRefused),
      };
    }),
  };
}

/** @param {Landed} landed */
function waits({ landing, workers }) {
  return landing.outcome !== 'rejected' && workers.length === 0;
}

/** @param {Landed} landed */
function isRefused({ landing }) {
  return landing.outcome === 'rejected';
}

/** @type {WeakMap<RolloutWorkflow, string>} */
const texts = new WeakMap();

/** @param {RolloutWorkflow} workflow */
function textOf(workflow) {
  let text = texts.get(workflow);
  if (text === undefined) {
    const { workflowId, workflowType = '', taskQueue, buildId = '' } = workflow;
    text = `${workflowId}\n${workflowType}\n${taskQueue}\n${buildId}`.toLowerCase();
    texts.set(workflow, text);
  }
  return text;
}

/**
 * @param {readonly Run[]} runs of one queue
 * @returns {[where: string, runs: Run[]][]} most of them first
 */
function byLanding(runs) {
  /** @type {Map<string, Run[]>} */
  const groups = new Map();
  for (const run of runs) put(groups, run.landings[0].where, run);
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

/**
 * @param {readonly Run[]} runs
 * @param {(landed: Landed) => boolean} isSo
 */
function count(runs, isSo) {
  let sum = 0;
  for (const { landings } of runs) {
    for (const landed of landings) if (isSo(landed)) sum++;
  }
  return sum;
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
