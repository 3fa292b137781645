/**
 * `npm run size`: writes to docs/size.md how large the engine is, and how much of it each module and crate takes.
 * Run `npm run build` first. An inlined function counts for the function it went into.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { optimise } from './build.mjs';
import { writeMeasured } from './measured.mjs';
import { output, root, runAsScript, ScriptError } from './process.mjs';
import { ensureNodeModules, ensureTwiggy } from './toolchain.mjs';

/** Parts below this are one row. */
const LEAST_BYTES = 1000;

/**
 * The part of the engine that a function or segment belongs to.
 *
 * @param {string} name as twiggy prints it, such as `worker_versioning::routing::resolve::h0123456789abcdef`
 */
function partOf(name) {
  if (/^(data segment|elem)/.test(name)) return 'texts and tables';
  // Also where the function is another crate's, made for a type of ours.
  const own = /\bworker_versioning(?:\[\w+\])?::(\w+)/.exec(name);
  if (own) return `\`${own[1]}\``;
  const crate = /\b([a-z]\w*)(?:\[\w+\])?::/.exec(name)?.[1];
  if (crate === undefined) return 'what JavaScript calls, with what is inlined there';
  return ['alloc', 'core', 'std', 'dlmalloc', 'compiler_builtins'].includes(crate)
    ? "Rust's standard library"
    : `the crate ${crate}`;
}

/** The bytes of each part, largest first. */
function parts() {
  const work = join(root, 'target', 'engine');
  const named = join(work, 'named.wasm');
  optimise(join(work, 'engine_bg.wasm'), named, '-g');
  const listed = output(join(ensureTwiggy(), 'twiggy'), [
    'top',
    '-n',
    '99999',
    '-f',
    'json',
    named,
  ]);
  if (listed === undefined) throw new ScriptError('twiggy could not read the engine');
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const { name, shallow_size } of JSON.parse(listed)) {
    if (/subsection|custom section/.test(name)) continue;
    sizes.set(partOf(name), (sizes.get(partOf(name)) ?? 0) + shallow_size);
  }
  const small = [...sizes].filter(([, bytes]) => bytes < LEAST_BYTES);
  for (const [part] of small) sizes.delete(part);
  sizes.set(
    'others',
    small.reduce((sum, [, bytes]) => sum + bytes, 0),
  );
  return [...sizes].sort(([, one], [, other]) => other - one);
}

function size() {
  ensureNodeModules();
  const engine = readFileSync(join(root, 'pkg', 'engine', 'engine.wasm'));
  const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1);
  const rows = parts().map(([part, bytes]) => `| ${part} | ${kilobytes(bytes)} |`);
  const zipped = kilobytes(gzipSync(engine, { level: 9 }).length);
  const total = `| all of it, ${zipped} KB gzipped | ${kilobytes(engine.length)} |`;
  const table = ['| Part | KB |', '| --- | ---: |', ...rows, total].join('\n');
  writeMeasured('size.md', table);
  console.log(table);
}

await runAsScript(import.meta.url, size);
