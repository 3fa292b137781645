import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, openPage, shownLandings, shownSets } from './support.mjs';

const UNVERSIONED = 'unversioned workers';
const REFUSED = 'refused';

/** @param {string} landing */
const four = (landing) => [landing, landing, landing, landing];

/**
 * @param {string} workflowTask
 * @param {string} commands
 */
const then = (workflowTask, commands) => [workflowTask, commands, commands, commands];

const INHERITING = {
  'New workflow': four('2.0'),
  'Workflow on 1.0': four('1.1'),
  'Workflow on 1.1': four('1.1'),
  'Workflow on 2.0': four('2.0'),
  'Unversioned workflow': [UNVERSIONED, UNVERSIONED, '2.0', '2.0'],
};

const TAKING_THE_DEFAULT = {
  'New workflow': four('2.0'),
  'Workflow on 1.0': then('1.1', '2.0'),
  'Workflow on 1.1': then('1.1', '2.0'),
  'Workflow on 2.0': four('2.0'),
  'Unversioned workflow': then(UNVERSIONED, '2.0'),
};

/** @param {string} landing of every command */
const onOtherQueue = (landing) => ({
  'New workflow': then('2.0', landing),
  'Workflow on 1.0': then('1.1', landing),
  'Workflow on 1.1': then('1.1', landing),
  'Workflow on 2.0': then('2.0', landing),
  'Unversioned workflow': then(UNVERSIONED, landing),
});

test('the page starts with an example', async (t) => {
  const page = await openPage(t);
  assert.equal(await page.getByLabel('Name of the task queue').inputValue(), 'orders');
  assert.deepEqual(await shownSets(page), ['[1.0 *1.1]', '[*2.0] queue default']);
});

const CHOICES = /** @type {const} */ ([
  ['Unspecified', 'Not named', 'TypeScript', INHERITING],
  ['Unspecified', 'The workflow’s own', 'TypeScript', INHERITING],
  ['Unspecified', 'Another', 'TypeScript', onOtherQueue(`${UNVERSIONED} on payments`)],
  ['Unspecified', 'Not named', 'Java', TAKING_THE_DEFAULT],
  ['Compatible', 'Not named', 'Go', INHERITING],
  ['Compatible', 'The workflow’s own', 'Java', INHERITING],
  ['Compatible', 'Another', 'Python', onOtherQueue(REFUSED)],
  ['Default', 'Not named', '.NET', TAKING_THE_DEFAULT],
  ['Default', 'The workflow’s own', 'Ruby', TAKING_THE_DEFAULT],
  ['Default', 'Another', 'Go', onOtherQueue(`${UNVERSIONED} on payments`)],
]);

for (const [intent, target, sdk, landings] of CHOICES) {
  test(`landings with intent ${intent}, target ${target}, SDK ${sdk}`, async (t) => {
    const page = await openPage(t);
    await page.getByRole('radio', { name: intent, exact: true }).check();
    await page.getByLabel('Target task queue').selectOption(target);
    await page.getByLabel('SDK').selectOption(sdk);
    assert.deepEqual(await shownLandings(page), landings);
  });
}

test('another queue has version sets of its own', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Name of the task queue').fill('billing');
  await apply(page, 'newDefault', { 'New build ID': 'b1' });
  await page.getByLabel('Name of the task queue').fill('orders');
  await page.getByLabel('Target task queue').selectOption('Another');
  await page.getByLabel('Name of the target').fill('billing');
  assert.deepEqual(await shownLandings(page), onOtherQueue('b1 on billing'));
});

test('a queue that nobody has updated is unversioned', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Name of the task queue').fill('new-queue');
  assert.deepEqual(await shownLandings(page), {
    'New workflow': four(UNVERSIONED),
    'Unversioned workflow': four(UNVERSIONED),
  });
});

test('a workflow on a build ID that the queue does not know can be shown', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Also show build ID').fill('0.9');
  assert.deepEqual((await shownLandings(page))['Workflow on 0.9'], four('0.9'));
});

test('an explanation says why, rule by rule', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Activity, workflow on 1.0' }).click();
  assert.deepEqual(await page.locator('.why li').allTextContents(), [
    'There is no versioning intent and no task queue is named, so the TypeScript SDK asks to inherit.',
    "It inherits the workflow's build ID 1.0.",
    'On orders, the default of the version set of 1.0 is now 1.1.',
  ]);
});

test('an open explanation follows what is changed', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Next workflow task, workflow on 1.0' }).click();
  await apply(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.1',
  });
  assert.equal(
    await page.locator('.why li').last().textContent(),
    'On orders, the default of the version set of 1.0 is now 1.2.',
  );
});

test('a second press closes an explanation', async (t) => {
  const page = await openPage(t);
  const why = page.getByRole('button', { name: 'Continue-as-new, new workflow' });
  await why.click();
  assert.equal(await why.getAttribute('aria-expanded'), 'true');
  await why.click();
  assert.equal(await why.getAttribute('aria-expanded'), 'false');
  assert.equal(await page.locator('.why').count(), 0);
});

/** @type {[string, string][]} */
const CROSS_QUEUE = [
  [
    'Activity',
    'BadScheduleActivityAttributes: Activity with UseCompatibleVersion cannot run on different task queue.',
  ],
  [
    'Child workflow',
    'BadStartChildExecutionAttributes: StartChildWorkflowExecution with UseCompatibleVersion cannot run on different task queue.',
  ],
  [
    'Continue-as-new',
    'BadContinueAsNewAttributes: ContinueAsNew with UseCompatibleVersion cannot run on different task queue.',
  ],
];

for (const [column, message] of CROSS_QUEUE) {
  test(`${column} across queues shows the failure of the server`, async (t) => {
    const page = await openPage(t);
    await page.getByRole('radio', { name: 'Compatible', exact: true }).check();
    await page.getByLabel('Target task queue').selectOption('Another');
    await page.getByRole('button', { name: `${column}, workflow on 2.0` }).click();
    assert.equal(await page.locator('.why .message').textContent(), message);
  });
}

test('how many landings are refused is announced', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Target task queue').selectOption('Another');
  await page.getByRole('radio', { name: 'Compatible', exact: true }).check();
  await page
    .getByRole('status')
    .filter({ hasText: 'The server refuses 15 of these 20.' })
    .waitFor();
});

test('a target without a name is refused, and a name brings the table back', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Target task queue').selectOption('Another');
  await page.getByLabel('Name of the target').fill('');
  await page.getByRole('status').filter({ hasText: 'missing task queue name' }).waitFor();
  assert.equal(await page.getByRole('table').isVisible(), false);
  await page.getByLabel('Name of the target').fill('payments');
  assert.equal(await page.getByRole('table').isVisible(), true);
});
