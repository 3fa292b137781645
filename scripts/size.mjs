/**
 * `npm run size`: writes to docs/size.md how large the engine is, and which part of the sources takes how much of it.
 * A function that is inlined counts as part of the one that it went into. Run `npm run build` first.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WASM_OPT_FLAGS } from './build.mjs';
import { writeMeasured } from './measured.mjs';
import { output, root, run, runAsScript, ScriptError } from './process.mjs';
import { ensureNodeModules, ensureTwiggy } from './toolchain.mjs';

/** The first that fits the name of a function says whose it is. @type {[RegExp, string][]} */
const PARTS = [
  [/^data segment|^elem\[/, 'texts and tables'],
  [
    /workflow_export|serde_json|[lL]andings/,
    'exports of workflows, and counting them (`landings`)',
  ],
  [
    /planning|_(plan|hazards|rollback|workerNeeds)\b/,
    'planning: plans, hazards, way back, worker needs',
  ],
  [/rollout|goal_json|interop::fields/, 'rollout documents: reading, running, checking, retiring'],
  [/reachability/, 'reachability'],
  [/snippet/, 'commands and code'],
  [/interop|importBuildIds/, 'imports'],
  [
    /::model::|engine_(update|restore|records|versionSets|clone|new)/,
    'version sets and operations',
  ],
  [/::routing::|::wire::|_(resolve|poll)/, 'routing, and what crosses to JavaScript'],
  [/worker_versioning|^_?_?wb|externref|shim/, 'the boundary to JavaScript'],
];

/** @returns {Map<string, number>} */
function sizes() {
  const named = join(root, 'target', 'engine', 'named.wasm');
  const wasmOpt = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  const compiled = join(root, 'target', 'engine', 'engine_bg.wasm');
  run(process.execPath, [wasmOpt, ...WASM_OPT_FLAGS, '-g', compiled, '-o', named]);
  const listed = output(join(ensureTwiggy(), 'twiggy'), ['top', '-n', '9999', '-f', 'json', named]);
  if (listed === undefined) throw new ScriptError('twiggy could not read the engine');
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { name, shallow_size } of JSON.parse(listed)) {
    if (/subsection|custom section/.test(name)) continue;
    const part = PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? "Rust's standard library";
    found.set(part, (found.get(part) ?? 0) + shallow_size);
  }
  return found;
}

function size() {
  ensureNodeModules();
  const engine = readFileSync(join(root, 'pkg', 'engine', 'engine.wasm'));
  const parts = [...sizes()].sort(([, one], [, other]) => other - one);
  const rows = parts.map(([part, bytes]) => `| ${part} | ${(bytes / 1000).toFixed(1)} |`);
  const zipped = gzipSync(engine, { level: 9 }).length;
  const total = `| all of it, ${(zipped / 1000).toFixed(1)} KB gzipped | ${(engine.length / 1000).toFixed(1)} |`;
  const table = ['| Part | KB |', '| --- | ---: |', ...rows, total].join('\n');
  writeMeasured('size.md', table);
  console.log(table);
}

await runAsScript(import.meta.url, size);
