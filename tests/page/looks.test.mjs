/** Screenshots of each width and theme, kept in target/page/ for people to compare. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { compose, openPage } from './support.mjs';

const FOLDER = join(root, 'target', 'page');

/** @type {Record<string, (page: import('playwright-core').Page) => Promise<void>>} */
const STATES = {
  example: async () => {},
  preview: async (page) => {
    await compose(page, 'compatible', {
      'New build ID': '1.2',
      'Existing compatible build ID': '1.0',
    });
    await page.getByRole('button', { name: 'Why: set default for order-17 › reserve' }).click();
  },
};

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`the page is kept as it looks, ${colorScheme}`, async (t) => {
    mkdirSync(FOLDER, { recursive: true });
    const page = await openPage(t, { colorScheme, viewport: { width: 1440, height: 900 } });
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      for (const width of [390, 1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: join(FOLDER, `${state}-${width}-${colorScheme}.png`) });
      }
    }
  });
}
