/** Import: what tools print, saved plans and links, pasted, chosen or dropped. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDocument } from '../../pkg/cli/document.js';
import { Namespace, WorkflowLandings } from '../../pkg/index.js';
import { linkOf } from '../../pkg/link.js';
import { root } from '../../scripts/process.mjs';
import { rollBack } from './examples.mjs';
import './resolve-package.mjs';
import { focused, openPage, openStart, planName, planWhere, serverUrl } from './support.mjs';

const { ImportError, readImport, withFound } = await import('../../www/plan/import.js');

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('node:test').TestContext} TestContext
 */

const SAMPLES = join(root, 'tests', 'interop', 'samples');
const EXAMPLES = join(root, 'examples');
const TABLE = readFileSync(join(SAMPLES, 'cli-three.text'), 'utf8');
const THREE = [
  { buildIds: ['1.0', '1.1', '1.2'] },
  { buildIds: ['2.0'] },
  { buildIds: ['3.0', '3.1'] },
];

const VERSION_SETS = /^(cli|http|typescript)-/;

for (const file of readdirSync(SAMPLES).filter((name) => VERSION_SETS.test(name))) {
  test(`${file} becomes the queue's version sets`, async () => {
    const text = readFileSync(join(SAMPLES, file), 'utf8');
    const namespace = new Namespace();
    const passedOver = namespace.importBuildIds('orders', text).map(({ what }) => what);
    const sets = namespace.getBuildIdCompatability('orders')?.versionSets;
    assert.deepEqual(await readImport(text, 'orders'), {
      taskQueues: [
        {
          taskQueue: 'orders',
          ...(sets && { versionSets: sets.map(({ buildIds }) => ({ buildIds })) }),
        },
      ],
      workflows: [],
      steps: [],
      // The command that names the queue is read, and stands in no answer.
      passedOver: passedOver.filter((what) => !what.includes('get-build-ids')),
    });
  });
}

for (const file of [
  'workflow-list.json',
  'workflow-list.jsonl',
  'workflow-describe-several.json',
]) {
  test(`${file} becomes counted groups, as on the command line`, async () => {
    const text = readFileSync(join(SAMPLES, file), 'utf8');
    const landings = new WorkflowLandings();
    landings.write(text);
    landings.end();
    const { taskQueues, workflows } = found(await readImport(text, ''));
    assert.deepEqual(workflows, landings.workflows());
    assert.deepEqual(taskQueues, []);
  });
}

/** @param {import('../../www/plan/import.js').Imported} imported */
function found(imported) {
  if ('plan' in imported) assert.fail('expected what a cluster prints, got a plan');
  return imported;
}

/** @param {string} workflowId @param {string} [status] */
const workflow = (workflowId, status = 'RUNNING') =>
  `{"execution":{"workflowId":"${workflowId}","runId":"r"},"type":{"name":"Order"},"taskQueue":"orders","status":"WORKFLOW_EXECUTION_STATUS_${status}"}`;
const COUNTED = {
  workflowId: 'exported Order of orders, on no worker yet',
  workflowType: 'Order',
  taskQueue: 'orders',
  hasCompletedWorkflowTask: false,
};
const CLOSED = {
  ...COUNTED,
  workflowId: 'exported Order of orders, on no worker yet, closed',
  status: /** @type {const} */ ('CLOSED'),
  count: 1,
};
/** One that assignment rules route. */
const OTHER = workflow('z').replace(/}$/, ',"assignedBuildId":"a1"}');

test('a paste of a terminal holds several answers, each named by its command', async () => {
  const text = [
    '$ temporal task-queue get-build-ids --task-queue orders',
    TABLE,
    'me@host:~ $ temporal workflow list -q "ExecutionStatus=\'Running\'" \\',
    '    -o json',
    '[',
    `  ${workflow('a')},`,
    `  ${workflow('b')}`,
    ']',
    'me@host:~ $ temporal task-queue get-build-ids \\',
    "    -t 'pay ments' -o json",
    '[{"buildIds":["p1"],"defaultForSet":"p1","isDefaultSet":true}]',
    'me@host:~ $ temporal workflow list -o jsonl',
    workflow('c'),
    workflow('d', 'COMPLETED'),
    OTHER,
  ].join('\n');
  assert.deepEqual(await readImport(text, ''), {
    taskQueues: [
      { taskQueue: 'orders', versionSets: THREE },
      { taskQueue: 'pay ments', versionSets: [{ buildIds: ['p1'] }] },
    ],
    workflows: [{ ...COUNTED, count: 3 }, CLOSED],
    steps: [],
    passedOver: ['Left out: 1 under assignment rules or deployments.'],
  });
});

