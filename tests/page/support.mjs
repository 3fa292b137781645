/** Opening the page in a browser, and using it as a person would. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { ensureBrowser } from '../../scripts/toolchain.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('node:test').TestContext} TestContext
 */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  const { chromium: executablePath, args } = ensureBrowser();
  [browser, server] = await Promise.all([
    chromium.launch({ executablePath, args }),
    serve({ port: 0 }),
  ]);
});

after(() => Promise.all([browser?.close(), server?.close()]));

/** @type {Page | undefined} the one of all tests that ask for nothing special: each new one takes longer than a test */
let ordinaryPage;
/** @type {string[]} what is wrong in the running test */
let problems = [];
let origin = '';

/**
 * Opens the page. When the test ends it fails if the page has complained, asked for a file in vain,
 * or asked another origin for anything.
 *
 * @param {TestContext} t
 * @param {import('playwright-core').BrowserContextOptions & { url?: string, complaints?: string[] }} [options]
 *   `complaints`: those that the test provokes
 */
export async function openPage(t, { url = server.url, complaints = [], ...options } = {}) {
  problems = [];
  origin = new URL(url).origin;
  const isOrdinary = Object.keys(options).length === 0;
  if (isOrdinary) ordinaryPage ??= await newPage();
  const page = isOrdinary && ordinaryPage ? ordinaryPage : await newPage(options);
  t.after(async () => {
    // What has happened in the page is heard of before its answer.
    await page.evaluate(() => {});
    if (!isOrdinary) await page.context().close();
    assert.deepEqual(problems, complaints);
  });
  await page.goto(url);
  await page.getByRole('table').waitFor();
  return page;
}

/** @param {import('playwright-core').BrowserContextOptions} [options] */
async function newPage(options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`asked for ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // The browser gives up what it no longer needs when the page is left, such as the icon.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${reason}: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  return context.newPage();
}

/** @param {string} name */
export function sample(name) {
  return readFileSync(new URL(`../interop/samples/${name}`, import.meta.url), 'utf8');
}

export const OPERATIONS = {
  newDefault: 'Add a build ID in a new default set',
  compatible: 'Add a build ID compatible with an existing one',
  promoteSet: 'Promote a set to queue default',
  promoteInSet: 'Promote a build ID to default of its set',
  merge: 'Merge two sets',
};

/**
 * Chooses an operation, fills its fields by their labels, and applies it.
 *
 * @param {Page} page
 * @param {keyof typeof OPERATIONS} operation
 * @param {Record<string, string | boolean>} fields
 */
export async function apply(page, operation, fields) {
  await page.getByRole('radio', { name: OPERATIONS[operation] }).check();
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true });
    if (typeof value === 'string') await field.fill(value);
    else await field.setChecked(value);
  }
  await page.getByRole('button', { name: 'Apply' }).click();
}

/**
 * @param {Page} page
 * @param {string} text
 */
export async function paste(page, text) {
  await page.getByLabel('Output of get-build-ids').fill(text);
  await page.getByRole('button', { name: 'Replace the version sets' }).click();
}

/**
 * The version sets as the page shows them, such as `['[1.0 *1.1]', '[*2.0] queue default']`.
 *
 * @param {Page} page
 */
export function shownSets(page) {
  return page.locator('.set').evaluateAll((sets) =>
    sets.map((set) => {
      const ids = [...set.querySelectorAll('.build-id')].map((id) => {
        const isDefault = id.textContent?.includes('Set default');
        return `${isDefault ? '*' : ''}${id.querySelector('code')?.textContent}`;
      });
      const flag = set.textContent?.includes('Queue default') ? ' queue default' : '';
      return `[${ids.join(' ')}]${flag}`;
    }),
  );
}

/**
 * The table as the page shows it: for each workflow its landings, left to right.
 *
 * @param {Page} page
 */
export async function shownLandings(page) {
  const rows = await page.locator('#landings tbody').evaluateAll((bodies) =>
    bodies.map((body) => {
      const title = body.querySelector('th')?.cloneNode(true);
      if (!(title instanceof Element)) throw new Error('a row without a header');
      title.querySelector('.note')?.remove();
      const cells = [...body.querySelectorAll('.cell')].map((cell) =>
        cell.firstElementChild?.textContent?.trim(),
      );
      return [title.textContent?.trim() ?? '', cells];
    }),
  );
  return /** @type {Record<string, string[]>} */ (Object.fromEntries(rows));
}

/**
 * The code and the message of the refusal that the page shows.
 *
 * @param {Page} page
 */
export async function shownRefusal(page) {
  const alert = page.getByRole('alert').filter({ has: page.locator('.refusal') });
  return [
    await alert.locator('.code').textContent(),
    await alert.locator('.message').textContent(),
  ];
}
