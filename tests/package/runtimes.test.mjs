import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expected } from './support/expected.mjs';
import { developmentTool, install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;

before(async () => {
  project = await install();
  project.copy('example.js', 'print.js', 'print.cjs', 'same-classes.cjs', 'threads.js', 'slim.js');
  project.copy('workerd-modules.mjs');
});
after(() => project?.remove());

/** @param {string} printed */
function assertExpected(printed) {
  assert.deepEqual(JSON.parse(printed), expected);
}

test('Node imports it', async () => {
  assertExpected(await project.node(['print.js']));
});

test('Node requires it, without a flag', async () => {
  assertExpected(await project.node(['print.cjs']));
});

test('Node requires and imports the same classes', async () => {
  assert.equal(await project.node(['same-classes.cjs']), 'same\n');
});

test('Node runs it in a worker thread', async () => {
  assertExpected(await project.node(['threads.js']));
});

test('Node runs it where no code may be generated from strings', async () => {
  assertExpected(await project.node(['--disallow-code-generation-from-strings', 'print.js']));
});

for (const how of ['bytes', 'module', 'promise', 'response', 'twice']) {
  test(`Node starts the slim package: ${how}`, async () => {
    assertExpected(await project.node(['slim.js', how]));
  });
}

test('importing it prints nothing and warns of nothing', async () => {
  const script = `
    const { write } = process.stderr;
    process.stderr.write = (text) => {
      throw new Error(text);
    };
    process.on('warning', (warning) => {
      throw warning;
    });
    await import('worker-versioning');
    process.stderr.write = write;
  `;
  assert.equal(await project.node(['--input-type=module', '--eval', script]), '');
});

test('Deno imports it', async () => {
  const deno = developmentTool('.bin/deno');
  const cache = { DENO_DIR: `${project.folder}/deno`, DENO_NO_UPDATE_CHECK: '1' };
  // Nothing is permitted to it: the bytes are in the module.
  const args = ['run', '--node-modules-dir=manual', '--no-prompt', 'print.js'];
  assertExpected(await project.run(deno, args, cache));
});

test('Bun imports it', async () => {
  assertExpected(await project.run(developmentTool('.bin/bun'), ['print.js']));
});

test('Bun requires it', async () => {
  assertExpected(await project.run(developmentTool('.bin/bun'), ['print.cjs']));
});

test("under Cloudflare's condition it takes the module that the runtime compiled", async () => {
  const args = ['--conditions=workerd', '--import=./workerd-modules.mjs', 'print.js'];
  assertExpected(await project.node(args));
});

test("without Cloudflare's condition its runtime would refuse the bytes", async () => {
  const args = ['--import=./workerd-modules.mjs', 'print.js'];
  await assert.rejects(project.node(args), /Wasm code generation disallowed/);
});
