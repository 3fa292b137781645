/**
 * The page in one file without a bundler, for a clone without node_modules: a browser takes several times as long to
 * request a hundred modules as to run them. Each module is in an import map as it is; only the names by which modules
 * import each other are others.
 */

import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { inlined, LAZY, styleSheets, withScriptsFrom, www } from './page-html.mjs';
import { root } from './process.mjs';

/** An import by a relative path: all before the quote, the quote, and the path. */
const IMPORT = /(\bfrom\s*|\bimport\s*|\bimport\(\s*)(['"])(\.[^'"]+)\2/g;

/** How the map calls a module. @param {string} path in `www/`, or in `pkg/` */
const nameOf = (path) => `page/${path}`;

/** @returns {string} to be served with `pkg/` and {@link LAZY} beside it */
export function plainHtml() {
  /** @type {Map<string, string>} by path */
  const modules = new Map();
  collect('main.js', modules);
  const imports = Object.fromEntries(
    [...modules].map(([path, code]) => [
      nameOf(path),
      path.endsWith(LAZY) ? `./${LAZY}` : dataUrl(path, code),
    ]),
  );
  const read = (/** @type {string} */ file) => readFileSync(join(www, file), 'utf8');
  const html = inlined({
    style: styleSheets().map(read).join('\n'),
    scripts: [
      { text: read('embed.js') },
      { text: JSON.stringify({ imports }).replaceAll('<', '\\u003c'), type: 'importmap' },
      { text: `import '${nameOf('main.js')}';`, type: 'module' },
    ],
  });
  return withScriptsFrom(html, "'self' data:");
}

/**
 * Reads a module and all that it imports.
 *
 * @param {string} path
 * @param {Map<string, string>} modules to which they are added
 */
function collect(path, modules) {
  if (modules.has(path)) return;
  const code = readFileSync(path.startsWith('pkg/') ? join(root, path) : join(www, path), 'utf8');
  modules.set(path, code);
  if (!path.endsWith('.js') || path.endsWith(LAZY)) return;
  // Types are imported in comments.
  for (const [, , , imported] of code.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(IMPORT)) {
    collect(resolved(path, imported), modules);
  }
}

/**
 * @param {string} path
 * @param {string} code
 */
function dataUrl(path, code) {
  const script = path.endsWith('.json')
    ? `export default ${code}`
    : code
        .replace(
          IMPORT,
          (_, before, quote, imported) => before + quote + nameOf(resolved(path, imported)) + quote,
        )
        .replaceAll("with { type: 'json' }", '')
        .replaceAll('import.meta.url', 'document.baseURI');
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

/**
 * @param {string} path of the module that imports
 * @param {string} imported
 */
function resolved(path, imported) {
  return posix.join(posix.dirname(path), imported);
}
