/** Reading rollout documents from files, as the command line does: what is taken, and what is wrong where. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { describe, readDocument } from '../../pkg/cli/document.js';
import { DocumentError } from '../../pkg/cli/errors.js';
import { YamlText } from '../../pkg/cli/yaml-text.js';
import { root } from '../../scripts/process.mjs';

const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-documents-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} name
 * @param {string | Uint8Array} content
 */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/**
 * The kind and the message of the error that reading a file gives, without the folder.
 *
 * @param {string} path
 */
async function errorOf(path) {
  const error = await readDocument(path).then(
    () => assert.fail(`${path} is read`),
    (error) => error,
  );
  assert.ok(error instanceof DocumentError, error);
  return `${error.kind}: ${error.message.replaceAll(`${folder}/`, '')}`;
}

/** @param {[name: string, text: string | Uint8Array, error: string][]} rows */
async function assertErrors(rows) {
  for (const [name, content, expected] of rows) {
    assert.equal(await errorOf(file(name, content)), expected, String(content).slice(0, 200));
  }
}

/** @param {string[]} lines */
const lines = (...lines) => `${lines.join('\n')}\n`;

test('the same document in JSON and in YAML', async () => {
  const document = {
    version: 1,
    workers: [{ taskQueue: 'orders', buildId: '1.0', useVersioning: true }],
  };
  const yaml = lines(
    '# yaml-language-server: $schema=./rollout.schema.json',
    'version: 1',
    'workers:',
    "  - { taskQueue: orders, buildId: '1.0', useVersioning: true }",
  );
  for (const [name, text, format] of [
    ['rollout.json', JSON.stringify(document), 'json'],
    ['rollout.yaml', yaml, 'yaml'],
    ['rollout.yml', yaml, 'yaml'],
    // JSON is YAML.
    ['json.yaml', JSON.stringify(document), 'yaml'],
    // Without such an ending, what stands there decides.
    ['rollout', `\n ${JSON.stringify(document)}`, 'json'],
    ['rollout.txt', yaml, 'yaml'],
    // Windows' editors.
    ['windows.yaml', `\ufeff${yaml.replaceAll('\n', '\r\n')}`, 'yaml'],
    ['windows.json', `\ufeff${JSON.stringify(document)}`, 'json'],
  ]) {
    const read = await readDocument(file(name, text));
    assert.deepEqual(read.document, document, name);
    assert.equal(read.format, format, name);
    assert.equal(read.text, text.replace('\ufeff', ''));
    assert.equal(read.rollout.stepCount, 0);
  }
});

test('YAML written at greater length says the same', async () => {
  const text = lines(
    '%YAML 1.2',
    '---',
    'version: !!int 1',
    'name: >-',
    '  Ship',
    '  2.0',
    'taskQueues:',
    '  - taskQueue: orders',
    '    versionSets: &sets',
    '      - buildIds: [!!str 1.0]',
    '  - taskQueue: mail',
    '    versionSets: *sets',
    '...',
  );
  const { document } = await readDocument(file('long.yaml', text));
  const versionSets = [{ buildIds: ['1.0'] }];
  assert.deepEqual(document, {
    version: 1,
    name: 'Ship 2.0',
    taskQueues: [
      { taskQueue: 'orders', versionSets },
      { taskQueue: 'mail', versionSets },
    ],
  });
});

test('a build ID without quotes is read verbatim or refused', async () => {
  const withBuildId = (/** @type {string} */ written) =>
    file(
      'numbers.yaml',
      lines('version: 1', 'workers:', `  - { taskQueue: a, buildId: ${written} }`),
    );
  for (const written of [
    '1.0.0',
    'v1',
    '2024-01-01',
    '12:30',
    '1_000',
    'yes',
    'no',
    '1.0-rc',
    '0b1',
  ]) {
    const { document } = await readDocument(withBuildId(written));
    assert.equal(document.workers?.[0].buildId, written);
  }
  for (const [written, kind] of [
    ['1.10', 'number'],
    ['1.0', 'number'],
    ['007', 'number'],
    ['0x1F', 'number'],
    ['0o17', 'number'],
    ['1e3', 'number'],
    ['20240101', 'number'],
    ['-0', 'number'],
    ['.5', 'number'],
    ['.inf', 'null'],
    ['true', 'boolean'],
    ['null', 'null'],
    ['~', 'null'],
  ]) {
    assert.equal(
      await errorOf(withBuildId(written)),
      `invalid: numbers.yaml:3:30: workers[0].buildId: expected string, got ${kind}; put it in quotes: '${written}'`,
    );
  }
});

