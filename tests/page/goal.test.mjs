/** A goal for a queue: the steps that lead there are found, with what they move. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './resolve-package.mjs';
import { Rollout } from '../../pkg/index.js';
import { linkOf } from '../../pkg/link.js';
import { bigDocument } from './big.mjs';
import { rollBack } from './examples.mjs';
import { focused, openGoal, openPage, openStart, planWhere, serverUrl } from './support.mjs';

const { Answers } = await import('../../www/plan/answers.js');
const { goalOf } = await import('../../www/plan/goal.js');

const SETS = [
  { id: '1.0', buildIds: ['1.0', '1.1'] },
  { id: '2.0', buildIds: ['2.0'] },
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

test('the steps to a goal are those of the package', () => {
  const document = bigDocument();
  const goal = {
    queueDefault: 'q0.1.9',
    sets: [{ buildIds: ['q0.2.1', 'q0.5.9'], default: 'q0.2.1' }],
  };
  const way = new Answers(document).proposal({ taskQueue: 'queue-0', goal, after: 2 });
  assert.ok('steps' in way);
  assert.equal(way.steps.length, 3);
  const { operations } = new Rollout(document).plan({ taskQueue: 'queue-0', goal, after: 2 });
  assert.deepEqual(
    way.steps.map(({ step }) => step.operation),
    operations,
  );
});

/** @param {import('playwright-core').Locator} dialog */
async function way(dialog) {
  const texts = await dialog.locator('.way > li').allTextContents();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

test('the steps to a goal are shown with what each moves', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  assert.equal(await focused(page), 'goal-queueDefault');
  await dialog.getByLabel('New workflows start on').fill('2.1');
  await dialog.getByLabel('Set 1, on 1.1 now, runs on').fill('1.2');
  await dialog.getByLabel('Set 2, on 2.0 now, runs on').fill('2.1');
  assert.deepEqual(await way(dialog), [
    'add 2.1, compatible with 2.0 New workflows and 2 running ones would wait: start a worker of 2.1 on orders and start an unversioned worker on orders first. 1 moves from 2.0 to 2.1 at its next task. New workflows go to 2.1 instead of 2.0. 2 running ones stay.',
    'add 1.2, compatible with 1.1 New workflows and 3 running ones would wait: start a worker of 2.1 on orders, start a worker of 1.2 on orders and 1 more first. 1 moves from 1.1 to 1.2 at its next task. New workflows and 2 running ones stay.',
  ]);
});

test('a plan begins at the current step', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(rollBack, 0)) });
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('1.0');
  assert.deepEqual(await dialog.locator('.way strong').allTextContents(), [
    'make the set of 1.0 the queue default',
  ]);
});

test('a queue that is already as wanted needs no steps', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('2.0');
  await dialog.getByText('There is nothing to do').waitFor();
});

test('from the start, a goal names its queue, and its steps are applied into a plan', async (t) => {
  const page = await openStart(t);
  await page.getByRole('button', { name: 'Set a goal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan to a goal' });
  await dialog.getByLabel('Task queue').fill('orders');
  await dialog.getByLabel('New workflows start on').fill('1.0');
  await dialog.getByRole('button', { name: 'Show it on the timeline' }).click();
  await page.locator('[data-focus="proposed-1"]').waitFor();
  await page.getByRole('button', { name: 'Apply the proposed' }).click();
  const { document } = await planWhere(page, ({ step }) => step === 1);
  assert.deepEqual(document.operations, [
    { taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
  ]);
});

test('a goal that cannot be reached says why', async (t) => {
  const page = await openPage(t);
  const dialog = await openGoal(page);
  await dialog.getByLabel('New workflows start on').fill('x'.repeat(300));
  await dialog.locator('.refusal .message').waitFor();
  assert.match(
    (await dialog.locator('.refusal').textContent()) ?? '',
    /Nothing leads there\..*255/s,
  );
});
