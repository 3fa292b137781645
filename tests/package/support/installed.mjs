/** The package as a user gets it: packed, and installed by npm from the tarball into a project of its own. */

import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assemblePackage } from '../../../scripts/package.mjs';
import { root } from '../../../scripts/process.mjs';

const execute = promisify(execFile);
const fixtures = join(root, 'tests', 'package', 'fixtures');

/**
 * A temporary project that has the package installed.
 *
 * @typedef {object} Project
 * @property {string} folder
 * @property {string} tarball
 * @property {(...names: string[]) => void} copy takes files of `fixtures/` into the project
 * @property {(name: string, text: string) => void} write
 * @property {(program: string, args: string[], env?: NodeJS.ProcessEnv) => Promise<string>} run
 *   answers with what the program prints; a failed one rejects with what it printed
 * @property {(args: string[]) => Promise<string>} node runs this Node
 * @property {() => void} remove
 */

/** @returns {Promise<Project>} */
export async function install() {
  const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  /** @type {Project['run']} */
  const run = async (program, args, env) => {
    try {
      const { stdout } = await execute(program, args, {
        cwd: folder,
        env: { ...process.env, ...env },
        // A program that waits for something that never comes must not hold up the tests.
        timeout: 60_000,
      });
      return stdout;
    } catch (error) {
      const { message, stdout } = /** @type {Error & { stdout: string }} */ (error);
      throw new Error(`${message}\n${stdout}`);
    }
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const published = join(folder, 'published');
    await assemblePackage(published);
    const packed = await run('npm', ['pack', '--silent', published]);
    const tarball = packed.trim();
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', '--offline', ...quiet, `./${tarball}`]);
    return {
      folder,
      tarball: join(folder, tarball),
      copy: (...names) => {
        for (const name of names) copyFileSync(join(fixtures, name), join(folder, name));
      },
      write: (name, text) => writeFileSync(join(folder, name), text),
      run,
      node: (args) => run(process.execPath, args),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * The path of a program that the repository's own development packages bring.
 *
 * @param {string} path in node_modules
 */
export function developmentTool(path) {
  return join(root, 'node_modules', path);
}
