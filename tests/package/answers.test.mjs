// Every kind of task in every situation, against the rules written down once more, plainly: what a versioned
// worker gets, and where a task lands.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { explain, Namespace } from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';

/** @typedef {import('../../pkg/index.js').Task} Task */
/** @typedef {import('../../pkg/index.js').WorkflowState} WorkflowState */
/** @typedef {import('../../pkg/index.js').Sdk} Sdk */
/** @typedef {import('../../pkg/index.js').VersioningIntent} VersioningIntent */
/** @typedef {import('../../pkg/index.js').Resolution} Resolution */
/** @typedef {import('../../pkg/index.js').WorkerOptions} WorkerOptions */

/**
 * The version sets of each queue, the defaults last. Of every kind there are two, so that another queue may be of
 * the same kind.
 *
 * @type {Record<string, string[][]>}
 */
const QUEUES = {
  unversioned: [],
  'unversioned too': [],
  'one set': [['2.0']],
  'one set too': [['2.0']],
  'two sets': [['1.0', '1.1'], ['2.0']],
  'two sets too': [['1.0', '1.1'], ['2.0']],
  'another default': [['2.0'], ['0.9', '1.0', '1.1']],
};
const WORKFLOW_QUEUES = ['unversioned', 'one set', 'two sets', 'another default'];
/** Nowhere known is the last. */
const BUILD_IDS = ['1.0', '1.1', '2.0', '9.9'];
const SDKS = /** @type {const} */ (['go', 'java', 'python', 'typescript', 'dotnet', 'ruby']);

function rollout() {
  const namespace = new Namespace();
  for (const [taskQueue, sets] of Object.entries(QUEUES)) {
    for (const [first, ...rest] of sets) {
      const buildId = {
        operation: /** @type {const} */ ('addNewIdInNewDefaultSet'),
        buildId: first,
      };
      namespace.updateBuildIdCompatibility(taskQueue, buildId);
      for (const buildId of rest) {
        const operation = /** @type {const} */ ('addNewCompatibleVersion');
        const compatible = { operation, buildId, existingCompatibleBuildId: first };
        namespace.updateBuildIdCompatibility(taskQueue, compatible);
      }
    }
  }
  return namespace;
}

/* The rules. */

/** @param {string} taskQueue */
function queueDefault(taskQueue) {
  return QUEUES[taskQueue].at(-1)?.at(-1);
}

/**
 * @param {string} taskQueue
 * @param {string} buildId
 */
function setOf(taskQueue, buildId) {
  return QUEUES[taskQueue].find((set) => set.includes(buildId));
}

/**
 * What wants the default of a queue.
 *
 * @param {string} taskQueue
 * @param {string} why the reason when there is a default
 * @param {object[]} steps
 */
function landOnDefault(taskQueue, why, steps) {
  const buildId = queueDefault(taskQueue);
  const follows = 'queueDefault';
  if (buildId === undefined) {
    const step = { rule: 'UNVERSIONED_QUEUE', taskQueue };
    const reason = step.rule;
    return { outcome: 'unversioned', taskQueue, reason, follows, steps: [...steps, step] };
  }
  const step = { rule: 'QUEUE_DEFAULT', taskQueue, buildId };
  return { outcome: 'buildId', taskQueue, buildId, reason: why, follows, steps: [...steps, step] };
}

/**
 * What wants a build ID.
 *
 * @param {string} taskQueue
 * @param {string} buildId
 * @param {object[]} steps
 */
function landOnBuildId(taskQueue, buildId, steps) {
  const setDefault = setOf(taskQueue, buildId)?.at(-1);
  const step =
    setDefault === undefined
      ? { rule: 'UNKNOWN_BUILD_ID', taskQueue, buildId }
      : { rule: 'SET_DEFAULT', taskQueue, buildId, setDefault };
  return {
    outcome: 'buildId',
    taskQueue,
    buildId: setDefault ?? buildId,
    reason: step.rule,
    follows: { setOf: buildId },
    steps: [...steps, step],
  };
}

