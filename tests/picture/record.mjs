/**
 * `node tests/picture/record.mjs`: writes the pictures that tests/picture/frames.test.mjs expects. Look at what changes
 * before you commit it.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runAsScript } from '../../scripts/process.mjs';
import { drawn, FRAMES, SCREENS } from './frames.mjs';

export const EXPECTED = join(root, 'tests', 'picture', 'expected');

/**
 * @param {string} name
 * @param {number} screen
 */
export function expectedPath(name, screen) {
  return join(EXPECTED, `${name}-${screen}.svg`);
}

function main() {
  rmSync(EXPECTED, { recursive: true, force: true });
  mkdirSync(EXPECTED, { recursive: true });
  for (const name of Object.keys(FRAMES)) {
    for (const screen of SCREENS) {
      writeFileSync(expectedPath(name, screen), drawn(name, screen, 'light'));
    }
  }
}

await runAsScript(import.meta.url, main);
