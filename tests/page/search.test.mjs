/** One search over task queues, build IDs and workflows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bigDocument } from './big.mjs';
import { addressOf, PATCH } from './plans.mjs';
import { focused, openPage } from './support.mjs';

/** @param {import('playwright-core').Page} page */
function found(page) {
  return page.getByRole('list', { name: 'Found' }).getByRole('button');
}

test('a key leads to the search, and queues, build IDs and workflows are found by a part of their names', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'search');
  await page.keyboard.type('pay');
  assert.deepEqual(
    (await found(page).allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
    ['payments task queue', 'payment workflow on payments'],
  );
  await page.getByLabel('Search queues').fill('1.1');
  assert.deepEqual(
    (await found(page).allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
    ['1.1 build ID on orders'],
  );
});

test('a workflow that is found shows why its group goes where it goes', async (t) => {
  const page = await openPage(t, { url: await addressOf(bigDocument(), 1) });
  await page.getByLabel('Search queues').fill('order-537');
  await page.keyboard.press('Enter');
  await page.locator('.why-band').waitFor();
  assert.equal(await page.getByLabel('Search queues').inputValue(), '');
});

test('a queue that is found unfolds', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await page.getByLabel('Search queues').fill('payments');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'queue-payments');
  assert.equal(
    await page.locator('[data-focus="queue-payments"]').getAttribute('aria-expanded'),
    'true',
  );
});

test('what is not there is said not to be, and Esc ends the search', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await page.getByLabel('Search queues').fill('zzz');
  await page.getByText('Nothing here has that in its name.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByLabel('Search queues').inputValue(), '');
  assert.equal(await page.locator('.found').count(), 0);
});

test('many that are found are counted', async (t) => {
  const page = await openPage(t, { url: await addressOf(bigDocument(), 1) });
  await page.getByLabel('Search queues').fill('order');
  await page.getByText('and 995 more: type more of the name').waitFor();
});

test('on a phone, the search opens over the head of the plan', async (t) => {
  const page = await openPage(t, {
    url: await addressOf(PATCH),
    viewport: { width: 390, height: 844 },
  });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  assert.equal(await focused(page), 'search');
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'queue-orders');
});
