// What a user would write instead of using the package: the rules of version sets in plain JavaScript, for speed.
// It tells where a task lands and by which rule. It leaves out what the package has beside that: the steps on the
// way, checks of what callers pass, and whether the order within a merged set is a guess.

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */
/** @typedef {import('../../pkg/index.js').Task} Task */

/**
 * @typedef {object} Member
 * @property {string} buildId
 * @property {number} moment when it last became the default of its set
 */

/**
 * @typedef {object} VersionSet
 * @property {Member[]} members
 * @property {number} moment when it last became the queue default
 */

/**
 * @typedef {object} Queue
 * @property {VersionSet[]} sets
 * @property {Map<string, VersionSet>} setOf
 * @property {number} now
 */

/**
 * @typedef {object} Landing
 * @property {'buildId' | 'unversioned' | 'rejected'} outcome
 * @property {string} taskQueue
 * @property {string} [buildId]
 * @property {string} [message]
 * @property {import('../../pkg/index.js').Reason} reason
 */

export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const COMMANDS = {
  activity: ['BadScheduleActivityAttributes', 'Activity'],
  childWorkflow: ['BadStartChildExecutionAttributes', 'StartChildWorkflowExecution'],
  continueAsNew: ['BadContinueAsNewAttributes', 'ContinueAsNew'],
};

/** @param {VersionSet} set */
function defaultOf(set) {
  return set.members[set.members.length - 1].buildId;
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} place
 */
function moveToEnd(list, place) {
  const item = list[place];
  // For lists as short as these a loop is faster than `splice` or `copyWithin`.
  for (let after = place + 1; after < list.length; after += 1) list[after - 1] = list[after];
  list[list.length - 1] = item;
}

/** A namespace of task queues with their version sets. */
export class PlainNamespace {
  /** @type {Map<string, Queue>} */
  #queues = new Map();
  #limits;

  /** @param {{ versionSets?: number, buildIds?: number, taskQueuesPerBuildId?: number }} [limits] 0 is none */
  constructor({ versionSets = 10, buildIds = 100, taskQueuesPerBuildId = 20 } = {}) {
    this.#limits = { versionSets, buildIds, taskQueuesPerBuildId };
  }

  /**
   * @param {string} taskQueue
   * @param {string[][]} listed the version sets in order
   */
  importBuildIds(taskQueue, listed) {
    /** @type {Queue} */
    const queue = { sets: [], setOf: new Map(), now: 0 };
    for (const buildIds of listed) {
      /** @type {VersionSet} */
      const set = { members: [], moment: 0 };
      for (const buildId of buildIds) {
        queue.now += 1;
        set.members.push({ buildId, moment: queue.now });
        queue.setOf.set(buildId, set);
      }
      set.moment = queue.now;
      queue.sets.push(set);
    }
    if (listed.length > 0) this.#queues.set(taskQueue, queue);
    else this.#queues.delete(taskQueue);
  }

  /** @param {string} taskQueue */
  versionSets(taskQueue) {
    const sets = this.#queues.get(taskQueue)?.sets ?? [];
    return sets.map(({ members }) => members.map(({ buildId }) => buildId));
  }

  /**
   * @param {string} taskQueue
   * @param {BuildIdOperation} operation
   * @returns {{ changed: boolean }}
   */
  updateBuildIdCompatibility(taskQueue, operation) {
    let queue = this.#queues.get(taskQueue);
    if (queue === undefined) {
      queue = { sets: [], setOf: new Map(), now: 0 };
      const result = this.#apply(queue, operation);
      this.#queues.set(taskQueue, queue);
      return result;
    }
    return this.#apply(queue, operation);
  }

