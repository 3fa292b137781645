// The page as `npm start` serves it, in a browser.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startHtml } from '../../scripts/bundle-page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ensureBrowser } from '../../scripts/toolchain.mjs';

const EMPTY = '<!doctype html><title>Empty</title><p>Empty.</p>';

/**
 * Starts a browser, and a server that has the page in one file and, as `empty.html`, an empty one.
 *
 * @template T
 * @param {(browser: import('playwright-core').Browser, url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPage(use) {
  const { chromium: executablePath, args } = ensureBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  writeFileSync(join(folder, 'index.html'), await startHtml());
  writeFileSync(join(folder, 'empty.html'), EMPTY);
  const server = await serve({ port: 0, page: folder });
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await use(browser, server.url);
  } finally {
    await Promise.all([browser.close(), server.close()]);
    rmSync(folder, { recursive: true });
  }
}

export const VIEWPORT = { width: 1440, height: 900 };
