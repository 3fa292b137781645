/** The packages that only a live cluster needs: found in the user's project, asked for when they are missing. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { install } from './support/installed.mjs';

/** @type {import('./support/installed.mjs').Project} */
let project;
before(async () => {
  project = await install();
});
after(() => project?.remove());

/** @param {string} name in `cli/` */
function module(name) {
  const path = join(project.folder, 'node_modules', 'worker-versioning', 'cli', name);
  return JSON.stringify(pathToFileURL(path).href);
}

test('without the client it says what to install', async () => {
  project.write(
    'connect.mjs',
    `import { connect } from ${module('cluster.js')};
    await connect().catch(({ kind, message }) => console.log(\`\${kind}: \${message}\`));`,
  );
  assert.equal(
    await project.node(['connect.mjs']),
    'notInstalled: @temporalio/client is not installed, and a live cluster needs it. ' +
      'Run: npm install @temporalio/client @temporalio/envconfig\n',
  );
});

/**
 * A package that tells where it stands.
 *
 * @param {string} folder
 */
function fakeClient(folder) {
  const path = join(folder, 'node_modules', '@temporalio', 'client');
  mkdirSync(join(project.folder, path), { recursive: true });
  project.write(join(path, 'index.js'), `module.exports = ${JSON.stringify(folder)};`);
}

test("the client of the user's project is taken before the one beside the package", async () => {
  fakeClient(join('node_modules', 'worker-versioning'));
  project.write(
    'find.mjs',
    `import { findPeer } from ${module('peers.js')};
    console.log(findPeer('@temporalio/client', process.argv[2])('@temporalio/client'));`,
  );
  const beside = join('node_modules', 'worker-versioning');
  assert.equal(await project.node(['find.mjs', project.folder]), `${beside}\n`);
  fakeClient('app');
  assert.equal(await project.node(['find.mjs', join(project.folder, 'app')]), 'app\n');
});
