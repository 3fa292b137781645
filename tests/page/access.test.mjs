/** Whether everybody can use the page: by keyboard, by ear, on a phone, with large text, with any build ID. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { violations } from './axe.mjs';
import { addressOf, PATCH } from './plans.mjs';
import {
  apply,
  applyButton,
  compose,
  composerText,
  focused,
  openGoal,
  openListed,
  openPage,
  propose,
  serverUrl,
} from './support.mjs';

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

/** @type {import('../../pkg/index.js').RolloutDocument} */
const HOSTILE_DOCUMENT = {
  version: 1,
  taskQueues: [
    { taskQueue: 'q'.repeat(500), versionSets: [{ buildIds: HOSTILE }] },
    { taskQueue: '<b>&amp;</b>' },
  ],
  workers: HOSTILE.map((buildId) => ({
    name: buildId,
    taskQueue: 'q'.repeat(500),
    buildId,
    useVersioning: true,
  })),
  workflows: HOSTILE.map((buildId) => ({
    workflowId: buildId,
    workflowType: buildId,
    taskQueue: 'q'.repeat(500),
    buildId,
    commands: [{ name: buildId, task: 'activity', taskQueue: '<b>&amp;</b>' }],
  })),
  operations: [
    {
      name: 'n'.repeat(300),
      taskQueue: 'q'.repeat(500),
      operation: 'promoteBuildIdWithinSet',
      buildId: 'a'.repeat(255),
    },
  ],
};

const FIX = { 'New build ID': '1.2', 'Existing compatible build ID': '1.0' };

/**
 * Each on the plan that patches orders.
 *
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
const STATES = {
  'a step of the plan': async () => {},
  'the start of the plan': (page) => page.keyboard.press('['),
  'the menu of a build ID': (page) => page.locator('[data-focus="build-id-orders-1.1"]').click(),
  'the menu of the plan': (page) => page.locator('[data-focus="plan-name"]').click(),
  'a composed step that leaves workflows waiting': (page) => compose(page, 'compatible', FIX),
  'the rules behind it': async (page) => {
    await compose(page, 'compatible', FIX);
    await page.getByRole('button', { name: 'Why Running on 1.0' }).click();
    await page.locator('.why-band').waitFor();
  },
  'what its workflows start, and what else there is to know': async (page) => {
    await compose(page, 'compatible', FIX);
    await page.getByRole('button', { name: 'What Running on 1.0 start' }).click();
    await page.getByRole('button', { name: /more to know$/ }).click();
  },
  'only the table, with a queue unfolded': async (page) => {
    await page.keyboard.press('t');
    await page.locator('[data-focus="queue-payments"]').click();
  },
  'a queue unfolded': (page) => page.locator('[data-focus="queue-payments"]').click(),
  'what is found': (page) => page.getByLabel('Search queues').fill('o'),
  'a command that cannot be read': (page) => composerText(page).fill('temporal oops'),
  'values that are wrong': (page) =>
    apply(page, 'compatible', { 'New build ID': '', 'Existing compatible build ID': '1.00' }),
  'a refused step': (page) => compose(page, 'newDefault', { 'New build ID': '1.0' }),
  'a refused deletion': async (page) => {
    await apply(page, 'compatible', {
      'New build ID': '2.1',
      'Existing compatible build ID': '2.0',
    });
    await page.locator('[data-focus="step-1"]').click();
    await page.getByRole('button', { name: /^What to do with step/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
  },
  'the way back of a step, its runbook and its name': async (page) => {
    await page.getByRole('button', { name: 'Way back' }).click();
    await page.getByRole('button', { name: 'Runbook' }).click();
    await page.getByRole('button', { name: /^What to do with step/ }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
  },
  'what is listed, with editors': async (page) => {
    await openListed(page);
    await page.getByRole('button', { name: 'Edit order-old' }).click();
    await page.getByRole('button', { name: 'ship child workflow' }).click();
    await page.getByRole('button', { name: /^Why: .* for order-old › ship$/ }).click();
    await page.getByRole('button', { name: 'Add worker to orders' }).click();
  },
  'the keys': async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and help' }).waitFor();
  },
  'the dialog of a goal': async (page) => {
    const dialog = await openGoal(page);
    await dialog.getByLabel('New workflows start on').fill('1.0');
  },
  'a proposed step': (page) => propose(page, { 'New workflows start on': '1.0' }),
};

test('axe finds nothing wrong in any state', async (t) => {
  // Colours that are still changing have no contrast to measure.
  const address = await addressOf(PATCH);
  const page = await openPage(t, { reducedMotion: 'reduce', url: address });
  for (const [state, reach] of Object.entries(STATES)) {
    await t.test(state, async () => {
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto('about:blank');
      await page.goto(address);
      await page.locator('.verdict').waitFor();
      await reach(page);
      // Nothing but the colours is another in the dark.
      assert.deepEqual(await violations(page, ['cat.color']), [], 'a desktop, dark');
      await page.emulateMedia({ colorScheme: 'light' });
      assert.deepEqual(await violations(page), [], 'a desktop');
      await page.setViewportSize(PHONE);
      assert.deepEqual(await violations(page), [], 'a phone');
    });
  }
});

test('axe finds nothing wrong with names of any kind', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(HOSTILE_DOCUMENT, 1)) });
  assert.deepEqual(await violations(page), []);
});

/** @param {Page} page */
function overflowing(page) {
  return page.evaluate(async () => {
    // The picture is drawn anew in the frame after that in which it has another width.
    for (let frames = 0; frames < 2; frames++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const wide = [...document.querySelectorAll('body *')]
      .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5)
      // The steps go on beside the screen, and can be scrolled to.
      .filter((node) => !node.closest('.timeline, .unseen, option, datalist'))
      .map((node) => node.outerHTML.slice(0, 80));
    const { scrollWidth } = document.documentElement;
    return scrollWidth > innerWidth ? [`${scrollWidth} > ${innerWidth}`, ...wide] : wide;
  });
}