test('without any command, what is a list of workflows is known by what stands in it', async () => {
  const text = `[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":true}]\n${workflow('a')}\n[me@host ~]$ `;
  const { taskQueues, workflows } = found(await readImport(text, 'orders'));
  assert.deepEqual(taskQueues, [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }]);
  assert.deepEqual(workflows, [{ ...COUNTED, count: 1 }]);
});

test('what stands around a list of workflows is named', async () => {
  const { passedOver } = found(await readImport(`Here they are:\n${workflow('a')}\nthanks`, ''));
  assert.deepEqual(passedOver, [
    'Passed over in line 1: Here they are:.',
    'Passed over in line 3: thanks.',
  ]);
});

test('an empty list below its command is no task queue', async () => {
  const imported = await readImport('$ temporal workflow list -o json\n[\n]\n', '');
  assert.deepEqual(imported, { taskQueues: [], workflows: [], steps: [], passedOver: [] });
});

test('a saved plan is the plan, in JSON', async () => {
  assert.deepEqual(await readImport(`\uFEFF${JSON.stringify(rollBack)}`, ''), { plan: rollBack });
});

for (const name of readdirSync(EXAMPLES)) {
  test(`examples/${name} is the plan, in YAML`, async () => {
    const { document } = await readDocument(join(EXAMPLES, name));
    const text = readFileSync(join(EXAMPLES, name), 'utf8');
    assert.deepEqual(await readImport(text, ''), { plan: document });
    const pasted = `me@host:~$ npx worker-versioning pull -t orders\n${text}me@host:~$ `;
    assert.deepEqual(await readImport(pasted, ''), { plan: document }, 'from a terminal');
  });
}

