/**
 * `npm run fuzz [-- --minutes N] [target …]`: fuzzes the engine, guided by coverage, for N minutes in all (default: 10).
 * Failing inputs go to fuzz/artifacts/, inputs that reach new code to fuzz/corpus/.
 */

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, run, runAsScript, ScriptError } from './process.mjs';
import { ensureCargoFuzz } from './toolchain.mjs';

export const FUZZ_TARGETS = [
  'calls',
  'commands',
  'deployments',
  'documents',
  'import',
  'operations',
  'workflows',
];

const folder = join(root, 'fuzz');

/**
 * Fuzzes one target from a copy of the committed inputs, so that these do not change.
 *
 * @param {string} target
 * @param {string[]} options of libFuzzer
 */
export function fuzzTarget(target, options) {
  const corpus = join(root, 'target', 'fuzz-corpus', target);
  rmSync(corpus, { recursive: true, force: true });
  mkdirSync(corpus, { recursive: true });
  cpSync(join(folder, 'corpus', target), corpus, { recursive: true });
  fuzzFrom(corpus, target, options);
}

/**
 * @param {string} corpus
 * @param {string} target
 * @param {string[]} options
 */
function fuzzFrom(corpus, target, options) {
  // No sanitizer: it needs a nightly compiler, and the engine has no unsafe code.
  const args = ['fuzz', 'run', '--sanitizer', 'none', target, corpus, '--', '-max_len=2000'];
  run('cargo', [...args, '-verbosity=0', '-print_final_stats=1', ...options], {
    cwd: folder,
    env: {
      CARGO_TARGET_DIR: join(root, 'target', 'fuzz'),
      PATH: `${ensureCargoFuzz()}:${process.env.PATH}`,
    },
  });
}

await runAsScript(import.meta.url, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: 'string', default: '10' } },
  });
  const unknown = positionals.filter((target) => !FUZZ_TARGETS.includes(target));
  const minutes = Number(values.minutes);
  if (unknown.length > 0 || !(minutes > 0)) {
    throw new ScriptError(
      `usage: npm run fuzz [-- --minutes N] [target …]; the targets: ${FUZZ_TARGETS.join(', ')}`,
    );
  }
  const targets = positionals.length > 0 ? positionals : FUZZ_TARGETS;
  const seconds = Math.max(1, Math.floor((minutes * 60) / targets.length));
  for (const target of targets) {
    fuzzFrom(join(folder, 'corpus', target), target, [`-max_total_time=${seconds}`]);
  }
});
