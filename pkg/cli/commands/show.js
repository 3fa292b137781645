import {
  afterOption,
  afterWords,
  documentCommand,
  outputFor,
  readRollout,
  stepOf,
} from '../command.js';
import { words } from '../package.js';
import { stateAfter } from '../state.js';

export const show = documentCommand(
  'show',
  'Show the version sets, what the workers receive, and the steps',
  { example: 'worker-versioning show rollout.yaml --after 1' },
)
  .addOption(afterOption())
  .action(async (path, options) => {
    const rollout = await readRollout(path);
    const after = stepOf(rollout, options.after);
    const output = outputFor(options);
    const state = stateAfter(rollout, after);
    if (output.format !== 'text') return output.value(state);

    await output.line(output.style('bold', `${afterWords(after)}:`));
    for (const { taskQueue, versionSets } of state.taskQueues) {
      await output.line();
      await output.line(output.style('bold', taskQueue));
      if (versionSets.length === 0) {
        await output.line('  unversioned');
        continue;
      }
      const rows = versionSets.map(({ buildIds, default: setDefault, orderIsGuess }, place) => [
        `[${buildIds.join(', ')}]${orderIsGuess ? ' (order is a guess)' : ''}`,
        setDefault,
        place === versionSets.length - 1 ? 'yes, new workflows start here' : '',
      ]);
      await output.table(['Build IDs', 'Set default', 'Queue default'], rows, '  ');
    }
    if (state.workers.length > 0) {
      await output.line();
      await output.line(output.style('bold', 'Workers'));
      const rows = state.workers.map(({ name = '', taskQueue, poll, ...worker }) => [
        taskQueue,
        name,
        words.worker(worker),
        words.poll(poll),
      ]);
      await output.table(['Task queue', 'Name', 'Version', 'Polls'], rows, '  ');
    }
    if (state.steps.length > 0) {
      await output.line();
      await output.line(output.style('bold', 'Steps'));
      const rows = state.steps.map((step) => [
        `${step.step}`,
        step.taskQueue,
        words.operation(step.operation),
        words.stepResult(step),
      ]);
      await output.table(['Step', 'Task queue', 'Operation', 'Result'], rows, '  ');
    }
  });
