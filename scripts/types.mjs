/**
 * `npm run types`: makes what JavaScript sees of the Rust types, from the schema that `scripts/schema.rs` prints: the
 * second part of `pkg/index.d.ts`, and `pkg/rollout.schema.json`. `npm run types -- --check` only compares them.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root, runAsScript, ScriptError } from './process.mjs';
import { ensureNodeModules } from './toolchain.mjs';
import { documentSchema } from './types/document-schema.mjs';
import { simplified } from './types/schema.mjs';
import { declarations } from './types/typescript.mjs';

/** What begins the generated part of the declarations. */
const MARK = '// What follows is made from the Rust types by `npm run types`: change them there.\n';

const DECLARATIONS = 'pkg/index.d.ts';
const SCHEMA = 'pkg/rollout.schema.json';

/** The example that the schema shows. */
const EXAMPLE = 'examples/incompatible-change.yaml';

function types() {
  ensureNodeModules();
  const definitions = simplified(JSON.parse(cargo()));
  const [byHand] = read(DECLARATIONS).split(MARK);
  const example = parse(read(EXAMPLE));
  const made = {
    [DECLARATIONS]: `${byHand.trimEnd()}\n\n${MARK}\n${declarations(definitions)}`,
    [SCHEMA]: JSON.stringify(documentSchema(definitions, 'RolloutDocument', example)),
  };
  const stale = Object.entries(made)
    .map(([path, text]) => ({ path, text: formatted(path, text) }))
    .filter(({ path, text }) => read(path) !== text);
  if (process.argv.includes('--check')) {
    if (stale.length === 0) return;
    const paths = stale.map(({ path }) => path).join(' and ');
    throw new ScriptError(`Not those of the Rust types: ${paths}. Run \`npm run types\`.`);
  }
  for (const { path, text } of stale) writeFileSync(join(root, path), text);
}

function cargo() {
  return program('cargo', ['run', '--locked', '--quiet', '--features=schema', '--example=schema']);
}

/**
 * @param {string} path
 * @param {string} text
 */
function formatted(path, text) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  return program(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], text);
}

/**
 * What a program prints.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {string} [input]
 */
function program(name, args, input) {
  const result = spawnSync(name, args, { cwd: root, encoding: 'utf8', input, maxBuffer: 2 ** 26 });
  if (result.status !== 0) {
    throw new ScriptError(`${name}: ${result.error?.message ?? result.stderr}`);
  }
  return result.stdout;
}

/** @param {string} path */
function read(path) {
  return readFileSync(join(root, path), 'utf8');
}

await runAsScript(import.meta.url, types);
