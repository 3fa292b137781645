/**
 * Starts the engine, which is compiled while it arrives, and while the other modules do. What holds the engine's bytes
 * itself, such as a page in one file, has the package start it instead.
 */

import { init } from './pkg/slim.js';

/** Before it is fulfilled, nothing may be asked of the engine. */
export const engineReady = init({
  module_or_path: new URL('./pkg/engine/engine.wasm', import.meta.url),
});
