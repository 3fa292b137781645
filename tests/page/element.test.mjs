/** The planner in other pages: the custom element, as sources and bundled, and the page without its surroundings. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf, readLink } from '../../pkg/link.js';
import { plannerElement } from '../../scripts/bundle-page.mjs';
import { violations } from './axe.mjs';
import { rollBack } from './examples.mjs';
import {
  apply,
  exampleUrl,
  openPage,
  openStart,
  planName,
  serveFiles,
  serverUrl,
  serveSources,
} from './support.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html";

const bundled = plannerElement();

/**
 * A page of somebody else's with the bundled element in it.
 *
 * @param {TestContext} t
 * @param {string} markup
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function openHost(t, markup, options) {
  const url = await serveFiles(t, {
    'planner-element.js': await bundled,
    'index.html': `<!doctype html>
      <html lang="en"><meta charset="utf-8"><title>A guide</title><link rel="icon" href="data:,">
      <meta http-equiv="Content-Security-Policy" content="${STRICT}">
      <script type="module" src="planner-element.js"></script>
      <main><h1>A guide</h1>${markup}</main></html>`,
  });
  return openPage(t, { ...options, url });
}

const TAG = 'worker-versioning-planner';

test('without attributes it shows the page’s first plan, and it can be changed', async (t) => {
  const page = await openHost(t, `<${TAG}></${TAG}>`);
  await planName(page).filter({ hasText: 'Ship 2.0 of orders' }).waitFor();
  await apply(page, 'newDefault', { 'New build ID': '3.0' });
  await page.locator('[data-focus="step-2"][aria-current]').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the address is not its own');
});

test('an example is shown by its name', async (t) => {
  const page = await openHost(t, `<${TAG} example="roll-back"></${TAG}>`);
  await planName(page).filter({ hasText: rollBack.name }).waitFor();
});

test('a link is shown at its step', async (t) => {
  const page = await openHost(t, `<${TAG} link="${await linkOf(rollBack, 0)}"></${TAG}>`);
  await page.locator('[data-focus="step-0"][aria-current]').waitFor();
});

for (const [what, attributes, words] of [
  [
    'an unknown example',
    'example="nope"',
    /There is no example nope; there are hotfix, first-versioned/,
  ],
  ['a damaged link', 'link="#1.0.xyz"', /This link is damaged/],
  [
    'a link without a plan',
    `link="${await linkOf(/** @type {any} */ ({ version: 3 }), 0)}"`,
    /version: expected 1, got 3/,
  ],
]) {
  test(`${what} says so`, async (t) => {
    const page = await openHost(t, `<${TAG} ${attributes}></${TAG}>`);
    assert.match(
      (await page.locator('.dismissable').textContent()) ?? '',
      /** @type {RegExp} */ (words),
    );
  });
}

test('another attribute shows another plan', async (t) => {
  const page = await openHost(t, `<${TAG}></${TAG}>`);
  await page.locator(TAG).evaluate((element) => element.setAttribute('example', 'roll-back'));
  await planName(page).filter({ hasText: rollBack.name }).waitFor();
  assert.equal(await page.locator('.planner').count(), 1);
});

test('read only, steps can be gone through and nothing changes', async (t) => {
  const page = await openHost(t, `<${TAG} example="roll-back" readonly></${TAG}>`);
  await page.locator('[data-focus="step-0"]').click();
  await page.locator('[data-focus="step-0"][aria-current]').waitFor();
  const names = await page.getByRole('button').allTextContents();
  const changing = /add|remove|rename|goal|edit|undo|redo|apply|import|examples|delete|clear/i;
  assert.deepEqual(
    names.filter((name) => changing.test(name)),
    [],
  );
  assert.equal(await page.locator('.content').getByRole('textbox').count(), 0);
  await page.getByRole('button', { name: /^Why/ }).first().click();
  await page.locator('[data-focus="why"]').waitFor();
});

test('it says when it changes, and gives a link to what it shows', async (t) => {
  const page = await openHost(t, `<${TAG} example="roll-back"></${TAG}>`);
  const element = page.locator(TAG);
  await element.evaluate((node) => {
    node.addEventListener('change', () => {
      node.setAttribute('title', `${Number(node.getAttribute('title')) + 1}`);
    });
  });
  await page.locator('[data-focus="step-0"]').click();
  assert.equal(await element.getAttribute('title'), '1');
  const link = await element.evaluate((node) =>
    /** @type {import('../../www/element.js').PlannerElement} */ (node).toLink(),
  );
  assert.deepEqual(await readLink(link), { document: rollBack, step: 0 });
});

test('two of them on one page do not disturb one another', async (t) => {
  const page = await openHost(t, `<${TAG} id="one"></${TAG}><${TAG} id="two"></${TAG}>`);
  await page.locator('#two [data-focus="step-0"]').click();
  await page.locator('#two [data-focus="step-0"][aria-current]').waitFor();
  await page.locator('#one [data-focus="step-1"][aria-current]').waitFor();
});

test('axe finds nothing wrong with it, nor with its dialogs', async (t) => {
  const page = await openHost(t, `<${TAG}></${TAG}>`, { reducedMotion: 'reduce' });
  for (const dialog of [undefined, 'Examples', 'Add from cluster', 'Share']) {
    if (dialog) await page.getByRole('button', { name: dialog, exact: true }).click();
    assert.deepEqual(await violations(page), [], dialog);
    if (dialog) await page.keyboard.press('Escape');
  }
});

test('the sources define it too', async (t) => {
  const url = await serveSources(t);
  const page = await openStart(t, { url });
  await page.evaluate(async (tag) => {
    const module = '/element.js';
    await import(module);
    document.querySelector('#planner')?.replaceChildren(document.createElement(tag));
  }, TAG);
  await page.locator(TAG).getByRole('navigation', { name: 'Steps' }).waitFor();
  const display = await page
    .locator(`${TAG} .plan-head`)
    .evaluate((node) => getComputedStyle(node).display);
  assert.equal(display, 'flex');
});

test('?embed=1 leaves the surroundings out, and its links lead to the whole page', async (t) => {
  const page = await openPage(t, { url: await exampleUrl(`${serverUrl()}?embed=1`) });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  assert.equal(new URL(link).search, '');
});
