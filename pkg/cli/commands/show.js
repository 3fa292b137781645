import { afterOption, afterWords, documentCommand } from '../command.js';
import { words } from '../package.js';

export const show = documentCommand(
  'show',
  'Show the version sets, what the workers receive, and the steps',
  { example: 'worker-versioning show rollout.yaml --after 1' },
)
  .addOption(afterOption())
  .onRollout(async ({ rollout, after, output }) => {
    const state = stateAfter(rollout, after);
    if (output.format !== 'text') return output.value(state);

    await output.line(`${afterWords(after)}:`, 'bold');
    for (const { taskQueue, versionSets } of state.taskQueues) {
      await output.line();
      await output.line(taskQueue, 'bold');
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
      await output.line('Workers', 'bold');
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
      await output.line('Steps', 'bold');
      const rows = state.steps.map((step) => [
        `${step.step}`,
        step.taskQueue,
        words.operation(step.operation),
        words.stepResult(step),
      ]);
      await output.table(['Step', 'Task queue', 'Operation', 'Result'], rows, '  ');
    }
  });

/**
 * The queues, the workers and the steps of a rollout as they are after a step.
 *
 * @param {import('../../index.js').Rollout} rollout
 * @param {number} after
 */
function stateAfter(rollout, after) {
  const { taskQueues = [], workers = [] } = rollout.document;
  const namespace = rollout.namespaceAfter(after);
  const situation = rollout.situation(after);
  const names = [...taskQueues.map(({ taskQueue }) => taskQueue), ...namespace.taskQueues()];
  return {
    after,
    taskQueues: [...new Set(names)].map((taskQueue) => ({
      taskQueue,
      versionSets: namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [],
    })),
    workers: workers.map((worker, place) => ({ ...worker, poll: situation.workers[place].poll })),
    steps: rollout.steps(),
  };
}
