/** The address holds the plan: links, reload, back and forward. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import {
  apply,
  focused,
  openPage,
  openStart,
  planName,
  planWhere,
  serverUrl,
  shownSteps,
  withoutStorage,
} from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [{ taskQueue: 'billing', versionSets: [{ buildIds: ['b1'] }] }],
  operations: [
    { taskQueue: 'billing', operation: 'addNewIdInNewDefaultSet', buildId: 'b2' },
    { taskQueue: 'billing', operation: 'promoteSetByBuildId', buildId: 'b1' },
  ],
};

test('an empty address opens the start', async (t) => {
  const page = await openStart(t);
  assert.equal(new URL(page.url()).hash, '');
  assert.equal(await page.locator('.example-mark').count(), 0);
});

test('a link shows its document, at its step', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(DOCUMENT, 1)) });
  assert.equal(
    (await shownSteps(page)).findIndex((step) => step.startsWith('*')),
    1,
  );
  assert.equal((await planWhere(page, () => true)).step, 1);
});

/** @param {Page} page @param {string} buildId */
async function add(page, buildId) {
  await apply(page, 'newDefault', { 'New build ID': buildId });
  return planWhere(page, ({ document }) =>
    JSON.stringify(document.operations?.at(-1)).includes(`"${buildId}"`),
  );
}

/** @param {Page} page */
const stepsShown = (page) => page.locator('.timeline [data-focus^="step-"]').count();

test('the address follows every change, and a reload shows the same', async (t) => {
  const page = await openPage(t);
  const { document, step } = await add(page, '3.0');
  assert.equal(step, 2);
  assert.equal(document.operations?.length, 2);
  const steps = await shownSteps(page);
  await page.reload();
  await planName(page).waitFor();
  assert.deepEqual(await shownSteps(page), steps);
});

test('the current step can be linked to', async (t) => {
  const page = await openPage(t);
  await page.locator('[data-focus="step-0"]').click();
  await planWhere(page, ({ step }) => step === 0);
});

test('back and forward go through the changes', async (t) => {
  const page = await openPage(t);
  const start = await stepsShown(page);
  await add(page, '3.0');
  await add(page, '4.0');
  await page.goBack();
  await planWhere(page, ({ step }) => step === 2);
  assert.equal(await stepsShown(page), start + 1);
  await page.goBack();
  await planWhere(page, ({ step }) => step === 1);
  assert.equal(await stepsShown(page), start);
  await page.goForward();
  await planWhere(page, ({ step }) => step === 2);
  assert.equal(await stepsShown(page), start + 1);
});

test('back to a place of before a reload works too', async (t) => {
  const page = await openPage(t);
  const start = await stepsShown(page);
  await add(page, '3.0');
  await page.reload();
  await planName(page).waitFor();
  await page.goBack();
  await page.locator(`[data-focus="step-${start}"]`).waitFor({ state: 'detached' });
  assert.equal(await stepsShown(page), start);
});

test('a new plan is an empty address, and undo brings back what was there', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await page.getByRole('button', { name: 'New plan' }).click();
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
  await page.waitForURL(serverUrl());
  assert.equal(await focused(page), 'start-text');
  await page.goBack();
  await page.waitForURL(before);
  await page.locator('.example-mark').waitFor();
});

/** @type {[string, (link: string) => string, RegExp][]} */
const BAD_LINKS = [
  ['damaged', (link) => link.slice(0, -9), /The link could not be read\. This link is damaged/],
  ['newer', (link) => link.replace('#1.', '#9.'), /made by a later version/],
  ['foreign', () => '#top', /The link could not be read\. This link is damaged/],
  ['kept elsewhere', () => '#kept.abc.1', /This plan is not here\. .* Open its file/],
];

for (const [kind, change, words] of BAD_LINKS) {
  test(`a ${kind} link says so, above the start`, async (t) => {
    const link = change(await linkOf(DOCUMENT, 1));
    const page = await openStart(t, { url: serverUrl() + link });
    assert.match((await page.locator('.dismissable').textContent()) ?? '', words);
    assert.ok(page.url().endsWith(link), 'the link is kept');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await page.locator('.dismissable').count(), 0);
  });

  test(`a ${kind} link that is opened in the page takes nothing away`, async (t) => {
    const page = await openPage(t);
    await add(page, '3.0');
    const steps = await shownSteps(page);
    const link = change(await linkOf(DOCUMENT, 1));
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    await page.locator('.dismissable').waitFor();
    assert.deepEqual(await shownSteps(page), steps);
  });
}

test('a link that holds something else than a plan says what is wrong with it', async (t) => {
  const odd = /** @type {any} */ ({ version: 1, workers: [{ taskQueue: 7 }] });
  const page = await openStart(t, { url: serverUrl() + (await linkOf(odd, 0)) });
  assert.match(
    (await page.locator('.dismissable').textContent()) ?? '',
    /The link holds no plan\. workers\[0\]\.taskQueue: expected string, got number/,
  );
});

test('another link opened in the page is shown, and undo brings back what was there', async (t) => {
  const page = await openPage(t);
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    await linkOf(DOCUMENT, 2),
  );
  await page.locator('[data-focus="step-2"]').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await planWhere(page, ({ document }) => document.name === 'Ship 2.0 of orders');
});

/** A plan whose link is longer than some programs take. */
const LARGE = {
  ...DOCUMENT,
  name: 'Large',
  workers: Array.from({ length: 200 }, (_, index) => ({
    taskQueue: 'billing',
    buildId: createHash('sha256').update(`${index}`).digest('hex'),
  })),
};

test('a plan that is too large for an address is kept beside it, which is said once', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(LARGE, 1)) });
  await page.locator('[data-focus="step-0"]').click();
  await page.waitForURL(/#kept\.\w+\.0$/);
  assert.ok(page.url().length < 2000);
  const note = page.locator('.dismissable');
  assert.match((await note.textContent()) ?? '', /too large for an address.*kept in this browser/);
  const download = page.waitForEvent('download');
  await note.getByRole('button', { name: 'Save' }).click();
  assert.equal((await download).suggestedFilename(), 'large.json');
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await page.locator('[data-focus="step-2"]').click();
  await page.waitForURL(/#kept\.\w+\.2$/);
  assert.equal(await note.count(), 0);
  const steps = await shownSteps(page);
  await page.reload();
  await planName(page).filter({ hasText: 'Large' }).waitFor();
  assert.deepEqual(await shownSteps(page), steps);
  await page.goBack();
  await page.waitForURL(/#kept\.\w+\.0$/);
  await page.locator('[data-focus="step-0"][aria-current]').waitFor();
  assert.equal(await note.count(), 0);
});

test('where the browser keeps nothing, the address holds a plan of any size', async (t) => {
  const page = await openPage(t, { viewport: { width: 1440, height: 900 }, url: serverUrl() });
  await withoutStorage(page);
  await page.goto(serverUrl() + (await linkOf(LARGE, 1)));
  await page.locator('[data-focus="step-0"]').click();
  const { document, step } = await planWhere(page, ({ step }) => step === 0);
  assert.deepEqual([document, step], [LARGE, 0]);
});
