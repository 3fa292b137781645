// How long the page takes until it is on the screen and can be used, beside an empty page that the same server serves.
// Each time in a browser that knows nothing of it. Prints the medians in milliseconds as JSON.

import { isQuick, median } from '../node/measuring.js';
import { VIEWPORT, withPage } from './browser.js';

const TURNS = isQuick ? 1 : 15;

/**
 * The time from the navigation to the end of the first frame that shows what the page has drawn.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {boolean} isPlanner whether it is the planner, which says when it can be used
 */
async function firstUsablePaint(browser, url, isPlanner) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(url);
  const time = await page.evaluate(async (isPlanner) => {
    /** @param {string} type @param {(entry: PerformanceEntry & { element?: Element }) => boolean} is */
    const entry = (type, is) =>
      new Promise((/** @type {(time: number) => void} */ resolve) => {
        new PerformanceObserver((list, observer) => {
          const found = list.getEntries().find(is);
          if (found === undefined) return;
          observer.disconnect();
          resolve(found.startTime);
        }).observe({ type, buffered: true });
      });
    if (!isPlanner) return entry('paint', ({ name }) => name === 'first-contentful-paint');
    const times = await Promise.all([
      entry('mark', ({ name }) => name === 'usable'),
      entry('largest-contentful-paint', ({ element }) => element?.closest('.planner') != null),
    ]);
    return Math.max(...times);
  }, isPlanner);
  await context.close();
  return time;
}

const measured = await withPage(async (browser, url) => {
  /** @type {{ page: number[], empty: number[] }} */
  const times = { page: [], empty: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    times.empty.push(await firstUsablePaint(browser, `${url}empty.html`, false));
    times.page.push(await firstUsablePaint(browser, url, true));
  }
  const [page, empty] = [times.page, times.empty].map(median);
  return { page, empty, added: median(times.page.map((time, turn) => time - times.empty[turn])) };
});
console.log(JSON.stringify(measured));
