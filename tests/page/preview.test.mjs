/** What is composed is shown as the step that it would be, before it is one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyButton, compose, composerText, openPage } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
function verdict(page) {
  return page.getByRole('heading', { level: 1 }).textContent();
}

/** @param {Page} page */
function shownStep(page) {
  return page.locator('[aria-current="step"]').first().textContent();
}

/**
 * @param {Page} page
 * @param {string} buildId
 */
function version(page, buildId) {
  return page.locator(`[data-focus="build-id-orders-${buildId}"]`);
}

test('the picture, the verdict and the steps show what is composed, and the plan stays as it is', async (t) => {
  const page = await openPage(t);
  const [before, address] = [await verdict(page), page.url()];
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.equal(await version(page, '3.0').count(), 1);
  assert.notEqual(await verdict(page), before);
  assert.match((await shownStep(page)) ?? '', /Add 3\.0/);
  assert.equal(page.url(), address);
  await page.getByRole('button', { name: 'Discard' }).click();
  assert.equal(await version(page, '3.0').count(), 0);
  assert.equal(await verdict(page), before);
});

/** @type {[string, (page: Page) => Promise<void>][]} */
const NOT_COMPOSED = [
  [
    'a value is empty',
    (page) =>
      compose(page, 'compatible', { 'New build ID': '1.2', 'Existing compatible build ID': '' }),
  ],
  [
    'a build ID is not known',
    (page) => compose(page, 'promoteSet', { 'Any build ID of the set': '1' }),
  ],
  ['a command is half typed', (page) => composerText(page).fill('temporal task-queue update-b')],
];

for (const [name, begin] of NOT_COMPOSED) {
  test(`while ${name}, the step of the plan stays on the screen`, async (t) => {
    const page = await openPage(t);
    const before = [await verdict(page), await shownStep(page)];
    await begin(page);
    assert.deepEqual([await verdict(page), await shownStep(page)], before);
  });
}

test('a value that is edited changes what is shown', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await page.getByRole('combobox', { name: /^--build-id/ }).fill('4.0');
  assert.equal(await version(page, '3.0').count(), 0);
  assert.equal(await version(page, '4.0').count(), 1);
});

test('what is composed is read out once the typing pauses', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  const words = (await verdict(page))?.replace(/\s+/g, ' ').trim() ?? '';
  await page.getByRole('status').filter({ hasText: words }).waitFor();
});

test('nothing is to be applied before something is composed', async (t) => {
  const page = await openPage(t);
  assert.equal(await applyButton(page).count(), 0);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.equal(await applyButton(page).count(), 1);
});
