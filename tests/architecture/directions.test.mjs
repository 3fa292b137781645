/** No module imports against the direction of docs/architecture.md. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';

/**
 * The modules of src/ in reading order. Each may import from the lines above its own, and modules on one line may not
 * import each other.
 */
const RUST = [
  ['vocabulary'],
  ['limits'],
  ['names'],
  ['percentage'],
  ['sorted'],
  ['version'],
  ['refusal'],
  ['task'],
  ['version_sets', 'deployments'],
  ['operation'],
  ['advice'],
  ['namespace'],
  ['routing'],
  ['rollout'],
  ['planning'],
  ['hazards'],
  ['migration'],
  ['push'],
  ['explain'],
  ['landings'],
  ['boundary'],
  ['interop'],
  ['runbook'],
  ['wasm'],
];

/** What the command line and the page may import of the package. */
const PUBLIC = ['pkg/index.js', 'pkg/slim.js', 'pkg/link.js'];

/** The folders of JavaScript, most particular first, and what each may import besides its own files and packages. */
const JAVASCRIPT = [
  { folder: 'pkg/engine/', imports: [] },
  { folder: 'pkg/cli/', imports: [...PUBLIC, 'pkg/package.json'] },
  {
    folder: 'pkg/',
    imports: ['pkg/engine/engine.js', 'pkg/engine/bytes.js', 'pkg/engine/engine.wasm'],
  },
  { folder: 'www/', imports: PUBLIC },
];

/**
 * The files below a folder, by their paths from the root, with `/`.
 *
 * @param {string} folder
 * @param {string} extension
 */
function filesIn(folder, extension) {
  return readdirSync(posix.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)))
    .filter((path) => !/\/(vendor|node_modules)\//.test(path))
    .sort();
}

/** @param {string} path */
function read(path) {
  return readFileSync(posix.join(root, path), 'utf8');
}

/**
 * The module of src/ that a file belongs to, such as `['task', 'intent']`.
 *
 * @param {string} path
 */
function rustModule(path) {
  const names = path
    .replace(/^src\//, '')
    .replace(/(\/mod)?\.rs$/, '')
    .split('/');
  return names[0] === 'lib' ? [] : names;
}

/** Raw strings, strings, characters and comments of Rust. */
const TEXT_OR_COMMENT =
  /\br(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^']+|[^'\\])'|\/\/.*|\/\*[\s\S]*?\*\//g;

/**
 * The modules of the crate's root that a file names in paths which start with `crate` or lead there by `super`.
 *
 * @param {string} path
 * @param {string} source
 */