test('the version of YAML that a file names makes no difference to its values', async () => {
  const text = lines('%YAML 1.1', '---', 'version: 1', 'name: 2001-12-14', 'description: yes');
  const { document } = await readDocument(file('old.yaml', text));
  assert.deepEqual(document, { version: 1, name: '2001-12-14', description: 'yes' });
});

test('what is wrong in a document is shown where it stands', async () => {
  await assertErrors([
    [
      'rollout.yaml',
      lines('version: 1', 'operations:', '  - taskQueue: a', '    buildId: x'),
      `invalid: rollout.yaml:3:5: operations[0].operation: expected one of 'addNewIdInNewDefaultSet', 'addNewCompatibleVersion', 'promoteSetByBuildId', 'promoteBuildIdWithinSet', 'mergeSets', got nothing`,
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'limits:', '  buildIds: many'),
      'invalid: rollout.yaml:3:13: limits.buildIds: expected integer from 0 to 4294967295, got string',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'workers: [{ taskQueue: a, buildId: }]'),
      'invalid: rollout.yaml:2:36: workers[0].buildId: expected string, got null',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'workers:', '  - taskQueue: a', '    buildID: x'),
      'invalid: rollout.yaml:4:5: workers[0]: expected no other fields than name, taskQueue, buildId, useVersioning, deploymentOptions, got buildID',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'workers:', '  - &w { taskQueue: 5 }', '  - *w'),
      "invalid: rollout.yaml:3:21: workers[0].taskQueue: expected string, got number; put it in quotes: '5'",
    ],
    ['rollout.yaml', 'oops', 'invalid: rollout.yaml:1:1: expected object, got string'],
    [
      'rollout.yaml',
      lines('name: x'),
      'invalid: rollout.yaml:1:1: version: expected 1, got nothing',
    ],
    [
      'rollout.json',
      lines('{', '  "version": 1,', '  "workers": [{ "taskQueue": "ä", "buildId": 1.10 }]', '}'),
      'invalid: rollout.json:3:46: workers[0].buildId: expected string, got number; put it in quotes: "1.10"',
    ],
    [
      'rollout.json',
      '{ "version": 1, "opertions": [] }',
      'invalid: rollout.json:1:17: expected no other fields than version, $schema, name, description, limits, taskQueues, workers, workflows, steps, operations, expectations, got opertions',
    ],
    [
      'rollout.json',
      lines('{', '  "version": 1, "name": "a",', '  "name": "b"', '}'),
      'invalid: rollout.json:3:3: expected each field once, got name again',
    ],
    ['rollout.json', '[]', 'invalid: rollout.json:1:1: expected object, got array'],
  ]);
});

test('what is neither JSON nor YAML is shown where it ends to be', async () => {
  await assertErrors([
    [
      'rollout.json',
      lines('{', '  "version": 1,'),
      'syntax: rollout.json:3:1: expected a rollout document, got JSON that ends too early',
    ],
    [
      'rollout.json',
      '{ "version": 1, "name": "ä", }',
      'syntax: rollout.json:1:30: expected a rollout document, got text that is not JSON',
    ],
    [
      'rollout.json',
      lines('// not in JSON', '{ "version": 1 }'),
      'syntax: rollout.json:1:1: expected a rollout document, got text that is not JSON',
    ],
    [
      'rollout.json',
      '['.repeat(1_000_000),
      'syntax: rollout.json:1:130: expected a rollout document, got JSON that is nested too deep',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: "Ship'),
      'syntax: rollout.yaml:3:1: it is not YAML: Missing closing "quote',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'limits:', '\tbuildIds: 5'),
      'syntax: rollout.yaml:3:1: it is not YAML: Tabs are not allowed as indentation',
    ],
    [
      'rollout.yaml',
      lines('version: 1', `workers: ${'['.repeat(200)}${']'.repeat(200)}`),
      'syntax: rollout.yaml: it is nested too deep',
    ],
  ]);
  assert.match(
    await errorOf(file('rollout.yaml', '['.repeat(100_000))),
    /^syntax: rollout\.yaml:1:\d+: it is nested too deep$/,
  );
});

