/** The rules behind where something goes: numbered, beside the picture, and closed in every way that people try. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, PATCH } from './plans.mjs';
import { compose, focused, openPage } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const ROW = /Running on 1\.0/;

/** @param {import('node:test').TestContext} t */
async function opened(t) {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
  await page.getByRole('button', { name: 'Why Running on 1.0' }).click();
  await page.locator('.why-band').waitFor();
  return page;
}

test('the rules are numbered, and the last says why it waits, with the message of the server', async (t) => {
  const page = await opened(t);
  const reasons = page.locator('.reasons > li');
  assert.deepEqual(await reasons.locator('.reason-number').allTextContents(), ['1', '2', '3', '4']);
  assert.equal(await page.locator('.reasons > .obstacle .reason-number').textContent(), '4');
  assert.equal(
    await reasons.last().locator('.message').textContent(),
    'Task queue has a newer compatible build: "1.2"',
  );
  assert.equal(await focused(page), 'why');
});

/** @type {[string, (page: Page) => Promise<unknown>][]} */
const WAYS = [
  ['Esc', (page) => page.keyboard.press('Escape')],
  ['its button', (page) => page.getByRole('button', { name: 'Close the rules' }).click()],
  ['Back', (page) => page.goBack()],
  ['the same once more', (page) => page.getByRole('row', { name: ROW }).getByText('Why').click()],
];

for (const [what, close] of WAYS) {
  test(`the rules are closed by ${what}, and the page is as before`, async (t) => {
    const page = await opened(t);
    await close(page);
    await page.locator('.why-band').waitFor({ state: 'detached' });
    assert.match((await page.getByRole('heading', { level: 1 }).textContent()) ?? '', /would wait/);
    if (what !== 'Back') assert.match((await focused(page)) ?? '', /^row-orders-/);
  });
}

test('rules of another step are not shown', async (t) => {
  const page = await opened(t);
  await page.locator('[data-focus="step-0"]').click();
  assert.equal(await page.locator('.why-band').count(), 0);
});
