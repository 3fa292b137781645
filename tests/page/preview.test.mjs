/** What an operation would do is shown before it is applied. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, EXAMPLE, openPage, shownSets } from './support.mjs';

/** @param {import('playwright-core').Locator} locator */
async function texts(locator) {
  return (await locator.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
}

test('sets are shown before and after, and what is new is marked', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  const [before, after] = await texts(page.locator('.before-after > div'));
  assert.equal(before, 'orders before 1.0 1.1 Set default 2.0 Set default Queue default');
  assert.equal(
    after,
    'After 1.0 1.1 Set default 2.0 Set default 3.0 new Set default Queue default',
  );
  assert.deepEqual(await shownSets(page), EXAMPLE, 'nothing is applied');
});

test('everything that moves is listed, from where to where', async (t) => {
  const page = await openPage(t);
  await compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
  const preview = page.locator('.preview');
  await preview.getByRole('heading', { name: '3 landings move' }).waitFor();
  assert.deepEqual(await texts(preview.locator('.from-to')), ['1.1 → moves to 1.2']);
  assert.deepEqual(await texts(preview.locator('.moves .subjects li')), [
    'order-17',
    'order-17 › reserve',
    'order-17 › ship',
  ]);
});

test('new workflows, children and next runs that take the default move with it', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.deepEqual(await texts(page.locator('.moves .subjects li')), [
    'new workflows on orders',
    'order-17 › next month',
    'order-18',
    'order-3 › next month',
  ]);
});

test('landings without a worker come first when the operation brings them about', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  const warning = page.locator('.preview .warning');
  await warning.getByRole('heading', { name: '5 landings without a worker' }).waitFor();
  assert.deepEqual(await texts(warning.locator('p')), [
    'No worker here polls for 3.0 on orders:',
    'No worker here polls for unversioned workers on orders, as before:',
  ]);
});

test('workers that would be superseded are listed, with the message of the server', async (t) => {
  const page = await openPage(t);
  await compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
  const workers = await texts(page.locator('.polls > li'));
  assert.deepEqual(workers, [
    'worker 1.0: is superseded by 1.2 (before: is superseded by 1.1) OUT_OF_RANGE: Task queue has a newer compatible build: "1.2"'.replace(
      'v1.2',
      '1.2',
    ),
    'worker 1.1: is superseded by 1.2 (before: receives its set\'s tasks) OUT_OF_RANGE: Task queue has a newer compatible build: "1.2"',
  ]);
});

test('workers that would begin to receive are listed', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteSet', { 'Any build ID of the set': '1.0' });
  const workers = await texts(page.locator('.polls > li'));
  assert.deepEqual(workers, [
    "worker 1.1: receives its set's tasks and new workflows (before: receives its set's tasks)",
    "worker 2.0: receives its set's tasks (before: receives its set's tasks and new workflows)",
  ]);
});

test('later steps that would have a different result are named', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Start' }).click();
  await compose(page, 'newDefault', { 'New build ID': '2.0' });
  const warning = page.locator('.preview .warning').filter({ hasText: 'Later steps' });
  assert.deepEqual(await texts(warning.locator('li')), [
    'Step 1, add 2.0 in a new default set: unchanged: the queue is as it asks already',
  ]);
});

test('nothing is shown before something is composed', async (t) => {
  const page = await openPage(t);
  assert.equal(await page.locator('.before-after').count(), 0);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.equal(await page.locator('.before-after').count(), 1);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.locator('.before-after').count(), 0);
});

test('what is composed is read out once the typing pauses', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await page
    .getByRole('status')
    .filter({
      hasText: '4 landings move. 1 hazard, which stops work; 5 landings without a worker.',
    })
    .waitFor();
});
