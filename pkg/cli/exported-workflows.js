import { countAll } from './commands/landings.js';
import { quantity } from './output.js';
import { Rollout, WorkflowLandings } from './package.js';

/**
 * A rollout whose document also lists the running workflows of an export.
 *
 * @param {Rollout} rollout it is freed
 * @param {string} file of the export; - for standard input
 */
export async function withExported(rollout, file) {
  const counted = new WorkflowLandings();
  await countAll(file, counted);
  const { otherVersioning } = counted.counts;
  if (otherVersioning > 0) {
    process.stderr.write(
      `Note: ${quantity(otherVersioning, 'workflow')} under assignment rules or deployments are left out.\n`,
    );
  }
  const { workflows = [], ...document } = rollout.document;
  rollout.free();
  return new Rollout({ ...document, workflows: [...workflows, ...counted.workflows()] });
}
