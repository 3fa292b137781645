/** What a step does or would do, with what is named for people: which landings move, and what is left to wait. */

import { VersioningError } from '../engine.js';
import { Answers, Moment } from './answers.js';
import { withQueue } from './items.js';

/**
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutSubject} RolloutSubject
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 * @typedef {import('../pkg/index.js').SetState} SetState
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

/**
 * @typedef {object} Exposed
 * @property {SetState[]} before the version sets of the operation's queue
 * @property {SetState[]} after
 * @property {{ from: LandingGroup, to: LandingGroup, subjects: RolloutSubject[] }[]} moves
 * @property {Waiting[]} waiting what waits then on the queues that change
 * @property {import('../pkg/index.js').WorkerChange[]} polls
 */

/** @typedef {{ landing: LandingGroup, isNew: boolean, subjects: RolloutSubject[] }} Waiting */

/**
 * @typedef {{ step: number, operation: RolloutOperation, to: RolloutStepResult }} LaterStep
 */

/**
 * @typedef {Exposed & {
 *   operation: RolloutOperation,
 *   result: StepResult,
 *   hazards: Hazard[],
 *   later: LaterStep[],
 * }} Preview `later` are the later steps of which something else would become
 */

/**
 * @param {Answers} answers
 * @param {number} step the one after which it would come
 * @param {RolloutOperation} operation
 * @returns {Preview}
 */
export function previewOf(answers, step, operation) {
  const later = answers.document.operations?.slice(step) ?? [];
  const [result, ...then] = resultsAfter(answers, step, [operation, ...later]);
  if (result.result !== 'changed') {
    const before = answers.moment(step).sets(operation.taskQueue);
    const nothing = { moves: [], waiting: [], polls: [], hazards: [], later: [] };
    return { operation, result, before, after: before, ...nothing };
  }
  const isNamed = answers.newWorkflows.has(operation.taskQueue);
  const asked = isNamed ? answers : new Answers(withQueue(answers.document, operation.taskQueue));
  const at = { after: step, operation };
  const hazards = asked.rollout.hazards(at).filter((hazard) => hazard.step === step + 1);
  const exposed = exposedBy(
    operation.taskQueue,
    asked.moment(step),
    asked.rollout.difference(step, at),
    new Moment(asked, at),
  );
  if (asked !== answers) asked.free();
  const now = answers.steps.slice(step);
  return { operation, result, ...exposed, hazards, later: otherwise(step, later, now, then) };
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
  const exposed = exposedBy(
    taskQueue,
    answers.moment(step - 1),
    answers.rollout.difference(step - 1, step),
    answers.moment(step),
  );
  const now = resultsAfter(answers, step - 1, later);
  const then = resultsAfter(answers, step, later);
  return {
    operation: { taskQueue, ...operation },
    result,
    ...exposed,
    hazards: answers.hazards(step),
    later: otherwise(after, later, now, then),
  };
}

/**
 * @param {string} taskQueue
 * @param {Moment} before
 * @param {import('../pkg/index.js').Difference} difference
 * @param {Moment} after
 * @returns {Exposed}
 */
function exposedBy(taskQueue, before, { taskQueues, moves, beginToWait, workers }, after) {
  const { subjects } = after.answers;
  const named = (/** @type {number[]} */ places) => places.map((place) => subjects[place]);
  const isNew = new Set([...beginToWait, ...moves.flatMap((move) => move.subjects)]);
  const waiting = [...subjects.keys()].filter((place) => {
    const { landing } = after.landed(place);
    return landing.waits && taskQueues.includes(landing.taskQueue);
  });
  return {
    before: before.sets(taskQueue),
    after: after.sets(taskQueue),
    moves: together(moves, ({ from, to }) => `${placeOf(from)} ${placeOf(to)}`).map((alike) => ({
      ...alike[0],
      subjects: named(alike.flatMap((move) => move.subjects).sort((one, other) => one - other)),
    })),
    waiting: together(
      waiting,
      (place) => `${isNew.has(place)} ${placeOf(after.landed(place).landing)}`,
    )
      .map((alike) => ({
        landing: after.landed(alike[0]).landing,
        isNew: isNew.has(alike[0]),
        subjects: named(alike),
      }))
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
 * @param {Answers} answers
 * @param {number} step
 * @param {readonly RolloutOperation[]} operations
 * @returns {StepResult[]} what becomes of operations after a step
 */
function resultsAfter({ rollout }, step, operations) {
  const namespace = rollout.namespaceAfter(step);
  const results = operations.map(({ name: _, ...operation }) => resultOf(namespace, operation));
  namespace.free();
  return results;
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