test('YAML that says more than a document, or not what it seems to, is refused', async () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [of, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${of}`).join(', ')}]`);
  }
  await assertErrors([
    [
      'rollout.yaml',
      lines('version: 1', '---', 'version: 1'),
      'syntax: rollout.yaml:2:1: expected one document, got another after it',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: a', "'name': b"),
      "syntax: rollout.yaml:3:1: expected each field once, got 'name' again",
    ],
    [
      'rollout.yaml',
      lines('version: 1', '? [name]', ': a'),
      'syntax: rollout.yaml:2:3: expected text as the name of a field, got something else',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: !text a'),
      'syntax: rollout.yaml:2:7: expected no tags but those of JSON, got !text',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: !!binary aGVsbG8='),
      'syntax: rollout.yaml:2:7: expected no tags but those of JSON, got tag:yaml.org,2002:binary',
    ],
    [
      'rollout.yaml',
      lines(...bomb),
      'syntax: rollout.yaml: its aliases stand for too much: write out what they stand for',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: *n'),
      'syntax: rollout.yaml:2:7: there is no anchor &n',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'workers: &w [*w]'),
      'syntax: rollout.yaml:2:14: *w stands inside of what it stands for',
    ],
    [
      'rollout.yaml',
      lines('version: 1', 'name: "\\ud800"'),
      'syntax: rollout.yaml:2:7: expected well-formed text, got a lone surrogate',
    ],
    [
      'rollout.yaml',
      lines('<<: { version: 1 }', 'version: 1'),
      'invalid: rollout.yaml:1:1: expected no other fields than version, $schema, name, description, limits, taskQueues, workers, workflows, steps, operations, expectations, got <<',
    ],
    [
      'rollout.yaml',
      lines('version: 1', '__proto__: {}'),
      'invalid: rollout.yaml:2:1: expected no other fields than version, $schema, name, description, limits, taskQueues, workers, workflows, steps, operations, expectations, got __proto__',
    ],
  ]);
});

test('files in which there is nothing to read', async () => {
  await assertErrors([
    ['empty.yaml', '', 'empty: empty.yaml: it is empty'],
    ['blank.json', ' \n', 'empty: blank.json: it is empty'],
    ['comments.yaml', '# to be done\n', 'empty: comments.yaml: there are only comments in it'],
  ]);
  assert.equal(
    await errorOf(join(folder, 'none.yaml')),
    'notFound: none.yaml: there is no such file',
  );
  assert.equal(
    await errorOf(join(file('a.yaml', 'x'), 'b.yaml')),
    'notFound: a.yaml/b.yaml: there is no such file',
  );
  mkdirSync(join(folder, 'folder.yaml'));
  assert.equal(
    await errorOf(join(folder, 'folder.yaml')),
    'directory: folder.yaml: it is a directory',
  );
});

test('a file that is missing has an error of another kind than a folder', async () => {
  await assert.rejects(readDocument(join(folder, 'none.yaml')), { kind: 'notFound' });
  await assert.rejects(readDocument(folder), { kind: 'directory' });
});

test('something that is no file cannot be read', async (t) => {
  const socket = join(folder, 'socket.yaml');
  const server = createServer().listen(socket);
  t.after(() => server.close());
  assert.match(await errorOf(socket), /^unreadable: socket\.yaml: it cannot be read: /);
});

test('bytes that are not UTF-8 are shown by their offset', async () => {
  const utf16 = Buffer.from('\ufeffversion: 1\n', 'utf16le');
  await assertErrors([
    [
      'latin.yaml',
      Buffer.from('name: Zürich', 'latin1'),
      'notUtf8: latin.yaml: it is not UTF-8: the byte at offset 7 is 0xfc',
    ],
    [
      'cut.yaml',
      Buffer.from('\ufeffname: Zü').subarray(0, 11),
      'notUtf8: cut.yaml: it is not UTF-8: the byte at offset 10 is 0xc3',
    ],
    ['utf16.yaml', utf16, 'notUtf8: utf16.yaml: it is UTF-16; save it as UTF-8'],
    ['utf16.yaml', utf16.swap16(), 'notUtf8: utf16.yaml: it is UTF-16; save it as UTF-8'],
  ]);
});