test('nothing overflows, whatever the names', async (t) => {
  const url = serverUrl() + (await linkOf(HOSTILE_DOCUMENT, 1));
  const page = await openPage(t, { url, viewport: DESKTOP });
  for (const width of [320, 390, 704, 1024, 1216, 1440]) {
    await t.test(`at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await compose(page, 'compatible', {
        'New build ID': 'x'.repeat(255),
        'Existing compatible build ID': '__proto__',
      });
      assert.deepEqual(await overflowing(page), []);
      await apply(page, 'merge', {
        'Primary build ID': 'y'.repeat(300),
        'Secondary build ID': 'z',
      });
      assert.deepEqual(await overflowing(page), []);
    });
  }
});

test('proposed steps do not overflow, whatever the names', async (t) => {
  const url = serverUrl() + (await linkOf(HOSTILE_DOCUMENT, 1));
  const page = await openPage(t, { url, viewport: DESKTOP });
  await page.getByRole('button', { name: 'Way back' }).click();
  await page.getByRole('button', { name: 'Runbook' }).click();
  for (const width of [320, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await overflowing(page), [], `the step at ${width} pixels`);
  }
  await propose(page, {
    'New workflows start on': 'x'.repeat(255),
    'Set 1': '__proto__',
  });
  for (const width of [320, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await overflowing(page), [], `what is proposed at ${width} pixels`);
  }
});

for (const width of [390, 1440]) {
  test(`text of twice the size still works at ${width} pixels`, async (t) => {
    const page = await openPage(t, { viewport: { width, height: 900 } });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await compose(page, 'newDefault', { 'New build ID': '3.0' });
    assert.deepEqual(await overflowing(page), []);
    await applyButton(page).click();
    await page.locator('[data-focus="step-2"][aria-current]').waitFor({ state: 'attached' });
    assert.deepEqual(await overflowing(page), []);
  });
}

/**
 * What the page says, in titles too, and the workflows that it lists.
 *
 * @param {Page} page
 */
async function shownNames(page) {
  const content = await page.locator('.content').evaluate((content) => {
    const titles = [...content.querySelectorAll('title, [title], [aria-label]')].map((one) =>
      [one.textContent, one.getAttribute('title'), one.getAttribute('aria-label')].join(' '),
    );
    return [content.textContent, ...titles].join(' ');
  });
  await openListed(page);
  return { content, listed: await page.locator('.run h4').allTextContents() };
}

test('names are shown as text, whatever they spell', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(HOSTILE_DOCUMENT, 0)) });
  const title = await page.title();
  const { content, listed } = await shownNames(page);
  for (const name of HOSTILE) assert.ok(content.includes(name), name);
  assert.deepEqual(listed, HOSTILE);
  assert.equal(await page.locator('#planner').locator('img, script').count(), 0);
  assert.equal(await page.title(), title);
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

test('nothing moves for those who asked for less motion', async (t) => {
  const page = await openPage(t, { reducedMotion: 'reduce' });
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((node) => {
        const { transitionDuration, animationName } = getComputedStyle(node);
        return transitionDuration !== '0s' || animationName !== 'none';
      }).length,
  );
  assert.equal(moving, 0);
});

test('the focus is visible on everything that Tab reaches', async (t) => {
  const page = await openPage(t);
  const stops = new Set();
  for (let presses = 0; presses < 70; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
      const box = activeElement.getBoundingClientRect();
      return {
        what: activeElement.outerHTML.slice(0, 120),
        isVisible: outlineStyle === 'solid' && outlineWidth === '2px' && box.width > 0,
      };
    });
    if (!stop) break;
    assert.equal(stop.isVisible, true, stop.what);
    stops.add(stop.what);
  }
  assert.ok(stops.size > 25, `only ${stops.size}`);
});

test('there is one live region, and it is polite', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.equal(await page.getByRole('status').count(), 1);
  assert.equal(await page.locator('[aria-live="assertive"]').count(), 0);
});

test('a skip link leads past the head of the plan', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH) });
  await page.keyboard.press('Tab');
  const skip = page.getByRole('button', { name: 'Skip to what happens' });
  assert.equal(await skip.evaluate((button) => button === document.activeElement), true);
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'verdict');
});

test('what can be pressed on a phone is as large as a finger', async (t) => {
  const page = await openPage(t, { url: await addressOf(PATCH), viewport: PHONE });
  await compose(page, 'compatible', FIX);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input:not([type="checkbox"], .value)')]
      .filter((control) => control.checkVisibility() && !control.closest('.unseen, .copy-name'))
      .flatMap((control) => {
        const { width, height } = control.getBoundingClientRect();
        return height >= 40 && width >= 24
          ? []
          : [`${control.outerHTML.slice(0, 90)} ${width}×${height}`];
      }),
  );
  assert.deepEqual(small, []);
});

test('without JavaScript the page says so in one sentence', async (t) => {
  const browser = (await openPage(t)).context().browser();
  const context = await browser?.newContext({ javaScriptEnabled: false });
  const page = await context?.newPage();
  await page?.goto(serverUrl());
  assert.equal(
    (await page?.locator('body').innerText())?.trim(),
    'The planner runs in the browser and needs JavaScript.',
  );
  await context?.close();
});
