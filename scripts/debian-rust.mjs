/**
 * The fallback for machines where rustup cannot add the wasm target: Debian's own compiler. Debian ships the
 * standard library for wasm only as source, so it is built here, once.
 */

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { output, run, ScriptError, which } from './process.mjs';
import { aptInstall, cache, isDebianPackage, say } from './set-up.mjs';
import { hasWasmStd, remapFlags, TARGET, wasmEnvironment, wasmLibraries } from './wasm-target.mjs';

/** The compiler, its source and a wasm linker. */
const PACKAGES = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-clippy', 'lld-19'];
const RUSTC = '/usr/bin/rustc';
const CARGO = '/usr/bin/cargo';
const CLIPPY = '/usr/bin/cargo-clippy';
const LINKER = '/usr/bin/wasm-ld-19';

/** The file beside the libraries built here that names the compiler they are for. */
const STD_STAMP = 'built-for';

/** @type {import('./toolchain.mjs').WasmRust} */
const DEBIAN_RUST = {
  cargo: CARGO,
  // By its path: through Cargo, another Clippy in PATH could run.
  clippy: [CLIPPY, 'clippy'],
  env: {
    ...wasmEnvironment(),
    CARGO,
    RUSTC,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: LINKER,
  },
};

/** Whether the compiler in PATH is Debian's, which needs the linker named above. */
export function isDebianRustInPath() {
  return which('rustc') === RUSTC && isDebianPackage('rustc-web');
}

/** Debian's compiler with its wasm target, or `undefined` when a part of it is missing. */
export function installedDebianRust() {
  return programsArePresent() && isStdPresent() ? DEBIAN_RUST : undefined;
}

/** Installs what is missing of Debian's compiler and its wasm target. */
export function installDebianRust() {
  if (!programsArePresent()) {
    aptInstall(PACKAGES, "Debian's Rust, as no wasm target can be added to the one here");
  }
  if (!isStdPresent()) buildStd();
  return DEBIAN_RUST;
}

function programsArePresent() {
  return [RUSTC, CARGO, CLIPPY, LINKER].every(existsSync) && isDebianPackage('rust-web-src');
}

/** Whether there is a standard library for wasm; one built here has to be this compiler's. */
function isStdPresent() {
  if (!hasWasmStd(RUSTC)) return false;
  const stamp = join(wasmLibraries(RUSTC), STD_STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') === output(RUSTC, ['-Vv']);
}

/** Builds the standard library for wasm and puts it where the compiler looks for it. */
function buildStd() {
  const folder = wasmLibraries(RUSTC);
  const version = output(RUSTC, ['-Vv']);
  if (!folder || !version) throw new ScriptError(`${RUSTC} does not run`);
  say("building Rust's standard library for wasm: Debian ships only its source (1-2 minutes)");

  const crate = join(cache, 'std.partial');
  mkdirSync(join(crate, 'src'), { recursive: true });
  writeFileSync(join(crate, 'Cargo.toml'), '[package]\nname = "nothing"\nversion = "0.0.0"\n');
  writeFileSync(join(crate, 'src', 'lib.rs'), '');
  const env = {
    CARGO_TARGET_DIR: join(crate, 'target'),
    RUSTC,
    RUSTC_BOOTSTRAP: '1', // Cargo builds a standard library only with unstable flags.
  };
  const buildStd = ['--target', TARGET, '-Zbuild-std=std,panic_abort,proc_macro,test'];
  run(CARGO, ['fetch', ...buildStd], { cwd: crate, env });
  // The engine is optimised together with it, and that takes its bitcode.
  const flags = [...remapFlags(RUSTC), '-Cembed-bitcode=yes'];
  run(CARGO, ['build', '--release', ...buildStd], {
    cwd: crate,
    env: { ...env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') },
  });

  const built = join(crate, 'target', TARGET, 'release', 'deps');
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  for (const name of readdirSync(built)) {
    if (name.endsWith('.rlib') && !name.startsWith('libnothing-')) {
      copyFileSync(join(built, name), join(partial, name));
    }
  }
  writeFileSync(join(partial, STD_STAMP), version);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  rmSync(crate, { recursive: true, force: true });
}
