/** What a step does or would do: which landings move, and what is left without a worker. */

import { snippet } from '../engine.js';
import { Answers } from './answers.js';
import { withQueue } from './items.js';
import { withoutSteps, withSteps } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutStep} RolloutStep
 * @typedef {import('../pkg/index.js').RolloutSubject} RolloutSubject
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 * @typedef {import('../pkg/index.js').VersioningError} Refusal
 * @typedef {{ buildIds: readonly string[] }} ListedSet
 */

/**
 * A step with its result. If no request to a server can hold the operation, it is refused without the server's reason.
 *
 * @typedef {Exclude<RolloutStep, { result: 'refused' }>
 *   | Pick<RolloutStep, 'taskQueue' | 'operation'> & { result: 'refused' }
 *   & Pick<Refusal, 'code' | 'message' | 'advice'>} Step
 */

/** @typedef {{ landing: LandingGroup, isNew: boolean, subjects: RolloutSubject[] }} Waiting */

/**
 * @typedef {object} Preview
 * @property {Step} step
 * @property {readonly ListedSet[]} before the version sets of the step's queue
 * @property {readonly ListedSet[]} after
 * @property {{ from: LandingGroup, to: LandingGroup, subjects: RolloutSubject[] }[]} moves
 * @property {Waiting[]} waiting what waits on the changed queues after it
 * @property {import('../pkg/index.js').WorkerChange[]} polls
 * @property {import('../pkg/index.js').Verdict} verdict
 * @property {RolloutStep[]} later the later steps that would have a different result, with that result
 */

/**
 * Shows an operation as a step that is not in the document.
 *
 * @param {Answers} answers
 * @param {number} after the step after which it would come
 * @param {RolloutOperation} operation
 * @returns {Preview}
 */
export function previewOf(answers, after, operation) {
  const { taskQueue, name: _, ...asked } = operation;
  const sets = answers.moment(after).sets(taskQueue);
  const unchanged = { before: sets, after: sets, ...NOTHING };
  try {
    snippet(taskQueue, asked, 'cli');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A lone surrogate, which no request to a server can hold.
    const { message } = error;
    const refusal = /** @type {const} */ ({ result: 'refused', code: 'INVALID_ARGUMENT', message });
    return { step: { taskQueue, operation: asked, ...refusal }, ...unchanged };
  }
  const bare = withoutRuns(withSteps(answers.document, after, [operation]));
  const [step, ...then] = bare.steps.slice(after);
  const setsThen = bare.moment(after + 1).sets(taskQueue);
  bare.free();
  if (step.result !== 'changed') return { step, ...unchanged };
  return {
    step,
    before: sets,
    after: setsThen,
    ...exposed(answers, after, operation),
    later: otherwise(answers.steps.slice(after), then),
  };
}

/** Of an operation that changes nothing, no verdict is shown. @type {import('../pkg/index.js').Verdict} */
const NO_VERDICT = {
  worst: 'notKnown',
  what: '',
  hazards: [],
  withoutWorker: 0,
  notKnown: 0,
  allListed: false,
};

const NOTHING = { moves: [], waiting: [], polls: [], verdict: NO_VERDICT, later: [] };

/**
 * What an operation would expose.
 *
 * @param {Answers} answers
 * @param {number} after
 * @param {RolloutOperation} operation
 * @returns {Pick<Preview, 'moves' | 'waiting' | 'polls' | 'verdict'>}
 */
function exposed(answers, after, operation) {
  if (!answers.newWorkflows.has(operation.taskQueue)) {
    // The engine leaves out a queue that the document does not name.
    const naming = new Answers(withQueue(answers.document, operation.taskQueue));
    const shown = exposed(naming, after, operation);
    naming.free();
    return shown;
  }
  const at = { after, operation };
  return {
    ...exposedBy(answers.moment(after), answers.rollout.difference(after, at)),
    verdict: answers.rollout.verdict(at),
  };
}

/**
 * Shows a step of the document.
 *
 * @param {Answers} answers
 * @param {number} step from 1
 * @returns {Omit<Preview, 'later'>}
 */
export function previewOfStep(answers, step) {
  const [before, after] = [answers.moment(step - 1), answers.moment(step)];
  const taken = answers.steps[step - 1];
  return {
    step: taken,
    before: before.sets(taken.taskQueue),
    after: after.sets(taken.taskQueue),
    ...exposedBy(before, answers.rollout.difference(step - 1, step)),
    verdict: answers.verdict(step),
  };
}

/**
 * Answers about the version sets and the steps only, which do not depend on workers and workflows.
 *
 * @param {RolloutDocument} document
 */
function withoutRuns({ version, limits, taskQueues, operations }) {
  return new Answers({ version, limits, taskQueues, operations });
}

/**
 * @param {RolloutDocument} document
 * @returns {RolloutStep[]} its steps and their results
 */
export function stepsOf(document) {
  const bare = withoutRuns(document);
  bare.free();
  return bare.steps;
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
 * Returns the steps that would have a different result, with that result and their present numbers.
 *
 * @param {readonly RolloutStep[]} now
 * @param {readonly RolloutStep[]} then the same steps
 * @returns {RolloutStep[]}
 */
export function otherwise(now, then) {
  return then
    .map((step, index) => ({ ...step, step: now[index].step }))
    .filter(({ result }, index) => result !== now[index].result);
}

/** @param {Preview} preview */
export function inWords({ moves, verdict }) {
  const moved = countOf(moves);
  const words = moved === 1 ? '1 landing moves' : `${moved || 'No'} landings move`;
  return `${words}. ${verdict.what}`;
}

/** @param {readonly { subjects: RolloutSubject[] }[]} groups */
export function countOf(groups) {
  return groups.reduce((sum, { subjects }) => sum + subjects.length, 0);
}

/**
 * Returns the steps that the server would refuse if another one were deleted, and why.
 *
 * @param {Answers} answers
 * @param {number} step from 1
 */
export function dependentSteps({ document, steps }, step) {
  const then = stepsOf(withoutSteps(document, [step])).slice(step - 1);
  return otherwise(steps.slice(step), then).flatMap((later) =>
    later.result === 'refused' ? [later] : [],
  );
}
