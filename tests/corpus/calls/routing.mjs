import { explain, Namespace } from '../face.mjs';

const SDKS = [undefined, 'go', 'java', 'python', 'typescript', 'dotnet', 'ruby'];
const WORKFLOWS = [
  ...['a', 'b', 'c', 'x', 'unknown', ''].map((buildId) => ({ taskQueue: 'orders', buildId })),
  { taskQueue: 'orders' },
  { taskQueue: 'orders', hasCompletedWorkflowTask: false },
  { taskQueue: 'orders', hasCompletedWorkflowTask: true },
  { taskQueue: 'orders', buildId: 'a', hasCompletedWorkflowTask: false },
  { taskQueue: 'orders', buildId: 'a', hasCompletedWorkflowTask: true },
  { taskQueue: 'plain', buildId: 'a' },
  { taskQueue: 'plain' },
  { taskQueue: 'plain', hasCompletedWorkflowTask: false },
  { taskQueue: '' },
  { taskQueue: '/_sys/orders/1' },
];
const QUEUES = [undefined, 'orders', 'payments', 'plain'];
const ODD_QUEUES = ['', '/_sys/orders/1'];
const INTENTS = [
  {},
  { versioningIntent: 'COMPATIBLE' },
  { versioningIntent: 'DEFAULT' },
  { useLatestBuildId: true },
  { useLatestBuildId: false },
  { versioningIntent: 'COMPATIBLE', useLatestBuildId: true },
  { versioningIntent: 'COMPATIBLE', useLatestBuildId: false },
  { versioningIntent: 'DEFAULT', useLatestBuildId: true },
];
const POLLED = ['orders', 'payments', 'plain', '', '/_sys/orders/1'];
const POLLERS = [undefined, '', 'a', 'b', 'c', 'x', 'unknown', 'x'.repeat(256), '__proto__'];

/** Each task and each poll, with its explanation. @type {import('../calls.mjs').Group} */
export function askRouting(outer) {
  const sets = { orders: [['a', 'b'], ['c']], payments: [['a'], ['x', 'b']] };
  const asker = outer.in('', sets);
  const namespace = new Namespace();
  for (const [queue, buildIds] of Object.entries(sets)) {
    const majorVersionSets = buildIds.map((ids) => ({ buildIds: ids }));
    namespace.importBuildIds(queue, JSON.stringify({ majorVersionSets }));
  }
  for (const task of tasks()) {
    const answer = asker.call(named(task), namespace, 'resolve', task);
    if (answer !== undefined) askWhy(asker, named(task), answer);
  }
  for (const taskQueue of POLLED) {
    for (const buildId of POLLERS) {
      for (const useVersioning of [undefined, true, false]) {
        const name = `poll ${taskQueue} ${(buildId ?? '-').slice(0, 20)} ${useVersioning}`;
        const answer = asker.call(name, namespace, 'poll', taskQueue, { buildId, useVersioning });
        if (answer !== undefined) askWhy(asker, name, answer);
      }
    }
  }
  const all = [...tasks()].filter((_, place) => place % 41 === 0);
  for (let start = 0; start < all.length; start += 8) {
    asker.call(`many ${start}`, namespace, 'resolveMany', all.slice(start, start + 8));
  }
  asker.call('many none', namespace, 'resolveMany', []);
  namespace.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} name
 * @param {any} answer
 */
function askWhy(asker, name, answer) {
  asker.ask(
    `${name}: why`,
    () => `explain(${JSON.stringify(answer)})`,
    () => explain(answer),
  );
}

/** @returns {Generator<any>} */
function* tasks() {
  for (const taskQueue of [...QUEUES, ...ODD_QUEUES]) yield { task: 'newWorkflow', taskQueue };
  for (const workflow of WORKFLOWS) {
    for (const task of ['workflowTask', 'query', 'workflowRetry', 'cronRun'])
      yield { task, workflow };
    for (const intent of INTENTS) {
      const says = Object.keys(intent).length > 0;
      for (const sdk of says ? [undefined, 'java'] : SDKS) {
        const queues = says || sdk !== undefined ? QUEUES : [...QUEUES, ...ODD_QUEUES];
        for (const taskQueue of queues) yield* commands({ workflow, ...intent, sdk, taskQueue });
      }
    }
  }
}

/** @param {object} options */
function* commands(options) {
  yield { task: 'activity', ...options };
  yield { task: 'activity', ...options, requestEagerExecution: true };
  yield { task: 'childWorkflow', ...options };
  yield { task: 'continueAsNew', ...options };
}

/** @param {any} task */
function named({ task, workflow, taskQueue, ...others }) {
  const version = workflow && [
    workflow.taskQueue,
    workflow.buildId,
    workflow.hasCompletedWorkflowTask,
  ];
  const words = [task, ...(version ?? []), 'to', taskQueue, ...Object.entries(others).flat()];
  return words.map((word) => word ?? '-').join(' ');
}
