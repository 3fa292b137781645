/**
 * Bundles the page from its sources in `www/`, minified:
 *
 *   planner.html         the whole page in one file, to be opened from anywhere or hosted
 *   planner-element.js   the custom element in one file, for other pages
 *   index.html           the page without the package, which it imports from `./pkg/`, where the published package
 *                        has to be served
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './process.mjs';

const www = join(root, 'www');

/** @typedef {'inlined' | 'beside'} PackagePlace in the bundle, or served beside the page */

/** The published file that exports what the page uses of the package, and the file it imports from. */
export const FOR_THE_PAGE = 'page/package.js';
export const LIBRARY = 'library.js';

/**
 * Resolves `./pkg/`, which is beside the page when it is served, and beside `www/` here.
 *
 * @param {PackagePlace} place
 * @returns {esbuild.Plugin}
 */
function packagePlugin(place) {
  return {
    name: 'package',
    setup(build) {
      build.onResolve({ filter: /^\.\/pkg\// }, ({ path }) =>
        place === 'beside'
          ? { path: `./pkg/${FOR_THE_PAGE}`, external: true }
          : { path: join(root, path) },
      );
      if (place === 'beside') return;
      const entry = join(root, 'pkg', 'index.js');
      build.onLoad({ filter: /[\\/]www[\\/]engine-start\.js$/ }, () => ({
        contents: `import ${JSON.stringify(entry)}; export const engineReady = Promise.resolve();`,
      }));
    },
  };
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
 * @returns {Promise<string>}
 */
async function script(entry, place) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(www, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    plugins: [packagePlugin(place), stylesPlugin],
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

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** @returns {Promise<string>} */
export async function plannerElement() {
  return licensed(await script('element.js', 'inlined'));
}

/** @returns {Promise<string>} */
export async function plannerHtml() {
  const html = await onePage('inlined');
  return html
    .replace(/\s*<!-- from a server -->[\s\S]*<!-- \/from a server -->/, '')
    .replace(/\s*<link rel="preload"[^>]*>/, '')
    .replace("connect-src 'self'; ", '');
}

/**
 * The page as one file, to be served with the published package in `./pkg/`.
 *
 * @returns {Promise<string>}
 */
export async function servedHtml() {
  const html = await onePage('beside');
  const asked = [FOR_THE_PAGE, LIBRARY].map(
    (name) => `<link rel="modulepreload" href="pkg/${name}" />\n    `,
  );
  return html
    .replace('script-src ', "script-src 'self' ")
    .replace('<link rel="preload"', (preload) => asked.join('') + preload);
}

/**
 * `www/index.html` with its styles, scripts and icon inlined, and a policy that allows no others.
 *
 * @param {PackagePlace} place
 */
async function onePage(place) {
  const html = page();
  const [style, embed, main] = await Promise.all([
    styles(html.styles),
    script('embed.js', 'inlined'),
    script('main.js', place).then(licensed),
  ]);
  for (const text of [embed, main]) {
    if (/<\/script|<!--/i.test(text))
      throw new Error('the script holds text that would end it early');
  }
  const icon = readFileSync(join(www, 'icon.svg'), 'utf8').trim();
  return html
    .with(
      `<style>${style}</style>`,
      `<script>${embed}</script>\n    <script type="module">${main}</script>`,
      `data:image/svg+xml,${encodeURIComponent(icon)}`,
    )
    .replace("script-src 'self'", () => `script-src ${hashOf(embed)} ${hashOf(main)}`)
    .replace("style-src 'self'", () => `style-src ${hashOf(style)}`)
    .replace("img-src 'self' data:", 'img-src data:');
}

/** `www/index.html`, with the places for its styles, its scripts and its icon. */
function page() {
  const source = readFileSync(join(www, 'index.html'), 'utf8');
  const links = /<link rel="stylesheet"[\s\S]*<link rel="stylesheet"[^>]*>/;
  const scripts = /<script [\s\S]*<\/script>/;
  return {
    styles: [...source.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, file]) => file),
    /**
     * @param {string} styles
     * @param {string} script
     * @param {string} icon
     */
    with: (styles, script, icon) =>
      source
        .replace(links, () => styles)
        .replace(scripts, () => script)
        .replace('href="icon.svg"', () => `href="${icon}"`),
  };
}
