/**
 * Starts the engine, which is compiled while it and the other modules load. A page that contains the engine's bytes,
 * such as a page in one file, lets the package start it instead.
 */

import { init } from './pkg/slim.js';

/** Settles when the engine has started. Before that, it must not be called. */
export const engineReady = init({
  module_or_path: new URL('./pkg/engine/engine.wasm', import.meta.url),
});
