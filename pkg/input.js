// Checks what callers pass, and says where it is wrong: `operation.buildId: expected string, got number`.
// Whatever gets through can cross into the engine: texts are well formed, kinds are numbers. The numbers are
// the places in the lists below; `src/wire/` reads them.

import { VersioningError } from './errors.js';
import { UnversionedBuildId } from './unversioned.js';

const SDKS = ['go', 'java', 'python', 'typescript', 'dotnet', 'ruby'];
const TYPESCRIPT = SDKS.indexOf('typescript');
const SNIPPET_LANGUAGES = ['cli', 'go', 'python', 'typescript', 'java', 'dotnet'];
const INTENTS = ['COMPATIBLE', 'DEFAULT'];
const REACHABILITY_TYPES = [
  'NEW_WORKFLOWS',
  'EXISTING_WORKFLOWS',
  'OPEN_WORKFLOWS',
  'CLOSED_WORKFLOWS',
];
const EXISTING_WORKFLOWS = REACHABILITY_TYPES.indexOf('EXISTING_WORKFLOWS');
const RUN_STATUSES = ['OPEN', 'CLOSED'];
const LIMITS = ['versionSets', 'buildIds', 'taskQueuesPerBuildId', 'buildIdBytes'];
const DEFAULT_LIMITS = [10, 100, 20, 255];
const MOST = 0xffffffff;
/** So much text, several times over, is less than the engine's memory can grow to. */
const MOST_TEXT = 2 ** 26;
/** Far more than a server takes. Escaped, a text is up to thirty times as long. */
const MOST_SNIPPET_TEXT = 2 ** 16;
/** The last moment that a snapshot may name, as in `Moment::LAST_RECORDED`. */
const LAST_MOMENT = 2 ** 52;

/** @typedef {Record<string, unknown>} Fields */

/**
 * Which kind of operation the engine is told, and what else an operation of that kind may say: its build IDs first.
 *
 * @type {Map<unknown, { kind: number; buildIds: [string] | [string, string]; fields: string[] }>}
 */
const OPERATIONS = new Map(
  /** @type {const} */ ([
    ['addNewIdInNewDefaultSet', 0, ['buildId']],
    ['addNewCompatibleVersion', 1, ['buildId', 'existingCompatibleBuildId'], ['promoteSet']],
    ['promoteSetByBuildId', 3, ['buildId']],
    ['promoteBuildIdWithinSet', 4, ['buildId']],
    ['mergeSets', 5, ['primaryBuildId', 'secondaryBuildId']],
  ]).map(([name, kind, buildIds, others = []]) => [
    name,
    { kind, buildIds: [...buildIds], fields: ['operation', ...buildIds, ...others] },
  ]),
);
const ADD_COMPATIBLE = 1;
const ADD_COMPATIBLE_AND_PROMOTE = 2;

const TASK_FIELDS = ['task', 'workflow'];
const COMMAND_FIELDS = [...TASK_FIELDS, 'taskQueue', 'versioningIntent', 'useLatestBuildId', 'sdk'];

/**
 * Which kind of task the engine is told, and what else a task of that kind may say.
 *
 * @type {Map<unknown, { kind: number; fields: string[] }>}
 */
const TASKS = new Map([
  ['newWorkflow', { kind: 0, fields: ['task', 'taskQueue'] }],
  ['workflowTask', { kind: 1, fields: TASK_FIELDS }],
  ['query', { kind: 2, fields: TASK_FIELDS }],
  ['workflowRetry', { kind: 3, fields: TASK_FIELDS }],
  ['cronRun', { kind: 4, fields: TASK_FIELDS }],
  ['activity', { kind: 5, fields: [...COMMAND_FIELDS, 'requestEagerExecution'] }],
  ['childWorkflow', { kind: 7, fields: COMMAND_FIELDS }],
  ['continueAsNew', { kind: 8, fields: COMMAND_FIELDS }],
]);
const NEW_WORKFLOW = 0;
const ACTIVITY = 5;
const EAGER_ACTIVITY = 6;
const TASK_NAMES = /** @type {string[]} */ ([...TASKS.keys()]);
const OPERATION_NAMES = /** @type {string[]} */ ([...OPERATIONS.keys()]);
const WORKFLOW_FIELDS = ['taskQueue', 'buildId', 'hasCompletedWorkflowTask'];

