// Gives the engine's answers, which cross as texts, numbers and lists, their public shape.

import { names } from './engine/engine.js';
import { operationFrom, reachabilityType, sdkName } from './input.js';
import { UnversionedBuildId } from './unversioned.js';

/** @typedef {import('./index.js').Step} Step */
/** @typedef {import('./index.js').Reason} Reason */

/**
 * Makes a rule's step of the facts that it looked at.
 *
 * @typedef {(task: TaskFacts, taskQueue: string, landing: string) => Step} StepMaker
 */

/**
 * A landing as the engine told it, for any task that is asked for in the same way.
 *
 * @typedef {object} Landing
 * @property {import('./index.js').Resolution['outcome']} outcome
 * @property {string} buildId where it lands, empty for none
 * @property {string} cause of a refused command
 * @property {string} message of a refused command
 * @property {Reason} reason
 * @property {StepMaker[]} steps
 */

/** @type {{ reasons: Reason[]; steps: StepMaker[] } | undefined} */
let known;

/** The reasons and rules by their codes; asked for once, when the engine has started. */
function codes() {
  if (known === undefined) {
    const [reasons, rules] = names()
      .split('|')
      .map((part) => part.split(' '));
    known = { reasons: /** @type {Reason[]} */ (reasons), steps: rules.map(stepMaker) };
  }
  return known;
}

/**
 * @param {number} effect
 * @returns {import('./index.js').UpdateResult}
 */
export function update(effect) {
  return effect === 2 ? { changed: true, orderIsGuess: true } : { changed: effect === 1 };
}

/**
 * @param {{ code: import('./index.js').VersioningErrorCode, reason?: import('./index.js').RefusalReason,
 *   message: string }} refusal of an operation, which has a reason
 * @returns {import('./index.js').RolloutStepResult}
 */
export function refusedStep({ code, reason, message }) {
  return {
    result: 'refused',
    code,
    reason: /** @type {import('./index.js').RefusalReason} */ (reason),
    message,
  };
}

/**
 * @param {[orderIsGuess: boolean, ...buildIds: string[]][]} sets
 * @returns {import('./index.js').WorkerBuildIdVersionSets | undefined}
 */
export function versionSets(sets) {
  const last = sets.at(-1);
  if (last === undefined) return undefined;
  const defaultSet = versionSet(last);
  return { versionSets: sets.map(versionSet), defaultSet, defaultBuildId: defaultSet.default };
}

/**
 * @param {[orderIsGuess: boolean, ...buildIds: string[]]} set
 * @returns {import('./index.js').BuildIdVersionSet}
 */
function versionSet([orderIsGuess, ...buildIds]) {
  const set = { buildIds, default: buildIds[buildIds.length - 1] };
  return orderIsGuess ? { ...set, orderIsGuess } : set;
}

/**
 * What a landing is told with.
 *
 * @typedef {Pick<import('./input.js').CheckedTask, 'workflowTaskQueue' | 'taskQueue' | 'buildId' | 'sdk'>} TaskFacts
 */

/**
 * What the letters mean that the engine tells landings with. There are few different ones.
 *
 * @type {Map<string, Pick<Landing, 'outcome' | 'reason' | 'steps'>>}
 */
const meanings = new Map();

/**
 * Reads the engine's answer about a task.
 *
 * @param {string} answer
 * @returns {Landing}
 */
export function landing(answer) {
  const end = answer.indexOf('|');
  const letters = answer.slice(0, end);
  let meaning = meanings.get(letters);
  if (meaning === undefined) {
    meaning = meaningOf(letters);
    meanings.set(letters, meaning);
  }
  const { outcome, reason, steps } = meaning;
  const rest = answer.slice(end + 1);
  if (outcome !== 'rejected') {
    return { outcome, buildId: rest, cause: '', message: '', reason, steps };
  }
  const [cause, message] = rest.split('|');
  return { outcome, buildId: '', cause, message, reason, steps };
}

/** @param {string} letters */
function meaningOf(letters) {
  const { reasons, steps } = codes();
  return {
    outcome: OUTCOMES[code(letters, 0)],
    reason: reasons[code(letters, 1)],
    steps: Array.from(letters.slice(2), (_, index) => steps[code(letters, index + 2)]),
  };
}

