#!/usr/bin/env node
// The command line from its sources, for which packages have to be installed. What is published has them in it, and
// starts with `run.js`: see scripts/package.mjs.

import { fileURLToPath } from 'node:url';

/** @type {typeof import('./run.js') | undefined} */
let sources;
try {
  sources = await import('./run.js');
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== 'ERR_MODULE_NOT_FOUND' || !message.startsWith("Cannot find package '")) throw error;
  const folder = fileURLToPath(new URL('../..', import.meta.url));
  process.stderr.write(
    `The packages that the command line needs are not installed. Run: npm ci --prefix ${folder}\n`,
  );
  process.exitCode = 2;
}
await sources?.run();