/**
 * What stays on the unversioned workers of its workflow.
 *
 * @param {string} taskQueue
 * @param {object[]} steps
 */
function landUnversioned(taskQueue, steps) {
  const reason = 'UNVERSIONED_WORKFLOW';
  const rules = [{ rule: reason }, { rule: 'UNVERSIONED_WORKERS', taskQueue }];
  const follows = 'nothing';
  return { outcome: 'unversioned', taskQueue, reason, follows, steps: [...steps, ...rules] };
}

/**
 * The first workflow task of a run that inherits.
 *
 * @param {WorkflowState} workflow
 * @param {object[]} steps
 */
function landNextRun({ taskQueue, buildId }, steps) {
  if (buildId !== undefined) {
    return landOnBuildId(taskQueue, buildId, [...steps, { rule: 'INHERITED_BUILD_ID', buildId }]);
  }
  const rule = 'NOTHING_TO_INHERIT';
  return landOnDefault(taskQueue, rule, [...steps, { rule }]);
}

/**
 * Whether a command inherits, and the step that says so.
 *
 * @param {Extract<Task, { task: 'activity' | 'childWorkflow' | 'continueAsNew' }>} command
 */
function intentOf({ workflow, taskQueue, versioningIntent, useLatestBuildId, sdk = 'typescript' }) {
  if (versioningIntent === 'COMPATIBLE')
    return { inherits: true, step: { rule: 'INTENT_COMPATIBLE' } };
  if (versioningIntent === 'DEFAULT') return { inherits: false, step: { rule: 'INTENT_DEFAULT' } };
  if (useLatestBuildId) return { inherits: false, step: { rule: 'USE_LATEST_BUILD_ID' } };
  const namedTaskQueue =
    taskQueue === undefined ? 'unnamed' : taskQueue === workflow.taskQueue ? 'same' : 'other';
  const inherits =
    sdk === 'java' ? namedTaskQueue === 'same' : ['same', 'unnamed'].includes(namedTaskQueue);
  const rule = inherits ? 'UNSPECIFIED_INHERITS' : 'UNSPECIFIED_TAKES_DEFAULT';
  return { inherits, step: { rule, sdk, namedTaskQueue } };
}

const REFUSALS = {
  activity: ['BadScheduleActivityAttributes', 'Activity'],
  childWorkflow: ['BadStartChildExecutionAttributes', 'StartChildWorkflowExecution'],
  continueAsNew: ['BadContinueAsNewAttributes', 'ContinueAsNew'],
};

/**
 * @param {Extract<Task, { task: 'activity' | 'childWorkflow' | 'continueAsNew' }>} command
 * @returns {object}
 */
function landCommand(command) {
  const { workflow } = command;
  const { buildId } = workflow;
  const taskQueue = command.taskQueue ?? workflow.taskQueue;
  const { inherits, step } = intentOf(command);
  if (inherits && taskQueue !== workflow.taskQueue) {
    const [cause, what] = REFUSALS[command.task];
    const problem = 'with UseCompatibleVersion cannot run on different task queue.';
    const reason = 'CROSS_QUEUE_REJECTED';
    const refusal = { rule: reason, workflowTaskQueue: workflow.taskQueue, taskQueue };
    return {
      outcome: 'rejected',
      taskQueue,
      cause,
      message: `${cause}: ${what} ${problem}`,
      reason,
      follows: 'nothing',
      steps: [step, refusal],
    };
  }
  if (command.task === 'activity' && command.requestEagerExecution && (inherits || !buildId)) {
    const reason = 'EAGER_ACTIVITY';
    const follows = 'nothing';
    const steps = [step, { rule: reason, taskQueue }];
    return buildId === undefined
      ? { outcome: 'unversioned', taskQueue, reason, follows, steps }
      : { outcome: 'buildId', taskQueue, buildId, reason, follows, steps };
  }
  if (!inherits)
    return landOnDefault(taskQueue, 'QUEUE_DEFAULT', [step, { rule: 'TAKES_DEFAULT' }]);
  if (command.task !== 'activity') return landNextRun(workflow, [step]);
  if (buildId === undefined) return landUnversioned(taskQueue, [step]);
  return landOnBuildId(taskQueue, buildId, [step, { rule: 'INHERITED_BUILD_ID', buildId }]);
}

