/** Files that are no rollout documents, given to each command: it says which file, where, and ends with 2. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROLLOUT, run } from './support.mjs';

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