/** @type {[string, string, string, 'text' | 'taskQueue', RegExp][]} */
const MISTAKES = [
  ['nothing', ' \n', 'orders', 'text', /^Paste something/],
  ['no queue', TABLE, '', 'taskQueue', /^Name the task queue/],
  ['an impossible queue', TABLE, '/_sys/x', 'taskQueue', /^taskQueue: .*\/_sys\//],
  ['other text', 'hello', 'orders', 'text', /^orders: line 1, column 1: expected the output of/],
  ['other text of no queue', 'hello', '', 'text', /^line 1, column 1: expected the output of/],
  [
    'a broken table',
    TABLE.replace('3.1 ', '3.0 '),
    'q',
    'text',
    /^q: line 5, column 1: expected a row/,
  ],
  [
    'a broken plan',
    '{\n"version": 1,',
    '',
    'text',
    /^line 2, column \d+: expected a rollout document/,
  ],
  [
    'a plan with a mistake',
    '{"version":1,\n"workers":[{"taskQueue":1}]}',
    '',
    'text',
    /^line 2, column 25: workers\[0\]\.taskQueue: expected string, got number; put it in quotes: "1"$/,
  ],
  [
    'a plan in YAML with a mistake',
    'version: 1\nworkers:\n  - taskQueue: orders\n    buildId: 1.10\n',
    '',
    'text',
    /^line 4, column 14: workers\[0\]\.buildId: expected string, got number; put it in quotes: '1\.10'$/,
  ],
  [
    'a plan in broken YAML',
    'version: 1\nname: [x\n',
    '',
    'text',
    /^line 3, column 1: it is not YAML/,
  ],
  [
    'a plan of a later version',
    'version: 2\n',
    '',
    'text',
    /^line 1, column 10: version: expected 1/,
  ],
  [
    'a command without its queue',
    '$ temporal task-queue get-build-ids\nnull',
    '',
    'taskQueue',
    /^Name/,
  ],
  [
    'an answer below a command',
    '$ temporal task-queue get-build-ids -t a\nnull\n$ temporal task-queue get-build-ids -t b\noops',
    '',
    'text',
    /^b: line 4, column 1: /,
  ],
  [
    'an answer below a list of workflows',
    `$ temporal workflow list -o jsonl\n${workflow('a')}\n$ temporal task-queue get-build-ids -t b\noops`,
    '',
    'text',
    /^b: line 4, column 1: /,
  ],
  [
    'a list of workflows that is cut off',
    `\n${workflow('a')}\n${workflow('b').slice(0, -9)}`,
    '',
    'text',
    /^what begins in line 3: byte \d+, .* expected more, got the end of the text/,
  ],
  [
    'a page of workflows after which others follow',
    `{"executions":[${workflow('a')}],"nextPageToken":"abc"}`,
    '',
    'text',
    /expected every page of the list/,
  ],
  [
    'a command that lacks something',
    '$ date\n$ temporal task-queue update-build-ids promote-set -t orders',
    '',
    'text',
    /^the command in line 2: Expected --build-id\.$/,
  ],
  [
    'a command over several lines that lacks something',
    '$ date\n$ temporal task-queue update-build-ids \\\n  promote-set --stray',
    '',
    'text',
    /^the command in line 2: Line 3, column 15: Expected a flag that the command has/,
  ],
  [
    'workflows as a table',
    '  Status  WorkflowId  Type\n  Running  a  Order\n',
    '',
    'text',
    /-o json/,
  ],
];

for (const [what, text, taskQueue, field, message] of MISTAKES) {
  test(`${what} says where and what is wrong`, async () => {
    await assert.rejects(readImport(text, taskQueue), (error) => {
      assert.ok(error instanceof ImportError);
      assert.match(error.message, message);
      return error.field === field;
    });
  });
}

test('what is added to a plan replaces its queue and what is counted there, and nothing else', () => {
  const own = { workflowId: 'order-1', taskQueue: 'orders' };
  const other = { ...COUNTED, workflowId: 'others', taskQueue: 'a', count: 5 };
  const before = {
    ...rollBack,
    taskQueues: [{ taskQueue: 'a' }, { taskQueue: 'orders' }],
    workflows: [own, other, { ...COUNTED, count: 1 }, { ...COUNTED, workflowId: 'x', count: 2 }],
  };
  const [orders, extra] = [{ taskQueue: 'orders', versionSets: THREE }, { taskQueue: 'b' }];
  const workflows = [{ ...COUNTED, count: 7 }];
  const steps = [promote('orders', '2.0'), promote('new', '1.0')];
  const found = { taskQueues: [orders, extra], workflows, steps, passedOver: [] };
  assert.deepEqual(withFound(before, found), {
    ...rollBack,
    taskQueues: [{ taskQueue: 'a' }, orders, extra, { taskQueue: 'new' }],
    workflows: [own, other, ...workflows],
    operations: [...(rollBack.operations ?? []), ...steps],
  });
});

/** @param {string} taskQueue @param {string} buildId */
function promote(taskQueue, buildId) {
  return { taskQueue, operation: /** @type {const} */ ('promoteSetByBuildId'), buildId };
}

test('commands that update version sets become steps, wherever in a paste they stand', async () => {
  const text = [
    '#!/bin/sh',
    '$ temporal task-queue get-build-ids -t orders -o json',
    OUTPUT,
    '$ temporal task-queue update-build-ids promote-set \\',
    '    -t orders --build-id 7.0',
    workflow('a'),
    'me@host:~ $ /usr/bin/temporal task-queue \\',
    "    update-build-ids add-new-default -t 'pay ments' --build-id p2 && date",
  ].join('\n');
  const { taskQueues, workflows, steps, passedOver } = found(await readImport(text, ''));
  assert.deepEqual(taskQueues, READ.taskQueues);
  assert.deepEqual(workflows, [{ ...COUNTED, count: 1 }]);
  assert.deepEqual(steps, [
    promote('orders', '7.0'),
    { taskQueue: 'pay ments', operation: 'addNewIdInNewDefaultSet', buildId: 'p2' },
  ]);
  assert.deepEqual(passedOver, [
    'Passed over in line 7: me@host:~ $ (before the command).',
    'Passed over in line 8: && date (not part of the command).',
    'Passed over in line 1: #!/bin/sh (not part of the answer).',
  ]);
});

test('a command pasted into the start is a step of a plan with its queue', async (t) => {
  const page = await openStart(t);
  await page
    .getByLabel('Paste what your cluster prints')
    .fill('temporal task-queue update-build-ids add-new-default -t orders --build-id 1.0');
  await page.keyboard.press('Control+Enter');
  const { document, step } = await planWhere(
    page,
    ({ document }) => document.operations?.length === 1,
  );
  assert.deepEqual(document, {
    version: 1,
    taskQueues: [{ taskQueue: 'orders' }],
    operations: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1.0' }],
  });
  assert.equal(step, 1);
  await page.locator('[data-focus="step-1"][aria-current]').waitFor();
});

const OUTPUT = '[{"buildIds":["7.0"],"defaultForSet":"7.0","isDefaultSet":true}]';
const SEVERAL = [
  '$ temporal task-queue get-build-ids -t orders -o json',
  OUTPUT,
  '$ temporal workflow list -o json',
  `[${workflow('a')},${workflow('b')},${workflow('c', 'COMPLETED')},${OTHER}]`,
].join('\n');
const READ = {
  version: 1,
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['7.0'] }] }],
  workflows: [{ ...COUNTED, count: 2 }, CLOSED],
};
/** @type {import('../../pkg/index.js').RolloutDocument} */
const OWN = {
  version: 1,
  name: 'Friday',
  taskQueues: [{ taskQueue: 'billing', versionSets: [{ buildIds: ['b1'] }] }],
  operations: [{ taskQueue: 'billing', operation: 'addNewIdInNewDefaultSet', buildId: 'b2' }],
};

