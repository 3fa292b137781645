import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith, ROLLOUT, run } from './support.mjs';

/**
 * Each command on the same document: what it prints, line by line, and how it ends.
 *
 * @type {[string[], number, string][]}
 */
const TEXTS = [
  [
    ['show', 'rollout.json', '--after', '0'],
    0,
    `At the start:

orders
  Build IDs  Set default  Queue default
  [1.0]      1.0          yes, new workflows start here

payments
  unversioned

Workers
  Task queue  Name   Version             Polls
  orders             worker 1.0          receives its set's tasks and new workflows
  orders             worker 2.0          sits idle: the queue does not know its build ID
  payments    payer  unversioned worker  receives all tasks of the queue

Steps
  Step  Task queue  Operation                     Result
  1     orders      add 2.0 in a new default set  changed
`,
  ],
  [
    ['resolve', 'rollout.json'],
    0,
    `After step 1:
  What                       Lands on                         Reason             Received by
  new workflows on orders    2.0 on orders                    QUEUE_DEFAULT      worker 2.0
  new workflows on payments  unversioned workers on payments  UNVERSIONED_QUEUE  payer
  order-17                   1.0 on orders                    SET_DEFAULT        worker 1.0
  order-17 › charge          unversioned workers on payments  UNVERSIONED_QUEUE  payer
  order-17 › ship            2.0 on orders                    QUEUE_DEFAULT      worker 2.0
`,
  ],
  [
    ['resolve', 'rollout.json', '--workflow', 'order-17', '--command', 'ship', '--after', '0'],
    0,
    `At the start:
  What             Lands on       Reason         Received by
  order-17 › ship  1.0 on orders  QUEUE_DEFAULT  worker 1.0
`,
  ],
  [
    ['explain', 'rollout.json', '--new-workflows-on', 'orders'],
    0,
    `After step 1:

new workflows on orders → 2.0 on orders
  A new workflow starts on the default of its task queue.
  The default of orders is 2.0, the default of its last version set.
`,
  ],
  [
    ['check', 'rollout.json'],
    0,
    `ok   after step 1: new workflows on orders → on 2.0, with a worker
ok   after step 1: order-17 › charge → on unversioned workers
2 hazards.
warns step 1: Left behind on workers of 1.0 on orders: order-17. Keep these workers until they have closed (worker-versioning retire says when).
warns step 1: order-17 › ship: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1.0. Name the task queue, or set the intent Compatible, in the code.
2 passed
`,
  ],
  [
    ['retire', 'rollout.json', '-t', 'orders', '--build-id', '1.0'],
    1,
    `After step 1, workers of 1.0 on orders: they are still needed.
  order-17, until a compatible build ID becomes the default of the set, or the workflow closes
`,
  ],
  [
    ['retire', 'rollout.json', '-t', 'orders', '--unversioned'],
    1,
    `After step 1, unversioned workers on orders: it is not known whether they are still needed.
  The document lists 1 workflow of orders, and does not say that these are all: if they are, set \`completeFor.workflows\` of the task queue to true, or let \`pull\` count them.
`,
  ],
  [
    ['reachability', 'rollout.json', '--build-id', '1.0', '--build-id', '2.0'],
    0,
    `BuildId  TaskQueue  Reachability
1.0      orders     [ExistingWorkflows], perhaps more
2.0      orders     [NewWorkflows], perhaps more
The document lists 1 workflow of orders, and does not say that these are all: if they are, set \`completeFor.workflows\` of the task queue to true, or let \`pull\` count them.
New workflows on orders start on workers of 1.0 until step 1, and those that start meanwhile are not listed: after the step, let \`pull\` count them and ask again.
`,
  ],
  [
    ['snippets', 'rollout.json'],
    0,
    `# Step 1, orders: add 2.0 in a new default set
temporal task-queue update-build-ids add-new-default \\
    --task-queue=orders \\
    --build-id=2.0
`,
  ],
  [
    ['snippets', 'rollout.json', '--language', 'python', '--step', '1'],
    0,
    `# Step 1, orders: add 2.0 in a new default set
await client.update_worker_build_id_compatibility(
    "orders",
    BuildIdOpAddNewDefault("2.0"),
)
`,
  ],
  [
    ['diff', 'rollout.json'],
    1,
    `orders
  - [1.0]
  + [1.0] [2.0]
Landings
  new workflows on orders: 1.0 on orders → 2.0 on orders
  order-17 › ship: 1.0 on orders → 2.0 on orders
Workers
  worker 1.0 on orders: receives its set's tasks and new workflows → receives its set's tasks
  worker 2.0 on orders: sits idle: the queue does not know its build ID → receives its set's tasks and new workflows
warns step 1: Left behind on workers of 1.0 on orders: order-17. Keep these workers until they have closed (worker-versioning retire says when).
warns step 1: order-17 › ship: without a task queue and an intent the Java SDK does not inherit; else it would land on workers of 1.0. Name the task queue, or set the intent Compatible, in the code.
`,
  ],
  [['diff', 'rollout.json', 'rollout.json'], 0, 'No difference.\n'],
  [
    ['add-step', 'promote-set', 'rollout.json', '-t', 'orders', '--build-id', '1.0'],
    0,
    `orders: make the set of 1.0 the queue default: changed
orders
  - [1.0] [2.0]
  + [2.0] [1.0]
Landings
  new workflows on orders: 2.0 on orders → 1.0 on orders
  order-17 › ship: 2.0 on orders → 1.0 on orders
Workers
  worker 1.0 on orders: receives its set's tasks → receives its set's tasks and new workflows
  worker 2.0 on orders: receives its set's tasks and new workflows → receives its set's tasks
warns step 1: Until step 2, new workflows on orders start on 2.0; at the end these land on 2.0. Have workers of 2.0 up, and take step 2 soon after.
warns step 1: Sent a second time, when all is done, the step is refused: INVALID_ARGUMENT: version 2.0 already exists. Do not let a job that is tried again send it again: worker-versioning push looks first.
`,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--queue-default', '1.1', '--same-set', '1.0,1.1'],
    0,
    `Step 2, orders: add 1.1, compatible with 1.0, and make its set the queue default
  orders
    - [1.0] [2.0]
    + [2.0] [1.0, 1.1]
  Landings
    new workflows on orders: 2.0 on orders → 1.1 on orders
    order-17: 1.0 on orders → 1.1 on orders
    order-17 › ship: 2.0 on orders → 1.1 on orders
  Workers
    worker 1.0 on orders: receives its set's tasks → is superseded by 1.1
    worker 2.0 on orders: receives its set's tasks and new workflows → receives its set's tasks
  way back: make the set of 2.0 the queue default, then make 1.0 the default of its set; 1.1 stays in the queue; workflows that started on 1.1 meanwhile land on 1.0
stops step 2: No worker here receives what lands on workers of 1.1 on orders: new workflows on orders, order-17, order-17 › ship would wait. Start workers of 1.1 on orders first.
warns step 1: Until step 2, new workflows on orders start on 2.0; at the end these land on 2.0. Have workers of 2.0 up, and take step 2 soon after.
warns step 1: Sent a second time, when all is done, the step is refused: INVALID_ARGUMENT: version 2.0 already exists. Do not let a job that is tried again send it again: worker-versioning push looks first.
warns step 2: The server refuses the polls of workers of 1.0 on orders, and they log it: the default of their set is 1.1. They may be stopped when the polls that wait have ended, after a minute at most, and nothing is to go back to them.
warns step 2: The TypeScript client up to 1.24.0 drops promoteSet: new workflows on orders would stay on 2.0. Send a second call that promotes the set, as its snippet does.
`,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--queue-default', '2.0'],
    0,
    'After step 1, the goal is reached: nothing to do.\n',
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--same-set', '1.0', '--same-set', '1.0'],
    1,
    "There is no plan: expected each build ID once in the goal, got '1.0' again.\n",
  ],
  [
    ['retire', 'rollout.json', '-t', 'orders', '-t', 'payments', '--build-id', '1.0'],
    1,
    `After step 1, workers of 1.0 on orders: they are still needed.
  order-17, until a compatible build ID becomes the default of the set, or the workflow closes
After step 1, workers of 1.0 on payments: nothing lands on them: they may be stopped.
  The document lists 0 workflows of payments, and says that these are all.
  Let them finish what they run: polls that wait last up to a minute.
`,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '-t', 'payments', '--queue-default', '2.0'],
    0,
    `After step 1, the goal is reached: nothing to do.
Step 2, payments: add 2.0 in a new default set
  payments
    - no version sets
    + [2.0]
  Landings
    new workflows on payments: unversioned workers on payments → 2.0 on payments
    order-17 › charge: unversioned workers on payments → 2.0 on payments
  Workers
    payer on payments: receives all tasks of the queue → receives unversioned tasks only
  way back: none; 2.0 stays in the queue; the queue stays versioned: new workflows no longer go to unversioned workers; workflows that started on 2.0 meanwhile land on 2.0
stops step 2: No worker here receives what lands on workers of 2.0 on payments: new workflows on payments, order-17 › charge would wait. Start workers of 2.0 on payments first.
`,
  ],
  [
    ['add-step', 'promote-id-in-set', 'rollout.json', '-t', 'orders', '--build-id', '3.0'],
    1,
    `orders: make 3.0 the default of its set: refused, NOT_FOUND: targeted version 3.0 not found
  No version set of orders holds exactly 3.0.
  Instead: Name a build ID that the queue has, or add 3.0 first.
`,
  ],
];

