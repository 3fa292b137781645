/**
 * Reads what people have: a saved plan in JSON or YAML, what tools print of the version sets of task queues, and lists of
 * workflows; and commands that update version sets, which become steps. A paste from a terminal may hold several of
 * these, answers each below the command that names its queue.
 */

import {
  Namespace,
  pastedAnswers,
  Rollout,
  readCommand,
  VersioningError,
  WorkflowLandings,
} from '../engine.js';
import { parted } from './pasted.js';
import { stepCount } from './state.js';
import { withSteps } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutTaskQueue} RolloutTaskQueue
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 */

/**
 * @typedef {object} Found in what a cluster prints
 * @property {RolloutTaskQueue[]} taskQueues
 * @property {RolloutWorkflow[]} workflows entries that each stand for many
 * @property {RolloutOperation[]} steps what the commands in it ask for
 * @property {string[]} passedOver what was passed over, in words
 */

/** @typedef {{ plan: RolloutDocument } | Found} Imported */

/** Why something could not be read, and in which field. */
export class ImportError extends Error {
  name = 'ImportError';

  /**
   * @param {'text' | 'taskQueue'} field
   * @param {string} message
   */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/**
 * @param {string} text
 * @param {string} taskQueue the queue of what no command stands above
 * @returns {Promise<Imported>}
 * @throws {ImportError}
 */
export async function readImport(text, taskQueue) {
  const given = text.replace(/^\uFEFF/, '');
  if (given.trim() === '') throw new ImportError('text', 'Paste something, or choose a file.');
  if (isJsonPlan(given)) return { plan: await readPlan(given, 'json') };
  if (PLAN_FIELD.test(given)) return { plan: await readPlan(withoutTerminal(given), 'yaml') };
  return readAnswers(given, taskQueue);
}

/**
 * A new plan with what was found.
 *
 * @param {Found} found
 * @returns {RolloutDocument}
 */
export function planOf(found) {
  return withFound({ version: 1 }, found);
}

/**
 * @param {RolloutDocument} document
 * @param {Found} found queues as they stand at the start from now on, workflows instead of the counted ones of the
 *   same queues, and steps after all others
 * @returns {RolloutDocument}
 */
export function withFound(document, { taskQueues, workflows, steps }) {
  const known = new Map(document.taskQueues?.map((queue) => [queue.taskQueue, queue]));
  for (const queue of taskQueues) {
    const { versionSets: _, ...more } = known.get(queue.taskQueue) ?? {};
    known.set(queue.taskQueue, { ...more, ...queue });
  }
  for (const { taskQueue } of steps) {
    if (!known.has(taskQueue)) known.set(taskQueue, { taskQueue });
  }
  const queues = new Set(workflows.map(({ taskQueue }) => taskQueue));
  const others = (document.workflows ?? []).filter(
    ({ count, taskQueue }) => count === undefined || !queues.has(taskQueue),
  );
  const added = {
    ...document,
    ...(known.size > 0 && { taskQueues: [...known.values()] }),
    ...(workflows.length > 0 && { workflows: [...others, ...workflows] }),
  };
  return steps.length === 0 ? added : withSteps(added, stepCount(added), steps);
}

/** A field of a plan at the beginning of a line of YAML. */
const PLAN_FIELD =
  /^["']?(?:version|taskQueues|workers|workflows|steps|operations|expectations)["']?\s*:/m;
const PLAN_FIELDS = ['version', 'taskQueues', 'workers', 'workflows', 'steps', 'operations'];

/** @param {string} text */
function isJsonPlan(text) {
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json !== null && PLAN_FIELDS.some((name) => name in json);
  } catch {
    // Cut off or mistyped: the error should say what is wrong with it as a plan.
    return /^\s*\{/.test(text) && /"version"\s*:/.test(text);
  }
}

/**
 * A document as a terminal shows it, with blank lines for the command before it and the prompt after it.
 *
 * @param {string} text
 */
function withoutTerminal(text) {
  const lines = text.split('\n');
  const isOfPlan = (/** @type {string} */ line) =>
    /^(?:#|---|%YAML|\s|["']?[$\w]+["']?\s*:(?:\s|$))/.test(line) && line.trim() !== '';
  const first = Math.max(0, lines.findIndex(isOfPlan));
  const last = text.trimEnd().split('\n').length - 1;
  const isPrompt = !isOfPlan(lines[last]) && /[$#%>]\s*$/.test(lines[last]);
  return lines
    .map((line, place) => (place < first || (isPrompt && place === last) ? '' : line))
    .join('\n');
}

/**
 * @param {string} text
 * @param {import('../vendor/document-text/document-text.js').Text['format']} format
 */
async function readPlan(text, format) {
  const source = { text, format };
  // Most plans are in JSON and right: nothing else is needed to read them.
  const library = () => import('../vendor/document-text/document-text.js');
  try {
    const rollout =
      format === 'json'
        ? Rollout.parse(text)
        : new Rollout(await library().then(({ yamlValue }) => yamlValue(text)));
    const { document } = rollout;
    rollout.free();
    return document;
  } catch (error) {
    const { located, YamlError } = await library();
    if (error instanceof YamlError) throw new ImportError('text', said(error));
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    throw new ImportError('text', said(located(source, error.message)));
  }
}

/** @param {import('../vendor/document-text/document-text.js').Fault} fault */
function said({ place, message }) {
  return place === undefined ? message : `line ${place.line}, column ${place.column}: ${message}`;
}

/**
 * @param {string} text
 * @param {string} taskQueue
 * @returns {Found}
 */
function readAnswers(text, taskQueue) {
  const { exports, updates, rest } = parted(text);
  /** @type {string[]} */
  const passedOver = [];
  const workflows = readWorkflows(exports, passedOver);
  const steps = updates.map((update) => readUpdate(update, passedOver));
  if (exports.length + updates.length > 0 && !ANSWER.test(rest)) {
    for (const [place, line] of rest.split('\n').entries()) {
      const what = line.trim();
      if (what !== '') passedOver.push(`Passed over in line ${place + 1}: ${what}.`);
    }
    return { taskQueues: [], workflows, steps, passedOver };
  }
  if (/^\s*Status\s+WorkflowId\b/m.test(rest)) {
    throw new ImportError(
      'text',
      'This is the table of `temporal workflow list`, which has no build IDs: ask for it with -o json.',
    );
  }
  const answers = checked('', () => pastedAnswers(rest));
  const taskQueues = answers.map((answer) => readAnswer({ taskQueue, ...answer }, passedOver));
  return { taskQueues, workflows, steps, passedOver };
}

/** What may be an answer about a task queue, or the command for one. */
const ANSWER =
  /^\s*(?:[[{"]|null\b|undefined\b)|\bBuildIds\b|\btemporal(?:\.exe)?\s|\b(?:Rules|Deployment):/m;

/**
 * @param {readonly import('./pasted.js').Piece[]} exports
 * @param {string[]} passedOver to which what is left out is added
 */
function readWorkflows(exports, passedOver) {
  if (exports.length === 0) return [];
  const landings = new WorkflowLandings();
  try {
    for (const { text, line } of exports) {
      checked(`what begins in line ${line}`, () => {
        landings.write(text);
        landings.end();
      });
    }
    const { otherVersioning } = landings.counts;
    if (otherVersioning > 0) {
      passedOver.push(
        `Left out: ${otherVersioning.toLocaleString('en')} under assignment rules or deployments.`,
      );
    }
    return landings.workflows();
  } finally {
    landings.free();
  }
}

/**
 * @param {import('./pasted.js').Piece} update a command that updates version sets
 * @param {string[]} passedOver to which what is passed over is added
 * @returns {RolloutOperation}
 */
function readUpdate({ text, line }, passedOver) {
  const { operation, passedOver: around } = checked(`the command in line ${line}`, () =>
    readCommand('\n'.repeat(line - 1) + text),
  );
  passedOver.push(...around.map(({ what }) => what));
  return operation;
}

/**
 * @param {{ taskQueue?: string, text: string }} answer
 * @param {string[]} passedOver to which what is passed over is added
 * @returns {RolloutTaskQueue}
 */
function readAnswer({ taskQueue, text }, passedOver) {
  if (taskQueue === undefined || taskQueue === '') {
    // What is wrong with the text comes first: it may be no answer at all.
    checked('', () => new Namespace().importBuildIds('queue', text));
    throw new ImportError('taskQueue', 'Name the task queue that this was asked of.');
  }
  checked('', () => new Rollout({ version: 1, taskQueues: [{ taskQueue }] }).free(), 'taskQueue');
  const sets = checked(taskQueue, () => {
    const namespace = new Namespace();
    passedOver.push(...namespace.importBuildIds(taskQueue, text).map(({ what }) => what));
    return namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  });
  if (sets.length === 0) return { taskQueue };
  return { taskQueue, versionSets: sets.map(({ buildIds }) => ({ buildIds })) };
}

/**
 * @template T
 * @param {string} where the part that is read; empty for the whole
 * @param {() => T} read
 * @param {'text' | 'taskQueue'} [field]
 * @returns {T}
 */
function checked(where, read, field = 'text') {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
    const message = error.message.replace(/^taskQueues\[0\]\./, '');
    throw new ImportError(field, where === '' ? message : `${where}: ${message}`);
  }
}