/** @param {Page} page */
async function openImport(page) {
  await page.getByRole('button', { name: 'Add from cluster' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add from a cluster' });
  await dialog.waitFor();
  return dialog;
}

/** @param {Page} page */
function pasteField(page) {
  return page.getByLabel('Paste what your cluster prints');
}

/** @param {Page | import('playwright-core').Locator} where */
function readButton(where) {
  return where.getByRole('button', { name: 'Read it' });
}

test('what is pasted into the start is the plan', async (t) => {
  const page = await openStart(t);
  assert.equal(await focused(page), 'start-text');
  await pasteField(page).fill(SEVERAL);
  await page.keyboard.press('Control+Enter');
  const { document, step } = await planWhere(page, () => true);
  assert.deepEqual(document, READ);
  assert.equal(step, 0);
  assert.equal(await focused(page), 'plan-name');
  const note = page.locator('.dismissable');
  assert.match((await note.textContent()) ?? '', /Left out: 1 under assignment rules/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
});

test('the start asks for the queue of what names none, and for nothing else', async (t) => {
  const page = await openStart(t);
  await pasteField(page).fill(OUTPUT);
  assert.equal(await page.getByLabel('Task queue', { exact: true }).count(), 0);
  await readButton(page).click();
  await page.getByLabel('Task queue', { exact: true }).waitFor();
  assert.equal(await focused(page), 'start-taskQueue');
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  const { document } = await planWhere(page, () => true);
  assert.deepEqual(document.taskQueues, READ.taskQueues);
});

test('the start reads plans in JSON and YAML, and links', async (t) => {
  const yaml = readFileSync(join(EXAMPLES, 'roll-back.yaml'), 'utf8');
  const { document } = await readDocument(join(EXAMPLES, 'roll-back.yaml'));
  const page = await openStart(t);
  for (const [text, plan, step] of /** @type {const} */ ([
    [JSON.stringify(rollBack, undefined, 2), rollBack, 1],
    [yaml, renamed(document), renamed(document).operations?.length],
    [`https://example.invalid/planner/${await linkOf(OWN, 0)}\n`, OWN, 0],
  ])) {
    await pasteField(page).fill(text);
    await readButton(page).click();
    assert.deepEqual(await planWhere(page, () => true), { document: plan, step });
    await page.getByRole('button', { name: 'Undo' }).click();
    await pasteField(page).waitFor();
    await page.waitForURL(({ hash }) => hash === '');
  }
});

/**
 * With its steps where the page keeps them.
 *
 * @param {import('../../pkg/index.js').RolloutDocument} document
 */
function renamed({ steps: operations, ...document }) {
  return operations === undefined ? document : { ...document, operations };
}

for (const [where, open] of /** @type {const} */ ([
  ['the start', async (/** @type {TestContext} */ t) => openStart(t)],
  [
    'the dialog',
    async (/** @type {TestContext} */ t) => {
      const page = await openPage(t);
      await openImport(page);
      return page;
    },
  ],
])) {
  test(`a mistake in ${where} is said where it is, and nothing typed is lost`, async (t) => {
    const page = await open(t);
    const field = page.getByRole('textbox').last();
    const text = 'version: 1\nworkers:\n  - taskQueue: orders\n    buildId: 1.10\n';
    await field.fill(text);
    await readButton(page).click();
    const problem =
      "line 4, column 14: workers[0].buildId: expected string, got number; put it in quotes: '1.10'";
    await page.locator('.reading .problem', { hasText: problem }).waitFor();
    assert.equal((await page.getByRole('status').textContent())?.trim(), problem);
    assert.match((await focused(page)) ?? '', /-text$/);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.inputValue(), text);
    await field.fill('version: 1');
    assert.equal(await page.locator('.reading .problem').count(), 0);
  });
}

test('what is imported never gets into an example: it is a plan of its own', async (t) => {
  const page = await openPage(t);
  for (const change of [false, true]) {
    if (change) {
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('dialog').getByRole('button', { name: rollBack.name }).click();
      await page.keyboard.press('Escape');
      await page.locator('.example-mark').waitFor();
    }
    const dialog = await openImport(page);
    await dialog.getByRole('textbox').fill(SEVERAL);
    await readButton(dialog).click();
    await dialog.waitFor({ state: 'hidden' });
    const { document } = await planWhere(page, ({ document }) => document.name === undefined);
    assert.deepEqual(document, READ);
    assert.equal(await page.locator('.example-mark').count(), 0);
  }
});

test('into a plan of the user’s own it is asked whether to add it', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(OWN, 1)) });
  const dialog = await openImport(page);
  await dialog.getByRole('textbox').fill(SEVERAL);
  await readButton(dialog).click();
  await dialog.getByText('orders as it stands at the start').waitFor();
  await dialog.getByText('2 running workflows and 1 closed one in 2 groups').waitFor();
  await dialog.getByText('Left out: 1 under assignment rules').waitFor();
  assert.equal(await focused(page), 'import-add');
  await dialog.getByRole('button', { name: 'Add to Friday' }).click();
  const { document } = await planWhere(page, ({ document }) => document.workflows !== undefined);
  assert.deepEqual(document, {
    ...OWN,
    taskQueues: [...(OWN.taskQueues ?? []), ...READ.taskQueues],
    workflows: READ.workflows,
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual((await planWhere(page, ({ document }) => !document.workflows)).document, OWN);
});

