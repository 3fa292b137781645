/**
 * `npm test`: sets up what is missing, then runs all stages of the tests, those that compile beside the others, and
 * stops at the first that fails. `npm test -- <stage> [<stage>…]` runs only these, one after the other.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FUZZ_TARGETS, fuzzTarget } from './fuzz.mjs';
import { runLanes } from './lanes.mjs';
import { root, run, runAsScript, ScriptError } from './process.mjs';
import { sourcesHash, stampedHash } from './sources-hash.mjs';
import {
  ensureAll,
  ensureBrowser,
  ensureNodeModules,
  ensureRust,
  ensureTemporal,
  ensureWasmBindgen,
  webdriver,
} from './toolchain.mjs';

const WASM_TARGET = ['--target', 'wasm32-unknown-unknown'];
const DENY_WARNINGS = ['--', '-D', 'warnings'];

/**
 * In running order.
 *
 * @type {Record<string, () => void>}
 */
const STAGES = {
  format,
  lint,
  architecture,
  types,
  rust,
  engine,
  wasm,
  fuzz,
  package: package_,
  hostile,
  corpus,
  cli,
  vectors,
  live,
  page,
};

/** The stages that compile. Most of their time they keep one core busy. */
const COMPILING = ['lint', 'types', 'rust', 'wasm', 'fuzz'];

function format() {
  ensureNodeModules();
  run('cargo', ['fmt', '--all', '--check']);
  run('cargo', ['fmt', '--check', '--manifest-path', 'fuzz/Cargo.toml']);
  const colors = process.stdout.isTTY ? [] : ['--colors=off'];
  npmTool('@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', ...colors]);
}

function lint() {
  run('cargo', ['clippy', '--locked', '--all-targets', ...DENY_WARNINGS]);
  const { clippy, env } = ensureRust();
  const [program, ...args] = clippy;
  const targets = ['--lib', '--test', 'wasm', ...WASM_TARGET];
  run(program, [...args, '--locked', ...targets, ...DENY_WARNINGS], { env });
}

function architecture() {
  nodeTests('architecture', ensureNodeModules);
}

function types() {
  ensureNodeModules();
  npmTool('typescript/bin/tsc', ['-p', 'tsconfig.json']);
  run(process.execPath, ['scripts/types.mjs', '--check']);
}

function rust() {
  run('cargo', ['test', '--locked']);
  run('cargo', ['doc', '--locked', '--no-deps'], { env: { RUSTDOCFLAGS: '-D warnings' } });
}

function engine() {
  const path = join(root, 'pkg', 'engine', 'engine.wasm');
  if (!existsSync(path) || stampedHash(new Uint8Array(readFileSync(path))) !== sourcesHash()) {
    throw new ScriptError(
      'pkg/engine was built from other sources: run `npm run build` and commit pkg/engine.',
    );
  }
}

function wasm() {
  const { cargo, env } = ensureRust();
  const { testRunner } = ensureWasmBindgen();
  const { chromium, chromedriver } = ensureBrowser();
  const args = ['test', '--locked', ...WASM_TARGET, '--test', 'wasm'];
  const inNode = {
    ...env,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: testRunner,
    // Nothing here reads it, and the runner takes long to leave it out.
    CARGO_PROFILE_TEST_DEBUG: 'false',
  };
  console.log('In Node:');
  run(cargo, args, { env: inNode });
  console.log('In Chromium:');
  run(cargo, args, {
    env: {
      ...inNode,
      WASM_BINDGEN_USE_BROWSER: '1',
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: webdriverFor(chromium),
      CHROMEDRIVER: chromedriver,
    },
  });
}

/** A few seconds for each target, with the same inputs each time. */
function fuzz() {
  for (const target of FUZZ_TARGETS) fuzzTarget(target, ['-runs=100000', '-seed=1']);
}

/**
 * Writes a copy of webdriver.json that names the browser, and returns its path.
 *
 * @param {string} chromium
 */
function webdriverFor(chromium) {
  const settings = webdriver();
  settings['goog:chromeOptions'].binary = chromium;
  const path = join(root, 'target', 'webdriver.json');
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(path, JSON.stringify(settings));
  return path;
}

function package_() {
  nodeTests('package', ensureNodeModulesAndBrowser);
}

function hostile() {
  nodeTests('hostile', ensureNodeModules);
}

function corpus() {
  return nodeTests('corpus', ensureNodeModules);
}

function cli() {
  nodeTests('cli', ensureNodeModules, ['--test-concurrency=3']);
}

function ensureNodeModulesAndBrowser() {
  ensureNodeModules();
  ensureBrowser();
}

function vectors() {
  nodeTests('vectors', ensureNodeModules);
}

function live() {
  const setUp = () => {
    ensureNodeModules();
    ensureTemporal();
  };
  // They mostly wait for servers.
  nodeTests('live', setUp, ['--test-concurrency=4']);
}

function page() {
  nodeTests('picture', ensureNodeModulesAndBrowser);
  // All test files share one package.
  const env = { PAGE: join(root, 'target', 'package'), ...process.env };
  if (!process.env.PAGE) run(process.execPath, ['scripts/package.mjs']);
  // They mostly wait for a browser, so more of them run than there are cores.
  nodeTests('page', ensureNodeModulesAndBrowser, ['--test-concurrency=4'], env);
}

/**
 * Runs the `*.test.mjs` files of a folder in tests/, named one by one: Node 20 and 22 read folders and patterns
 * differently.
 *
 * @param {string} folder
 * @param {() => void} setUp
 * @param {string[]} options of `node --test`
 * @param {NodeJS.ProcessEnv} [env] added to that of this process
 */
function nodeTests(folder, setUp, options = [], env) {
  const files = readdirSync(join(root, 'tests', folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.mjs'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((name) => !name.includes('node_modules'))
    .sort();
  if (files.length === 0) throw new ScriptError(`tests/${folder} has no *.test.mjs`);
  setUp();
  run(process.execPath, ['--test', '--test-reporter=spec', ...options, ...files], { env });
}

/**
 * Runs a program of an npm package with this Node.
 *
 * @param {string} path in node_modules
 * @param {string[]} args
 */
function npmTool(path, args) {
  run(process.execPath, [join(root, 'node_modules', path), ...args]);
}

async function main() {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(STAGES, name));
  if (unknown.length > 0) {
    throw new ScriptError(
      `No such stage: ${unknown.join(', ')}. The stages: ${Object.keys(STAGES).join(', ')}.`,
    );
  }
  const start = performance.now();
  const all = Object.keys(STAGES);
  const names = asked.length === 0 ? all : all.filter((name) => asked.includes(name));
  if (asked.length === 0) {
    // Before the first stage. A stage that is named sets up what it needs itself.
    ensureAll();
    const running = all.filter((name) => !COMPILING.includes(name));
    await runLanes([COMPILING, running]);
  } else {
    for (const name of names) runStage(name);
  }
  if (names.length > 1) console.log(`\nAll passed: ${names.join(', ')} (${secondsSince(start)})`);
}

/** @param {string} name */
function runStage(name) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  try {
    STAGES[name]();
    console.log(`── ${name}: passed (${secondsSince(start)})`);
  } catch (error) {
    const message = error instanceof ScriptError ? error.message : `${error}`;
    throw new ScriptError(
      `\n${message}\n\nThe stage \`${name}\` failed (${secondsSince(start)}). To run only this stage: npm test -- ${name}`,
    );
  }
}

/** @param {number} start */
function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

await runAsScript(import.meta.url, main);
