/** The examples: what each says holds, and each opens. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout } from '../../pkg/index.js';
import { linkOf } from '../../pkg/link.js';
import { EXAMPLES } from '../../www/examples.js';
import {
  focused,
  openAbout,
  openPage,
  openStart,
  planName,
  planWhere,
  said,
  serverUrl,
} from './support.mjs';

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

test('each opens from the gallery, and says that it is an example', async (t) => {
  const page = await openPage(t, {
    url: serverUrl() + (await linkOf({ version: 1, name: 'Ours' }, 0)),
  });
  for (const { name = '' } of EXAMPLES.values()) {
    await page.getByRole('button', { name: 'Examples', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await planName(page).filter({ hasText: name }).waitFor();
    assert.equal(await page.locator('.example-mark').textContent(), 'Example');
    assert.equal(await page.getByRole('dialog').count(), 0);
  }
});

test('the start has some, and leads to all', async (t) => {
  const page = await openStart(t);
  const [first, second] = EXAMPLES.values();
  await page.getByRole('button', { name: first.name }).waitFor();
  await page.getByRole('button', { name: `All ${EXAMPLES.size} examples` }).click();
  const dialog = page.getByRole('dialog', { name: 'Examples' });
  assert.equal(await dialog.locator('.example').count(), EXAMPLES.size);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: second.name }).click();
  await planName(page).filter({ hasText: second.name }).waitFor();
});

test('an opened example is read out, gets the focus, and undo takes it back', async (t) => {
  const page = await openStart(t);
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'How do I roll back a release?' })
    .click();
  await page.getByRole('status').filter({ hasText: 'Opened: How do I roll back' }).waitFor();
  assert.equal(await focused(page), 'plan-name');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
  assert.match((await said(page)) ?? '', /^Undone: Open the example/);
});

test('an example stays one after a change and a reload, until it is renamed', async (t) => {
  const page = await openPage(t);
  const mark = page.locator('.example-mark');
  await mark.waitFor();
  await page.locator('[data-focus="step-0"]').click();
  await planWhere(page, ({ step }) => step === 0);
  await page.reload();
  await mark.waitFor();
  await openAbout(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('With another name it is a plan of your own.').waitFor();
  await dialog.getByLabel('Name', { exact: true }).fill('Ours');
  await mark.waitFor({ state: 'detached' });
});

test('the gallery is opened, gone through and closed by keyboard', async (t) => {
  const page = await openPage(t);
  await page.locator('[data-focus="examples"]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Examples' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), `example-${[...EXAMPLES.keys()][0]}`);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'examples');
});
