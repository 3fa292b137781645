/** The parts of the package that the page uses, in one place, so that they can be served from elsewhere. */

export { engineReady } from './engine-start.js';
export { LinkError, linkOf, readLink } from './pkg/link.js';
export {
  explain,
  Namespace,
  pastedAnswers,
  Rollout,
  readCommand,
  snippet,
  VersioningError,
  WorkflowLandings,
  words,
} from './pkg/slim.js';
