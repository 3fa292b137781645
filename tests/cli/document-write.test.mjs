/** Writing rollout documents into files: the layout, what stays, and what is never written over. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import {
  formatDocument,
  readDocument,
  updateDocument,
  writeDocument,
} from '../../pkg/cli/document.js';
import { byOrder } from '../../pkg/cli/document-format.js';
import { DocumentError } from '../../pkg/cli/errors.js';
import { root } from '../../scripts/process.mjs';
import { DOCUMENT } from '../package/fixtures/rollout-document.mjs';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-documents-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/**
 * The path of a file of its own.
 *
 * @param {string} extension
 * @param {string} [text] what is in it; without that there is none
 */
function file(extension, text) {
  files += 1;
  const path = join(folder, `${files}.${extension}`);
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

/** @param {string[]} lines */
const lines = (...lines) => `${lines.join('\n')}\n`;

/** @type {RolloutDocument} */
const SHORT = {
  operations: [{ buildId: '1.10', operation: 'addNewIdInNewDefaultSet', taskQueue: 'orders' }],
  taskQueues: [{ versionSets: [{ buildIds: ['1.0', 'v1'] }], taskQueue: 'orders' }],
  expectations: [{ lands: { buildId: '1.10' }, newWorkflowsOn: 'orders' }],
  version: 1,
};

test('YAML is written with fields in order, what is short on one line, and the schema named', () => {
  assert.equal(
    formatDocument(SHORT, 'yaml'),
    lines(
      '# yaml-language-server: $schema=./node_modules/worker-versioning/rollout.schema.json',
      'version: 1',
      'taskQueues:',
      '  - taskQueue: orders',
      '    versionSets:',
      "      - buildIds: ['1.0', v1]",
      'operations:',
      '  - taskQueue: orders',
      '    operation: addNewIdInNewDefaultSet',
      "    buildId: '1.10'",
      'expectations:',
      '  - newWorkflowsOn: orders',
      "    lands: {buildId: '1.10'}",
    ),
  );
});

test('JSON is written with fields in order and the schema named', () => {
  const text = formatDocument({ name: 'n', version: 1, workers: [{ taskQueue: 'a' }] }, 'json');
  assert.equal(
    text,
    lines(
      '{',
      '  "$schema": "./node_modules/worker-versioning/rollout.schema.json",',
      '  "version": 1,',
      '  "name": "n",',
      '  "workers": [',
      '    {',
      '      "taskQueue": "a"',
      '    }',
      '  ]',
      '}',
    ),
  );
});

test('what other readers of YAML take for another value is in quotes', () => {
  const document = /** @type {const} */ ({ version: 1, name: 'no', description: '2024-01-01' });
  assert.match(formatDocument(document, 'yaml'), /\nname: 'no'\ndescription: '2024-01-01'\n$/);
});

test('the schema that a document names is kept', () => {
  const document = /** @type {const} */ ({ $schema: '../schema.json', version: 1 });
  assert.match(formatDocument(document, 'json'), /"\$schema": "\.\.\/schema\.json"/);
  assert.match(
    formatDocument(document, 'yaml'),
    /^# .*: \$schema=\.\.\/schema\.json\nversion: 1\n$/,
  );
});

test('what is written is read again as it was', async () => {
  for (const extension of ['json', 'yaml']) {
    const path = file(extension);
    await writeDocument(path, DOCUMENT);
    const { $schema: _, ...read } = (await readDocument(path)).document;
    const { $schema: __, ...written } = DOCUMENT;
    assert.deepEqual(read, written);
  }
});

test('the order of fields is known for every field of the schema', () => {
  const schema = readFileSync(join(root, 'pkg', 'rollout.schema.json'), 'utf8');
  /** @type {string[]} */
  const fields = [];
  JSON.parse(schema, (key, value) => {
    if (key === 'properties') fields.push(...Object.keys(value));
    return value;
  });
  assert.ok(fields.includes('taskQueue'));
  for (const field of fields) assert.ok(byOrder(field, 'none of them') > 0, field);
});

test('any text is written so that it is read again verbatim', async () => {
  const odd = fc.constantFrom(
    '',
    '1.0',
    'null',
    '~',
    'true',
    '- a',
    'a: b',
    ' a ',
    '# a',
    '*a',
    '"',
  );
  const text = fc.oneof(odd, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const path = { json: file('json'), yaml: file('yaml') };
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('json', 'yaml'), async (name, format) => {
      await writeDocument(path[format], { version: 1, name }, { existing: 'replace' });
      assert.equal((await readDocument(path[format])).document.name, name);
    }),
    { seed: 1, numRuns: 300 },
  );
});

/**
 * @param {Promise<unknown>} writing
 * @param {string} path
 * @param {string} expected the error's kind and its message after the path
 */
async function assertFails(writing, path, expected) {
  const error = await writing.then(
    () => assert.fail('it is written'),
    (error) => error,
  );
  assert.ok(error instanceof DocumentError, error);
  assert.equal(`${error.kind}: ${error.message.replace(path, '…')}`, expected);
}

