/** Operations: composed from a menu, by fields or as a command, applied or refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  apply,
  applyButton,
  compose,
  EXAMPLE,
  focused,
  openPage,
  queueCard,
  said,
  shownRefusal,
  shownSets,
} from './support.mjs';

/**
 * @typedef {import('./support.mjs').Operation} Operation
 * @typedef {import('playwright-core').Page} Page
 */

/** @type {[string, Operation, Record<string, string | boolean>, string[]][]} */
const CHANGES = [
  [
    'a new default set',
    'newDefault',
    { 'New build ID': '3.0' },
    ['[1.0 *1.1]', '[*2.0]', '[*3.0] queue default'],
  ],
  [
    'a compatible build ID',
    'compatible',
    { 'New build ID': '1.2', 'Existing compatible build ID': '1.0' },
    ['[1.0 1.1 *1.2]', '[*2.0] queue default'],
  ],
  [
    'a compatible build ID whose set becomes the queue default',
    'compatible',
    {
      'New build ID': '1.2',
      'Existing compatible build ID': '1.0',
      'Make the set the queue default too': true,
    },
    ['[*2.0]', '[1.0 1.1 *1.2] queue default'],
  ],
  [
    'a promoted set',
    'promoteSet',
    { 'Any build ID of the set': '1.0' },
    ['[*2.0]', '[1.0 *1.1] queue default'],
  ],
  [
    'a build ID promoted in its set',
    'promoteInSet',
    { 'Build ID': '1.0' },
    ['[1.1 *1.0]', '[*2.0] queue default'],
  ],
  [
    'a merge',
    'merge',
    { 'Primary build ID': '1.0', 'Secondary build ID': '2.0' },
    ['[1.0 2.0 *1.1] queue default'],
  ],
];

for (const [name, operation, fields, sets] of CHANGES) {
  test(`${name} is applied by its fields, and read out`, async (t) => {
    const page = await openPage(t);
    await apply(page, operation, fields);
    assert.deepEqual(await shownSets(page), sets);
    assert.match((await said(page)) ?? '', /^Step 2 is carried out: .*\. .+ landings? moves?/);
  });
}

/**
 * From a build ID's menu: what is chosen, what is typed into the field that then has the focus, and the result.
 *
 * @type {[string, string, string, string[]][]}
 */
const FROM_A_BUILD_ID = [
  ['1.0', 'Add a compatible build ID…', '1.2', ['[1.0 1.1 *1.2]', '[*2.0] queue default']],
  ['1.0', 'Promote within its set', '', ['[1.1 *1.0]', '[*2.0] queue default']],
  ['1.1', 'Promote its set to queue default', '', ['[*2.0]', '[1.0 *1.1] queue default']],
  ['1.1', 'Merge its set into another…', '2.0', ['[1.0 1.1 *2.0] queue default']],
  ['1.1', 'Merge another set into its…', '2.0', ['[1.0 2.0 *1.1] queue default']],
];

for (const [buildId, item, typed, sets] of FROM_A_BUILD_ID) {
  test(`by pointer, on ${buildId}: ${item}`, async (t) => {
    const page = await openPage(t);
    await chip(page, buildId).click();
    await page.getByRole('menuitem', { name: item }).click();
    if (typed) await page.keyboard.type(typed);
    await applyButton(page).click();
    assert.deepEqual(await shownSets(page), sets);
  });

  test(`by keyboard, on ${buildId}: ${item}`, async (t) => {
    const page = await openPage(t);
    await chip(page, '1.1').focus();
    if (buildId === '1.0') await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const entry = page.getByRole('menuitem', { name: item });
    for (let presses = 0; presses < 5 && !(await hasFocus(entry)); presses++) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    if (typed) await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    assert.deepEqual(await shownSets(page), sets);
  });
}

/**
 * @param {Page} page
 * @param {string} buildId
 */
function chip(page, buildId) {
  return queueCard(page, 'orders').locator(`[data-focus="build-id-orders-${buildId}"]`);
}

/** @param {import('playwright-core').Locator} locator */
function hasFocus(locator) {
  return locator.evaluate((node) => node === document.activeElement);
}

test('a queue offers a new default, by pointer and by keyboard', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Add new default to payments' }).click();
  await page.keyboard.type('p2');
  await page.keyboard.press('Enter');
  assert.deepEqual(await shownSets(page, 'payments'), ['[*p1]', '[*p2] queue default']);
  await page.getByRole('button', { name: 'Add new default to payments' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('p3');
  await page.keyboard.press('Enter');
  assert.deepEqual(await shownSets(page, 'payments'), ['[*p1]', '[*p2]', '[*p3] queue default']);
});

test('Escape closes the menu, and the focus is back on the build ID', async (t) => {
  const page = await openPage(t);
  await chip(page, '1.1').click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('menu').count(), 0);
  assert.equal(await focused(page), 'build-id-orders-1.1');
});

