/**
 * The package without the engine's bytes: fetch `worker-versioning/engine.wasm` yourself, pass it to {@link init} or
 * {@link initSync}, and then use the rest as from `worker-versioning`.
 */
export * from './index.js';

/** What WebAssembly can be instantiated from synchronously: bytes, or a compiled module. */
export type EngineSource = EngineModule | ArrayBuffer | ArrayBufferView;

/** A compiled `WebAssembly.Module`. (Named so that these types need no DOM library.) */
export type EngineModule = object;

/** A `Response` or anything else that WebAssembly can be streamed from, or the URL to fetch, as a string or a `URL`. */
export type EngineStream = EngineSource | string | object;

/** Starts the engine from bytes or a compiled module. Calls after the first do nothing. */
export function initSync(source: { module: EngineSource }): unknown;

/** Starts the engine from a response, bytes, a compiled module or a URL, or a promise of one. */
export function init(source: {
  module_or_path: EngineStream | Promise<EngineStream>;
}): Promise<unknown>;
