/** The pictures of known flows stay as they were designed; `node tests/picture/record.mjs` takes over what changed. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { root } from '../../scripts/process.mjs';
import { ensureBrowser } from '../../scripts/toolchain.mjs';
import { THEMES } from '../../www/picture/colours.js';
import { drawn, FRAMES, SCREENS } from './frames.mjs';
import { expectedPath } from './record.mjs';

/** Where people can compare them. */
const KEPT = join(root, 'target', 'pictures');

/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  const { chromium: executablePath, args } = ensureBrowser();
  browser = await chromium.launch({ executablePath, args });
  mkdirSync(KEPT, { recursive: true });
});

after(() => browser?.close());

for (const name of Object.keys(FRAMES)) {
  for (const screen of SCREENS) {
    test(`${name} at ${screen} pixels is as it was`, () => {
      const expected = readFileSync(expectedPath(name, screen), 'utf8');
      assert.equal(drawn(name, screen, 'light'), expected);
    });
  }

  test(`${name} differs between themes in nothing but colours`, () => {
    for (const screen of SCREENS) {
      const [light, dark] = [drawn(name, screen, 'light'), drawn(name, screen, 'dark')];
      assert.equal(withoutColours(dark), withoutColours(light));
      for (const colour of light.match(/#[\dA-F]{6}/g) ?? [])
        assert.ok(Object.values(THEMES.light).includes(colour), colour);
    }
  });
}

/** @param {string} svg */
function withoutColours(svg) {
  return svg
    .replaceAll(/#[\dA-F]{6}/g, '#')
    .replaceAll(/(fill-opacity)="0\.(24|3|09|12)"/g, '$1=""');
}

test('each frame is kept as people see it', async () => {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const name of Object.keys(FRAMES)) {
      for (const screen of SCREENS) {
        const picture = drawn(name, screen, theme);
        const file = join(KEPT, `${name}-${screen}-${theme}`);
        writeFileSync(`${file}.svg`, picture);
        const size = /width="(\d+)" height="(\d+)"/.exec(picture) ?? [];
        const viewport = { width: Number(size[1]), height: Number(size[2]) };
        const page = await browser.newPage({ viewport });
        await page.setContent(`<body style="margin:0">${picture}</body>`);
        await page.screenshot({ path: `${file}.png` });
        await page.close();
      }
    }
  }
});

test('a picture is whole XML without scripts, whatever the names', async () => {
  const page = await browser.newPage();
  const { script, root, texts } = await page.evaluate(
    (picture) => {
      const { documentElement } = new DOMParser().parseFromString(picture, 'image/svg+xml');
      return {
        root: documentElement.nodeName,
        script: documentElement.querySelectorAll('script, foreignObject, image').length,
        texts: [...documentElement.querySelectorAll('text')].map((node) => node.textContent ?? ''),
      };
    },
    drawn('names', 1440, 'light'),
  );
  await page.close();
  assert.equal(root, 'svg');
  assert.equal(script, 0);
  assert.ok(texts.some((text) => text.includes('a[RLO]b[LRI]c')));
});
