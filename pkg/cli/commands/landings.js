import { documentCommand, refuseBothFromInput, workflowsOption } from '../command.js';
import { countAll } from '../exported-workflows.js';
import { quantity } from '../output.js';
import { WorkflowLandings, words } from '../package.js';

/** @typedef {import('../../index.js').WorkflowLandingsRow} WorkflowLandingsRow */

export const landings = documentCommand(
  'landings',
  'Say where the running workflows of an export land now, and after the steps',
  {
    example:
      'temporal workflow list -o jsonl > workflows.jsonl\n' +
      'worker-versioning landings rollout.yaml --workflows workflows.jsonl',
  },
)
  .addOption(workflowsOption().makeOptionMandatory())
  .hook('preAction', refuseBothFromInput)
  .onRollout(async ({ rollout, after, output, workflows }) => {
    const counted = new WorkflowLandings();
    const start = performance.now();
    await countAll(workflows, counted);
    const seconds = (performance.now() - start) / 1000;

    const rows = counted.rowsOf(rollout);
    const { counts } = counted;
    if (output.format === 'json') return output.value({ counts, rows });
    if (output.format === 'jsonl') return output.list(rows);
    const table = rows.map((row) => [
      row.workflowType,
      row.workflow.taskQueue,
      versionWords(row.workflow),
      row.running.toLocaleString('en'),
      landingWords(row.landing),
      landingWords(row.landingAfter ?? row.landing),
    ]);
    const end = after === 0 ? 'After no step' : `After step ${after}`;
    await output.table(['Type', 'Task queue', 'Is on', 'Running', 'Lands on', end], table);
    await output.line();
    await output.line(summary(counts));
    const workflowCount = counts.running + counts.closed + counts.otherVersioning;
    const rate = Math.round(workflowCount / Math.max(seconds, 0.001)).toLocaleString('en');
    process.stderr.write(
      `Read ${quantity(workflowCount, 'workflow')} in ${seconds.toFixed(1)} s: ${rate} a second.\n`,
    );
  });

/** @param {import('../../index.js').WorkflowState} workflow */
function versionWords({ buildId, hasCompletedWorkflowTask = true }) {
  if (buildId !== undefined) return buildId;
  return hasCompletedWorkflowTask ? 'unversioned' : 'not started';
}

/** @param {import('../../index.js').WorkflowLanding} landing */
function landingWords(landing) {
  if (landing.outcome === 'notKnown') return landing.what;
  if (landing.outcome !== 'uncertain') return words.landing(landing);
  return `${landing.landings.map(words.landing).join(' or ')}: depends on which it used last`;
}

/** @param {import('../../index.js').WorkflowCounts} counts */
function summary({ running, closed, workerDeployments, assignmentRules }) {
  const parts = [`${running.toLocaleString('en')} running`];
  if (closed > 0) parts.push(`${closed.toLocaleString('en')} closed, which land nowhere`);
  for (const [count, by] of /** @type {const} */ ([
    [workerDeployments, 'Worker Deployments'],
    [assignmentRules, 'assignment rules'],
  ])) {
    if (count > 0) {
      parts.push(
        `${count.toLocaleString('en')} routed by ${by}, which are not modelled: in no row`,
      );
    }
  }
  return `${parts.join('; ')}.`;
}
