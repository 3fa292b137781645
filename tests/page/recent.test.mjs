/** The plans that were worked on last, on the start. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { EXAMPLES } from '../../www/examples.js';
import { keepPlan, recentPlans, titleOf } from '../../www/recent.js';
import {
  apply,
  exampleUrl,
  focused,
  openAbout,
  openPage,
  openStart,
  planName,
  planWhere,
  serverUrl,
  withoutStorage,
} from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {string} taskQueue @param {string} [name] @returns {import('../../pkg/index.js').RolloutDocument} */
const plan = (taskQueue, name) => ({
  version: 1,
  ...(name && { name }),
  taskQueues: [{ taskQueue, versionSets: [{ buildIds: ['1.0'] }] }],
});

/** @param {Page} page */
async function startOf(page) {
  await page.getByRole('button', { name: 'New plan' }).click();
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
}

/** @param {Page} page */
const titles = (page) => page.locator('.recent-plan').allTextContents();

/** @param {Page} page @param {import('../../pkg/index.js').RolloutDocument} document */
async function visit(page, document) {
  await page.goto(serverUrl() + (await linkOf(document, 0)));
  await planName(page).waitFor();
}

test('plans are listed newest first, by their names or queues, each once', async (t) => {
  const page = await openStart(t);
  assert.equal(await page.getByText('Recent plans').count(), 0);
  // The page keeps steps under another name.
  const friday = { ...plan('a', 'Friday'), steps: [] };
  for (const document of [friday, plan('b'), friday]) {
    await visit(page, document);
  }
  await startOf(page);
  assert.deepEqual(
    (await titles(page)).map((title) => title.trim()),
    ['Friday', 'b'],
  );
});

test('a plan follows its changes, also of its name and after a reload', async (t) => {
  const page = await openPage(t, {
    url: serverUrl() + (await linkOf(plan('orders', 'Friday'), 0)),
  });
  await apply(page, 'newDefault', { 'Task queue': 'orders', 'New build ID': '3.0' });
  await planWhere(page, ({ step }) => step === 1);
  await page.reload();
  const dialog = await openAbout(page);
  await dialog.getByLabel('Name', { exact: true }).fill('Monday');
  await planWhere(page, ({ document }) => document.name === 'Monday');
  await page.keyboard.press('Escape');
  await startOf(page);
  assert.deepEqual(
    (await titles(page)).map((title) => title.trim()),
    ['Monday'],
  );
  await page.getByRole('button', { name: 'Monday', exact: true }).click();
  const { document, step } = await planWhere(page, () => true);
  assert.equal(step, 1);
  assert.equal(document.operations?.length, 1);
});

test('an example is none of the user’s plans until it is changed', async (t) => {
  const [example] = EXAMPLES.values();
  const page = await openPage(t);
  await startOf(page);
  await page.getByRole('button', { name: example.name }).click();
  await planWhere(page, ({ document }) => document.name === example.name);
  await startOf(page);
  assert.deepEqual(await titles(page), []);
  await page.goto(await exampleUrl());
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  await planWhere(page, ({ step }) => step === 2);
  await startOf(page);
  assert.deepEqual(
    (await titles(page)).map((title) => title.trim()),
    ['Ship 2.0 of orders'],
  );
});

test('a plan is deleted, and stays so', async (t) => {
  const page = await openStart(t);
  await visit(page, plan('a', 'Friday'));
  await visit(page, plan('b', 'Monday'));
  await startOf(page);
  await page.getByRole('button', { name: 'Delete Monday' }).click();
  await page.getByRole('status').filter({ hasText: 'Deleted: Monday' }).waitFor();
  assert.equal(await focused(page), 'recent');
  await page.reload();
  await page.getByText('Recent plans').waitFor();
  assert.deepEqual(
    (await titles(page)).map((title) => title.trim()),
    ['Friday'],
  );
});

test('at most a dozen are kept', async (t) => {
  const page = await openStart(t);
  for (let number = 1; number <= 13; number++) await visit(page, plan(`q${number}`));
  await startOf(page);
  const shown = (await titles(page)).map((title) => title.trim());
  assert.deepEqual([shown.length, shown[0], shown.at(-1)], [12, 'q13', 'q2']);
});

test('where the browser keeps nothing, or something else stands there, there are none', async (t) => {
  const page = await openPage(t, { viewport: { width: 1440, height: 900 }, url: serverUrl() });
  await page.evaluate(() => localStorage.setItem('worker-versioning plans', '{"odd'));
  await visit(page, plan('a', 'Friday'));
  await startOf(page);
  assert.deepEqual(
    (await titles(page)).map((title) => title.trim()),
    ['Friday'],
  );
  await withoutStorage(page);
  await visit(page, plan('a', 'Friday'));
  await startOf(page);
  assert.equal(await page.getByText('Recent plans').count(), 0);
});

test('without a browser, too, nothing is kept, and that is no error', () => {
  assert.deepEqual(recentPlans(), []);
  assert.equal(keepPlan({ plan: 'x', document: plan('a'), step: 0 }), false);
});

test('where there is not room for all, the oldest go, and one too large is not kept', (t) => {
  const store = new Map();
  const size = () => [...store.values()].reduce((sum, text) => sum + text.length, 0);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (/** @type {string} */ key) => store.get(key) ?? null,
      removeItem: (/** @type {string} */ key) => store.delete(key),
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => {
        const before = store.get(key);
        store.set(key, text);
        if (size() <= 500) return;
        if (before === undefined) store.delete(key);
        else store.set(key, before);
        throw new DOMException('full', 'QuotaExceededError');
      },
    },
  });
  t.after(() => Reflect.deleteProperty(globalThis, 'localStorage'));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    assert.equal(keepPlan({ plan: name, document: plan(name), step: 0 }), true);
  }
  const kept = recentPlans().map(({ plan }) => plan);
  assert.equal(kept[0], 'f');
  assert.ok(kept.length > 1 && kept.length < 6, `${kept}`);
  assert.equal(keepPlan({ plan: 'g', document: plan('g'.repeat(600)), step: 0 }), false);
  assert.deepEqual(
    recentPlans().map(({ plan }) => plan),
    kept,
  );
});

test('a plan without a name is called by its queues', () => {
  assert.equal(titleOf(plan('a')), 'a');
  assert.equal(
    titleOf({ version: 1, taskQueues: [{ taskQueue: 'a' }, { taskQueue: 'b' }] }),
    'a and 1 more',
  );
  assert.equal(titleOf({ version: 1 }), 'Untitled plan');
});
