import { Command } from 'commander';
import { writeChanges } from '../changes.js';
import { documentCommand, outputFor, readRollout } from '../command.js';
import { updateDocument } from '../document.js';
import { EXIT } from '../errors.js';
import { Rollout, words } from '../package.js';

/** @typedef {import('../../index.js').BuildIdOperation} BuildIdOperation */

const QUEUE = ['-t, --task-queue <name>', 'the task queue'];
const BUILD_ID = ['--build-id <id>', 'the build ID'];
const EXISTING = ['--existing-compatible-build-id <id>', 'a build ID that the queue knows'];

export const apply = new Command('apply')
  .description('Say what one more operation would do, and put it to the document with --write')
  .addCommand(
    verb('add-new-default', 'Add a build ID in a new default set', [BUILD_ID], ({ buildId }) => ({
      operation: 'addNewIdInNewDefaultSet',
      buildId,
    })),
  )
  .addCommand(
    verb(
      'add-new-compatible',
      'Add a build ID to the set of an existing one',
      [BUILD_ID, EXISTING],
      ({ buildId, existingCompatibleBuildId, setAsDefault }) => ({
        operation: 'addNewCompatibleVersion',
        buildId,
        existingCompatibleBuildId,
        ...(setAsDefault ? { promoteSet: true } : {}),
      }),
    ).option('--set-as-default', 'make the set the queue default too'),
  )
  .addCommand(
    verb(
      'promote-set',
      'Make the set of a build ID the queue default',
      [BUILD_ID],
      ({ buildId }) => ({ operation: 'promoteSetByBuildId', buildId }),
    ),
  )
  .addCommand(
    verb(
      'promote-id-in-set',
      'Make a build ID the default of its set',
      [BUILD_ID],
      ({ buildId }) => ({ operation: 'promoteBuildIdWithinSet', buildId }),
    ),
  )
  .addCommand(
    verb(
      'merge-sets',
      'Merge two sets into one; the temporal command has no such operation',
      [
        ['--primary-build-id <id>', 'a build ID of the set whose default is kept'],
        ['--secondary-build-id <id>', 'a build ID of the other set'],
      ],
      ({ primaryBuildId, secondaryBuildId }) => ({
        operation: 'mergeSets',
        primaryBuildId,
        secondaryBuildId,
      }),
    ),
  );

/**
 * @param {string} name
 * @param {string} summary
 * @param {string[][]} flags
 * @param {(options: any) => BuildIdOperation} operationOf
 */
function verb(name, summary, flags, operationOf) {
  const values = flags.map(([flag]) => flag.replace(/ .*/, ' 1.0')).join(' ');
  const command = documentCommand(name, summary, {
    example: `worker-versioning apply ${name} rollout.yaml --task-queue orders ${values}`,
  });
  for (const [flag, description] of [QUEUE, ...flags]) command.requiredOption(flag, description);
  return command
    .option('-w, --write', 'put the step to the document')
    .action((path, options) => run(path, options, operationOf(options)));
}

/**
 * @param {string} path
 * @param {any} options
 * @param {BuildIdOperation} operation
 */
async function run(path, options, operation) {
  const { document } = await readRollout(path);
  const step = { taskQueue: options.taskQueue, ...operation };
  const operations = [...(document.operations ?? []), step];
  const rollout = new Rollout({ ...document, operations });
  const { advice, ...result } = rollout.steps()[operations.length - 1];
  const after = rollout.stepCount;
  const moved = rollout.changes(after - 1, after);
  const isRefused = result.result === 'refused';
  process.exitCode = isRefused ? EXIT.NO : EXIT.OK;
  const output = outputFor(options);
  if (output.format !== 'text') {
    await output.value({ ...result, changes: moved });
  } else {
    const what = `${options.taskQueue}: ${words.operation(operation)}`;
    const style = isRefused ? 'red' : result.result === 'changed' ? 'green' : 'yellow';
    await output.line(`${what}: ${output.style(style, words.stepResult(result))}`);
    if (advice !== undefined) {
      await output.line(`  ${advice.cause}`);
      await output.line(`  Instead: ${advice.instead}`);
    }
    await writeChanges(output, moved);
  }
  if (isRefused || !options.write) return;
  await updateDocument(path, ['operations'], operations);
  process.stderr.write(`${path}: step ${after} added\n`);
}
