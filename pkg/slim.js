// The package without the engine's bytes, for those who fetch `worker-versioning/engine.wasm` themselves.
export { default as init, initSync } from './engine/engine.js';
export { VersioningError } from './errors.js';
export { WorkflowLandings } from './landings.js';
export { Namespace } from './namespace.js';
export { Rollout } from './rollout.js';
export { UnversionedBuildId } from './unversioned.js';
export { explain, pastedAnswers, readCommand, snippet, words } from './words.js';
