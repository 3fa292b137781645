// What importing the package, as it is published, adds to Node's start. Prints the medians in milliseconds as JSON.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblePackage } from '../../scripts/package.mjs';

const RUNS = process.argv.includes('--quick') ? 2 : 60;

/** @param {string} path */
function milliseconds(path) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [path], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${path}: exit code ${status}`);
  return performance.now() - start;
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-start-'));
try {
  const modules = join(folder, 'node_modules', 'worker-versioning');
  mkdirSync(modules, { recursive: true });
  await assemblePackage(modules);
  const [nothing, importing] = ['nothing.mjs', 'importing.mjs'].map((name) => join(folder, name));
  writeFileSync(nothing, '');
  writeFileSync(importing, "import 'worker-versioning';");

  /** @type {number[]} */
  const without = [];
  /** @type {number[]} */
  const withIt = [];
  for (let run = 0; run < RUNS; run += 1) {
    without.push(milliseconds(nothing));
    withIt.push(milliseconds(importing));
  }
  const added = median(withIt.map((time, run) => time - without[run]));
  console.log(JSON.stringify({ without: median(without), with: median(withIt), added }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
