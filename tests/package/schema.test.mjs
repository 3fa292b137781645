/** The JSON Schema of rollout documents, against what the engine reads. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { Rollout, VersioningError } from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';
import { DOCUMENT } from './fixtures/rollout-document.mjs';

const schema = JSON.parse(readFileSync(join(root, 'pkg', 'rollout.schema.json'), 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false });
const validate = ajv.compile(schema);

/**
 * Why the engine refuses a document, if it does.
 *
 * @param {unknown} document
 */
function refusal(document) {
  try {
    new Rollout(/** @type {never} */ (document)).free();
    return undefined;
  } catch (error) {
    if (error instanceof VersioningError || error instanceof TypeError) return error.message;
    throw error;
  }
}

/** What a schema has no words for: names that have to exist, or to be there once, and bytes of UTF-8. */
const BEYOND_A_SCHEMA = [
  /: expected each task queue once, got /,
  /: expected each build ID once in a task queue, got /,
  /: expected each workflow once, got /,
  /: expected each name once in a workflow, got /,
  /: expected a (task queue|build ID) of the document, got /,
  /: expected the ID of one of the workflows, got /,
  /: expected the name of one of the commands of /,
  /: expected no command of a closed workflow/,
  /(after|step): expected integer from /,
  /: expected a step, but there are no steps/,
  /: taskQueue length exceeds limit/,
];

/** @param {unknown} document */
function assertAgreement(document) {
  const message = refusal(document);
  const isValid = validate(document);
  if (message === undefined) {
    assert.ok(isValid, ajv.errorsText(validate.errors));
  } else if (isValid) {
    assert.ok(
      BEYOND_A_SCHEMA.some((known) => known.test(message)),
      `the schema takes it: ${message}`,
    );
  }
}

/**
 * A document of version 1 with some more fields.
 *
 * @param {object} fields
 */
const document = (fields) => ({ version: 1, ...fields });

/** @param {object} fields */
const worker = (fields) => document({ workers: [{ taskQueue: 'a', ...fields }] });

/** @param {object} fields */
const workflow = (fields) =>
  document({ workflows: [{ workflowId: 'w', taskQueue: 'a', ...fields }] });

/** @param {object} fields */
const command = (fields) => workflow({ commands: [{ name: 'c', task: 'activity', ...fields }] });

/** @param {object} fields */
const operation = (fields) => document({ operations: [{ taskQueue: 'a', ...fields }] });

/** @param {object} fields */
const expectation = (fields) =>
  document({
    operations: [SOME_STEP],
    expectations: [fields],
  });

const SOME_STEP = { taskQueue: 'a', operation: 'promoteSetByBuildId', buildId: '1' };

