/** The way back from a step and its runbook, on the screen and on paper. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, PATCH } from './plans.mjs';
import { focused, openPage } from './support.mjs';

test('a step of the plan shows the way back, as commands to copy', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Way back' }).click();
  const panel = page.getByRole('region', { name: 'The way back from step 1' });
  assert.match((await panel.textContent()) ?? '', /promote-set.*--build-id=1\.1/s);
  await panel.getByRole('button', { name: /^Copy the command: make the set of 1\.1/ }).waitFor();
  await panel.getByRole('button', { name: /^Close/ }).click();
  assert.equal(await panel.count(), 0);
  assert.equal(await focused(page), 'way-back');
});

test('a step of the plan shows its part of the runbook', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Runbook' }).click();
  const panel = page.getByRole('region', { name: 'Runbook of step 1' });
  await panel.getByRole('heading', { name: 'Step 1: add 2.0 in a new default set' }).waitFor();
  assert.match((await panel.textContent()) ?? '', /--task-queue=orders/);
});

test('the start has neither', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH, 0) });
  assert.equal(await page.getByRole('button', { name: /^(Way back|Runbook)$/ }).count(), 0);
});

test('on paper stands the runbook, each step with its picture, and nothing else', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const paper = page.locator('.printout');
  await paper.getByRole('heading', { name: 'Before you start' }).waitFor();
  await paper.getByRole('heading', { name: /^Step 1: / }).waitFor();
  await paper.getByRole('heading', { name: 'At the end' }).waitFor();
  assert.equal(await paper.locator('.printed-step svg:visible').count(), 1);
  assert.equal(await page.locator('.content').isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await paper.waitFor({ state: 'detached' });
  assert.equal(await page.locator('.content').isVisible(), true);
});
