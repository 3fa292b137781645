/**
 * Starts the engine, which is compiled while it arrives. What holds the engine's bytes itself, such as a page in one
 * file, has the package start it instead.
 */

import { init } from './pkg/slim.js';

await init({ module_or_path: new URL('./pkg/engine/engine.wasm', import.meta.url) });
