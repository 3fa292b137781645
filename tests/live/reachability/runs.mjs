/** The workflows of a plan, and the runs that they have had. */

/** @typedef {import('../../../pkg/index.js').WorkflowRun} WorkflowRun */

/**
 * @typedef {object} Workflow
 * @property {string} id
 * @property {string} taskQueue
 * @property {string} [buildId] of the worker that answered last, or inherited
 * @property {boolean} isTouched whether a workflow task of its current run was completed
 * @property {boolean} isScheduled whether a workflow task waits
 * @property {boolean} isOpen
 * @property {Set<string>} used by its current run, empty text for unversioned workers
 */

export class Runs {
  #tag;
  /** @type {Map<string, Workflow>} */
  #workflows = new Map();
  /** Runs that have ended. @type {WorkflowRun[]} */
  #closed = [];

  /** @param {string} tag */
  constructor(tag) {
    this.#tag = tag;
  }

  /** The tag is in front, so that all of a plan can be listed. @param {string} name */
  idOf(name) {
    return `${this.#tag} ${name}`;
  }

  /**
   * @param {string} name
   * @param {string} taskQueue
   * @param {string} [inherited] build ID
   */
  start(name, taskQueue, inherited) {
    this.#workflows.set(name, newWorkflow(this.idOf(name), taskQueue, inherited));
  }

  /**
   * Ends a workflow's run and starts its next one.
   *
   * @param {Workflow} workflow
   * @param {string} [inherited] build ID
   */
  startNext(workflow, inherited) {
    this.close(workflow);
    Object.assign(workflow, newWorkflow(workflow.id, workflow.taskQueue, inherited));
  }

  /** @param {Workflow} workflow */
  close(workflow) {
    this.#closed.push({ ...runOf(workflow), status: 'CLOSED' });
    workflow.isOpen = false;
    workflow.isScheduled = false;
  }

  /** @param {string} name */
  workflow(name) {
    return this.#workflows.get(name);
  }

  /** @param {string | null} [id] on the server */
  workflowWithId(id) {
    for (const [name, workflow] of this.#workflows) {
      if (workflow.id === id) return { name, workflow };
    }
    return undefined;
  }

  /** The workflows that wait for a worker. */
  scheduled() {
    return [...this.#workflows.values()].filter(({ isScheduled }) => isScheduled);
  }

  /** The queues that workflows run on. */
  taskQueues() {
    return [...this.#workflows.values()].map(({ taskQueue }) => taskQueue);
  }

  /** @returns {WorkflowRun[]} */
  all() {
    const open = [...this.#workflows.values()].filter(({ isOpen }) => isOpen);
    return [...open.map(runOf), ...this.#closed];
  }
}

/**
 * @param {string} id
 * @param {string} taskQueue
 * @param {string} [inherited] build ID
 * @returns {Workflow}
 */
function newWorkflow(id, taskQueue, inherited) {
  return {
    ...{ id, taskQueue, buildId: inherited, isTouched: false, isScheduled: true, isOpen: true },
    used: new Set(inherited === undefined ? [] : [inherited]),
  };
}

/** @param {Workflow} workflow @returns {WorkflowRun} */
function runOf({ taskQueue, used }) {
  return { taskQueue, status: 'OPEN', buildIds: [...used] };
}