test('a file that is there stays, unless it is to be replaced', async () => {
  const path = file('yaml', 'mine\n');
  const refused = writeDocument(path, SHORT);
  await assertFails(refused, path, 'exists: …: there is such a file already');
  assert.equal(readFileSync(path, 'utf8'), 'mine\n');
  await writeDocument(path, SHORT, { existing: 'replace' });
  assert.equal(readFileSync(path, 'utf8'), formatDocument(SHORT, 'yaml'));
});

test('of several that write a file at once, one does', async () => {
  const path = file('yaml');
  const written = await Promise.allSettled([1, 2, 3].map(() => writeDocument(path, SHORT)));
  assert.equal(written.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(readFileSync(path, 'utf8'), formatDocument(SHORT, 'yaml'));
});

test('a replaced file keeps its mode, and a link to it stays one', async () => {
  const path = file('yaml', 'mine\n');
  chmodSync(path, 0o640);
  const link = file('yaml');
  symlinkSync(path, link);
  await writeDocument(link, SHORT, { existing: 'replace' });
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(path, 'utf8'), formatDocument(SHORT, 'yaml'));
});

test('what cannot be written leaves nothing behind', async () => {
  const before = readdirSync(folder).sort();
  const path = join(folder, 'none', 'a.yaml');
  await assertFails(
    writeDocument(path, SHORT),
    path,
    `notFound: …: there is no folder ${join(folder, 'none')}`,
  );
  await assert.rejects(writeDocument(folder, SHORT, { existing: 'replace' }), {
    kind: 'unwritable',
  });
  assert.deepEqual(readdirSync(folder).sort(), before);
  // The folder stands in that of temporary files.
  const partial = readdirSync(tmpdir()).filter((name) => name.startsWith(`.${basename(folder)}.`));
  assert.deepEqual(partial, []);
});

const COMMENTED = lines(
  '# yaml-language-server: $schema=./rollout.schema.json',
  '# The spring release.',
  'version: 1',
  '',
  'taskQueues:',
  '  # the shop',
  '  - taskQueue: orders # since 2023',
  '    versionSets:',
  '      - buildIds: ["1.0"]',
  '  - taskQueue: mail',
  'operations:',
  '  - taskQueue: orders # first',
  '    operation: addNewIdInNewDefaultSet',
  '    buildId: "2.0" # the new one',
);

test('a step that is added to YAML leaves the rest as it is', async () => {
  const path = file('yaml', COMMENTED);
  const { operations = [] } = (await readDocument(path)).document;
  /** @type {import('../../pkg/index.js').RolloutOperation} */
  const step = { buildId: '1.0', operation: 'promoteSetByBuildId', taskQueue: 'orders' };
  await updateDocument(path, { operations: [...operations, step] });
  const added = lines(
    '  - taskQueue: orders',
    '    operation: promoteSetByBuildId',
    "    buildId: '1.0'",
  );
  assert.equal(readFileSync(path, 'utf8'), COMMENTED + added);
});

test('a value that changes in YAML keeps the comments around it', async () => {
  const path = file('yaml', COMMENTED);
  /** @type {import('../../pkg/index.js').RolloutOperation[]} */
  const operations = [
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.1', name: 'Ship' },
  ];
  await updateDocument(path, { operations: operations });
  const expected = COMMENTED.replace('"2.0" #', "'2.1' #").replace(
    '  - taskQueue: orders # first\n',
    '  - name: Ship\n    taskQueue: orders # first\n',
  );
  assert.equal(readFileSync(path, 'utf8'), expected);
});

test('a field that YAML did not have is put to its place, and one that it had can go', async () => {
  const path = file('yaml', COMMENTED);
  await updateDocument(path, { workers: [{ taskQueue: 'mail' }] });
  const workers = lines('workers:', '  - taskQueue: mail');
  const expected = COMMENTED.replace('operations:', `${workers}operations:`);
  assert.equal(readFileSync(path, 'utf8'), expected);
  await updateDocument(path, { workers: undefined });
  assert.equal(readFileSync(path, 'utf8'), COMMENTED);
});

test('JSON keeps its indentation', async () => {
  const path = file('json', '{\n\t"version": 1,\n\t"name": "a"\n}\n');
  await updateDocument(path, { limits: { buildIds: 5 } });
  const expected = '{\n\t"version": 1,\n\t"name": "a",\n\t"limits": {\n\t\t"buildIds": 5\n\t}\n}\n';
  assert.equal(readFileSync(path, 'utf8'), expected);
});

test('what is no document is not changed', async () => {
  const path = file('yaml', 'version: 2\n');
  await assert.rejects(updateDocument(path, { name: 'a' }), { kind: 'invalid' });
  assert.equal(readFileSync(path, 'utf8'), 'version: 2\n');
});

test('a document is not changed into what is none', async () => {
  const path = file('yaml', COMMENTED);
  await assert.rejects(
    updateDocument(path, { name: /** @type {any} */ (5) }),
    /name: expected string, got number/,
  );
  assert.equal(readFileSync(path, 'utf8'), COMMENTED);
});

test('standard input cannot be changed', async () => {
  await assertFails(
    updateDocument('-', { name: 'a' }),
    '-',
    'unwritable: standard input: it cannot be changed; name a file',
  );
});
