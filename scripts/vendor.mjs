/**
 * `npm run vendor`: copies what the page uses of lit-html, unmodified and with its licence, from node_modules
 * to www/vendor/, so that the page needs no bundler and no node_modules.
 */

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runAsScript } from './process.mjs';

export const source = join(root, 'node_modules', 'lit-html');
export const target = join(root, 'www', 'vendor', 'lit-html');

const MODULES = [
  'lit-html',
  'directive',
  'directive-helpers',
  'directives/guard',
  'directives/keyed',
  'directives/live',
  'directives/repeat',
];

/** The licence, the modules and, for the type checker, what they declare. */
export const FILES = ['LICENSE', ...MODULES.flatMap((name) => [`${name}.js`, `${name}.d.ts`])];

function main() {
  rmSync(target, { recursive: true, force: true });
  for (const file of FILES) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(source, file), join(target, file));
  }
}

await runAsScript(import.meta.url, main);
