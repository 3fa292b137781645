/** The package as the page uses it, in one place for those who serve it from elsewhere. */

export { explain, Namespace, Rollout, snippet, VersioningError } from './pkg/index.js';
export { LinkError, linkOf, readLink } from './pkg/link.js';
export { runbook } from './pkg/runbook.js';
export * as words from './pkg/words.js';
