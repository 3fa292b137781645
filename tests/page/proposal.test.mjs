/** Proposed steps on the timeline: shown, applied one by one or all at once, and gone when they no longer hold. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './resolve-package.mjs';
import { apply, focused, openPage, plannedSets, propose, said, shownSteps } from './support.mjs';

const { EXAMPLE: DOCUMENT } = await import('../../www/example.js');
const { Answers } = await import('../../www/plan/answers.js');
const { renewed, withProposed } = await import('../../www/plan/proposal.js');
const { changed, opened, undone } = await import('../../www/plan/state.js');
const { withStepName, withSteps } = await import('../../www/plan/steps.js');

/**
 * @typedef {import('../../www/plan/state.js').State} State
 * @typedef {import('../../www/plan/proposal.js').WishedProposal} WishedProposal
 */

/** @type {Omit<import('../../www/plan/proposal.js').Wish, 'after'>} */
const WISH = {
  taskQueue: 'orders',
  goal: { queueDefault: '3.1', sets: [{ buildIds: ['3.0', '3.1'] }] },
};

/**
 * @param {import('../../www/plan/proposal.js').Wish} wish
 * @param {State} state
 * @returns {WishedProposal}
 */
function found(wish, state) {
  const proposal = new Answers(state.document).proposal(wish);
  assert.ok('steps' in proposal);
  return { ...wish, ...proposal };
}

/** @param {State} state */
function proposed(state, wish = WISH) {
  return found({ ...wish, after: state.step }, state);
}

/**
 * @param {State} state
 * @param {WishedProposal} proposal
 * @param {number} [count]
 */
function applied(state, proposal, count = proposal.steps.length) {
  const document = withProposed(state.document, proposal, count);
  return changed(state, document, { words: '', step: proposal.after + count });
}

/**
 * @param {WishedProposal} proposal
 * @param {State} before
 * @param {State} now
 */
function afterwards(proposal, before, now) {
  const { steps: _, importedOrder: __, answers: ___, ...wish } = proposal;
  return renewed(wish, before, now, () => new Answers(now.document));
}

/** @param {WishedProposal} proposal */
function operations({ steps }) {
  return steps.map(({ step }) => step.operation);
}

test('steps that are applied are those that were proposed', () => {
  const state = opened(DOCUMENT);
  const proposal = proposed(state);
  const after = applied(state, proposal);
  assert.deepEqual(after.document, proposal.answers.document);
  assert.equal(after.step, 3);
  assert.deepEqual(undone(after).document, DOCUMENT);
});

test('after one of them is applied, the others are still proposed', () => {
  const state = opened(DOCUMENT);
  const proposal = proposed(state);
  const after = applied(state, proposal, 1);
  const next = afterwards(proposal, state, after);
  assert.ok('after' in next);
  assert.deepEqual(operations(found(next, after)), operations(proposal).slice(1));
  assert.equal(next.after, after.step);
});

test('a step that leads to the goal ends the proposal', () => {
  const state = opened(DOCUMENT);
  const wish = { taskQueue: 'orders', goal: { queueDefault: '1.0' } };
  const proposal = proposed(state, wish);
  const after = applied(state, proposal);
  assert.deepEqual(afterwards(proposal, state, after), { reason: 'The goal is reached.' });
});

test('a goal that can no longer be reached ends the proposal, with the reason', () => {
  const state = opened(DOCUMENT);
  const proposal = proposed(state);
  const after = changed(state, { ...DOCUMENT, limits: { versionSets: 2 } }, { words: '' });
  const next = afterwards(proposal, state, after);
  assert.match('reason' in next ? next.reason : '', /^Nothing leads to the goal any more: ./);
});

test('the name of a step does not move what is proposed', () => {
  const state = opened(DOCUMENT);
  const proposal = proposed(state);
  const renamed = changed(state, withStepName(DOCUMENT, 1, 'Ship'), { words: '', step: 0 });
  const next = afterwards(proposal, state, renamed);
  assert.equal('after' in next && next.after, 1);
});

test('changed steps move the proposal to the current step', () => {
  const state = opened(DOCUMENT);
  const proposal = proposed(state);
  const step = /** @type {const} */ ({
    taskQueue: 'orders',
    operation: 'promoteSetByBuildId',
    buildId: '1.0',
  });
  const more = changed(state, withSteps(DOCUMENT, 1, [step]), { words: '', step: 2 });
  const next = afterwards(proposal, state, more);
  assert.equal('after' in next && next.after, 2);
});

