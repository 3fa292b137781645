/** What only a runbook needs of the package: the page begins without it. */

export { runbook } from './pkg/runbook.js';
