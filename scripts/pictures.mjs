/**
 * `npm run pictures`: draws the pictures of the README and the docs, as the page exports them, and takes the
 * screenshot of the page.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { parse } from 'yaml';
import { Rollout } from '../pkg/index.js';
import { linkOf } from '../pkg/link.js';
import { pictureOf } from '../www/export/picture.js';
import { tableMeasure } from '../www/picture/measure.js';
import { root, runAsScript } from './process.mjs';
import { serve } from './serve.mjs';
import { ensureBrowser } from './toolchain.mjs';

const on = { taskQueue: 'orders' };

/** @param {number} count @param {string} [buildId] */
function workers(count, buildId) {
  const worker = buildId === undefined ? on : { ...on, buildId, useVersioning: true };
  return Array.from({ length: count }, () => worker);
}

/**
 * A step after which workflows would wait, since no worker of 1.2 polls.
 *
 * @type {import('../pkg/index.js').RolloutDocument}
 */
export const PATCH = {
  version: 1,
  name: 'Patch orders: 1.2',
  taskQueues: [
    {
      ...on,
      versionSets: [{ buildIds: ['1.0', '1.1'] }],
      completeFor: { workflows: true, workers: true },
    },
  ],
  workers: [...workers(6, '2.0'), ...workers(4, '1.1'), ...workers(1)],
  workflows: [
    {
      ...on,
      workflowId: 'those that began on 1.0',
      count: 1532,
      buildId: '1.0',
      commands: [{ name: 'reserve', task: 'activity' }],
    },
    { ...on, workflowId: 'those that began on 2.0', count: 87, buildId: '2.0' },
    {
      ...on,
      workflowId: 'those from before versioning',
      count: 14,
      hasCompletedWorkflowTask: true,
    },
  ],
  operations: [
    { ...on, operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
    {
      ...on,
      operation: 'addNewCompatibleVersion',
      buildId: '1.2',
      existingCompatibleBuildId: '1.0',
    },
  ],
};

/** The step of it that is shown. */
const STEP = 2;

/**
 * The first step of each example, by the paths of their pictures.
 *
 * @returns {Record<string, string>}
 */
export function pictures() {
  /** @type {Record<string, string>} */
  const drawn = {};
  for (const file of readdirSync(join(root, 'examples')).sort()) {
    const rollout = new Rollout(parse(readFileSync(join(root, 'examples', file), 'utf8')));
    const what = {
      title: rollout.document.name ?? file,
      flow: rollout.flow(0, 1),
      measure: tableMeasure,
    };
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const path = `docs/pictures/${file.replace('.yaml', '')}-${theme}.svg`;
      drawn[path] = pictureOf({ ...what, theme });
    }
  }
  return drawn;
}

async function main() {
  mkdirSync(join(root, 'docs', 'pictures'), { recursive: true });
  for (const [path, picture] of Object.entries(pictures())) {
    writeFileSync(join(root, path), picture);
    console.log(path);
  }
  const { chromium: executablePath, args } = ensureBrowser();
  const [browser, host] = await Promise.all([
    chromium.launch({ executablePath, args }),
    serve({ port: 0 }),
  ]);
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    });
    await page.goto(host.url + (await linkOf(PATCH, STEP)));
    await page.locator('.scene').first().waitFor();
    await page.screenshot({ path: join(root, 'docs', 'page.png') });
    console.log('docs/page.png');
  } finally {
    await Promise.all([browser.close(), host.close()]);
  }
}

await runAsScript(import.meta.url, main);
