/** `npm run build:page`: writes the page and the custom element to `target/planner/`, each as one file. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { plannerElement, plannerHtml } from './bundle-page.mjs';
import { root, runAsScript } from './process.mjs';

async function buildPage() {
  const folder = join(root, 'target', 'planner');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of [
    ['planner.html', await plannerHtml()],
    ['planner-element.js', await plannerElement()],
  ]) {
    writeFileSync(join(folder, name), text);
    const zipped = gzipSync(text, { level: 9 }).length;
    console.log(`target/planner/${name}: ${Buffer.byteLength(text)} bytes, ${zipped} gzipped`);
  }
}

await runAsScript(import.meta.url, buildPage);