/** @type {[unknown, boolean][]} */
const TABLE = [
  [DOCUMENT, true],
  [document({}), true],
  [{}, false],
  [[], false],
  [{ version: 2 }, false],
  [{ version: '1' }, false],
  [document({ $schema: 's', name: 'n', description: 'd' }), true],
  [document({ opertions: [] }), false],
  [document({ name: null }), false],
  [document({ limits: { versionSets: 0, buildIdBytes: 4294967295 } }), true],
  [document({ limits: { versionSets: -1 } }), false],
  [document({ limits: { versionSets: 1.5 } }), false],
  [document({ limits: { versionSets: 4294967296 } }), false],
  [document({ taskQueues: [{ taskQueue: 'a' }] }), true],
  [document({ taskQueues: [{ taskQueue: '' }] }), false],
  [document({ taskQueues: [{ taskQueue: '/_sys/a' }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a/_sys/' }] }), true],
  [document({ taskQueues: [{ taskQueue: 'a'.repeat(1000) }] }), true],
  [document({ taskQueues: [{ taskQueue: 'a'.repeat(1001) }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [] }] }), true],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [{}] }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [{ buildIds: [] }] }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [{ buildIds: [''] }] }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [{ buildIds: [1] }] }] }), false],
  [document({ taskQueues: [{ taskQueue: 'a', versionSets: [{ buildIds: ['1', '1'] }] }] }), false],
  [worker({}), true],
  [worker({ buildId: '1', useVersioning: true }), true],
  [worker({ buildId: '', useVersioning: true }), true],
  [worker({ useVersioning: true }), false],
  [worker({ useVersioning: false }), true],
  [workflow({ buildId: '1', hasCompletedWorkflowTask: false, status: 'CLOSED', sdk: 'go' }), true],
  [workflow({ buildId: '' }), false],
  [workflow({ status: 'RUNNING' }), false],
  [workflow({ usedBuildIds: ['', '1'] }), true],
  [workflow({ usedBuildIds: [null] }), false],
  [workflow({ sdk: 'rust' }), false],
  [command({ requestEagerExecution: true, versioningIntent: 'COMPATIBLE' }), true],
  [command({ task: 'childWorkflow', requestEagerExecution: true }), false],
  [command({ task: 'continueAsNew', taskQueue: 'b', useLatestBuildId: true }), true],
  [command({ versioningIntent: 'COMPATIBLE', useLatestBuildId: true }), false],
  [command({ versioningIntent: 'COMPATIBLE', useLatestBuildId: false }), true],
  [command({ versioningIntent: 'DEFAULT', useLatestBuildId: true }), true],
  [command({ task: 'cronRun' }), true],
  [command({ task: 'workflowRetry', taskQueue: 'a' }), false],
  [command({ task: 'newWorkflow' }), false],
  [command({ name: undefined }), false],
  [operation({ operation: 'addNewIdInNewDefaultSet', buildId: '', name: 'n' }), true],
  [operation({ operation: 'addNewIdInNewDefaultSet', buildId: '1', promoteSet: true }), false],
  [operation({ operation: 'addNewCompatibleVersion', buildId: '1' }), false],
  [
    operation({
      operation: 'addNewCompatibleVersion',
      buildId: '1',
      existingCompatibleBuildId: '0',
      promoteSet: true,
    }),
    true,
  ],
  [operation({ operation: 'mergeSets', primaryBuildId: '1', secondaryBuildId: '2' }), true],
  [operation({ operation: 'mergeSets', buildId: '1' }), false],
  [operation({ operation: 'addNewDefault', buildId: '1' }), false],
  [document({ steps: [], operations: [] }), true],
  [document({ steps: [SOME_STEP] }), true],
  [document({ steps: [SOME_STEP], operations: [] }), true],
  [document({ steps: [SOME_STEP], operations: [SOME_STEP] }), false],
  [expectation({}), false],
  [expectation({ newWorkflowsOn: 'a' }), false],
  [expectation({ newWorkflowsOn: 'a', hasWorker: false, description: 'd' }), true],
  [expectation({ newWorkflowsOn: 'a', lands: 'unversioned', after: 0 }), true],
  [expectation({ newWorkflowsOn: 'a', lands: 'nowhere' }), false],
  [expectation({ newWorkflowsOn: 'a', lands: { buildId: '1' } }), true],
  [expectation({ newWorkflowsOn: 'a', lands: { buildId: '' } }), false],
  [expectation({ newWorkflowsOn: 'a', lands: {} }), false],
  [expectation({ newWorkflowsOn: 'a', workflow: 'w', hasWorker: true }), false],
  [expectation({ newWorkflowsOn: 'a', hasWorker: true, after: -1 }), false],
  [expectation({ newWorkflowsOn: 'a', hasWorker: true, after: '1' }), false],
  [expectation({ step: 1, result: 'changed' }), true],
  [expectation({ step: 0, result: 'changed' }), false],
  [expectation({ step: 1 }), false],
  [expectation({ step: 1, result: 'changed', after: 1 }), false],
  [expectation({ step: 1, result: 'changed', code: 'NOT_FOUND' }), false],
  [expectation({ step: 1, result: 'unchanged', message: 'm' }), false],
  [expectation({ step: 1, result: 'refused', code: 'NOT_FOUND', message: 'm' }), true],
  [expectation({ step: 1, result: 'refused', code: 'OUT_OF_RANGE' }), false],
  [expectation({ worker: { taskQueue: 'a' }, poll: 'receives' }), true],
  [expectation({ worker: { taskQueue: 'a', useVersioning: true }, poll: 'receives' }), false],
  [expectation({ worker: { taskQueue: 'a' }, poll: 'invalid' }), false],
  [expectation({ retire: { taskQueue: 'a' }, mayStop: 'exceptQueries' }), true],
  [expectation({ retire: { taskQueue: 'a', buildId: '' }, mayStop: 'no' }), true],
  [expectation({ retire: { buildId: '1' }, mayStop: 'no' }), false],
  [expectation({ retire: { taskQueue: 'a' }, mayStop: true }), false],
];

test('the schema and the engine take the same documents', () => {
  for (const [document, expected] of TABLE) {
    const sent = JSON.parse(JSON.stringify(document));
    assert.equal(refusal(sent) === undefined, expected, JSON.stringify(sent));
    assert.equal(validate(sent), expected, JSON.stringify(sent));
  }
});

