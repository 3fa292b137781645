/**
 * How long the page takes until it is seen and answers, each time in a browser that knows nothing of it, written to
 * target/page/start.json. Nothing is asserted of the times: they are those of the machine as much as of the page.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startHtml } from '../../scripts/bundle-page.mjs';
import { plainHtml } from '../../scripts/plain-page.mjs';
import { root } from '../../scripts/process.mjs';
import { emptyPage, serveFiles, serverUrl, serveSources } from './support.mjs';

const FOLDER = join(root, 'target', 'page');

/** So often is each measured. */
const TIMES = 3;

/** @type {Record<string, Record<string, { median: number, least: number, most: number }>>} */
const found = {};

after(() => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'start.json'), `${JSON.stringify(found, null, 2)}\n`);
});

/** @type {Record<string, (t: import('node:test').TestContext) => Promise<string>>} */
const PAGES = {
  'as the package serves it': async () => serverUrl(),
  'in one file, as npm start serves it': async (t) =>
    serveFiles(t, { 'index.html': await startHtml() }),
  'in one file without a bundler': async (t) => serveFiles(t, { 'index.html': plainHtml() }),
  'from its sources': serveSources,
};

test('an empty page', async (t) => {
  const url = await serveFiles(t, { 'index.html': '<!doctype html><title>x</title><p>Empty.</p>' });
  await measure(t, 'empty', url, async () => {
    const name = 'first-contentful-paint';
    await new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        if (list.getEntriesByName(name).length === 0) return;
        observer.disconnect();
        resolve(undefined);
      }).observe({ type: 'paint', buffered: true });
    });
    return { firstPaint: performance.getEntriesByName(name)[0].startTime };
  });
});

for (const [which, served] of Object.entries(PAGES)) {
  test(`the page ${which}`, async (t) => {
    const url = await served(t);
    await measure(t, which, url, () => {
      const timeOf = (/** @type {string} */ name) =>
        performance.getEntriesByName(name)[0].startTime;
      return new Promise((resolve) => {
        new PerformanceObserver((list, observer) => {
          const entries = /** @type {(PerformanceEntry & { element?: Element })[]} */ (
            list.getEntries()
          );
          const plan = entries.find(({ element }) => element?.closest('.planner'));
          if (!plan) return;
          observer.disconnect();
          resolve({
            firstPaint: timeOf('first-contentful-paint'),
            usable: timeOf('usable'),
            planPainted: plan.startTime,
          });
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      });
    });
  });
}

test('the engine, from its bytes to its first answer', async (t) => {
  // A page of that server with nothing on it.
  await measure(t, 'engine', `${serverUrl()}pkg/README.md`, async () => {
    const [{ initSync, Namespace }, response] = await Promise.all([
      import(new URL('/pkg/slim.js', location.href).href),
      fetch('/pkg/engine/engine.wasm'),
    ]);
    const module = await response.arrayBuffer();
    const start = performance.now();
    initSync({ module });
    const ready = performance.now();
    const namespace = new Namespace();
    namespace.importBuildIds('orders', '{"majorVersionSets":[{"buildIds":["1.0"]}]}');
    namespace.resolve({ task: 'newWorkflow', taskQueue: 'orders' });
    return { ready: ready - start, firstAnswer: performance.now() - start };
  });
});

/**
 * @param {import('node:test').TestContext} t
 * @param {string} what
 * @param {string} url
 * @param {() => unknown} milliseconds in the page, by their names
 */
async function measure(t, what, url, milliseconds) {
  /** @type {Record<string, number[]>} */
  const all = {};
  for (let time = 0; time < TIMES; time++) {
    const page = await emptyPage(t);
    await page.goto(url);
    const one = /** @type {Record<string, number>} */ (await page.evaluate(milliseconds));
    for (const [name, value] of Object.entries(one)) {
      all[name] ??= [];
      all[name].push(value);
    }
  }
  found[what] = Object.fromEntries(
    Object.entries(all).map(([name, values]) => {
      values.sort((one, other) => one - other);
      const [least, most] = [values[0], values[TIMES - 1]];
      return [name, { median: values[TIMES >> 1], least, most }];
    }),
  );
  t.diagnostic(JSON.stringify(found[what]));
}
