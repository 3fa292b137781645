/** That a copy of the repository serves the page with Node alone. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { serve } from '../../scripts/serve.mjs';
import { atEnd, exampleUrl, openPage, openStart, planWhere, serveSources } from './support.mjs';

/** @param {import('node:test').TestContext} t */
function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A copy that has no node_modules.
 *
 * @param {import('node:test').TestContext} t
 */
function copy(t) {
  const folder = temporaryFolder(t);
  for (const name of ['www', 'pkg', 'scripts', 'package.json']) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.endsWith('node_modules'),
    });
  }
  return folder;
}

/**
 * `npm start`.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 */
async function start(t, folder) {
  const server = spawn(process.execPath, ['scripts/serve.mjs'], {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  atEnd(t, async () => {
    server.kill('SIGKILL');
    await exited;
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line', {
    signal: AbortSignal.timeout(10_000),
  });
  const url = /^The page is at (http:\S+)$/.exec(line)?.[1];
  assert.ok(url, line);
  return url;
}

/**
 * Uses the page: an example, a change, a plan in YAML, for which a file is loaded, and a dialog.
 *
 * @param {import('playwright-core').Page} page
 */
async function use(page) {
  await page.getByRole('button', { name: 'How do I roll back a release?' }).click();
  await page.locator('[data-focus="step-0"]').click();
  await planWhere(page, ({ step }) => step === 0);
  await page.getByRole('button', { name: 'New plan' }).click();
  await page
    .getByLabel('Paste what your cluster prints')
    .fill('version: 1\ntaskQueues: [{taskQueue: mail}]\n');
  await page.keyboard.press('Control+Enter');
  await planWhere(page, ({ document }) => document.taskQueues?.[0].taskQueue === 'mail');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('dialog').waitFor();
}

/** @param {import('playwright-core').Page} page */
const asked = (page) =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );

test('from a copy without node_modules, the page comes in one file and the engine', async (t) => {
  const page = await openStart(t, { url: await start(t, copy(t)) });
  assert.deepEqual(await asked(page), ['/pkg/engine/engine.wasm']);
  await use(page);
});

test('with node_modules, too', async (t) => {
  const page = await openStart(t, { url: await start(t, root) });
  assert.deepEqual(await asked(page), ['/pkg/engine/engine.wasm']);
  await use(page);
});

test('the sources work as they are', async (t) => {
  const page = await openStart(t, { url: await serveSources(t) });
  await use(page);
});

test('only this machine can reach the server', async (t) => {
  const url = await start(t, root);
  const { hostname, port } = new URL(url);
  assert.equal(hostname, '127.0.0.1');
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  if (others.length === 0) return t.skip('this machine has no other address');
  for (const { address } of others) {
    await assert.rejects(once(connect(Number(port), address), 'connect'), { code: 'ECONNREFUSED' });
  }
});

test('the page works from any path of a static host', async (t) => {
  const folder = temporaryFolder(t);
  const site = join(folder, 'www', 'some', 'path');
  mkdirSync(join(folder, 'pkg'));
  cpSync(join(root, 'www'), site, { recursive: true });
  cpSync(join(root, 'pkg'), join(site, 'pkg'), { recursive: true });
  const host = await serve({ port: 0, folder });
  atEnd(t, host.close);
  const page = await openPage(t, { url: await exampleUrl(`${host.url}some/path/`) });
  await page.locator('[data-focus="step-1"]').waitFor();
});

for (const [where, viewport] of Object.entries({
  'a screen': { width: 1440, height: 900 },
  'a phone': { width: 390, height: 844 },
})) {
  test(`nothing on ${where} jumps when the plan comes`, async (t) => {
    // From its sources, so that what stands there before it is seen.
    const page = await openStart(t, { url: await serveSources(t), viewport });
    const jumps = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const observer = new PerformanceObserver((list) => resolve(list.getEntries().length));
          observer.observe({ type: 'layout-shift', buffered: true });
          // Two frames on, everything is painted, and would have been told.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(observer.takeRecords().length)),
          );
        }),
    );
    assert.equal(jumps, 0);
  });
}

test('an option that the server does not have is refused', async () => {
  const server = spawn(process.execPath, ['scripts/serve.mjs', '--port', '8081'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  server.stderr.on('data', (text) => {
    printed += text;
  });
  const [code] = await once(server, 'close');
  assert.deepEqual(
    { code, printed: printed.trim() },
    {
      code: 1,
      printed: 'Expected --sources or nothing, got --port. The port is in the variable PORT.',
    },
  );
});
