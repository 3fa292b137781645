/**
 * `npm run vendor`: writes to www/vendor/ what the page needs of other packages, with their licences, so that it needs
 * neither a bundler nor node_modules: the modules of lit-html, unmodified, and in one file what reads YAML, which is
 * loaded only when somebody pastes a document.
 */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { root, runAsScript } from './process.mjs';

export const source = join(root, 'node_modules', 'lit-html');
const vendor = join(root, 'www', 'vendor');
export const target = join(vendor, 'lit-html');
export const yamlTarget = join(vendor, 'document-text');

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

/**
 * The files of what reads the texts of documents, by name: `pkg/cli/document-text.js` with the library that it uses.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function documentText() {
  const yaml = join(root, 'node_modules', 'yaml');
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, 'pkg', 'cli', 'document-text.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    // Its build for Node is CommonJS, of which no part can be left out.
    alias: { yaml: join(yaml, 'browser', 'index.js') },
    write: false,
    logLevel: 'error',
  });
  return {
    'document-text.js': `// Made by \`npm run vendor\` from pkg/cli/document-text.js and yaml.\n${outputFiles[0].text}`,
    'document-text.d.ts': "export * from '../../../pkg/cli/document-text.js';\n",
    LICENSE: readFileSync(join(yaml, 'LICENSE'), 'utf8'),
  };
}

async function main() {
  rmSync(vendor, { recursive: true, force: true });
  for (const file of FILES) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(source, file), join(target, file));
  }
  mkdirSync(yamlTarget);
  for (const [file, text] of Object.entries(await documentText())) {
    writeFileSync(join(yamlTarget, file), text);
  }
}

await runAsScript(import.meta.url, main);
