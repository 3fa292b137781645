// For Cloudflare's runtime, which does not compile bytes: the module has to be imported.
import { initSync } from './engine/engine.js';
import module from './engine/engine.wasm';

initSync({ module });

export * from './library.js';
