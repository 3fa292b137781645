import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from '../../scripts/process.mjs';
import { developmentTool, install } from './support/installed.mjs';
import { MOST_BYTES } from './support/sizes.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;

before(async () => {
  project = await install();
});
after(() => project?.remove());

const FILES = [
  'LICENSE',
  'README.md',
  'cli/cluster-error.js',
  'cli/cluster.js',
  'cli/main.js',
  'cli/page-server.js',
  'engine/engine.wasm',
  'index.d.ts',
  'index.js',
  'library.js',
  'package.json',
  'page/document-text.js',
  'page/index.html',
  'page/package.js',
  'rollout.schema.json',
  'slim.d.ts',
  'slim.js',
  'workerd.js',
];

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** @param {string} name */
function installed(name) {
  return join(project.folder, 'node_modules', 'worker-versioning', name);
}

test('the tarball holds these files and no others', () => {
  assert.deepEqual(filesIn(installed('.')).sort(), FILES);
});

test('its size', (t) => {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const unpacked = FILES.map((name) => readFileSync(installed(name)));
  const total = unpacked.reduce((sum, bytes) => sum + bytes.length, 0);
  const tarball = readFileSync(project.tarball).length;
  t.diagnostic(`tarball: ${kilobytes(tarball)}`);
  t.diagnostic(`unpacked: ${kilobytes(total)}`);
  for (const name of ['index.js', 'engine/engine.wasm']) {
    const bytes = readFileSync(installed(name));
    const zipped = gzipSync(bytes, { level: 9 });
    t.diagnostic(`${name}: ${kilobytes(bytes.length)}, ${kilobytes(zipped.length)} gzipped`);
  }
  assert.ok(tarball <= MOST_BYTES.tarball, `${tarball} bytes packed: see docs/size.md`);
});

test('its licence is that of the repository', () => {
  const licence = readFileSync(installed('LICENSE'), 'utf8');
  assert.equal(licence, readFileSync(join(root, 'LICENSE'), 'utf8'));
});

test('the example of its README works', async () => {
  const readme = readFileSync(installed('README.md'), 'utf8');
  const [, code, printed] = readme.match(/```js\n(.*?)```.*?```\n(.*?)```/s) ?? [];
  project.write('readme.mjs', code);
  assert.equal(await project.node(['readme.mjs']), printed);
});

test('it installs without scripts, and depends on no package but the optional ones', () => {
  const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.optionalDependencies, undefined);
  for (const name of Object.keys(manifest.peerDependencies)) {
    assert.equal(manifest.peerDependenciesMeta[name].optional, true, name);
  }
});

test('the import reads two files, and no package', () => {
  assert.deepEqual(importsOf('index.js'), ['./library.js']);
  assert.deepEqual(importsOf('library.js'), []);
});

test('the licences of the packages in the command line accompany them', () => {
  const code = readFileSync(installed('cli/main.js'), 'utf8');
  for (const name of ['commander', 'yaml']) {
    const licence = readFileSync(developmentTool(`${name}/LICENSE`), 'utf8');
    assert.ok(code.includes(`${name}: ${licence}`), name);
  }
  const bundled = [...code.matchAll(/^\/\/ \.\.\/node_modules\/((?:@[^/]+\/)?[^/]+)/gm)];
  for (const [, name] of bundled) assert.ok(code.includes(`\n${name}: `), name);
});

test('each part of the sources is in one file', () => {
  // The bundler heads each module with its name.
  const named = FILES.filter((name) => name.endsWith('.js')).flatMap((name) =>
    [...readFileSync(installed(name), 'utf8').matchAll(/^\/\/ (\S+\.js)$/gm)].map(([, it]) => it),
  );
  assert.ok(named.includes('words.js') && named.includes('cli/output.js'), named.join());
  assert.deepEqual(named, [...new Set(named)]);
});

test('it can be published, and its sources cannot be by mistake', () => {
  const [published, inRepository] = [installed('.'), join(root, 'pkg')].map((folder) =>
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  assert.equal(inRepository.private, true);
  assert.deepEqual({ ...published, private: true }, inRepository);
});

/**
 * What a module imports, each once.
 *
 * @param {string} name
 */
function importsOf(name) {
  const code = readFileSync(installed(name), 'utf8');
  return [...new Set([...code.matchAll(/^(?:import|export)\b.*"(.+)";$/gm)].map(([, it]) => it))];
}

test('publint has nothing to say', async () => {
  const bytes = Uint8Array.from(readFileSync(project.tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg, { color: false })),
    [],
  );
});

test('the types of every entry resolve as its code does', async () => {
  // Left out: what is data and has no types.
  const data = ['engine.wasm', 'rollout.schema.json'];
  const args = ['--profile=esm-only', '--exclude-entrypoints', ...data, '--no-emoji'];
  const attw = developmentTool('@arethetypeswrong/cli/dist/index.js');
  await project.node([attw, project.tarball, ...args]);
});

for (const file of ['engine.wasm', 'package.json', 'rollout.schema.json']) {
  const name = `worker-versioning/${file}`;
  test(`${name} is a file that import and require can find`, async () => {
    const script = `console.log(import.meta.resolve('${name}'))`;
    const imported = await project.node(['--input-type=module', '--eval', script]);
    const required = createRequire(join(project.folder, 'any.js')).resolve(name);
    assert.ok(existsSync(required));
    assert.equal(imported.trim(), pathToFileURL(required).href);
  });
}

test('what is not exported cannot be imported', async () => {
  for (const name of ['namespace.js', 'engine/engine.js', 'index.js', 'workerd.js']) {
    const script = `import 'worker-versioning/${name}'`;
    const imported = project.node(['--input-type=module', '--eval', script]);
    await assert.rejects(imported, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  }
});

test('the exported engine is the inlined one', async () => {
  project.write(
    'engine.mjs',
    `import { readFileSync } from 'node:fs';
    WebAssembly.Module = class extends WebAssembly.Module {
      constructor(bytes) {
        super(bytes);
        const file = readFileSync(new URL(import.meta.resolve('worker-versioning/engine.wasm')));
        console.log(file.equals(bytes));
      }
    };
    await import('worker-versioning');`,
  );
  assert.equal(await project.node(['engine.mjs']), 'true\n');
});
