/** What one has to know of a step beyond what it moves: its hazards, the way back from it, and its runbook. */

import { Rollout } from '../engine.js';
import { runbookOfStep } from '../runbook.js';
import { withStep } from './steps.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('../pkg/index.js').Hazard} Hazard
 * @typedef {import('../pkg/index.js').Rollback} Rollback
 */

/** @typedef {{ hazards: Hazard[], wayBack: Rollback, runbook: string }} StepFacts */

/**
 * What of a document concerns a queue. A step changes one queue, so that nothing else matters to it but the other
 * steps: they count towards the limits, and have the numbers that they have.
 *
 * @param {RolloutDocument} document
 * @param {string} taskQueue
 * @returns {RolloutDocument}
 */
export function onQueue({ expectations: _, ...document }, taskQueue) {
  return {
    ...document,
    workers: document.workers?.filter((worker) => worker.taskQueue === taskQueue),
    workflows: document.workflows?.flatMap((workflow) => {
      const commands = workflow.commands?.filter(
        (command) => targetOf(workflow, command) === taskQueue,
      );
      const isThere = workflow.taskQueue === taskQueue || (commands?.length ?? 0) > 0;
      return isThere ? [{ ...workflow, commands }] : [];
    }),
  };
}

/**
 * @param {RolloutWorkflow} workflow
 * @param {import('../pkg/index.js').RolloutCommand} command
 */
function targetOf(workflow, command) {
  return ('taskQueue' in command ? command.taskQueue : undefined) ?? workflow.taskQueue;
}

/**
 * @param {RolloutDocument} document
 * @returns {Hazard[]} what can go wrong already before the first step, on any queue
 */
export function hazardsAtStart(document) {
  let hazards = knownStarts.get(document);
  if (hazards === undefined) {
    hazards = ask(document, (rollout) => hazardsAt(rollout, 0));
    knownStarts.set(document, hazards);
  }
  return hazards;
}

/** @type {WeakMap<RolloutDocument, Hazard[]>} */
const knownStarts = new WeakMap();

/**
 * The hazards of a step that might come next.
 *
 * @param {RolloutDocument} document
 * @param {number} step the one after which it would come
 * @param {RolloutOperation} operation
 * @returns {Hazard[]}
 */
export function hazardsWith(document, step, operation) {
  const key = JSON.stringify([step, operation]);
  let known = lately.get(document);
  if (known?.key !== key) {
    const hazards = hazardsOn(withStep(document, step, operation), operation.taskQueue);
    known = { key, hazards: hazards.filter((hazard) => hazard.step === step + 1) };
    lately.set(document, known);
  }
  return known.hazards;
}

/** @type {WeakMap<RolloutDocument, { key: string, hazards: Hazard[] }>} what was asked last */
const lately = new WeakMap();

/**
 * @param {RolloutDocument} document
 * @param {string} taskQueue
 * @returns {Hazard[]} those of all steps that change the queue
 */
export function hazardsOn(document, taskQueue) {
  return ask(onQueue(document, taskQueue), (rollout) => rollout.hazards());
}

/**
 * @param {RolloutDocument} document
 * @param {number} step from 1
 * @returns {StepFacts}
 */
export function factsOf(document, step) {
  const known = knownFacts.get(document) ?? new Map();
  knownFacts.set(document, known);
  let facts = known.get(step);
  if (facts === undefined) {
    const { taskQueue } = /** @type {RolloutOperation[]} */ (document.operations)[step - 1];
    facts = ask(onQueue(document, taskQueue), (rollout) => ({
      hazards: hazardsAt(rollout, step),
      wayBack: rollout.rollback(step),
      runbook: runbookOfStep(rollout, step),
    }));
    known.set(step, facts);
  }
  return facts;
}

/** @type {WeakMap<RolloutDocument, Map<number, StepFacts>>} */
const knownFacts = new WeakMap();

/**
 * @param {Rollout} rollout
 * @param {number} step
 */
function hazardsAt(rollout, step) {
  return rollout.hazards().filter((hazard) => hazard.step === step);
}

/**
 * @template T
 * @param {RolloutDocument} document
 * @param {(rollout: Rollout) => T} question
 * @returns {T}
 */
function ask(document, question) {
  const rollout = new Rollout(document);
  try {
    return question(rollout);
  } finally {
    rollout.free();
  }
}
