/** The package as the page uses it, in one place for those who serve it from elsewhere. */

export { engineReady } from './engine-start.js';
export { adviceOn } from './pkg/advice.js';
export { LinkError, linkOf, readLink } from './pkg/link.js';
export { explain, Namespace, Rollout, snippet, VersioningError } from './pkg/slim.js';
export * as words from './pkg/words.js';
