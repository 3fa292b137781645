/** The page from any folder of any host, and as one file without a server. */

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { linkOf } from '../../pkg/link.js';
import { plannerHtml, startHtml } from '../../scripts/bundle-page.mjs';
import { root } from '../../scripts/process.mjs';
import { MOST_BYTES } from '../package/support/sizes.mjs';
import { rollBack } from './examples.mjs';
import { apply, atEnd, exampleUrl, openPage, planName, planWhere, serveFiles } from './support.mjs';

const html = plannerHtml();

/** @param {import('playwright-core').Page} page */
const stepsShown = (page) => page.locator('.timeline [data-focus^="step-"]').count();

/** @param {import('node:test').TestContext} t */
function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  atEnd(t, () => rmSync(folder, { recursive: true }));
  return folder;
}

/** @param {import('node:test').TestContext} t */
async function fileUrl(t) {
  const path = join(temporaryFolder(t), 'a planner.html');
  writeFileSync(path, await html);
  return pathToFileURL(path).href;
}

test('the sources work from any folder of a host', async (t) => {
  const folder = temporaryFolder(t);
  const { servePage } = await import('../../pkg/cli/page-server.js');
  const place = join(folder, 'docs', 'tools', 'planner');
  mkdirSync(place, { recursive: true });
  cpSync(join(root, 'www'), place, { recursive: true });
  cpSync(join(root, 'pkg'), join(place, 'pkg'), { recursive: true });
  const host = await servePage({ page: folder, package: folder }, 0);
  atEnd(t, host.close);
  const page = await openPage(t, { url: await exampleUrl(`${host.url}docs/tools/planner/`) });
  assert.equal(await stepsShown(page), 2);
});

test('one file works without a server or a network, and asks for nothing', async (t) => {
  const url = await fileUrl(t);
  const page = await openPage(t, { url, offline: true });
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.reload();
  await page
    .getByLabel('Paste what your cluster prints')
    .fill(
      'version: 1\nsteps:\n- {taskQueue: mail, operation: addNewIdInNewDefaultSet, buildId: "1"}\n',
    );
  await page.keyboard.press('Control+Enter');
  await planWhere(page, ({ step }) => step === 1);
  await apply(page, 'newDefault', { 'Task queue': 'mail', 'New build ID': '3.0' });
  await planWhere(page, ({ document }) => document.operations?.length === 2);
  await page.goBack();
  await planWhere(page, ({ document }) => document.operations?.length === 1);
  for (const dialog of ['Examples', 'Add from cluster', 'Share']) {
    await page.getByRole('button', { name: dialog, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  assert.deepEqual(
    requests.filter((request) => !request.startsWith('data:')),
    [url],
  );
});

test('one file opens a link', async (t) => {
  const url = (await fileUrl(t)) + (await linkOf(rollBack, 0));
  const page = await openPage(t, { url });
  await planName(page).filter({ hasText: rollBack.name }).waitFor();
  assert.equal((await planWhere(page, () => true)).step, 0);
});

test('one file works from a host, with a policy that lets nothing but its own script run', async (t) => {
  const page = await openPage(t, {
    url: await serveFiles(t, { 'index.html': await html }),
    complaints: ["This document requires 'TrustedScript' assignment. The action has been blocked."],
  });
  await page.getByRole('heading', { name: 'See what a change moves' }).waitFor();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  assert.match(
    policy ?? '',
    /^default-src 'none'; script-src( 'sha256-[^']+'){2} 'wasm-unsafe-eval';/,
  );
  assert.doesNotMatch(policy ?? '', /unsafe-inline|'unsafe-eval'|self|https?:/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.ran = true';
      document.head.append(script);
    } catch {
      // Trusted Types have stopped it already.
    }
    return 'ran' in window;
  });
  assert.equal(ran, false);
});

test('the page with its engine is within its budget', async (t) => {
  const zipped = (/** @type {string | Buffer} */ part) => gzipSync(part, { level: 9 }).length;
  const page = zipped(await startHtml());
  const engine = zipped(readFileSync(join(root, 'pkg', 'engine', 'engine.wasm')));
  t.diagnostic(
    `${page} and ${engine} bytes; ${zipped(await html)} in one file with what reads YAML`,
  );
  assert.ok(page + engine <= MOST_BYTES['page, gzipped'], `${page + engine} bytes`);
});

test('the page as the package holds it asks for what the package holds anyway, once', async (t) => {
  const page = await openPage(t);
  assert.equal(await stepsShown(page), 2);
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const files = ['engine/engine.wasm', 'library.js', 'page/package.js'];
  assert.deepEqual(
    asked.sort(),
    files.map((name) => `/pkg/${name}`),
  );
});

test('the engine works whatever type it comes as, and the console says which is faster', async (t) => {
  const page = await openPage(t, {
    viewport: { width: 1440, height: 900 },
    complaints: [
      '`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. ' +
        'Falling back to `WebAssembly.instantiate` which is slower. Original error:\n' +
        " TypeError: Failed to execute 'compile' on 'WebAssembly': Incorrect response MIME type. Expected 'application/wasm'.",
    ],
  });
  await page.route('**/engine.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, contentType: 'application/octet-stream' });
  });
  await page.reload();
  await planName(page).waitFor();
  assert.equal(await stepsShown(page), 2);
});
