/** Whether everybody can use the page: by keyboard, by ear, on a phone, with large text, with any build ID. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { violations } from './axe.mjs';
import { apply, applyButton, compose, openGoal, openPage, propose, serverUrl } from './support.mjs';

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

/** @type {Record<string, (page: Page) => Promise<void>>} */
const STATES = {
  'the example': async () => {},
  'a menu': (page) => page.locator('[data-focus="build-id-orders-1.1"]').click(),
  'a preview': (page) => compose(page, 'newDefault', { 'New build ID': '3.0' }),
  'a refusal': (page) => apply(page, 'merge', { 'Primary build ID': 'x' }),
  'a refused command': (page) => page.getByLabel('As a command').fill('temporal oops'),
  'a refused name': async (page) => {
    await page.getByLabel('Name of a task queue to add').fill('orders');
    await page.keyboard.press('Enter');
  },
  'the start': (page) => page.getByRole('button', { name: 'Start' }).click(),
  'a refused deletion': async (page) => {
    await apply(page, 'compatible', {
      'New build ID': '2.1',
      'Existing compatible build ID': '2.0',
    });
    await page.locator('[data-focus="step-1"]').click();
    await page.getByRole('button', { name: 'Delete step 1' }).click();
  },
  'explanations and an editor': async (page) => {
    await page.getByRole('button', { name: 'Edit order-17' }).click();
    await page.getByRole('button', { name: 'Why: set default for order-17 › ship' }).click();
    await page.getByRole('button', { name: 'worker 1.0 is superseded' }).click();
    await page.getByRole('button', { name: 'Add worker to payments' }).click();
  },
  'the hazards of a step, its way back and its runbook': async (page) => {
    await page.getByRole('button', { name: 'Hazards, way back and runbook' }).click();
    await page.getByRole('button', { name: 'Show the runbook' }).click();
  },
  'the dialog of a goal': async (page) => {
    const dialog = await openGoal(page);
    await dialog.getByLabel('New workflows start on').fill('1.0');
  },
  'a proposed step': (page) => propose(page, { 'New workflows start on': '1.0' }),
  'a proposed step that has to wait': async (page) => {
    await propose(page, { 'New workflows start on': '1.0' });
    await page.locator('[data-focus="proposed-2"]').click();
  },
  'landings that are refused': async (page) => {
    await page.getByRole('button', { name: 'Edit order-17' }).click();
    await page.getByRole('button', { name: 'charge activity' }).click();
    const charge = page.getByRole('group', { name: 'charge' });
    await charge.getByLabel('Versioning intent').selectOption('Compatible');
  },
};

test('axe finds nothing wrong in any state', async (t) => {
  // Colours that are still changing have no contrast to measure.
  const page = await openPage(t, { reducedMotion: 'reduce' });
  for (const [state, reach] of Object.entries(STATES)) {
    await t.test(state, async () => {
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto('about:blank');
      await page.goto(serverUrl());
      await page.getByRole('group', { name: 'Plan' }).waitFor();
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
  return page.evaluate(() => {
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
  await page.getByRole('button', { name: 'Edit __proto__' }).last().click();
  await page.getByRole('button', { name: /^Why: .* for __proto__$/ }).click();
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
  await page.getByRole('button', { name: 'Hazards, way back and runbook' }).click();
  await page.getByRole('button', { name: 'Show the runbook' }).click();
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
    assert.equal(await page.locator('[data-focus="build-id-orders-3.0"]').isVisible(), true);
  });
}

test('names are shown as text, whatever they spell', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(HOSTILE_DOCUMENT, 0)) });
  const title = await page.title();
  assert.deepEqual(await page.locator('.card .build-id .name').allTextContents(), HOSTILE);
  assert.deepEqual(await page.locator('.run h4').allTextContents(), HOSTILE);
  assert.equal(await page.locator('main').locator('img, script').count(), 0);
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

test('the defaults are marked by words, not only by colour', async (t) => {
  const page = await openPage(t);
  assert.equal(await page.getByText('Set default', { exact: true }).count(), 3);
  assert.equal(await page.getByText('Queue default', { exact: true }).count(), 2);
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
        isVisible: outlineStyle === 'solid' && outlineWidth === '3px' && box.width > 0,
      };
    });
    if (!stop) break;
    assert.equal(stop.isVisible, true, stop.what);
    stops.add(stop.what);
  }
  assert.ok(stops.size > 40, `only ${stops.size}`);
});

test('there is one live region, and it is polite', async (t) => {
  const page = await openPage(t);
  await compose(page, 'newDefault', { 'New build ID': '3.0' });
  assert.equal(await page.getByRole('status').count(), 1);
  assert.equal(await page.locator('[aria-live="assertive"]').count(), 0);
});

test('with ten sets of ten, Tab stops once at each set, and the arrows reach every build ID', async (t) => {
  const versionSets = Array.from({ length: 10 }, (_, set) => ({
    buildIds: Array.from({ length: 10 }, (_, id) => `${set}.${id}`),
  }));
  /** @type {import('../../pkg/index.js').RolloutDocument} */
  const document = { version: 1, taskQueues: [{ taskQueue: 'orders', versionSets }] };
  const page = await openPage(t, { url: serverUrl() + (await linkOf(document, 0)) });
  assert.equal(await page.locator('.build-id > button:not([tabindex="-1"])').count(), 10);
  await page.locator('[data-focus="build-id-orders-0.9"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  assert.equal(
    await page.evaluate(() => globalThis.document.activeElement?.getAttribute('data-focus')),
    'build-id-orders-1.1',
  );
});
