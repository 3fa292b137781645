/** The README as a newcomer meets it: each command as printed, in order, from an empty folder. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { assemblePackage } from '../../scripts/package.mjs';
import { root } from '../../scripts/process.mjs';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { startServer } from './server.mjs';

const base = mkdtempSync(join(tmpdir(), 'worker-versioning-readme-'));
const [clone, project] = ['worker-versioning', 'project'].map((name) => join(base, name));
/** @type {import('./server.mjs').Server | undefined} */
let server;
after(async () => {
  await server?.stop();
  rmSync(base, { recursive: true, force: true });
});

/**
 * Runs commands as a shell does that stops at the first error.
 *
 * @param {string} script
 * @param {string} cwd
 */
async function run(script, cwd) {
  const { temporal } = ensureTemporal();
  const { GITHUB_ACTIONS: _, ...environment } = process.env;
  const env = {
    ...environment,
    PATH: `${dirname(temporal)}${delimiter}${process.env.PATH}`,
    HOME: base,
    // Everything is there, but the packages of Temporal, which stand beside this one.
    npm_config_offline: 'true',
    TEMPORAL_ADDRESS: `${server?.address}`,
  };
  try {
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { cwd, env });
    return stdout;
  } catch (error) {
    const { message, stdout } = /** @type {Error & { stdout: string }} */ (error);
    throw new Error(`${message}\n${stdout}`);
  }
}

/**
 * What is done otherwise than as printed, by how a block of commands begins.
 *
 * @type {[RegExp, (block: string) => Promise<unknown>][]}
 */
const OTHERWISE = [
  // These do not end, or take too long: other tests see to them.
  [/^npm (?:start|test)$/, async () => {}],
  [
    /^npm ci\nnpm run package\n(?<rest>npm pack .*)$/,
    async (block) => {
      await assemblePackage(join(clone, 'target', 'package'));
      return run(`${block.split('\n').at(-1)}`, clone);
    },
  ],
  [
    /^npm install .*\nnpm install .*$/,
    async (block) => {
      const [tarball, peers] = block.split('\n');
      await run(tarball, project);
      const manifest = JSON.parse(readFileSync(join(root, 'pkg', 'package.json'), 'utf8'));
      const names = Object.keys(manifest.peerDependencies);
      assert.equal(peers, `npm install ${names.join(' ')}`);
      mkdirSync(join(project, 'node_modules', '@temporalio'));
      for (const name of names) {
        symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
      }
    },
  ],
  [
    /^temporal server start-dev /,
    async (block) => {
      const settings = [...block.matchAll(/--dynamic-config-value (\S+)=(\S+)/g)];
      assert.equal(settings.length, 2);
      server = await startServer(
        Object.fromEntries(settings.map(([, name, value]) => [name, JSON.parse(value)])),
      );
    },
  ],
];

test('each command of the README works as printed, in order, from an empty folder', async () => {
  mkdirSync(clone);
  mkdirSync(project);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)\n```$/gms)];
  /** What is printed of each block, and what the README says that it prints. @type {string[]} */
  const printed = [];
  for (const [, language, block] of blocks) {
    if (language === 'js') writeFileSync(join(project, 'landing.mjs'), block);
    if (language === '') assert.equal(printed.at(-1), `${block}\n`);
    if (language === 'yaml') printed.push(await run(block.replace(/^- run: /, ''), project));
    if (language !== 'sh') continue;
    // The workers of the old build run, and those of the new one are started, as the README says.
    if (block.includes(' pull ')) {
      const workers = ['1.1', '2.0'].map((buildId) => ({ buildId, useVersioning: true }));
      await server?.showPollers('orders', workers);
    }
    const otherwise = OTHERWISE.find(([pattern]) => pattern.test(block))?.[1];
    printed.push(`${otherwise ? await otherwise(block) : await run(block, project)}`);
  }
  assert.deepEqual(await server?.read('orders'), [['1.0', '1.1'], ['2.0']]);
  assert.match(printed.join(''), /new workflows on orders → 2\.0 on orders/);
  assert.match(
    `${printed.at(-1)}`,
    /Step 1: done\. orders is now \[1\.0, 1\.1\] \[2\.0\]\nAll done\.\n$/,
  );
  const report = readFileSync(join(project, 'rollout.xml'), 'utf8');
  assert.match(report, /tests="2" failures="0"/);
  assert.deepEqual(readdirSync(clone).sort(), ['target', 'worker-versioning-0.1.0.tgz']);
});