/**
 * Where a value stands in what was passed. It is spelled only where something is wrong: spelling each takes
 * longer than checking it.
 *
 * @typedef {{ toString(): string }} Path
 */

/** @param {unknown} value */
function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * @param {Path} path
 * @param {string} expected
 * @param {unknown} value
 * @returns {never}
 */
function unexpected(path, expected, value) {
  throw new TypeError(`${path}: expected ${expected}, got ${kindOf(value)}`);
}

/**
 * An error of the kind that the engine gives for texts that cannot be what they should.
 *
 * @param {string} path
 * @param {string} problem
 * @returns {never}
 */
function invalid(path, problem) {
  throw new VersioningError('INVALID_ARGUMENT', `${path}: ${problem}`);
}

/** @type {(text: string) => boolean} */
const isWellFormed =
  'isWellFormed' in String.prototype
    ? (text) => /** @type {any} */ (text).isWellFormed()
    : (text) => !/\p{Surrogate}/u.test(text);

/**
 * Text. A lone surrogate is refused: it has no UTF-8, and replaced it would make two texts one.
 *
 * @param {unknown} value
 * @param {Path} path
 * @param {number} [most]
 * @returns {string}
 */
export function text(value, path, most = MOST_TEXT) {
  if (typeof value !== 'string') unexpected(path, 'string', value);
  if (value.length > most) {
    throw new TypeError(`${path}: expected at most ${most} characters, got ${value.length}`);
  }
  if (!isWellFormed(value)) {
    throw new TypeError(`${path}: expected well-formed text, got a lone surrogate`);
  }
  return value;
}

/**
 * The text in a field of an object.
 *
 * @param {unknown} value
 * @param {Path} path of the object
 * @param {string} name of the field
 * @param {number} [most]
 * @returns {string}
 */
function textIn(value, path, name, most = MOST_TEXT) {
  const isText = typeof value === 'string' && value.length <= most && isWellFormed(value);
  return isText ? value : text(value, `${path}.${name}`, most);
}

/**
 * An object of a class of the package.
 *
 * @param {unknown} value
 * @param {string} path
 * @param {Function} type
 */
export function instance(value, path, type) {
  if (!(value instanceof type)) unexpected(path, type.name, value);
}

/**
 * A piece of a stream.
 *
 * @param {unknown} value
 * @returns {string | Uint8Array}
 */
export function chunk(value) {
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  return unexpected('chunk', 'string or Uint8Array', value);
}

/**
 * @param {unknown} value
 * @param {string} path
 * @returns {boolean}
 */
function flag(value, path) {
  if (value === undefined) return false;
  return typeof value === 'boolean' ? value : unexpected(path, 'boolean', value);
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {number} least
 * @param {number} most
 * @returns {number}
 */
function integer(value, path, least, most) {
  const expected = `integer from ${least} to ${most}`;
  if (typeof value !== 'number') unexpected(path, expected, value);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new TypeError(`${path}: expected ${expected}, got ${value}`);
  }
  // A minus zero would not come back from JSON as one.
  return value + 0;
}

/**
 * The place of a text in a list of choices.
 *
 * @param {unknown} value
 * @param {string} path
 * @param {readonly string[]} choices
 * @returns {number}
 */
function choice(value, path, choices) {
  const place = choices.indexOf(/** @type {string} */ (value));
  return place < 0 ? unknownChoice(value, path, choices) : place;
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {readonly string[]} choices
 * @returns {never}
 */
function unknownChoice(value, path, choices) {
  const expected = `one of ${choices.map((name) => `'${name}'`).join(', ')}`;
  if (typeof value !== 'string') unexpected(path, expected, value);
  throw new TypeError(`${path}: expected ${expected}, got '${value}'`);
}

/**
 * @param {unknown} value
 * @param {Path} path
 * @returns {Fields}
 */
function object(value, path) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    unexpected(path, 'object', value);
  }
  return /** @type {Fields} */ (value);
}

