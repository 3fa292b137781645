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
/** @param {import('../../pkg/index.js').Rollout} rollout */
export const runbook = (rollout) => rollout.runbook();

/** The command line's program. */
export const PROGRAM = new URL('../../pkg/cli/main.js', import.meta.url);