test('only the engine refuses what a schema has no words for', () => {
  const setsOf = (/** @type {string[][]} */ ...sets) => [
    { taskQueue: 'a', versionSets: sets.map((buildIds) => ({ buildIds })) },
  ];
  const once = { taskQueue: 'a' };
  const closed = { workflowId: 'w', status: 'CLOSED', commands: [{ name: 'c', task: 'cronRun' }] };
  const hasWorker = true;
  for (const found of [
    document({ taskQueues: [once, once] }),
    document({ taskQueues: setsOf(['1'], ['1']) }),
    document({ taskQueues: [{ taskQueue: 'ä'.repeat(501) }] }),
    document({ workflows: [1, 2].map(() => ({ workflowId: 'w', ...once })) }),
    workflow({ commands: [1, 2].map(() => ({ name: 'c', task: 'cronRun' })) }),
    document({ expectations: [{ workflow: 'v', hasWorker }] }),
    { ...workflow({}), expectations: [{ workflow: 'w', command: 'c', hasWorker }] },
    { ...workflow(closed), expectations: [{ workflow: 'w', command: 'c', hasWorker }] },
    document({ expectations: [{ newWorkflowsOn: 'a', hasWorker, after: 1 }] }),
    document({ expectations: [{ step: 1, result: 'changed' }] }),
  ]) {
    assert.ok(validate(found), ajv.errorsText(validate.errors));
    const message = refusal(found);
    assert.ok(message !== undefined && BEYOND_A_SCHEMA.some((known) => known.test(message)));
  }
});

/** @typedef {{ holder: any; key: string | number }} Place */

/**
 * Every place in a value, in order.
 *
 * @param {any} value
 * @returns {Place[]}
 */
function placesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    { holder: value, key: Array.isArray(value) ? Number(key) : key },
    ...placesIn(value[key]),
  ]);
}

const FIELDS = [...new Set(placesIn(DOCUMENT).map(({ key }) => key))].filter(
  (key) => typeof key === 'string',
);
const VALUES = placesIn(DOCUMENT).map(({ holder, key }) => holder[key]);
const ODD_VALUES = [null, true, false, 0, 1, -1, 1.5, 2 ** 32, '', '1.0', '/_sys/', [], {}, [{}]];

/** Ways to change a document at a place. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('replace'), value: fc.constantFrom(...ODD_VALUES, ...VALUES) }),
  fc.record({ kind: fc.constant('remove') }),
  fc.record({
    kind: fc.constant('add'),
    field: fc.constantFrom(...FIELDS, 'unknown', '__proto__'),
    value: fc.constantFrom(...ODD_VALUES, ...VALUES),
  }),
  fc.record({ kind: fc.constant('rename'), field: fc.constantFrom(...FIELDS) }),
  fc.record({ kind: fc.constant('repeat') }),
);

/**
 * @param {any} document it is changed
 * @param {{ place: number; change: any }} mutation
 */
function mutate(document, { place, change: { kind, field, value } }) {
  const places = placesIn(document);
  if (places.length === 0) return;
  const { holder, key } = places[place % places.length];
  const copy = structuredClone(value);
  if (kind === 'replace') {
    holder[key] = copy;
  } else if (kind === 'remove') {
    Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
  } else if (Array.isArray(holder)) {
    holder.push(structuredClone(holder[Number(key)]));
  } else if (kind === 'add') {
    // Not by assignment, which would set the prototype by its name.
    const own = { value: copy, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(holder, field, own);
  } else if (kind === 'rename') {
    const moved = holder[key];
    delete holder[key];
    holder[field] = moved;
  }
}

test('they agree on documents with anything changed', () => {
  const counts = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(fc.record({ place: fc.nat(), change }), { maxLength: 3 }), (mutations) => {
      const changed = structuredClone(DOCUMENT);
      for (const mutation of mutations) mutate(changed, mutation);
      assertAgreement(changed);
      counts[refusal(changed) === undefined ? 'taken' : 'refused'] += 1;
    }),
    { numRuns: 3000, seed: 1, includeErrorInReport: true },
  );
  // Both kinds were seen, often.
  assert.ok(counts.taken > 300 && counts.refused > 300, JSON.stringify(counts));
});

test('its own examples are documents', () => {
  for (const example of schema.examples) assertAgreement(example);
  assert.ok(schema.examples.every((/** @type {unknown} */ example) => validate(example)));
});

test('every field is described', () => {
  /**
   * @param {any} part
   * @param {string} path
   */
  const check = (part, path) => {
    if (typeof part !== 'object' || part === null) return;
    for (const [name, field] of Object.entries(part.properties ?? {})) {
      // Those of a condition restate what is described beside it.
      if (!/\/(if|not|anyOf)\b/.test(path)) {
        assert.ok(field.description ?? field.$ref, `${path}/${name} has no description`);
      }
    }
    for (const [name, inner] of Object.entries(part)) {
      if (name !== 'examples') check(inner, `${path}/${name}`);
    }
  };
  check(schema, '');
});