const GOAL = {
  'New workflows start on': '2.1',
  'Set 1, on 1.1 now, runs on': '1.2',
  'Set 2, on 2.0 now, runs on': '2.1',
};
const FIRST = 'Add 2.1, compatible with 2.0';
const SECOND = 'Add 1.2, compatible with 1.1';
const BEFORE = 'Add 2.0 in a new default set';

/** Where the example ends, and where the goal is. */
const EXAMPLE = ['[1.0 *1.1]', '[*2.0] queue default'];
const AIM = ['[1.0 1.1 *1.2]', '[2.0 *2.1] queue default'];

test('the steps to a goal are proposed on the timeline, and are not in the plan', async (t) => {
  const page = await openPage(t);
  const address = page.url();
  await propose(page, GOAL);
  assert.deepEqual(await shownSteps(page), ['Start', BEFORE, `*${FIRST}`, SECOND]);
  assert.equal(
    await page
      .locator('.timeline')
      .getByText(/^proposed/)
      .count(),
    2,
  );
  assert.equal(await focused(page), 'proposed-1');
  assert.equal(page.url(), address);
  assert.equal(
    await page.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled'),
    'true',
  );
});

test('a proposed step shows what it would move, its way back and its runbook', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.locator('[data-focus="proposed-2"]').click();
  await page.locator('.verdict.stops').waitFor();
  assert.equal(await page.locator('.moves tr.moved').count(), 1);
  await page.getByRole('button', { name: 'Way back' }).click();
  await page.getByRole('button', { name: 'Runbook' }).click();
  const back = page.getByRole('region', { name: 'The way back from step 3' });
  assert.match((await back.textContent()) ?? '', /promote-id-in-set.*--build-id=1\.1/s);
  assert.match((await back.textContent()) ?? '', /It remains that 1\.2 stays in the queue\./);
  const runbook = page.getByRole('region', { name: 'Runbook of step 3' });
  await runbook.getByRole('heading', { name: 'Step 3: add 1.2, compatible with 1.1' }).waitFor();
  assert.match((await runbook.textContent()) ?? '', /--existing-compatible-build-id=1\.1/);
});

test('one proposed step is applied, and the next one is shown', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.getByRole('button', { name: 'Apply this step' }).click();
  assert.equal(await said(page), `Step 2 is added to the plan: ${lower(FIRST)}.`);
  assert.deepEqual(await shownSteps(page), ['Start', BEFORE, FIRST, `*${SECOND}`]);
  await page.getByRole('button', { name: 'Apply the proposed' }).click();
  assert.equal(
    await said(page),
    `Step 3 is added to the plan: ${lower(SECOND)}. The goal is reached.`,
  );
  assert.equal(await focused(page), 'step-3');
});

/** @param {string} title */
function lower(title) {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

test('all proposed steps are applied as one change', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.getByRole('button', { name: 'Apply the 2 proposed' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', BEFORE, FIRST, `*${SECOND}`]);
  assert.deepEqual(await plannedSets(page), AIM);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await plannedSets(page), EXAMPLE);
});

test('up to the proposed step on the screen, they are applied at once', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.locator('[data-focus="proposed-2"]').click();
  await page.getByRole('button', { name: 'Apply the first 2' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', BEFORE, FIRST, `*${SECOND}`]);
});

test('proposed steps are discarded, and the plan is as it was', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.getByRole('button', { name: 'Discard what is proposed' }).click();
  assert.deepEqual(await shownSteps(page), ['Start', `*${BEFORE}`]);
  assert.equal(await focused(page), 'step-1');
});

test('the worker that a proposed step asks for can be added', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  const title = page.getByRole('heading', { level: 1 });
  assert.match((await title.textContent()) ?? '', /start a worker of 2\.1 on orders/);
  await page.locator('[data-focus="queue-menu-orders"]').click();
  await page.getByRole('menuitem', { name: 'Add a worker' }).click();
  await page.getByRole('form', { name: 'New worker of orders' }).getByLabel('Build ID').fill('2.1');
  await page.keyboard.press('Enter');
  await page.getByText('worker 2.1').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  assert.doesNotMatch((await title.textContent()) ?? '', /2\.1 on orders/);
});

test('another operation is composed from the plan, and what is proposed follows it', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.locator('[data-focus="step-1"]').click();
  await apply(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.1',
  });
  assert.deepEqual(await shownSteps(page), ['Start', BEFORE, `*${SECOND}`, FIRST]);
});

test('the arrows lead along the proposed steps too', async (t) => {
  const page = await openPage(t);
  await propose(page, GOAL);
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'proposed-2');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(page), 'step-1');
});
