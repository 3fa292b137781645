// What the package, as it is published, adds to Node's start: its import, and a command. Prints measurements in
// milliseconds as JSON.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblePackage } from '../../scripts/package.mjs';
import { root } from '../../scripts/process.mjs';
import { isQuick, median } from './measuring.js';

const RUNS = isQuick ? 2 : 60;
/** The CPU time of processes is counted in hundredths of a second, so that it takes several to tell them apart. */
const TOGETHER = isQuick ? 2 : 20;
const ROUNDS = isQuick ? 1 : 5;

/** @param {string[]} args of Node */
function elapsed(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: exit code ${status}`);
  return performance.now() - start;
}

/** @param {string[]} args of Node */
function cpu(args) {
  const script = `for _ in ${'x '.repeat(TOGETHER)}; do "$@" > /dev/null || exit 1; done; times`;
  const all = ['-c', script, 'sh', process.execPath, ...args];
  const { status, stdout } = spawnSync('sh', all, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed`);
  // The second line is about the shell's children: user and system time.
  const [, children] = stdout.trim().split('\n');
  const times = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, seconds]) => {
    return Number(minutes) * 60_000 + Number(seconds) * 1000;
  });
  return times.reduce((sum, time) => sum + time, 0) / TOGETHER;
}

/**
 * Measures plain Node and Node with what is to be measured, in turns.
 *
 * @param {string} what
 * @param {(args: string[]) => number} time
 * @param {number} rounds
 * @param {[plain: string[], loaded: string[]]} args of Node
 */
function compare(what, time, rounds, [plain, loaded]) {
  const pairs = Array.from({ length: rounds }, () => [time(plain), time(loaded)]);
  const middle = (/** @type {(pair: number[]) => number} */ of) => median(pairs.map(of));
  return {
    what,
    without: middle(([before]) => before),
    with: middle(([, after]) => after),
    added: middle(([before, after]) => after - before),
    ratio: middle(([before, after]) => after / before),
  };
}

// In this repository, so that the command finds what it depends on.
const folder = join(root, 'target', 'start');
try {
  const modules = join(folder, 'node_modules', 'worker-versioning');
  mkdirSync(modules, { recursive: true });
  await assemblePackage(modules);
  const [nothing, importing] = ['nothing.mjs', 'importing.mjs'].map((name) => join(folder, name));
  writeFileSync(nothing, '');
  writeFileSync(importing, "import 'worker-versioning';");
  const command = join(modules, 'cli', 'main.js');
  const example = join(root, 'examples', 'incompatible-change.yaml');
  const measurements = [
    compare('importing the package', elapsed, RUNS, [[nothing], [importing]]),
    compare('`check` of an example, CPU time', cpu, ROUNDS, [
      ['-e', '0'],
      [command, 'check', example],
    ]),
  ];
  console.log(JSON.stringify(measurements));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