test('after an operation the focus is where it was applied', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'buildId');
  await compose(page, 'newDefault', { 'New build ID': '4.0' });
  await applyButton(page).focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'apply');
});

const COMMAND =
  'temporal task-queue update-build-ids add-new-compatible --task-queue orders --build-id 1.2 --existing-compatible-build-id 1.0 --set-as-default';

test('a pasted command fills the fields and is applied', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('As a command').fill(COMMAND);
  assert.equal(await page.getByLabel('New build ID').inputValue(), '1.2');
  assert.equal(await page.getByLabel('Existing compatible build ID').inputValue(), '1.0');
  assert.equal(await page.getByLabel('Make the set the queue default too').isChecked(), true);
  await applyButton(page).click();
  assert.deepEqual(await shownSets(page), ['[*2.0]', '[1.0 1.1 *1.2] queue default']);
});

test('the fields are written as a command', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteSet', { 'Any build ID of the set': 'it’s 1.0' });
  assert.equal(
    await page.getByLabel('As a command').inputValue(),
    "temporal task-queue update-build-ids promote-set \\\n    --task-queue=orders \\\n    --build-id='it’s 1.0'",
  );
});

test('a wrong command says what was expected, and is kept', async (t) => {
  const page = await openPage(t);
  const command = page.getByLabel('As a command');
  await command.fill('temporal task-queue update-build-ids promote-set --build-id 1.0');
  assert.equal(await page.locator('.composer .problem').textContent(), 'Expected --task-queue.');
  assert.match(await command.inputValue(), /--build-id 1\.0$/);
});

test('an operation that is already fulfilled says that nothing would change', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteSet', { 'Any build ID of the set': '2.0' });
  assert.match(
    (await page.locator('.preview').textContent()) ?? '',
    /Nothing: orders is as it asks already\./,
  );
});

test('what is typed for one operation is still there for the next', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await compose(page, 'promoteSet', {});
  assert.equal(await page.getByLabel('Any build ID of the set').inputValue(), '3.0');
});

const REQUIRES = 'request to update worker build ID compatability requires: ';

/** @type {[string, Operation, Record<string, string | boolean>, string, string, RegExp][]} */
const REFUSALS = [
  [
    'a new default without a build ID',
    'newDefault',
    { 'New build ID': '' },
    'INVALID_ARGUMENT',
    `${REQUIRES}, \`add_new_version_id_in_new_default_set\` to be set`,
    /Fill in what the message names/,
  ],
  [
    'a new default over 255 bytes',
    'newDefault',
    { 'New build ID': 'é'.repeat(128) },
    'INVALID_ARGUMENT',
    `${REQUIRES},  Worker build IDs to be no larger than 255 characters`,
    /Take a shorter build ID/,
  ],
  [
    'a new default that exists',
    'newDefault',
    { 'New build ID': '1.0' },
    'INVALID_ARGUMENT',
    'version 1.0 already exists',
    /Make 1\.0 the default of its set/,
  ],
  [
    'a compatible one to an unknown one',
    'compatible',
    { 'New build ID': '9.1', 'Existing compatible build ID': '9.0' },
    'NOT_FOUND',
    'targeted compatible_version 9.0 not found',
    /add 9\.0 first/,
  ],
  [
    'a compatible one of another set',
    'compatible',
    { 'New build ID': '2.0', 'Existing compatible build ID': '1.0' },
    'INVALID_ARGUMENT',
    '2.0 requested to be made compatible with 1.0 but both versions exist and are incompatible',
    /merge their sets/,
  ],
  [
    'a compatible one that is not the set default',
    'compatible',
    { 'New build ID': '1.0', 'Existing compatible build ID': '1.1' },
    'INVALID_ARGUMENT',
    'version 1.0 already exists and is not default in set',
    /Promote it within its set/,
  ],
  [
    'a compatible one whose set is not the queue default',
    'compatible',
    {
      'New build ID': '1.1',
      'Existing compatible build ID': '1.0',
      'Make the set the queue default too': true,
    },
    'INVALID_ARGUMENT',
    'version 1.1 already exists and is not default for queue',
    /Promote the set/,
  ],
  [
    'a promotion of an unknown set',
    'promoteSet',
    { 'Any build ID of the set': '9.0' },
    'NOT_FOUND',
    'targeted version 9.0 not found',
    /Name a build ID that the queue has/,
  ],
  [
    'a promotion in the set of a build ID with a blank too many',
    'promoteInSet',
    { 'Build ID': ' 1.0' },
    'NOT_FOUND',
    'targeted version  1.0 not found',
    /There is 1\.0: capitals and blanks count/,
  ],
  [
    'a merge of an unknown primary',
    'merge',
    { 'Primary build ID': '9.0', 'Secondary build ID': '1.0' },
    'NOT_FOUND',
    'targeted primary version 9.0 not found',
    /add 9\.0 first/,
  ],
  [
    'a merge of no secondary',
    'merge',
    { 'Primary build ID': '1.0', 'Secondary build ID': '' },
    'NOT_FOUND',
    'targeted secondary version  not found',
    /Name a build ID of each of the two sets/,
  ],
];

