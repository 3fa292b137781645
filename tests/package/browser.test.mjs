import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import webpack from 'webpack';
import { openBrowser, pageOf } from './support/browser.mjs';
import { expected } from './support/expected.mjs';
import { install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;
/** @type {import('./support/browser.mjs').Browser} */
let browser;

const FIXTURES = [
  'example.js',
  'page.js',
  'page-slim.js',
  'page-worker.js',
  'page-worker-thread.js',
];

before(async () => {
  project = await install();
  project.copy(...FIXTURES);
  browser = await openBrowser(project);
});
after(async () => {
  await browser?.close();
  project?.remove();
});

/**
 * Says where `page-slim.js` finds the engine.
 *
 * @param {string} source
 */
function engineIs(source) {
  project.write('engine-address.js', source);
}

test('unbundled', async (t) => {
  const { folder } = project;
  cpSync(join(folder, 'node_modules', 'worker-versioning'), join(folder, 'pkg'), {
    recursive: true,
  });
  engineIs("export const engine = new URL('/pkg/engine/engine.wasm', import.meta.url);");
  for (const name of [...FIXTURES, 'engine-address.js']) {
    cpSync(join(folder, name), join(folder, 'www', name));
  }
  const addresses = {
    'worker-versioning': '/pkg/index.js',
    'worker-versioning/slim': '/pkg/slim.js',
  };
  const head = `<script type="importmap">${JSON.stringify({ imports: addresses })}</script>`;

  await t.test('a page imports it', async () => {
    const html = pageOf('/page.js', { type: 'module', head });
    assert.deepEqual(await browser.answerOfPage('unbundled.html', html), expected);
  });

  await t.test('a page streams the engine into the slim package', async () => {
    const html = pageOf('/page-slim.js', { type: 'module', head });
    assert.deepEqual(await browser.answerOfPage('slim.html', html), expected);
  });

  await t.test('a worker imports it', async () => {
    // Import maps do not reach into workers.
    project.write(
      'www/page-worker-thread.js',
      `import { explain, Namespace, VersioningError } from '/pkg/index.js';
      import { example } from './example.js';
      postMessage(example({ explain, Namespace, VersioningError }));`,
    );
    const html = pageOf('/page-worker.js', { type: 'module' });
    assert.deepEqual(await browser.answerOfPage('worker.html', html), expected);
  });
});

test('esbuild', async (t) => {
  /**
   * @param {string} entry
   * @param {esbuild.BuildOptions} options
   */
  const build = (entry, options) =>
    esbuild.build({
      absWorkingDir: project.folder,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      logLevel: 'silent',
      ...options,
    });

  await t.test('a script', async () => {
    await build('page.js', { format: 'iife', outfile: 'www/esbuild/script.js' });
    const html = pageOf('script.js');
    assert.deepEqual(await browser.answerOfPage('esbuild/script.html', html), expected);
  });

  await t.test('a module', async () => {
    await build('page.js', { format: 'esm', outfile: 'www/esbuild/module.js' });
    const html = pageOf('module.js', { type: 'module' });
    assert.deepEqual(await browser.answerOfPage('esbuild/module.html', html), expected);
  });

  await t.test('the slim package with the bytes as esbuild inlines them', async () => {
    engineIs("export { default as engine } from 'worker-versioning/engine.wasm';");
    const loader = /** @type {const} */ ({ '.wasm': 'binary' });
    await build('page-slim.js', { format: 'esm', outfile: 'www/esbuild/slim.js', loader });
    const html = pageOf('slim.js', { type: 'module' });
    assert.deepEqual(await browser.answerOfPage('esbuild/slim.html', html), expected);
  });

  await t.test('under a policy that lets scripts evaluate nothing but WebAssembly', async () => {
    await build('page.js', { format: 'iife', outfile: 'www/esbuild/policy.js' });
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";
    const head = `<meta http-equiv="content-security-policy" content="${policy}">`;
    const html = pageOf('policy.js', { head });
    assert.deepEqual(await browser.answerOfPage('esbuild/policy.html', html), expected);
  });

  await t.test("under Cloudflare's condition the engine is an import for the runtime", async () => {
    const { metafile } = await build('page.js', {
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
      external: ['*.wasm'],
      metafile: true,
      write: false,
    });
    const [{ imports, inputs }] = Object.values(metafile?.outputs ?? {});
    assert.deepEqual(
      imports.map(({ path }) => path.split('/').at(-1)),
      ['engine.wasm'],
    );
    assert.ok(!Object.keys(inputs).some((name) => name.endsWith('worker-versioning/index.js')));
  });

  await t.test('what a program does not use of it, it does not carry', async () => {
    const contents = "import { VersioningError } from 'worker-versioning/slim'; VersioningError";
    const stdin = { contents, resolveDir: project.folder };
    const { outputFiles } = await build('', {
      entryPoints: [],
      stdin,
      format: 'esm',
      write: false,
    });
    assert.ok((outputFiles?.[0].text.length ?? 0) < 500);
  });
});

test('webpack', async (t) => {
  engineIs("export const engine = new URL('worker-versioning/engine.wasm', import.meta.url);");
  const compiler = webpack({
    mode: 'production',
    context: project.folder,
    entry: { page: './page.js', worker: './page-worker.js', slim: './page-slim.js' },
    output: { path: join(project.folder, 'www', 'webpack'), filename: '[name].js' },
    performance: { hints: false },
  });
  assert.ok(compiler);
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();

  await t.test('says nothing', () => {
    const { errors, warnings } = stats?.toJson({ errors: true, warnings: true }) ?? {};
    assert.deepEqual([...(errors ?? []), ...(warnings ?? [])], []);
  });

  for (const [name, what] of [
    ['page', 'a page'],
    ['worker', 'a worker'],
    ['slim', 'the slim package with the engine as an asset'],
  ]) {
    await t.test(what, async () => {
      const html = pageOf(`${name}.js`);
      assert.deepEqual(await browser.answerOfPage(`webpack/${name}.html`, html), expected);
    });
  }
});

test('Vite', async (t) => {
  engineIs("export { default as engine } from 'worker-versioning/engine.wasm?url';");
  const pages = { page: 'page.js', worker: 'page-worker.js', slim: 'page-slim.js' };
  for (const [name, script] of Object.entries(pages)) {
    project.write(`${name}.html`, pageOf(`/${script}`, { type: 'module' }));
  }
  const input = Object.keys(pages).map((name) => join(project.folder, `${name}.html`));
  /** @type {vite.InlineConfig} */
  const settings = {
    root: project.folder,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    worker: { format: 'es' },
  };
  const outDir = join('www', 'vite');
  await vite.build({
    ...settings,
    base: '/vite/',
    // Small files become addresses with the data in them otherwise: this one is to be fetched.
    build: { outDir, assetsInlineLimit: 0, rolldownOptions: { input } },
  });
  const server = await vite.createServer({
    ...settings,
    server: { host: '127.0.0.1', port: 0, watch: null },
    // All that these pages import is found at once: what is found later makes an open page reload.
    optimizeDeps: { entries: Object.keys(pages).map((name) => `${name}.html`) },
  });
  t.after(() => server.close());
  await server.listen();
  const [development = ''] = server.resolvedUrls?.local ?? [];

  for (const [name, what] of [
    ['page', 'a page'],
    ['worker', 'a worker'],
    ['slim', 'the slim package with the engine as an asset'],
  ]) {
    await t.test(`a build of ${what}`, async () => {
      const html = readFileSync(join(project.folder, outDir, `${name}.html`), 'utf8');
      assert.deepEqual(await browser.answerOfPage(`vite/${name}.html`, html), expected);
    });

    await t.test(`the development server with ${what}`, async () => {
      const { href } = new URL(`${name}.html`, development);
      assert.deepEqual(await browser.answerOf(href), expected);
    });
  }
});
