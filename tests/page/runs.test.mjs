/** What the plan lists: workers and workflows, where each lands and why, edited in a dialog. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { bigDocument } from './big.mjs';
import { apply, focused, openListed, openPage, said, serverUrl } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * The lines of a workflow, such as `reserve activity → 1.1 1 worker`.
 *
 * @param {Page} page
 * @param {string} workflowId
 */
async function lines(page, workflowId) {
  const lines = page
    .locator('.run')
    .filter({ has: page.getByRole('heading', { name: workflowId, exact: true }) })
    .locator('.line');
  return lines.evaluateAll((all) =>
    all.map((line) => {
      const [what, lands, who] = ['.what', '.lands', '.who'].map((part) =>
        line.querySelector(part)?.textContent?.replace(/\s+/g, ' ').trim(),
      );
      return `${what} → ${lands} ${who}`;
    }),
  );
}

/**
 * Opens the page, and on it what is listed of orders.
 *
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof openPage>[1]} [options]
 */
async function listed(t, options) {
  const page = await openPage(t, options);
  await openListed(page);
  return page;
}

/** @param {Page} page */
async function close(page) {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

const ORDER_17 = [
  'Workflow task → 1.1 1 worker',
  'reserve activity → 1.1 1 worker',
  'charge activity, queue payments → p1 on payments 1 worker',
  'ship child workflow → 1.1 1 worker',
  'next month continue-as-new, intent Default → 2.0 1 worker',
];

test('each part of a workflow shows where it lands and who picks it up', async (t) => {
  const page = await listed(t);
  assert.deepEqual(await lines(page, 'order-17'), ORDER_17);
  assert.deepEqual(await lines(page, 'order-18'), ['Workflow task → 2.0 1 worker']);
  assert.deepEqual(await lines(page, 'order-3'), [
    'Workflow task → unversioned workers ◌ waits: no worker',
    'next month continue-as-new → 2.0 1 worker',
  ]);
});

test('a line is heard in words', async (t) => {
  const page = await listed(t);
  const heard = await page.locator('.run .line').first().ariaSnapshot();
  assert.match(heard, /Workflow task lands on\s+- code: "1\.1"\s+- text: 1 worker/);
});

test('landings follow an operation, and say for which build ID they wait', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  await openListed(page);
  assert.deepEqual(await lines(page, 'order-18'), [
    'Workflow task → 3.0 ◌ waits: no worker of 3.0',
  ]);
});

test('why is explained rule by rule, and folded again', async (t) => {
  const page = await listed(t);
  const why = page.getByRole('button', { name: 'Why: set default for order-17 › reserve' });
  await why.click();
  assert.equal(await why.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await page.locator('.line .why li').allTextContents(), [
    'There is no versioning intent and no task queue is named, so the TypeScript SDK asks to inherit.',
    "It inherits the workflow's build ID 1.0.",
    'On orders, the default of the version set of 1.0 is now 1.1.',
  ]);
  await why.click();
  assert.equal(await page.locator('.line .why').count(), 0);
});

test('an open explanation follows what is changed', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'Why: set default for order-17 › reserve' }).click();
  await close(page);
  await apply(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.1',
  });
  await openListed(page);
  assert.equal(
    await page.locator('.line .why li').last().textContent(),
    'On orders, the default of the version set of 1.0 is now 1.2.',
  );
});

/**
 * Opens the editor of order-17.
 *
 * @param {Page} page
 */
async function edit(page) {
  await page.getByRole('button', { name: 'Edit order-17' }).click();
  return page.getByRole('form', { name: 'Workflow order-17' });
}

test('a workflow is edited in place, and its landings follow at once', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  assert.equal(await focused(page), 'workflow-workflowId');
  await form.getByLabel('Build ID', { exact: true }).fill('2.0');
  assert.equal((await lines(page, 'order-17'))[0], 'Workflow task → 2.0 1 worker');
  await form.getByLabel('Runs on').selectOption('Unversioned workers');
  assert.equal(
    (await lines(page, 'order-17'))[0],
    'Workflow task → unversioned workers ◌ waits: no worker',
  );
});

test('intent, target queue and SDK of a command are edited in place', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  await form.getByLabel('SDK').selectOption('Java');
  await form.getByRole('button', { name: 'reserve activity' }).click();
  const reserve = form.getByRole('group', { name: 'reserve' });
  assert.equal((await lines(page, 'order-17'))[1], 'reserve activity → 2.0 1 worker');
  await reserve.getByLabel('Versioning intent').selectOption('Compatible');
  assert.equal(
    (await lines(page, 'order-17'))[1],
    'reserve activity, intent Compatible → 1.1 1 worker',
  );
  await reserve.getByLabel('Target queue').fill('payments');
  assert.equal(
    (await lines(page, 'order-17'))[1],
    'reserve activity, intent Compatible, queue payments → refused the workflow hangs',
  );
  await page.getByRole('button', { name: 'Why: other queue for order-17 › reserve' }).click();
  assert.equal(
    await page.locator('.line .why .message').textContent(),
    'BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.',
  );
});

