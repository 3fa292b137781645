/** The picture in the page: drawn to its width, reached by keyboard, and in motion. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { ensureBrowser } from '../../scripts/toolchain.mjs';
import { violations } from '../page/axe.mjs';
import {
  asked,
  current,
  manySets,
  notKnown,
  REAL_NAMES,
  ramping,
  waiting,
} from './fixtures/flows.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../../pkg/index.js').QueueFlow} QueueFlow
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

/**
 * Opens a page in which only a picture stands, and what is done with it is kept.
 *
 * @param {import('node:test').TestContext} t
 * @param {QueueFlow} flow
 * @param {import('playwright-core').BrowserContextOptions & { look?: object, mode?: string }} [options]
 * @returns {Promise<Page>}
 */
async function open(t, flow, { look, mode, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  t.after(() => context.close());
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(server.url);
  await page.evaluate(
    async ({ reasons, mode }) => {
      const [{ picture }, { render }] = await Promise.all([
        // @ts-expect-error they are served
        import('/views/picture.js'),
        // @ts-expect-error
        import('/vendor/lit-html/lit-html.js'),
      ]);
      const main = document.createElement('main');
      const root = document.createElement('div');
      root.className = 'planner';
      root.style.padding = innerWidth >= 1000 ? '20px 40px' : '20px 16px';
      const heading = document.createElement('h1');
      heading.textContent = 'Picture';
      const place = document.createElement('div');
      root.append(heading, place);
      main.append(root);
      document.body.replaceChildren(main);
      const done = /** @type {unknown[]} */ ([]);
      const act = new Proxy(
        {},
        { get: (_, name) => (/** @type {unknown} */ what) => done.push([name, what]) },
      );
      const show = (/** @type {any} */ flow, /** @type {any} */ look) => {
        const view = {
          look: { ...look, open: new Set(look?.open) },
          flow: { largest: 1532, taskQueues: [flow] },
          mode,
          act,
          shown: { after: 1, answers: { reasons: () => ({ reasons }) } },
        };
        render(picture(view, flow), place);
      };
      Object.assign(globalThis, { show, done });
    },
    { reasons: asked.reasons, mode: mode ?? 'edit' },
  );
  await show(page, flow, look);
  return page;
}

/** @param {Page} page @param {QueueFlow} flow @param {object} [look] */
async function show(page, flow, look) {
  await page.evaluate(
    ([flow, look]) => /** @type {any} */ (globalThis).show(flow, look),
    [flow, look],
  );
  await page.locator('.scene').waitFor();
}

/** @param {Page} page */
function done(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).done);
}

