import { afterOption, afterWords, documentCommand, several } from '../command.js';
import { CommandError, EXIT } from '../errors.js';
import { quantity } from '../output.js';
import { words } from '../package.js';

export const retire = documentCommand(
  'retire',
  'Ask whether workers may be stopped, who holds them, and what would free them',
  { example: 'worker-versioning retire rollout.yaml --task-queue orders --build-id 1.0' },
)
  .takingWorkflows()
  .addOption(afterOption())
  .requiredOption(
    '-t, --task-queue <name>',
    'the queue that the workers poll; may be repeated',
    several,
  )
  .option('--build-id <id>', 'their build ID; may be repeated', several)
  .option('--unversioned', 'the unversioned workers')
  .onRollout(async ({ rollout, after, output, taskQueue, buildId, unversioned = false }) => {
    if ((buildId === undefined) !== unversioned) {
      throw new CommandError('say which workers: either --build-id or --unversioned');
    }
    const asked = taskQueue.flatMap((/** @type {string} */ queue) =>
      (buildId ?? ['']).map((/** @type {string} */ id) => ({ taskQueue: queue, buildId: id })),
    );
    /** @type {(import('../../index.js').ExplainedRetirement & { taskQueue: string; buildId: string })[]} */
    const answers = asked.map((/** @type {{ taskQueue: string; buildId: string }} */ workers) => ({
      ...workers,
      ...rollout.retire({ ...workers, after }),
    }));
    const isNeeded = (/** @type {import('../../index.js').MayStop} */ mayStop) =>
      mayStop === 'no' || mayStop === 'notKnown';
    process.exitCode = answers.some(({ mayStop }) => isNeeded(mayStop)) ? EXIT.NO : EXIT.OK;
    if (output.format !== 'text') {
      if (answers.length > 1) return output.list(answers);
      const [{ taskQueue: _, buildId: __, ...answer }] = answers;
      return output.value(answer);
    }
    for (const answer of answers) {
      const who = words.workersOf(answer.buildId);
      await output.line(
        `${afterWords(after)}, ${who} on ${answer.taskQueue}: ${words.mayStop(answer.mayStop)}.`,
        isNeeded(answer.mayStop) ? 'red' : 'green',
      );
      for (const holder of answer.holders) {
        const many = holder.count > 1 ? ` (${quantity(holder.count, 'workflow')})` : '';
        await output.line(`  ${words.subject(holder)}${many}, ${words.releases(holder.freedBy)}`);
      }
      for (const sentence of answer.explanation) await output.line(`  ${sentence}`);
      if (!isNeeded(answer.mayStop)) {
        await output.line('  Let them finish what they run: polls that wait last up to a minute.');
      }
    }
  });