/**
 * @param {WorkflowState} workflow
 * @param {object[]} steps
 */
function landWorkflowTask({ taskQueue, buildId, hasCompletedWorkflowTask = true }, steps) {
  if (buildId !== undefined) {
    return landOnBuildId(taskQueue, buildId, [...steps, { rule: 'WORKFLOW_BUILD_ID', buildId }]);
  }
  if (hasCompletedWorkflowTask) return landUnversioned(taskQueue, steps);
  return landOnDefault(taskQueue, 'QUEUE_DEFAULT', [...steps, { rule: 'FIRST_WORKFLOW_TASK' }]);
}

/**
 * @param {Task} task
 * @returns {object}
 */
function land(task) {
  switch (task.task) {
    case 'newWorkflow':
      return landOnDefault(task.taskQueue, 'QUEUE_DEFAULT', [{ rule: 'NEW_WORKFLOW' }]);
    case 'eagerNewWorkflow': {
      const { taskQueue, buildId } = task;
      const reason = 'EAGER_WORKFLOW_START';
      const steps = [{ rule: reason, taskQueue }];
      const landing = { taskQueue, reason, follows: 'nothing', steps };
      if (buildId === '') return { outcome: 'unversioned', ...landing };
      return { outcome: 'buildId', buildId, ...landing };
    }
    case 'workflowTask':
    case 'query':
      return landWorkflowTask(task.workflow, []);
    case 'reset': {
      const { workflow, to, inheritedBuildId: buildId } = task;
      if (to === 'laterWorkflowTask') {
        return landWorkflowTask(workflow, [{ rule: 'RESET_TO_LATER_WORKFLOW_TASK' }]);
      }
      const { taskQueue } = workflow;
      const first = { taskQueue, buildId, hasCompletedWorkflowTask: false };
      return landWorkflowTask(first, [{ rule: 'RESET_TO_FIRST_WORKFLOW_TASK' }]);
    }
    case 'workflowRetry':
      return landNextRun(task.workflow, [{ rule: 'RETRY_INHERITS' }]);
    case 'cronRun': {
      const steps = [{ rule: 'CRON_NEVER_INHERITS' }];
      return landOnDefault(task.workflow.taskQueue, 'QUEUE_DEFAULT', steps);
    }
    case 'activity':
    case 'childWorkflow':
    case 'continueAsNew':
      return landCommand(task);
    default:
      return assert.fail(`no task of version sets: ${task.task}`);
  }
}

/* Every situation. */

/** @returns {Generator<WorkflowState>} */
function* workflows() {
  for (const taskQueue of WORKFLOW_QUEUES) {
    for (const buildId of [undefined, ...BUILD_IDS]) {
      for (const hasCompletedWorkflowTask of [undefined, true, false]) {
        yield { taskQueue, buildId, hasCompletedWorkflowTask };
      }
    }
  }
}

/** @returns {Generator<{ versioningIntent?: VersioningIntent, useLatestBuildId?: boolean }>} */
function* intents() {
  for (const versioningIntent of /** @type {const} */ ([undefined, 'COMPATIBLE', 'DEFAULT'])) {
    for (const useLatestBuildId of [undefined, false, true]) {
      // These two contradict each other, and are refused.
      if (versioningIntent === 'COMPATIBLE' && useLatestBuildId) continue;
      yield { versioningIntent, useLatestBuildId };
    }
  }
}

/**
 * @param {'activity' | 'childWorkflow' | 'continueAsNew'} task
 * @param {WorkflowState} workflow
 * @returns {Generator<Task>}
 */
