/**
 * What the server answered, as plain JSON for tests that need none: `tests/vectors/*.json`. Their format
 * is told in `docs/conformance.md`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../scripts/process.mjs';

/**
 * @typedef {import('../../pkg/index.js').Limits} Limits
 * @typedef {import('./operations.mjs').OperationRecord} OperationRecord
 * @typedef {import('./operations.mjs').Sets} Sets
 * @typedef {import('./routing/comparison.mjs').Decision} Decision
 * @typedef {import('./server.mjs').Refusal} Refusal
 */

const OPERATIONS = join(root, 'tests', 'vectors', 'operations.json');
const ROUTING = join(root, 'tests', 'vectors', 'routing.json');

/** The version of the server that the recording is of. */
export function recordedVersion() {
  return /** @type {string} */ (JSON.parse(readFileSync(OPERATIONS, 'utf8')).server);
}

/**
 * Fails when a server is not of the version that was recorded.
 *
 * @param {string} version
 */
export function expectRecordedVersion(version) {
  const recorded = recordedVersion();
  if (version === recorded) return;
  throw new Error(
    `This server is ${version}, and the recorded answers in tests/vectors are of ${recorded}: ` +
      'record them anew with `npm run conformance -- --record`, and look at what has changed.',
  );
}

/**
 * @param {string} server its version
 * @param {number} seed
 * @param {{ limits: Limits, cases: OperationRecord[][] }[]} runs
 */
export function recordOperations(server, seed, runs) {
  const cases = runs.flatMap(({ limits, cases }) => {
    const header = JSON.stringify(limits);
    return cases.map((records) => `{"limits":${header},"steps":[\n${lines(steps(records))}\n]}`);
  });
  const head = `"server":${JSON.stringify(server)},"seed":${seed}`;
  writeFileSync(OPERATIONS, `{${head},"cases":[\n${cases.join(',\n')}\n]}\n`);
}

/** @param {OperationRecord[]} records */
function steps(records) {
  /** @type {Map<string, Sets>} */
  const before = new Map();
  return records.map(({ taskQueue, operation, refusal, sets, readRefusal }) => {
    const { operation: name, ...fields } = operation;
    const known = before.get(taskQueue) ?? [];
    if (refusal && sets && !isDeepStrictEqual(sets, known)) {
      throw new Error(`a refused operation changed the sets: ${JSON.stringify(operation)}`);
    }
    if (sets) before.set(taskQueue, sets);
    const result = refusal
      ? refusalText(refusal)
      : isDeepStrictEqual(sets, known)
        ? 'same'
        : (sets ?? []);
    const call = [name, ...Object.values(fields)];
    return [taskQueue, call, result, ...(readRefusal ? [refusalText(readRefusal)] : [])];
  });
}

/**
 * @param {string} server its version
 * @param {number} seed
 * @param {Decision[]} decisions
 */
export function recordRouting(server, seed, decisions) {
  /** @type {Map<string, Map<string, string>>} */
  const landings = new Map();
  /** @type {Map<string, Map<string, string>>} */
  const polls = new Map();
  for (const decision of decisions) {
    if ('task' in decision) {
      const { sets, task, landing } = decision;
      const result =
        'message' in landing
          ? landing.message
          : [landing.taskQueue, 'buildId' in landing ? landing.buildId : null];
      put(landings, sets, task, result);
    } else {
      const { sets, taskQueue, worker, refusal } = decision;
      put(polls, sets[taskQueue] ?? [], worker, refusal ? refusalText(refusal) : 'taken');
    }
  }
  const head = `"server":${JSON.stringify(server)},"seed":${seed}`;
  const parts = [
    `"landings":[\n${groups(landings, 'tasks')}\n]`,
    `"polls":[\n${groups(polls, 'workers')}\n]`,
  ];
  writeFileSync(ROUTING, `{${head},${parts.join(',\n')}}\n`);
}

/**
 * @param {Map<string, Map<string, string>>} groups
 * @param {unknown} sets
 * @param {unknown} asked
 * @param {unknown} result
 */
function put(groups, sets, asked, result) {
  const [group, question, answer] = [sets, asked, result].map((value) =>
    JSON.stringify(ordered(value)),
  );
  const known = groups.get(group) ?? new Map();
  groups.set(group, known);
  const before = known.get(question) ?? answer;
  if (before !== answer) throw new Error(`${question} at ${group}: ${before} and ${answer}`);
  known.set(question, answer);
}

/**
 * @param {Map<string, Map<string, string>>} groups
 * @param {string} name
 */
function groups(groups, name) {
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = sorted.map(([sets, answers]) => {
    const rows = [...answers].map(([question, answer]) => `[${question},${answer}]`).sort();
    return `{"sets":${sets},"${name}":[\n${rows.join(',\n')}\n]}`;
  });
  return texts.join(',\n');
}

/**
 * With the fields of every object in the order of their names.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}

/** @param {Refusal} refusal */
function refusalText({ code, message }) {
  return `${code}: ${message}`;
}

/** @param {unknown[]} rows */
function lines(rows) {
  return rows.map((row) => JSON.stringify(row)).join(',\n');
}