/**
 * An object with no other fields than these; one that is undefined is taken for none.
 *
 * @param {unknown} value
 * @param {Path} path
 * @param {readonly string[]} names
 * @returns {Fields}
 */
function fields(value, path, names) {
  const found = object(value, path);
  for (const key of Object.keys(found)) {
    if (!names.includes(key) && found[key] !== undefined) {
      throw new TypeError(`${path}: expected no other fields than ${names.join(', ')}, got ${key}`);
    }
  }
  return found;
}

/**
 * The same, for what is asked thousands of times: an object with as many fields as were found in it by their names
 * has no others.
 *
 * @param {Fields} found
 * @param {number} count of the fields that were found
 * @param {Path} path
 * @param {readonly string[]} names
 */
function expectNoOthers(found, count, path, names) {
  let all = 0;
  for (const _ in found) all += 1;
  if (all !== count) fields(found, path, names);
}

/**
 * @template T
 * @param {unknown} value
 * @param {string} path
 * @param {(item: unknown, path: string) => T} read
 * @returns {T[]}
 */
function list(value, path, read) {
  if (!Array.isArray(value)) unexpected(path, 'array', value);
  return Array.from(value, (item, index) => read(item, `${path}[${index}]`));
}

/**
 * @param {unknown} value
 * @param {string} path
 * @returns {number[]} in the order of {@link LIMITS}
 */
function limits(value, path) {
  if (value === undefined) return DEFAULT_LIMITS;
  const found = fields(value, path, LIMITS);
  return LIMITS.map((name, index) =>
    found[name] === undefined
      ? DEFAULT_LIMITS[index]
      : integer(found[name], `${path}.${name}`, 0, MOST),
  );
}

/** @param {unknown} value the limits of a rollout document */
export function limitsOf(value) {
  return limits(value, 'limits');
}

/** @param {unknown} options */
export function namespaceOptions(options) {
  if (options === undefined) return DEFAULT_LIMITS;
  return limits(fields(options, 'options', ['limits']).limits, 'options.limits');
}

/** @param {unknown} options */
export function maxSets(options) {
  if (options === undefined) return 0;
  const value = fields(options, 'options', ['maxSets']).maxSets;
  return value === undefined ? 0 : integer(value, 'options.maxSets', 0, MOST);
}

/**
 * @param {unknown} value
 * @param {number} [mostText]
 */
export function operation(value, mostText) {
  const path = 'operation';
  const found = object(value, path);
  const name = found.operation;
  const known = OPERATIONS.get(name) ?? unknownChoice(name, 'operation.operation', OPERATION_NAMES);
  const { kind, buildIds, fields } = known;
  const [first, second] = buildIds;
  const isTwo = second !== undefined;
  const count = one(found[first]) + (isTwo ? one(found[second]) : 0);
  const option = kind === ADD_COMPATIBLE ? one(found.promoteSet) : 0;
  expectNoOthers(found, 1 + count + option, path, fields);
  const buildId = textIn(found[first], path, first, mostText);
  const other = isTwo ? textIn(found[second], path, second, mostText) : '';
  const promotes = option > 0 && flag(found.promoteSet, 'operation.promoteSet');
  return { kind: promotes ? ADD_COMPATIBLE_AND_PROMOTE : kind, buildId, other };
}

/**
 * @param {unknown} taskQueue
 * @param {unknown} asked
 * @param {unknown} language
 */
export function snippet(taskQueue, asked, language) {
  return {
    taskQueue: text(taskQueue, 'taskQueue', MOST_SNIPPET_TEXT),
    operation: operation(asked, MOST_SNIPPET_TEXT),
    language: choice(language, 'language', SNIPPET_LANGUAGES),
  };
}

/**
 * A task, with its kind, intent and SDK as the engine's numbers.
 *
 * @typedef {object} CheckedTask
 * @property {number} kind
 * @property {string} workflowTaskQueue
 * @property {number} version
 * @property {string} buildId empty for none
 * @property {string | undefined} taskQueue
 * @property {number} intent
 * @property {number} sdk
 */

/**
 * @param {unknown} value
 * @param {Path} path
 * @returns {CheckedTask}
 */
