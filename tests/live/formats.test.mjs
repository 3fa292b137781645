/** What the real tools print of a queue's version sets, read by the package. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '@temporalio/client';
import { Namespace } from '../../pkg/index.js';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { setsOf } from './operations.mjs';
import { protoOperation } from './protocol.mjs';
import { expectRecordedVersion } from './record.mjs';
import { startServer } from './server.mjs';

/** Sets as they are to be read back, the default last. @type {Record<string, string[][]>} */
const QUEUES = {
  unversioned: [],
  one: [['1.0', '1.1']],
  several: [['1.0', '1.1'], ['2.0'], ['3.0', '3.1', '3.2']],
  ten: Array.from({ length: 10 }, (_, set) => [`v${set}`]),
  many: [Array.from({ length: 30 }, (_, index) => `build-${index}`), ['next']],
  likeJson: [['null', 'true'], ['[]'], ['{}', '1e3']],
  quotes: [['say "hi"', "it's"], ['back\\slash'], ['`tick`', '%s']],
  unicode: [['été', '版本2'], ['😀👍🏽'], ['e\u0301', 'é', 'مرحبا'], ['\u{1f468}\u200d\u{1f469}']],
  html: [['<b>&amp;</b>', 'a&b'], ['{{.}}']],
  blanks: [['my build 1', 'two  blanks'], ['a b']],
};

/** These the table does not show apart from what is around them. @type {Record<string, string[][]>} */
const JSON_ONLY = {
  commas: [['a, b', 'c'], [','], ['a,b']],
  brackets: [['x]', '[y'], ['[a, b]'], [']']],
  edges: [
    [' lead', 'trail '],
    ['\u00a0', ' '],
  ],
  control: [
    ['tab\there', 'new\nline'],
    ['nul\0x', '\x1b[31mred'],
    ['\x7f', '\u2028'],
  ],
};

/** @type {import('./server.mjs').Server} */
let server;
before(async () => {
  server = await startServer();
  expectRecordedVersion(server.version);
  for (const [taskQueue, sets] of Object.entries({ ...QUEUES, ...JSON_ONLY })) {
    for (const [first, ...others] of sets) {
      const operation = 'addNewIdInNewDefaultSet';
      await server.update(taskQueue, protoOperation({ operation, buildId: first }));
      for (const buildId of others) {
        const compatible = { buildId, existingCompatibleBuildId: first };
        const operation = 'addNewCompatibleVersion';
        await server.update(taskQueue, protoOperation({ operation, ...compatible }));
      }
    }
    assert.deepEqual(await server.read(taskQueue), sets);
  }
});
after(() => server?.stop());

/**
 * What the command line prints.
 *
 * @param {string} taskQueue
 * @param {string[]} options
 */
async function printed(taskQueue, ...options) {
  const { temporal } = ensureTemporal();
  const command = ['task-queue', 'get-build-ids', '--task-queue', taskQueue, ...options];
  const { stdout } = await promisify(execFile)(temporal, [...command, '--address', server.address]);
  return stdout;
}

/**
 * @param {string} path
 * @returns {Promise<string>} what the HTTP API answers
 */
async function fetched(path) {
  const response = await fetch(`http://127.0.0.1:${server.httpPort}${path}`);
  assert.equal(response.status, 200);
  return response.text();
}

/**
 * @param {string} text
 * @param {string[][]} sets
 */
function reads(text, sets) {
  const namespace = new Namespace();
  namespace.importBuildIds('orders', text);
  assert.deepEqual(setsOf(namespace, 'orders'), sets, text);
  namespace.free();
}

for (const [taskQueue, sets] of Object.entries({ ...QUEUES, ...JSON_ONLY })) {
  const formats = Object.hasOwn(QUEUES, taskQueue) ? ['text', 'json', 'jsonl'] : ['json', 'jsonl'];
  test(`the command line on ${taskQueue}: ${formats.join(', ')}`, async () => {
    const texts = await Promise.all(formats.map((format) => printed(taskQueue, '-o', format)));
    for (const text of texts) reads(text, sets);
  });

  test(`the HTTP API on ${taskQueue}`, async () => {
    for (const api of ['', '/api/v1']) {
      const path = `${api}/namespaces/default/task-queues/${taskQueue}/worker-build-id-compatibility`;
      reads(await fetched(path), sets);
      reads(await fetched(`${path}?pretty`), sets);
      if (sets.length > 1) reads(await fetched(`${path}?maxSets=1`), sets.slice(-1));
    }
  });

  test(`the TypeScript client on ${taskQueue}`, async () => {
    const client = new Client({ connection: server.connection });
    const answer = await client.taskQueue.getBuildIdCompatability(taskQueue);
    reads(`${JSON.stringify(answer)}`, sets);
    reads(`${JSON.stringify(answer, undefined, 2)}`, sets);
    const namespace = new Namespace();
    reads(`${JSON.stringify(answer)}`, sets);
    namespace.importBuildIds(
      'orders',
      JSON.stringify({ majorVersionSets: sets.map((buildIds) => ({ buildIds })) }),
    );
    assert.deepEqual(
      JSON.parse(JSON.stringify(namespace.getBuildIdCompatability('orders') ?? null)),
      JSON.parse(JSON.stringify(answer ?? null)),
      'the package answers as the client does',
    );
  });
}

test('only the last sets, and in colour', async () => {
  for (const [taskQueue, sets] of Object.entries({
    several: QUEUES.several,
    unicode: QUEUES.unicode,
  })) {
    for (const format of ['text', 'json', 'jsonl']) {
      const last = await printed(taskQueue, '--max-sets', '2', '-o', format);
      reads(last, sets.slice(-2));
      reads(await printed(taskQueue, '--color', 'always', '-o', format), sets);
    }
  }
});

test('the message of a refusal that begins with a blank', async () => {
  const { temporal } = ensureTemporal();
  const taskQueue = 'blank';
  const namespace = new Namespace();
  for (const buildId of ['1.0', ' 2.0']) {
    const operation = /** @type {const} */ ({ operation: 'addNewIdInNewDefaultSet', buildId });
    await server.update(taskQueue, protoOperation(operation));
    namespace.updateBuildIdCompatibility(taskQueue, operation);
  }
  const command = [
    'task-queue',
    'update-build-ids',
    'add-new-compatible',
    '--task-queue',
    taskQueue,
  ];
  const compatible = ['--build-id', ' 2.0', '--existing-compatible-build-id', '1.0'];
  const { stderr } = await promisify(execFile)(temporal, [
    ...command,
    ...compatible,
    '--address',
    server.address,
  ]).then(
    () => assert.fail('it was not refused'),
    (error) => error,
  );
  assert.throws(
    () =>
      namespace.updateBuildIdCompatibility(taskQueue, {
        operation: 'addNewCompatibleVersion',
        buildId: ' 2.0',
        existingCompatibleBuildId: '1.0',
      }),
    (/** @type {Error} */ { message }) => {
      assert.equal(stderr, `Error: error updating task queue build IDs: ${message}\n`);
      return true;
    },
  );
});
