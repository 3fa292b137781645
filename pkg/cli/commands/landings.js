import { documentCommand, workflowsOption } from '../command.js';
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
      words.landing(row.landing),
      words.landing(row.landingAfter ?? row.landing),
    ]);
    const end = after === 0 ? 'After no step' : `After step ${after}`;
    await output.table(['Type', 'Task queue', 'Is on', 'Running', 'Lands on', end], table);
    await output.line();
    await output.line(counted.summary());
    const workflowCount = counts.running + counts.closed + counts.otherVersioning;
    const rate = Math.round(workflowCount / Math.max(seconds, 0.001)).toLocaleString('en');
    process.stderr.write(
      `Read ${quantity(workflowCount, 'workflow')} in ${seconds.toFixed(1)} s: ${rate} a second.\n`,
    );
  });

/** @param {import('../../index.js').WorkflowState} workflow */
function versionWords(workflow) {
  const { buildId, versioningInfo, hasCompletedWorkflowTask = true } = workflow;
  if (buildId !== undefined) return buildId;
  if (versioningInfo !== undefined) return words.workflowVersion(workflow);
  return hasCompletedWorkflowTask ? 'unversioned' : 'not started';
}
