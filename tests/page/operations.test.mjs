/** Operations: begun in a menu, by a command or in the form, edited in place, added to the plan or refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  apply,
  applyButton,
  compose,
  composerText,
  focused,
  openPage,
  plannedSets,
  said,
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
  test(`${name} is added by its fields, and read out`, async (t) => {
    const page = await openPage(t);
    await apply(page, operation, fields);
    assert.deepEqual(await plannedSets(page), sets);
    assert.match((await said(page)) ?? '', /^Step 2 is added to the plan: .+\. .+\.$/);
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
    assert.deepEqual(await plannedSets(page), sets);
  });

  test(`by keyboard, on ${buildId}: ${item}`, async (t) => {
    const page = await openPage(t);
    await chip(page, buildId).focus();
    await page.keyboard.press('Enter');
    const entry = page.getByRole('menuitem', { name: item });
    for (let presses = 0; presses < 5 && !(await hasFocus(entry)); presses++) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    if (typed) await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    assert.deepEqual(await plannedSets(page), sets);
  });
}

/**
 * @param {Page} page
 * @param {string} buildId
 */
function chip(page, buildId) {
  return page.locator(`[data-focus="build-id-orders-${buildId}"]`);
}

/** @param {import('playwright-core').Locator} locator */
function hasFocus(locator) {
  return locator.evaluate((node) => node === document.activeElement);
}

test('the menu of a version says what would change nothing', async (t) => {
  const page = await openPage(t);
  await chip(page, '2.0').click();
  const entries = await page.getByRole('menuitem').allTextContents();
  const idle = entries.map(words).filter((entry) => entry.endsWith('changes nothing'));
  assert.deepEqual(idle, [
    'Promote its set to queue default changes nothing',
    'Promote within its set changes nothing',
  ]);
});

/** @param {string} text */
function words(text) {
  return text.replace(/\s+/g, ' ').trim();
}

test('Escape closes the menu, and the focus is back on the build ID', async (t) => {
  const page = await openPage(t);
  await chip(page, '1.1').click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('menu').count(), 0);
  assert.equal(await focused(page), 'build-id-orders-1.1');
});

test('nothing but an invitation is there before an operation begins, nor after it', async (t) => {
  const page = await openPage(t);
  const invitation = 'Press a version, or paste a temporal command, to add step';
  await composerText(page, `${invitation} 2`).waitFor();
  assert.equal(await applyButton(page).count(), 0);
  await chip(page, '1.0').click();
  await page.getByRole('menuitem', { name: 'Promote within its set' }).click();
  assert.equal(await focused(page), 'apply');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'composer');
  await composerText(page, `${invitation} 3`).waitFor();
  assert.equal(await applyButton(page).count(), 0);
});

const UPDATE = 'temporal task-queue update-build-ids';
const COMMAND = `${UPDATE} add-new-compatible --task-queue orders --build-id 1.2 --existing-compatible-build-id 1.0`;
const PROMOTION = `${UPDATE} promote-set --task-queue orders --build-id 1.0`;

/**
 * Pastes a text where the focus is.
 *
 * @param {Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press('Control+V');
}

/** What may write to the clipboard and read it. */
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/**
 * The values of the command in the bar.
 *
 * @param {Page} page
 */
function values(page) {
  return page
    .getByRole('group', { name: 'Command' })
    .getByRole('combobox')
    .evaluateAll((inputs) =>
      inputs.map((input) => (input instanceof HTMLInputElement ? input.value : '')),
    );
}

/**
 * @param {Page} page
 * @param {string} flag of the value
 */
function valueAfter(page, flag) {
  return page.getByRole('combobox', { name: new RegExp(`^${flag}\\s?,`) });
}

test('a pasted command shows its values, and is added', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, `$ ${COMMAND} --set-as-default | tee log`);
  assert.deepEqual(await values(page), ['orders', '1.2', '1.0']);
  assert.match(
    words((await page.getByRole('group', { name: 'Command' }).textContent()) ?? ''),
    /--set-as-default$/,
  );
  assert.equal(
    await page.locator('#command-note').textContent(),
    'Passed over in line 1: | tee log (not part of the command).',
  );
  await page.keyboard.press('Enter');
  assert.deepEqual(await plannedSets(page), ['[*2.0]', '[1.0 1.1 *1.2] queue default']);
});

test('after a step is added, the next command can be pasted at once', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, COMMAND);
  await page.keyboard.press('Enter');
  await paste(page, PROMOTION);
  await page.keyboard.press('Enter');
  assert.deepEqual(await plannedSets(page), ['[*2.0]', '[1.0 1.1 *1.2] queue default']);
});

