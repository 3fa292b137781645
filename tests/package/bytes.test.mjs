/** The engine's bytes, inlined as text, in each of the ways that runtimes decode them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { bytes } from '../../pkg/engine/bytes.js';
import { root } from '../../scripts/process.mjs';

const ENGINE = readFileSync(join(root, 'pkg', 'engine', 'engine.wasm'));

const runtime = /** @type {any} */ (globalThis);
const { Buffer } = runtime;
const { fromBase64 } = runtime.Uint8Array;

afterEach(() => {
  runtime.Buffer = Buffer;
  if (fromBase64) runtime.Uint8Array.fromBase64 = fromBase64;
  else delete runtime.Uint8Array.fromBase64;
});

test('by Uint8Array.fromBase64', () => {
  let calls = 0;
  runtime.Uint8Array.fromBase64 = (/** @type {string} */ text) => {
    calls += 1;
    return Buffer.from(text, 'base64');
  };
  assert.ok(ENGINE.equals(bytes()));
  assert.equal(calls, 1);
});

test("by Node's Buffer", () => {
  delete runtime.Uint8Array.fromBase64;
  assert.ok(ENGINE.equals(bytes()));
});

test('by atob', () => {
  delete runtime.Uint8Array.fromBase64;
  delete runtime.Buffer;
  assert.ok(ENGINE.equals(bytes()));
});
