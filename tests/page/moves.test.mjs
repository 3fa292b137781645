/** The table: what moves first, from where to where, and who takes it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bigDocument } from './big.mjs';
import { addressOf, PATCH } from './plans.mjs';
import { compose, openPage } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
function rows(page) {
  return page.locator('.moves tbody tr:visible').evaluateAll((all) =>
    all.map((row) =>
      [...row.children]
        .slice(0, 4)
        .map((cell) => (cell.querySelector('.row-name') ?? cell).textContent)
        .map((text) => text?.replace(/\s+/g, ' ').trim())
        .join(' | '),
    ),
  );
}

/** @param {Page} page */
function composeFix(page) {
  return compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
}

test('what moves comes first, with where it went, where it goes and who takes it', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await composeFix(page);
  assert.deepEqual(await rows(page), [
    'Running on 1.0 | 1,532 | from 1.1 → to 1.2 | Nobody polls for 1.2',
    'New workflows |  | stays 2.0 | 6 workers of 2.0',
    'Running on 2.0 | 87 | stays 2.0 | 6 workers of 2.0',
    'Running, unversioned | 14 | stays unversioned | 1 unversioned worker',
  ]);
  await page.getByRole('columnheader', { name: '1 group moves' }).waitFor();
});

test('only what moves is shown when that is asked for', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await composeFix(page);
  await page.getByLabel('Moved only').check();
  assert.equal((await rows(page)).length, 1);
  await page.getByLabel('Moved only').uncheck();
  assert.equal((await rows(page)).length, 4);
});

test('what the workflows start is unfolded below them', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await composeFix(page);
  await page.getByRole('button', { name: 'What Running on 1.0 start' }).click();
  const [, ...below] = await rows(page);
  assert.match(below[0], /^Activities/);
  assert.match(below[0], /p1/);
});

test('a name has the same colour in the table as in the picture, at every step', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  const colour = async () => {
    const row = page.getByRole('row', { name: /Running on 2\.0/ });
    return row.locator('.swatch').evaluate((swatch) => getComputedStyle(swatch).backgroundColor);
  };
  const before = await colour();
  await compose(page, 'promoteSet', { 'Any build ID of the set': '1.0' });
  assert.equal(await colour(), before);
});

test('queues that the step does not touch take one line each, which unfolds', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  const lines = page.locator('.queue-line > button');
  assert.deepEqual(
    (await lines.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
    ['payments version sets · 1 build ID · 412 running nothing changes'],
  );
  await lines.click();
  assert.equal(await lines.getAttribute('aria-expanded'), 'true');
  await page.getByRole('row', { name: /Running on p1/ }).waitFor();
});

test('of ten queues, a thousand build IDs and workflows, only what the step touches is drawn', async (t) => {
  const page = await openPage(t, { url: await addressOf(bigDocument(), 1) });
  // Queue 9 asks for activities on the queue that changes.
  assert.equal(await page.locator('.queue-line').count(), 8);
  assert.ok((await rows(page)).length < 30, 'too many rows');
});

test('on a phone, the rows that stay are counted, and unfold', async (t) => {
  const page = await openPage(t, {
    url: await addressOf(PATCH),
    viewport: { width: 390, height: 844 },
  });
  await composeFix(page);
  assert.equal((await rows(page)).length, 1);
  // What it starts is shown with it, wherever that goes.
  await page.getByRole('button', { name: 'What Running on 1.0 start' }).click();
  const [, ...below] = (await rows(page)).map((row) => row.split(' | ')[0]);
  assert.deepEqual(below, ['Activities on payments', 'Children']);
  await page.getByRole('button', { name: 'What Running on 1.0 start' }).click();
  await page.getByText('3 more stay where they are').waitFor();
  await page.getByRole('button', { name: 'Show what stays' }).click();
  assert.equal((await rows(page)).length, 4);
});

test('the table takes the place of the picture, and gives it back', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  const picture = page.locator('.queue svg[role], .queue svg').first();
  await picture.waitFor();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  assert.equal(await page.locator('.queue .picture').count(), 0);
  await page.keyboard.press('t');
  await picture.waitFor();
});