test('commands are added and removed', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  await form.getByRole('button', { name: 'Remove charge' }).click();
  await form.getByRole('button', { name: 'Add next cron run' }).click();
  const found = await lines(page, 'order-17');
  assert.equal(found.length, 5);
  assert.equal(found[4], 'next cron run next cron run → 2.0 1 worker');
});

test('a command is unfolded to be edited, one at a time', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  const names = form.getByLabel('Name', { exact: true });
  assert.equal(await names.count(), 0);
  const ship = form.getByRole('button', { name: 'ship child workflow' });
  await form.getByRole('button', { name: 'reserve activity' }).click();
  await ship.click();
  assert.equal(await ship.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await names.evaluateAll(values), ['ship']);
  await ship.click();
  assert.equal(await names.count(), 0);
});

test('the unfolded command stays so when one before it is removed', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  await form.getByRole('button', { name: 'ship child workflow' }).click();
  await form.getByRole('button', { name: 'Remove reserve' }).click();
  assert.deepEqual(await form.getByLabel('Name', { exact: true }).evaluateAll(values), ['ship']);
});

test('a command that is added is unfolded', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  await form.getByRole('button', { name: 'Add activity' }).click();
  assert.deepEqual(await form.getByLabel('Name', { exact: true }).evaluateAll(values), [
    'activity',
  ]);
});

/** @param {Element[]} fields */
function values(fields) {
  return fields.map((field) => /** @type {HTMLInputElement} */ (field).value);
}

test('a wrong value is reported and kept, and changes nothing', async (t) => {
  const page = await listed(t);
  await edit(page);
  const id = page.locator('.editor').getByLabel('Workflow ID');
  await id.fill('order-18');
  assert.equal(
    await page.locator('.editor .problem').textContent(),
    'Another workflow has that ID already.',
  );
  assert.equal(await id.inputValue(), 'order-18');
  assert.equal(await page.getByRole('heading', { name: 'order-17' }).count(), 1);
  await id.fill('order-19');
  assert.equal(await page.locator('.editor .problem').textContent(), '');
  assert.equal(await page.getByRole('heading', { name: 'order-19' }).count(), 1);
});

test('edits of a workflow are undone together', async (t) => {
  const page = await listed(t);
  const form = await edit(page);
  await form.getByLabel('Workflow ID').pressSequentially('-x');
  await close(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await openListed(page);
  assert.deepEqual(await lines(page, 'order-17'), ORDER_17);
});

test('a workflow is added, ready to be named, and removed', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'Add workflow' }).click();
  assert.equal(await focused(page), 'workflow-workflowId');
  assert.deepEqual(await lines(page, 'workflow'), ['Workflow task → 2.0 1 worker']);
  await page.getByRole('button', { name: 'Remove workflow', exact: true }).click();
  assert.equal(await said(page), 'Removed workflow workflow.');
  assert.equal(await focused(page), 'add-workflow');
  assert.deepEqual(await lines(page, 'workflow'), []);
});

test('workflows are filtered by text and by what is wrong with them', async (t) => {
  const page = await listed(t);
  const ids = page.locator('.run h4');
  await page.getByRole('searchbox').fill('R-1');
  assert.deepEqual(await ids.allTextContents(), ['order-17', 'order-18']);
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('Show', { exact: true }).selectOption('Without a worker');
  assert.deepEqual(await ids.allTextContents(), ['order-3']);
  await page.getByLabel('Show', { exact: true }).selectOption('Refused by the server');
  assert.deepEqual(await ids.allTextContents(), []);
});

test('many workflows are grouped by where they land, folded, and shown a part at a time', async (t) => {
  const page = await listed(t, { url: serverUrl() + (await linkOf(bigDocument(), 0)) });
  const groups = page.locator('.group-head');
  assert.equal(await groups.count(), 10);
  assert.match((await groups.first().textContent())?.replace(/\s+/g, ' ') ?? '', /10 workflows →/);
  assert.equal(await page.locator('.run').count(), 0);
  await groups.first().click();
  assert.equal(await page.locator('.run').count(), 10);
});

