// The package as most people use it: the engine's bytes are inlined and instantiated here, so that one
// import works in every runtime and bundler.
import { bytes } from './engine/bytes.js';
import { initSync } from './engine/engine.js';

initSync({ module: bytes() });

export { VersioningError } from './errors.js';
export { WorkflowLandings } from './landings.js';
export { Namespace } from './namespace.js';
export { Rollout } from './rollout.js';
export { UnversionedBuildId } from './unversioned.js';
export { explain, pastedAnswers, readCommand, snippet, words } from './words.js';
