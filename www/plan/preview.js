/** What a step does or would do, with what is named for people: which landings move, and what is left to wait. */

import { VersioningError } from '../engine.js';
import { Answers } from './answers.js';
import { withQueue } from './items.js';

/**
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutSubject} RolloutSubject
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 * @typedef {{ buildIds: readonly string[] }} ListedSet
 * @typedef {import('../pkg/index.js').Hazard} Hazard
 * @typedef {import('../pkg/index.js').VersioningError} Refusal
 * @typedef {import('../pkg/index.js').RolloutStepResult} RolloutStepResult
 */

/**
 * What becomes of a step. One that no request to a server can hold is refused without a reason of the server.
 *
 * @typedef {Exclude<RolloutStepResult, { result: 'refused' }>
 *   | { result: 'refused' } & Pick<Refusal, 'code' | 'reason' | 'message' | 'advice'>} StepResult
 */

/** @typedef {{ landing: LandingGroup, isNew: boolean, subjects: RolloutSubject[] }} Waiting */

/**
 * @typedef {{ step: number, operation: RolloutOperation, to: RolloutStepResult }} LaterStep
 */

/**
 * @typedef {object} Preview
 * @property {RolloutOperation} operation
 * @property {StepResult} result
 * @property {ListedSet[]} before the version sets of the operation's queue
 * @property {ListedSet[]} after
 * @property {{ from: LandingGroup, to: LandingGroup, subjects: RolloutSubject[] }[]} moves
 * @property {Waiting[]} waiting what waits then on the queues that change
 * @property {import('../pkg/index.js').WorkerChange[]} polls
 * @property {Hazard[]} hazards
 * @property {LaterStep[]} later the later steps of which something else would become
 */

/**
 * @param {Answers} answers
 * @param {number} step the one after which it would come
 * @param {RolloutOperation} operation
 * @returns {Preview}
 */
export function previewOf(answers, step, operation) {
  const { taskQueue } = operation;
  const later = answers.document.operations?.slice(step) ?? [];
  const namespace = answers.rollout.namespaceAfter(step);
  const [result] = resultsIn(namespace, [operation]);
  if (result.result !== 'changed') {
    namespace.free();
    const before = answers.moment(step).sets(taskQueue);
    const nothing = { moves: [], waiting: [], polls: [], hazards: [], later: [] };
    return { operation, result, before, after: before, ...nothing };
  }
  const after = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  const then = resultsIn(namespace, later);
  namespace.free();
  const isNamed = answers.newWorkflows.has(taskQueue);
  const asked = isNamed ? answers : new Answers(withQueue(answers.document, taskQueue));
  const before = asked.moment(step);
  const at = { after: step, operation };
  const preview = {
    operation,
    result,
    before: before.sets(taskQueue),
    after,
    ...exposedBy(before, asked.rollout.difference(step, at)),
    hazards: asked.rollout.hazards(at).filter((hazard) => hazard.step === step + 1),
    later: otherwise(step, later, answers.steps.slice(step), then),
  };
  if (!isNamed) asked.free();
  return preview;
}

/**
 * @param {Answers} answers
 * @param {number} step a step of the document, from 1
 * @param {number} after where the steps that are given count from
 * @param {readonly RolloutOperation[]} later that would come after it
 * @returns {Preview}
 */
export function previewOfStep(answers, step, after, later) {
  const { step: _, name: __, taskQueue, operation, ...result } = answers.steps[step - 1];
  const before = answers.moment(step - 1);
  const now = resultsAfter(answers, step - 1, later);
  const then = resultsAfter(answers, step, later);
  return {
    operation: { taskQueue, ...operation },
    result,
    before: before.sets(taskQueue),
    after: answers.moment(step).sets(taskQueue),
    ...exposedBy(before, answers.rollout.difference(step - 1, step)),
    hazards: answers.hazards(step),
    later: otherwise(after, later, now, then),
  };
}

/**
 * @param {import('./answers.js').Moment} before
 * @param {import('../pkg/index.js').Difference} difference
 * @returns {Pick<Preview, 'moves' | 'waiting' | 'polls'>}
 */
