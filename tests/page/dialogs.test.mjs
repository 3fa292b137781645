/** The dialogs for everybody: by ear, on a phone, with large text and with any name; and the plan's own name. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { violations } from './axe.mjs';
import {
  apply,
  focused,
  openAbout,
  openGoal,
  openPage,
  planName,
  planWhere,
  serverUrl,
} from './support.mjs';

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

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const DIALOGS = {
  'name and description': openAbout,
  goal: openGoal,
  examples: (page) => press(page, 'Examples'),
  'what a cluster prints': (page) => press(page, 'Add from cluster'),
  'what to do with what a cluster prints': async (page) => {
    await press(page, 'Add from cluster');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(`$ temporal task-queue get-build-ids -t q\n${OUTPUT}`);
    await dialog.getByRole('button', { name: 'Read it' }).click();
    await dialog.getByRole('button', { name: 'Open as a new plan' }).waitFor();
  },
  keys: async (page) => {
    await planName(page).click();
    await page.getByRole('menuitem', { name: 'Keys' }).click();
  },
  'a link': (page) => share(page, 'Link'),
  'the plan as JSON': (page) => share(page, 'JSON, to be imported again'),
  'code in Go': (page) => share(page, 'Go'),
};

const OUTPUT = JSON.stringify([
  { buildIds: ['b'.repeat(255), '😀'], defaultForSet: '😀', isDefaultSet: true },
]);

/** @param {Page} page @param {string} name */
async function press(page, name) {
  // Where there is less room, it stands in a menu.
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    await page.locator('[data-focus="more"]').click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else {
    await button.click();
  }
  await page.getByRole('dialog').waitFor();
}

/** @param {Page} page @param {string} format */
async function share(page, format) {
  await press(page, 'Share');
  await page.getByLabel('As', { exact: true }).selectOption(format);
}

/** @param {Page} page @param {(name: string) => Promise<void>} look */
async function throughDialogs(page, look) {
  for (const [name, open] of Object.entries(DIALOGS)) {
    if (name === 'goal' && !(await page.getByRole('button', { name: 'Goal' }).isVisible())) {
      await press(page, 'Goal');
    } else {
      await open(page);
    }
    await page.getByRole('dialog').waitFor();
    await look(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
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
        return dialog.scrollWidth - dialog.clientWidth;
      });
      assert.equal(Math.max(0, overflow), 0, name);
    });
  });
}

test('what happens in a dialog is read out there, by the one live region', async (t) => {
  const page = await openPage(t);
  await press(page, 'Add from cluster');
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('status').filter({ hasText: 'Paste something' }).waitFor();
  assert.equal(await page.locator('[role="status"]').count(), 1);
});

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const WAYS_OUT = {
  Escape: (page) => page.keyboard.press('Escape'),
  'its button': (page) =>
    page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click(),
  Back: (page) => page.goBack(),
  'a click beside it': (page) => page.mouse.click(5, 5),
};

for (const [way, close] of Object.entries(WAYS_OUT)) {
  for (const name of ['Examples', 'Share']) {
    test(`${way} closes ${name}, and the plan and its address are as before`, async (t) => {
      const page = await openPage(t);
      const address = page.url();
      const places = await page.evaluate(() => history.length);
      await press(page, name);
      await page.waitForFunction((length) => history.length > length, places);
      await close(page);
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.equal(await focused(page), name.toLowerCase());
      await page.waitForFunction(() => !history.state.isLayer);
      assert.equal(page.url(), address);
      // Back is not used up: it leads to where one was before the page.
      await apply(page, 'newDefault', { 'New build ID': '3.0' });
      await page.waitForURL((url) => url.href !== address);
      await page.goBack();
      await page.waitForURL(address);
      assert.equal(await page.getByRole('dialog').count(), 0);
    });
  }
}

test('what is done in a dialog stays when Back closes it, and Back undoes it next', async (t) => {
  const page = await openPage(t);
  const address = page.url();
  const dialog = await openAbout(page);
  await dialog.getByLabel('Name', { exact: true }).fill('Friday');
  await page.goBack();
  await dialog.waitFor({ state: 'hidden' });
  await planWhere(page, ({ document }) => document.name === 'Friday');
  await page.goBack();
  await page.waitForURL(address);
  await planName(page).filter({ hasText: 'Ship 2.0 of orders' }).waitFor();
});

test('a plan opened from a dialog takes its place: Back leads to the plan before', async (t) => {
  const page = await openPage(t);
  const address = page.url();
  await press(page, 'Examples');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'How do I roll back a release?' })
    .click();
  await planWhere(page, ({ document }) => document.name === 'How do I roll back a release?');
  await page.goBack();
  await page.waitForURL(address);
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('one dialog right after the other closes on Back, too', async (t) => {
  const page = await openPage(t);
  const address = page.url();
  for (let time = 0; time < 3; time++) {
    await press(page, 'Share');
    await page.keyboard.press('Escape');
    await press(page, 'Examples');
    await page.waitForFunction(() => history.state.isLayer);
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  assert.equal(page.url(), address);
});

test('the plan is renamed, in one change that can be undone', async (t) => {
  const page = await openPage(t);
  const dialog = await openAbout(page);
  await dialog.getByLabel('Name', { exact: true }).fill('Friday');
  await planWhere(page, ({ document }) => document.name === 'Friday');
  await dialog.getByLabel('Description').fill('');
  await planWhere(page, ({ document }) => document.description === undefined);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await planName(page).filter({ hasText: 'Ship 2.0 of orders' }).waitFor();
});
