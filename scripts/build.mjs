/**
 * `npm run build`: builds the engine into pkg/engine/, which is committed, so that a clone runs without Rust.
 *
 *   engine.wasm   the engine, with a hash of its sources in a custom section
 *   engine.js     wasm-bindgen's JavaScript for it, and engine.d.ts, its types
 *   bytes.js      the engine as base64, which every bundler and runtime can load
 */

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesModule } from './bytes-module.mjs';
import { root, run, runAsScript, ScriptError } from './process.mjs';
import { sourcesHash, stamp } from './sources-hash.mjs';
import { ensureNodeModules, ensureRust, ensureWasmBindgen } from './toolchain.mjs';
import { remapFlags, TARGET } from './wasm-target.mjs';

const work = join(root, 'target', 'engine');
const engine = join(root, 'pkg', 'engine');

function build() {
  const rust = ensureRust();
  const { wasmBindgen } = ensureWasmBindgen();
  ensureNodeModules();
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });

  // First, because it updates Cargo.lock, which is hashed, and unpacks the crates, whose paths are remapped.
  run(rust.cargo, ['fetch', '--quiet', '--target', TARGET], { env: rust.env });
  const hash = sourcesHash();
  // LLVM inlines what the standard library and serde mark `#[inline]` even where it grows the code: this makes the
  // engine 4 % smaller, and no slower.
  const flags = [...remapFlags(rust.env.RUSTC ?? 'rustc'), '-Cllvm-args=-inlinehint-threshold=10'];
  // Only the cdylib: beside an rlib Cargo does not optimise across crates.
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
  // Code of `inline_js` and `module` attributes, which pkg/ would have to hold too.
  if (existsSync(join(work, 'snippets'))) {
    throw new ScriptError(
      'wasm-bindgen made a folder of snippets, which pkg/engine has no place for.',
    );
  }
  const optimised = join(work, 'engine.wasm');
  optimise(join(work, 'engine_bg.wasm'), optimised, '--strip-producers', '--strip-target-features');
  if (sourcesHash() !== hash) {
    throw new ScriptError('The sources changed during the build: run it again.');
  }

  const wasm = stamp(readFileSync(optimised), hash);
  rmSync(engine, { recursive: true, force: true });
  mkdirSync(engine, { recursive: true });
  for (const name of ['engine.js', 'engine.d.ts']) {
    copyFileSync(join(work, name), join(engine, name));
  }
  writeFileSync(join(engine, 'engine.wasm'), wasm);
  writeFileSync(join(engine, 'bytes.js'), bytesModule(wasm));

  const size = describeSize(wasm);
  console.log(`pkg/engine/engine.wasm: ${wasm.length} bytes (${size})`);
  writeSizeToReadme(size);
}

/**
 * Optimises what rustc compiled, with wasm-opt.
 *
 * @param {string} compiled
 * @param {string} optimised
 * @param {string[]} options more options of wasm-opt
 */
export function optimise(compiled, optimised, ...options) {
  const wasmOpt = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  const passes = ['-Oz', '--flatten', '--rereloop', '-Oz', '-Oz'];
  const settings = [
    // Functions with one caller stay functions: gzipped, the engine is 4 % smaller.
    '--one-caller-inline-max-function-size=0',
    // The first kilobyte is the far end of the stack, and holds nothing that an address is computed from.
    '--low-memory-unused',
  ];
  run(process.execPath, [wasmOpt, ...passes, ...settings, ...options, compiled, '-o', optimised]);
}

/** @param {Uint8Array} wasm */
function describeSize(wasm) {
  /** @param {number} bytes */
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} KB`;
  return `${kilobytes(wasm.length)}, ${kilobytes(gzipSync(wasm, { level: 9 }).length)} gzipped`;
}

/**
 * Writes the engine's size where README.md marks a place for it.
 *
 * @param {string} size
 */
function writeSizeToReadme(size) {
  const readme = join(root, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const updated = text.replace(
    /(<!-- size -->).*?(<!-- \/size -->)/s,
    (_, start, end) => start + size + end,
  );
  if (updated !== text) writeFileSync(readme, updated);
}

await runAsScript(import.meta.url, build);
