/** The engine's bytes as a module that every bundler and runtime can load. */

/**
 * A module that exports a function `bytes`. In base64, which runtimes decode natively: a denser text would be a fifth
 * smaller gzipped, and take ten times as long to read as the module is imported.
 *
 * @param {Uint8Array} wasm
 * @returns {string}
 */
export function bytesModule(wasm) {
  return `// Made by \`npm run build\` from engine.wasm.

const BASE64 =
  '${Buffer.from(wasm).toString('base64')}';

/**
 * The bytes of engine.wasm.
 *
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes() {
  const { Buffer, Uint8Array } = /** @type {any} */ (globalThis);
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(BASE64);
  if (Buffer) return Buffer.from(BASE64, 'base64');
  const binary = atob(BASE64);
  const decoded = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) decoded[i] = binary.charCodeAt(i);
  return decoded;
}
`;
}
