/** What only a runbook needs of the package: the page begins without it. */

export { runbook, runbookOfStep } from './pkg/runbook.js';
