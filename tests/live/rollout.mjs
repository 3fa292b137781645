/**
 * Random rollouts: plans of what clients, workers and operators do. A step that does not apply when its
 * turn comes, such as the answer to a workflow task that no worker holds, is passed over, so that a plan
 * stays one when steps are taken out of it.
 */

import { ODD_BUILD_IDS } from './names.mjs';
import { chance } from './random.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/index.js').Sdk} Sdk
 * @typedef {import('../../pkg/index.js').VersioningIntent} VersioningIntent
 */

/**
 * What the code of a workflow says of what it starts.
 *
 * @typedef {object} Wish
 * @property {'none' | 'same' | 'other'} queue that it names
 * @property {Sdk} sdk
 * @property {VersioningIntent} [versioningIntent]
 * @property {boolean} [useLatestBuildId]
 */

/**
 * @typedef {{ command: 'activity', name: string, eager: boolean } & Wish} ActivityCommand
 * @typedef {{ command: 'childWorkflow', name: string } & Wish} ChildCommand
 * @typedef {{ command: 'continueAsNew' } & Wish} NextRunCommand
 * @typedef {{ command: 'complete' } | { command: 'fail' }} EndCommand
 * @typedef {ActivityCommand | ChildCommand | NextRunCommand | EndCommand} Command
 */

/**
 * `answer` completes the workflow task that a worker holds, `stamp` for one of another build ID;
 * `finish` an activity. In `handOut` all candidate workers poll at once, until all tasks are handed
 * out; what is done `meanwhile` finds them waiting.
 *
 * @typedef {{ do: 'update', taskQueue: string, operation: BuildIdOperation }} UpdateStep
 * @typedef {{ do: 'start', workflow: string, taskQueue: string, again?: 'retry' | 'cron' }} StartStep
 * @typedef {{ do: 'signal' | 'query', workflow: string }} WorkflowStep
 * @typedef {{ do: 'answer', workflow: string, commands: Command[], sticky?: boolean, stamp?: string }} AnswerStep
 * @typedef {{ do: 'finish', activity: string, fails: boolean }} FinishStep
 * @typedef {UpdateStep | StartStep | WorkflowStep | AnswerStep | FinishStep} SimpleStep
 * @typedef {SimpleStep | { do: 'handOut', meanwhile: SimpleStep[] }} Step
 */

export const ORDERS = 'orders#';
export const BILLING = 'billing#';

/** @type {readonly Sdk[]} */
const SDKS = ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'];

/**
 * @param {number} seed
 * @returns {Step[]}
 */
export function randomRollout(seed) {
  return new Rollout(seed).steps();
}

class Rollout {
  /** @type {string[]} */
  #workflows = [];
  /** @type {string[]} */
  #activities = [];
  /** @type {Map<string, 'retry' | 'cron'>} */
  #again = new Map();
  /** @type {Map<string, string[]>} */
  #added = new Map();

  /** @param {number} seed */
  constructor(seed) {
    this.chance = chance(seed);
    const { pick, hits } = this.chance;
    this.queues = pick([[ORDERS], [ORDERS, BILLING], [ORDERS, BILLING]]);
    // Few updates: queues stay unversioned for long.
    this.calm = hits(0.3);
    this.buildIds = ['1.0#', '1.1#', '1.2#', '2.0#', '2.1#', '3.0#'];
    if (hits(0.4)) this.buildIds.splice(2, 2, pick(ODD_BUILD_IDS), pick(ODD_BUILD_IDS));
  }

