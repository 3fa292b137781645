/** What a screen shows of a step, in one call. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout, VersioningError } from '../../pkg/index.js';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [
    { taskQueue: 'mail' },
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0', '1.1'] }, { buildIds: ['2.0'] }] },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.1', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { taskQueue: 'mail' },
  ],
  workflows: [
    { workflowId: 'older', taskQueue: 'orders', buildId: '1.0', count: 1532 },
    { workflowId: 'newer', taskQueue: 'orders', buildId: '2.0', count: 87 },
  ],
};

/** @type {import('../../pkg/index.js').ComposedStep} */
const PATCH = {
  operation: {
    taskQueue: 'orders',
    operation: 'addNewCompatibleVersion',
    buildId: '1.2',
    existingCompatibleBuildId: '1.0',
  },
};

test('a step that is not in the document: the verdict, and what moves where', () => {
  const rollout = new Rollout(DOCUMENT);
  const { headline, largest, taskQueues } = rollout.flow(0, PATCH);
  const { further, ...said } = headline;
  assert.deepEqual(said, {
    sign: 'stops',
    lead: '1,532 would wait:',
    rest: 'start a worker of 1.2 on orders first',
    detail:
      '1,532 move from 1.1 to 1.2 at their next task. New workflows and 87 running ones stay.',
    short: '1,532 would wait',
  });
  const hazards = rollout.verdict(PATCH).hazards.filter(({ code }) => code !== 'WITHOUT_WORKER');
  assert.ok(hazards.length > 0);
  assert.deepEqual(
    further,
    hazards.map(({ severity, what, wayOut }) => ({ severity, what, wayOut })),
  );
  assert.equal(largest, 1532);
  const [mail, orders] = taskQueues;
  assert.deepEqual([mail.changes, orders.changes], [false, true]);
  const moved = orders.sources.filter((source) => source.moved > 0);
  assert.deepEqual(
    moved.map(({ id, ribbons }) => [id, ribbons]),
    [
      [
        'running 1.0',
        [
          {
            count: 1532,
            subjects: [2],
            to: {
              taskQueue: 'orders',
              place: 1,
              version: 0,
              receipt: 'waits',
              taker: 1,
              label: '1.2',
            },
            from: {
              taskQueue: 'orders',
              place: 1,
              version: 1,
              receipt: 'taken',
              taker: 2,
              label: '1.1',
            },
          },
        ],
      ],
    ],
  );
  assert.deepEqual(
    orders.takers.map(({ kind, title }) => `${kind}: ${title}`),
    ['workers: 1 worker of 2.0', 'nobody: Nobody polls for 1.2', 'refused: 1 worker of 1.1'],
  );
});

test('of task queues that do not change, only what is asked for is described in full', () => {
  const rollout = new Rollout(DOCUMENT);
  const described = (/** @type {string[] | undefined} */ taskQueues) =>
    rollout
      .flow(0, PATCH, taskQueues && { taskQueues })
      .taskQueues.filter(({ sources }) => sources.length > 0)
      .map(({ taskQueue }) => taskQueue);
  assert.deepEqual(described([]), ['orders']);
  assert.deepEqual(described(['mail']), ['mail', 'orders']);
  assert.deepEqual(described(undefined), ['mail', 'orders']);
});

test('of commands, only what is asked for is described', () => {
  const commands = [{ name: 'charge', task: /** @type {const} */ ('activity') }];
  const workflows = DOCUMENT.workflows?.map((workflow) => ({ ...workflow, commands }));
  const rollout = new Rollout({ ...DOCUMENT, workflows });
  const described = (/** @type {import('../../pkg/index.js').FlowOptions} */ options) =>
    rollout
      .flow(0, PATCH, options)
      .taskQueues.flatMap(({ sources }) => sources)
      .filter(({ kind }) => kind === 'running')
      .map(({ commands, commandLabels }) => [commands.length, commandLabels]);
  const labels = ['Activities'];
  assert.deepEqual(described({}), [
    [1, labels],
    [1, labels],
  ]);
  const commandsOf = [{ taskQueue: 'orders', source: 'running 1.0' }];
  assert.deepEqual(described({ commandsOf }).sort(), [
    [0, labels],
    [1, labels],
  ]);
  assert.throws(() => rollout.flow(0, PATCH, /** @type {any} */ ({ commandsOf: [{}] })), {
    name: 'TypeError',
    message: 'options.commandsOf[0].taskQueue: expected string, got undefined',
  });
});

test('the reasons for a landing, each with its place in the picture', () => {
  const rollout = new Rollout(DOCUMENT);
  const { question, reasons } = rollout.reasons({ workflow: 'older' }, PATCH);
  assert.equal(question, 'why they would wait');
  assert.deepEqual(
    reasons.map(({ at, title, isObstacle }) => [at, title, isObstacle]),
    [
      ['source', 'What they carry', false],
      ['place', 'Which set', false],
      ['version', 'Which build ID', false],
      ['taker', 'Who takes it', true],
    ],
  );
  assert.equal(reasons[3].message, 'Task queue has a newer compatible build: "1.2"');
});

test('what is not there is refused', () => {
  const rollout = new Rollout(DOCUMENT);
  assert.throws(() => rollout.flow(0, 1), {
    name: 'TypeError',
    message: 'after: expected integer from 0 to 0, got 1',
  });
  assert.throws(() => rollout.reasons({ workflow: 'nobody' }), VersioningError);
});
