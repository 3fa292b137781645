/** Whether everybody can use the page: by keyboard, by ear, on a phone, with any build ID. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { apply, OPERATIONS, openPage, paste, sample, shownSets } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '</script><script>document.title=1</script>',
  '__proto__',
  'constructor',
  '😀👍🏽 版本',
  'مرحبا',
  'a'.repeat(255),
  'two  blanks',
];

/** @type {Record<string, (page: Page) => Promise<void>>} */
const STATES = {
  'the example': async () => {},
  'an unversioned queue': (page) => page.getByLabel('Name of the task queue').fill('other'),
  'a change': (page) => apply(page, 'newDefault', { 'New build ID': '3.0' }),
  'a refusal': (page) => apply(page, 'merge', { 'Primary build ID': 'x' }),
  'a refused paste': (page) => paste(page, 'oops'),
  'a refused name': (page) => page.getByLabel('Name of the task queue').fill(''),
  'refused landings, explained': async (page) => {
    await page.getByRole('radio', { name: 'Compatible', exact: true }).check();
    await page.getByLabel('Target task queue').selectOption('Another');
    await page.getByRole('button', { name: 'Activity, workflow on 1.0' }).click();
  },
  'landings of every sort': async (page) => {
    await page.getByLabel('Also show build ID').fill('0.9');
    await page.getByLabel('Target task queue').selectOption('Another');
  },
};

/** @type {Record<string, import('playwright-core').BrowserContextOptions>} */
const VIEWS = {
  light: { colorScheme: 'light', viewport: DESKTOP },
  dark: { colorScheme: 'dark', viewport: DESKTOP },
  'light on a phone': { colorScheme: 'light', viewport: PHONE },
};

for (const [view, options] of Object.entries(VIEWS)) {
  test(`axe finds nothing wrong in any state (${view})`, async (t) => {
    // Colours that are still changing have no contrast to measure.
    const page = await openPage(t, { ...options, reducedMotion: 'reduce' });
    for (const [state, reach] of Object.entries(STATES)) {
      await page.goto(page.url());
      await reach(page);
      assert.deepEqual(await violations(page), [], state);
    }
  });
}

/** @param {Page} page */
async function violations(page) {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() =>
    /** @type {typeof globalThis & { axe: typeof import('axe-core') }} */ (globalThis).axe.run(),
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}

test('axe finds nothing wrong with the fields of any operation', async (t) => {
  const page = await openPage(t);
  for (const name of Object.values(OPERATIONS)) {
    await page.getByRole('radio', { name }).check();
    assert.deepEqual(await violations(page), [], name);
  }
});

/**
 * Presses Tab until something has the focus.
 *
 * @param {Page} page
 * @param {import('playwright-core').Locator} wanted
 */
async function tabTo(page, wanted) {
  const hasFocus = () => wanted.evaluate((node) => node === document.activeElement);
  for (let presses = 0; !(await hasFocus()); presses++) {
    assert.ok(presses < 60, 'Tab does not reach it');
    await page.keyboard.press('Tab');
  }
}

test('an operation is applied by keyboard alone', async (t) => {
  const page = await openPage(t);
  await tabTo(page, page.getByRole('radio', { name: OPERATIONS.newDefault }));
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowDown');
  assert.equal(await page.getByRole('radio', { name: OPERATIONS.merge }).isChecked(), true);
  await tabTo(page, page.getByLabel('Primary build ID'));
  await page.keyboard.type('2.0');
  await tabTo(page, page.getByLabel('Secondary build ID'));
  await page.keyboard.type('1.0');
  await tabTo(page, page.getByRole('button', { name: 'Apply' }));
  await page.keyboard.press('Enter');
  assert.deepEqual(await shownSets(page), ['[1.0 1.1 *2.0] queue default']);
});

test('Enter in a field applies the operation', async (t) => {
  const page = await openPage(t);
  await page.getByLabel('New build ID').fill('3.0');
  await page.keyboard.press('Enter');
  assert.deepEqual(await shownSets(page), ['[1.0 *1.1]', '[*2.0]', '[*3.0] queue default']);
});

test('an explanation is opened by keyboard alone, and the focus stays', async (t) => {
  const page = await openPage(t);
  const why = page.getByRole('button', { name: 'Child workflow, workflow on 1.1' });
  await tabTo(page, why);
  await page.keyboard.press('Space');
  assert.equal(await why.getAttribute('aria-expanded'), 'true');
  assert.equal(await why.evaluate((node) => node === document.activeElement), true);
  const id = await why.getAttribute('aria-controls');
  assert.equal(await page.locator(`[id="${id}"]`).isVisible(), true);
});

