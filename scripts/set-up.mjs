/** What the set-up of any tool needs: where tools go, Debian's packages, and saying what is done. */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { output, run, which } from './process.mjs';

/** Outside the repository, so that a fresh clone on the same machine finds what it needs. */
export const cache = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'worker-versioning',
);

/** @param {string} line */
export function say(line) {
  console.log(`set-up: ${line}`);
}

export function canUseApt() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !!which('apt-get');
}

/** @param {string} name */
export function isDebianPackage(name) {
  return !!output('dpkg', ['-s', name])?.includes('\nStatus: install ok installed\n');
}

/**
 * @param {string[]} packages
 * @param {string} reason
 */
export function aptInstall(packages, reason) {
  say(`installing ${packages.join(', ')} with apt-get: ${reason}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const quietly = ['-qq', '-y', '-o=Dpkg::Use-Pty=0', '--no-install-recommends'];
  run('apt-get', ['-qq', 'update'], { env });
  run('apt-get', [...quietly, 'install', ...packages], { env });
}
