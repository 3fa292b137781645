// What the corpus asks: the public face of the package, and nothing behind it.

export * as api from '../../pkg/index.js';
export {
  explain,
  Namespace,
  Rollout,
  snippet,
  UnversionedBuildId,
  VersioningError,
  WorkflowLandings,
} from '../../pkg/index.js';
export { runbook } from '../../pkg/runbook.js';

/** The command line's program. */
export const PROGRAM = new URL('../../pkg/cli/main.js', import.meta.url);