const OUTCOMES = /** @type {const} */ (['buildId', 'unversioned', 'rejected']);

/**
 * @param {TaskFacts} task
 * @param {Landing} landing
 * @returns {import('./index.js').Resolution}
 */
export function resolution(task, landing) {
  const { outcome, buildId, reason } = landing;
  const taskQueue = task.taskQueue ?? task.workflowTaskQueue;
  const steps = landing.steps.map((make) => make(task, taskQueue, buildId));
  switch (outcome) {
    case 'buildId':
      return { outcome, taskQueue, buildId, reason, steps };
    case 'unversioned':
      return { outcome, taskQueue, reason, steps };
    default: {
      const { cause, message } = landing;
      return { outcome, taskQueue, cause, message, reason, steps };
    }
  }
}

/**
 * @param {string} answer
 * @param {number} place
 */
function code(answer, place) {
  return answer.charCodeAt(place) - 65;
}

/**
 * @param {string} named a rule, and behind a colon what it looked at beside the task's own fields
 * @returns {StepMaker}
 */
function stepMaker(named) {
  const [rule, namedTaskQueue] = named.split(':');
  switch (rule) {
    case 'WORKFLOW_BUILD_ID':
    case 'INHERITED_BUILD_ID':
      return ({ buildId }) => ({ rule, buildId });
    case 'UNSPECIFIED_INHERITS':
    case 'UNSPECIFIED_TAKES_DEFAULT':
      return ({ sdk }) => ({
        rule,
        sdk: /** @type {import('./index.js').Sdk} */ (sdkName(sdk)),
        namedTaskQueue: /** @type {'same' | 'other' | 'unnamed'} */ (namedTaskQueue),
      });
    case 'CROSS_QUEUE_REJECTED':
      return ({ workflowTaskQueue }, taskQueue) => ({ rule, workflowTaskQueue, taskQueue });
    case 'UNVERSIONED_QUEUE':
    case 'UNVERSIONED_WORKERS':
    case 'EAGER_ACTIVITY':
      return (_, taskQueue) => ({ rule, taskQueue });
    case 'QUEUE_DEFAULT':
      return (_, taskQueue, buildId) => ({ rule, taskQueue, buildId });
    case 'UNKNOWN_BUILD_ID':
      return ({ buildId }, taskQueue) => ({ rule, taskQueue, buildId });
    case 'SET_DEFAULT':
      return ({ buildId }, taskQueue, setDefault) => ({ rule, taskQueue, buildId, setDefault });
    default:
      return () => /** @type {Step} */ ({ rule });
  }
}

/**
 * @param {string} taskQueue
 * @param {string | undefined} buildId
 * @param {any[]} answer
 * @returns {import('./index.js').PollOutcome}
 */
export function poll(taskQueue, buildId = '', [kind, first, ...rest]) {
  switch (kind) {
    case 0:
      return {
        outcome: 'receives',
        taskQueue,
        ...(buildId === '' ? {} : { buildId }),
        reason: 'UNVERSIONED_WORKER',
        newWorkflows: first,
      };
    case 1:
      return {
        outcome: 'receives',
        taskQueue,
        buildId,
        reason: 'SET_DEFAULT',
        buildIds: rest,
        newWorkflows: first,
      };
    case 2:
      return {
        outcome: 'refused',
        taskQueue,
        buildId,
        reason: 'SUPERSEDED',
        newerBuildId: first,
        code: rest[0],
        message: rest[1],
      };
    default:
      return { outcome: 'idle', taskQueue, buildId, reason: 'UNKNOWN_BUILD_ID' };
  }
}

/**
 * @param {readonly string[]} buildIds as they were asked for, empty for the unversioned worker
 * @param {number} kind
 * @param {any[][]} answer for each build ID its queues, each followed by a number
 * @returns {import('./index.js').ReachabilityResponse}
 */
