/** Screenshots of each width and theme, kept in target/page/ for people to compare. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { addressOf, PATCH } from './plans.mjs';
import { applyButton, compose, composerText, openPage } from './support.mjs';

const FOLDER = join(root, 'target', 'page');

/** @param {import('playwright-core').Page} page */
function composeFix(page) {
  return compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
}

/**
 * Each from the plan that patches orders.
 *
 * @type {Record<string, (page: import('playwright-core').Page) => Promise<unknown>>}
 */
const STATES = {
  applied: async () => {},
  composed: async (page) => {
    await composeFix(page);
    await page.getByRole('button', { name: 'Fields' }).click();
  },
  why: async (page) => {
    await composeFix(page);
    await page.getByRole('button', { name: 'Fields' }).click();
    await page.getByRole('button', { name: 'Why Running on 1.0' }).click();
  },
  refused: (page) => compose(page, 'newDefault', { 'New build ID': '1.0' }),
  unreadable: (page) =>
    composerText(page).fill('temporal task-queue update-build-ids promote-set orders'),
  wrong: async (page) => {
    await compose(page, 'compatible', {
      'New build ID': '',
      'Existing compatible build ID': '1.00',
    });
    await applyButton(page).click();
  },
  start: (page) => page.keyboard.press('['),
};

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`the page is kept as it looks, ${colorScheme}`, async (t) => {
    mkdirSync(FOLDER, { recursive: true });
    const url = await addressOf(PATCH);
    const viewport = { width: 1440, height: 900 };
    const page = await openPage(t, { url, colorScheme, viewport, reducedMotion: 'reduce' });
    for (const [state, reach] of Object.entries(STATES)) {
      await page.setViewportSize(viewport);
      await page.goto('about:blank');
      await page.goto(url);
      await page.locator('.verdict').waitFor();
      await reach(page);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: join(FOLDER, `${state}-${width}-${colorScheme}.png`) });
      }
    }
  });
}
