/** Opening the page in a browser, and using it as a person would. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { servePage } from '../../pkg/cli/page-server.js';
import { Rollout } from '../../pkg/index.js';
import { linkOf, readLink } from '../../pkg/link.js';
import { root } from '../../scripts/process.mjs';
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
/** @type {string | undefined} the package, where these tests have one of their own */
let ownPackage;

before(async () => {
  const { chromium: executablePath, args } = ensureBrowser();
  [browser, server] = await Promise.all([
    chromium.launch({ executablePath, args }),
    folders().then((found) => servePage(found, 0, 'max-age=3600')),
  ]);
});

after(async () => {
  await Promise.all([browser?.close(), server?.close()]);
  if (ownPackage) rmSync(ownPackage, { recursive: true });
});

/**
 * The page as people get it. PAGE in the environment names a folder with the package, so that all tests can share one;
 * PAGE=sources takes the sources, in which errors are found sooner.
 *
 * @returns {Promise<import('../../pkg/cli/page-server.js').Folders>}
 */
async function folders() {
  const { PAGE } = process.env;
  if (PAGE === 'sources') return { page: join(root, 'www'), package: join(root, 'pkg') };
  const published = PAGE ?? (await assemble());
  return { page: join(published, 'page'), package: published };
}

async function assemble() {
  const { assemblePackage } = await import('../../scripts/package.mjs');
  ownPackage = mkdtempSync(join(tmpdir(), 'served-'));
  await assemblePackage(ownPackage);
  return ownPackage;
}

/** Where the page is served, with nothing to show but the start; known once the tests run. */
export function serverUrl() {
  return server.url;
}

/** A small plan in which something of every kind happens: where most tests begin. */
const SAMPLE = /** @type {import('../../pkg/index.js').RolloutDocument} */ (
  JSON.parse(readFileSync(join(root, 'www', 'example.json'), 'utf8'))
);

/**
 * The address of that plan.
 *
 * @param {string} [url] of another page
 */
export async function exampleUrl(url = server.url) {
  return url + (await linkOf(SAMPLE, 1));
}

/** @type {WeakMap<TestContext, (() => unknown)[]>} */
const ends = new WeakMap();

/**
 * Ends something with the test. What was begun last ends first: a page may ask its host for something, such as the
 * icon, until it is left.
 *
 * @param {TestContext} t
 * @param {() => unknown} end
 */
