/**
 * Around packing: `put` puts the page into the package, for its command `page`, and `remove` removes it again.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFiles } from './bundle-page.mjs';
import { root, runAsScript } from './process.mjs';

async function packPage() {
  const page = join(root, 'pkg', 'page');
  rmSync(page, { recursive: true, force: true });
  if (process.argv[2] !== 'put') return;
  mkdirSync(page);
  for (const [name, text] of await pageFiles()) writeFileSync(join(page, name), text);
}

await runAsScript(import.meta.url, packPage);
