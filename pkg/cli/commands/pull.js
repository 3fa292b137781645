import { Command } from 'commander';
import { answering, several } from '../command.js';
import { CommandError, EXIT } from '../errors.js';
import { otherGenerations } from '../generations.js';
import { words } from '../package.js';
import { pull as read } from '../pull.js';
import { putPulled } from '../queues.js';
import { connectionOptions, withCluster } from '../with-cluster.js';

export const pull = connectionOptions(
  answering(
    new Command('pull'),
    'Read task queues of a cluster, their workers and how many workflows are where, to start a document from',
    {
      example: 'worker-versioning pull --task-queue orders --into rollout.yaml',
      formats: ['yaml', 'json'],
    },
  )
    .requiredOption('-t, --task-queue <name>', 'a task queue; may be repeated', several)
    .option(
      '--into <document>',
      'put them to where this document starts; a new document if there is none',
    )
    .option('--replace', 'write over other version sets that the document has of the queues'),
).action((options) =>
  withCluster(options, async (cluster) => {
    const taskQueues = new Set(options.taskQueue);
    const others = await otherGenerations(cluster, taskQueues);
    if (others.length > 0) {
      throw new CommandError(`${words.otherGenerations(others)}\nNothing was written.`, EXIT.NO);
    }
    await putPulled(await read(cluster, taskQueues), options);
  }),
);