export function atEnd(t, end) {
  const known = ends.get(t);
  if (known !== undefined) {
    known.push(end);
    return;
  }
  const all = [end];
  ends.set(t, all);
  t.after(async () => {
    /** @type {unknown[]} */
    const failures = [];
    for (const each of all.reverse()) {
      try {
        await each();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  });
}

/**
 * Serves the page's sources until the test ends.
 *
 * @param {TestContext} t
 * @returns {Promise<string>} their address
 */
export async function serveSources(t) {
  const host = await serve({ port: 0 });
  atEnd(t, host.close);
  return host.url;
}

/**
 * Serves a folder of these files, by their paths, until the test ends.
 *
 * @param {TestContext} t
 * @param {Record<string, string>} files
 * @returns {Promise<string>} its address
 */
export async function serveFiles(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  const host = await servePage({ page: folder, package: join(root, 'pkg') }, 0);
  atEnd(t, async () => {
    await host.close();
    rmSync(folder, { recursive: true });
  });
  return host.url;
}

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
 *   `url`: by default that of the example; `complaints`: those that the test provokes
 */
export async function openPage(t, { url, complaints = [], ...options } = {}) {
  const address = url ?? (await exampleUrl());
  problems = [];
  origin = new URL(address).origin;
  const isOrdinary = Object.keys(options).length === 0;
  if (isOrdinary) ordinaryPage ??= await newPage();
  const page = isOrdinary && ordinaryPage ? ordinaryPage : await newPage(options);
  atEnd(t, async () => {
    // What has happened in the page is heard of before its answer.
    await page.evaluate(() => {});
    if (isOrdinary) {
      // Nothing that a test leaves is there for the next.
      if (page.url().startsWith('http')) await page.evaluate(() => localStorage.clear());
      await page.goto('about:blank');
    } else await page.context().close();
    assert.deepEqual(problems, complaints);
  });
  await page.goto(address);
  await page.locator('[data-focus="plan-name"]').first().waitFor();
  return page;
}

/**
 * Opens the page with an empty address, which shows the start.
 *
 * @param {TestContext} t
 * @param {Parameters<typeof openPage>[1]} [options]
 */
export async function openStart(t, options) {
  const page = await openPage(t, { url: server.url, ...options });
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
  return page;
}

/**
 * A page on which nothing is yet, in a context that has loaded nothing before.
 *
 * @param {TestContext} t
 */
export async function emptyPage(t) {
  const context = await browser.newContext({ viewport: DESKTOP });
  atEnd(t, () => context.close());
  return context.newPage();
}

/**
 * The page in a browser that runs no scripts.
 *
 * @param {TestContext} t
 */
export async function pageWithoutScripts(t) {
  const context = await browser.newContext({ viewport: DESKTOP, javaScriptEnabled: false });
  atEnd(t, () => context.close());
  const page = await context.newPage();
  await page.goto(server.url);
  return page;
}

const DESKTOP = { width: 1440, height: 900 };

/**
 * Leaves the page, and has the browser refuse to keep anything from then on.
 *
 * @param {Page} page
 */
export async function withoutStorage(page) {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await page.goto('about:blank');
}

/** @param {import('playwright-core').BrowserContextOptions} [options] */
async function newPage(options) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
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

export const OPERATIONS = {
  newDefault: 'Add a build ID in a new default set',
  compatible: 'Add a compatible build ID',
  promoteSet: 'Promote a set to queue default',
  promoteInSet: 'Promote a build ID within its set',
  merge: 'Merge two sets',
};

/** @typedef {keyof typeof OPERATIONS} Operation */

/**
 * The text in which a command is typed, as long as nothing is composed.
 *
 * @param {Page} page
 * @param {string} [invitation]
 */
export function composerText(page, invitation = 'Press a version, or paste a temporal command') {
  return page.getByLabel(invitation);
}

/**
 * Opens the form of the composer, chooses an operation and fills its fields by their labels.
 *
 * @param {Page} page
 * @param {Operation} operation
 * @param {Record<string, string | boolean>} fields
 */
export async function compose(page, operation, fields) {
  const opener = page.getByRole('button', { name: 'Fields' });
  if ((await opener.count()) === 0) await composerText(page).fill(AN_OPERATION);
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
  await page
    .locator('.command-form')
    .getByLabel('Operation', { exact: true })
    .selectOption(OPERATIONS[operation]);
  for (const [label, value] of Object.entries(fields)) {
    const field = page.locator('.command-form').getByLabel(label, { exact: true });
    if (typeof value === 'string') await field.fill(value);
    else await field.setChecked(value);
  }
}

/** With which the composer opens, and the form can be. */
const AN_OPERATION =
  "temporal task-queue update-build-ids add-new-default --task-queue orders --build-id ''";

/** @param {Page} page */
export function applyButton(page) {
  return page.getByRole('button', { name: /^Apply as step/ });
}

/**
 * @param {Page} page
 * @param {Operation} operation
 * @param {Record<string, string | boolean>} fields
 */
export async function apply(page, operation, fields) {
  await compose(page, operation, fields);
  await applyButton(page).click();
}

/**
 * The version sets of a queue at the end of the plan in the address, once it follows an added step, such as
 * `['[1.0 *1.1]', '[*2.0] queue default']`.
 *
 * @param {Page} page
 * @param {string} [taskQueue]
 */
export async function plannedSets(page, taskQueue = 'orders') {
  const next = await page.locator('.composer').getAttribute('aria-label');
  const step = Number(next?.replace('Step ', '')) - 1;
  // The address follows the screen.
  await page.waitForURL(({ hash }) => hash.startsWith(`#1.${step}.`));
  const { document } = await readLink(new URL(page.url()).hash);
  const namespace = new Rollout(document).namespaceAfter();
  const { versionSets = [] } = namespace.getBuildIdCompatability(taskQueue) ?? {};
  return versionSets.map(({ buildIds, default: setDefault }, index) => {
    const ids = buildIds.map((buildId) => (buildId === setDefault ? `*${buildId}` : buildId));
    return `[${ids.join(' ')}]${index === versionSets.length - 1 ? ' queue default' : ''}`;
  });
}

/**
 * Opens the plan's name and description.
 *
 * @param {Page} page
 */
export async function openAbout(page) {
  await planName(page).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'About this plan' });
  await dialog.waitFor();
  return dialog;
}

