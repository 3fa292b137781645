/** The package as the page uses it, in one place for those who serve it from elsewhere. */

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
  words,
} from './pkg/slim.js';