  /**
   * @param {Queue} queue
   * @param {BuildIdOperation} operation
   */
  #apply(queue, operation) {
    switch (operation.operation) {
      case 'addNewIdInNewDefaultSet':
        return this.#addNewDefault(queue, operation.buildId);
      case 'addNewCompatibleVersion':
        return this.#addCompatible(
          queue,
          operation.buildId,
          operation.existingCompatibleBuildId,
          operation.promoteSet === true,
        );
      case 'promoteSetByBuildId':
        return this.#promoteSet(queue, operation.buildId);
      case 'promoteBuildIdWithinSet':
        return this.#promoteWithinSet(queue, operation.buildId);
      case 'mergeSets':
        return this.#merge(queue, operation.primaryBuildId, operation.secondaryBuildId);
    }
  }

  /**
   * @param {Queue} queue
   * @param {string} buildId
   */
  #addNewDefault(queue, buildId) {
    const { sets, setOf } = queue;
    const set = setOf.get(buildId);
    if (set !== undefined) {
      if (set.members.length > 1 || set !== sets[sets.length - 1]) {
        throw new Refusal('INVALID_ARGUMENT', `version ${buildId} already exists`);
      }
      return this.#unchanged(queue);
    }
    this.#checkLimits(sets.length + 1, setOf.size + 1, buildId);
    const moment = ++queue.now;
    const added = { members: [{ buildId, moment }], moment };
    sets.push(added);
    setOf.set(buildId, added);
    return { changed: true };
  }

  /**
   * @param {Queue} queue
   * @param {string} buildId
   * @param {string} existing
   * @param {boolean} promotes
   */
  #addCompatible(queue, buildId, existing, promotes) {
    const { sets, setOf } = queue;
    const set = setOf.get(existing);
    if (set === undefined) {
      throw new Refusal('NOT_FOUND', `targeted compatible_version ${existing} not found`);
    }
    const present = setOf.get(buildId);
    if (present !== undefined) {
      if (present !== set) {
        throw new Refusal(
          'INVALID_ARGUMENT',
          `${buildId} requested to be made compatible with ${existing} but both versions exist and are incompatible`,
        );
      }
      if (promotes && set !== sets[sets.length - 1]) {
        throw new Refusal(
          'INVALID_ARGUMENT',
          `version ${buildId} already exists and is not default for queue`,
        );
      }
      if (defaultOf(set) !== buildId) {
        throw new Refusal(
          'INVALID_ARGUMENT',
          `version ${buildId} already exists and is not default in set`,
        );
      }
      return this.#unchanged(queue);
    }
    this.#checkLimits(sets.length, setOf.size + 1, buildId);
    const moment = ++queue.now;
    set.members.push({ buildId, moment });
    setOf.set(buildId, set);
    if (promotes) {
      set.moment = moment;
      moveToEnd(sets, sets.indexOf(set));
    }
    return { changed: true };
  }

  /**
   * @param {Queue} queue
   * @param {string} buildId
   */
  #promoteSet(queue, buildId) {
    const { sets, setOf } = queue;
    const set = setOf.get(buildId);
    if (set === undefined) throw new Refusal('NOT_FOUND', `targeted version ${buildId} not found`);
    this.#checkLimits(sets.length, setOf.size);
    if (set === sets[sets.length - 1]) return { changed: false };
    set.moment = ++queue.now;
    moveToEnd(sets, sets.indexOf(set));
    return { changed: true };
  }

  /**
   * @param {Queue} queue
   * @param {string} buildId
   */
  #promoteWithinSet(queue, buildId) {
    const { sets, setOf } = queue;
    const set = setOf.get(buildId);
    if (set === undefined) throw new Refusal('NOT_FOUND', `targeted version ${buildId} not found`);
    this.#checkLimits(sets.length, setOf.size);
    const { members } = set;
    const place = members.findIndex((member) => member.buildId === buildId);
    if (place === members.length - 1) return { changed: false };
    members[place].moment = ++queue.now;
    moveToEnd(members, place);
    return { changed: true };
  }

  /**
   * @param {Queue} queue
   * @param {string} primary
   * @param {string} secondary
   */
  #merge(queue, primary, secondary) {
    const { sets, setOf } = queue;
    const kept = setOf.get(primary);
    if (kept === undefined) {
      throw new Refusal('NOT_FOUND', `targeted primary version ${primary} not found`);
    }
    const other = setOf.get(secondary);
    if (other === undefined) {
      throw new Refusal('NOT_FOUND', `targeted secondary version ${secondary} not found`);
    }
    if (kept === other) return this.#unchanged(queue);
    this.#checkLimits(sets.length - 1, setOf.size);
    kept.members[kept.members.length - 1].moment = ++queue.now;
    const later = kept.moment > other.moment ? kept : other;
    const earlier = later === kept ? other : kept;
    for (const { buildId } of earlier.members) setOf.set(buildId, later);
    later.members = later.members.concat(earlier.members).sort((a, b) => a.moment - b.moment);
    sets.splice(sets.indexOf(earlier), 1);
    return { changed: true };
  }

  /** @param {Queue} queue */
  #unchanged({ sets, setOf }) {
    this.#checkLimits(sets.length, setOf.size);
    return { changed: false };
  }

  /**
   * @param {number} sets
   * @param {number} buildIds
   * @param {string} [added]
   */
  #checkLimits(sets, buildIds, added) {
    const limits = this.#limits;
    if (limits.versionSets !== 0 && sets > limits.versionSets) {
      throw new Refusal(
        'FAILED_PRECONDITION',
        `update would exceed number of compatible version sets permitted in namespace dynamic config (${sets}/${limits.versionSets})`,
      );
    }
    if (limits.buildIds !== 0 && buildIds > limits.buildIds) {
      throw new Refusal(
        'FAILED_PRECONDITION',
        `update would exceed number of build IDs permitted in namespace dynamic config (${buildIds}/${limits.buildIds})`,
      );
    }
    if (added === undefined || limits.taskQueuesPerBuildId === 0) return;
    let queues = 1;
    for (const { setOf } of this.#queues.values()) if (setOf.has(added)) queues += 1;
    if (queues > limits.taskQueuesPerBuildId) {
      throw new Refusal(
        'FAILED_PRECONDITION',
        `Exceeded max task queues allowed to be mapped to a single build ID: ${limits.taskQueuesPerBuildId}`,
      );
    }
  }

  /**
   * @param {Task} task
   * @returns {Landing}
   */
  resolve(task) {
    switch (task.task) {
      case 'newWorkflow':
        return this.#onDefault(task.taskQueue, 'QUEUE_DEFAULT');
      case 'cronRun':
        return this.#onDefault(task.workflow.taskQueue, 'QUEUE_DEFAULT');
      case 'eagerNewWorkflow': {
        const { taskQueue, buildId } = task;
        const reason = 'EAGER_WORKFLOW_START';
        if (buildId === '') return { outcome: 'unversioned', taskQueue, reason };
        return { outcome: 'buildId', taskQueue, buildId, reason };
      }
      case 'workflowTask':
      case 'query':
        return this.#workflowTask(task.workflow);
      case 'reset': {
        const { workflow, to, inheritedBuildId: buildId } = task;
        if (to === 'laterWorkflowTask') return this.#workflowTask(workflow);
        const { taskQueue } = workflow;
        return this.#workflowTask({ taskQueue, buildId, hasCompletedWorkflowTask: false });
      }
      case 'workflowRetry':
        return this.#nextRun(task.workflow.taskQueue, task.workflow.buildId);
      case 'activity':
      case 'childWorkflow':
      case 'continueAsNew':
        return this.#command(task);
      default:
        throw new TypeError(`no task of version sets: ${task.task}`);
    }
  }

  /**
   * @param {import('../../pkg/index.js').WorkflowState} workflow
   * @returns {Landing}
   */
  #workflowTask({ taskQueue, buildId, hasCompletedWorkflowTask }) {
    if (buildId !== undefined) return this.#onBuildId(taskQueue, buildId);
    return hasCompletedWorkflowTask === false
      ? this.#onDefault(taskQueue, 'QUEUE_DEFAULT')
      : { outcome: 'unversioned', taskQueue, reason: 'UNVERSIONED_WORKFLOW' };
  }

  /** @param {readonly Task[]} tasks */
  resolveMany(tasks) {
    return tasks.map((task) => this.resolve(task));
  }

  /**
   * @param {Extract<Task, { task: 'activity' | 'childWorkflow' | 'continueAsNew' }>} task
   * @returns {Landing}
   */
  #command(task) {
    const { workflow, versioningIntent } = task;
    const own = workflow.taskQueue;
    const taskQueue = task.taskQueue ?? own;
    const inherits =
      versioningIntent === 'COMPATIBLE' ||
      (versioningIntent === undefined &&
        !task.useLatestBuildId &&
        taskQueue === own &&
        (task.taskQueue !== undefined || task.sdk !== 'java'));
    if (inherits && taskQueue !== own) {
      const [cause, command] = COMMANDS[task.task];
      const message = `${cause}: ${command} with UseCompatibleVersion cannot run on different task queue.`;
      return { outcome: 'rejected', taskQueue, message, reason: 'CROSS_QUEUE_REJECTED' };
    }
    const { buildId } = workflow;
    if (task.task === 'activity' && task.requestEagerExecution) {
      if (buildId === undefined)
        return { outcome: 'unversioned', taskQueue, reason: 'EAGER_ACTIVITY' };
      if (inherits) return { outcome: 'buildId', taskQueue, buildId, reason: 'EAGER_ACTIVITY' };
    }
    if (!inherits) return this.#onDefault(taskQueue, 'QUEUE_DEFAULT');
    if (task.task !== 'activity') return this.#nextRun(taskQueue, buildId);
    return buildId === undefined
      ? { outcome: 'unversioned', taskQueue, reason: 'UNVERSIONED_WORKFLOW' }
      : this.#onBuildId(taskQueue, buildId);
  }

  /**
   * @param {string} taskQueue
   * @param {string | undefined} buildId
   * @returns {Landing}
   */
  #nextRun(taskQueue, buildId) {
    return buildId === undefined
      ? this.#onDefault(taskQueue, 'NOTHING_TO_INHERIT')
      : this.#onBuildId(taskQueue, buildId);
  }

  /**
   * @param {string} taskQueue
   * @param {'QUEUE_DEFAULT' | 'NOTHING_TO_INHERIT'} reason
   * @returns {Landing}
   */
  #onDefault(taskQueue, reason) {
    const queue = this.#queues.get(taskQueue);
    if (queue === undefined)
      return { outcome: 'unversioned', taskQueue, reason: 'UNVERSIONED_QUEUE' };
    const buildId = defaultOf(queue.sets[queue.sets.length - 1]);
    return { outcome: 'buildId', taskQueue, buildId, reason };
  }

  /**
   * @param {string} taskQueue
   * @param {string} buildId
   * @returns {Landing}
   */
  #onBuildId(taskQueue, buildId) {
    const set = this.#queues.get(taskQueue)?.setOf.get(buildId);
    return set === undefined
      ? { outcome: 'buildId', taskQueue, buildId, reason: 'UNKNOWN_BUILD_ID' }
      : { outcome: 'buildId', taskQueue, buildId: defaultOf(set), reason: 'SET_DEFAULT' };
  }
}
