// What every entry of the package exports, whichever way its engine starts.
export { VersioningError } from './errors.js';
export { WorkflowLandings } from './landings.js';
export { Namespace } from './namespace.js';
export { Rollout } from './rollout.js';
export { UnversionedBuildId } from './unversioned.js';
export {
  deploymentSnippet,
  explain,
  otherOutput,
  pastedAnswers,
  readCommand,
  readDeploymentCommand,
  snippet,
  words,
  workerSnippet,
} from './words.js';