test('or to open it as a new plan', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(OWN, 1)) });
  const dialog = await openImport(page);
  await dialog.getByRole('textbox').fill(SEVERAL);
  await readButton(dialog).click();
  await dialog.getByRole('button', { name: 'Open as a new plan' }).click();
  const { document } = await planWhere(page, ({ document }) => document.name === undefined);
  assert.deepEqual(document, READ);
});

test('a damaged link says so, and is kept', async (t) => {
  const page = await openStart(t);
  await pasteField(page).fill((await linkOf(rollBack, 0)).slice(0, -9));
  await readButton(page).click();
  await page.locator('.problem', { hasText: 'This link is damaged' }).waitFor();
});

const UTF16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SEVERAL, 'utf16le')]);

test('a chosen file is read, in UTF-16 too', async (t) => {
  const page = await openStart(t);
  const file = { name: 'orders.txt', mimeType: 'text/plain', buffer: UTF16 };
  await page.getByLabel('Choose a file').setInputFiles(file);
  assert.deepEqual((await planWhere(page, () => true)).document, READ);
});

test('a file that is not text says so', async (t) => {
  const page = await openStart(t);
  const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0xff]) };
  await page.getByLabel('Choose a file').setInputFiles(file);
  await page
    .locator('.problem', { hasText: 'a.png is not a text file: expected UTF-8.' })
    .waitFor();
});

for (const [where, open] of Object.entries({ 'the start': openStart, 'a plan': openPage })) {
  test(`a file can be dropped anywhere on ${where}`, async (t) => {
    const page = await open(t);
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'plan.json'));
      return data;
    }, JSON.stringify(rollBack));
    await page.locator('.content').dispatchEvent('drop', { dataTransfer: transfer });
    await planName(page).filter({ hasText: rollBack.name }).waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
  });
}
