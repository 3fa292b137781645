/** One verdict on each step, with its number and what to do first, and nothing said twice. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, PATCH } from './plans.mjs';
import { apply, compose, openPage } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Parameters<typeof compose>[2]} */
const FIX = { 'New build ID': '1.2', 'Existing compatible build ID': '1.0' };

/**
 * @param {Page} page
 * @returns {Promise<string[]>} its two lines
 */
async function verdict(page) {
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  const detail = await page.locator('.verdict-detail > span').first().textContent();
  return [title, detail].map((text) => text?.replace(/\s+/g, ' ').trim() ?? '');
}

test('a composed step says how many would wait, and what to start first', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'compatible', FIX);
  assert.deepEqual(await verdict(page), [
    '1,532 would wait: start a worker of 1.2 on orders first',
    '1,532 move from 1.1 to 1.2 at their next task. New workflows and 101 running ones stay.',
  ]);
});

test('the same step says the same when it is in the plan', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'compatible', FIX);
  const composed = await verdict(page);
  await apply(page, 'compatible', FIX);
  await page.locator('[data-focus="step-2"][aria-current]').waitFor();
  assert.deepEqual(await verdict(page), composed);
});

test('a step that is opened by its link shows what it moves', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH, 1) });
  const [title] = await verdict(page);
  assert.match(title, /^New workflows go to 2\.0/);
  const row = page.getByRole('row', { name: /New workflows/ });
  assert.match((await row.textContent()) ?? '', /1\.1\s*→\s*to\s*2\.0/);
});

test('"no hazards" and "waits" are never said together', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  for (const buildId of ['1.0', '2.0']) {
    await compose(page, 'promoteSet', { 'Any build ID of the set': buildId });
    const text = (await page.locator('.content').textContent()) ?? '';
    assert.equal(/no hazards/i.test(text) && /waits?\b/i.test(text), false);
  }
});

test('a step that changes nothing says so, with no sign', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'promoteSet', { 'Any build ID of the set': '2.0' });
  assert.deepEqual(await verdict(page), ['Nothing moves', 'orders is already as this step asks.']);
  assert.equal(await page.locator('.verdict > .sign').count(), 0);
});

test('a refused step shows the message of the server once, and what to do instead', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'newDefault', { 'New build ID': '1.0' });
  const [, detail] = await verdict(page);
  assert.equal(detail, 'version 1.0 already exists');
  const text = (await page.locator('.content').textContent()) ?? '';
  assert.equal(text.split('version 1.0 already exists').length, 2);
  await page.getByRole('button', { name: /^Try: / }).click();
  await page.locator('.verdict:not(.refused)').waitFor();
});

test('what else there is to know opens below the verdict', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  const more = page.getByRole('button', { name: /more to know$/ });
  const count = Number(/\d+/.exec((await more.textContent()) ?? '')?.[0]);
  assert.equal(await page.locator('.further').count(), 0);
  await more.click();
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('.further > li').count(), count);
});

test('no sentence stands twice', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await compose(page, 'compatible', FIX);
  const sentences = await page.locator('.content').evaluate((content) =>
    /** @type {HTMLElement} */ (content).innerText
      .split(/\n/)
      .map((line) => line.trim())
      .filter((line) => line.split(' ').length > 5),
  );
  assert.deepEqual(sentences.length, new Set(sentences).size, sentences.join('\n'));
});

test('later steps that would have another result are named', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH, 0) });
  await compose(page, 'compatible', {
    'New build ID': '2.0',
    'Existing compatible build ID': '1.0',
  });
  await page.getByRole('button', { name: /more to know$/ }).click();
  assert.match(
    (await page.locator('.further').textContent()) ?? '',
    /Step 1, Add 2\.0 as default, would have another result/,
  );
});
