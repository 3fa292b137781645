/** The hazards of a step, before it is applied and after, with the way back and the runbook. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './resolve-package.mjs';
import { compose, openPage } from './support.mjs';

const { Answers } = await import('../../www/plan/answers.js');

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'mails', buildId: 'm1', useVersioning: true },
  ],
};

for (const [what, taskQueue] of [
  ['a hazard of the next step is found before the step is in the plan', 'orders'],
  ['as is one on a queue that only a worker names', 'mails'],
]) {
  test(what, () => {
    const step = /** @type {const} */ ({
      taskQueue,
      operation: 'addNewIdInNewDefaultSet',
      buildId: '2.0',
    });
    const { verdict } = new Answers(DOCUMENT).preview(0, step);
    assert.deepEqual(
      verdict.hazards.map(({ step, code }) => [step, code]),
      [[1, 'WITHOUT_WORKER']],
    );
  });
}

/** @param {import('playwright-core').Locator} part */
async function shownHazards(part) {
  const texts = await part.locator('.hazards > li').allTextContents();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

test('the hazards of a composed operation are listed by weight, each with a way out', async (t) => {
  const page = await openPage(t);
  await compose(page, 'compatible', {
    'New build ID': '2.1',
    'Existing compatible build ID': '2.0',
  });
  const hazards = await shownHazards(page.locator('.preview'));
  assert.deepEqual(
    hazards.map((text) => text.split('.')[0]),
    ['⊘ Stops work', '○ Note'],
  );
  assert.match(hazards[0], /Start workers of 2\.1 on orders first\.$/);
});

test('the hazards at the start are listed there', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Hazards' }).click();
  const hazards = await shownHazards(page.locator('.facts'));
  assert.deepEqual(
    hazards.map((text) => text.split(' on orders')[0]),
    [
      '⊘ Stops work. No worker here receives what lands on unversioned workers',
      '○ Note. The server refuses the polls of workers of 1.0',
    ],
  );
});

test('what waits as before is no hazard of the step, and there are not "no hazards" either', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteInSet', { 'Build ID': '1.0' });
  await page.locator('.hazards').waitFor();
  await compose(page, 'promoteSet', { 'Any build ID of the set': '1.0' });
  const preview = page.locator('.preview');
  await preview.getByRole('heading', { name: '1 landing without a worker.' }).waitFor();
  assert.equal(await preview.locator('.hazards').count(), 0);
  assert.equal(await preview.getByRole('heading', { name: 'No hazards' }).count(), 0);
});

test('what has no hazard says so, of its queue', () => {
  const workers = ['1.0', '2.0'].map((buildId) => ({
    taskQueue: 'orders',
    buildId,
    useVersioning: true,
  }));
  const step = /** @type {const} */ ({
    taskQueue: 'orders',
    operation: 'addNewIdInNewDefaultSet',
    buildId: '2.0',
  });
  const { verdict } = new Answers({ ...DOCUMENT, workers }).preview(0, step);
  assert.equal(verdict.what, 'No hazards on orders for what is listed.');
  const taskQueues = DOCUMENT.taskQueues?.map((queue) => ({
    ...queue,
    completeFor: { workflows: true },
  }));
  const complete = new Answers({ ...DOCUMENT, taskQueues, workers }).preview(0, step);
  assert.equal(complete.verdict.what, 'No hazards on orders.');
});

test('an applied step shows its hazards and the way back on request', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Hazards, way back and runbook' }).click();
  const facts = page.locator('.facts');
  assert.deepEqual(await shownHazards(facts), [
    '⚠ Take care. Left behind on workers of 1.1 on orders: order-17. Keep these workers until they have closed (worker-versioning retire says when).',
  ]);
  assert.match(
    (await facts.locator('.way-back').textContent()) ?? '',
    /make the set of 1\.1 the queue default/,
  );
});