function* commands(task, workflow) {
  const targets = [undefined, workflow.taskQueue, 'unversioned too', 'one set too', 'two sets too'];
  for (const intent of intents()) {
    for (const taskQueue of targets) {
      for (const sdk of [undefined, ...SDKS]) {
        const command = { workflow, taskQueue, sdk, ...intent };
        if (task !== 'activity') {
          yield { task, ...command };
          continue;
        }
        for (const requestEagerExecution of [undefined, false, true]) {
          yield { task, ...command, requestEagerExecution };
        }
      }
    }
  }
}

/** @type {Record<Exclude<Task['task'], 'update' | 'nexusTask' | 'standaloneActivity'>, () => Generator<Task>>} */
const SITUATIONS = {
  *newWorkflow() {
    for (const taskQueue of Object.keys(QUEUES)) yield { task: 'newWorkflow', taskQueue };
  },
  *eagerNewWorkflow() {
    for (const taskQueue of Object.keys(QUEUES)) {
      for (const buildId of ['', ...BUILD_IDS]) {
        yield { task: 'eagerNewWorkflow', taskQueue, buildId };
      }
    }
  },
  *reset() {
    for (const workflow of workflows()) {
      for (const to of /** @type {const} */ (['firstWorkflowTask', 'laterWorkflowTask'])) {
        for (const inheritedBuildId of [undefined, ...BUILD_IDS]) {
          yield { task: 'reset', workflow, to, inheritedBuildId };
        }
      }
    }
  },
  *workflowTask() {
    for (const workflow of workflows()) yield { task: 'workflowTask', workflow };
  },
  *query() {
    for (const workflow of workflows()) yield { task: 'query', workflow };
  },
  *workflowRetry() {
    for (const workflow of workflows()) yield { task: 'workflowRetry', workflow };
  },
  *cronRun() {
    for (const workflow of workflows()) yield { task: 'cronRun', workflow };
  },
  *activity() {
    for (const workflow of workflows()) yield* commands('activity', workflow);
  },
  *childWorkflow() {
    for (const workflow of workflows()) yield* commands('childWorkflow', workflow);
  },
  *continueAsNew() {
    for (const workflow of workflows()) yield* commands('continueAsNew', workflow);
  },
};

/**
 * One answer of each kind: those whose steps have the same rules differ only in the facts.
 *
 * @type {Map<string, Resolution>}
 */
const kinds = new Map();

const namespace = rollout();
for (const [name, situations] of Object.entries(SITUATIONS)) {
  test(`${name} lands as the rules say, in every situation`, (t) => {
    const before = namespace.toJSON();
    let count = 0;
    for (const task of situations()) {
      const answer = namespace.resolve(task);
      const expected = land(task);
      if (!isDeepStrictEqual(answer, expected))
        assert.deepEqual(answer, expected, JSON.stringify(task));
      const rules = answer.steps.map((step) =>
        'namedTaskQueue' in step ? [step.rule, step.namedTaskQueue, step.sdk] : step.rule,
      );
      kinds.set(`${answer.outcome} ${answer.reason} ${rules}`, answer);
      count += 1;
    }
    assert.deepEqual(namespace.toJSON(), before, 'asking changes nothing');
    t.diagnostic(`${name}: ${count} situations`);
  });
}

test('several tasks land as each of them does by itself', () => {
  const tasks = [...SITUATIONS.workflowTask(), ...SITUATIONS.newWorkflow()];
  assert.deepEqual(
    namespace.resolveMany(tasks),
    tasks.map((task) => namespace.resolve(task)),
  );
  assert.deepEqual(namespace.resolveMany([]), []);
});

test('the intent Compatible and the flag useLatestBuildId contradict each other', () => {
  const workflow = { taskQueue: 'two sets' };
  for (const task of /** @type {const} */ (['activity', 'childWorkflow', 'continueAsNew'])) {
    const command = { task, workflow, useLatestBuildId: true };
    assert.throws(() => namespace.resolve({ ...command, versioningIntent: 'COMPATIBLE' }), {
      name: 'VersioningError',
      code: 'INVALID_ARGUMENT',
    });
  }
});

const DECLARATIONS = readFileSync(join(root, 'pkg', 'index.d.ts'), 'utf8');

