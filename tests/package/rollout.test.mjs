import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout, VersioningError } from '../../pkg/index.js';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] },
    { taskQueue: 'payments' },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { taskQueue: 'payments' },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      workflowType: 'Order',
      taskQueue: 'orders',
      buildId: '1.0',
      sdk: 'java',
      commands: [
        { name: 'charge', task: 'activity', taskQueue: 'payments' },
        { name: 'ship', task: 'childWorkflow' },
        { name: 'again', task: 'cronRun' },
      ],
    },
    { workflowId: 'order-1', taskQueue: 'orders', buildId: '1.0', status: 'CLOSED' },
  ],
  operations: [
    {
      name: 'Ship 2.0',
      taskQueue: 'orders',
      operation: 'addNewIdInNewDefaultSet',
      buildId: '2.0',
    },
    { taskQueue: 'orders', operation: 'promoteSetByBuildId', buildId: '3.0' },
  ],
  expectations: [
    { newWorkflowsOn: 'orders', lands: { buildId: '2.0' } },
    { workflow: 'order-17', command: 'charge', lands: 'unversioned', hasWorker: true },
    { step: 2, result: 'refused', code: 'NOT_FOUND', message: 'targeted version 3.0 not found' },
    {
      after: 0,
      worker: { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
      poll: 'idle',
    },
    { after: 1, retire: { taskQueue: 'orders', buildId: '1.0' }, mayStop: 'no' },
  ],
};

test('a rollout is met when every expectation is', () => {
  const check = new Rollout(DOCUMENT).check();
  assert.deepEqual(
    check.findings.map(({ met }) => met),
    [true, true, true, true, true],
  );
  assert.deepEqual(check.unexpectedRefusals, []);
  assert.equal(check.passed, true);
});

test('an expectation that is not met says what is so instead', () => {
  const rollout = new Rollout({
    ...DOCUMENT,
    expectations: [
      { workflow: 'order-17', lands: { buildId: '2.0' } },
      { step: 1, result: 'unchanged' },
      { worker: { taskQueue: 'orders', buildId: '1.0', useVersioning: true }, poll: 'idle' },
      { worker: { taskQueue: 'orders', buildId: 'x'.repeat(256) }, poll: 'receives' },
      { retire: { taskQueue: 'orders', buildId: '1.0' }, mayStop: 'yes' },
    ],
  });
  const { passed, findings, unexpectedRefusals } = rollout.check();
  assert.equal(passed, false);
  assert.deepEqual(
    findings.map(({ met }) => met),
    [false, false, false, false, false],
  );
  const [landing, step, poll, invalid, retirement] = findings.map(({ actual }) => actual);
  assert.deepEqual(
    landing,
    rollout.landings().find((found) => 'workflow' in found),
  );
  const [refused, unexpected] = rollout.steps();
  assert.deepEqual(step, refused);
  assert.deepEqual(poll, {
    outcome: 'receives',
    taskQueue: 'orders',
    buildId: '1.0',
    reason: 'SET_DEFAULT',
    buildIds: ['1.0'],
    newWorkflows: false,
  });
  assert.deepEqual(invalid, {
    outcome: 'invalid',
    taskQueue: 'orders',
    code: 'INVALID_ARGUMENT',
    message: 'Build ID exceeds configured limit.workerBuildIdSize, use a shorter build ID.',
  });
  const { explanation, ...answer } = rollout.retire({ taskQueue: 'orders', buildId: '1.0' });
  assert.deepEqual([retirement, explanation], [answer, []]);
  assert.deepEqual(unexpectedRefusals, [unexpected]);
});

