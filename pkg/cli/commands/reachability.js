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
    const named = options.buildId.filter((/** @type {string} */ buildId) => buildId !== '');
    rollout.checkNames({ taskQueues, buildIds: named });
    const namespace = rollout.namespaceAfter(after);
    const rows = [];
    for (const buildId of options.buildId) {
      const { buildIdReachability } = namespace.getReachability({
        buildIds: [buildId],
        ...(taskQueues && { taskQueues }),
        reachability: TYPES[options.reachabilityType],
        workflows: rollout.runs(),
      });
      for (const key of Reflect.ownKeys(buildIdReachability)) {
        const { taskQueueReachability } = buildIdReachability[/** @type {string} */ (key)];
        for (const [taskQueue, types] of Object.entries(taskQueueReachability)) {
          const reachability = types.map((type) => WORDS[type]);
          // That nothing reaches it is as well known as that nothing lands on its workers.
          const { mayStop, explanation } = rollout.retire({ taskQueue, buildId, after });
          const isKnown = types.length > 0 || mayStop !== 'notKnown';
          rows.push({
            buildId,
            taskQueue,
            reachability,
            isKnown,
            ...(!isKnown && { explanation }),
          });
        }
      }
    }
    if (rows.some(({ isKnown }) => !isKnown)) process.exitCode = EXIT.NO;
    if (output.format !== 'text') return output.list(rows);
    await output.table(
      ['BuildId', 'TaskQueue', 'Reachability'],
      rows.map(({ buildId, taskQueue, reachability, isKnown }) => [
        buildId,
        taskQueue,
        isKnown ? `[${reachability.join(', ')}]` : 'not known',
      ]),
    );
    for (const sentence of new Set(rows.flatMap(({ explanation = [] }) => explanation))) {
      await output.line(sentence);
    }
  });