for (const [args, code, text] of TEXTS) {
  test(`worker-versioning ${args.join(' ')}`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const { stderr, ...rest } = await run(args, { cwd });
    assert.deepEqual(rest, { code, stdout: text });
    const isPreview = args[0] === 'add-step' && code === 0;
    assert.equal(stderr, isPreview ? 'Not written: say --write to put it to rollout.json.\n' : '');
  });
}

for (const [args, code] of TEXTS) {
  test(`worker-versioning ${args.join(' ')} -o json, and the same from standard input as jsonl`, async (t) => {
    const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
    const json = await run([...args, '-o', 'json'], { cwd });
    assert.deepEqual({ code: json.code, stderr: json.stderr }, { code, stderr: '' });
    const value = JSON.parse(json.stdout);
    assert.equal(json.stdout, `${JSON.stringify(value, undefined, 2)}\n`);

    const fromInput = args.map((arg, place) =>
      arg === 'rollout.json' && !args.slice(0, place).includes(arg) ? '-' : arg,
    );
    const jsonl = await run([...fromInput, '-o', 'jsonl'], { cwd, input: JSON.stringify(ROLLOUT) });
    assert.equal(jsonl.code, code);
    const values = jsonl.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(Array.isArray(value) ? value : [value], values);
  });
}
