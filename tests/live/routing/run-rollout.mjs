/**
 * Rollouts on the server and the engine side by side: raw workers poll as real ones do, and whoever gets
 * a task must be the one that the engine names.
 */

import { tagged } from '../names.mjs';
import { answer, finish } from './answers.mjs';
import { query, signal, start } from './clients.mjs';
import { handOut } from './hand-out.mjs';
import { update } from './operators.mjs';
import { newRun } from './run.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../rollout.mjs').SimpleStep} SimpleStep
 * @typedef {import('../rollout.mjs').Step} Step
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('./comparison.mjs').Decision} Decision
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * Goes through a plan on both sides, until they differ.
 *
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly Step[]} plan
 * @param {string} tag
 * @returns {Promise<{ history: string[], decisions: Decision[], difference?: Difference }>}
 */
export async function runRollout(server, namespace, plan, tag) {
  const run = newRun(server, namespace, tag);
  const take = (/** @type {SimpleStep} */ step) => takeStep(run, step);
  for (const template of plan) {
    const step = tagged(template, tag);
    if (step.do === 'handOut') await handOut(run, step.meanwhile, take);
    // Workers poll only in hand-outs: nobody would answer a query now.
    else if (step.do !== 'query') await take(step);
    if (run.comparison.difference) break;
  }
  const { history, decisions, difference } = run.comparison;
  return { history, decisions, difference };
}

/**
 * @param {Run} run
 * @param {SimpleStep} step
 */
async function takeStep(run, step) {
  await doStep(run, step);
  run.executions.noteScheduled(run.versionSets.changes);
}

/**
 * @param {Run} run
 * @param {SimpleStep} step
 */
async function doStep(run, step) {
  switch (step.do) {
    case 'update':
      return update(run, step);
    case 'start':
      return start(run, step);
    case 'signal':
      return signal(run, step.workflow);
    case 'query':
      return query(run, step.workflow);
    case 'answer':
      return answer(run, step);
    case 'finish':
      return finish(run, step);
  }
}
