/** Files that are no rollout documents, given to each command: it says which file, where, and ends with 2. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { ROLLOUT, run } from './support.mjs';

/** What tools print of versioning, by the files of tests/interop/samples. @type {[string, string][]} */
const PRINTED = [
  ['other-rules.json', 'the assignment and redirect rules of a task queue'],
  ['other-rules.jsonl', 'the assignment and redirect rules of a task queue'],
  ['other-rules.text', 'the assignment and redirect rules of a task queue'],
  ['other-rules-none.json', 'the assignment and redirect rules of a task queue'],
  ['other-deployment-describe.json', 'Worker Deployments'],
  ['other-deployment-describe.text', 'Worker Deployments'],
  ['other-deployment-list.json', 'Worker Deployments'],
  ['other-deployment-list.text', 'Worker Deployments'],
  ['cli-three.json', 'the version sets of a task queue'],
  ['cli-three.jsonl', 'the version sets of a task queue'],
  ['cli-three.text', 'the version sets of a task queue'],
  ['workflow-list.json', 'workflows'],
  ['workflow-list.jsonl', 'workflows'],
];

/** @type {string} */
let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  const whole = JSON.stringify(ROLLOUT, undefined, 2);
  writeFileSync(join(folder, 'whole.json'), whole);
  writeFileSync(join(folder, 'truncated.json'), whole.slice(0, 200));
  writeFileSync(join(folder, 'newer.yaml'), 'version: 2\n');
  writeFileSync(join(folder, 'types.yaml'), 'version: 1\nworkers:\n  - taskQueue: [orders]\n');
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([...Buffer.from('version: 1 # '), 0xe9]));
  writeFileSync(join(folder, 'large.json'), '{');
  for (const [name] of PRINTED) {
    cpSync(join(root, 'tests', 'interop', 'samples', name), join(folder, name));
  }
  // Blanks all the rest, without taking room on the disk.
  truncateSync(join(folder, 'large.json'), 100 * 2 ** 20);
});
after(() => rmSync(folder, { recursive: true }));

/** @type {[string, RegExp][]} */
const FILES = [
  ['missing.json', /^missing\.json: there is no such file/],
  ['.', /^\.: .*directory/],
  ['truncated.json', /^truncated\.json:\d+:\d+: /],
  ['newer.yaml', /^newer\.yaml:1:10: version: expected 1, got 2/],
  ['types.yaml', /^types\.yaml:3:16: workers\[0\]\.taskQueue: expected string, got array\n$/],
  ['latin1.yaml', /^latin1\.yaml: it is not UTF-8: the byte at offset 13 is 0xe9\n$/],
  ['large.json', /^large\.json: .*64/],
];

/** @type {Record<string, (file: string) => string[]>} */
const COMMANDS = {
  show: (file) => [file],
  resolve: (file) => [file],
  explain: (file) => [file],
  check: (file) => [file],
  diff: (file) => ['whole.json', file],
  'add-step': (file) => ['promote-set', file, '-t', 'orders', '--build-id', '1.0', '--write'],
  reachability: (file) => [file, '--build-id', '1.0'],
  retire: (file) => [file, '-t', 'orders', '--build-id', '1.0'],
  plan: (file) => [file, '-t', 'orders', '--queue-default', '1.0'],
  snippets: (file) => [file],
  page: (file) => [file, '--no-open'],
  push: (file) => [file, '--dry-run'],
  landings: (file) => [file, '--workflows', 'whole.json'],
};

for (const [name, argumentsFor] of Object.entries(COMMANDS)) {
  test(`${name} says what is wrong with a file`, async () => {
    for (const [file, message] of FILES) {
      const { code, stdout, stderr } = await run([name, ...argumentsFor(file)], { cwd: folder });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, `${file}: ${stderr}`);
      assert.match(stderr, message);
    }
  });
}

for (const [name, argumentsFor] of Object.entries(COMMANDS)) {
  test(`${name} says what a file is that a tool has printed`, async () => {
    for (const [file, what] of PRINTED) {
      const { code, stdout, stderr } = await run([name, ...argumentsFor(file)], { cwd: folder });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, `${file}: ${stderr}`);
      assert.ok(stderr.startsWith(`${file}: expected a rollout document, got ${what}`), stderr);
      assert.match(stderr, /^[^\n]+\n$/);
    }
  });
}

test('from standard input too', async () => {
  const input = JSON.stringify({ routingConfig: {}, name: 'shop' });
  const { code, stderr } = await run(['show', '-'], { input });
  assert.equal(code, 2);
  assert.match(stderr, /^standard input: expected a rollout document, got Worker Deployments /);
});

test('the goal of a plan and an import say it too', async () => {
  const goal = ['plan', 'whole.json', '-t', 'orders', '--goal'];
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [
      [...goal, 'other-rules.text'],
      /^other-rules\.text: expected the goal of a plan, got the assignment and redirect rules/,
    ],
    [
      [...goal, 'cli-three.json'],
      /^cli-three\.json: expected the goal of a plan, got the version sets of a task queue/,
    ],
    [['import', 'whole.json', '-t', 'orders'], /^whole\.json: expected .*, got a rollout document/],
    [['landings', 'whole.json', '--workflows', 'whole.json'], /got a rollout document/],
  ])) {
    const { code, stderr } = await run(args, { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, message);
  }
});
