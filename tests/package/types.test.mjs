import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { developmentTool, install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;

before(async () => {
  project = await install();
  project.copy('types.ts', 'types-client.ts');
});
after(() => project?.remove());

const STRICT = {
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  resolveJsonModule: true,
};

/**
 * Compiles files of the project.
 *
 * @param {object} compilerOptions
 * @param {string[]} files
 */
async function compile(compilerOptions, files) {
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
  await project.node([developmentTool('typescript/bin/tsc'), '-p', 'tsconfig.json']);
}

const declarations = ['index.d.ts', 'slim.d.ts'].map((name) => ({
  name,
  text: readFileSync(join(root, 'pkg', name), 'utf8'),
}));

test('TypeScript for a bundler, with no library but that of ES2022', async () => {
  await compile({ ...STRICT, module: 'esnext', moduleResolution: 'bundler' }, ['types.ts']);
});

test('TypeScript for an ES module of Node', async () => {
  await compile({ ...STRICT, module: 'nodenext', moduleResolution: 'nodenext' }, ['types.ts']);
});

test('TypeScript for a CommonJS module of Node', async () => {
  project.write(
    'required.cts',
    `import versioning = require('worker-versioning');
    import { Namespace } from 'worker-versioning';
    export const names: string[] = new versioning.Namespace().taskQueues();
    export const again: versioning.Namespace = new Namespace();`,
  );
  await compile({ ...STRICT, module: 'nodenext', moduleResolution: 'nodenext' }, ['required.cts']);
});

test('TypeScript with the libraries of a browser', async () => {
  const options = { ...STRICT, module: 'esnext', moduleResolution: 'bundler' };
  project.write(
    'page.ts',
    `import { init } from 'worker-versioning/slim';
    await init({ module_or_path: fetch('engine.wasm') });
    await init({ module_or_path: await WebAssembly.compileStreaming(fetch('engine.wasm')) });`,
  );
  await compile({ ...options, lib: ['es2022', 'dom'] }, ['page.ts', 'types.ts']);
});

test('a mistake is an error: what compiles above is really checked', async () => {
  project.write('mistake.ts', "import { Namespace } from 'worker-versioning'; new Namespace(1);");
  const options = { ...STRICT, module: 'esnext', moduleResolution: 'bundler' };
  await assert.rejects(compile(options, ['mistake.ts']), /mistake\.ts\(1,62\): error/);
});

test("operations, version sets and reachability are those of the client's types", async () => {
  // Its own types need those of Node, and do not compile with every option above.
  const modules = join(root, 'node_modules');
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    types: ['node'],
    typeRoots: [join(modules, '@types')],
    paths: { '@temporalio/*': [join(modules, '@temporalio', '*')] },
  };
  await compile(options, ['types-client.ts']);
});

test('everything that is declared is described where it stands', () => {
  for (const { name, text } of declarations) {
    const lines = text.split('\n');
    const isDeclaration = /^export (?!\*)|^ +(readonly |static )?[$\w]+\??(:|\()/;
    const isInside = (/** @type {string} */ line) => /^ +\/?\*/.test(line);
    let open = 0;
    for (const [place, line] of lines.entries()) {
      if (isInside(line) || line.startsWith('/**')) continue;
      const isParameter = open > 0;
      open += line.split('(').length - line.split(')').length;
      if (isParameter || !isDeclaration.test(line)) continue;
      assert.match(lines[place - 1], /\*\/$/, `${name}:${place + 1}: ${line}`);
    }
  }
});

for (const { name, text } of declarations) {
  const code = text.replace(/\/\*.*?\*\/|\/\/.*?$/gms, '');

  test(`${name} holds no any`, () => {
    assert.doesNotMatch(code, /\bany\b/);
  });

  test(`the test of types names every export of ${name}`, () => {
    const used = readFileSync(join(project.folder, 'types.ts'), 'utf8');
    const exported = [...code.matchAll(/^export (?:interface|type|class|function|const) (\w+)/gm)];
    assert.ok(exported.length > 2);
    for (const [, name] of exported) assert.match(used, new RegExp(`\\b${name}\\b`));
  });
}

test('what is declared is what there is', async () => {
  for (const { name, text } of declarations) {
    const declared = [...text.matchAll(/^export (?:class|function|const) (\w+)/gm)].map(
      ([, it]) => it,
    );
    const module = await import(join(root, 'pkg', name.replace('.d.ts', '.js')));
    const whole =
      name === 'slim.d.ts'
        ? [
            'Namespace',
            'Rollout',
            'UnversionedBuildId',
            'VersioningError',
            'WorkflowLandings',
            'deploymentSnippet',
            'explain',
            'otherOutput',
            'pastedAnswers',
            'readCommand',
            'readDeploymentCommand',
            'snippet',
            'words',
            'workerSnippet',
          ]
        : [];
    assert.deepEqual(Object.keys(module).sort(), [...declared, ...whole].sort());
  }
});
