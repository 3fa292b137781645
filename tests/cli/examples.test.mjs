/** The documents in `examples/` and in the guide to the format: what they expect is so. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { readDocument } from '../../pkg/cli/document.js';
import { root } from '../../scripts/process.mjs';

const schema = JSON.parse(readFileSync(join(root, 'pkg', 'rollout.schema.json'), 'utf8'));
const validate = new Ajv().compile(schema);
const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-examples-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A document in which everything that is expected is so, and something is expected of each workflow.
 *
 * @param {string} path
 */
async function assertMet(path) {
  const { document, rollout } = await readDocument(path);
  assert.ok(validate(document), JSON.stringify(validate.errors));
  const { passed, findings, unexpectedRefusals } = rollout.check();
  const notMet = findings.filter(({ met }) => !met);
  assert.ok(passed, JSON.stringify({ notMet, unexpectedRefusals }, undefined, 2));
  assert.deepEqual(
    rollout.hazards().filter(({ severity }) => severity === 'stops'),
    [],
  );
  const expected = JSON.stringify(document.expectations);
  for (const { workflowId } of document.workflows ?? []) assert.ok(expected.includes(workflowId));
  return document;
}

const EXAMPLES = readdirSync(join(root, 'examples'));

for (const name of EXAMPLES) {
  test(`examples/${name}`, async () => {
    const document = await assertMet(join(root, 'examples', name));
    assert.ok(document.name && document.description);
    // Without its steps it is another one, in which not all of that is so.
    const path = join(folder, name);
    const expectations = document.expectations?.map((expectation) => {
      return 'after' in expectation ? { ...expectation, after: 0 } : expectation;
    });
    const without = { ...document, operations: [], expectations };
    writeFileSync(path, JSON.stringify(without));
    const passed = await readDocument(path).then(
      ({ rollout }) => rollout.check().passed,
      () => false,
    );
    assert.equal(passed, false);
  });
}

const GUIDE = readFileSync(join(root, 'docs', 'rollout-document.md'), 'utf8');

/**
 * The code blocks of a language in the guide, in order.
 *
 * @param {string} language
 */
function blocks(language) {
  return [...GUIDE.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code);
}

test('the example of the guide, in YAML and in JSON', async () => {
  const documents = [];
  for (const [extension, [text]] of [
    ['yaml', blocks('yaml')],
    ['json', blocks('json')],
  ]) {
    const path = join(folder, `guide.${extension}`);
    writeFileSync(path, text);
    documents.push(await assertMet(path));
  }
  const [{ ...yaml }, { $schema: _, ...json }] = documents;
  assert.deepEqual(json, yaml);
});

test('the guide names every field and every choice', () => {
  /** @param {any} part @returns {string[]} */
  const wordsOf = (part) => {
    if (typeof part !== 'object' || part === null) return [];
    const { properties = {}, enum: choices = [], const: only, examples: _, ...rest } = part;
    const choice = typeof only === 'string' ? [only] : [];
    const inner = [...Object.values(properties), ...Object.values(rest)].flatMap(wordsOf);
    return [...Object.keys(properties), ...choices, ...choice, ...inner];
  };
  for (const word of wordsOf(schema)) assert.ok(GUIDE.includes(`\`${word}\``), word);
});

test('the guide names every example', () => {
  for (const name of EXAMPLES) assert.ok(GUIDE.includes(`(../examples/${name})`), name);
});
