/** A goal for a queue: the steps that lead there are shown with what they do, and applied one by one or all. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './resolve-package.mjs';
import { linkOf } from '../../pkg/link.js';
import rollBack from '../../www/examples/roll-back.js';
import { EXAMPLE, focused, openPage, serverUrl, shownSets, shownSteps } from './support.mjs';

const { goalOf } = await import('../../www/plan/goal.js');

/** @typedef {import('playwright-core').Page} Page */

const SETS = [
  { buildIds: ['1.0', '1.1'], default: '1.1' },
  { buildIds: ['2.0'], default: '2.0' },
];

/** @type {[string, { queueDefault: string, setDefaults: Record<string, string> }, object][]} */
const GOALS = [
  ['nothing said', { queueDefault: '', setDefaults: {} }, {}],
  ['a queue default', { queueDefault: '1.0', setDefaults: {} }, { queueDefault: '1.0' }],
  [
    'a set that runs on one of its own',
    { queueDefault: '', setDefaults: { 1.1: '1.0' } },
    { sets: [{ buildIds: ['1.1', '1.0'], default: '1.0' }] },
  ],
  [
    'a set that goes on as it does',
    { queueDefault: '', setDefaults: { '2.0': '2.0', 1.1: '' } },
    { sets: [{ buildIds: ['2.0'], default: '2.0' }] },
  ],
];

for (const [what, fields, goal] of GOALS) {
  test(`the goal of ${what}`, () => {
    assert.deepEqual(goalOf(SETS, { taskQueue: 'orders', ...fields }), goal);
  });
}

/** @param {Page} page */
async function openGoal(page) {
  await page.getByRole('button', { name: 'Goal', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan to a goal' });
  await dialog.waitFor();
  return dialog;
}

/** @param {import('playwright-core').Locator} dialog */
function proposed(dialog) {
  return dialog.locator('.proposed .section-head h3').allTextContents();
}

test('the steps to a goal are shown with what each moves, and applied as one change', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  assert.equal(await focused(page), 'goal-default');
  await dialog.getByLabel('New workflows start on').fill('2.1');
  await dialog.getByLabel('Set 1, on 1.1 now, runs on').fill('1.2');
  await dialog.getByLabel('Set 2, on 2.0 now, runs on').fill('2.1');
  assert.deepEqual(await proposed(dialog), [
    'Step 2: add 2.1, compatible with 2.0',
    'Step 3: add 1.2, compatible with 1.1',
  ]);
  const last = dialog.locator('.proposed > li').last();
  assert.equal(await last.getByRole('heading', { name: '3 landings move' }).count(), 1);
  assert.equal(await last.locator('.moves').getByText('order-17 › reserve').count(), 1);
  await dialog.getByRole('button', { name: 'Apply all 2 steps' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.deepEqual(await shownSets(page), ['[1.0 1.1 *1.2]', '[2.0 *2.1] queue default']);
  assert.equal(await focused(page), 'step-3');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSets(page), EXAMPLE);
});

test('the first steps of a plan can be applied alone', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('1.0');
  const steps = await proposed(dialog);
  await dialog.getByRole('button', { name: /^Apply up to here.*step 2$/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(steps.length, 2);
  assert.equal((await shownSteps(page)).length, 3);
});

test('a plan begins at the step that is looked at', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(rollBack, 0)) });
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('1.0');
  assert.deepEqual(await proposed(dialog), ['Step 1: make the set of 1.0 the queue default']);
});

test('a queue that is so already needs no steps', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('2.0');
  await dialog.getByText('Nothing is to be done').waitFor();
});

test('where nothing leads, the reason is said', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('x'.repeat(300));
  await dialog.locator('.refusal .message').waitFor();
  assert.match(
    (await dialog.locator('.refusal').textContent()) ?? '',
    /Nothing leads there\..*255/s,
  );
});
