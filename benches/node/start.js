// What importing the package adds to Node's start. Prints the medians in milliseconds as JSON.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = process.argv.includes('--quick') ? 2 : 60;

/** @param {string} script */
function milliseconds(script) {
  const path = fileURLToPath(new URL(`./start/${script}.js`, import.meta.url));
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [path], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${path}: exit code ${status}`);
  return performance.now() - start;
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** @type {number[]} */
const without = [];
/** @type {number[]} */
const withIt = [];
for (let run = 0; run < RUNS; run += 1) {
  without.push(milliseconds('without'));
  withIt.push(milliseconds('with'));
}
const added = median(withIt.map((time, run) => time - without[run]));
console.log(JSON.stringify({ without: median(without), with: median(withIt), added }));
