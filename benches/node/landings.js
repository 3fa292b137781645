// Where a million exported workflows land, and the most memory that it takes: `package` or `plain` says by what,
// `alike` or `different` how the workflows' fields are. Prints a measurement as JSON.

import { Namespace, WorkflowLandings } from '../../pkg/index.js';
import { exportOf } from './landings-export.js';
import { PlainLandings } from './landings-plain.js';
import { PlainNamespace } from './plain.js';
import { fill } from './situations.js';

const [by, workflows] = [process.argv[2], Number(process.argv[3])];
const shapes = process.argv[4] === 'different' ? 'different' : 'alike';

/** @returns {number[]} how many there are in each row */
function byPackage() {
  const namespace = new Namespace();
  fill(namespace);
  const landings = new WorkflowLandings();
  for (const piece of exportOf(workflows, shapes)) landings.write(piece);
  landings.end();
  return landings.rows(namespace).map(({ running }) => running);
}

/** @returns {number[]} */
function byPlain() {
  const namespace = new PlainNamespace();
  fill(namespace);
  const landings = new PlainLandings(namespace);
  for (const piece of exportOf(workflows, shapes)) landings.write(piece);
  landings.end();
  return landings.rows().map(({ running }) => running);
}

const start = performance.now();
const rows = by === 'package' ? byPackage() : byPlain();
const seconds = (performance.now() - start) / 1000;
const running = rows.reduce((sum, count) => sum + count, 0);
if (running !== workflows) throw new Error(`expected ${workflows} workflows, got ${running}`);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, megabytes, rows: rows.length }));
