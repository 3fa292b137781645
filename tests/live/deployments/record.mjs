/** What the server answered about Worker Deployments, as plain JSON: `tests/vectors/deployment-*.json`. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../../scripts/process.mjs';

/**
 * @typedef {import('../../../pkg/index.js').DeploymentLimits} DeploymentLimits
 * @typedef {import('./operations.mjs').OperationRecord} OperationRecord
 * @typedef {import('./rollouts.mjs').Decision} Decision
 */

/** @param {string} name */
const file = (name) => join(root, 'tests', 'vectors', `${name}.json`);

/**
 * @param {string} server its version
 * @param {number} seed
 * @param {{ limits: Partial<DeploymentLimits>, cases: OperationRecord[][] }[]} runs
 */
export function recordDeploymentOperations(server, seed, runs) {
  const cases = runs.flatMap(({ limits, cases }) =>
    cases.map(
      (records) => `{"limits":${JSON.stringify(limits)},"steps":[\n${lines(steps(records))}\n]}`,
    ),
  );
  write('deployment-operations', server, seed, cases);
}

/**
 * What is described as it was before is left out.
 *
 * @param {OperationRecord[]} records
 */
function steps(records) {
  const numbers = new Numbers();
  /** @type {Map<string, unknown>} */
  const before = new Map();
  return records.map(({ ask, lookups, result, deployment, versions }) => {
    const described = [
      { describe: deployment.deploymentName, result: deployment.result },
      ...versions.map(({ version, result }) => ({ describe: version, result })),
    ].flatMap(({ describe, result }) => {
      const numbered = numbers.of(result);
      const key = JSON.stringify(describe);
      if (isDeepStrictEqual(before.get(key), numbered)) return [];
      before.set(key, numbered);
      return [[describe, numbered]];
    });
    return [numbers.of(ask), lookups ?? {}, numbers.of(result), described];
  });
}

/** Times and tokens as numbers, in the order in which they are met. */
class Numbers {
  /** @type {Map<unknown, number>} */
  #numbers = new Map();

  /**
   * @param {unknown} value
   * @param {string} [key]
   * @returns {unknown}
   */
  of(value, key = '') {
    if (Array.isArray(value)) return value.map((item) => this.of(item));
    if (typeof value === 'string' && /[a-z]Time$|^conflictToken$/.test(key)) {
      const number = this.#numbers.get(value) ?? this.#numbers.size + 1;
      this.#numbers.set(value, number);
      return number;
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, item]) => [name, this.of(item, name)]);
    return Object.fromEntries(entries);
  }
}

/**
 * @param {string} server its version
 * @param {number} seed
 * @param {Decision[][]} rollouts
 */
export function recordDeploymentRouting(server, seed, rollouts) {
  const cases = rollouts.map((decisions) => {
    const calls = decisions.flatMap(({ call }) => (call ? [call] : []));
    return `[\n${lines(calls)}\n]`;
  });
  write('deployment-routing', server, seed, cases);
}

/**
 * @param {string} name
 * @param {string} server
 * @param {number} seed
 * @param {string[]} cases
 */
function write(name, server, seed, cases) {
  const head = `"server":${JSON.stringify(server)},"seed":${seed}`;
  writeFileSync(file(name), `{${head},"cases":[\n${cases.join(',\n')}\n]}\n`);
}

/** @param {unknown[]} rows */
function lines(rows) {
  return rows.map((row) => JSON.stringify(row)).join(',\n');
}