test('a command that is pasted into a value takes the place of the whole', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, COMMAND);
  await valueAfter(page, '--build-id').focus();
  await paste(page, PROMOTION);
  assert.deepEqual(await values(page), ['orders', '1.0']);
});

test('what is pasted into a value otherwise is the value', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, COMMAND);
  await valueAfter(page, '--build-id').fill('');
  await paste(page, '1.3');
  assert.deepEqual(await values(page), ['orders', '1.3', '1.0']);
});

test('values are edited in place, from one to the next by Tab', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, COMMAND);
  await valueAfter(page, '--task-queue').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.type('1.3');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1.1');
  await page.keyboard.press('Enter');
  assert.deepEqual(await plannedSets(page), ['[1.0 1.1 *1.3]', '[*2.0] queue default']);
});

test('build IDs and queues that are known are suggested', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await composerText(page).focus();
  await paste(page, COMMAND);
  /** @param {string} flag */
  const suggested = (flag) =>
    valueAfter(page, flag).evaluate((input) =>
      input instanceof HTMLInputElement
        ? [...(input.list?.options ?? [])].map(({ value }) => value)
        : [],
    );
  assert.deepEqual(await suggested('--task-queue'), ['orders', 'payments']);
  assert.deepEqual(await suggested('--existing-compatible-build-id'), ['1.0', '1.1', '2.0']);
});

test('the whole command is copied as a shell takes it', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await compose(page, 'promoteSet', { 'Any build ID of the set': '1.0' });
  await valueAfter(page, '--task-queue').fill("it's");
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    `${UPDATE} promote-set \\\n    --task-queue='it'\\''s' \\\n    --build-id=1.0`,
  );
});

test('a merge, which no command asks for, is copied as code', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  await compose(page, 'merge', { 'Primary build ID': '1.0', 'Secondary build ID': '2.0' });
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  assert.match(
    await page.evaluate(() => navigator.clipboard.readText()),
    /operation: 'mergeSets',\s+primaryBuildId: '1\.0',\s+secondaryBuildId: '2\.0'/,
  );
});

/** What stands there when somebody stops while typing: after every few letters. */
const HALF_TYPED = [2, 9, 16, 20, 31, 38, 43, 46, 50, 58, 61, 69, 76, 80].map((length) =>
  PROMOTION.slice(0, length),
);

test('a command left half typed cannot apply something else', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await page.getByRole('button', { name: /^add-new-default/ }).click();
  const command = page.locator('#command');
  for (const text of HALF_TYPED) {
    await command.fill(text);
    assert.equal(await applyButton(page).getAttribute('aria-disabled'), 'true', text);
    await page.keyboard.press('Enter');
    assert.equal(await command.inputValue(), text);
  }
  await applyButton(page).click({ force: true });
  assert.equal(await said(page), 'Expected a value after --build-id.');
  assert.equal(page.url(), before);
});

test('Escape goes back from a typed command to what was composed', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await page.getByRole('button', { name: /^add-new-default/ }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('temporal wor');
  await page.keyboard.press('Escape');
  assert.deepEqual(await values(page), ['orders', '3.0']);
  assert.equal(await focused(page), 'apply');
});

test('a typed command is added by Enter as it stands', async (t) => {
  const page = await openPage(t);
  await composerText(page).focus();
  await page.keyboard.type(PROMOTION);
  await page.keyboard.press('Enter');
  assert.deepEqual(await plannedSets(page), ['[*2.0]', '[1.0 *1.1] queue default']);
});

test('a typed command shows its values once it is left', async (t) => {
  const page = await openPage(t);
  await composerText(page).focus();
  await page.keyboard.type(PROMOTION);
  assert.deepEqual(await values(page), []);
  await chip(page, '1.0').focus();
  assert.deepEqual(await values(page), ['orders', '1.0']);
});

test('what cannot be read says why below the text, and to screen readers', async (t) => {
  const page = await openPage(t);
  await composerText(page).fill(`${UPDATE} promote-set --build-id 1.0`);
  const command = page.locator('#command');
  assert.equal(await command.getAttribute('aria-invalid'), 'true');
  assert.equal(await descriptionOf(command), 'Expected --task-queue.');
  assert.equal(await applyButton(page).getAttribute('aria-disabled'), 'true');
  await command.fill(PROMOTION);
  assert.equal(await command.getAttribute('aria-invalid'), null);
  assert.equal(await descriptionOf(command), '');
  assert.equal(await applyButton(page).getAttribute('aria-disabled'), null);
});

test('what cannot be read is underlined where it stands', async (t) => {
  const page = await openPage(t);
  await composerText(page).fill(`${UPDATE} promote-set orders`);
  const mark = page.locator('.typed-shape mark.wrong');
  assert.match((await mark.textContent()) ?? '', /orders$/);
  assert.equal(await mark.evaluate((node) => getComputedStyle(node).textDecorationStyle), 'wavy');
  await page.locator('#command').fill(PROMOTION);
  assert.equal(await mark.count(), 0);
});

