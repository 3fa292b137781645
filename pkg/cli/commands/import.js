import { Command } from 'commander';
import { answering } from '../command.js';
import { readText } from '../document.js';
import { CommandError } from '../errors.js';
import { Namespace, VersioningError } from '../package.js';
import { putQueues } from '../queues.js';
import { nameOf } from '../text-file.js';

export const importCommand = answering(
  new Command('import'),
  'Read the version sets of a task queue from what a tool printed, to start a document from',
  {
    example:
      'temporal task-queue get-build-ids --task-queue orders -o json |\n' +
      '  worker-versioning import --task-queue orders --into rollout.yaml',
    formats: ['yaml', 'json'],
  },
)
  .argument(
    '[input]',
    'output of `temporal task-queue get-build-ids` (text, JSON, JSONL), JSON of the API or of the TypeScript client',
    '-',
  )
  .requiredOption('-t, --task-queue <name>', 'the task queue that it is of')
  .option(
    '--into <document>',
    'put it to where this document starts; a new document if there is none',
  )
  .option('--replace', 'write over other version sets that the document has of the queue')
  .action(async (input, options) => {
    const { taskQueue } = options;
    const text = await readText(input);
    const namespace = new Namespace();
    try {
      const passedOver = namespace.importBuildIds(taskQueue, text);
      for (const { what } of passedOver) process.stderr.write(`${what}\n`);
    } catch (error) {
      if (!(error instanceof VersioningError)) throw error;
      throw new CommandError(`${nameOf(input)}: ${error.message}`);
    }
    const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
    const versionSets = sets.map(({ buildIds }) => ({ buildIds }));
    await putQueues([{ taskQueue, versionSets }], options);
  });
