/** The command line as it is published, with all its modules in one file. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;

before(async () => {
  project = await install();
  copyFileSync(join(root, 'examples', 'compatible-fix.yaml'), join(project.folder, 'rollout.yaml'));
});
after(() => project?.remove());

function program() {
  return join(project.folder, 'node_modules', '.bin', 'worker-versioning');
}

const SOURCES = join(root, 'pkg', 'cli', 'main.js');

for (const command of [
  '--help',
  'show rollout.yaml',
  'explain rollout.yaml',
  'check rollout.yaml -o junit',
  'reachability rollout.yaml --build-id 1.0',
  'runbook rollout.yaml',
  'snippets rollout.yaml',
  'push rollout.yaml --help',
]) {
  test(`${command}, as from its sources`, async () => {
    const args = command.split(' ');
    const [published, fromSources] = await Promise.all([
      project.run(program(), args),
      project.node([SOURCES, ...args]),
    ]);
    assert.notEqual(published, '');
    assert.equal(published, fromSources);
  });
}

test('page serves the planner, and the files that it names', async () => {
  const child = spawn(program(), ['page', 'rollout.yaml', '--no-open'], { cwd: project.folder });
  try {
    const [printed] = await once(child.stdout.setEncoding('utf8'), 'data');
    const html = await (await fetch(printed.trim())).text();
    const named = new Set([...html.matchAll(/"(?:\.\/)?(pkg\/[^" ]+)"/g)].map(([, name]) => name));
    assert.deepEqual([...named].sort(), [
      'pkg/engine/engine.wasm',
      'pkg/library.js',
      'pkg/page/package.js',
    ]);
    for (const name of named) {
      const { status } = await fetch(new URL(name, printed.trim()));
      assert.equal(status, 200, name);
    }
  } finally {
    child.kill('SIGINT');
    await once(child, 'close');
  }
});
