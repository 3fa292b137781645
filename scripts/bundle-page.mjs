/**
 * Bundles the page from its sources in `www/`, minified:
 *
 *   planner.html         the whole page in one file, to be opened from anywhere or hosted
 *   planner-element.js   the custom element in one file, for other pages
 *   index.html           the page without the package, which it imports from `./pkg/`, where the published package
 *                        has to be served
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { inlined, LAZY, styleSheets, withScriptsFrom, www } from './page-html.mjs';
import { root } from './process.mjs';

export { LAZY };

/** @typedef {'inlined' | 'beside'} PackagePlace in the bundle, or served beside the page */

/** The published file that exports what the page uses of the package, and the file it imports from. */
export const FOR_THE_PAGE = 'page/package.js';
export const LIBRARY = 'library.js';

/**
 * Resolves what is beside the page when it is served.
 *
 * @param {PackagePlace} place of the package; what is loaded on first use is beside the page where that is
 * @param {boolean} isAlone whether the bundle has to do without any other file
 * @returns {esbuild.Plugin}
 */
function packagePlugin(place, isAlone) {
  return {
    name: 'package',
    setup(build) {
      build.onResolve({ filter: /^\.\/pkg\// }, ({ path }) =>
        place === 'beside'
          ? { path: `./pkg/${FOR_THE_PAGE}`, external: true }
          : { path: join(root, path) },
      );
      if (!isAlone) {
        build.onResolve({ filter: /\/document-text\.js$/ }, () => ({
          path: `./${LAZY}`,
          external: true,
        }));
      }
      if (!isAlone) return;
      build.onLoad({ filter: /[\\/]www[\\/]engine-start\.js$/ }, () => ({
        contents: engineInside(),
        resolveDir: root,
      }));
    },
  };
}

/**
 * A module that starts the engine from its bytes, which are compressed: a page in one file is a third smaller so, and
 * starts as early.
 */
function engineInside() {
  const bytes = deflateRawSync(readFileSync(join(root, 'pkg', 'engine', 'engine.wasm')), {
    level: 9,
  });
  return `
    import { init } from './pkg/slim.js';
    const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const response = new Response(stream, { headers: { 'content-type': 'application/wasm' } });
    export const engineReady = init({ module_or_path: response });`;
}

/** Puts the styles into the bundle as text, so that the element needs no other file. */
const stylesPlugin = {
  name: 'styles',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /[\\/]www[\\/]styles\.js$/ }, async () => {
      const text = await styles(elementStyles());
      return {
        contents: `
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(${JSON.stringify(text)});
          export async function addStyles(shadow) {
            shadow.adoptedStyleSheets = [sheet];
          }`,
      };
    });
  },
};

/**
 * @param {string} entry in `www/`
 * @param {PackagePlace} place
 * @param {boolean} isAlone
 * @returns {Promise<string>}
 */
async function script(entry, place, isAlone) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(www, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    plugins: [packagePlugin(place, isAlone), stylesPlugin],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/**
 * Adds the licences, which ask to accompany the code.
 *
 * @param {string} code
 */
function licensed(code) {
  return withLicences(code, {
    'worker-versioning': readFileSync(join(root, 'LICENSE'), 'utf8'),
    'lit-html': readFileSync(join(www, 'vendor', 'lit-html', 'LICENSE'), 'utf8'),
    yaml: readFileSync(join(www, 'vendor', 'document-text', 'LICENSE'), 'utf8'),
  });
}

/**
 * @param {string} code
 * @param {Record<string, string>} licences by the name of what they are for
 */
export function withLicences(code, licences) {
  const texts = Object.entries(licences).map(([name, text]) => `${name}: ${text}`);
  return `${code}/*\n${texts.join('\n')}*/\n`;
}

/** @param {readonly string[]} files in `www/` */
async function styles(files) {
  const whole = files.map((file) => readFileSync(join(www, file), 'utf8')).join('\n');
  return (await esbuild.transform(whole, { loader: 'css', minify: true })).code;
}

/** The style sheets that `www/styles.js` names. */
function elementStyles() {
  const [, names] = /NAMES = \[(.*?)\]/s.exec(readFileSync(join(www, 'styles.js'), 'utf8')) ?? [];
  return [...names.matchAll(/'(\w+)'/g)].map(([, name]) => `styles/${name}.css`);
}

/** What reads YAML, with its licence. */
export function lazyPart() {
  const folder = join(www, 'vendor', 'document-text');
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  return withLicences(read(LAZY), { yaml: read('LICENSE') });
}

/** @returns {Promise<string>} */
export async function plannerElement() {
  return licensed(await script('element.js', 'inlined', true));
}

/**
 * The whole page in one file.
 *
 * @returns {Promise<string>}
 */
export async function plannerHtml() {
  const html = await onePage('inlined', true);
  return html
    .replace(/\s*<!-- from a server -->[\s\S]*<!-- \/from a server -->/, '')
    .replace(/\s*<link rel="preload"[^>]*>/, '')
    .replace("connect-src 'self'; ", '');
}

/**
 * The page in one file, with the engine in `pkg/` and {@link LAZY} beside it: the engine is compiled while it arrives,
 * which is sooner than when the page holds it.
 *
 * @returns {Promise<string>}
 */
export async function startHtml() {
  return withScriptsFrom(await onePage('inlined', false), "'self'");
}

/**
 * The page as one file, to be served with the published package in `./pkg/`.
 *
 * @returns {Promise<string>}
 */
export async function servedHtml() {
  const html = await onePage('beside', false);
  const asked = [FOR_THE_PAGE, LIBRARY].map(
    (name) => `<link rel="modulepreload" href="pkg/${name}" />\n    `,
  );
  return withScriptsFrom(html, "'self'").replace(
    '<link rel="preload"',
    (preload) => asked.join('') + preload,
  );
}

/**
 * The page with its scripts bundled.
 *
 * @param {PackagePlace} place
 * @param {boolean} isAlone
 */
async function onePage(place, isAlone) {
  const [style, embed, main] = await Promise.all([
    styles(styleSheets()),
    script('embed.js', 'inlined', true),
    script('main.js', place, isAlone).then(licensed),
  ]);
  return inlined({ style, scripts: [{ text: embed }, { text: main, type: 'module' }] });
}
