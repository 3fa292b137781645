import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  apply,
  openPage,
  paste,
  sample,
  shownLandings,
  shownRefusal,
  shownSets,
} from './support.mjs';

/** @typedef {Parameters<typeof apply>[1]} Operation */

const EXAMPLE = ['[1.0 *1.1]', '[*2.0] queue default'];

/** @type {[string, Operation, Record<string, string | boolean>, string[], string][]} */
const CHANGES = [
  [
    'a new default set',
    'newDefault',
    { 'New build ID': '3.0' },
    ['[1.0 *1.1]', '[*2.0]', '[*3.0] queue default'],
    'Added 3.0 in a new set, the queue default of orders.',
  ],
  [
    'a compatible build ID',
    'compatible',
    { 'New build ID': '1.2', 'Existing compatible build ID': '1.0' },
    ['[1.0 1.1 *1.2]', '[*2.0] queue default'],
    'Added 1.2 as the default of the set of 1.0 on orders.',
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
    'Added 1.2 as the default of the set of 1.0, and made that set the queue default of orders.',
  ],
  [
    'a promoted set',
    'promoteSet',
    { 'Any build ID of the set': '1.0' },
    ['[*2.0]', '[1.0 *1.1] queue default'],
    'Made the set of 1.0 the queue default of orders.',
  ],
  [
    'a build ID promoted in its set',
    'promoteInSet',
    { 'Build ID': '1.0' },
    ['[1.1 *1.0]', '[*2.0] queue default'],
    'Made 1.0 the default of its set on orders.',
  ],
  [
    'a merge',
    'merge',
    { 'Primary build ID': '1.0', 'Secondary build ID': '2.0' },
    ['[1.0 2.0 *1.1] queue default'],
    'Merged the set of 2.0 into that of 1.0 on orders.',
  ],
];

for (const [name, operation, fields, sets, said] of CHANGES) {
  test(`${name} is applied and announced`, async (t) => {
    const page = await openPage(t);
    await apply(page, operation, fields);
    assert.deepEqual(await shownSets(page), sets);
    assert.equal(await page.locator('#change').getByRole('status').textContent(), said);
  });
}

test('the landings follow a change', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  const landings = await shownLandings(page);
  assert.deepEqual(landings['New workflow'], ['3.0', '3.0', '3.0', '3.0']);
  assert.deepEqual(landings['Workflow on 3.0'], ['3.0', '3.0', '3.0', '3.0']);
});

test('an operation that is fulfilled already says that nothing changes', async (t) => {
  const page = await openPage(t);
  await apply(page, 'promoteSet', { 'Any build ID of the set': '2.0' });
  assert.deepEqual(await shownSets(page), EXAMPLE);
  assert.equal(
    await page.locator('#change').getByRole('status').textContent(),
    'Nothing to change: orders is so already.',
  );
});

test('what is typed for one operation is still there for the next', async (t) => {
  const page = await openPage(t);
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  await apply(page, 'promoteSet', {});
  assert.equal(await page.getByLabel('Any build ID of the set').inputValue(), '3.0');
});

const REQUIRES = 'request to update worker build ID compatability requires: ';

/** @type {[string, Operation, Record<string, string | boolean>, string, string][]} */
const REFUSALS = [
  [
    'a new default without a build ID',
    'newDefault',
    { 'New build ID': '' },
    'INVALID_ARGUMENT',
    `${REQUIRES}, \`add_new_version_id_in_new_default_set\` to be set`,
  ],
  [
    'a new default over 255 bytes',
    'newDefault',
    { 'New build ID': 'é'.repeat(128) },
    'INVALID_ARGUMENT',
    `${REQUIRES},  Worker build IDs to be no larger than 255 characters`,
  ],
  [
    'a new default that exists',
    'newDefault',
    { 'New build ID': '1.0' },
    'INVALID_ARGUMENT',
    'version 1.0 already exists',
  ],
  [
    'a compatible one without build IDs',
    'compatible',
    { 'New build ID': '', 'Existing compatible build ID': '' },
    'INVALID_ARGUMENT',
    `${REQUIRES}, \`add_new_compatible_version\` to be set, \`existing_compatible_version\` to be set`,
  ],
  [
    'a compatible one to an unknown one',
    'compatible',
    { 'New build ID': '9.1', 'Existing compatible build ID': '9.0' },
    'NOT_FOUND',
    'targeted compatible_version 9.0 not found',
  ],
  [
    'a compatible one of another set',
    'compatible',
    { 'New build ID': '2.0', 'Existing compatible build ID': '1.0' },
    'INVALID_ARGUMENT',
    '2.0 requested to be made compatible with 1.0 but both versions exist and are incompatible',
  ],
  [
    'a compatible one that is not the set default',
    'compatible',
    { 'New build ID': '1.0', 'Existing compatible build ID': '1.1' },
    'INVALID_ARGUMENT',
    'version 1.0 already exists and is not default in set',
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
  ],
  [
    'a promotion of a set without a build ID',
    'promoteSet',
    { 'Any build ID of the set': '' },
    'INVALID_ARGUMENT',
    `${REQUIRES}, \`promote_set_by_version_id\` to be set`,
  ],
  [
    'a promotion of an unknown set',
    'promoteSet',
    { 'Any build ID of the set': '9.0' },
    'NOT_FOUND',
    'targeted version 9.0 not found',
  ],
  [
    'a promotion in the set without a build ID',
    'promoteInSet',
    { 'Build ID': '' },
    'INVALID_ARGUMENT',
    `${REQUIRES}, \`promote_version_id_within_set\` to be set`,
  ],
  [
    'a promotion in the set of an unknown build ID',
    'promoteInSet',
    { 'Build ID': ' 1.0' },
    'NOT_FOUND',
    'targeted version  1.0 not found',
  ],
  [
    'a merge of an unknown primary',
    'merge',
    { 'Primary build ID': '9.0', 'Secondary build ID': '1.0' },
    'NOT_FOUND',
    'targeted primary version 9.0 not found',
  ],
  [
    'a merge of an unknown secondary',
    'merge',
    { 'Primary build ID': '1.0', 'Secondary build ID': '' },
    'NOT_FOUND',
    'targeted secondary version  not found',
  ],
];

