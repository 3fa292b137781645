/**
 * `npm run package`: puts together what is published, in `target/package/`.
 *
 * The sources in `pkg/` run as they are. Published is less: Node takes longer to ask for fifty files than to run them,
 * and who installs the package needs neither comments nor the same code twice. So there is a file an entry, and one for
 * what they share. It stays readable: stack traces name functions and lines.
 */

import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { FOR_THE_PAGE, LIBRARY, servedHtml } from './bundle-page.mjs';
import { root, runAsScript } from './process.mjs';

const sources = join(root, 'pkg');

const COMMAND_LINE = 'cli/main.js';

const ENTRIES = ['index.js', 'slim.js', 'workerd.js', COMMAND_LINE, FOR_THE_PAGE];

/** What is published as it is. */
const COPIED = [
  'LICENSE',
  'README.md',
  'engine/engine.wasm',
  'index.d.ts',
  'rollout.schema.json',
  'slim.d.ts',
];

/**
 * Puts together what is published.
 *
 * @param {string} folder it is replaced
 */
export async function assemblePackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  const files = {
    ...(await bundles()),
    'page/index.html': await servedHtml(),
    'package.json': manifest(),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const name of COPIED) cpSync(join(sources, name), join(folder, name));
  chmodSync(join(folder, COMMAND_LINE), 0o755);
}

/** That of the sources, but for what keeps these from being published. */
function manifest() {
  const text = readFileSync(join(sources, 'package.json'), 'utf8');
  const { private: _, ...published } = JSON.parse(text);
  return `${JSON.stringify(published, null, 2)}\n`;
}

/**
 * The entries and what they share, by their names in the package.
 *
 * @returns {Promise<Record<string, string>>}
 */
async function bundles() {
  const bundle = await rolldown({
    cwd: sources,
    input: Object.fromEntries(ENTRIES.map((name) => [name, `./${name}`])),
    platform: 'neutral',
    // Packages, and what Node brings.
    external: /^[^./]/,
    plugins: [apart, forThePage],
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name]',
    chunkFileNames: '[name]',
    comments: false,
    minifyInternalExports: false,
    codeSplitting: { groups: [{ name: LIBRARY, test: isInLibrary }] },
  });
  await bundle.close();
  return Object.fromEntries(
    output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : `${file.source}`]),
  );
}

/**
 * Whether a module is in the file that the entries share.
 *
 * @param {string} path
 */
function isInLibrary(path) {
  const name = path.slice(sources.length + 1).replaceAll(sep, '/');
  return !ENTRIES.includes(name) && /^([^/]+|engine\/engine)\.js$/.test(name);
}

/**
 * What an entry imports that is a file of its own: the engine, and the package for the command line.
 *
 * @type {import('rolldown').Plugin}
 */
const apart = {
  name: 'apart',
  resolveId(source, importer) {
    const isCommandLine = importer?.startsWith(join(sources, 'cli'));
    if (isCommandLine && source.endsWith('/index.js')) {
      return { id: '../index.js', external: true };
    }
    return source.endsWith('.wasm') ? { id: source, external: true } : undefined;
  },
};

/**
 * The page takes what is shared from one file: it would ask for many otherwise.
 *
 * @type {import('rolldown').Plugin}
 */
const forThePage = {
  name: 'for the page',
  resolveId: (source) => (source === `./${FOR_THE_PAGE}` ? join(sources, FOR_THE_PAGE) : undefined),
  load: (id) =>
    id === join(sources, FOR_THE_PAGE)
      ? `export * from '../advice.js';
        export { default } from '../engine/engine.js';
        export { VersioningError } from '../errors.js';
        export { explain } from '../explain.js';
        export * from '../link.js';
        export { Namespace } from '../namespace.js';
        export { Rollout } from '../rollout.js';
        export * from '../runbook.js';
        export { snippet } from '../snippet.js';
        export * from '../words.js';`
      : undefined,
};

await runAsScript(import.meta.url, () => assemblePackage(join(root, 'target', 'package')));
