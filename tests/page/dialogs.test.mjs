/** The dialogs for everybody: by ear, on a phone, with large text and with any name; and the plan's own name. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf, readLink } from '../../pkg/link.js';
import { violations } from './axe.mjs';
import { focused, nextAddress, openPage, serverUrl } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const LONG = `${'w'.repeat(300)}<b>"'&`;

/** @type {import('../../pkg/index.js').RolloutDocument} */
const HOSTILE = {
  version: 1,
  name: LONG,
  description: LONG,
  taskQueues: [{ taskQueue: LONG, versionSets: [{ buildIds: ['b'.repeat(255), '😀 مرحبا'] }] }],
  operations: [
    { name: LONG, taskQueue: LONG, operation: 'addNewIdInNewDefaultSet', buildId: '😀 مرحبا' },
  ],
};

/** @type {[string, string?][]} */
const DIALOGS = [
  ['Rename'],
  ['Goal'],
  ['Examples'],
  ['Import'],
  ['Share', 'Link'],
  ['Share', 'JSON, to be imported again'],
  ['Share', 'Picture of the queues (SVG)'],
  ['Share', 'Go'],
];

/** @param {Page} page @param {(name: string) => Promise<void>} look */
async function throughDialogs(page, look) {
  for (const [button, format] of DIALOGS) {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    if (format) await page.getByLabel('As', { exact: true }).selectOption(format);
    await look([button, format].join(' '));
    await page.keyboard.press('Escape');
  }
}

for (const [view, options] of Object.entries({
  dark: /** @type {const} */ ({ colorScheme: 'dark' }),
  'light on a phone': { viewport: { width: 390, height: 844 } },
})) {
  test(`axe finds nothing wrong in any dialog (${view})`, async (t) => {
    const url = serverUrl() + (await linkOf(HOSTILE, 1));
    const page = await openPage(t, { ...options, url, reducedMotion: 'reduce' });
    await throughDialogs(page, async (name) => {
      assert.deepEqual(await violations(page), [], name);
    });
  });
}

for (const [width, fontSize] of [
  [320, '100%'],
  [390, '200%'],
  [1440, '200%'],
]) {
  test(`no dialog is wider than ${width} pixels with text of ${fontSize}, whatever the names`, async (t) => {
    const url = serverUrl() + (await linkOf(HOSTILE, 1));
    const page = await openPage(t, { url, viewport: { width: Number(width), height: 800 } });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = `${size}`;
    }, fontSize);
    await throughDialogs(page, async (name) => {
      const overflow = await page.evaluate(() => {
        const dialog = /** @type {HTMLElement} */ (document.querySelector('dialog'));
        return [
          dialog.scrollWidth - dialog.clientWidth,
          document.documentElement.scrollWidth - innerWidth,
        ];
      });
      assert.deepEqual(
        overflow.map((pixels) => Math.max(0, pixels)),
        [0, 0],
        name,
      );
    });
  });
}

test('what happens in a dialog is read out there, by the one live region', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  await page
    .getByRole('dialog')
    .getByRole('status')
    .filter({ hasText: 'Paste something' })
    .waitFor();
  assert.equal(await page.locator('[role="status"]').count(), 1);
});

test('a click beside a dialog closes it', async (t) => {
  const page = await openPage(t);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('dialog').waitFor();
  await page.mouse.click(5, 5);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'examples');
});

test('the plan is renamed, in one change that can be undone', async (t) => {
  const page = await openPage(t);
  const before = page.url();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Friday');
  await page.getByRole('heading', { name: 'Friday', includeHidden: true }).waitFor();
  const { document } = await readLink(new URL(await nextAddress(page, before)).hash);
  assert.equal(document.name, 'Friday');
  await page.getByRole('dialog').getByLabel('Description').fill('');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.plan-description').count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Ship 2.0 of orders' }).waitFor();
});
