/** What the server did, held against what the engine says: the decisions, and the first difference. */

import { isDeepStrictEqual } from 'node:util';
import { kindsOf } from './kinds.mjs';
import { landingOf } from './landing.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Namespace} Namespace
 * @typedef {import('../../../pkg/index.js').Task} Task
 * @typedef {import('../operations.mjs').Difference} Difference
 * @typedef {import('../operations.mjs').Sets} Sets
 * @typedef {import('../protocol.mjs').Worker} Worker
 * @typedef {import('../server.mjs').Refusal} Refusal
 * @typedef {import('./landing.mjs').Landing} Landing
 * @typedef {import('./version-sets.mjs').VersionSets} VersionSets
 */

/**
 * What the server did with a task, or with a poll, while the queues had these sets.
 *
 * @typedef {{ sets: Record<string, Sets> } & (
 *   | { task: Task, landing: Landing, kinds: string[] }
 *   | { taskQueue: string, worker: Worker, refusal?: Refusal, kinds: string[] }
 * )} Decision
 */

export class Comparison {
  /** What happened, a line each. @type {string[]} */
  history = [];
  /** @type {Decision[]} */
  decisions = [];
  /** The first one. @type {Difference | undefined} */
  difference;
  #namespace;
  #versionSets;

  /**
   * @param {Namespace} namespace
   * @param {VersionSets} versionSets
   */
  constructor(namespace, versionSets) {
    this.#namespace = namespace;
    this.#versionSets = versionSets;
  }

  /** @param {string} line */
  note(line) {
    this.history.push(line);
  }

  /**
   * The server handed a task out, or refused the command that leads to it.
   *
   * @param {string} name
   * @param {Task} task
   * @param {Landing} landing
   * @param {string[]} [more] kinds that it is of
   */
  landed(name, task, landing, more = []) {
    const expected = this.#namespace.resolve(task);
    const kinds = [...kindsOf(task, expected), ...more];
    this.decisions.push({ sets: this.#versionSets.now, task, landing, kinds });
    this.note(`${name}: ${JSON.stringify(task)} → ${JSON.stringify(landing)}`);
    if (!isDeepStrictEqual(landing, landingOf(expected))) this.differ(name, landing, expected);
  }

  /**
   * The server took a poll, or refused it.
   *
   * @param {string} taskQueue
   * @param {Worker} worker
   * @param {Refusal | undefined} refusal
   */
  polled(taskQueue, worker, refusal) {
    const expected = this.#namespace.poll(taskQueue, worker);
    const here =
      expected.outcome === 'refused'
        ? { code: expected.code, message: expected.message }
        : undefined;
    const kinds = [`poll: ${expected.outcome}, ${expected.reason}`];
    this.decisions.push({ sets: this.#versionSets.now, taskQueue, worker, refusal, kinds });
    if (!isDeepStrictEqual(refusal, here)) {
      this.differ(`poll of ${nameOf(worker)} on ${taskQueue}`, refusal ?? 'taken', here ?? 'taken');
    }
  }

  /**
   * Both should be the same.
   *
   * @param {unknown} server
   * @param {unknown} engine
   */
  compare(server, engine) {
    if (!isDeepStrictEqual(server, engine)) this.difference ??= { server, engine };
  }

  /**
   * They are not the same.
   *
   * @param {string} what
   * @param {unknown} server
   * @param {unknown} engine
   */
  differ(what, server, engine) {
    this.difference ??= { server: { [what]: server }, engine: { [what]: engine } };
  }
}

/** A worker in the history. @param {Worker} worker */
export function nameOf({ buildId, useVersioning }) {
  if (useVersioning) return `worker ${JSON.stringify(buildId)}`;
  return buildId ? `unversioned worker ${JSON.stringify(buildId)}` : 'unversioned worker';
}