export function task(value, path) {
  const found = object(value, path);
  const name = found.task;
  const { kind, fields: names } =
    TASKS.get(name) ?? unknownChoice(name, `${path}.task`, TASK_NAMES);
  /** @type {CheckedTask} */
  const checked = {
    kind,
    workflowTaskQueue: '',
    version: 2,
    buildId: '',
    taskQueue: undefined,
    intent: 0,
    sdk: TYPESCRIPT,
  };
  const count = kind < ACTIVITY ? 0 : countOfCommand(found, kind);
  if (kind === NEW_WORKFLOW) {
    expectNoOthers(found, 1 + one(found.taskQueue), path, names);
    checked.workflowTaskQueue = textIn(found.taskQueue, path, 'taskQueue');
    return checked;
  }
  expectNoOthers(found, 1 + one(found.workflow) + count, path, names);
  addWorkflow(checked, found.workflow, path);
  if (count > 0) addCommand(checked, found, path);
  return checked;
}

/**
 * How many fields a command has beside those that each task of a workflow has.
 *
 * @param {Fields} found
 * @param {number} kind
 */
function countOfCommand(found, kind) {
  return (
    one(found.taskQueue) +
    one(found.versioningIntent) +
    one(found.useLatestBuildId) +
    one(found.sdk) +
    (kind === ACTIVITY ? one(found.requestEagerExecution) : 0)
  );
}

/** @param {unknown} value of a field that may be absent */
function one(value) {
  return value === undefined ? 0 : 1;
}

/**
 * @param {CheckedTask} checked
 * @param {unknown} workflow
 * @param {Path} ofTask
 */
function addWorkflow(checked, workflow, ofTask) {
  const path = { toString: () => `${ofTask}.workflow` };
  const found = object(workflow, path);
  const { buildId, hasCompletedWorkflowTask } = found;
  const count = one(found.taskQueue) + one(buildId) + one(hasCompletedWorkflowTask);
  expectNoOthers(found, count, path, WORKFLOW_FIELDS);
  checked.workflowTaskQueue = textIn(found.taskQueue, path, 'taskQueue');
  if (buildId !== undefined) {
    checked.buildId = textIn(buildId, path, 'buildId');
    checked.version = 0;
    if (buildId === '') {
      const expected = 'expected a build ID, or none for a workflow of unversioned workers';
      invalid(`${path}.buildId`, `${expected}, got empty text`);
    }
  }
  const isUntouched =
    hasCompletedWorkflowTask !== undefined &&
    !flag(hasCompletedWorkflowTask, `${path}.hasCompletedWorkflowTask`);
  if (buildId === undefined && !isUntouched) checked.version = 1;
}

/**
 * @param {CheckedTask} checked
 * @param {Fields} found
 * @param {Path} path
 */
function addCommand(checked, found, path) {
  if (
    checked.kind === ACTIVITY &&
    found.requestEagerExecution !== undefined &&
    flag(found.requestEagerExecution, `${path}.requestEagerExecution`)
  ) {
    checked.kind = EAGER_ACTIVITY;
  }
  if (found.taskQueue !== undefined) {
    checked.taskQueue = textIn(found.taskQueue, path, 'taskQueue');
  }
  if (found.sdk !== undefined) checked.sdk = choice(found.sdk, `${path}.sdk`, SDKS);
  checked.intent = intent(found, path);
}

/**
 * @param {Fields} found
 * @param {Path} path
 */
function intent({ versioningIntent, useLatestBuildId }, path) {
  const stated =
    versioningIntent === undefined
      ? 0
      : 1 + choice(versioningIntent, `${path}.versioningIntent`, INTENTS);
  if (useLatestBuildId === undefined || !flag(useLatestBuildId, `${path}.useLatestBuildId`)) {
    return stated;
  }
  if (stated === 1) {
    const expected = "expected false or nothing beside versioningIntent 'COMPATIBLE'";
    invalid(`${path}.useLatestBuildId`, `${expected}, got true`);
  }
  return stated === 0 ? 3 : stated;
}

/**
 * The path of a task's workflow's task queue, which a new workflow says itself.
 *
 * @param {CheckedTask} task
 * @param {Path} path of the task
 */
