import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandError } from './errors.js';
import { quantity } from './output.js';
import { VersioningError, WorkflowLandings } from './package.js';
import { Progress } from './progress.js';
import { nameOf, readingError } from './text-file.js';

/**
 * A rollout whose document also lists the workflows of an export.
 *
 * @param {import('../index.js').Rollout} rollout it is freed
 * @param {string} file of the export; - for standard input
 */
export async function withExported(rollout, file) {
  const counted = new WorkflowLandings();
  await countAll(file, counted);
  if (counted.counts.otherVersioning > 0) {
    process.stderr.write(`Note: of ${nameOf(file)}, ${counted.summary()}\n`);
  }
  const all = rollout.withExported(counted);
  rollout.free();
  return all;
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
