/** Running other programs, and being one. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure that its message explains in full, so scripts print it without a stack. */
export class ScriptError extends Error {
  name = 'ScriptError';
}

/**
 * Runs a program in the repository's root and shows its output.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options] `env` is added to that of this process
 * @throws {ScriptError} when the program cannot be started or fails
 */
export function run(program, args, { env, cwd = root } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.error) throw new ScriptError(`cannot run ${program}: ${result.error.message}`);
  if (result.status !== 0) {
    const how = result.signal ? `ended by ${result.signal}` : `exit code ${result.status}`;
    throw new ScriptError(`${[program, ...args].join(' ')}: ${how}`);
  }
}

/**
 * What a program prints, trimmed; `undefined` when it cannot be started or fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {string | undefined}
 */
export function output(program, args) {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * The full path of a program, given by path or by its name in PATH; `undefined` when there is none.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function which(name) {
  const candidates = /[\\/]/.test(name)
    ? [resolve(name)]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a script's main function if Node was started with that script. A `ScriptError` is printed as its message,
 * with exit code 1.
 *
 * @param {string} moduleUrl the script's `import.meta.url`
 * @param {() => void | Promise<void>} main
 */
export async function runAsScript(moduleUrl, main) {
  if (process.argv[1] === undefined || resolve(process.argv[1]) !== fileURLToPath(moduleUrl))
    return;
  try {
    await main();
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error);
    process.exitCode = 1;
  }
}
