// The package without the engine's bytes, for those who fetch `worker-versioning/engine.wasm` themselves.
export { default as init, initSync } from './engine/engine.js';
export * from './library.js';
