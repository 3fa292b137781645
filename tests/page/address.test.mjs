/** The address holds the plan: links, reload, back and forward. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf, readLink } from '../../pkg/link.js';
import {
  apply,
  EXAMPLE,
  nextAddress,
  openPage,
  serverUrl,
  shownSets,
  shownSteps,
} from './support.mjs';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [{ taskQueue: 'billing', versionSets: [{ buildIds: ['b1'] }] }],
  operations: [
    { taskQueue: 'billing', operation: 'addNewIdInNewDefaultSet', buildId: 'b2' },
    { taskQueue: 'billing', operation: 'promoteSetByBuildId', buildId: 'b1' },
  ],
};

test('a link shows its document, at its step', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(DOCUMENT, 1)) });
  assert.deepEqual(await shownSets(page, 'billing'), ['[*b1]', '[*b2] queue default']);
  assert.equal(
    (await shownSteps(page)).findIndex((step) => step.startsWith('*')),
    1,
  );
});

test('the address follows every change, and a reload shows the same', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  const { document, step } = await readLink(new URL(await nextAddress(page, before)).hash);
  assert.equal(step, 2);
  assert.equal(document.operations?.length, 2);
  const sets = await shownSets(page);
  await page.reload();
  await page.getByRole('group', { name: 'Plan' }).waitFor();
  assert.deepEqual(await shownSets(page), sets);
});

test('the current step can be linked to', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await page.getByRole('button', { name: 'Start' }).click();
  assert.equal((await readLink(new URL(await nextAddress(page, before)).hash)).step, 0);
});

test('back and forward go through the changes', async (t) => {
  const page = await openPage(t);
  const start = page.url();
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  const one = await nextAddress(page, start);
  await apply(page, 'newDefault', { 'New build ID': '4.0' });
  await nextAddress(page, one);
  await page.goBack();
  assert.equal((await shownSets(page)).length, 3);
  await page.goBack();
  assert.deepEqual(await shownSets(page), EXAMPLE);
  await page.goForward();
  assert.equal((await shownSets(page)).length, 3);
});

test('back to a place of before a reload works too', async (t) => {
  const page = await openPage(t);
  const start = page.url();
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  await nextAddress(page, start);
  await page.reload();
  await page.getByRole('group', { name: 'Plan' }).waitFor();
  await page.goBack();
  await page.locator('[data-focus="build-id-orders-3.0"]').waitFor({ state: 'detached' });
  assert.deepEqual(await shownSets(page), EXAMPLE);
});

test('what is typed into one field is one place to go back to', async (t) => {
  const page = await openPage(t);
  const start = page.url();
  await page.getByLabel('Name', { exact: true }).pressSequentially('Ship it');
  await nextAddress(page, start);
  const { document } = await readLink(new URL(page.url()).hash);
  assert.equal(document.operations?.[0].name, 'Ship it');
});

/** @type {[string, (link: string) => string, RegExp][]} */
const BAD_LINKS = [
  ['damaged', (link) => link.slice(0, -9), /The link could not be read\. This link is damaged/],
  ['newer', (link) => link.replace('#1.', '#9.'), /made by a later version/],
  ['foreign', () => '#top', /The link could not be read\. This link is damaged/],
];

for (const [kind, change, words] of BAD_LINKS) {
  test(`a ${kind} link says so, and shows the example`, async (t) => {
    const link = change(await linkOf(DOCUMENT, 1));
    const page = await openPage(t, { url: serverUrl() + link });
    assert.match((await page.locator('.dismissable').textContent()) ?? '', words);
    assert.deepEqual(await shownSets(page), EXAMPLE);
    assert.ok(page.url().endsWith(link), 'the link is kept');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await page.locator('.dismissable').count(), 0);
  });

  test(`a ${kind} link that is opened in the page takes nothing away`, async (t) => {
    const page = await openPage(t);
    const before = page.url();
    await apply(page, 'newDefault', { 'New build ID': '3.0' });
    await nextAddress(page, before);
    const link = change(await linkOf(DOCUMENT, 1));
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    await page.locator('.dismissable').waitFor();
    assert.equal((await shownSets(page)).length, 3);
  });
}

test('a link that holds something else than a plan says what is wrong with it', async (t) => {
  const odd = /** @type {any} */ ({ version: 1, workers: [{ taskQueue: 7 }] });
  const page = await openPage(t, { url: serverUrl() + (await linkOf(odd, 0)) });
  assert.match(
    (await page.locator('.dismissable').textContent()) ?? '',
    /The link holds no plan\. workers\[0\]\.taskQueue: expected string, got number/,
  );
  assert.deepEqual(await shownSets(page), EXAMPLE);
});

test('another link opened in the page is shown, and undo brings back what was there', async (t) => {
  const page = await openPage(t);
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    await linkOf(DOCUMENT, 2),
  );
  await page.getByRole('article', { name: 'Task queue billing' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSets(page), EXAMPLE);
});

test('a copied link leads to the step', async (t) => {
  const page = await openPage(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy link to this step' }).click();
  await page.getByRole('status').filter({ hasText: 'The link is copied.' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal((await readLink(new URL(copied).hash)).step, 1);
});
