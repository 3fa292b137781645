// How long the page takes for each change on the screen with a big plan: its script, and then the frame in which what
// has changed is laid out and painted. Prints the medians in milliseconds as JSON.

import { linkOf } from '../../pkg/link.js';
import { isQuick, median } from '../node/measuring.js';
import { bigPlan } from '../node/plans.js';
import { VIEWPORT, withPage } from './browser.js';

const TURNS = isQuick ? 2 : 11;

/** After which nothing of the last change goes on: no motion, no announcement, nothing that is kept or asked for later. */
const REST = 1000;

/** What people do, and in what it is undone where it could not be done again otherwise. */
const CHANGES = [
  'type a letter of a command',
  'apply it as a step',
  'undo it',
  'go to a step',
  'unfold a group',
  'open the rules of a group',
];

/** In the page: what people do, by name. */
function prepare() {
  /** @param {string} selector */
  const first = (selector) => {
    const found = document.querySelector(selector);
    if (found === null) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const click = (/** @type {Element} */ element) =>
    element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const type = (/** @type {string} */ text) => {
    const field = /** @type {HTMLInputElement} */ (first('[data-focus="command"]'));
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const command = (/** @type {number} */ turn) =>
    `temporal task-queue update-build-ids promote-set --task-queue queue-3 --build-id ${turn % 9}.1`;
  /** @type {Record<string, { before?: (turn: number) => void, act: (turn: number) => void, after?: () => void }>} */
  const changes = {
    'type a letter of a command': {
      before: (turn) => type(command(turn)),
      act: (turn) => type(command(turn + 1)),
      after: () => type(''),
    },
    'apply it as a step': {
      before: (turn) => type(command(turn)),
      act: () => click(first('[data-focus="apply"]')),
      after: () => click(first('[data-focus="undo"]')),
    },
    'undo it': {
      before: (turn) => {
        type(command(turn));
        click(first('[data-focus="apply"]'));
      },
      act: () => click(first('[data-focus="undo"]')),
    },
    'go to a step': {
      act: (turn) => click(first(`[data-focus="step-${turn % 2 === 0 ? 'before' : 'next'}"]`)),
    },
    'unfold a group': {
      act: () => click(first('[data-focus^="picture-unfold-"]')),
      after: () => click(first('[data-focus^="picture-unfold-"]')),
    },
    'open the rules of a group': {
      act: () => click(first('[data-focus^="source-"]')),
      after: () => click(first('[data-focus="close-why"]')),
    },
  };
  Object.assign(globalThis, { changes });
}

/**
 * In the page: makes a change, and says how long its script takes, and how long the next frame, without the wait for it.
 *
 * @param {{ name: string, turn: number }} change
 */
async function measured({ name, turn }) {
  const { act } = /** @type {any} */ (globalThis).changes[name];
  const start = performance.now();
  act(turn);
  // What the page has put off to the end of its script.
  await Promise.resolve();
  const script = performance.now() - start;
  const frame = await new Promise((resolve) => {
    requestAnimationFrame(() => {
      const start = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      // It comes when the frame has been painted.
      port2.postMessage(undefined);
    });
  });
  return { script, all: script + frame };
}

const found = await withPage(async (browser, url) => {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(url + (await linkOf(bigPlan(), 5)));
  await page.locator('.flow-picture .target').first().waitFor({ state: 'attached' });
  await page.evaluate(prepare);
  const rest = () => page.waitForTimeout(REST);
  await rest();
  const measurements = [];
  for (const what of CHANGES) {
    const scripts = [];
    const all = [];
    const besides = (/** @type {'before' | 'after'} */ when, /** @type {number} */ turn) =>
      page.evaluate(
        ({ what, when, turn }) => /** @type {any} */ (globalThis).changes[what][when]?.(turn),
        { what, when, turn },
      );
    for (let turn = 0; turn < TURNS; turn += 1) {
      await besides('before', turn);
      await rest();
      const times = await page.evaluate(measured, { name: what, turn });
      scripts.push(times.script);
      all.push(times.all);
      await rest();
      await besides('after', turn);
      await rest();
    }
    measurements.push({ what, script: median(scripts), all: median(all) });
  }
  return measurements;
});
console.log(JSON.stringify(found));
