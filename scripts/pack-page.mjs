/**
 * Around packing: `put` puts the page into the package, for its command `page`, and `remove` removes it again.
 */

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runAsScript } from './process.mjs';

function packPage() {
  const page = join(root, 'pkg', 'page');
  rmSync(page, { recursive: true, force: true });
  if (process.argv[2] !== 'put') return;
  cpSync(join(root, 'www'), page, { recursive: true, filter: isServed });
}

/**
 * Browsers ask for no types.
 *
 * @param {string} path
 */
export function isServed(path) {
  return !path.endsWith('.d.ts');
}

await runAsScript(import.meta.url, packPage);
