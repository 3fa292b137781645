/**
 * `npm run bench`: runs each benchmark beside its peer and writes the results to docs/speed.md.
 * `npm run bench -- --quick` runs all but the native ones, briefly, and writes nothing.
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
 * The results of a benchmark.
 *
 * @param {string} path in benches/
 * @param {string[]} args
 */
function resultsOf(path, ...args) {
  const options = isQuick ? ['--quick'] : [];
  const text = output(process.execPath, [join(root, 'benches', path), ...args, ...options]);
  if (text === undefined) throw new ScriptError(`benches/${path} failed: run it by itself.`);
  return JSON.parse(text);
}

/**
 * The results of a benchmark in Node.
 *
 * @param {string} name
 * @param {string[]} args
 */
function inNode(name, ...args) {
  return resultsOf(join('node', name), ...args);
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

/**
 * @param {string} head
 * @param {'ns' | 'ms'} unit
 * @param {Measurement[]} measurements in nanoseconds
 */
function besideTable(head, unit, measurements) {
  const size = unit === 'ms' ? 1e6 : 1;
  const rows = measurements.map(({ what, engine, peer, ratio }) => [
    what,
    ...[engine / size, peer / size, ratio].map(threeDigits),
  ]);
  return table([head, unit, `plain JavaScript, ${unit}`, 'ratio'], rows);
}

function changesTable() {
  /** @type {{ what: string, script: number, all: number }[]} */
  const changes = resultsOf(join('page', 'changes.js'));
  const rows = changes.map(({ what, script, all }) => [what, ...[script, all].map(threeDigits)]);
  return table(['A change on the page', 'script, ms', 'with layout and paint, ms'], rows);
}

function firstPaintTable() {
  /** @type {{ page: number, empty: number, added: number }} */
  const { page, empty, added } = resultsOf(join('page', 'start.js'));
  const heads = ['Opening the page', 'empty page, ms', 'ms', 'difference'];
  return table(heads, [['first usable paint', ...[empty, page, added].map(threeDigits)]]);
}

function landingsTable() {
  const rows = ['alike', 'different'].flatMap((shapes) => {
    const [engine, peer] = ['package', 'plain'].map((by) =>
      inNode('landings.js', by, String(WORKFLOWS), shapes),
    );
    const seconds = [engine.seconds, peer.seconds, peer.seconds / engine.seconds];
    const megabytes = [engine.megabytes, peer.megabytes].map(threeDigits);
    const which = shapes === 'alike' ? 'as the server lists them' : 'each of another shape';
    return [
      [`${which}, seconds`, ...seconds.map(threeDigits)],
      [`${which}, most memory of the process in MB`, ...megabytes, ''],
    ];
  });
  const what = `${WORKFLOWS.toLocaleString('en')} exported workflows`;
  return table([what, '`WorkflowLandings`', 'streaming `JSON.parse`', 'times faster'], rows);
}

function startTable() {
  /** @type {{ what: string, without: number, with: number, added: number, ratio: number }[]} */
  const starts = inNode('start.js');
  const rows = starts.map(({ what, ...measured }) => [
    what,
    ...[measured.without, measured.with, measured.added, measured.ratio].map(threeDigits),
  ]);
  return table(['Start', 'plain Node, ms', 'ms', 'difference', 'ratio'], rows);
}

/**
 * The median of a native benchmark, in nanoseconds.
 *
 * @param {string} what
 * @returns {number}
 */
function estimate(what) {
  const path = join(root, 'target', 'criterion', 'native', what, 'new', 'estimates.json');
  return JSON.parse(readFileSync(path, 'utf8')).median.point_estimate;
}

/** Builds the program whose instructions are counted, and returns its path. */
function instructionsProgram() {
  const args = ['bench', '--bench', 'instructions', '--no-run', '--message-format=json'];
  const built = (output('cargo', args) ?? '').split('\n').map((line) => JSON.parse(line));
  const program = built.find(({ executable }) => executable)?.executable;
  if (!program) throw new ScriptError('cargo built no program of benches/instructions.rs.');
  return program;
}

/**
 * The instructions of one call.
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
      // Larger queues take time with their build IDs, and under callgrind fifty times that.
      const isCounted = program && number === 0;
      const count = isCounted ? threeDigits(instructions(program, what, number)) : '';
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

/** When and on what the results were measured. */
function circumstances() {
  const [{ model }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const rust = output('rustc', ['--version'])?.split(' ')[1];
  return `Measured on ${day} on ${cpus().length} cores of ${model.trim()}, with Node ${process.versions.node} and rustc ${rust}.`;
}

function bench() {
  ensureNodeModules();
  const parts = [
    changesTable(),
    firstPaintTable(),
    besideTable('What a user waits for', 'ms', inNode('rollouts.js')),
    landingsTable(),
    startTable(),
    besideTable('A call of the package', 'ns', inNode('package.js')),
  ];
  if (!isQuick) parts.push(nativeTable());
  const text = [circumstances(), ...parts].join('\n\n');
  console.log(text);
  if (!isQuick) writeMeasured('speed.md', text);
}

await runAsScript(import.meta.url, bench);
