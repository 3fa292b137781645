/** What a step would do if it were put in after the one that is looked at. */

import { words } from '../engine.js';
import { landed, subjectsByQueue } from './landings.js';
import { withoutSteps, withStep } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('./evaluation.js').StepResult} StepResult
 * @typedef {import('../pkg/index.js').BuildIdVersionSet} BuildIdVersionSet
 * @typedef {import('./evaluation.js').Evaluator} Evaluator
 * @typedef {import('./evaluation.js').PollOutcome} PollOutcome
 * @typedef {import('./landings.js').Landed} Landed
 */

/**
 * @typedef {object} Preview
 * @property {RolloutOperation} operation
 * @property {StepResult} result
 * @property {BuildIdVersionSet[]} before the queue's version sets
 * @property {BuildIdVersionSet[]} after
 * @property {{ from: Landed, to: Landed }[]} moves what lands elsewhere than before
 * @property {{ landed: Landed, isNew: boolean }[]} waiting what no worker of the document receives then; new
 *   is what lands elsewhere now
 * @property {{ place: number, from: PollOutcome, to: PollOutcome }[]} polls the workers that get something else
 * @property {LaterStep[]} later the later steps of which something else would become
 */

/**
 * @typedef {object} LaterStep
 * @property {number} step its number as it is now
 * @property {RolloutOperation} operation
 * @property {StepResult} from
 * @property {StepResult} to
 */

/**
 * @param {Evaluator} evaluator
 * @param {RolloutDocument} document
 * @param {number} step the one after which it would come
 * @param {RolloutOperation} operation
 * @returns {Preview}
 */
export function previewOf(evaluator, document, step, operation) {
  const { taskQueue } = operation;
  const moments = evaluator.moments(document);
  const [now, then] = [moments[step], moments[step].after(operation)];
  const [before, after] = [now.queue(taskQueue), then.queue(taskQueue)];
  const result = /** @type {StepResult} */ (then.result);
  const preview = { operation, result, before: before.sets, after: after.sets };
  if (result.result !== 'changed') {
    return { ...preview, moves: [], waiting: [], polls: [], later: [] };
  }
  const changed = withStep(document, step, operation);
  const moves = [];
  const waiting = [];
  for (const subject of subjectsByQueue(changed).get(taskQueue) ?? []) {
    const from = landed(document, now, subject);
    const to = landed(document, then, subject);
    if (from.where !== to.where) moves.push({ from, to });
    if (to.workers.length === 0 && to.landing.outcome !== 'rejected') {
      waiting.push({ landed: to, isNew: from.where !== to.where });
    }
  }
  const polls = [...(document.workers ?? []).entries()]
    .filter(([, worker]) => worker.taskQueue === taskQueue)
    .map(([place, worker]) => ({ place, from: before.poll(worker), to: after.poll(worker) }))
    .filter(({ from, to }) => words.poll(from) !== words.poll(to));
  return {
    ...preview,
    moves,
    waiting,
    polls,
    later: laterSteps(evaluator, document, changed, step),
  };
}

/** @param {Preview} preview */
export function movesInWords({ moves, waiting }) {
  const moved = moves.length === 1 ? '1 landing moves' : `${moves.length || 'No'} landings move`;
  return waiting.length === 0 ? `${moved}.` : `${moved}; ${waiting.length} without a worker.`;
}

/**
 * @param {Evaluator} evaluator
 * @param {RolloutDocument} document
 * @param {RolloutDocument} changed
 * @param {number} step
 * @returns {LaterStep[]}
 */
function laterSteps(evaluator, document, changed, step) {
  const now = resultsOf(evaluator.moments(document));
  const then = resultsOf(evaluator.moments(changed));
  return (document.operations ?? [])
    .map((operation, index) => ({
      step: index + 1,
      operation,
      from: now[index],
      to: then[index + 1],
    }))
    .slice(step)
    .filter(({ from, to }) => from.result !== to.result);
}

/** @param {import('./evaluation.js').Moment[]} moments */
function resultsOf(moments) {
  return moments.slice(1).map(({ result }) => /** @type {StepResult} */ (result));
}

/**
 * The steps that could not be carried out any more if one were deleted: these would have to go with it.
 *
 * @param {Evaluator} evaluator
 * @param {RolloutDocument} document
 * @param {number} step from 1
 * @returns {{ step: number, result: StepResult }[]} with what would become of them
 */
export function dependentSteps(evaluator, document, step) {
  const now = resultsOf(evaluator.moments(document));
  /** @type {{ step: number, result: StepResult }[]} */
  const dependent = [];
  for (;;) {
    const gone = [step, ...dependent.map((other) => other.step)];
    const kept = now.map((_, index) => index + 1).filter((number) => !gone.includes(number));
    const then = resultsOf(evaluator.moments(withoutSteps(document, gone)));
    const place = then.findIndex(
      (result, index) => result.result === 'refused' && now[kept[index] - 1].result !== 'refused',
    );
    if (place < 0) return dependent;
    dependent.push({ step: kept[place], result: then[place] });
  }
}
