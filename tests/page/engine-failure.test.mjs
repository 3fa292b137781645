/** What people see when the page is there, and its engine is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyPage, serverUrl, serveSources } from './support.mjs';

/**
 * Opens the page with this answer in the place of the engine.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} url
 * @param {Parameters<import('playwright-core').Route['fulfill']>[0]} answer
 * @returns {Promise<string[]>} the paragraphs that it shows
 */
async function shownWithEngine(t, url, answer) {
  const page = await emptyPage(t);
  await page.route('**/engine.wasm', (route) => route.fulfill(answer));
  await page.goto(url);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.equal(await page.getByText('The engine is loading.').count(), 0);
  return alert.locator('p').allTextContents();
}

const WHAT = 'The engine did not start, and nothing can be planned without it.';
const WAY_OUT =
  'Reload the page. If this stays, pkg/engine/engine.wasm is missing where the page comes from, or damaged: ' +
  'put the pkg folder there again, all of it of the same version as the page.';

test('a missing engine is reported, with its address', async (t) => {
  const url = serverUrl();
  const [what, reason, wayOut] = await shownWithEngine(t, url, { status: 404 });
  assert.equal(what, WHAT);
  assert.ok(reason.includes('404'), reason);
  assert.ok(reason.includes(`${url}pkg/engine/engine.wasm`), reason);
  assert.equal(wayOut, WAY_OUT);
});

test('a damaged engine is reported', async (t) => {
  const [what, reason, wayOut] = await shownWithEngine(t, serverUrl(), {
    contentType: 'application/wasm',
    body: 'no engine',
  });
  assert.equal(what, WHAT);
  assert.match(reason, /magic/);
  assert.equal(wayOut, WAY_OUT);
});

test('the sources of the page report it too', async (t) => {
  const [what] = await shownWithEngine(t, await serveSources(t), { status: 404 });
  assert.equal(what, WHAT);
});

test('the custom element reports it in its own place', async (t) => {
  const url = await serveSources(t);
  const page = await emptyPage(t);
  await page.route('**/engine.wasm', (route) => route.fulfill({ status: 404 }));
  await page.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<script type="module" src="./element.js"></script><worker-versioning-planner></worker-versioning-planner>',
    }),
  );
  await page.goto(`${url}host.html`);
  const alert = page.locator('worker-versioning-planner').getByRole('alert');
  await alert.waitFor();
  assert.equal(await alert.locator('p').first().textContent(), WHAT);
});
