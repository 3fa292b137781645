import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { assemblePackage } from '../../scripts/package.mjs';
import { root } from '../../scripts/process.mjs';
import { MOST_BYTES } from './support/sizes.mjs';

/** @param {Uint8Array} bytes */
function gzipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

/** @param {keyof typeof MOST_BYTES} what @param {number} bytes */
function isWithin(what, bytes) {
  assert.ok(bytes <= MOST_BYTES[what], `${what}: ${bytes} bytes, at most ${MOST_BYTES[what]}`);
}

test('the engine', () => {
  const engine = readFileSync(join(root, 'pkg', 'engine', 'engine.wasm'));
  isWithin('engine', engine.length);
  isWithin('engine, gzipped', gzipped(engine));
});

test('what an import of the package brings to a page', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  await assemblePackage(folder);
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'index.js')],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  const size = gzipped(outputFiles[0].contents);
  t.diagnostic(`${size} bytes gzipped`);
  isWithin('import, gzipped', size);
});
