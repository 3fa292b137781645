/** What the engine says about a draft: what is wrong with its values, what is composed, and its command. */

import { Rollout, snippet, VersioningError } from '../engine.js';
import { emptyDraft, fieldsOf, missingFields, operationOf, valuesOf } from './draft.js';

/**
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../pkg/index.js').Namespace} Namespace
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('./draft.js').ValueName} ValueName
 */

/**
 * @typedef {object} Problem what is wrong with a value, whatever the others are
 * @property {ValueName} field
 * @property {string} text
 * @property {boolean} isMissing whether the value is still to come
 * @property {string} [nearest] what could have been meant
 * @property {BuildIdOperation} [instead] an operation that has to come first
 */

/**
 * @typedef {object} Typed a command as it is typed
 * @property {string} text
 * @property {string} [problem] why it cannot be read
 * @property {Place} [place] where not; nowhere in particular when it is left out
 * @property {readonly Place[]} [values] where the values of one that can be read stand
 */

/**
 * @typedef {object} Place in a text
 * @property {number} line from 1
 * @property {number} column from 1, in UTF-16 code units
 * @property {number} length in UTF-16 code units; 0 where something is missing
 */

/**
 * @typedef {object} Piece of a command, in order
 * @property {string} text
 * @property {ValueName} [value] the value that follows it
 */

/**
 * What is composed: nothing while a text cannot be read, or while something is wrong with a value.
 *
 * @param {Pick<import('../planner.js').Look, 'draft' | 'command'>} look
 * @param {import('./answers.js').Answers} answers
 * @param {number} step after which it would come
 * @returns {RolloutOperation | undefined}
 */
export function composedIn({ draft, command }, answers, step) {
  if (!draft.isOpen || command?.problem !== undefined) return undefined;
  if (problemsOf(draft, answers, step).length > 0) return undefined;
  return { taskQueue: draft.taskQueue, ...operationOf(draft) };
}

/**
 * What is wrong with each value, in the order of the command. The engine is asked about each by itself.
 *
 * @param {Draft} draft
 * @param {import('./answers.js').Answers} answers
 * @param {number} step after which it would come
 * @returns {Problem[]}
 */
export function problemsOf(draft, answers, step) {
  const last = found.get(draft);
  if (last?.answers === answers && last.step === step) return last.problems;
  const namespace = answers.rollout.namespaceAfter(step);
  const problems = valuesOf(draft).flatMap((value) =>
    problemWith(namespace, draft.taskQueue, value),
  );
  namespace.free();
  found.set(draft, { answers, step, problems });
  return problems;
}

/**
 * What was found last, as a screen is drawn again and again.
 *
 * @type {WeakMap<Draft, { answers: import('./answers.js').Answers, step: number, problems: Problem[] }>}
 */
const found = new WeakMap();

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {import('./draft.js').Value} value
 * @returns {Problem[]} at most one
 */
function problemWith(namespace, taskQueue, { name: field, label, kind, text: buildId }) {
  const added = /** @type {const} */ ({ operation: 'addNewIdInNewDefaultSet', buildId });
  const any = /** @type {const} */ ({ operation: 'promoteBuildIdWithinSet', buildId: 'any' });
  if (buildId === '') {
    const text = `Fill in the ${label[0].toLowerCase()}${label.slice(1)}.`;
    return [{ field, text, isMissing: true }];
  }
  const found =
    kind === 'taskQueue'
      ? refusalOf(namespace, taskQueue, any, 'TASK_QUEUE_NAME')
      : (refusalOf(namespace, 'any', added, 'BUILD_ID_TOO_LONG') ??
        (kind === 'knownBuildId' ? unknownOn(namespace, taskQueue, buildId) : undefined));
  if (found === undefined) return [];
  const { cause, advice, nearest, instead } = found;
  return [{ field, text: `${cause} ${advice}`.trim(), isMissing: false, nearest, instead }];
}

/**
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {string} buildId that the queue should know
 */
