/**
 * How long the page's script takes for each change with a big document, written to target/page/speed.json. Nothing
 * is asserted of the times: they are those of the machine as much as of the page.
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
    /** @type {Record<string, (turn: number) => void>} */
    const changes = {
      'type a build ID': (turn) => type('buildId', `x${turn}`),
      apply: () => get('apply').click(),
      undo: () => get('undo').click(),
      redo: () => get('redo').click(),
      'go to a step': (turn) => get(`step-${turn % 3}`).click(),
      'open a menu': (turn) => get(`build-id-queue-${turn}-q${turn}.1.9`).click(),
      'unfold a group': (turn) =>
        /** @type {HTMLElement} */ (document.querySelectorAll('.group-head')[turn]).click(),
      'edit a workflow': () =>
        /** @type {HTMLElement} */ (
          document.querySelector('[data-focus^="edit-workflow"]')
        ).click(),
      'rename a workflow': (turn) => {
        if (!document.querySelector('[data-focus="workflow-id"]')) {
          /** @type {HTMLElement} */ (
            document.querySelector('[data-focus^="edit-workflow"]')
          ).click();
        }
        type('workflow-id', `w${turn}`);
      },
      filter: (turn) => type('filter', `order-${turn}`),
    };
    /** @type {Record<string, { median: number, most: number }>} */
    const found = {};
    const turns = 7;
    for (const [name, change] of Object.entries(changes)) {
      const times = [];
      for (let turn = 0; turn < turns; turn++) {
        if (name === 'apply') changes['type a build ID'](turn + 100);
        const start = performance.now();
        change(turn);
        times.push(performance.now() - start);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
      times.sort((one, other) => one - other);
      found[name] = { median: times[turns >> 1], most: times[turns - 1] };
    }
    return found;
  });
  keep('speed.json', milliseconds);
  t.diagnostic(JSON.stringify(milliseconds));
});