export function workflowTaskQueuePath({ kind }, path) {
  return kind === NEW_WORKFLOW ? `${path}.taskQueue` : `${path}.workflow.taskQueue`;
}

/** @param {number} sdk */
export function sdkName(sdk) {
  return SDKS[sdk];
}

/**
 * Reads tasks, and gives each away before it reads the next.
 *
 * @param {unknown} value
 * @param {(task: CheckedTask, path: Path) => void} take
 */
export function tasks(value, take) {
  if (!Array.isArray(value)) unexpected('tasks', 'array', value);
  let index = 0;
  const path = { toString: () => `tasks[${index}]` };
  for (; index < value.length; index += 1) take(task(value[index], path), path);
}

/** @param {unknown} value */
export function worker(value) {
  const found = fields(value, 'worker', ['buildId', 'useVersioning']);
  return {
    buildId: found.buildId === undefined ? undefined : text(found.buildId, 'worker.buildId'),
    useVersioning: flag(found.useVersioning, 'worker.useVersioning'),
  };
}

/**
 * A build ID, with empty text for the unversioned worker.
 *
 * @param {unknown} value
 * @param {string} path
 * @returns {string}
 */
function buildIdOrUnversioned(value, path) {
  if (value === UnversionedBuildId) return '';
  if (typeof value !== 'string') unexpected(path, 'string or UnversionedBuildId', value);
  return text(value, path);
}

/**
 * A question about reachability as the engine takes it: texts, and a letter for each. The paths are those of
 * the queues of the runs, where each is named first.
 *
 * @param {unknown} options
 */
export function reachability(options) {
  const path = 'options';
  const found = fields(options, path, ['buildIds', 'taskQueues', 'reachability', 'workflows']);
  let letters = '';
  /** @type {string[]} */
  const texts = [];
  /** @type {(letter: string, text: string) => void} */
  const add = (letter, text) => {
    letters += letter;
    texts.push(text);
  };
  /** @type {<T>(name: string, read: (item: unknown, path: string) => T) => T[]} */
  const optionalList = (name, read) =>
    found[name] === undefined ? [] : list(found[name], `${path}.${name}`, read);

  const buildIds = optionalList('buildIds', buildIdOrUnversioned);
  for (const buildId of buildIds) add('V', buildId);
  for (const taskQueue of optionalList('taskQueues', text)) add('Q', taskQueue);
  /** @type {Map<string, string>} */
  const taskQueuePaths = new Map();
  optionalList('workflows', (value, at) => {
    const run = fields(value, at, ['taskQueue', 'status', 'buildIds']);
    const taskQueue = text(run.taskQueue, `${at}.taskQueue`);
    if (!taskQueuePaths.has(taskQueue)) taskQueuePaths.set(taskQueue, `${at}.taskQueue`);
    add(choice(run.status, `${at}.status`, RUN_STATUSES) === 0 ? 'O' : 'C', taskQueue);
    const used = list(run.buildIds, `${at}.buildIds`, buildIdOrUnversioned);
    for (const buildId of used) add('U', buildId);
  });
  const kind =
    found.reachability === undefined
      ? EXISTING_WORKFLOWS
      : choice(found.reachability, `${path}.reachability`, REACHABILITY_TYPES);
  return { buildIds, kind, letters, texts, taskQueuePaths };
}

/** @param {number} kind */
export function reachabilityType(kind) {
  return REACHABILITY_TYPES[kind];
}

/**
 * A snapshot as the engine takes it: for each queue the build IDs of all sets, and for each set its moment
 * and size, followed by the moment and origin of each of its build IDs.
 *
 * @param {unknown} value
 */
export function snapshot(value) {
  const path = 'snapshot';
  integer(object(value, path).version, `${path}.version`, 1, 1);
  const found = fields(value, path, ['version', 'limits', 'taskQueues']);
  /** @type {Set<string>} */
  const seen = new Set();
  const taskQueues = list(found.taskQueues, `${path}.taskQueues`, (entry, at) => {
    const taskQueue = taskQueueSnapshot(entry, at);
    if (seen.has(taskQueue.name)) {
      invalid(at, `expected each task queue once, got '${taskQueue.name}' again`);
    }
    seen.add(taskQueue.name);
    return taskQueue;
  });
  return { limits: limits(found.limits, `${path}.limits`), taskQueues };
}