/** @param {Page} page */
export async function openGoal(page) {
  await page.getByRole('button', { name: 'Goal', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan to a goal' });
  await dialog.waitFor();
  return dialog;
}

/**
 * Has the steps to a goal proposed on the timeline.
 *
 * @param {Page} page
 * @param {Record<string, string>} fields of the goal, by their labels
 */
export async function propose(page, fields) {
  const dialog = await openGoal(page);
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByLabel(label).fill(value);
  }
  await dialog.getByRole('button', { name: /on the timeline$/ }).click();
  await page.locator('[data-focus="proposed-1"][aria-current]').waitFor();
}

/**
 * @param {Page} page
 * @param {string} taskQueue
 */
export function queueCard(page, taskQueue) {
  return page.getByRole('article', { name: `Task queue ${taskQueue}`, exact: true });
}

/**
 * The version sets of a queue as the page shows them, such as `['[1.0 *1.1]', '[*2.0] queue default']`.
 *
 * @param {Page} page
 * @param {string} [taskQueue]
 */
export function shownSets(page, taskQueue = 'orders') {
  return queueCard(page, taskQueue)
    .locator('.set')
    .evaluateAll((sets) =>
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

/** Where the example ends. */
export const EXAMPLE = ['[1.0 *1.1]', '[*2.0] queue default'];

/**
 * Opens what the plan lists of a task queue.
 *
 * @param {Page} page
 */
export async function openListed(page) {
  await page.locator('[data-focus="plan-name"]').click();
  await page.getByRole('menuitem', { name: 'What is listed' }).click();
  const dialog = page.getByRole('dialog', { name: 'What is listed' });
  await dialog.waitFor();
  return dialog;
}

/**
 * The plan in the address, once it is as expected: the address follows the screen.
 *
 * @param {Page} page
 * @param {(plan: { document: import('../../pkg/index.js').RolloutDocument, step: number }) => boolean} holds
 */
export async function planWhere(page, holds) {
  for (let frame = 0; frame < MOST_FRAMES; frame++) {
    const { hash } = new URL(page.url());
    const plan = hash === '' ? undefined : await readLink(hash);
    if (plan && holds(plan)) return plan;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.fail(`the address is ${page.url()}`);
}

/** Frames for which a change of the address is awaited. */
const MOST_FRAMES = 300;

/**
 * What the plan is called in the header.
 *
 * @param {Page} page
 */
export function planName(page) {
  return page.locator('[data-focus="plan-name"]');
}

/**
 * The steps as the timeline shows them; the one that is looked at has a star.
 *
 * @param {Page} page
 */
export function shownSteps(page) {
  return page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map((button) => {
        const name = button.querySelector('.step-name')?.textContent ?? 'Start';
        return `${button.getAttribute('aria-current') ? '*' : ''}${name}`;
      }),
    );
}

/**
 * What was read out last.
 *
 * @param {Page} page
 */
export async function said(page) {
  return (await page.getByRole('status').textContent())?.trim();
}

/**
 * The code and the message of the refusal in a part of the page.
 *
 * @param {import('playwright-core').Locator} part
 */
export async function shownRefusal(part) {
  const refusal = part.locator('.refusal');
  return [
    await refusal.locator('.code').textContent(),
    await refusal.locator('.message').textContent(),
  ];
}

/**
 * The key of what has the focus.
 *
 * @param {Page} page
 */
export function focused(page) {
  return page.evaluate(() => document.activeElement?.getAttribute('data-focus'));
}

/**
 * Waits until the address holds another plan, and answers with it.
 *
 * @param {Page} page
 * @param {string} before
 */
export async function nextAddress(page, before) {
  await page.waitForURL((url) => url.href !== before);
  return page.url();
}