/**
 * What describes a control, as screen readers say it.
 *
 * @param {import('playwright-core').Locator} control
 */
async function descriptionOf(control) {
  const text = await control.evaluate((node) => {
    const ids = node.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? `no ${id}`).join(' ');
  });
  return words(text);
}

test('what is typed for one operation is still there for the next', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  await compose(page, 'promoteSet', {});
  assert.equal(
    await page.getByLabel('Any build ID of the set', { exact: true }).inputValue(),
    '3.0',
  );
});

test('Apply with an empty value marks the value and leads to it', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await chip(page, '1.0').click();
  await page.getByRole('menuitem', { name: 'Add a compatible build ID…' }).click();
  const value = valueAfter(page, '--build-id');
  assert.equal(await value.getAttribute('aria-invalid'), null, 'nothing is wrong before');
  await applyButton(page).click();
  assert.equal(await value.getAttribute('aria-invalid'), 'true');
  assert.equal(await descriptionOf(value), 'New build ID: Fill in the new build ID.');
  assert.equal(await focused(page), 'buildId');
  assert.equal(await said(page), 'Fill in the new build ID.');
  assert.equal(page.url(), before);
  await page.keyboard.type('1.2');
  assert.equal(await value.getAttribute('aria-invalid'), null);
});

const TOO_LONG =
  'The build ID has more bytes than the cluster takes; other letters than a to z have several. Take a shorter build ID.';

/** @type {[string, Operation, Record<string, string>, string, string][]} */
const WRONG_VALUES = [
  [
    'a build ID over 255 bytes',
    'newDefault',
    { 'New build ID': 'é'.repeat(128) },
    'New build ID',
    TOO_LONG,
  ],
  [
    'a build ID that the queue does not know',
    'promoteSet',
    { 'Any build ID of the set': '1.00' },
    'Any build ID of the set',
    "Expected a build ID of the document, got '1.00'; the nearest is '1.0'. Name a build ID that the queue has, or add 1.00 first.",
  ],
  [
    'a build ID with a blank too many',
    'promoteInSet',
    { 'Build ID': ' 1.0' },
    'Build ID',
    'No version set of orders holds exactly  1.0. There is 1.0: capitals and blanks count.',
  ],
  [
    'a build ID of a queue that has none',
    'promoteSet',
    { 'Task queue': 'mails', 'Any build ID of the set': '1.0' },
    'Any build ID of the set',
    'mails has no version sets yet. Name a build ID that the queue has, or add 1.0 first.',
  ],
  ['no task queue', 'newDefault', { 'Task queue': '' }, 'Task queue', 'Fill in the task queue.'],
  [
    'a queue over 1,000 bytes',
    'newDefault',
    { 'Task queue': 'q'.repeat(1001) },
    'Task queue',
    'No task queue can have that name. Name the queue that the workers poll.',
  ],
  [
    'a reserved queue',
    'newDefault',
    { 'Task queue': '/_sys/q' },
    'Task queue',
    'No task queue can have that name. Name the queue that the workers poll.',
  ],
];

test('wrong values', async (t) => {
  // One page for all: none of them is added.
  const page = await openPage(t);
  const before = page.url();
  for (const [name, operation, fields, label, problem] of WRONG_VALUES) {
    await t.test(
      `${name} is an error at its field, and keeps the operation from the plan`,
      async () => {
        await apply(page, operation, fields);
        const field = page.locator('.command-form').getByLabel(label, { exact: true });
        assert.equal(await field.getAttribute('aria-invalid'), 'true');
        assert.equal(await descriptionOf(field), words(problem));
        assert.equal(await field.inputValue(), fields[label], 'nothing is lost');
        assert.equal(page.url(), before);
        await page.getByRole('button', { name: 'Discard' }).click();
      },
    );
  }
});

test('what could have been meant is one press away', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteInSet', { 'Build ID': ' 1.0' });
  await page.getByRole('button', { name: 'Take 1.0' }).click();
  await applyButton(page).click();
  assert.deepEqual(await plannedSets(page), ['[1.1 *1.0]', '[*2.0] queue default']);
});

test('what has to come first is one press away', async (t) => {
  const page = await openPage(t);
  await compose(page, 'promoteSet', { 'Any build ID of the set': '3.0' });
  await page.getByRole('button', { name: 'Try: add 3.0 in a new default set' }).click();
  await applyButton(page).click();
  assert.deepEqual(await plannedSets(page), ['[1.0 *1.1]', '[*2.0]', '[*3.0] queue default']);
});