test('the focus is visible on everything that Tab reaches', async (t) => {
  const page = await openPage(t);
  const stops = new Set();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const { name, outline } = await page.evaluate(() => {
      const node = document.activeElement ?? document.body;
      return { name: node.outerHTML.slice(0, 80), outline: getComputedStyle(node).outlineWidth };
    });
    if (name.startsWith('<body')) break;
    stops.add(name);
    assert.equal(outline, '3px', name);
  }
  assert.ok(stops.size > 10);
});

test('what is said was a live region before it was said', async (t) => {
  const page = await openPage(t);
  const regions = await page.locator('[role="status"], [role="alert"]').elementHandles();
  await apply(page, 'promoteSet', { 'Any build ID of the set': '9.0' });
  const said = await Promise.all(regions.map((region) => region.textContent()));
  assert.deepEqual(said.filter(Boolean), ['NOT_FOUND targeted version 9.0 not found']);
});

test('the same refusal twice is said twice', async (t) => {
  const page = await openPage(t);
  await apply(page, 'promoteSet', { 'Any build ID of the set': '9.0' });
  const first = await page.locator('.refusal').elementHandle();
  await page.getByRole('button', { name: 'Apply' }).click();
  assert.equal(await first?.evaluate((node) => node.isConnected), false);
  assert.equal(await page.locator('.refusal').count(), 1);
});

test('the rows of the table are a table to a screen reader, on a phone too', async (t) => {
  const page = await openPage(t, { viewport: PHONE });
  assert.equal(await page.getByRole('columnheader').count(), 5);
  assert.equal(await page.getByRole('row').count(), 6);
  assert.equal(await page.getByRole('rowheader', { name: 'Workflow on 1.0' }).count(), 1);
  assert.equal(await page.getByRole('cell').count(), 20);
});

for (const width of [320, 390, 704, 1024, 1216, 1440]) {
  test(`nothing overflows at ${width} pixels, whatever the build IDs`, async (t) => {
    const page = await openPage(t, { viewport: { width, height: 900 } });
    await paste(page, JSON.stringify({ majorVersionSets: [{ buildIds: HOSTILE }] }));
    await page.getByRole('button', { name: `Activity, workflow on ${'a'.repeat(255)}` }).click();
    await apply(page, 'newDefault', { 'New build ID': 'x'.repeat(300) });
    await page.getByLabel('Name of the task queue').fill('q'.repeat(500));
    await apply(page, 'promoteSet', { 'Any build ID of the set': 'y'.repeat(200) });
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('body *:not(option, .unseen)')]
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5)
        .map((node) => node.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(wide, []);
    const [content, visible] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    assert.ok(content <= visible, `${content} > ${visible}`);
  });
}

test('build IDs are shown as text, whatever they spell', async (t) => {
  const page = await openPage(t);
  const title = await page.title();
  await paste(page, JSON.stringify({ majorVersionSets: [{ buildIds: HOSTILE }] }));
  assert.deepEqual(await page.locator('.build-id .name').allTextContents(), HOSTILE);
  const rows = page.getByRole('rowheader').locator('.name');
  assert.deepEqual(await rows.allTextContents(), HOSTILE);
  assert.equal(await page.locator('main').locator('img, script').count(), 0);
  assert.equal(await page.title(), title);
});

test('samples with odd build IDs are shown as text', async (t) => {
  const page = await openPage(t);
  await paste(page, sample('cli-html.json'));
  assert.deepEqual(await page.locator('.build-id .name').allTextContents(), [
    '<b>&amp;</b>',
    'a&b',
    '\u2028sep',
    '{{.}}',
  ]);
});

test('the page lets no text become markup', async (t) => {
  const page = await openPage(t, {
    complaints: ["This document requires 'TrustedHTML' assignment. The action has been blocked."],
  });
  const thrown = await page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>bold</b>';
      return 'nothing';
    } catch (error) {
      return error instanceof TypeError ? 'TypeError' : String(error);
    }
  });
  assert.equal(thrown, 'TypeError');
});

test('the defaults are told by words, not by colour alone', async (t) => {
  const page = await openPage(t);
  assert.equal(await page.getByText('Set default', { exact: true }).count(), 2);
  assert.equal(await page.getByText('Queue default', { exact: true }).count(), 1);
});

test('nothing moves for those who asked for less motion', async (t) => {
  const page = await openPage(t, { reducedMotion: 'reduce' });
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter(
        (node) => getComputedStyle(node).transitionDuration !== '0s',
      ).length,
  );
  assert.equal(moving, 0);
});
