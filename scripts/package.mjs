/**
 * `npm run package`: writes the package to publish to `target/package/`.
 *
 * The sources in `pkg/` run as they are, but Node takes longer to open a hundred files than to run them. So the package
 * has one file for each entry, one for what they share and, for the command line, one for each part that few commands
 * need. The packages that the command line uses are bundled with it: nothing else has to be installed. The code has no
 * comments but is not minified, so that stack traces name functions and lines.
 */

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { FOR_THE_PAGE, LAZY, LIBRARY, lazyPart, servedHtml, withLicences } from './bundle-page.mjs';
import { root, runAsScript } from './process.mjs';

const sources = join(root, 'pkg');
const packages = join(root, 'node_modules');

const COMMAND_LINE = 'cli/main.js';

const ENTRIES = ['index.js', 'slim.js', 'workerd.js', COMMAND_LINE, FOR_THE_PAGE];

/** Published unchanged. */
const COPIED = [
  'LICENSE',
  'README.md',
  'engine/engine.wasm',
  'index.d.ts',
  'rollout.schema.json',
  'slim.d.ts',
];

/**
 * Writes the package to publish.
 *
 * @param {string} folder replaced if it exists
 */
export async function assemblePackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  const files = {
    ...(await bundles()),
    'page/index.html': await servedHtml(),
    [`page/${LAZY}`]: lazyPart(),
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

/** The manifest of the sources, without `private`, which keeps `pkg/` itself from being published. */
function manifest() {
  const text = readFileSync(join(sources, 'package.json'), 'utf8');
  const { private: _, ...published } = JSON.parse(text);
  return `${JSON.stringify(published, null, 2)}\n`;
}

/**
 * The code of the entries and of what they share, by file name.
 *
 * @returns {Promise<Record<string, string>>}
 */
async function bundles() {
  const bundle = await rolldown({
    cwd: sources,
    input: Object.fromEntries(ENTRIES.map((name) => [name, `./${name}`])),
    platform: 'node',
    // Its build for Node is CommonJS, of which no part can be left out.
    resolve: { alias: { yaml: join(packages, 'yaml', 'browser', 'index.js') } },
    external: /^node:/,
    plugins: [apart, forThePage, whole],
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name]',
    chunkFileNames: ({ name }) => (name === LIBRARY ? LIBRARY : `cli/${name}.js`),
    comments: false,
    minifyInternalExports: false,
    codeSplitting: { groups: [{ name: LIBRARY, test: isInLibrary }] },
  });
  await bundle.close();
  return Object.fromEntries(
    output.map((file) => [
      file.fileName,
      file.type === 'chunk' ? licensed(file) : `${file.source}`,
    ]),
  );
}

/**
 * The code of a file with the licences of the packages in it, which ask to accompany it.
 *
 * @param {import('rolldown').OutputChunk} file
 */
function licensed({ code, moduleIds }) {
  const names = moduleIds
    .filter((path) => path.startsWith(packages))
    .map(
      (path) => /** @type {string} */ (path.match(/.*node_modules.((?:@[^/\\]+.)?[^/\\]+)/)?.[1]),
    );
  if (names.length === 0) return code;
  const licences = [...new Set(names)].map((name) => [name, licenceOf(join(packages, name))]);
  return withLicences(code, Object.fromEntries(licences));
}

/** @param {string} folder of a package */
function licenceOf(folder) {
  const file = join(folder, 'LICENSE');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${license}, ${author}\n`;
}

/**
 * Whether a module goes into the file that the entries share.
 *
 * @param {string} path
 */
function isInLibrary(path) {
  const name = path.slice(sources.length + 1).replaceAll(sep, '/');
  return !['index.js', 'workerd.js'].includes(name) && /^([^/]+|engine\/engine)\.js$/.test(name);
}

/**
 * Leaves the engine apart.
 *
 * @type {import('rolldown').Plugin}
 */
const apart = {
  name: 'apart',
  resolveId: (source) => (source.endsWith('.wasm') ? { id: source, external: true } : undefined),
};

/**
 * Gives the page one file to import from; it would request many otherwise.
 *
 * @type {import('rolldown').Plugin}
 */
const forThePage = {
  name: 'for the page',
  resolveId: (source) => (source === `./${FOR_THE_PAGE}` ? join(sources, FOR_THE_PAGE) : undefined),
  load: (id) =>
    id === join(sources, FOR_THE_PAGE)
      ? `export { default as init } from '../engine/engine.js';
        export { VersioningError } from '../errors.js';
        export { WorkflowLandings } from '../landings.js';
        export * from '../link.js';
        export { Namespace } from '../namespace.js';
        export { Rollout } from '../rollout.js';
        export * from '../words.js';`
      : undefined,
};

/**
 * Starts the command line at once: its sources first see whether their packages are there.
 *
 * @type {import('rolldown').Plugin}
 */
const whole = {
  name: 'whole',
  load: (id) =>
    id === join(sources, COMMAND_LINE)
      ? `#!/usr/bin/env node
        import { run } from './run.js';
        await run();`
      : undefined,
};

await runAsScript(import.meta.url, () => assemblePackage(join(root, 'target', 'package')));
