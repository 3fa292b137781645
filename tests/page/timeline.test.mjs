/** Steps: undone, redone, gone to, named, put in between, deleted. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, PATCH } from './plans.mjs';
import {
  apply,
  applyButton,
  compose,
  focused,
  openPage,
  plannedSets,
  said,
  shownSteps,
} from './support.mjs';

const FIRST = 'Add 2.0 in a new default set';
const THIRD = 'Add 3.0 in a new default set';

/** Where the example ends, and where it goes with 3.0. */
const EXAMPLE = ['[1.0 *1.1]', '[*2.0] queue default'];
const WITH_3 = ['[1.0 *1.1]', '[*2.0]', '[*3.0] queue default'];

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

/**
 * @param {import('playwright-core').Page} page
 * @param {string} entry of the menu of the step on the screen
 */
async function chooseForStep(page, entry) {
  await page.getByRole('button', { name: /^What to do with step/ }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('an operation becomes a step, and the current one', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  assert.deepEqual(await shownSteps(page), ['Start', FIRST, `*${THIRD}`]);
});

test('any step can be gone to, by pointer and by keyboard', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  assert.deepEqual(await shownSteps(page), ['*Start', FIRST]);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await shownSteps(page), ['Start', `*${FIRST}`]);
  assert.equal(await focused(page), 'step-1');
});

test('undo and redo, by pointer: the focus stays and what happened is read out', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', `*${FIRST}`]);
  assert.equal(await said(page), 'Undone: Step 2: add 3.0 in a new default set.');
  assert.equal(await focused(page), 'undo');
  await page.getByRole('button', { name: 'Redo' }).click();
  assert.deepEqual(await plannedSets(page), WITH_3);
});

test('undo and redo, by keyboard', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await plannedSets(page), EXAMPLE);
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await plannedSets(page), WITH_3);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  assert.deepEqual(await plannedSets(page), WITH_3);
});

test('in a field, the keys for undo are those of the field', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await page.getByLabel('Search queues').focus();
  await page.keyboard.type('4');
  await page.keyboard.press('Control+z');
  assert.equal((await shownSteps(page)).length, 3);
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
  await chooseForStep(page, 'Rename');
  await page.getByRole('textbox', { name: 'Name of step 1' }).pressSequentially('Ship it');
  assert.deepEqual(await shownSteps(page), ['Start', '*Ship it']);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', `*${FIRST}`]);
});

test('an operation applied at an earlier step comes in between, and the later ones follow', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  await compose(page, 'newDefault', { 'New build ID': '1.5' });
  assert.equal((await applyButton(page).textContent())?.trim(), 'Apply as step 1');
  assert.deepEqual(await shownSteps(page), ['Start', '*Add 1.5 in a new default set', FIRST]);
  await applyButton(page).click();
  assert.deepEqual(await shownSteps(page), ['Start', '*Add 1.5 in a new default set', FIRST]);
});

test('a later step that is refused then is marked, and says why when it is the current one', async (t) => {
  const page = await openPage(t);
  await goTo(page, 0);
  await apply(page, 'compatible', {
    'New build ID': '2.0',
    'Existing compatible build ID': '1.0',
  });
  await goTo(page, 2);
  assert.match((await page.locator('.step.current').textContent()) ?? '', /refuse/);
  assert.equal(
    await page.locator('.verdict-detail > span').first().textContent(),
    'version 2.0 already exists',
  );
});

test('a step is deleted, and the focus goes to what is at its place', async (t) => {
  const page = await openPage(t);
  await add(page, '3.0');
  await goTo(page, 1);
  await chooseForStep(page, 'Delete');
  assert.deepEqual(await shownSteps(page), ['*Start', THIRD]);
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
  await chooseForStep(page, 'Delete');
  assert.match(
    (await page.locator('.content .refusal').textContent()) ?? '',
    /step 2:\s+targeted compatible_version 2\.0 not found/,
  );
  assert.equal(await focused(page), 'delete-all');
  await page.getByRole('button', { name: 'Keep them' }).click();
  assert.equal((await shownSteps(page)).length, 3);
  assert.equal(await focused(page), 'step-menu');
  await chooseForStep(page, 'Delete');
  await page.getByRole('button', { name: 'Delete both' }).click();
  assert.deepEqual(await shownSteps(page), ['*Start']);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal((await shownSteps(page)).length, 3);
});

test('a refused operation is no step', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '1.0' });
  await applyButton(page).click();
  assert.equal(await page.locator('[data-focus="step-2"]').count(), 0);
});

test('the step on the screen is in sight, however many there are, with the first', async (t) => {
  const steps = Array.from({ length: 30 }, (_, index) => ({
    name: `Step with a long name, ${index + 1}`,
    taskQueue: 'orders',
    operation: /** @type {const} */ ('addNewIdInNewDefaultSet'),
    buildId: `x${index}`,
  }));
  const url = await addressOf({ ...PATCH, limits: { versionSets: 100 }, steps }, 15);
  const page = await openPage(t, { url, viewport: { width: 1024, height: 844 } });
  const isInSight = () =>
    page.locator('.timeline [aria-current]').evaluate((step) => {
      const { left, right } = step.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
  assert.equal(await isInSight(), true);
  await page.locator('[data-focus="step-0"]').waitFor();
  await page.keyboard.press(']');
  await page.locator('[data-focus="step-16"][aria-current]').waitFor();
  assert.equal(await isInSight(), true);
});

test('on a phone, one step is named, with the way to those beside it', async (t) => {
  const page = await openPage(t, { viewport: { width: 390, height: 844 } });
  const bar = page.getByRole('group', { name: 'Step', exact: true });
  assert.match((await bar.textContent()) ?? '', /1 · Add 2\.0 in a new default set/);
  await bar.getByRole('button', { name: /^The step before/ }).click();
  assert.match((await bar.textContent()) ?? '', /0 · Start/);
  await bar.getByRole('button', { name: /^The next step/ }).click();
  assert.match((await bar.textContent()) ?? '', /1 · Add 2\.0/);
});

test('each step says what it does in a few words, those not yet looked at too', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH, 0) });
  await page.locator('[data-focus="step-1"] .mark', { hasText: 'new workflows move' }).waitFor();
});