/** @param {Page} page */
function focused(page) {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

const WHY = { why: { taskQueue: 'orders', source: 'running 1.0', ribbon: 0 } };

test('axe finds nothing wrong with a picture', async (t) => {
  /** @type {[string, QueueFlow, object?][]} */
  const states = [
    ['what waits', waiting],
    ['what is asked about', waiting, WHY],
    ['what is unfolded', waiting, { open: ['source orders running 1.0'] }],
    ['what splits', current],
    ['what is not known and refused', notKnown],
    ['names of any kind', manySets(REAL_NAMES)],
  ];
  for (const width of [1440, 390]) {
    const page = await open(t, waiting, { viewport: { width, height: 900 } });
    for (const [state, flow, look] of states) {
      await show(page, flow, look);
      assert.deepEqual(await violations(page), [], `${state} at ${width}`);
    }
  }
});

test('text is never scaled: a picture is as many pixels wide as its scene', async (t) => {
  const page = await open(t, waiting);
  for (const width of [1440, 1200, 1000, 999, 640, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const scene = page.locator(`.scene[width="${width - 80}"]`);
    await scene.waitFor();
    const box = await scene.evaluate((svg) => [
      svg.getBoundingClientRect().width,
      svg.getAttribute('viewBox')?.split(' ')[2],
    ]);
    assert.deepEqual(box, [width - 80, `${width - 80}`]);
    const texts = await scene.locator('text').allTextContents();
    assert.equal(texts.includes('Where it goes'), width >= 1000, `${width}`);
  }
});

test('no text leaves the picture in the fonts of this browser', async (t) => {
  for (const flow of [waiting, current, ramping, notKnown, manySets(REAL_NAMES)]) {
    const page = await open(t, flow);
    for (const width of [1440, 1024, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.locator(`.scene[width="${width - 80}"]`).waitFor();
      const over = await page.locator('.scene').evaluate((svg) => {
        const { left, right } = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < left - 3 || box.right > right + 3;
          })
          .map((text) => text.textContent);
      });
      assert.deepEqual(over, [], `${flow.taskQueue} at ${width}`);
    }
  }
});

test('readers who ask for text of twice the size get it', async (t) => {
  const page = await open(t, waiting);
  const label = page.locator('.scene text').filter({ hasText: 'Nobody' }).first();
  const before = (await label.boundingBox())?.height ?? 0;
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await page.setViewportSize({ width: 1441, height: 900 });
  await page.locator('.scene[viewBox^="0 0 680.5 "]').waitFor();
  const after = (await label.boundingBox())?.height ?? 0;
  assert.ok(Math.abs(after / before - 2) < 0.1, `${before} ${after}`);
});

test('Tab stops once at a picture, and the arrows go through it as it is read', async (t) => {
  const page = await open(t, waiting);
  await page.keyboard.press('Tab');
  assert.match((await focused(page)) ?? '', /^New workflows: stay on 2\.0/);
  await page.keyboard.press('ArrowDown');
  assert.match((await focused(page)) ?? '', /^Running on 2\.0, 87/);
  await page.keyboard.press('End');
  assert.equal(await focused(page), '1 unversioned worker');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.deepEqual(await done(page), [
    ['openWhy', { taskQueue: 'orders', source: 'running 1.0', ribbon: 0 }],
  ]);
  // Tab comes back to where one was.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  assert.match((await focused(page)) ?? '', /^Running on 1\.0, 1,532/);
});

test('the focus stays on what it is on from step to step', async (t) => {
  const page = await open(t, current);
  await page.getByRole('button', { name: /^Pinned to 1\.0/ }).focus();
  await show(page, ramping);
  assert.match((await focused(page)) ?? '', /^Pinned to 1\.0/);
});

test('what has the focus has a ring', async (t) => {
  const page = await open(t, waiting);
  await page.keyboard.press('Tab');
  const stroke = await page.evaluate(() => {
    const ring = document.activeElement?.querySelector('rect');
    return ring && getComputedStyle(ring).strokeWidth;
  });
  assert.equal(stroke, '2px');
  await page.getByRole('button', { name: /^Running on 2\.0/ }).click({ position: { x: 9, y: 9 } });
  const outline = await page.evaluate(
    () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
  );
  assert.equal(outline, 'none', 'what is clicked has none');
});

test('what has the focus shows its names in full, where they are cut', async (t) => {
  const page = await open(t, manySets(REAL_NAMES));
  const whole = page.locator('.whole');
  await page.getByRole('button', { name: 'Running on x' }).focus();
  assert.match((await whole.textContent()) ?? '', /^Running on x{255}, /);
  const box = await whole.boundingBox();
  assert.ok(box && box.width <= 1360 && box.height > 20);
  await show(page, waiting);
  await page.getByRole('button', { name: /^Running on 2\.0/ }).focus();
  assert.equal(await whole.textContent(), '');
});

test('a press does what it says', async (t) => {
  const page = await open(t, waiting);
  const press = (/** @type {RegExp | string} */ name) =>
    page.getByRole('button', { name, exact: typeof name === 'string' }).dispatchEvent('click');
  await press(/^Unfold of Running on 1\.0/);
  await press(/^1\.1, 1,532 → 0/);
  await press('Add a worker of 1.2');
  await press('Nobody polls for 1.2');
  assert.deepEqual(await done(page), [
    ['toggle', 'source orders running 1.0'],
    [
      'openMenu',
      { kind: 'version', taskQueue: 'orders', buildId: '1.1', anchor: 'build-id-orders-1.1' },
    ],
    ['addWorker', 'orders'],
    ['openWhy', { taskQueue: 'orders', source: 'running 1.0', ribbon: 0 }],
  ]);
});

test('a ribbon opens why it goes there', async (t) => {
  const page = await open(t, ramping);
  const ribbon = page.getByRole('button', { name: /^Auto-upgrade, 1,563: from 1\.0 to 2\.0/ });
  await ribbon.locator('path').click({ position: { x: 4, y: 90 } });
  assert.deepEqual(await done(page), [
    ['openWhy', { taskQueue: 'checkout', source: 'auto', ribbon: 0 }],
  ]);
});

test('who only looks can ask why, and change nothing', async (t) => {
  const page = await open(t, waiting, { mode: 'look' });
  assert.equal(await page.getByRole('button', { name: 'Add a worker of 1.2' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: /^1\.1/ }).count(), 0);
  assert.equal(await page.getByRole('button', { name: /^Running on 1\.0/ }).count(), 1);
});

test('pointed at, all else fades, and comes back', async (t) => {
  const page = await open(t, waiting);
  const dimmed = page.locator('.dimmed');
  await page.getByRole('button', { name: /^Running on 1\.0/ }).hover();
  await page.locator('.dimmed').first().waitFor();
  const texts = await page.locator('text.dimmed').allTextContents();
  assert.ok(texts.includes('Running on 2.0'));
  assert.ok(!texts.includes('4 workers of 1.1'), 'its own history stays');
  await page.mouse.move(700, 890);
  await page.waitForFunction(() => document.querySelector('.dimmed') === null);
  assert.equal(await dimmed.count(), 0);
});

test('on a phone everything that can be pressed is at least 40 pixels high', async (t) => {
  const page = await open(t, waiting, { viewport: { width: 390, height: 844 } });
  const small = await page
    .locator('.target > rect')
    .evaluateAll((boxes) =>
      boxes
        .filter((box) => box.getBoundingClientRect().height < 40)
        .map((box) => box.parentElement?.getAttribute('aria-label')),
    );
  assert.deepEqual(small, []);
});

test('from step to step a ribbon travels from its old place, and what is new appears', async (t) => {
  const page = await open(t, current, { reducedMotion: 'no-preference' });
  // Asked at once: it is over after a fifth of a second.
  const found = await page.evaluate((flow) => {
    /** @type {any} */ (globalThis).show(flow);
    return document.getAnimations().map(({ effect }) => {
      const { target } = /** @type {KeyframeEffect} */ (effect);
      return [target?.getAttribute('class'), effect?.getComputedTiming().endTime];
    });
  }, ramping);
  const ends = new Set(found.map(([, end]) => end));
  assert.ok(found.some(([role]) => role === 'ribbon'));
  assert.deepEqual([...ends], [200]);
});

test('nothing moves for those who asked for less motion', async (t) => {
  const page = await open(t, current);
  const count = await page.evaluate((flow) => {
    /** @type {any} */ (globalThis).show(flow);
    return document.getAnimations().length;
  }, ramping);
  assert.equal(count, 0);
});

test('nothing moves when only the width changes', async (t) => {
  const page = await open(t, current, { reducedMotion: 'no-preference' });
  await page.evaluate(() => {
    Element.prototype.animate = () => {
      throw new Error('something moves');
    };
  });
  await page.setViewportSize({ width: 1300, height: 900 });
  await page.locator('.scene[width="1220"]').waitFor();
});

test('what is on its way arrives at once when the width changes', async (t) => {
  const page = await open(t, current, { reducedMotion: 'no-preference' });
  const left = await page.evaluate(async (flow) => {
    /** @type {any} */ (globalThis).show(flow);
    const before = document.getAnimations().length;
    for (const motion of document.getAnimations()) motion.pause();
    /** @type {HTMLElement} */ (document.querySelector('.planner')).style.width = '1100px';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return { before: before > 0, after: document.getAnimations().length };
  }, ramping);
  assert.deepEqual(left, { before: true, after: 0 });
});

test('on paper a picture needs no screen to be measured', async (t) => {
  const page = await open(t, waiting);
  const width = await page.evaluate(async (flow) => {
    const [{ PAPER, picture }, { render }] = await Promise.all([
      // @ts-expect-error they are served
      import('/views/picture.js'),
      // @ts-expect-error
      import('/vendor/lit-html/lit-html.js'),
    ]);
    const place = document.createElement('div');
    const view = {
      look: { open: new Set() },
      flow: { largest: 1532, taskQueues: [flow] },
      mode: 'edit',
      act: {},
      shown: {},
    };
    render(picture(view, flow, PAPER), place);
    return place.querySelector('.scene')?.getAttribute('width');
  }, waiting);
  assert.equal(width, '944');
});
