/**
 * Builds the engine: Rust → wasm → pkg/engine/, which is committed, so that a clone needs no Rust.
 *
 *   engine.wasm   the engine, with the hash of its sources in a custom section
 *   engine.js     wasm-bindgen's JavaScript side of it, and engine.d.ts, its types
 *   bytes.js      the engine once more, as text that every bundler and runtime can load
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, run, runAsScript, ScriptError } from './process.mjs';
import { sourcesHash, stamp } from './sources-hash.mjs';
import { ensureNodeModules, ensureRust, ensureWasmBindgen, remapFlags } from './toolchain.mjs';

const TARGET = 'wasm32-unknown-unknown';

const WASM_OPT_FLAGS = [
  // The smallest of -Oz, -Os and -O3, raw and gzipped; the three differ by less than one percent.
  '-Oz',
  '--converge',
  '--enable-bulk-memory',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
  '--strip-producers',
  '--strip-target-features',
];

const work = join(root, 'target', 'engine');
const engine = join(root, 'pkg', 'engine');

function build() {
  const rust = ensureRust();
  const { wasmBindgen } = ensureWasmBindgen();
  ensureNodeModules();
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });

  // Fetching first brings Cargo.lock up to date, and puts the crates where they can be remapped.
  run(rust.cargo, ['fetch', '--quiet', '--target', TARGET], { env: rust.env });
  const hash = sourcesHash();
  run(rust.cargo, ['build', '--release', '--lib', '--target', TARGET], {
    env: {
      ...rust.env,
      CARGO_ENCODED_RUSTFLAGS: remapFlags(rust.env.RUSTC ?? 'rustc').join('\x1f'),
    },
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
  for (const name of ['engine.js', 'engine.d.ts']) {
    writeFileSync(join(engine, name), readFileSync(join(work, name)));
  }
  writeFileSync(join(engine, 'engine.wasm'), wasm);
  writeFileSync(join(engine, 'bytes.js'), bytesModule(wasm));

  const size = describeSize(wasm);
  console.log(`pkg/engine/engine.wasm: ${wasm.length} bytes (${size})`);
  writeSizeToReadme(size);
}

/** @param {Uint8Array} wasm */
function bytesModule(wasm) {
  return `// Made by \`npm run build\` from engine.wasm.

const BASE64 =
  '${Buffer.from(wasm).toString('base64')}';

/**
 * The bytes of engine.wasm.
 *
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes() {
  // Newer runtimes decode by themselves; \`atob\` is in every older one, and in workers.
  const decoder = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (
    /** @type {unknown} */ (Uint8Array)
  );
  if (decoder.fromBase64) return decoder.fromBase64(BASE64);
  const binary = atob(BASE64);
  const decoded = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) decoded[i] = binary.charCodeAt(i);
  return decoded;
}
`;
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
