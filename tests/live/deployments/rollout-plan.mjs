/**
 * Random rollouts by Worker Deployments: plans of what operators, clients and workers do. A step that does not apply when its
 * turn comes is passed over, so that a plan stays one when steps are taken out of it.
 */

import { chance } from '../random.mjs';

/**
 * @typedef {import('../../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../../pkg/index.js').VersioningBehavior} VersioningBehavior
 * @typedef {import('../../../pkg/index.js').VersioningOverride} VersioningOverride
 * @typedef {import('./calls.mjs').TypedQueue} TypedQueue
 * @typedef {import('./calls.mjs').Version} Version
 */

/**
 * What a worker asks for when it answers a workflow task. `inherits` is what version sets look at.
 *
 * @typedef {{ command: 'activity', taskQueue: string, inherits: boolean }} ActivityCommand
 * @typedef {{ command: 'childWorkflow', name: string, taskQueue: string, inherits: boolean, versioningOverride?: VersioningOverride }} ChildCommand
 * @typedef {{ command: 'continueAsNew', taskQueue: string, inherits: boolean, initialVersioningBehavior?: 'AUTO_UPGRADE' | 'USE_RAMPING_VERSION' }} NextRunCommand
 * @typedef {{ command: 'complete' } | { command: 'fail' }} EndCommand
 * @typedef {ActivityCommand | ChildCommand | NextRunCommand | EndCommand} Command
 */

/**
 * `workers` poll for the first time. In `handOut` all workers poll at once, until every task is handed out. `answer` completes the
 * workflow task that a worker holds, `finish` its activity. `statuses` looks at what each version is for, once drainage is checked.
 *
 * @typedef {{ do: 'sets', taskQueue: string, operation: BuildIdOperation }} SetsStep
 * @typedef {{ do: 'workers', polls: ({ version: Version } & TypedQueue)[] }} WorkersStep
 * @typedef {{ do: 'route', operation: any }} RouteStep
 * @typedef {{ do: 'start', workflow: string, taskQueue: string, again?: 'retry' | 'cron', versioningOverride?: VersioningOverride }} StartStep
 * @typedef {{ do: 'signal' | 'query', workflow: string }} WorkflowStep
 * @typedef {{ do: 'override', workflow: string, versioningOverride?: VersioningOverride }} OverrideStep
 * @typedef {{ do: 'answer', workflow: string, behavior?: VersioningBehavior, command?: Command }} AnswerStep
 * @typedef {{ do: 'finish', workflow: string, fails: boolean }} FinishStep
 * @typedef {{ do: 'hand out' | 'statuses' }} HandOutStep
 * @typedef {SetsStep | WorkersStep | RouteStep | StartStep | WorkflowStep | OverrideStep | AnswerStep | FinishStep | HandOutStep} RolloutStep
 */

const ALL_QUEUES = ['orders#', 'billing#', 'mail#'];
const BUILD_IDS = ['1', '2', '3'];

/** The most workflows of a rollout. */
const WORKFLOWS = 12;

/**
 * @param {number} seed
 * @returns {RolloutStep[]}
 */
export function randomRollout(seed) {
  return new Rollout(seed).steps();
}

/**
 * The life of three versions: promoted, demoted, drained, and drawn upon again.
 *
 * @param {number} seed
 * @returns {RolloutStep[]}
 */
export function randomLifeCycle(seed) {
  const { pick, hits, below, weighted } = chance(seed);
  const [deploymentName, taskQueue] = ['D#', 'orders#'];
  const versions = BUILD_IDS.map((buildId) => ({ deploymentName, buildId }));
  /** @type {RolloutStep[]} */
  const steps = [
    {
      do: 'workers',
      polls: versions.map((version) => ({ version, taskQueue, taskQueueType: 'WORKFLOW' })),
    },
    { do: 'statuses' },
  ];
  const override = () => {
    const version = pick(versions);
    return pick([
      { pinned: { version } },
      { pinned: { version } },
      { oneTime: { targetDeploymentVersion: version } },
      { autoUpgrade: /** @type {const} */ (true) },
    ]);
  };
  const by = { deploymentName, identity: 'somebody', ignoreMissingTaskQueues: true };
  let workflows = 0;
  for (let count = 6 + below(4); count > 0; count -= 1) {
    const buildId = hits(0.2) ? '' : pick(BUILD_IDS);
    const percentage = pick([0, 0, 50, 100]);
    const ramp = { operation: 'setWorkerDeploymentRampingVersion', buildId, percentage };
    const current = { operation: 'setWorkerDeploymentCurrentVersion', buildId };
    steps.push({ do: 'route', operation: { ...(hits(0.6) ? current : ramp), ...by } });
    if (hits(0.7)) {
      workflows += 1;
      const workflow = `workflow ${workflows}`;
      const versioningOverride = hits(0.4) ? override() : undefined;
      const behavior = pick(/** @type {const} */ (['PINNED', 'PINNED', 'AUTO_UPGRADE', undefined]));
      steps.push(
        { do: 'start', workflow, taskQueue, ...(versioningOverride && { versioningOverride }) },
        { do: 'hand out' },
        { do: 'answer', workflow, ...(behavior && { behavior }) },
      );
    }
    steps.push({ do: 'statuses' });
    for (let number = 1; number <= workflows; number += 1) {
      const workflow = `workflow ${number}`;
      const next = weighted({ override: 2, end: 2, nothing: 6 });
      if (next === 'override') {
        const versioningOverride = hits(0.7) ? override() : undefined;
        steps.push(
          { do: 'override', workflow, ...(versioningOverride && { versioningOverride }) },
          { do: 'statuses' },
        );
      } else if (next === 'end') {
        steps.push(
          { do: 'signal', workflow },
          { do: 'hand out' },
          { do: 'answer', workflow, behavior: 'PINNED', command: { command: 'complete' } },
          { do: 'statuses' },
        );
      }
    }
  }
  return steps;
}