function unknownOn(namespace, taskQueue, buildId) {
  const known = /** @type {const} */ ({ operation: 'promoteBuildIdWithinSet', buildId });
  const refused = refusalOf(namespace, taskQueue, known, 'NOT_FOUND');
  if (refused === undefined || refused.nearest !== undefined) return refused;
  const { versionSets = [] } = namespace.getBuildIdCompatability(taskQueue) ?? {};
  if (versionSets.length === 0) return refused;
  const workers = versionSets.flatMap(({ buildIds }) =>
    buildIds.map((buildId) => ({ taskQueue, buildId })),
  );
  const queue = new Rollout({ version: 1, workers });
  try {
    queue.checkNames({ buildIds: [buildId] });
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    // It names the build ID that is most like it.
    return { ...refused, cause: sentenceOf(error) };
  } finally {
    queue.free();
  }
  return refused;
}

/**
 * Asks whether an operation would be refused for one reason.
 *
 * @param {Namespace} namespace
 * @param {string} taskQueue
 * @param {BuildIdOperation} asked
 * @param {import('../pkg/index.js').RefusalReason} reason
 */
function refusalOf(namespace, taskQueue, asked, reason) {
  try {
    const preview = namespace.preview(taskQueue, asked, []);
    if (preview.result !== 'refused' || preview.reason !== reason || !preview.advice)
      return undefined;
    const { cause, instead: advice, operation } = preview.advice;
    const isSame = operation?.operation === asked.operation;
    const nearest = isSame && 'buildId' in operation ? operation.buildId : undefined;
    return { cause, advice, nearest, instead: isSame ? undefined : operation };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A lone surrogate, which no request to a server can hold.
    return { cause: sentenceOf(error), advice: '' };
  }
}

/** @param {Error & { problem?: string }} error of the engine */
function sentenceOf({ problem = '' }) {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}

/**
 * What would change nothing, of the operations that could be composed for a build ID.
 *
 * @param {import('./answers.js').Answers} answers
 * @param {number} step after which they would come
 * @param {readonly Draft[]} drafts
 * @returns {boolean[]} for each
 */
export function changeNothing(answers, step, drafts) {
  const namespace = answers.rollout.namespaceAfter(step);
  const results = drafts.map((draft) => {
    if (missingFields(draft).length > 0) return false;
    return namespace.preview(draft.taskQueue, operationOf(draft), []).result === 'unchanged';
  });
  namespace.free();
  return results;
}

/**
 * The command of an operation, piece by piece, as the engine writes it; empty where no command asks for it.
 *
 * @param {Draft} draft
 * @returns {Piece[]}
 */
export function piecesOf({ operation, values }) {
  // Each field has its own name for a value, so that the command says where each stands.
  const named = { ...emptyDraft('taskQueue', operation), values: { ...values } };
  for (const [field, { kind }] of fieldsOf(operation)) {
    if (kind !== 'flag') named.values[field] = field;
  }
  const command = snippet(named.taskQueue, operationOf(named), 'cli');
  if (command.startsWith('#')) return [];
  return command.split(' \\\n').map((line) => {
    const [text, value] = line.trim().split('=');
    return value === undefined ? { text } : { text, value: /** @type {Piece['value']} */ (value) };
  });
}

/**
 * The draft for the clipboard: a command or, where no command asks for it, code. Empty where neither can hold a value.
 *
 * @param {Draft} draft
 */
export function textOf(draft) {
  const language = piecesOf(draft).length > 0 ? 'cli' : 'typescript';
  try {
    return snippet(draft.taskQueue, operationOf(draft), language);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return '';
  }
}

/**
 * A text in parts, of which some are marked.
 *
 * @param {string} text
 * @param {readonly Place[]} places of those that are
 * @returns {{ text: string, isMarked: boolean }[]}
 */
export function markedParts(text, places) {
  const lines = text.split('\n');
  const starts = places.map(({ line, column, length }) => {
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    return { start: before + column - 1, length };
  });
  const parts = [];
  let end = 0;
  for (const { start, length } of starts.sort((one, other) => one.start - other.start)) {
    parts.push({ text: text.slice(end, start), isMarked: false });
    end = start + length;
    parts.push({ text: text.slice(start, end), isMarked: true });
  }
  return [...parts, { text: text.slice(end), isMarked: false }];
}
