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
import { developmentTool } from './support/installed.mjs';

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

test('the examples are strict TypeScript', () => {
  const packages = join(folder, 'typed');
  mkdirSync(join(packages, 'node_modules'), { recursive: true });
  symlinkSync(join(root, 'pkg'), join(packages, 'node_modules', 'worker-versioning'));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    typeRoots: [join(root, 'node_modules', '@types')],
    types: ['node'],
  };
  const inPackage = readFileSync(join(root, 'pkg', 'README.md'), 'utf8');
  const [, published = ''] = inPackage.match(/^```js\n(.*?)^```$/ms) ?? [];
  writeFileSync(join(packages, 'example.mts'), blocks('js')[0]);
  writeFileSync(join(packages, 'published.mts'), published);
  writeFileSync(join(packages, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  execFileSync(process.execPath, [developmentTool('typescript/bin/tsc'), '-p', packages], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
});

// The others are run on a real server, in tests/live.
test('the commands of npm for a clone are scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = blocks('sh').flatMap((block) => [
    ...block.matchAll(/^npm (?:run (\S+)|(start|test))$/gm),
  ]);
  assert.deepEqual(
    named.map(([, script, short]) => script ?? short),
    ['start', 'test', 'package'],
  );
  for (const [, script, short] of named) assert.ok((script ?? short) in scripts);
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