export function reachability(buildIds, kind, answer) {
  const runs = /** @type {import('./index.js').ReachabilityType} */ (reachabilityType(kind));
  /** @type {import('./index.js').ReachabilityTypeResponse[][]} */
  const meanings = [[], ['NEW_WORKFLOWS'], [runs], ['NEW_WORKFLOWS', runs], ['NOT_FETCHED']];
  // Entries rather than assignments: a name may be `__proto__`.
  const entries = answer.map((taskQueues, index) => {
    const reached = Array.from({ length: taskQueues.length / 2 }, (_, place) => [
      taskQueues[2 * place],
      [...meanings[taskQueues[2 * place + 1]]],
    ]);
    const taskQueueReachability = Object.fromEntries(reached);
    return [buildIds[index] || UnversionedBuildId, { taskQueueReachability }];
  });
  return { buildIdReachability: Object.fromEntries(entries) };
}

/**
 * @param {readonly number[]} limits
 * @param {{ name: string; records: any[][] }[]} taskQueues
 * @returns {import('./index.js').NamespaceSnapshot}
 */
export function snapshot([versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes], taskQueues) {
  return {
    version: 1,
    limits: { versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes },
    taskQueues: taskQueues.map(({ name, records }) => ({
      taskQueue: name,
      versionSets: records.map(setSnapshot),
    })),
  };
}

/**
 * @param {any[]} record
 * @returns {import('./index.js').VersionSetSnapshot}
 */
function setSnapshot([becameQueueDefault, ...members]) {
  const buildIds = Array.from({ length: members.length / 3 }, (_, index) => {
    const [buildId, becameSetDefault, importedInSet] = members.slice(index * 3, index * 3 + 3);
    const member = { buildId, becameSetDefault };
    return importedInSet < 0 ? member : { ...member, importedInSet };
  });
  return { buildIds, becameQueueDefault };
}

const MAY_STOP = /** @type {const} */ (['yes', 'exceptQueries', 'no']);

/** @type {import('./index.js').Release[]} */
const RELEASES = [
  'ANOTHER_QUEUE_DEFAULT',
  'ANOTHER_SET_DEFAULT',
  'FIRST_VERSION_SET',
  'CLOSING',
  'END_OF_RETENTION',
];

/**
 * @param {any[]} answer
 * @param {(place: number) => import('./index.js').RolloutSubject} subjectAt
 * @returns {import('./index.js').Retirement}
 */
export function retirement([mayStop, ...holders], subjectAt) {
  return {
    mayStop: MAY_STOP[mayStop],
    holders: Array.from({ length: holders.length / 2 }, (_, index) => {
      const releases = holders[2 * index + 1];
      return {
        ...subjectAt(holders[2 * index]),
        freedBy: Array.from(releases, (_, at) => RELEASES[code(releases, at)]),
      };
    }),
  };
}

/**
 * @param {any[]} answer
 * @returns {import('./index.js').Plan}
 */
export function plan([movesLeast, doesWithoutGuess, passing, ...rest]) {
  const [defaults, operations] = [rest.slice(0, 3 * passing), rest.slice(3 * passing)].map(triples);
  return {
    operations: operations.map(([kind, buildId, other]) => operationFrom(kind, buildId, other)),
    passingDefaults: defaults.map(([step, buildId, isOfQueue]) => ({
      step,
      buildId,
      of: isOfQueue ? 'queue' : 'set',
    })),
    tieBreak: movesLeast ? 'exact' : 'approximate',
    importedOrder: doesWithoutGuess ? 'notReliedOn' : 'irrelevant',
  };
}

/** @param {any[]} list */
function triples(list) {
  return Array.from({ length: list.length / 3 }, (_, index) =>
    list.slice(3 * index, 3 * index + 3),
  );
}

/**
 * @param {any[]} row
 * @param {boolean} hasAfter
 * @returns {import('./index.js').WorkflowLandingsRow}
 */
export function workflowLandings(
  [workflowType, taskQueue, version, buildId, running, before, ...cells],
  hasAfter,
) {
  const possible = Array.from({ length: cells.length / 2 }, (_, index) => {
    const task = { workflowTaskQueue: taskQueue, taskQueue, buildId: cells[2 * index], sdk: 0 };
    return /** @type {import('./index.js').CertainLanding} */ (
      resolution(task, landing(cells[2 * index + 1]))
    );
  });
  return {
    workflowType,
    workflow: { taskQueue, ...WORKFLOWS[version](buildId) },
    running,
    landing: workflowLanding(taskQueue, possible.slice(0, before)),
    ...(hasAfter ? { landingAfter: workflowLanding(taskQueue, possible.slice(before)) } : {}),
  };
}