test('refusals', async (t) => {
  // One page for all: a refused operation changes nothing.
  const page = await openPage(t);
  for (const [name, operation, fields, code, message, instead] of REFUSALS) {
    await t.test(`${name}: the words of the server, what to do, and nothing is lost`, async () => {
      await page.getByRole('button', { name: 'Clear' }).click();
      await apply(page, operation, fields);
      const preview = page.locator('.preview');
      assert.deepEqual(await shownRefusal(preview), [code, message]);
      assert.match((await preview.locator('.instead').textContent()) ?? '', instead);
      assert.match((await said(page)) ?? '', /^The server would refuse this: /);
      assert.deepEqual(await shownSets(page), EXAMPLE);
      for (const [label, value] of Object.entries(fields)) {
        const field = page.locator('.composer').getByLabel(label, { exact: true });
        const kept = typeof value === 'string' ? await field.inputValue() : await field.isChecked();
        assert.equal(kept, value, label);
      }
    });
  }
});

test('what to do instead is one press away', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'New build ID': '1.1' });
  await page.getByRole('button', { name: 'Try: make the set of 1.1 the queue default' }).click();
  await applyButton(page).click();
  assert.deepEqual(await shownSets(page), ['[*2.0]', '[1.0 *1.1] queue default']);
});

/** @type {[string, string, string][]} */
const BAD_QUEUES = [
  ['no name', '', `${REQUIRES}, \`task_queue\` to be set`],
  ['a name over 1,000 bytes', 'q'.repeat(1001), 'taskQueue length exceeds limit'],
  ['a reserved name', '/_sys/q', 'task queue name cannot start with reserved prefix /_sys/'],
];

test('names that no queue can have', async (t) => {
  const page = await openPage(t);
  for (const [name, taskQueue, message] of BAD_QUEUES) {
    await t.test(`an operation on a queue of ${name} is refused by the server`, async () => {
      await apply(page, 'newDefault', { 'Task queue': taskQueue, 'New build ID': '1.0' });
      const refusal = await shownRefusal(page.locator('.preview'));
      assert.deepEqual(refusal, ['INVALID_ARGUMENT', message]);
    });
    await t.test(`a queue of ${name} is not added`, async () => {
      const field = page.getByLabel('Name of a task queue to add');
      await field.fill(taskQueue);
      await page.keyboard.press('Enter');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await field.inputValue(), taskQueue);
      assert.equal(await page.getByRole('article').count(), 2);
    });
  }
});

test('a lone surrogate is refused, not replaced', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('New build ID').evaluate((field) => {
    if (field instanceof HTMLInputElement) field.value = 'a\ud800';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await applyButton(page).click();
  assert.deepEqual(await shownRefusal(page.locator('.preview')), [
    'INVALID_ARGUMENT',
    'operation.buildId: expected well-formed text, got a lone surrogate',
  ]);
});

test('an operation on a queue that is not there yet brings it', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'Task queue': 'mails', 'New build ID': 'm1' });
  assert.deepEqual(await shownSets(page, 'mails'), ['[*m1] queue default']);
});

test('a queue is added, and removed where nothing else names it', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Name of a task queue to add').fill('mails');
  await page.getByRole('button', { name: 'Add queue' }).click();
  assert.equal(await focused(page), 'queue-mails');
  assert.equal(await page.getByRole('button', { name: 'Remove task queue orders' }).count(), 0);
  await page.getByRole('button', { name: 'Remove task queue mails' }).click();
  assert.equal(await page.getByRole('article').count(), 2);
  assert.equal(await focused(page), 'new-queue');
});