class Rollout {
  /** @type {string[]} */
  #workflows = [];
  /** @type {Map<string, 'retry' | 'cron'>} */
  #again = new Map();

  /** @param {number} seed */
  constructor(seed) {
    this.chance = chance(seed);
    const { pick, hits } = this.chance;
    this.deployments = pick([['D#'], ['D#'], ['D#', 'E#']]);
    this.queues = ALL_QUEUES.slice(0, pick([1, 2, 2, 3]));
    this.hasSets = hits(0.4);
    // Some never name a behavior that their workflows do not have.
    this.behaviors = pick([
      { PINNED: 4, AUTO_UPGRADE: 4, unspecified: 1 },
      { PINNED: 1, AUTO_UPGRADE: 6, unspecified: 0 },
      { PINNED: 6, AUTO_UPGRADE: 1, unspecified: 0 },
    ]);
  }

  steps() {
    const { below, hits } = this.chance;
    /** @type {RolloutStep[]} */
    const steps = [...this.#sets(), this.#workers()];
    if (this.hasSets || hits(0.3)) {
      steps.push(...this.#starts(2), { do: 'hand out' }, ...this.#answers(0.9));
    }
    for (let count = 1 + below(3); count > 0; count -= 1) steps.push(this.#route());
    const rounds = 4 + below(3);
    for (let round = 0; round < rounds; round += 1) {
      if (hits(0.5)) steps.push(this.#route());
      steps.push(...this.#starts(round === 0 ? 3 : below(3)));
      steps.push(...this.#overrides(0.2));
      steps.push(...this.#signals(0.5));
      // Between scheduling and hand-out.
      if (hits(0.6)) steps.push(this.#route());
      steps.push(...this.#overrides(0.15));
      if (hits(0.7)) steps.push(...this.#queries());
      steps.push({ do: 'hand out' });
      // Between start and completion.
      if (hits(0.4)) steps.push(this.#route());
      steps.push(...this.#overrides(0.1));
      steps.push(...this.#answers(0.9));
    }
    steps.push({ do: 'hand out' });
    return steps;
  }

  /** @returns {SetsStep[]} */
  #sets() {
    if (!this.hasSets) return [];
    const { hits } = this.chance;
    /** @type {BuildIdOperation[]} */
    const operations = [
      { operation: 'addNewIdInNewDefaultSet', buildId: 'x#' },
      { operation: 'addNewIdInNewDefaultSet', buildId: 'y1#' },
      {
        operation: 'addNewCompatibleVersion',
        buildId: 'y2#',
        existingCompatibleBuildId: 'y1#',
      },
    ];
    return this.queues.flatMap((taskQueue) =>
      operations
        .filter(() => hits(0.8))
        .map((operation) => /** @type {const} */ ({ do: 'sets', taskQueue, operation })),
    );
  }

  /** @returns {WorkersStep} */
  #workers() {
    const { hits } = this.chance;
    const polls = this.#versions().flatMap((version) =>
      this.queues.flatMap((taskQueue) =>
        /** @type {const} */ (['WORKFLOW', 'ACTIVITY'])
          .filter(() => hits(0.75))
          .map((taskQueueType) => ({ version, taskQueue, taskQueueType })),
      ),
    );
    return { do: 'workers', polls };
  }

  /** @returns {Version[]} */
  #versions() {
    return this.deployments.flatMap((deploymentName) =>
      BUILD_IDS.map((buildId) => ({ deploymentName, buildId })),
    );
  }

  /** @returns {RouteStep} */
  #route() {
    const { pick, hits } = this.chance;
    const deploymentName = pick(this.deployments);
    const buildId = pick(BUILD_IDS);
    const by = { identity: 'somebody', ignoreMissingTaskQueues: true };
    /** @type {[string, any][]} */
    const choices = [
      ['setWorkerDeploymentCurrentVersion', { buildId }],
      ['setWorkerDeploymentCurrentVersion', { buildId }],
      ['setWorkerDeploymentCurrentVersion', { buildId: hits(0.6) ? '' : buildId }],
      ['setWorkerDeploymentRampingVersion', { buildId, percentage: pick([0, 20, 50, 80, 100]) }],
      ['setWorkerDeploymentRampingVersion', { buildId, percentage: pick([33.3, 66.6, 100]) }],
      ['setWorkerDeploymentRampingVersion', { buildId: '', percentage: pick([0, 40, 100]) }],
    ];
    const [operation, fields] = pick(choices);
    return { do: 'route', operation: { operation, deploymentName, ...fields, ...by } };
  }

  /** @returns {VersioningOverride} */
  #override() {
    const version = this.chance.pick(this.#versions());
    return this.chance.pick([
      { pinned: { version } },
      { autoUpgrade: true },
      { oneTime: { targetDeploymentVersion: version } },
    ]);
  }

  #newWorkflow() {
    const name = `workflow ${this.#workflows.length + 1}`;
    this.#workflows.push(name);
    return name;
  }

  /** @param {number} count @returns {StartStep[]} */
  #starts(count) {
    const { pick, hits } = this.chance;
    return Array.from({ length: Math.min(count, WORKFLOWS - this.#workflows.length) }, () => {
      const workflow = this.#newWorkflow();
      const again = hits(0.35)
        ? pick(/** @type {const} */ (['retry', 'retry', 'cron']))
        : undefined;
      if (again) this.#again.set(workflow, again);
      return {
        do: 'start',
        workflow,
        taskQueue: pick(this.queues),
        ...(again && { again }),
        ...(hits(0.2) && { versioningOverride: this.#override() }),
      };
    });
  }

  /** @param {number} share @returns {OverrideStep[]} */
  #overrides(share) {
    const { hits } = this.chance;
    return this.#workflows
      .filter(() => hits(share))
      .map((workflow) => ({
        do: 'override',
        workflow,
        ...(hits(0.7) && { versioningOverride: this.#override() }),
      }));
  }

  /** @param {number} share @returns {WorkflowStep[]} */
  #signals(share) {
    const signalled = this.#workflows.filter(() => this.chance.hits(share));
    return signalled.map((workflow) => ({ do: 'signal', workflow }));
  }

  /** @returns {WorkflowStep[]} */
  #queries() {
    const asked = this.#workflows.filter(() => this.chance.hits(0.3));
    return asked.map((workflow) => ({ do: 'query', workflow }));
  }

  /** @param {number} share @returns {(AnswerStep | FinishStep)[]} */
  #answers(share) {
    const { hits } = this.chance;
    return [...this.#workflows].flatMap((workflow) => {
      /** @type {(AnswerStep | FinishStep)[]} */
      const steps = [];
      if (hits(share)) steps.push({ do: 'finish', workflow, fails: hits(0.4) });
      if (hits(share)) steps.push(this.#answer(workflow));
      return steps;
    });
  }

  /** @param {string} workflow @returns {AnswerStep} */
  #answer(workflow) {
    const behavior = this.chance.weighted(this.behaviors);
    const command = this.#command(workflow);
    return {
      do: 'answer',
      workflow,
      ...(behavior !== 'unspecified' && { behavior: /** @type {VersioningBehavior} */ (behavior) }),
      ...(command && { command }),
    };
  }

  /** @param {string} workflow @returns {Command | undefined} */
  #command(workflow) {
    const { pick, hits, weighted } = this.chance;
    const again = this.#again.get(workflow);
    const command = weighted({
      none: 3,
      activity: 5,
      childWorkflow: this.#workflows.length < WORKFLOWS ? 2 : 0,
      continueAsNew: again ? 1 : 2.5,
      complete: again === 'cron' ? 5 : 0.5,
      fail: again === 'retry' ? 5 : 0.3,
    });
    const target = { taskQueue: pick(this.queues), inherits: hits(0.5) };
    switch (command) {
      case 'none':
        return undefined;
      case 'activity':
        return { command, ...target };
      case 'childWorkflow': {
        const versioningOverride = hits(0.25) ? this.#override() : undefined;
        const name = this.#newWorkflow();
        return { command, name, ...target, ...(versioningOverride && { versioningOverride }) };
      }
      case 'continueAsNew': {
        const initial = weighted({ none: 3, AUTO_UPGRADE: 2, USE_RAMPING_VERSION: 2 });
        return {
          command,
          ...target,
          ...(initial !== 'none' && { initialVersioningBehavior: initial }),
        };
      }
      default:
        return { command };
    }
  }
}
