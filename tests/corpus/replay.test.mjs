/**
 * What the package answered when `record.mjs` ran, asked again. See differences.mjs for what may have changed since.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAll } from './calls.mjs';
import { Comparison, changeBetween, differencesBetween } from './compare.mjs';
import { DIFFERENCES } from './differences.mjs';
import { readRecording } from './recording.mjs';

const MOST_KINDS = Number(process.env.SHOWN ?? 30);
const MOST_SHOWN = Number(process.env.SHOWN ?? 12);
const MOST_PLACES = 4;
const MOST_OF_CALL = 1200;
const MOST_OF_VALUE = 600;

/** Calls that are made because an answer has another field, or is an error now. */
const FOLLOWS_FROM_A_DIFFERENCE = /: write again$|\.oldestBuildId = /;

const { inputs, answers } = readRecording();
const asked = await askAll(inputs);

test('every call is answered as it was recorded, but for the wanted differences', () => {
  const comparison = new Comparison(DIFFERENCES);
  const failures = [];
  for (const [id, { picture }] of asked) {
    if (!Object.hasOwn(answers, id)) continue;
    const failure = comparison.failure(id, answers[id], picture);
    if (failure !== undefined) failures.push(failure);
  }
  assert.equal(failures.length, 0, report(failures));
  const stale = comparison.stale.map(({ reason }) => reason);
  assert.deepEqual(stale, [], 'these wanted differences do not occur any more');
});

test('the calls are those that were recorded', () => {
  const unknown = [...asked.keys()].filter(
    (id) => !Object.hasOwn(answers, id) && !FOLLOWS_FROM_A_DIFFERENCE.test(id),
  );
  const gone = Object.keys(answers).filter((id) => !asked.has(id));
  const again = 'after a change of the calls, `node tests/corpus/record.mjs` records them anew';
  assert.deepEqual(
    { unknown: unknown.slice(0, 5), gone: gone.slice(0, 5) },
    { unknown: [], gone: [] },
    again,
  );
});

/**
 * All failures in few words: how many there are of each kind, and one of each.
 *
 * @param {import('./compare.mjs').Failure[]} failures
 */
function report(failures) {
  /** @type {Map<string, import('./compare.mjs').Failure[]>} */
  const kinds = new Map();
  for (const failure of failures) {
    const kind = kindOf(failure);
    kinds.set(kind, [...(kinds.get(kind) ?? []), failure]);
  }
  const byCount = [...kinds].sort(([, some], [, others]) => others.length - some.length);
  const left = byCount.slice(MOST_KINDS).reduce((sum, [, some]) => sum + some.length, 0);
  return [
    `${failures.length} of ${asked.size} answers differ:`,
    ...byCount.slice(0, MOST_KINDS).map(([kind, some]) => `  ${some.length} in ${kind}`),
    left > 0 ? `  ${left} in other ways` : '',
    '',
    ...byCount.slice(0, MOST_SHOWN).map(([, [first]]) => shownFailure(first)),
  ].join('\n');
}

/**
 * What a failure has in common with others of the same cause.
 *
 * @param {import('./compare.mjs').Failure} failure
 */
function kindOf({ id, wanted, got }) {
  const [group] = id.split('/');
  const [{ path, one, other } = { path: 'order', one: 1, other: 1 }] = differencesBetween(wanted, got);
  const place = path.replace(/\[\d+\]/g, '[]');
  return `${group}, ${place}: ${changeBetween(one, other)}`;
}

/** @param {import('./compare.mjs').Failure} failure */
function shownFailure({ id, wanted, got }) {
  const call = asked.get(id)?.call() ?? '';
  const places = [...differencesBetween(wanted, got)];
  return [
    `── ${id}`,
    call.length > MOST_OF_CALL ? `…${call.slice(-MOST_OF_CALL)}` : call,
    ...places.slice(0, MOST_PLACES).map(shownPlace),
    places.length > MOST_PLACES ? `  … and in ${places.length - MOST_PLACES} more places` : '',
  ].join('\n');
}

/** @param {import('./compare.mjs').Place} place */
function shownPlace({ path, line, one, other }) {
  const where = line === undefined ? path : `${path}, line ${line}`;
  return `  ${where}:\n    expected ${shown(one)}\n    got      ${shown(other)}`;
}

/** @param {unknown} value */
function shown(value) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MOST_OF_VALUE ? `${text.slice(0, MOST_OF_VALUE)}…` : text;
}
