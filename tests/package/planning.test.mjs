/** Hazards, ways back, needs of workers and runbooks: one situation each, with the words for it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Rollout, words } from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

/** @type {(...sets: string[][]) => RolloutDocument['taskQueues']} */
const orders = (...sets) => [
  { taskQueue: 'orders', versionSets: sets.map((buildIds) => ({ buildIds })) },
];
/** @type {(buildId: string) => import('../../pkg/index.js').RolloutWorker} */
const worker = (buildId) => ({ taskQueue: 'orders', buildId, useVersioning: true });
/** @param {Rollout} rollout */
const runbook = (rollout) => rollout.runbook();
const on = { taskQueue: 'orders' };
const order = { workflowId: 'order-17', ...on, buildId: '1.0' };

/** @type {[string, number, Omit<RolloutDocument, 'version'>, RegExp][]} */
const HAZARDS = [
  [
    'WITHOUT_WORKER',
    1,
    {
      taskQueues: orders(['1.0']),
      workers: [worker('1.0')],
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    },
    /^No worker here receives what lands on workers of 2\.0 on orders: new workflows on orders would wait\.$/,
  ],
  [
    'NOT_OPTED_IN',
    1,
    {
      taskQueues: orders(['1.0']),
      workers: [worker('1.0'), { ...on, buildId: '2.0' }],
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    },
    /^new workflows on orders would wait for workers of 2\.0 on orders: those listed .* have not opted in/,
  ],
  [
    'SUPERSEDED_WORKER',
    0,
    { taskQueues: orders(['1.0', '1.1']), workers: [worker('1.0'), worker('1.1')] },
    /^The server refuses the polls of workers of 1\.0 on orders, and they log it: the default of their set is 1\.1\.$/,
  ],
  [
    'BACK_TO_OLDER',
    1,
    {
      taskQueues: orders(['1.0', '1.1']),
      workflows: [
        { ...order, usedBuildIds: ['1.0', '1.1'] },
        { ...order, workflowId: 'order-18' },
      ],
      operations: [{ ...on, operation: 'promoteBuildIdWithinSet', buildId: '1.0' }],
    },
    /^Running workflows on orders go back from 1\.1 to 1\.0, .*: order-17\.$/,
  ],
  [
    'PASSING_QUEUE_DEFAULT',
    1,
    {
      taskQueues: orders(['1.0']),
      operations: [
        { ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
        { ...on, operation: 'promoteSetByBuildId', buildId: '1.0' },
      ],
    },
    /^Until step 2, new workflows on orders start on 2\.0; at the end these land on 2\.0\.$/,
  ],
  [
    'MERGE_MOVES_QUEUE_DEFAULT',
    1,
    {
      taskQueues: orders(['1.0'], ['2.0']),
      operations: [
        { ...on, operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' },
      ],
    },
    /^The merge moves new workflows on orders from 2\.0 to 1\.0\.$/,
  ],
  [
    'MERGE_DECLARES_COMPATIBLE',
    1,
    {
      taskQueues: orders(['1.0'], ['2.0']),
      workflows: [order],
      operations: [
        { ...on, operation: 'mergeSets', primaryBuildId: '2.0', secondaryBuildId: '1.0' },
      ],
    },
    /^The merge declares 1\.0 and 2\.0 compatible, for good: it moves order-17\.$/,
  ],
  [
    'LEFT_BEHIND',
    1,
    {
      taskQueues: orders(['1.0']),
      workflows: [order],
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    },
    /^Left behind on workers of 1\.0 on orders: order-17\.$/,
  ],
  [
    'JUMPS_TO_QUEUE_DEFAULT',
    1,
    {
      workflows: [
        { workflowId: 'old', ...on, commands: [{ name: 'ship', task: 'childWorkflow' }] },
      ],
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '1.0' }],
    },
    /^Nothing to inherit .* queue default 1\.0: old › ship\.$/,
  ],
  [
    'REJECTED_COMMAND',
    0,
    {
      taskQueues: orders(['1.0']),
      workflows: [
        {
          ...order,
          commands: [
            {
              name: 'pay',
              task: 'activity',
              taskQueue: 'payments',
              versioningIntent: 'COMPATIBLE',
            },
          ],
        },
      ],
    },
    /^order-17 › pay: the server refuses/,
  ],
  [
    'JAVA_UNSET_TASK_QUEUE',
    0,
    {
      taskQueues: orders(['1.0'], ['2.0']),
      workflows: [{ ...order, sdk: 'java', commands: [{ name: 'pay', task: 'activity' }] }],
    },
    /^order-17 › pay: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1\.0\.$/,
  ],
  [
    'DROPPED_PROMOTION',
    1,
    {
      taskQueues: orders(['1.0'], ['2.0']),
      operations: [
        {
          ...on,
          operation: 'addNewCompatibleVersion',
          buildId: '1.1',
          existingCompatibleBuildId: '1.0',
          promoteSet: true,
        },
      ],
    },
    /drops promoteSet: new workflows on orders would stay on 2\.0\.$/,
  ],
  [
    'NOT_REPEATABLE',
    1,
    {
      taskQueues: orders(['1.0']),
      operations: [
        { ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
        { ...on, operation: 'promoteSetByBuildId', buildId: '1.0' },
      ],
    },
    /^Sent a second time, when all is done, the step is refused: INVALID_ARGUMENT: version 2\.0 already exists\.$/,
  ],
  [
    'LIMIT_NEAR',
    1,
    {
      limits: { versionSets: 2 },
      taskQueues: orders(['1.0']),
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    },
    /^2 of 2 version sets in the queue \(orders\) are used\.$/,
  ],
  [
    'GUESSED_ORDER',
    1,
    {
      taskQueues: orders(['1.0', '1.1'], ['2.0', '2.1']),
      operations: [
        { ...on, operation: 'mergeSets', primaryBuildId: '2.0', secondaryBuildId: '1.0' },
      ],
    },
    /^The order of the build IDs before 2\.1 in its set on orders is a guess since the import\.$/,
  ],
];

for (const [code, step, document, what] of HAZARDS) {
  test(`${code} is found at its step, and said in words with a way out`, () => {
    const hazards = new Rollout({ version: 1, ...document }).hazards();
    const hazard = hazards.find((it) => it.code === code);
    assert.ok(hazard, JSON.stringify(hazards));
    assert.equal(hazard.step, step);
    assert.equal(hazard.taskQueue, code === 'REJECTED_COMMAND' ? 'payments' : 'orders');
    const said = hazard;
    assert.match(said.what, what);
    assert.match(said.wayOut, /^[A-Z].*\.$/);
  });
}

test('every kind of hazard that is declared is tested here', () => {
  const types = readFileSync(join(root, 'pkg', 'index.d.ts'), 'utf8');
  const [declared] = types.slice(types.indexOf('export type HazardKind =')).split('};');
  assert.deepEqual(
    [...declared.matchAll(/code: '(\w+)'/g)].map(([, code]) => code),
    HAZARDS.map(([code]) => code),
  );
});

test('hazards and what waits are one verdict, the worst first', () => {
  const document = {
    version: /** @type {const} */ (1),
    taskQueues: orders(['1.0']),
    workers: [worker('1.0')],
  };
  const step = { ...on, operation: /** @type {const} */ ('addNewIdInNewDefaultSet'), buildId: '2' };
  const rollout = new Rollout({ ...document, steps: [step] });
  const [start, first] = rollout.verdicts();
  assert.deepEqual(start, {
    worst: 'notKnown',
    what: 'No hazards for what is listed.',
    hazards: [],
    withoutWorker: 0,
    notKnown: 0,
    allListed: false,
  });
  const taskQueues = orders(['1.0'])?.map((queue) => ({
    ...queue,
    completeFor: { workflows: true },
  }));
  const complete = { ...document, taskQueues };
  const { worst, what, allListed } = new Rollout(complete).verdict();
  assert.deepEqual([worst, what, allListed], ['nothing', 'No hazards.', true]);
  assert.equal(first.worst, 'stops');
  assert.equal(first.what, '1 hazard, which stops work; 1 landing without a worker.');
  assert.deepEqual(first.hazards, rollout.hazards());
  const { taskQueue, ...whole } = first;
  assert.equal(taskQueue, 'orders');
  assert.deepEqual(rollout.verdict(), whole);
  const bare = new Rollout(document);
  assert.deepEqual(bare.verdict({ operation: step }), first);
  const { workers: _, ...unlisted } = document;
  assert.equal(new Rollout(unlisted).verdict().worst, 'notKnown');
});

test('a way back restores what it can, and says what remains', () => {
  const rollout = new Rollout({
    version: 1,
    taskQueues: orders(['1.0']),
    workflows: [order],
    operations: [
      { ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
      { ...on, operation: 'mergeSets', primaryBuildId: '2.0', secondaryBuildId: '1.0' },
    ],
  });
  assert.deepEqual(rollout.rollback(1), {
    operations: [{ operation: 'promoteSetByBuildId', buildId: '1.0' }],
    restored: [{ taskQueue: 'orders' }],
    notRestored: [],
    remains: [
      { code: 'ADDED', buildId: '2.0' },
      { code: 'STARTED_MEANWHILE', buildId: '2.0', lands: '2.0' },
    ],
  });
  const { remains } = rollout.rollback(2);
  assert.deepEqual(remains, [{ code: 'MERGED', setDefaults: ['1.0', '2.0'] }]);
  assert.equal(words.remainder(remains[0]), 'the sets of 1.0 and 2.0 stay merged');
  for (const step of [0, 3]) {
    assert.throws(() => rollout.rollback(step), {
      message: `step: expected integer from 1 to 2, got ${step}`,
    });
  }
});

test('workers are needed from a step on, and until one', () => {
  const rollout = new Rollout({
    version: 1,
    taskQueues: orders(['1.0']),
    operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
  });
  assert.deepEqual(rollout.workerNeeds(), [
    { ...on, buildId: '1.0', startBefore: 0, stopAfter: 1, atTheEnd: 'notKnown', workers: [] },
    { ...on, buildId: '2.0', startBefore: 1, atTheEnd: 'no', workers: [] },
  ]);
});

test('a runbook says what to start, run, check, mind and stop', () => {
  const text = runbook(
    new Rollout({
      version: 1,
      name: 'Ship 2.0',
      taskQueues: orders(['1.0']),
      workers: [worker('1.0')],
      operations: [{ ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    }),
  );
  assert.equal(
    text,
    `# Ship 2.0

## Before you start

- In short: 1 hazard, which stops work; 1 landing without a worker.
- [ ] Check that the version sets of \`orders\` are \\[1.0\\]:

  \`\`\`sh
  temporal task-queue get-build-ids --task-queue=orders
  \`\`\`

- [ ] Check that these poll \`orders\`: workers of 1.0. (\`pollers\` lists the \`build_id\` of each; only one with \`"use_versioning": true\` has opted in.)

  \`\`\`sh
  temporal task-queue describe --task-queue=orders --legacy-mode -o json
  \`\`\`


## Step 1: add 2.0 in a new default set

- [ ] Start workers of 2.0 on \`orders\`.
- [ ] Check that workers of 2.0 on \`orders\` poll: \`pollers\` lists that \`build_id\` with \`"use_versioning": true\`. They sit idle until this step.

  \`\`\`sh
  temporal task-queue describe --task-queue=orders --legacy-mode -o json
  \`\`\`

- [ ] Carry it out:

  \`\`\`sh
  temporal task-queue update-build-ids add-new-default \\
      --task-queue=orders \\
      --build-id=2.0
  \`\`\`

- [ ] Check that the version sets of \`orders\` are \\[1.0\\] \\[2.0\\]:

  \`\`\`sh
  temporal task-queue get-build-ids --task-queue=orders
  \`\`\`

- What lands elsewhere from now on:
  - new workflows on orders: 1.0 on orders → 2.0 on orders
- **Stops work:** No worker here receives what lands on workers of 2.0 on orders: new workflows on orders would wait. Start workers of 2.0 on orders first.
- The way back, should it be needed:

  \`\`\`sh
  temporal task-queue update-build-ids promote-set \\
      --task-queue=orders \\
      --build-id=1.0
  \`\`\`

  - It remains that 2.0 stays in the queue.
  - It remains that workflows that started on 2.0 meanwhile land on 2.0.
- [ ] When you will not take the way back any more, a minute has passed, and this says that nothing reaches them, stop workers of 1.0 on \`orders\`:

  \`\`\`sh
  temporal task-queue get-build-id-reachability --task-queue=orders --build-id=1.0
  \`\`\`


## At the end

- Keep workers of 2.0 on \`orders\`.
`,
  );
});

test('the runbook of a step is its part of the whole', () => {
  const rollout = new Rollout({
    version: 1,
    taskQueues: orders(['1.0']),
    operations: [
      { ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
      { ...on, operation: 'promoteSetByBuildId', buildId: '1.0' },
    ],
  });
  const [, first, second] = rollout.runbook().split(/^(?=## (?:Step|At the end))/m);
  assert.equal(rollout.runbookOfStep(1), `${first.trimEnd()}\n`);
  assert.equal(rollout.runbookOfStep(2), `${second.trimEnd()}\n`);
});

test('the commands of a runbook quote names as the engine does', () => {
  const taskQueue = "it's\n$(here)";
  const text = runbook(
    new Rollout({
      version: 1,
      taskQueues: [{ taskQueue, versionSets: [{ buildIds: ['1 0'] }] }],
      operations: [{ taskQueue, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
    }),
  );
  // Indented, as everything in the code blocks of a list is.
  const quoted = "--task-queue='it'\\''s\n  $(here)'";
  assert.equal(text.split('--task-queue=').length, text.split(quoted).length);
  assert.ok(text.includes(`get-build-ids ${quoted}\n`));
  assert.ok(text.includes(`get-build-id-reachability ${quoted} --build-id='1 0'\n`));
});