test('what is too large is refused before it is read', async () => {
  const path = file('large.json', '{}');
  truncateSync(path, 100_000_000);
  assert.equal(
    await errorOf(path),
    'tooLarge: large.json: it is larger than 64 MiB, more than is read',
  );
  await assertErrors([
    [
      'large.yaml',
      `version: 1\nname: ${'x'.repeat(2 ** 22)}\n`,
      'tooLarge: large.yaml: it is larger than 4 MiB, the most that is read as YAML; write it as JSON',
    ],
  ]);
});

test('a large document in JSON is read, and what is wrong in it is reported without the place', async () => {
  const name = 'x'.repeat(2 ** 23);
  const { document } = await readDocument(file('large.json', JSON.stringify({ version: 1, name })));
  assert.equal(document.name, name);
  assert.equal(
    await errorOf(file('large.json', JSON.stringify({ version: 2, name }))),
    'invalid: large.json: version: expected 1, got 2: a newer worker-versioning may read it',
  );
});

const READER = `
  import { readDocument } from ${JSON.stringify(pathToFileURL(join(root, 'pkg/cli/document.js')))};
  const print = ({ document, message }) => console.log(message ?? document.name);
  await readDocument('-').then(print, print);
`;

/**
 * What is printed by a program that reads a document from its standard input.
 *
 * @param {Iterable<string>} chunks
 */
async function readFromStandardInput(chunks) {
  const reader = spawn(process.execPath, ['--input-type=module', '--eval', READER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The reader may stop before the end.
  reader.stdin.on('error', () => {});
  const writing = (async () => {
    for (const chunk of chunks) {
      if (!reader.stdin.writable) return;
      await new Promise((resolve) => reader.stdin.write(chunk, resolve));
    }
    reader.stdin.end();
  })();
  const printed = (await reader.stdout.toArray()).join('').trim();
  reader.kill();
  await writing;
  return printed;
}

test('standard input is read by what stands there', async () => {
  assert.equal(await readFromStandardInput(['{"version":', ' 1, "name": "ä"}']), 'ä');
  assert.equal(await readFromStandardInput(['version: 1\n', 'name: from YAML\n']), 'from YAML');
});

test('what is wrong on standard input is reported under that name', async () => {
  assert.equal(
    await readFromStandardInput(['version: 2\n']),
    'standard input:1:10: version: expected 1, got 2: a newer worker-versioning may read it',
  );
  assert.equal(await readFromStandardInput([]), 'standard input: it is empty');
});

test('standard input without an end is left', async () => {
  const chunk = 'x'.repeat(2 ** 20);
  function* endless() {
    for (;;) yield chunk;
  }
  assert.equal(
    await readFromStandardInput(endless()),
    'standard input: it is larger than 64 MiB, more than is read',
  );
});

test('where a value stands', () => {
  const yaml = lines(
    'version: 1',
    'operations:',
    '  - taskQueue: orders',
    '    operation: promoteSetByBuildId',
    "    buildId: '1.0'",
  );
  const json = lines(
    '{',
    '  "version": 1,',
    '  "workers": [',
    '    { "taskQueue": "a" }',
    '  ]',
    '}',
  );
  for (const [name, text, path, place] of /** @type {const} */ ([
    ['a.yaml', yaml, 'operations[0].buildId', { line: 5, column: 14 }],
    ['a.yaml', yaml, 'operations[0]', { line: 3, column: 5 }],
    ['a.yaml', yaml, 'version', { line: 1, column: 10 }],
    ['a.yaml', yaml, '', { line: 1, column: 1 }],
    // What is not there would stand in what is.
    ['a.yaml', yaml, 'operations[0].name', { line: 3, column: 5 }],
    ['a.yaml', yaml, 'operations[3].name', { line: 3, column: 3 }],
    ['a.json', json, 'workers[0].taskQueue', { line: 4, column: 20 }],
    ['a.json', json, 'workers', { line: 3, column: 14 }],
  ])) {
    assert.deepEqual(new YamlText(text).locate(path), place, `${name} ${path}`);
  }
});

test('what another reader says of a document is described with the place', async () => {
  const path = file('a.yaml', lines('version: 1', 'workers:', '  - taskQueue: a'));
  const document = await readDocument(path);
  assert.equal(
    describe(document, 'workers[0].taskQueue: nobody is there'),
    `${path}:3:16: workers[0].taskQueue: nobody is there`,
  );
  assert.equal(describe(document, 'nobody is there'), `${path}:1:1: nobody is there`);
});
