/** The hash of the Rust sources, which the build stamps into the engine and the stage `engine` compares. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './process.mjs';

/** The name of the custom section that holds the hash. */
export const SECTION = 'worker-versioning-sources';

/**
 * The SHA-256 of `Cargo.toml`, `Cargo.lock` and every file in `src/` and `crates/`, in hexadecimal. It is the same on
 * every machine: paths are sorted by code unit and written with `/`, and line ends count as `\n`.
 *
 * @param {string} [folder] the crate's folder
 */
export function sourcesHash(folder = root) {
  const sources = ['src', 'crates']
    .flatMap((name) => readdirSync(join(folder, name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  const hash = createHash('sha256');
  for (const path of ['Cargo.toml', 'Cargo.lock', ...sources].sort()) {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n');
    // With path and length, so that no two lists of files make the same input.
    hash.update(`${path}\0${Buffer.byteLength(text)}\0`).update(text);
  }
  return hash.digest('hex');
}

/**
 * The hash stamped into an engine; `undefined` when it has none.
 *
 * @param {Uint8Array<ArrayBuffer>} wasmBytes
 * @returns {string | undefined}
 */
export function stampedHash(wasmBytes) {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(wasmBytes), SECTION);
  return section && new TextDecoder().decode(section);
}

/**
 * The engine with the hash appended as a custom section.
 *
 * @param {Uint8Array} wasmBytes
 * @param {string} hash
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function stamp(wasmBytes, hash) {
  const name = Buffer.from(SECTION);
  const content = Buffer.concat([leb128(name.length), name, Buffer.from(hash)]);
  const customSection = Buffer.concat([Buffer.of(0), leb128(content.length), content]);
  const stamped = new Uint8Array(wasmBytes.length + customSection.length);
  stamped.set(wasmBytes);
  stamped.set(customSection, wasmBytes.length);
  return stamped;
}

/**
 * A number in LEB128, as WebAssembly writes lengths.
 *
 * @param {number} value
 */
function leb128(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.of(...bytes, rest);
    bytes.push((rest & 0x7f) | 0x80);
  }
}
