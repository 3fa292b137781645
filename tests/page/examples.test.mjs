/** The examples: what each says holds, and each opens. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout } from '../../pkg/index.js';
import { EXAMPLES } from '../../www/examples.js';
import { EXAMPLE, focused, openPage, said, shownSets } from './support.mjs';

for (const [key, document] of EXAMPLES) {
  test(`everything is as expected in ${key}`, () => {
    const { findings, unexpectedRefusals } = new Rollout(document).check();
    assert.deepEqual(
      findings.filter(({ met }) => !met),
      [],
    );
    assert.deepEqual(unexpectedRefusals, []);
    assert.ok(findings.length > 1);
  });

  test(`${key} asks a question, and says in two sentences what to look at`, () => {
    assert.match(document.name ?? '', /\?$/);
    assert.match(document.description ?? '', /^[^.]+(\.\d[^.]*)*\. [^.]+(\.\d[^.]*)*\.$/);
  });
}

test('each opens from the gallery', async (t) => {
  const page = await openPage(t);
  for (const { name = '' } of EXAMPLES.values()) {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    assert.equal(await page.getByRole('dialog').count(), 0);
  }
});

test('an opened example is read out, gets the focus, and undo takes it back', async (t) => {
  const page = await openPage(t);
  const before = await shownSets(page);
  assert.deepEqual(before, EXAMPLE);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: 'How do I roll back a release?' }).click();
  await page.getByRole('status').filter({ hasText: 'Opened: How do I roll back' }).waitFor();
  assert.equal(await focused(page), 'plan-name');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await shownSets(page), before);
  assert.match((await said(page)) ?? '', /^Undone: Open the example/);
});

test('the gallery is opened, gone through and closed by keyboard', async (t) => {
  const page = await openPage(t);
  await page.locator('[data-focus="examples"]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Examples' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'example-first-versioned-queue');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'examples');
});