/** What tells the kinds of a workflow's version apart, in the order of their numbers. */
const WORKFLOWS = [
  (/** @type {string} */ buildId) => ({ buildId }),
  () => ({}),
  () => ({ hasCompletedWorkflowTask: false }),
];

/**
 * @param {string} taskQueue
 * @param {import('./index.js').CertainLanding[]} landings
 * @returns {import('./index.js').WorkflowLanding}
 */
function workflowLanding(taskQueue, landings) {
  return landings.length === 1 ? landings[0] : { outcome: 'uncertain', taskQueue, landings };
}

/** @typedef {(place: number) => import('./index.js').RolloutSubject} SubjectAt */

const LIMITS = /** @type {const} */ (['versionSets', 'buildIds', 'taskQueuesPerBuildId']);

/**
 * A hazard from its code and its facts.
 *
 * @param {any[]} answer
 * @param {SubjectAt} subjectAt
 * @returns {import('./index.js').Hazard}
 */
export function hazard([step, taskQueue, subjects, workers, kind, ...facts], subjectAt) {
  const common = { step, taskQueue, subjects: subjects.map(subjectAt), workers };
  const [first, second, third] = facts;
  switch (kind) {
    case 0:
      return { code: 'WITHOUT_WORKER', ...common, buildId: first };
    case 1:
      return { code: 'SUPERSEDED_WORKER', ...common, buildId: first, newerBuildId: second };
    case 2:
      return {
        code: 'PASSING_QUEUE_DEFAULT',
        ...common,
        buildId: first,
        until: second,
        landsAtTheEnd: third,
      };
    case 3:
      return { code: 'MERGE_MOVES_QUEUE_DEFAULT', ...common, from: first, to: second };
    case 4:
      return { code: 'MERGE_DECLARES_COMPATIBLE', ...common, kept: first, givenUp: second };
    case 5:
      return { code: 'LEFT_BEHIND', ...common, buildId: first };
    case 6:
      return { code: 'JUMPS_TO_QUEUE_DEFAULT', ...common, buildId: first };
    case 7:
      return { code: 'REJECTED_COMMAND', ...common };
    case 8:
      return { code: 'JAVA_UNSET_TASK_QUEUE', ...common, inherited: first };
    case 9:
      return { code: 'DROPPED_PROMOTION', ...common, queueDefault: first };
    case 10:
      return { code: 'NOT_REPEATABLE', ...common, refusal: first };
    case 11:
      return {
        code: 'LIMIT_NEAR',
        ...common,
        limit: LIMITS[/** @type {0 | 1 | 2} */ (first)],
        allowed: second,
        reached: third,
      };
    default:
      return { code: 'GUESSED_ORDER', ...common, setDefault: first };
  }
}

/**
 * @param {any[]} answer
 * @param {SubjectAt} subjectAt
 * @returns {import('./index.js').Rollback}
 */
export function rollback([operations, restored, notRestored, remains], subjectAt) {
  return {
    operations: triples(operations).map(([kind, buildId, other]) =>
      operationFrom(kind, buildId, other),
    ),
    restored: restored.map(subjectAt),
    notRestored: notRestored.map(subjectAt),
    remains: triples(remains).map(([kind, first, second]) => remainder(kind, first, second)),
  };
}

/**
 * @param {number} kind
 * @param {string} first
 * @param {string} second
 * @returns {import('./index.js').Remainder}
 */
function remainder(kind, first, second) {
  switch (kind) {
    case 0:
      return { code: 'ADDED', buildId: first };
    case 1:
      return { code: 'MERGED', setDefaults: [first, second] };
    case 2:
      return { code: 'VERSIONED' };
    default:
      return { code: 'STARTED_MEANWHILE', buildId: first, lands: second };
  }
}

/**
 * @param {any[]} answer
 * @returns {import('./index.js').WorkerNeed}
 */
export function workerNeed([taskQueue, buildId, startBefore, stopAfter, atTheEnd]) {
  return {
    taskQueue,
    buildId,
    startBefore,
    ...(stopAfter < 0 ? {} : { stopAfter }),
    atTheEnd: MAY_STOP[atTheEnd],
  };
}
