/**
 * `npm run vendor`: copies the modules of lit-html that the page uses, unmodified and with their licence, to
 * www/vendor/, so that the page needs neither a bundler nor node_modules.
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

/** The licence, the modules and, for the type checker, their declarations. */
export const FILES = ['LICENSE', ...MODULES.flatMap((name) => [`${name}.js`, `${name}.d.ts`])];

function main() {
  rmSync(target, { recursive: true, force: true });
  for (const file of FILES) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(source, file), join(target, file));
  }
}

await runAsScript(import.meta.url, main);
