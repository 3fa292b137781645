/** The packages that only a live cluster needs: found in the user's project, asked for when they are missing. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;
before(async () => {
  project = await install();
});
after(() => project?.remove());

/** Asks a cluster for a task queue. */
function pull() {
  const program = join(project.folder, 'node_modules', '.bin', 'worker-versioning');
  return project.run(program, ['pull', '--task-queue', 'orders']);
}

/**
 * A client that makes no connection, and says where it stands.
 *
 * @param {string} folder
 */
function fakeClient(folder) {
  const packages = {
    client: `exports.Connection = { lazy() { throw new Error('made ${folder}'); } };`,
    envconfig: 'exports.loadClientConfigProfile = () => ({});',
  };
  for (const [name, code] of Object.entries(packages)) {
    const path = join(folder, 'node_modules', '@temporalio', name);
    mkdirSync(join(project.folder, path), { recursive: true });
    project.write(join(path, 'index.js'), code);
    project.write(join(path, 'package.json'), '{}');
  }
}

test('without the client it says what to install', async () => {
  await assert.rejects(
    pull(),
    /^Error: [^\n]*\n@temporalio\/client is not installed, and a live cluster needs it\. Run: npm install @temporalio\/client @temporalio\/envconfig\n/,
  );
});

test("the client of the user's project is taken before the one beside the package", async () => {
  const beside = join('node_modules', 'worker-versioning');
  fakeClient(beside);
  await assert.rejects(pull(), new RegExp(`cannot be set up: made ${beside}\\n`));
  fakeClient('.');
  await assert.rejects(pull(), /cannot be set up: made \.\n/);
});
