/** Pages of a temporary project in Chromium. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../../scripts/serve.mjs';
import { ensureBrowser } from '../../../scripts/toolchain.mjs';

/**
 * @typedef {object} Browser
 * @property {(url: string) => Promise<unknown>} answerOf opens a page, and answers with what it leaves in
 *   `globalThis.answer`; rejects when the page throws or prints a warning
 * @property {(path: string, html: string) => Promise<unknown>} answerOfPage the same, of a page that is
 *   written into the project's `www/` and served from there
 * @property {() => Promise<void>} close
 */

/**
 * Starts a browser and a server of the project's `www/` at `/` and its `pkg/` at `/pkg/`.
 *
 * @param {import('./installed.mjs').Project} project
 * @returns {Promise<Browser>}
 */
export async function openBrowser(project) {
  const { chromium: executablePath, args } = ensureBrowser();
  const browser = await chromium.launch({ executablePath, args });
  const server = await serve({ port: 0, folder: project.folder });
  /** @type {Browser['answerOf']} */
  const answerOf = async (url) => {
    const page = await browser.newPage();
    try {
      const failure = new Promise((_, reject) => {
        page.on('pageerror', reject);
        page.on('crash', () => reject(new Error('the page crashed')));
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) reject(new Error(message.text()));
        });
      });
      const answer = page
        .goto(url)
        .then(() => page.waitForFunction('globalThis.answer', undefined, { timeout: 20_000 }))
        .then((handle) => handle.jsonValue());
      const text = await Promise.race([answer, failure]);
      return JSON.parse(`${text}`);
    } finally {
      await page.close();
    }
  };
  return {
    answerOf,
    answerOfPage: (path, html) => {
      const file = join(project.folder, 'www', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, html);
      return answerOf(new URL(path, server.url).href);
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * A page that runs a script.
 *
 * @param {string} script its address
 * @param {{ type?: 'module', head?: string }} [options]
 */
export function pageOf(script, { type, head = '' } = {}) {
  const kind = type ? ` type="${type}"` : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}</head>
<body><script${kind} src="${script}"></script></body>
</html>
`;
}
