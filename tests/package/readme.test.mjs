import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { root } from '../../scripts/process.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-readme-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * The code blocks of a language, in order.
 *
 * @param {string} language
 */
function blocks(language) {
  return [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code);
}

/**
 * What a program prints, without the blanks that differ between releases of Node.
 *
 * @param {string} printed
 */
function words(printed) {
  return printed.replace(/\s+/g, ' ').trim();
}

test('the example prints what the README says', () => {
  // A stand-in for the `temporal` command that prints what the real one printed.
  const sample = '[{"buildIds":["1.0","1.1"],"defaultForSet":"1.1","isDefaultSet":true}]';
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'temporal'), `#!/bin/sh\nprintf '%s\\n' '${sample}'\n`);
  chmodSync(join(bin, 'temporal'), 0o755);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'pkg'), join(folder, 'node_modules', 'worker-versioning'));
  writeFileSync(join(folder, 'example.mjs'), blocks('js')[0]);
  const printed = execFileSync(process.execPath, ['example.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  assert.equal(words(printed), words(blocks('')[0]));
});

test('the example has at most twelve lines', () => {
  const lines = blocks('js')[0]
    .split('\n')
    .filter((line) => line !== '');
  assert.ok(lines.length <= 12);
});

// Those of the command line are run on a real server, in tests/live.
test('the commands of npm are scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commands = blocks('sh').filter((block) => block.startsWith('npm '));
  assert.ok(commands.length > 1);
  for (const command of commands) assert.ok(command.trim().split(' ')[1] in scripts, command);
});

test('the size is that of the built engine', () => {
  const wasm = readFileSync(join(root, 'pkg', 'engine', 'engine.wasm'));
  const stated = readme.match(/<!-- size -->(\d+) KB, (\d+) KB gzipped<!-- \/size -->/);
  assert.ok(stated, 'the README states the size');
  const kilobytes = (/** @type {number} */ bytes) => Math.round(bytes / 1000);
  assert.deepEqual(
    [Number(stated[1]), Number(stated[2])],
    [kilobytes(wasm.length), kilobytes(gzipSync(wasm, { level: 9 }).length)],
  );
});