/**
 * @param {unknown} value
 * @param {string} path
 */
function taskQueueSnapshot(value, path) {
  const found = fields(value, path, ['taskQueue', 'versionSets']);
  const name = text(found.taskQueue, `${path}.taskQueue`);
  /** @type {string[]} */
  const buildIds = [];
  /** @type {number[]} */
  const numbers = [];
  list(found.versionSets, `${path}.versionSets`, (set, ofSet) => {
    const { buildIds: members, becameQueueDefault } = fields(set, ofSet, [
      'buildIds',
      'becameQueueDefault',
    ]);
    numbers.push(integer(becameQueueDefault, `${ofSet}.becameQueueDefault`, 1, LAST_MOMENT), 0);
    const size = numbers.length - 1;
    list(members, `${ofSet}.buildIds`, (member, ofMember) => {
      const { buildId, becameSetDefault, importedInSet } = fields(member, ofMember, [
        'buildId',
        'becameSetDefault',
        'importedInSet',
      ]);
      buildIds.push(text(buildId, `${ofMember}.buildId`));
      numbers.push(integer(becameSetDefault, `${ofMember}.becameSetDefault`, 1, LAST_MOMENT));
      numbers.push(
        importedInSet === undefined
          ? -1
          : integer(importedInSet, `${ofMember}.importedInSet`, 0, MOST),
      );
      numbers[size] += 1;
    });
  });
  return { name, path, buildIds, numbers: Float64Array.from(numbers) };
}

/**
 * A rollout document as the engine reads it.
 *
 * @param {unknown} value
 */
export function json(value) {
  return text(JSON.stringify(object(value, 'document')), 'document');
}

/**
 * The value of a text that the engine took for JSON.
 *
 * @param {string} json
 * @returns {unknown}
 */
export function parsed(json) {
  return JSON.parse(json.replace(/^\ufeff/, ''));
}

/**
 * The number of a step, counted from 1; 0 is the start.
 *
 * @param {unknown} value
 * @param {string} path
 * @param {number} last the last step, which is taken when nothing is said
 */
export function step(value, path, last) {
  return value === undefined ? last : integer(value, path, 0, last);
}

/**
 * The number of a step that is taken, counted from 1.
 *
 * @param {unknown} value
 * @param {string} path
 * @param {number} last
 */
export function stepTaken(value, path, last) {
  return integer(value, path, 1, last);
}

/**
 * @param {unknown} options
 * @param {number} last
 */
export function retirement(options, last) {
  const found = fields(options, 'options', ['taskQueue', 'buildId', 'after']);
  return {
    taskQueue: text(found.taskQueue, 'options.taskQueue'),
    buildId: found.buildId === undefined ? '' : text(found.buildId, 'options.buildId'),
    after: step(found.after, 'options.after', last),
  };
}

/**
 * @param {unknown} options
 * @param {number} last
 */
export function plan(options, last) {
  const found = fields(options, 'options', ['taskQueue', 'goal', 'after']);
  return {
    taskQueue: text(found.taskQueue, 'options.taskQueue'),
    goal: text(JSON.stringify(object(found.goal, 'options.goal')), 'options.goal'),
    after: step(found.after, 'options.after', last),
  };
}

/**
 * An operation from the engine's numbers; what {@link operation} makes them from.
 *
 * @param {number} kind
 * @param {string} buildId
 * @param {string} other
 * @returns {import('./index.js').BuildIdOperation}
 */
export function operationFrom(kind, buildId, other) {
  const promotes = kind === ADD_COMPATIBLE_AND_PROMOTE;
  const [name, { buildIds }] =
    /** @type {[string, { buildIds: string[] }]} */
    ([...OPERATIONS].find(([, known]) => known.kind === kind - Number(promotes)));
  const named = buildIds.map((field, place) => [field, place === 0 ? buildId : other]);
  return /** @type {import('./index.js').BuildIdOperation} */ ({
    operation: name,
    ...Object.fromEntries(named),
    ...(promotes ? { promoteSet: true } : {}),
  });
}