test('what the filter hides is neither seen nor reached, and comes back without it', async (t) => {
  const page = await listed(t, { url: serverUrl() + (await linkOf(bigDocument(), 0)) });
  await page.locator('.group-head').first().click();
  const first = page.getByRole('button', { name: 'Edit order-0', exact: true });
  const element = await first.elementHandle();
  await page.getByRole('searchbox').fill('order-10');
  assert.equal(await first.count(), 0);
  assert.deepEqual(await page.locator('.run:visible h4').allTextContents(), [
    'order-10',
    'order-100',
  ]);
  await page.getByRole('searchbox').fill('order-100');
  assert.equal(await page.locator('.group-head:visible').count(), 0);
  assert.deepEqual(await page.locator('.run:visible h4').allTextContents(), ['order-100']);
  await page.getByRole('searchbox').fill('');
  assert.equal(await page.locator('.run:visible').count(), 10);
  const isSame = await first.evaluate((now, before) => now === before, element);
  assert.ok(isSame, 'it was made anew');
});

test('an editor that is filtered out does not get the focus of another', async (t) => {
  const page = await listed(t, { url: serverUrl() + (await linkOf(bigDocument(), 0)) });
  await page.locator('.group-head').first().click();
  await page.getByRole('button', { name: 'Edit order-0', exact: true }).click();
  await page.getByRole('searchbox').fill('order-100');
  await page.getByRole('button', { name: 'Edit order-100', exact: true }).click();
  assert.equal(await focused(page), 'workflow-workflowId');
  await page.keyboard.type('x');
  await page.getByRole('heading', { name: 'order-100x' }).waitFor();
});

/** @param {Page} page */
function workers(page) {
  return page
    .locator('.worker')
    .evaluateAll((all) =>
      all.map((worker) =>
        worker.querySelector('.worker-words')?.textContent?.replace(/\s+/g, ' ').trim(),
      ),
    );
}

const WORKERS = [
  'worker 1.0 is superseded by 1.1',
  "worker 1.1 receives its set's tasks",
  "worker 2.0 receives its set's tasks and new workflows",
];

test('each worker shows what its polls bring', async (t) => {
  const page = await listed(t);
  assert.deepEqual(await workers(page), WORKERS);
});

test('a superseded worker shows the message of the server', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'worker 1.0 is superseded' }).click();
  const why = page.locator('.worker .why');
  assert.equal(await why.locator('.code').textContent(), 'OUT_OF_RANGE');
  assert.equal(
    await why.locator('.message').textContent(),
    'Task queue has a newer compatible build: "1.1"',
  );
});

test('a worker is added with its build ID and flag, and changed', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'Add worker to orders' }).click();
  await page.keyboard.type('3.0');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'add-worker-orders');
  assert.equal(
    (await workers(page))[3],
    'worker 3.0 sits idle: the queue does not know its build ID',
  );
  await page.getByRole('button', { name: 'Edit worker 3.0' }).click();
  await page.getByLabel('Uses versioning').uncheck();
  await page.getByRole('button', { name: 'Done' }).click();
  assert.equal(
    (await workers(page))[3],
    'unversioned worker (build ID 3.0, not opted in) receives unversioned tasks only',
  );
  assert.equal((await lines(page, 'order-3'))[0], 'Workflow task → unversioned workers 1 worker');
});

test('a worker that opts in without a build ID is refused, and nothing is lost', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'Add worker to orders' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('first');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New worker of orders' });
  assert.notEqual(await page.locator('.editor .problem').textContent(), '');
  assert.equal(await form.getByLabel('Name').inputValue(), 'first');
  assert.deepEqual(await workers(page), WORKERS);
  await form.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await focused(page), 'add-worker-orders');
});

test('a worker is removed, and undo brings it back', async (t) => {
  const page = await listed(t);
  await page.getByRole('button', { name: 'Remove worker 1.0' }).click();
  assert.deepEqual(await workers(page), WORKERS.slice(1));
  assert.equal(await focused(page), 'add-worker-orders');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await workers(page), WORKERS);
});

test('a task queue is added, and removed as long as nothing names it', async (t) => {
  const page = await listed(t);
  await page.getByLabel('Name of a task queue to add').fill('mails');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Task queue mails' }).waitFor();
  await page.getByRole('button', { name: 'Remove from the plan mails' }).click();
  await page.getByRole('group', { name: 'Task queue orders' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Remove from the plan/ }).count(), 0);
});

test('a name of a task queue that is there already is refused at its field', async (t) => {
  const page = await listed(t);
  const field = page.getByLabel('Name of a task queue to add');
  await field.fill('orders');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#new-queue-problem').textContent(), 'It is there already.');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
});
