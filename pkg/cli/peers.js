import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ClusterError } from './cluster-error.js';

/** The optional peers of the package. Nothing but a live cluster needs them. */
const PEERS = ['@temporalio/client', '@temporalio/envconfig'];

/**
 * What finds an optional peer and the packages that it depends on: in the user's project, else beside this
 * package.
 *
 * @param {'@temporalio/client' | '@temporalio/envconfig'} name
 * @param {string} folder in the user's project
 * @returns {NodeJS.Require} of the peer itself
 */
export function findPeer(name, folder) {
  for (const from of [join(folder, 'package.json'), import.meta.url]) {
    const require = createRequire(from);
    try {
      return createRequire(require.resolve(name));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new ClusterError(
    'notInstalled',
    `${name} is not installed, and a live cluster needs it. Run: npm install ${PEERS.join(' ')}`,
  );
}
