// What a user would write to see where everything of a rollout lands and what a step moves: plain JavaScript, for speed.
// It leaves out who receives it, which rule decided, and every check of what the document says.

import { PlainNamespace } from './plain.js';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */
/** @typedef {import('./plain.js').Landing} Landing */
/** @typedef {NonNullable<RolloutDocument['workflows']>[number]} Workflow */

/** @param {Landing} landing */
function key({ outcome, taskQueue, buildId, message }) {
  return `${outcome}\n${taskQueue}\n${buildId ?? message}`;
}

/** The rollout of a document as `plans.js` makes them. */
export class PlainRollout {
  #document;
  #tasks;

  /** @param {RolloutDocument} document */
  constructor(document) {
    this.#document = document;
    const { taskQueues = [], workflows = [] } = document;
    /** @type {import('../../pkg/index.js').Task[]} */
    const onQueues = taskQueues.map(({ taskQueue }) => ({ task: 'newWorkflow', taskQueue }));
    this.#tasks = [...onQueues, ...workflows.flatMap(tasksOf)];
  }

  /** @param {number} step */
  namespaceAfter(step) {
    const namespace = new PlainNamespace();
    for (const { taskQueue, versionSets = [] } of this.#document.taskQueues ?? []) {
      const listed = versionSets.map(({ buildIds }) => buildIds);
      namespace.importBuildIds(taskQueue, listed);
    }
    for (const taken of this.#steps().slice(0, step)) take(namespace, taken);
    return namespace;
  }

  /**
   * What lands alike, with how much it is, and for each that lands the place of its group.
   *
   * @param {number} step
   */
  situation(step) {
    const namespace = this.namespaceAfter(step);
    /** @type {Map<string, number>} */
    const places = new Map();
    /** @type {(Landing & { count: number })[]} */
    const groups = [];
    const subjects = this.#tasks.map((task) => {
      const landing = namespace.resolve(task);
      const alike = key(landing);
      let place = places.get(alike);
      if (place === undefined) {
        place = groups.push({ ...landing, count: 0 }) - 1;
        places.set(alike, place);
      }
      groups[place].count += 1;
      return place;
    });
    return { groups, subjects };
  }

  /**
   * The places of all that lands elsewhere.
   *
   * @param {number} before
   * @param {number} after
   */
  moved(before, after) {
    const [from, to] = [this.situation(before), this.situation(after)];
    const [keys, others] = [from, to].map(({ groups }) => groups.map(key));
    const places = from.subjects.keys();
    return [...places].filter((place) => {
      return keys[from.subjects[place]] !== others[to.subjects[place]];
    });
  }

  /** How many of the expectations are met, all of which are of new workflows, in the order of the steps. */
  met() {
    const namespace = this.namespaceAfter(0);
    const steps = this.#steps();
    let taken = 0;
    let met = 0;
    for (const expectation of this.#document.expectations ?? []) {
      if (!('newWorkflowsOn' in expectation)) throw new Error('expected only new workflows');
      for (; taken < (expectation.after ?? steps.length); taken += 1) take(namespace, steps[taken]);
      const { lands, newWorkflowsOn: taskQueue } = expectation;
      const { buildId } = namespace.resolve({ task: 'newWorkflow', taskQueue });
      if (typeof lands === 'object' && lands.buildId === buildId) met += 1;
    }
    return met;
  }

  #steps() {
    return this.#document.steps ?? [];
  }
}

/**
 * @param {PlainNamespace} namespace
 * @param {NonNullable<RolloutDocument['steps']>[number]} step
 */
function take(namespace, { taskQueue, name: _, ...operation }) {
  namespace.updateBuildIdCompatibility(taskQueue, operation);
}

/**
 * @param {Workflow} workflow
 * @returns {import('../../pkg/index.js').Task[]}
 */
function tasksOf({ taskQueue, buildId, commands = [] }) {
  const workflow = { taskQueue, buildId };
  return [
    { task: 'workflowTask', workflow },
    ...commands.map(({ name: _, ...command }) => ({ ...command, workflow })),
  ];
}
