/**
 * Screenshots of each state, width and theme, kept in target/page/ for people to compare: index.html shows them, beside
 * the mocks of the design if MOCKS in the environment names the folder that has them.
 */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/process.mjs';
import { EXAMPLES } from '../../www/examples.js';
import { addressOf, PATCH } from './plans.mjs';
import { applyButton, compose, composerText, emptyPage, openPage, serverUrl } from './support.mjs';

const FOLDER = join(root, 'target', 'page');
const WIDTHS = [1440, 1024, 390];
const THEMES = /** @type {const} */ (['light', 'dark']);
const HEIGHT = 900;

/**
 * @typedef {object} Looks a state of the page
 * @property {string} name
 * @property {string} [mock] the frame of the design that it should look like
 * @property {() => Promise<string>} address
 * @property {string} shows a selector of what is there once the page is
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [reach]
 */

/** @type {Looks[]} */
const STATES = [
  ofPatch('composed', composeFix, 'A'),
  ofPatch(
    'why',
    async (page) => {
      await composeFix(page);
      await page.getByRole('button', { name: 'Why Running on 1.0' }).click();
    },
    'D',
  ),
  ofPatch('applied', undefined, 'E'),
  ofPatch('unfolded', async (page) => {
    await composeFix(page);
    await page.getByRole('button', { name: 'What Running on 1.0 start' }).click();
  }),
  ofPatch('typed', (page) =>
    composerText(page).fill(
      'temporal task-queue update-build-ids promote-set -t orders --build-id "1.0"',
    ),
  ),
  ofPatch('fields', async (page) => {
    await composeFix(page);
    await page.getByRole('button', { name: 'Fields' }).click();
  }),
  ofPatch('refused', async (page) => {
    await compose(page, 'newDefault', { 'New build ID': '1.0' });
    await page.getByRole('button', { name: 'Fields' }).click();
  }),
  ofPatch('unreadable', (page) =>
    composerText(page).fill('temporal task-queue update-build-ids promote-set orders'),
  ),
  ofPatch('wrong', async (page) => {
    await compose(page, 'compatible', {
      'New build ID': '',
      'Existing compatible build ID': '1.00',
    });
    await applyButton(page).click();
  }),
  ofPatch('before', (page) => page.keyboard.press('[')),
  ...[...EXAMPLES].map(([key, document]) => ({
    name: `example-${key}`,
    address: () => addressOf(document, document.operations?.length),
    shows: '.verdict',
  })),
  // The last one, so that there is a recent plan.
  { name: 'start', mock: 'C', address: async () => serverUrl(), shows: '.start-recent' },
];

/**
 * A state of the plan that patches orders.
 *
 * @param {string} name
 * @param {Looks['reach']} [reach]
 * @param {string} [mock]
 * @returns {Looks}
 */
function ofPatch(name, reach, mock) {
  return { name, mock, address: () => addressOf(PATCH), shows: '.verdict', reach };
}

/** @param {import('playwright-core').Page} page */
async function composeFix(page) {
  await compose(page, 'compatible', {
    'New build ID': '1.2',
    'Existing compatible build ID': '1.0',
  });
  await page.getByRole('button', { name: 'Fields' }).click();
}

/**
 * Takes a page in each width and theme.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function keep(page, name) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const { height, wide } = await page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      wide: document.documentElement.scrollWidth,
    }));
    assert.equal(wide, width, `${name} is ${wide} pixels wide on ${width}`);
    await page.setViewportSize({ width, height });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(FOLDER, fileOf(name, width, colorScheme)) });
    }
  }
}

/**
 * @param {string} name
 * @param {number} width
 * @param {typeof THEMES[number]} theme
 */
function fileOf(name, width, theme) {
  return `${name}-${width}-${theme}.png`;
}

/** @param {string | undefined} mocks the folder that has them */
function index(mocks) {
  const figure = (
    /** @type {string} */ name,
    /** @type {number} */ width,
    /** @type {typeof THEMES[number]} */ theme,
  ) => {
    const file = fileOf(name, width, theme);
    return `<figure><figcaption>${file}</figcaption><img src="${file}" width="${width}" alt="" loading="lazy"></figure>`;
  };
  const parts = STATES.map(({ name, mock }) => {
    const names = mocks !== undefined && mock !== undefined ? [`mock-${mock}`, name] : [name];
    const rows = WIDTHS.flatMap((width) =>
      THEMES.map(
        (theme) => `<div>${names.map((each) => figure(each, width, theme)).join('')}</div>`,
      ),
    );
    return `<h2>${name}</h2>${rows.join('\n')}`;
  });
  return `<!doctype html><meta charset="utf-8"><title>How the page looks</title>
<style>body{font:14px system-ui}div{display:flex;gap:20px}figure{margin:0 0 20px}img{border:1px solid #888}</style>
${parts.join('\n')}
`;
}

test('the page is kept as it looks, and is nowhere wider than the screen', async (t) => {
  mkdirSync(FOLDER, { recursive: true });
  const page = await openPage(t, { reducedMotion: 'reduce' });
  for (const { name, address, shows, reach } of STATES) {
    await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
    await page.goto('about:blank');
    await page.goto(await address());
    await page.locator(shows).waitFor();
    await reach?.(page);
    // Nothing is pointed at.
    await page.mouse.move(0, 0);
    await keep(page, name);
  }
  writeFileSync(join(FOLDER, 'index.html'), index(process.env.MOCKS));
});

test('the mocks are kept beside it', { skip: process.env.MOCKS === undefined }, async (t) => {
  const page = await emptyPage(t);
  for (const { mock } of STATES) {
    if (mock === undefined) continue;
    const file = resolve(process.env.MOCKS ?? '', `${mock}.html`);
    assert.ok(existsSync(file), file);
    await page.goto(String(pathToFileURL(file)));
    await keep(page, `mock-${mock}`);
  }
});
