/** What compiling for WebAssembly needs of rustc and Cargo, whichever compiler it is. */

import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { output, root } from './process.mjs';

export const TARGET = 'wasm32-unknown-unknown';

/** The compiler for wasm has a target folder of its own: the native one may be another compiler's. */
export function wasmEnvironment() {
  return { CARGO_TARGET_DIR: join(root, 'target', 'wasm-toolchain') };
}

/**
 * Where a compiler looks for its standard library for wasm.
 *
 * @param {string} rustc
 */
export function wasmLibraries(rustc) {
  return output(rustc, ['--print', 'target-libdir', '--target', TARGET]) ?? '';
}

/**
 * Whether a compiler has a standard library for wasm.
 *
 * @param {string} rustc
 */
export function hasWasmStd(rustc) {
  const folder = wasmLibraries(rustc);
  return existsSync(folder) && readdirSync(folder).some((name) => /^libstd-.*\.rlib$/.test(name));
}

/**
 * Flags of rustc that replace this machine's folders in the messages of panics, so that every machine builds the
 * same bytes. Call it after `cargo fetch`, which makes the folders.
 *
 * @param {string} rustc
 */
export function remapFlags(rustc) {
  const cargoHome = process.env.CARGO_HOME || join(homedir(), '.cargo');
  const registries = join(cargoHome, 'registry', 'src');
  const folders = existsSync(registries) ? readdirSync(registries) : [];
  const commit = /^commit-hash: (.+)$/m.exec(output(rustc, ['-Vv']) ?? '')?.[1];
  return [
    ...folders.map((name) => `--remap-path-prefix=${join(registries, name)}=/crates`),
    // Where the component rust-src is installed, rustc names its folder instead.
    `--remap-path-prefix=${output(rustc, ['--print', 'sysroot'])}/lib/rustlib/src/rust=/rustc/${commit}`,
    `--remap-path-prefix=${root.replace(/[\\/]$/, '')}=.`,
  ];
}
