/** The start for everybody: by ear, on a phone, with large text; and as it looks, kept in target/page/. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { root } from '../../scripts/process.mjs';
import { violations } from './axe.mjs';
import { openStart, pageWithoutScripts, planName, serverUrl } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const FOLDER = join(root, 'target', 'page');

/** @param {Page} page @param {string} name */
async function keepPlan(page, name) {
  const document = {
    version: /** @type {const} */ (1),
    name,
    taskQueues: [{ taskQueue: 'orders' }],
  };
  await page.goto(serverUrl() + (await linkOf(document, 0)));
  await planName(page).filter({ hasText: name }).waitFor();
  await page.goto('about:blank');
  await page.goto(serverUrl());
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
}

/** @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.getByLabel('Paste what your cluster prints').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.locator('.reading .problem').waitFor();
}

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  'with a recent plan': (page) => keepPlan(page, 'Patch orders: 1.2 and 2.1'),
  'with a mistake': (page) => paste(page, 'version: 1\nworkers: {}\n'),
  'asking for a queue': (page) => paste(page, 'null'),
};

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing wrong with the start, ${colorScheme}, and it is kept as it looks`, async (t) => {
    mkdirSync(FOLDER, { recursive: true });
    const viewport = { width: 1440, height: 900 };
    const page = await openStart(t, { colorScheme, viewport, reducedMotion: 'reduce' });
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await violations(page), [], `${state}, ${width}`);
        const path = join(
          FOLDER,
          `empty-${state.replaceAll(' ', '-')}-${width}-${colorScheme}.png`,
        );
        await page.screenshot({ path, fullPage: true });
      }
    }
  });
}

for (const [width, fontSize] of /** @type {const} */ ([
  [320, '100%'],
  [390, '200%'],
  [1440, '200%'],
])) {
  test(`the start is not wider than ${width} pixels with text of ${fontSize}, whatever a plan is called`, async (t) => {
    const page = await openStart(t, { viewport: { width, height: 900 } });
    await keepPlan(page, `${'w'.repeat(300)}<b>"'&`);
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, fontSize);
    await paste(page, 'null');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `${overflow} pixels`);
  });
}

test('on a phone, everything to press is at least 40 pixels high', async (t) => {
  const page = await openStart(t, { viewport: { width: 390, height: 844 } });
  await keepPlan(page, 'Friday');
  const small = await page
    .locator('.start')
    .locator('button, .file-button > span')
    .evaluateAll((all) =>
      all
        .filter((one) => one.getBoundingClientRect().height < 40)
        .map((one) => one.textContent?.trim()),
    );
  assert.deepEqual(small, []);
});

test('the commands to run are copied', async (t) => {
  const page = await openStart(t, {
    permissions: ['clipboard-read', 'clipboard-write'],
    viewport: { width: 1440, height: 900 },
  });
  await page.getByRole('button', { name: 'Copy the command: Version sets of a queue' }).click();
  await page.getByRole('status').filter({ hasText: 'The command is copied.' }).waitFor();
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    'temporal task-queue get-build-ids -t orders -o json',
  );
});

test('without JavaScript, the page says in one sentence that it needs it', async (t) => {
  const page = await pageWithoutScripts(t);
  const seen = await page.locator('body').innerText();
  assert.match(seen.trim(), /^[^.]*needs JavaScript\.$/);
});