function exposedBy(before, { taskQueues, moves, beginToWait, ceaseToWait, workers }) {
  const { subjects } = before.answers;
  const named = (/** @type {number[]} */ places) => places.map((place) => subjects[place]);
  const moved = new Map(moves.flatMap(({ to, subjects }) => subjects.map((one) => [one, to])));
  const [begins, ceases] = [new Set(beginToWait), new Set(ceaseToWait)];
  const waiting = [...subjects.keys()].flatMap((place) => {
    const to = moved.get(place);
    // What does not move lands where it did.
    const landing = to ?? before.landed(place).landing;
    const isNew = to !== undefined || begins.has(place);
    const waits = begins.has(place) || (landing.waits && !ceases.has(place));
    return waits && taskQueues.includes(landing.taskQueue) ? [{ place, landing, isNew }] : [];
  });
  return {
    moves: together(moves, ({ from, to }) => `${placeOf(from)} ${placeOf(to)}`).map((alike) => ({
      ...alike[0],
      subjects: named(alike.flatMap((move) => move.subjects).sort((one, other) => one - other)),
    })),
    waiting: together(waiting, ({ landing, isNew }) => `${isNew} ${placeOf(landing)}`)
      .map((alike) => ({ ...alike[0], subjects: named(alike.map(({ place }) => place)) }))
      .sort((one, other) => Number(other.isNew) - Number(one.isNew)),
    polls: workers.filter(({ changes }) => changes.some((change) => !RECEPTION.includes(change))),
  };
}

/** What changes for a worker whose polls bring what they brought. */
const RECEPTION = ['BEGINS_TO_RECEIVE', 'CEASES_TO_RECEIVE'];

/**
 * Names where something lands, by whatever rule.
 *
 * @param {LandingGroup} landing
 */
export function placeOf({ taskQueue, outcome, ...rest }) {
  return JSON.stringify([taskQueue, outcome, 'buildId' in rest ? rest.buildId : '']);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {T[][]} those of the same key, in the order of the first of each
 */
export function together(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/**
 * Carries out operations after a step.
 *
 * @param {Answers} answers
 * @param {number} step
 * @param {readonly RolloutOperation[]} operations
 */
function resultsAfter({ rollout }, step, operations) {
  const namespace = rollout.namespaceAfter(step);
  const results = resultsIn(namespace, operations);
  namespace.free();
  return results;
}

/**
 * @param {import('../pkg/index.js').Namespace} namespace
 * @param {readonly RolloutOperation[]} operations
 */
function resultsIn(namespace, operations) {
  return operations.map(({ name: _, ...operation }) => resultOf(namespace, operation));
}

/**
 * @param {import('../pkg/index.js').Namespace} namespace
 * @param {import('../pkg/index.js').Operation} operation
 * @returns {StepResult}
 */
function resultOf(namespace, operation) {
  try {
    const { changed, ...guess } = namespace.apply(operation);
    return changed ? { result: 'changed', ...guess } : { result: 'unchanged' };
  } catch (error) {
    if (error instanceof VersioningError) {
      const { code, reason, message, advice } = error;
      return { result: 'refused', code, reason, message, advice };
    }
    if (!(error instanceof TypeError)) throw error;
    // Half a character, which no request to a server can hold.
    return { result: 'refused', code: 'INVALID_ARGUMENT', message: error.message };
  }
}

/**
 * @param {number} after
 * @param {readonly RolloutOperation[]} later
 * @param {readonly StepResult[]} now
 * @param {readonly StepResult[]} then
 * @returns {LaterStep[]}
 */
function otherwise(after, later, now, then) {
  return later
    .map((operation, index) => ({
      step: after + index + 1,
      operation,
      // A document has no step that no request can hold.
      to: /** @type {RolloutStepResult} */ (then[index]),
    }))
    .filter(({ to }, index) => to.result !== now[index].result);
}

/** @param {Preview} preview */
export function movesInWords({ moves, waiting }) {
  const moved = countOf(moves);
  const words = moved === 1 ? '1 landing moves' : `${moved || 'No'} landings move`;
  return waiting.length === 0 ? `${words}.` : `${words}; ${countOf(waiting)} without a worker.`;
}

/** @param {readonly { subjects: RolloutSubject[] }[]} groups */
export function countOf(groups) {
  return groups.reduce((sum, { subjects }) => sum + subjects.length, 0);
}

/**
 * The steps that could not be carried out any more if one were deleted: these would have to go with it.
 *
 * @param {Answers} answers
 * @param {number} step from 1
 * @returns {{ step: number, message: string }[]} with why they would be refused
 */
export function dependentSteps(answers, step) {
  const later = answers.document.operations?.slice(step) ?? [];
  return resultsAfter(answers, step - 1, later).flatMap((then, index) => {
    const isLost = then.result === 'refused' && answers.steps[step + index].result !== 'refused';
    return isLost ? [{ step: step + index + 1, message: then.message }] : [];
  });
}
