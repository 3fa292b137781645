/**
 * How long the page works for each change with a big document until it is on the screen, written to
 * target/page/speed.json: its script, then the frame in which it is laid out and painted. Nothing is asserted of the
 * times: they are those of the machine as much as of the page.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { linkOf } from '../../pkg/link.js';
import { root } from '../../scripts/process.mjs';
import { bigDocument } from './big.mjs';
import { openPage, serverUrl } from './support.mjs';

const FOLDER = join(root, 'target', 'page');

/** @param {string} name @param {unknown} value */
function keep(name, value) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), `${JSON.stringify(value, null, 2)}\n`);
}

test('each change is measured with ten queues, a thousand build IDs and a thousand workflows', async (t) => {
  const page = await openPage(t, { url: serverUrl() + (await linkOf(bigDocument(), 1)) });
  const milliseconds = await page.evaluate(async () => {
    const get = (/** @type {string} */ key) => {
      const found = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
      if (!(found instanceof HTMLElement)) throw new Error(`no ${key}`);
      return found;
    };
    const type = (/** @type {string} */ key, /** @type {string} */ text) => {
      const field = /** @type {HTMLInputElement} */ (get(key));
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    // The queue has as many build IDs as a queue may have.
    const command = (/** @type {number} */ turn) =>
      `temporal task-queue update-build-ids promote-set --task-queue queue-0 --build-id q0.${turn % 9}.0`;
    /** @type {Record<string, (turn: number) => void>} */
    const changes = {
      'type a build ID': (turn) => type('command', command(turn)),
      apply: () => get('apply').click(),
      undo: () => get('undo').click(),
      redo: () => get('redo').click(),
      'go to a step': (turn) => get(turn % 2 === 0 ? 'step-before' : 'step-next').click(),
      'open a menu': () =>
        /** @type {HTMLElement} */ (document.querySelector('[data-focus^="queue-menu-"]')).click(),
      'close the menu': () =>
        /** @type {HTMLElement} */ (document.querySelector('.menu')).hidePopover(),
      'unfold a queue': (turn) =>
        /** @type {HTMLElement} */ (
          document.querySelectorAll('.queue-line > button')[turn % 6]
        ).click(),
      'show the rules': () =>
        /** @type {HTMLElement} */ (document.querySelector('[data-focus^="row-"]')).click(),
      'picture or table': (turn) => get(turn % 2 === 0 ? 'as-table' : 'as-picture').click(),
      search: (turn) => type('search', `order-${turn}`),
      'search no more': () => type('search', ''),
    };
    /** The time that the next frame takes, without the wait for it: what is posted in it comes when it is painted. */
    const frame = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const start = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(undefined);
        });
      });
    const turns = 7;
    /** @param {number[]} times */
    const summary = (times) => {
      times.sort((one, other) => one - other);
      return { median: times[turns >> 1], most: times[turns - 1] };
    };
    /** @type {Record<string, Record<string, { median: number, most: number }>>} */
    const found = {};
    for (const [name, change] of Object.entries(changes)) {
      const scripts = [];
      const all = [];
      for (let turn = 0; turn < turns; turn++) {
        if (name === 'close the menu') changes['open a menu'](turn);
        if (name === 'apply') changes['type a build ID'](turn + 100);
        if (name === 'search no more') changes.search(turn);
        await frame();
        const start = performance.now();
        change(turn);
        const script = performance.now() - start;
        scripts.push(script);
        all.push(script + (await frame()));
      }
      found[name] = { script: summary(scripts), 'script and frame': summary(all) };
    }
    return found;
  });
  keep('speed.json', milliseconds);
  t.diagnostic(JSON.stringify(milliseconds));
});
