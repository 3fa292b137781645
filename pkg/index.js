// The package as most people use it: the engine's bytes are inlined and instantiated here, so that one
// import works in every runtime and bundler.
import { bytes } from './engine/bytes.js';
import { initSync } from './engine/engine.js';

initSync({ module: bytes() });

export * from './library.js';