for (const [name, operation, fields, code, message] of REFUSALS) {
  test(`${name} is refused in the words of the server, and nothing is lost`, async (t) => {
    const page = await openPage(t);
    await apply(page, operation, fields);
    assert.deepEqual(await shownRefusal(page), [code, message]);
    assert.deepEqual(await shownSets(page), EXAMPLE);
    for (const [label, value] of Object.entries(fields)) {
      const field = page.getByLabel(label, { exact: true });
      const kept = typeof value === 'string' ? await field.inputValue() : await field.isChecked();
      assert.equal(kept, value, label);
    }
  });
}

/** @type {[string, string, string][]} */
const BAD_QUEUES = [
  ['no name', '', `${REQUIRES}, \`task_queue\` to be set`],
  ['a name over 1,000 bytes', 'q'.repeat(1001), 'taskQueue length exceeds limit'],
  ['a reserved name', '/_sys/q', 'task queue name cannot start with reserved prefix /_sys/'],
];

for (const [name, taskQueue, message] of BAD_QUEUES) {
  test(`a task queue of ${name} is refused in the words of the server`, async (t) => {
    const page = await openPage(t);
    await page.getByLabel('Name of the task queue').fill(taskQueue);
    await apply(page, 'newDefault', { 'New build ID': '1.0' });
    const alert = page.locator('#change').getByRole('alert');
    assert.equal(await alert.locator('.code').textContent(), 'INVALID_ARGUMENT');
    assert.equal(await alert.locator('.message').textContent(), message);
    assert.equal(await page.getByLabel('Name of the task queue').inputValue(), taskQueue);
  });
}

test('a task queue without a name is refused where it is typed', async (t) => {
  const page = await openPage(t);
  const name = page.getByLabel('Name of the task queue');
  await name.fill('');
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await shownRefusal(page), ['INVALID_ARGUMENT', 'missing task queue name']);
  assert.equal(await page.getByRole('table').isVisible(), false);
  await name.fill('orders');
  assert.equal(await name.getAttribute('aria-invalid'), 'false');
  assert.deepEqual(await shownSets(page), EXAMPLE);
});

test('half a character is refused, not replaced', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('New build ID').evaluate((field) => {
    if (field instanceof HTMLInputElement) field.value = 'a\ud800';
  });
  await page.getByRole('button', { name: 'Apply' }).click();
  assert.deepEqual(await shownRefusal(page), [
    'Not possible',
    'operation.buildId: expected well-formed text, got a lone surrogate',
  ]);
});

test('an eleventh set is refused', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-ten.json'));
  await apply(page, 'newDefault', { 'New build ID': 'v10' });
  assert.deepEqual(await shownRefusal(page), [
    'FAILED_PRECONDITION',
    'update would exceed number of compatible version sets permitted in namespace dynamic config (11/10)',
  ]);
});

test('a build ID past the hundredth is refused', async (t) => {
  const page = await openPage(t);
  const buildIds = Array.from({ length: 100 }, (_, index) => `b${index}`);
  await paste(page, JSON.stringify({ majorVersionSets: [{ buildIds }] }));
  await apply(page, 'newDefault', { 'New build ID': 'b100' });
  assert.deepEqual(await shownRefusal(page), [
    'FAILED_PRECONDITION',
    'update would exceed number of build IDs permitted in namespace dynamic config (101/100)',
  ]);
});

test('a build ID on a queue past the twentieth is refused', async (t) => {
  const page = await openPage(t);
  for (let queue = 1; queue <= 21; queue++) {
    await page.getByLabel('Name of the task queue').fill(`queue-${queue}`);
    await apply(page, 'newDefault', { 'New build ID': 'shared' });
  }
  assert.deepEqual(await shownRefusal(page), [
    'FAILED_PRECONDITION',
    'Exceeded max task queues allowed to be mapped to a single build ID: 20',
  ]);
});

test('a change takes the refusal before it away', async (t) => {
  const page = await openPage(t);
  await apply(page, 'promoteSet', { 'Any build ID of the set': '9.0' });
  await apply(page, 'promoteSet', { 'Any build ID of the set': '1.0' });
  assert.equal(await page.locator('.refusal').count(), 0);
});
