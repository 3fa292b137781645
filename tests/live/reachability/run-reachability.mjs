/**
 * Reachability on the server and the engine side by side, both through the interface of the TypeScript client:
 * runs that real polls have moved on, open and closed, and every question about them.
 */

import { tagged } from '../names.mjs';
import { signal, start, terminate, update } from './clients.mjs';
import { newPlanRun } from './plan-run.mjs';
import { ask } from './questions.mjs';
import { work } from './workers.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../reachability-plan.mjs').ReachabilityStep} ReachabilityStep
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('./plan-run.mjs').PlanRun} PlanRun
 * @typedef {import('./questions.mjs').Question} Question
 */

/** A server with these answers as one whose defaults are all older than five minutes. */
export const REACHABILITY_SETTINGS = {
  'frontend.reachabilityQuerySetDurationSinceDefault': '0s',
};

/**
 * Goes through a plan on both sides, until they differ.
 *
 * @param {Server} server with {@link REACHABILITY_SETTINGS}
 * @param {Namespace} namespace
 * @param {readonly ReachabilityStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ history: string[], questions: Question[], difference?: Difference }>}
 */
export async function runReachability(server, namespace, plan, tag) {
  const run = newPlanRun(server, namespace, tag);
  const { history, questions } = run;
  for (const step of plan) {
    const difference = await takeStep(run, tagged(step, tag));
    if (difference) return { history, questions, difference };
  }
  return { history, questions };
}

/**
 * @param {PlanRun} run
 * @param {ReachabilityStep} step
 * @returns {Promise<Difference | undefined>}
 */
async function takeStep(run, step) {
  switch (step.do) {
    case 'update':
      return update(run, step.taskQueue, step.operation);
    case 'start':
      return start(run, step.workflow, step.taskQueue);
    case 'signal':
      return signal(run, step.workflow);
    case 'terminate':
      return terminate(run, step.workflow);
    case 'work':
      return work(run, step);
    case 'ask':
      return ask(run, step.options);
  }
}
