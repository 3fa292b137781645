// For Cloudflare's runtime, which does not compile bytes: the module has to be imported.
import { initSync } from './engine/engine.js';
import module from './engine/engine.wasm';

initSync({ module });

export { VersioningError } from './errors.js';
export { WorkflowLandings } from './landings.js';
export { Namespace } from './namespace.js';
export { Rollout } from './rollout.js';
export { UnversionedBuildId } from './unversioned.js';
export { explain, pastedAnswers, readCommand, snippet, words } from './words.js';