/**
 * The names in capitals that a type of `index.d.ts` lists.
 *
 * @param {string} type
 */
function declared(type) {
  const [, after] = DECLARATIONS.split(`export type ${type} =`);
  const [body] = after.split(/^export |^\/\*\*/m);
  return new Set([...body.matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, name]) => name));
}

/** What only Worker Deployments lead to. */
const OF_DEPLOYMENTS = {
  reasons: [
    'CACHED_WORKFLOW',
    'CURRENT_VERSION',
    'DRAINED_VERSION',
    'NEWER_REVISION',
    'NO_CURRENT_VERSION',
    'PINNED_VERSION',
    'RAMPING_VERSION',
    'RAMP_SPLIT',
    'VERSION_NOT_PRESENT',
  ],
  rules: [
    'ACTIVITY_MOVES_WORKFLOW',
    'ACTIVITY_OF_VERSION',
    'ACTIVITY_OUTSIDE_VERSION',
    'ACTIVITY_WAITS',
    'AUTO_UPGRADE_WORKFLOW',
    'CACHED_WORKFLOW',
    'CURRENT_VERSION',
    'INHERITED_AUTO_UPGRADE_VERSION',
    'INHERITED_PINNED_VERSION',
    'MOVING_WORKFLOW',
    'NEWER_REVISION',
    'NEXUS_TASK',
    'NOTHING_OF_DEPLOYMENTS_INHERITED',
    'NO_CURRENT_VERSION',
    'OVERRIDE_REFUSED',
    'OVERRIDE_TO_AUTO_UPGRADE',
    'OVERRIDE_TO_VERSION',
    'PINNED_WORKFLOW',
    'QUERY_TO_DRAINED_VERSION',
    'RAMP',
    'RAMP_WITHOUT_WORKFLOW',
    'RAMP_WITHOUT_WORKFLOW_ID',
    'STANDALONE_ACTIVITY',
    'USE_RAMPING_VERSION',
  ],
  polls: ['CURRENT_VERSION', 'PINNED_ONLY', 'RAMPING_VERSION'],
};

test('every declared reason occurs, and no other', () => {
  const found = [...kinds.values()].map(({ reason }) => reason);
  assert.deepEqual(new Set([...found, ...OF_DEPLOYMENTS.reasons]), declared('Reason'));
});

test('every declared rule occurs, and no other', () => {
  const found = [...kinds.values()].flatMap(({ steps }) => steps.map(({ rule }) => rule));
  assert.deepEqual(new Set([...found, ...OF_DEPLOYMENTS.rules]), declared('Step'));
});

test('every kind of answer is explained, a sentence for each step', () => {
  for (const answer of kinds.values()) {
    const sentences = explain(answer);
    assert.equal(sentences.length, answer.steps.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z0-9a-z].* .*\.$/);
    assert.doesNotMatch(sentences.join(), /undefined|null|\[object/);
  }
});

test('the sentences of an answer are all different', () => {
  for (const answer of kinds.values()) {
    const sentences = explain(answer);
    assert.equal(new Set(sentences).size, sentences.length);
  }
});

test('different rules have different sentences', () => {
  /** @type {Map<string, string>} */
  const rules = new Map();
  for (const answer of kinds.values()) {
    explain(answer).forEach((sentence, index) => {
      const { rule } = answer.steps[index];
      assert.equal(rules.get(sentence) ?? rule, rule, sentence);
      rules.set(sentence, rule);
    });
  }
});

/** What is handed straight to a worker. */
const EAGER = ['EAGER_ACTIVITY', 'EAGER_WORKFLOW_START'];

test('the sentences name the facts', () => {
  for (const answer of kinds.values()) {
    explain(answer).forEach((sentence, index) => {
      const { rule, ...facts } = answer.steps[index];
      // What is handed straight to a worker does not go through its queue.
      if (EAGER.includes(rule)) return;
      for (const [name, fact] of Object.entries(facts)) {
        if (name !== 'sdk' && name !== 'namedTaskQueue') {
          assert.ok(sentence.includes(String(fact)), `${rule}: ${name} in ${sentence}`);
        }
      }
    });
  }
});

