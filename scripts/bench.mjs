/**
 * `npm run bench`: runs the benchmarks, each beside its peer, and writes what they measured to docs/speed.md.
 * `npm run bench -- --quick` only runs through those in Node.
 */

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeMeasured } from './measured.mjs';
import { output, root, run, runAsScript, ScriptError, which } from './process.mjs';
import { ensureNodeModules } from './toolchain.mjs';

const isQuick = process.argv.includes('--quick');
const WORKFLOWS = isQuick ? 2000 : 1_000_000;
const SHAPES = ['10 sets of 10', '10 sets of 10,000', '316 sets of 316', '100,000 sets of 1'];
const TIMES = 20_000;

/** @typedef {{ what: string, engine: number, peer: number, ratio: number }} Measurement */

/**
 * What a benchmark in Node prints.
 *
 * @param {string} name
 * @param {string[]} args
 */
function inNode(name, ...args) {
  const options = isQuick ? ['--quick'] : [];
  const path = join(root, 'benches', 'node', name);
  const text = output(process.execPath, [path, ...args, ...options]);
  if (text === undefined) throw new ScriptError(`benches/node/${name} failed: run it alone.`);
  return JSON.parse(text);
}

/** @param {number} value */
function threeDigits(value) {
  return Number(value.toPrecision(3)).toLocaleString('en');
}

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
function table(heads, rows) {
  const rules = heads.map((_, place) => (place === 0 ? '---' : '---:'));
  return [heads, rules, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {Measurement[]} measurements */
function packageTable(measurements) {
  const rows = measurements.map(({ what, engine, peer, ratio }) => [
    what,
    threeDigits(engine),
    threeDigits(peer),
    threeDigits(ratio),
  ]);
  return table(['A call of the package', 'ns', 'plain JavaScript, ns', 'ratio'], rows);
}

function landingsTable() {
  const rows = ['alike', 'different'].flatMap((shapes) => {
    const [engine, peer] = ['package', 'plain'].map((by) =>
      inNode('landings.js', by, String(WORKFLOWS), shapes),
    );
    const seconds = [engine.seconds, peer.seconds, peer.seconds / engine.seconds];
    return [
      [`seconds, ${shapes} in shape`, ...seconds.map(threeDigits)],
      [
        'most memory of the process, MB',
        ...[engine.megabytes, peer.megabytes].map(threeDigits),
        '',
      ],
    ];
  });
  const what = `${WORKFLOWS.toLocaleString('en')} exported workflows`;
  return table([what, '`WorkflowLandings`', 'streaming `JSON.parse`', 'times faster'], rows);
}

function startTable() {
  const start = inNode('start.js');
  const rows = [[start.without, start.with, start.added].map(threeDigits)];
  return table(['Node alone, ms', 'importing the package, ms', 'difference, ms'], rows);
}

/**
 * The time of a native benchmark, in nanoseconds.
 *
 * @param {string} what
 * @returns {number}
 */
function estimate(what) {
  const path = join(root, 'target', 'criterion', 'native', what, 'new', 'estimates.json');
  return JSON.parse(readFileSync(path, 'utf8')).median.point_estimate;
}

/** The program whose instructions are counted. */
function instructionsProgram() {
  const args = ['bench', '--bench', 'instructions', '--no-run', '--message-format=json'];
  const built = (output('cargo', args) ?? '').split('\n').map((line) => JSON.parse(line));
  const program = built.find(({ executable }) => executable)?.executable;
  if (!program) throw new ScriptError('cargo built no program of benches/instructions.rs.');
  return program;
}

/**
 * The instructions of a call.
 *
 * @param {string} program
 * @param {string} what
 * @param {number} shape
 */
function instructions(program, what, shape) {
  const [none, all] = [0, TIMES].map((times) => {
    const script = '"$0" --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1';
    const args = [program, what, `${shape}`, `${times}`];
    const text = output('sh', ['-c', script, 'valgrind', ...args]) ?? '';
    return Number(/Collected : (\d+)/.exec(text)?.[1]);
  });
  return (all - none) / TIMES;
}

function nativeTable() {
  run('cargo', ['bench', '--bench', 'native']);
  const program = which('valgrind') && instructionsProgram();
  const rows = ['update', 'resolve'].flatMap((what) =>
    SHAPES.map((shape, number) => {
      const engine = estimate(`${what}, ${shape}, engine`);
      const peer = estimate(`${what}, ${shape}, as the server`);
      const count = program ? threeDigits(instructions(program, what, number)) : '';
      return [
        `\`${what}\`, ${shape}`,
        ...[engine, peer, engine / estimate(`${what}, ${SHAPES[0]}, engine`)].map(threeDigits),
        count,
      ];
    }),
  );
  const heads = ['In a Rust program', 'ns', 'as the server, ns', 'of the first', 'instructions'];
  return table(heads, rows);
}

/** When and where it was measured. */
function circumstances() {
  const [{ model }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const rust = output('rustc', ['--version'])?.split(' ')[1];
  return `Measured on ${day} on ${cpus().length} cores of ${model.trim()}, with Node ${process.versions.node} and rustc ${rust}.`;
}

function bench() {
  ensureNodeModules();
  const parts = [packageTable(inNode('package.js')), landingsTable(), startTable()];
  if (!isQuick) parts.push(nativeTable());
  const text = [circumstances(), ...parts].join('\n\n');
  console.log(text);
  if (!isQuick) writeMeasured('speed.md', text);
}

await runAsScript(import.meta.url, bench);