function rustImports(path, source) {
  const code = source.replace(TEXT_OR_COMMENT, '');
  const module = rustModule(path);
  // The depth of braces at which each inline module ends: inside, `super` is one level less.
  /** @type {number[]} */
  const inline = [];
  let depth = 0;
  /** @type {string[]} */
  const found = [];
  const tokens = /\bmod \w+ \{|[{}]|\bcrate::(\{[^;]*;|\w+)|\b((?:super::)+)(\{[^;]*;|\w+)/g;
  for (let token = tokens.exec(code); token; token = tokens.exec(code)) {
    const [text, fromCrate, supers, fromSuper] = token;
    if (text.startsWith('mod ')) inline.push(depth);
    if (text === '}' && --depth === inline.at(-1)) inline.pop();
    else if (text.endsWith('{')) depth += 1;
    const levels = module.length + inline.length - (supers?.length ?? 0) / 'super::'.length;
    const names = fromCrate ?? (levels === 0 ? fromSuper : undefined);
    if (names !== undefined) found.push(...firstNames(names));
    // Its braces are still to be counted.
    if (text.endsWith(';')) tokens.lastIndex = token.index + text.indexOf('{');
  }
  return [...new Set(found)];
}

/**
 * The first names of the paths in `name` or in `{one, two::{three, four}};`.
 *
 * @param {string} names
 */
function firstNames(names) {
  if (!names.startsWith('{')) return [names];
  const flat = [...names].reduce(
    ({ depth, text }, letter) => ({
      depth: depth + Number(letter === '{') - Number(letter === '}'),
      text: depth === 1 && letter !== '}' ? text + letter : text,
    }),
    { depth: 0, text: '' },
  ).text;
  return flat.split(',').flatMap((path) => /\w+/.exec(path)?.[0] ?? []);
}

/**
 * The files that a file of JavaScript imports by a relative path, also for their types.
 *
 * @param {string} path
 * @param {string} source
 */
function javaScriptImports(path, source) {
  const imports = source.matchAll(/(?:\bfrom |\bimport |\bimport\()['"](\.[^'"]+)['"]/g);
  const found = Array.from(imports, ([, imported]) => {
    const resolved = posix.join(posix.dirname(path), imported);
    // The server puts pkg/ into the folder of the page.
    return resolved.replace(/^www\/pkg\//, 'pkg/');
  });
  return [...new Set(found)];
}

/** @param {string} name */
function lineOf(name) {
  return RUST.findIndex((line) => line.includes(name));
}

/**
 * @param {string} path
 * @param {string} source
 */
function wrongRustImports(path, source) {
  const [own] = rustModule(path);
  if (own === undefined) return [];
  return rustImports(path, source)
    .filter((name) => name !== own && !(lineOf(name) !== -1 && lineOf(name) < lineOf(own)))
    .map((name) => `${path} imports ${name}`);
}

/**
 * @param {string} path
 * @param {string} source
 */
function wrongJavaScriptImports(path, source) {
  const folderOf = (/** @type {string} */ file) =>
    JAVASCRIPT.find(({ folder }) => file.startsWith(folder));
  const own = folderOf(path);
  return javaScriptImports(path, source)
    .filter((file) => folderOf(file) !== own && !own?.imports.includes(file))
    .map((file) => `${path} imports ${file}`);
}

test('the list names every module of src/', () => {
  const modules = new Set(filesIn('src', '.rs').flatMap((path) => rustModule(path)[0] ?? []));
  assert.deepEqual(
    [...modules].filter((name) => lineOf(name) === -1),
    [],
  );
});

test('the modules of src/ import only what is above them', () => {
  const wrong = filesIn('src', '.rs').flatMap((path) => wrongRustImports(path, read(path)));
  assert.deepEqual(wrong, []);
});

test('the command line and the page reach the engine through its public face', () => {
  const files = ['pkg', 'www'].flatMap((folder) => filesIn(folder, '.js'));
  const wrong = files.flatMap((path) => wrongJavaScriptImports(path, read(path)));
  assert.deepEqual(wrong, []);
});

test('an import in the wrong direction is found, however it is written', () => {
  /** @type {[string, string][]} */
  const rust = [
    ['src/task/mod.rs', 'use crate::rollout::Rollout;'],
    ['src/task/intent.rs', 'use crate::{names::{BuildId, self}, rollout::{Rollout}};'],
    ['src/task/intent.rs', 'use super::super::rollout;'],
    ['src/version.rs', 'fn f() { super::rollout::check() }'],
    ['src/version_sets/state.rs', 'use crate::deployments::Ramp;'],
    ['src/deployments/state.rs', 'use crate::version_sets::VersionSets;'],
    ['src/version.rs', 'mod tests { fn f() {} use super::super::rollout; }'],
  ];
  for (const [path, source] of rust) assert.equal(wrongRustImports(path, source).length, 1, source);
  const javaScript = [
    ['pkg/cli/commands/check.js', "import { Engine } from '../../engine/engine.js';"],
    ['pkg/cli/main.js', "import '../namespace.js';"],
    ['www/views/sets.js', "const { bytes } = await import('../pkg/engine/bytes.js');"],
    ['www/main.js', "export * from './pkg/cli/main.js';"],
    ['pkg/namespace.js', "import { link } from './cli/link.js';"],
  ];
  for (const [path, source] of javaScript) {
    assert.equal(wrongJavaScriptImports(path, source).length, 1, source);
  }
});

test('imports in the right direction, comments and texts are not', () => {
  /** @type {[string, string][]} */
  const rust = [
    ['src/rollout/check.rs', 'use crate::task::Task; use super::timeline::{Step, Situation};'],
    ['src/task/intent.rs', '/// As in [`crate::rollout`].\nlet text = "crate::rollout";'],
    ['src/version.rs', 'mod tests { use super::*; fn f() {} } use crate::names::{BuildId};'],
    ['src/version.rs', `f("//", '"', r#"crate::rollout"#); use crate::names::{BuildId};`],
  ];
  for (const [path, source] of rust) assert.deepEqual(wrongRustImports(path, source), []);
  const javaScript =
    "import { Namespace } from './pkg/index.js'; import { a } from './element.js';";
  assert.deepEqual(wrongJavaScriptImports('www/main.js', javaScript), []);
});