  steps() {
    const { below, hits } = this.chance;
    /** @type {Step[]} */
    const steps = [];
    // Most queues have sets from the start, some get theirs on the way, some never.
    for (const queue of this.queues) {
      if (hits(0.55)) steps.push(...this.#updates(queue, 1 + below(4)));
    }
    const rounds = 4 + below(4);
    for (let round = 0; round < rounds; round += 1) {
      for (const queue of this.queues) {
        if (hits(this.calm ? 0.05 : 0.35)) steps.push(...this.#updates(queue, 1));
      }
      for (let count = below(3) + (round === 0 ? 2 : 0); count > 0; count -= 1) {
        steps.push(this.#start());
      }
      steps.push(...this.#signals(0.4));
      // Between scheduling and hand-out.
      if (hits(this.calm ? 0.1 : 0.5)) {
        steps.push(...this.#updates(this.chance.pick(this.queues), 1 + below(2)));
      }
      const meanwhile = hits(0.6) ? this.#work(0.5) : [];
      if (hits(0.3)) meanwhile.push(this.#start());
      meanwhile.push(...this.#queries(), ...this.#signals(0.3));
      steps.push({ do: 'handOut', meanwhile });
      steps.push(...this.#work(0.9));
    }
    steps.push({ do: 'handOut', meanwhile: [] });
    return steps;
  }

  /**
   * @param {string} taskQueue
   * @param {number} count
   * @returns {UpdateStep[]}
   */
  #updates(taskQueue, count) {
    return Array.from({ length: count }, () => ({
      do: 'update',
      taskQueue,
      operation: this.#operation(taskQueue),
    }));
  }

  /**
   * One that is likely to succeed.
   *
   * @param {string} taskQueue
   * @returns {BuildIdOperation}
   */
  #operation(taskQueue) {
    const { pick, hits, weighted } = this.chance;
    const added = this.#added.get(taskQueue) ?? [];
    this.#added.set(taskQueue, added);
    const unused = this.buildIds.filter((buildId) => !added.includes(buildId));
    const fresh = unused.length > 0 ? pick(unused) : pick(this.buildIds);
    const operation = weighted({
      addNewIdInNewDefaultSet: added.length < 2 ? 12 : unused.length > 0 ? 3 : 0,
      addNewCompatibleVersion: unused.length > 0 ? 4 : 0,
      promoteSetByBuildId: 3,
      promoteBuildIdWithinSet: 3,
      mergeSets: 1,
    });
    const known = added.length > 0 ? pick(added) : fresh;
    switch (operation) {
      case 'addNewIdInNewDefaultSet':
        added.push(fresh);
        return { operation, buildId: fresh };
      case 'addNewCompatibleVersion': {
        if (added.length > 0) added.push(fresh);
        const promoteSet = hits(0.3);
        return { operation, buildId: fresh, existingCompatibleBuildId: known, promoteSet };
      }
      case 'mergeSets':
        return { operation, primaryBuildId: known, secondaryBuildId: pick(this.buildIds) };
      default:
        return { operation, buildId: known };
    }
  }

  /** @returns {StartStep} */
  #start() {
    const { pick, hits } = this.chance;
    const workflow = this.#newWorkflow();
    const again = hits(0.35) ? pick(/** @type {const} */ (['retry', 'cron'])) : undefined;
    if (again) this.#again.set(workflow, again);
    return { do: 'start', workflow, taskQueue: pick(this.queues), ...(again && { again }) };
  }

  #newWorkflow() {
    const name = `workflow ${this.#workflows.length + 1}`;
    this.#workflows.push(name);
    return name;
  }

  /**
   * @param {number} share
   * @returns {WorkflowStep[]}
   */
  #signals(share) {
    const signalled = this.#workflows.filter(() => this.chance.hits(share));
    return signalled.map((workflow) => ({ do: 'signal', workflow }));
  }

  /** @returns {WorkflowStep[]} */
  #queries() {
    const asked = this.#workflows.filter(() => this.chance.hits(0.15));
    return asked.map((workflow) => ({ do: 'query', workflow }));
  }

  /**
   * Workers go on with what they hold.
   *
   * @param {number} share
   * @returns {SimpleStep[]}
   */
  #work(share) {
    const { hits } = this.chance;
    /** @type {SimpleStep[]} */
    const steps = [];
    for (const activity of this.#activities) {
      if (hits(share)) steps.push({ do: 'finish', activity, fails: hits(0.5) });
    }
    for (const workflow of [...this.#workflows]) {
      if (hits(share)) steps.push(this.#answer(workflow));
    }
    return steps;
  }

  /**
   * @param {string} workflow
   * @returns {AnswerStep}
   */
  #answer(workflow) {
    const { below, hits, weighted } = this.chance;
    // A run's end takes with it what is started beside it.
    const again = this.#again.get(workflow);
    const end = weighted({
      none: again ? 3 : 6,
      continueAsNew: again ? 0 : 2,
      complete: again === 'cron' ? 4 : 1,
      fail: again === 'retry' ? 4 : 1,
    });
    if (end === 'continueAsNew') {
      return { do: 'answer', workflow, commands: [{ command: end, ...this.#wish() }] };
    }
    if (end !== 'none') return { do: 'answer', workflow, commands: [{ command: end }] };
    /** @type {Command[]} */
    const commands = [];
    for (let count = below(3); count > 0; count -= 1) {
      if (hits(0.3) && this.#workflows.length < 14) {
        commands.push({ command: 'childWorkflow', name: this.#newWorkflow(), ...this.#wish() });
      } else {
        const name = `activity ${this.#activities.length + 1}`;
        this.#activities.push(name);
        commands.push({ command: 'activity', name, eager: hits(0.3), ...this.#wish() });
      }
    }
    return { do: 'answer', workflow, commands, ...(hits(0.25) && { sticky: true }) };
  }

  /** @returns {Wish} */
  #wish() {
    const { pick, weighted, hits } = this.chance;
    const sdk = pick(SDKS);
    const intent = weighted({ unspecified: 4, COMPATIBLE: 3, DEFAULT: 2 });
    const other = this.queues.length > 1 ? 2 : 0;
    return {
      queue: weighted({ none: 3, same: 2, other: other }),
      sdk,
      ...(intent !== 'unspecified' && { versioningIntent: intent }),
      ...(sdk === 'go' && intent !== 'COMPATIBLE' && hits(0.3) && { useLatestBuildId: true }),
    };
  }
}

/**
 * A workflow whose build ID the queue does not know: a worker stamps its answer with one that was never
 * added. (Its own workflow tasks are then handed to nobody, so there are none here.)
 *
 * @param {boolean} isVersioned whether the queue has sets
 * @returns {Step[]}
 */
export function unknownBuildId(isVersioned) {
  /** @type {Wish} */
  const inherit = { queue: 'same', sdk: 'go', versioningIntent: 'COMPATIBLE' };
  /** @type {Wish} */
  const takeDefault = { queue: 'same', sdk: 'go', versioningIntent: 'DEFAULT' };
  /** @type {Step[]} */
  const sets = ['1.0#', '2.0#'].map((buildId) => ({
    do: 'update',
    taskQueue: ORDERS,
    operation: { operation: 'addNewIdInNewDefaultSet', buildId },
  }));
  return [
    ...(isVersioned ? sets : []),
    { do: 'start', workflow: 'parent', taskQueue: ORDERS },
    { do: 'start', workflow: 'chain', taskQueue: ORDERS },
    { do: 'start', workflow: 'asked', taskQueue: ORDERS },
    { do: 'handOut', meanwhile: [] },
    {
      do: 'answer',
      workflow: 'parent',
      stamp: 'unknown#',
      commands: [
        { command: 'activity', name: 'inheriting', eager: false, ...inherit },
        { command: 'activity', name: 'taking the default', eager: false, ...takeDefault },
        { command: 'childWorkflow', name: 'child', ...inherit },
      ],
    },
    {
      do: 'answer',
      workflow: 'chain',
      stamp: 'unknown#',
      commands: [{ command: 'continueAsNew', ...inherit }],
    },
    { do: 'answer', workflow: 'asked', stamp: 'unknown#', commands: [] },
    { do: 'handOut', meanwhile: [{ do: 'query', workflow: 'asked' }] },
  ];
}
