/** What all who take part in the run of a plan share: the two sides, and what has become of it. */

import { TaskQueueClient } from '@temporalio/client';
import { NAMESPACE } from '../server.mjs';
import { Runs } from './runs.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../server.mjs').Server} Server
 * @typedef {import('./questions.mjs').Question} Question
 */

/**
 * @typedef {object} PlanRun
 * @property {Server} server
 * @property {TaskQueueClient} client of the server
 * @property {Namespace} namespace of the engine
 * @property {string} tag
 * @property {Runs} runs
 * @property {string[]} history what happened, a line each
 * @property {Question[]} questions
 */

/**
 * Seconds until something counts as never coming. On a busy machine a task may be lost with the poll that it was handed
 * to, which the server notices after half a minute, and that several times in a row.
 */
export const PATIENCE = 180;

/**
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {string} tag
 * @returns {PlanRun}
 */
export function newPlanRun(server, namespace, tag) {
  const client = new TaskQueueClient({ connection: server.connection, namespace: NAMESPACE });
  return { server, client, namespace, tag, runs: new Runs(tag), history: [], questions: [] };
}
