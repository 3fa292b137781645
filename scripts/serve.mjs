/**
 * `npm start`: serves the page (`www/` at `/`, `pkg/` at `/pkg/`) to this machine only.
 * The port is PORT, or 8080.
 */

import { join } from 'node:path';
import { servePage } from '../pkg/cli/page-server.js';
import { root, runAsScript, ScriptError } from './process.mjs';

/**
 * Starts the server.
 *
 * @param {{ port: number, folder?: string, cacheControl?: string }} options port 0 takes any free one;
 *   `folder` holds `www/` and `pkg/`
 */
export function serve({ port, folder = root, cacheControl }) {
  const folders = { page: join(folder, 'www'), package: join(folder, 'pkg') };
  return servePage(folders, port, cacheControl);
}

/** The port that PORT names. */
function portFromEnvironment() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new ScriptError(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

async function main() {
  const port = portFromEnvironment();
  const server = await serve({ port }).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code === 'EADDRINUSE') {
      throw new ScriptError(`Port ${port} is in use: try \`PORT=${port + 1} npm start\`.`);
    }
    if (error.code === 'EACCES') throw new ScriptError(`Port ${port} is not for this user.`);
    throw error;
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, server.close);
  console.log(`The page is at ${server.url}`);
}

await runAsScript(import.meta.url, main);
