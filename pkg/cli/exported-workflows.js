import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandError } from './errors.js';
import { quantity } from './output.js';
import { Rollout, VersioningError, WorkflowLandings } from './package.js';
import { Progress } from './progress.js';
import { nameOf, readingError } from './text-file.js';

/**
 * A rollout whose document also lists the running workflows of an export.
 *
 * @param {Rollout} rollout it is freed
 * @param {string} file of the export; - for standard input
 */
export async function withExported(rollout, file) {
  const counted = new WorkflowLandings();
  await countAll(file, counted);
  const { closed, otherVersioning } = counted.counts;
  if (closed > 0) {
    process.stderr.write(
      `Note: ${quantity(closed, 'closed workflow')} left out, queries to which may need workers.\n`,
    );
  }
  if (otherVersioning > 0) {
    process.stderr.write(
      `Note: ${quantity(otherVersioning, 'workflow')} under assignment rules or deployments are left out.\n`,
    );
  }
  const { workflows = [], ...document } = rollout.document;
  rollout.free();
  return new Rollout({ ...document, workflows: [...workflows, ...counted.workflows()] });
}

/**
 * @param {string} file
 * @param {WorkflowLandings} counted
 */
export async function countAll(file, counted) {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 2 ** 18 });
  const size = file === '-' ? undefined : (await stat(file).catch(() => undefined))?.size;
  const progress = new Progress(process.stderr, size);
  try {
    for await (const chunk of stream) {
      counted.write(chunk);
      const { bytes, running, closed, otherVersioning } = counted.counts;
      const count = running + closed + otherVersioning;
      progress.show(bytes, quantity(count, 'workflow'));
    }
    counted.end();
  } catch (error) {
    if (error instanceof VersioningError)
      throw new CommandError(`${nameOf(file)}: ${error.message}`);
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === undefined) throw error;
    throw readingError(file, error);
  } finally {
    progress.end();
  }
}
