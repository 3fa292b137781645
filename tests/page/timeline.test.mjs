/** Steps: undone, redone, gone to, named, put in between, deleted. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  apply,
  applyButton,
  compose,
  EXAMPLE,
  focused,
  openPage,
  said,
  shownRefusal,
  shownSets,
  shownSteps,
} from './support.mjs';

const FIRST = 'add 2.0 in a new default set';

/**
 * @param {import('playwright-core').Page} page
 * @param {string} buildId
 */
function add(page, buildId) {
  return apply(page, 'newDefault', { 'New build ID': buildId });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} step
 */
function goTo(page, step) {
  return page.locator(`[data-focus="step-${step}"]`).click();
}

test('an operation becomes a step, and the current one', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  assert.deepEqual(await shownSteps(page), ['Start', FIRST, '*add 3.0 in a new default set']);
});

test('any step can be gone to, by pointer and by keyboard', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  assert.deepEqual(await shownSteps(page), ['*Start', FIRST]);
  assert.deepEqual(await shownSets(page), ['[1.0 *1.1] queue default']);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await shownSteps(page), ['Start', `*${FIRST}`]);
  assert.deepEqual(await shownSets(page), EXAMPLE);
  assert.equal(await focused(page), 'step-1');
});

test('undo and redo, by pointer: the focus stays and what happened is read out', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSets(page), EXAMPLE);
  assert.equal(await said(page), 'Undone: Step 2: add 3.0 in a new default set.');
  assert.equal(await focused(page), 'undo');
  await page.getByRole('button', { name: 'Redo' }).click();
  assert.deepEqual(await shownSets(page), [
    ...EXAMPLE.slice(0, 1),
    '[*2.0]',
    '[*3.0] queue default',
  ]);
});

test('undo and redo, by keyboard', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await shownSets(page), EXAMPLE);
  await page.keyboard.press('Control+Shift+z');
  assert.equal((await shownSets(page)).length, 3);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  assert.equal((await shownSets(page)).length, 3);
});

test('in a field, the keys for undo are those of the field', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.getByLabel('New build ID').focus();
  await page.keyboard.type('4');
  await page.keyboard.press('Control+z');
  assert.equal((await shownSets(page)).length, 3);
});

test('nothing to undo says so, and keeps the focus', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await said(page), 'There is nothing to undo.');
  assert.equal(await focused(page), 'undo');
});

test('a step gets a name, and all its letters are one change', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Name', { exact: true }).pressSequentially('Ship it');
  assert.deepEqual(await shownSteps(page), ['Start', '*Ship it']);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', `*${FIRST}`]);
});

test('an operation applied at an earlier step comes in between, and the later ones follow', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  assert.equal(await applyButton(page).textContent(), 'Apply as step 1');
  await add(page, '1.5');
  assert.deepEqual(await shownSteps(page), ['Start', '*add 1.5 in a new default set', FIRST]);
  await goTo(page, 2);
  assert.deepEqual(await shownSets(page), ['[1.0 *1.1]', '[*1.5]', '[*2.0] queue default']);
});

test('a later step that is refused then is marked, and says why when it is the current one', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  await apply(page, 'compatible', {
    'New build ID': '2.0',
    'Existing compatible build ID': '1.0',
  });
  await goTo(page, 2);
  assert.match((await page.locator('.step.current').textContent()) ?? '', /refused/);
  assert.deepEqual(await shownRefusal(page.locator('.step-detail')), [
    'INVALID_ARGUMENT',
    'version 2.0 already exists',
  ]);
});

test('a step is deleted, and the focus goes to what is at its place', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await goTo(page, 1);
  await page.getByRole('button', { name: 'Delete step 1' }).click();
  assert.deepEqual(await shownSteps(page), ['*Start', 'add 3.0 in a new default set']);
  assert.equal(await focused(page), 'step-1');
  assert.equal(await said(page), 'Deleted step 1.');
});

test('a step that others need is deleted only together with them', async (t) => {
  const page = await openPage(t);
  await apply(page, 'compatible', {
    'New build ID': '2.1',
    'Existing compatible build ID': '2.0',
  });
  await goTo(page, 1);
  await page.getByRole('button', { name: 'Delete step 1' }).click();
  assert.match(
    (await page.locator('.step-detail .refusal').textContent()) ?? '',
    /step 2:\s+targeted compatible_version 2\.0 not found/,
  );
  assert.equal(await focused(page), 'delete-all');
  await page.getByRole('button', { name: 'Keep them' }).click();
  assert.equal((await shownSteps(page)).length, 3);
  assert.equal(await focused(page), 'delete-step');
  await page.getByRole('button', { name: 'Delete step 1' }).click();
  await page.getByRole('button', { name: 'Delete both' }).click();
  assert.deepEqual(await shownSteps(page), ['*Start']);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal((await shownSteps(page)).length, 3);
});

test('a refused operation is no step', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '1.0' });
  await applyButton(page).click();
  assert.equal((await shownSteps(page)).length, 2);
});

test('the current step is in sight, however many there are', async (t) => {
  const page = await openPage(t, { viewport: { width: 390, height: 844 } });
  const isInSight = () =>
    page.locator('.timeline [aria-current]').evaluate((step) => {
      const { left, right } = step.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
  for (const buildId of ['3.0', '4.0', '5.0']) await add(page, buildId);
  assert.equal(await isInSight(), true);
  await page.reload();
  await page.locator('.timeline [aria-current]').waitFor();
  assert.equal(await isInSight(), true);
  await page.goBack();
  await page.locator('[data-focus="step-3"][aria-current]').waitFor();
  assert.equal(await isInSight(), true);
});

test('the queues stay where they are from step to step', async (t) => {
  const page = await openPage(t);
  const top = async (/** @type {number} */ step) => {
    await page.locator(`[data-focus="step-${step}"]`).click();
    return (await page.getByRole('heading', { name: 'Task queues' }).boundingBox())?.y;
  };
  assert.equal(await top(0), await top(1));
});
