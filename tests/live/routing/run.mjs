/** What all who take part in a run share: the two sides, the names in use, and what has become of it. */

import { tagged } from '../names.mjs';
import { BILLING, ORDERS } from '../rollout.mjs';
import { Comparison } from './comparison.mjs';
import { Executions } from './executions.mjs';
import { VersionSets } from './version-sets.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../server.mjs').Server} Server
 */

/**
 * @typedef {object} Run
 * @property {Server} server
 * @property {Namespace} namespace of the engine
 * @property {string[]} taskQueues
 * @property {string[]} markers two build IDs in a set of their own, to see by their polls that an update has reached routing
 * @property {string} unknown a build ID that no queue knows
 * @property {VersionSets} versionSets
 * @property {Executions} executions
 * @property {Comparison} comparison
 */

/** Seconds until a task that nobody got counts as lost. */
export const PATIENCE = 90;

/**
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {string} tag
 * @returns {Run}
 */
export function newRun(server, namespace, tag) {
  const versionSets = new VersionSets();
  return {
    server,
    namespace,
    taskQueues: tagged([ORDERS, BILLING], tag),
    markers: tagged(['marker-a#', 'marker-b#'], tag),
    unknown: tagged('unknown#', tag),
    versionSets,
    executions: new Executions(tag),
    comparison: new Comparison(namespace, versionSets),
  };
}