/* Workers. */

/**
 * What a worker gets.
 *
 * @param {string} taskQueue
 * @param {WorkerOptions} worker
 */
function expectedPoll(taskQueue, { buildId, useVersioning = false }) {
  const isDefault = queueDefault(taskQueue) === undefined;
  if (!useVersioning || buildId === undefined) {
    const named = buildId === undefined || buildId === '' ? {} : { buildId };
    const reason = 'UNVERSIONED_WORKER';
    return { outcome: 'receives', taskQueue, ...named, reason, newWorkflows: isDefault };
  }
  const set = setOf(taskQueue, buildId);
  if (set === undefined) return { outcome: 'idle', taskQueue, buildId, reason: 'UNKNOWN_BUILD_ID' };
  const newerBuildId = set[set.length - 1];
  if (newerBuildId !== buildId) {
    return {
      outcome: 'refused',
      taskQueue,
      buildId,
      reason: 'SUPERSEDED',
      newerBuildId,
      code: 'OUT_OF_RANGE',
      message: `Task queue has a newer compatible build: "${newerBuildId}"`,
    };
  }
  return {
    outcome: 'receives',
    taskQueue,
    buildId,
    reason: 'SET_DEFAULT',
    buildIds: set,
    newWorkflows: queueDefault(taskQueue) === buildId,
  };
}

/** @type {WorkerOptions[]} */
const WORKERS = [
  {},
  { useVersioning: false },
  { buildId: '' },
  ...[...BUILD_IDS, '0.9'].flatMap((buildId) => [
    { buildId },
    { buildId, useVersioning: false },
    { buildId, useVersioning: true },
  ]),
];

test('every worker gets on every queue what the rules say', () => {
  const reasons = new Set();
  for (const taskQueue of Object.keys(QUEUES)) {
    for (const worker of WORKERS) {
      const answer = namespace.poll(taskQueue, worker);
      assert.deepEqual(answer, expectedPoll(taskQueue, worker));
      const sentences = explain(answer);
      assert.equal(sentences.length, 1);
      assert.match(sentences[0], /\.$/);
      assert.doesNotMatch(sentences[0], /undefined|null|\[object/);
      reasons.add(answer.reason);
    }
  }
  for (const reason of ['OUT_OF_RANGE', ...OF_DEPLOYMENTS.polls]) reasons.add(reason);
  assert.deepEqual([...reasons].sort(), [...declared('PollOutcome')].sort());
});

test('a versioned worker needs a build ID', () => {
  for (const buildId of [undefined, '']) {
    assert.throws(() => namespace.poll('two sets', { buildId, useVersioning: true }), {
      name: 'VersioningError',
      code: 'INVALID_ARGUMENT',
      message: 'WorkerVersionStamp must be present if UseVersioning is true.',
    });
  }
});

test('what lands on a set is what the poll of its default brings', () => {
  for (const answer of kinds.values()) {
    if (answer.outcome !== 'buildId' || EAGER.includes(answer.reason)) continue;
    const poll = namespace.poll(answer.taskQueue, { buildId: answer.buildId, useVersioning: true });
    assert.equal(poll.outcome, answer.reason === 'UNKNOWN_BUILD_ID' ? 'idle' : 'receives');
  }
});

test('new workflows land where the one poll says that gets them', () => {
  for (const taskQueue of Object.keys(QUEUES)) {
    const landing = namespace.resolve({ task: 'newWorkflow', taskQueue });
    const getting = WORKERS.filter((worker) => {
      const poll = namespace.poll(taskQueue, worker);
      return 'newWorkflows' in poll && poll.newWorkflows;
    });
    assert.ok(getting.length > 0);
    for (const { buildId, useVersioning = false } of getting) {
      assert.equal(useVersioning, landing.outcome === 'buildId');
      if (landing.outcome === 'buildId') assert.equal(buildId, landing.buildId);
    }
  }
});