test('a lone surrogate is an error, not replaced', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': 'a' });
  const value = valueAfter(page, '--build-id');
  await value.evaluate((field) => {
    if (field instanceof HTMLInputElement) field.value = 'a\ud800';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await applyButton(page).click();
  assert.match(await descriptionOf(value), /Expected well-formed text, got a lone surrogate\.$/);
});

/** @type {[string, Operation, Record<string, string | boolean>, string, RegExp][]} */
const REFUSALS = [
  [
    'a new default that exists',
    'newDefault',
    { 'New build ID': '1.0' },
    'version 1.0 already exists',
    /Make 1\.0 the default of its set/,
  ],
  [
    'a compatible one of another set',
    'compatible',
    { 'New build ID': '2.0', 'Existing compatible build ID': '1.0' },
    '2.0 requested to be made compatible with 1.0 but both versions exist and are incompatible',
    /merge their sets/,
  ],
  [
    'a compatible one that is not the set default',
    'compatible',
    { 'New build ID': '1.0', 'Existing compatible build ID': '1.1' },
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
    'version 1.1 already exists and is not default for queue',
    /Promote the set/,
  ],
];

test('refusals', async (t) => {
  // One page for all: a refused operation changes nothing.
  const page = await openPage(t);
  const before = page.url();
  for (const [name, operation, fields, message, instead] of REFUSALS) {
    await t.test(`${name}: the words of the server, what to do, and nothing is lost`, async () => {
      await apply(page, operation, fields);
      const verdict = page.locator('.verdict');
      assert.ok((await verdict.textContent())?.includes(message));
      assert.match((await verdict.textContent()) ?? '', instead);
      assert.equal(await said(page), `The server would refuse this: ${message}`);
      assert.equal(await focused(page), 'verdict');
      assert.equal(page.url(), before);
      for (const [label, value] of Object.entries(fields)) {
        const field = page.locator('.command-form').getByLabel(label, { exact: true });
        const kept = typeof value === 'string' ? await field.inputValue() : await field.isChecked();
        assert.equal(kept, value, label);
      }
      await page.getByRole('button', { name: 'Discard' }).click();
    });
  }
});

test('what to do instead of a refused operation is one press away', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'New build ID': '1.1' });
  await page.getByRole('button', { name: 'Try: make the set of 1.1 the queue default' }).click();
  await applyButton(page).click();
  assert.deepEqual(await plannedSets(page), ['[*2.0]', '[1.0 *1.1] queue default']);
});

test('an operation on a queue that is not there yet brings it', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'Task queue': 'mails', 'New build ID': 'm1' });
  assert.equal(
    await page.locator('#command-note').textContent(),
    'The plan has no task queue mails yet: this step adds it.',
  );
  await applyButton(page).click();
  assert.deepEqual(await plannedSets(page, 'mails'), ['[*m1] queue default']);
});

test('an operation that is composed at an earlier step comes after it', async (t) => {
  const page = await openPage(t);
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button').first().click();
  await apply(page, 'compatible', { 'New build ID': '1.2', 'Existing compatible build ID': '1.0' });
  assert.match((await said(page)) ?? '', /^Step 1 is added to the plan: /);
  assert.deepEqual(await plannedSets(page), ['[1.0 1.1 *1.2]', '[*2.0] queue default']);
});

test('on a phone the composer is a sheet at the bottom, and all of it is easily hit', async (t) => {
  const page = await openPage(t, { viewport: { width: 390, height: 844 } });
  await compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
  await page.getByRole('button', { name: 'Fields' }).click();
  const sheet = page.getByRole('region', { name: 'Step 2' });
  const box = await sheet.boundingBox();
  assert.equal((box?.y ?? 0) + (box?.height ?? 0), 844);
  const controls = sheet.locator('button, input');
  for (const control of await controls.all()) {
    const { height = 0 } = (await control.boundingBox()) ?? {};
    assert.ok(height >= 40, `${await control.getAttribute('data-focus')} is ${height} px high`);
  }
});

test('while a command is typed, its values are marked, and what is wrong with it instead of them', async (t) => {
  const page = await openPage(t);
  const marked = () =>
    page
      .locator('.typed-shape > mark')
      .evaluateAll((marks) => marks.map((mark) => `${mark.className} ${mark.textContent}`));
  const command = 'temporal task-queue update-build-ids promote-set -t orders --build-id';
  await composerText(page).fill(`${command} 1.0`);
  assert.deepEqual(await marked(), ['set orders', 'set 1.0']);
  await page.locator('#command').fill(`${command} 1.0 stray`);
  assert.deepEqual(await marked(), ['wrong stray']);
});
