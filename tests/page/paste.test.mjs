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

const EXAMPLE = ['[1.0 *1.1]', '[*2.0] queue default'];
const THREE = ['[1.0 1.1 *1.2]', '[*2.0]', '[3.0 *3.1] queue default'];

/** @type {[string, string[]][]} */
const FORMATS = [
  ['cli-three.json', THREE],
  ['cli-three.jsonl', THREE],
  ['cli-three.text', THREE],
  ['cli-three-coloured.text', THREE],
  ['cli-one.json', ['[1.0 *1.1] queue default']],
  ['http-several.json', EXAMPLE],
  ['typescript-several.json', EXAMPLE],
];

for (const [name, sets] of FORMATS) {
  test(`${name} can be pasted`, async (t) => {
    const page = await openPage(t);
    await apply(page, 'newDefault', { 'New build ID': 'to be replaced' });
    await paste(page, sample(name));
    assert.deepEqual(await shownSets(page), sets);
  });
}

test('what was pasted is announced', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-three.json'));
  assert.equal(
    await page.locator('#paste').getByRole('status').textContent(),
    'orders has 3 version sets now; new workflows start on 3.1.',
  );
});

test('the landings are those of what was pasted', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-three.json'));
  const landings = await shownLandings(page);
  assert.deepEqual(landings['New workflow'], ['3.1', '3.1', '3.1', '3.1']);
  assert.deepEqual(landings['Workflow on 1.0'], ['1.2', '1.2', '1.2', '1.2']);
});

test('pasting what an unversioned queue prints makes the queue unversioned', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-unversioned.json'));
  assert.deepEqual(await shownSets(page), []);
  assert.equal(
    await page.locator('#paste').getByRole('status').textContent(),
    'orders is unversioned now.',
  );
});

test('a bad paste is refused with its reason, is kept, and changes nothing', async (t) => {
  const page = await openPage(t);
  const bad = '[{"buildIds": ["1.0"], "defaultForSet": "2.0", "isDefaultSet": true}]';
  await paste(page, bad);
  const [code, message] = await shownRefusal(page);
  assert.equal(code, 'INVALID_ARGUMENT');
  assert.match(message ?? '', /defaultForSet: expected '1.0'.*got '2.0'/);
  assert.deepEqual(await shownSets(page), EXAMPLE);
  assert.equal(await page.getByLabel('Output of get-build-ids').inputValue(), bad);
});

test('an empty paste is refused', async (t) => {
  const page = await openPage(t);
  await paste(page, '');
  const [code, message] = await shownRefusal(page);
  assert.equal(code, 'INVALID_ARGUMENT');
  assert.match(message ?? '', /got nothing$/);
});

test('a merge after a paste says that the order is a guess', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-three.json'));
  await apply(page, 'merge', { 'Primary build ID': '1.0', 'Secondary build ID': '2.0' });
  assert.match((await page.locator('.set').first().textContent()) ?? '', /is a guess/);
});

test('the command to run names the task queue, quoted for a shell where it must be', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('Name of the task queue').fill("bob's queue");
  assert.equal(
    await page.locator('#paste-command').textContent(),
    "temporal task-queue get-build-ids --task-queue 'bob'\\''s queue' -o json",
  );
});
