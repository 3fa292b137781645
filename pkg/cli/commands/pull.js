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
    const { generations, rulesNotKnown, error } = await otherGenerations(cluster, taskQueues);
    if (generations.length > 0) {
      throw new CommandError(words.pullEvent({ event: 'otherGenerations', generations }), EXIT.NO);
    }
    const pulled = await read(cluster, taskQueues);
    const notes = pulled.flatMap(({ notes }) => notes);
    if (error) {
      notes.unshift({ event: 'rulesNotKnown', taskQueues: rulesNotKnown, error: error.message });
    }
    for (const note of notes) process.stderr.write(`${words.pullEvent(note)}\n`);
    await putPulled(pulled, options);
  }),
);