test('steps say what became of them', () => {
  assert.deepEqual(new Rollout(DOCUMENT).steps(), [
    {
      step: 1,
      name: 'Ship 2.0',
      taskQueue: 'orders',
      operation: { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
      result: 'changed',
    },
    {
      step: 2,
      taskQueue: 'orders',
      operation: { operation: 'promoteSetByBuildId', buildId: '3.0' },
      result: 'refused',
      code: 'NOT_FOUND',
      reason: 'NOT_FOUND',
      message: 'targeted version 3.0 not found',
      advice: {
        cause: 'No version set of orders holds exactly 3.0.',
        instead: 'Name a build ID that the queue has, or add 3.0 first.',
        operation: { operation: 'addNewIdInNewDefaultSet', buildId: '3.0' },
      },
    },
  ]);
});

test('landings are those of the namespace after the step, with the workers that receive them', () => {
  const rollout = new Rollout(DOCUMENT);
  const workflow = { taskQueue: 'orders', buildId: '1.0' };
  for (const after of [0, 1, 2]) {
    const namespace = rollout.namespaceAfter(after);
    const expected = [
      [
        { taskQueue: 'orders' },
        { task: 'newWorkflow', taskQueue: 'orders' },
        after === 0 ? [0] : [1],
      ],
      [{ taskQueue: 'payments' }, { task: 'newWorkflow', taskQueue: 'payments' }, [2]],
      [{ workflow: 'order-17' }, { task: 'workflowTask', workflow }, [0]],
      [
        { workflow: 'order-17', command: 'charge' },
        { task: 'activity', workflow, taskQueue: 'payments', sdk: 'java' },
        [2],
      ],
      [
        { workflow: 'order-17', command: 'ship' },
        { task: 'childWorkflow', workflow, sdk: 'java' },
        after === 0 ? [0] : [1],
      ],
      [
        { workflow: 'order-17', command: 'again' },
        { task: 'cronRun', workflow },
        after === 0 ? [0] : [1],
      ],
      [{ workflow: 'order-1' }, { task: 'query', workflow }, [0]],
    ];
    assert.deepEqual(
      rollout.landings(after),
      expected.map(([subject, task, workers]) => ({
        .../** @type {object} */ (subject),
        landing: namespace.resolve(/** @type {import('../../pkg/index.js').Task} */ (task)),
        known: 'yes',
        workers,
        hasWorker: 'yes',
      })),
    );
  }
});

test('a retirement names who holds the workers, and what frees them', () => {
  const rollout = new Rollout(DOCUMENT);
  assert.deepEqual(rollout.retire({ taskQueue: 'orders', buildId: '1.0' }), {
    mayStop: 'no',
    holders: [
      { workflow: 'order-17', count: 1, freedBy: ['ANOTHER_SET_DEFAULT', 'CLOSING'] },
      { workflow: 'order-1', count: 1, freedBy: ['ANOTHER_SET_DEFAULT', 'END_OF_RETENTION'] },
    ],
    grounds: [],
    explanation: [],
  });
});

test('workers may be stopped only where the document says that it lists all workflows', () => {
  const asked = { taskQueue: 'orders', buildId: '2.0', after: 0 };
  const ground = {
    ground: 'workflows',
    taskQueue: 'orders',
    listed: 2,
    closed: 1,
    complete: false,
  };
  assert.deepEqual(new Rollout(DOCUMENT).retire(asked), {
    mayStop: 'notKnown',
    holders: [],
    grounds: [ground],
    explanation: [
      'The document lists 2 workflows (1 closed) of orders, and does not say that these are all: if they are, set ' +
        '`completeFor.workflows` of the task queue to true, or let `pull` count them.',
    ],
  });
  const taskQueues = (DOCUMENT.taskQueues ?? []).map((queue) => ({
    ...queue,
    completeFor: { workflows: true },
    lookedAt: '2026-11-28T08:00:00.000Z',
  }));
  assert.deepEqual(new Rollout({ ...DOCUMENT, taskQueues }).retire(asked), {
    mayStop: 'yes',
    holders: [],
    grounds: [{ ...ground, complete: true, lookedAt: '2026-11-28T08:00:00.000Z' }],
    explanation: [
      'The document lists 2 workflows (1 closed) of orders as of 2026-11-28T08:00:00.000Z, and says that these are all.',
    ],
  });
});

test('a name that the document does not have is refused with the nearest', () => {
  const rollout = new Rollout(DOCUMENT);
  for (const [options, path, problem] of /** @type {const} */ ([
    [
      { taskQueue: 'order' },
      'options.taskQueue',
      "expected a task queue of the document, got 'order'; the nearest is 'orders'",
    ],
    [
      { taskQueue: 'orders', buildId: '9' },
      'options.buildId',
      "expected a build ID of the document, got '9'",
    ],
  ])) {
    const message = `${path}: ${problem}`;
    assert.throws(() => rollout.retire(options), {
      code: 'INVALID_ARGUMENT',
      path,
      problem,
      message,
    });
  }
});

test('what is wrong is named by its path, and a text that is no JSON by its place', () => {
  const cases = [
    [{ version: 2 }, 'version: expected 1, got 2: a newer worker-versioning may read it'],
    [{ version: 1, tasks: [] }, /^expected no other fields than version, \$schema, .*, got tasks$/],
    [
      {
        version: 1,
        operations: [{ taskQueue: 'q', operation: 'promoteSetByBuildId', buildId: 1 }],
      },
      'operations[0].buildId: expected string, got number',
    ],
  ];
  for (const [document, message] of cases) {
    assert.throws(() => new Rollout(/** @type {any} */ (document)), {
      name: 'VersioningError',
      code: 'INVALID_ARGUMENT',
      message,
    });
  }
  assert.throws(() => Rollout.parse('{"version": 1,\n "workers": [}'), {
    message: 'line 2, column 14: expected a rollout document, got text that is not JSON',
  });
  // The value of the text would hold only the second one.
  assert.throws(() => Rollout.parse('{"version": 1, "name": "a", "name": "b"}'), {
    message: 'expected each field once, got name again',
  });
  assert.throws(() => new Rollout(/** @type {any} */ ('text')), {
    name: 'TypeError',
    message: 'document: expected object, got string',
  });
});

test('a step that is not there is refused', () => {
  const rollout = new Rollout(DOCUMENT);
  for (const after of [-1, 3, 0.5, Number.NaN]) {
    assert.throws(() => rollout.landings(after), {
      name: 'TypeError',
      message: `after: expected integer from 0 to 2, got ${after}`,
    });
  }
});

test('the document that comes out is the one that went in, and a copy', () => {
  const rollout = new Rollout(DOCUMENT);
  assert.deepEqual(rollout.document, DOCUMENT);
  rollout.document.operations?.pop();
  assert.equal(rollout.stepCount, 2);
});

test('a rollout with other steps is that of the document with them', () => {
  const rollout = new Rollout(DOCUMENT);
  const steps = DOCUMENT.operations?.slice(0, 1) ?? [];
  const { operations: _, expectations = [], ...rest } = DOCUMENT;
  assert.throws(() => rollout.withSteps(steps), {
    name: 'VersioningError',
    code: 'INVALID_ARGUMENT',
    message: 'expectations[2].step: expected integer from 1 to 1, got 2',
  });
  const without = new Rollout({ ...DOCUMENT, expectations: expectations.slice(0, 2) });
  for (const other of [steps, [], [{ ...steps[0], taskQueue: 'another' }]]) {
    const document = { ...rest, steps: other, expectations: expectations.slice(0, 2) };
    const changed = without.withSteps(other);
    const expected = new Rollout(document);
    assert.deepEqual(changed.document, document);
    assert.deepEqual(changed.steps(), expected.steps());
    assert.deepEqual(changed.subjects(), expected.subjects());
    assert.deepEqual(changed.flow(0, other.length), expected.flow(0, other.length));
    assert.deepEqual(changed.check(), expected.check());
    changed.free();
  }
  assert.equal(without.stepCount, 2);
  assert.throws(() => rollout.withSteps(/** @type {any} */ ([{ taskQueue: 'orders' }])), {
    name: 'TypeError',
  });
});

test('what was freed says so', () => {
  const rollout = new Rollout(DOCUMENT);
  rollout.free();
  assert.throws(() => rollout.check(), { message: 'this Rollout was freed: make a new one' });
  assert.ok(new VersioningError('NOT_FOUND', '') instanceof Error);
});
