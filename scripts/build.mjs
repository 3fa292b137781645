/**
 * Builds the engine: Rust → wasm → pkg/engine/, which is committed, so that a clone needs no Rust.
 *
 *   engine.wasm   the engine, with the hash of its sources in a custom section
 *   engine.js     wasm-bindgen's JavaScript side of it, minified, and engine.d.ts, its types
 *   bytes.js      the engine once more, as text that every bundler and runtime can load
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesModule } from './bytes-module.mjs';
import { root, run, runAsScript, ScriptError } from './process.mjs';
import { sourcesHash, stamp } from './sources-hash.mjs';
import { ensureNodeModules, ensureRust, ensureWasmBindgen } from './toolchain.mjs';
import { remapFlags, TARGET } from './wasm-target.mjs';

/** How wasm-opt optimises what rustc has compiled. */
export const WASM_OPT_FLAGS = ['-O3'];

const STRIP = ['--strip-producers', '--strip-target-features'];

const work = join(root, 'target', 'engine');
const engine = join(root, 'pkg', 'engine');

async function build() {
  const rust = ensureRust();
  const { wasmBindgen } = ensureWasmBindgen();
  ensureNodeModules();
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });

  // Fetching first brings Cargo.lock up to date, and puts the crates where they can be remapped.
  run(rust.cargo, ['fetch', '--quiet', '--target', TARGET], { env: rust.env });
  const hash = sourcesHash();
  const flags = remapFlags(rust.env.RUSTC ?? 'rustc');
  // Beside an rlib Cargo would not optimise across crates.
  const cdylib = ['--release', '--lib', '--crate-type', 'cdylib', '--target', TARGET];
  run(rust.cargo, ['rustc', ...cdylib], {
    env: { ...rust.env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') },
  });
  const compiled = join(
    String(rust.env.CARGO_TARGET_DIR),
    TARGET,
    'release',
    'worker_versioning.wasm',
  );
  run(wasmBindgen, [
    ...['--target', 'web', '--omit-default-module-path'],
    ...['--out-dir', work, '--out-name', 'engine', compiled],
  ]);
  const optimised = join(work, 'engine.wasm');
  const wasmOpt = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  run(process.execPath, [
    wasmOpt,
    ...WASM_OPT_FLAGS,
    ...STRIP,
    join(work, 'engine_bg.wasm'),
    '-o',
    optimised,
  ]);
  if (sourcesHash() !== hash) {
    throw new ScriptError('The sources changed during the build: run it again.');
  }

  const wasm = stamp(readFileSync(optimised), hash);
  mkdirSync(engine, { recursive: true });
  for (const name of readdirSync(engine)) rmSync(join(engine, name), { recursive: true });
  writeFileSync(join(engine, 'engine.d.ts'), readFileSync(join(work, 'engine.d.ts')));
  writeFileSync(join(engine, 'engine.js'), await withoutComments(join(work, 'engine.js')));
  writeFileSync(join(engine, 'engine.wasm'), wasm);
  writeFileSync(join(engine, 'bytes.js'), bytesModule(wasm));

  const size = describeSize(wasm);
  console.log(`pkg/engine/engine.wasm: ${wasm.length} bytes (${size})`);
  writeSizeToReadme(size);
}

/**
 * wasm-bindgen's JavaScript side, which is half comments and blanks.
 *
 * @param {string} path
 */
async function withoutComments(path) {
  // Not before the packages are there.
  const { transform } = await import('esbuild');
  const options = /** @type {const} */ ({ format: 'esm', minify: true, target: 'es2022' });
  return (await transform(readFileSync(path, 'utf8'), options)).code;
}

/** @param {Uint8Array} wasm */
function describeSize(wasm) {
  /** @param {number} bytes */
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} KB`;
  return `${kilobytes(wasm.length)}, ${kilobytes(gzipSync(wasm, { level: 9 }).length)} gzipped`;
}

/**
 * Where README.md marks a place for the engine's size, writes it there.
 *
 * @param {string} size
 */
function writeSizeToReadme(size) {
  const readme = join(root, 'README.md');
  if (!existsSync(readme)) return;
  const text = readFileSync(readme, 'utf8');
  const updated = text.replaceAll(
    /(<!-- size -->).*?(<!-- \/size -->)/gs,
    (_, start, end) => start + size + end,
  );
  if (updated !== text) writeFileSync(readme, updated);
}

await runAsScript(import.meta.url, build);
