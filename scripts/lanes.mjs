/** Running stages of the tests side by side. */

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, ScriptError } from './process.mjs';

/** Where each stage writes what it prints. */
const LOGS = join(root, 'target', 'test');

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs the stages of each lane one after the other, and the lanes side by side. What a stage prints is shown whole when
 * it has passed. Once a stage fails, the others are stopped.
 *
 * @param {string[][]} lanes
 * @throws {ScriptError} what the stage that failed has printed
 */
export async function runLanes(lanes) {
  mkdirSync(LOGS, { recursive: true });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      stop();
      process.kill(process.pid, signal);
    });
  }
  /** @type {string | undefined} */
  let failure;
  await Promise.all(
    lanes.map(async (stages) => {
      for (const stage of stages) {
        const log = join(LOGS, `${stage}.log`);
        console.log(`── ${stage}: running, see ${relative(root, log)}`);
        const hasPassed = await passes(stage, log);
        // What is stopped fails, too.
        if (failure !== undefined) return;
        const printed = readFileSync(log, 'utf8');
        if (!hasPassed) {
          failure = printed;
          stop();
          return;
        }
        process.stdout.write(printed);
      }
    }),
  );
  if (failure !== undefined) throw new ScriptError(failure.trimEnd());
}

/**
 * Runs one stage in a group of processes of its own.
 *
 * @param {string} stage
 * @param {string} log where what it prints goes
 * @returns {Promise<boolean>} whether it has passed
 */
function passes(stage, log) {
  const file = openSync(log, 'w');
  const child = spawn(process.execPath, [join(root, 'scripts', 'test.mjs'), stage], {
    cwd: root,
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code === 0);
    });
  });
}

/** Ends the stages that run, with all that they have started. */
function stop() {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGTERM');
    } catch {
      // It has just ended.
    }
  }
}
