/**
 * Around packing: `put` puts the page into the package, for its command `page`, and `remove` removes it again.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { servedHtml } from './bundle-page.mjs';
import { root, runAsScript } from './process.mjs';

async function packPage() {
  const page = join(root, 'pkg', 'page');
  rmSync(page, { recursive: true, force: true });
  if (process.argv[2] !== 'put') return;
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), await servedHtml());
}

await runAsScript(import.meta.url, packPage);
