import { Option } from 'commander';
import { afterOption, documentCommand, several } from '../command.js';
import { EXIT } from '../errors.js';

/** @type {Record<string, import('../../index.js').ReachabilityType>} */
const TYPES = {
  open: 'OPEN_WORKFLOWS',
  closed: 'CLOSED_WORKFLOWS',
  existing: 'EXISTING_WORKFLOWS',
};

/** As the `temporal` command writes them. */
const WORDS = {
  NEW_WORKFLOWS: 'NewWorkflows',
  EXISTING_WORKFLOWS: 'ExistingWorkflows',
  OPEN_WORKFLOWS: 'OpenWorkflows',
  CLOSED_WORKFLOWS: 'ClosedWorkflows',
  NOT_FETCHED: 'Unspecified',
};

export const reachability = documentCommand(
  'reachability',
  'Answer what a server would of the reachability of build IDs, for the workflows of the document',
  { example: 'worker-versioning reachability rollout.yaml --build-id 1.0 --task-queue orders' },
)
  .takingWorkflows()
  .addOption(afterOption())
  .requiredOption(
    '--build-id <id>',
    'a build ID, or empty for unversioned workers; may be repeated',
    several,
  )
  .option('-t, --task-queue <name>', 'only this task queue; may be repeated', several)
  .addOption(
    new Option('--reachability-type <type>', 'which workflows to look at')
      .choices(Object.keys(TYPES))
      .default('existing'),
  )
  .onRollout(async ({ rollout, after, output, taskQueue: taskQueues, ...options }) => {
    const asked = {
      buildIds: options.buildId,
      ...(taskQueues && { taskQueues }),
      reachability: TYPES[options.reachabilityType],
    };
    const answers = rollout.reachability(asked, after);
    if (answers.some(({ reached }) => reached === 'notKnown')) process.exitCode = EXIT.NO;
    if (output.format !== 'text') return output.list(answers);
    await output.table(
      ['BuildId', 'TaskQueue', 'Reachability'],
      answers.map(({ buildId, taskQueue, reachability, reached, complete }) => [
        buildId,
        taskQueue,
        reached === 'notKnown'
          ? 'not known'
          : `[${reachability.map((type) => WORDS[type]).join(', ')}]${complete ? '' : ', perhaps more'}`,
      ]),
    );
    const incomplete = answers.filter(({ complete }) => !complete);
    for (const sentence of new Set(incomplete.flatMap(({ explanation }) => explanation))) {
      await output.line(sentence);
    }
  });
