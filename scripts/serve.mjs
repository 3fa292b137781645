/**
 * `npm start`: serves the page at `/` and `pkg/` at `/pkg/`, to this machine only. The port is PORT, or 8080.
 *
 * The page is put into one file, because a browser takes longer to request a hundred than for all else; where the
 * bundler is not installed, that file is larger. With `npm start -- --sources`, `www/` is served as it is.
 */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { servePage } from '../pkg/cli/page-server.js';
import { LAZY } from './page-html.mjs';
import { plainHtml } from './plain-page.mjs';
import { root, runAsScript, ScriptError } from './process.mjs';

/**
 * Starts the server.
 *
 * @param {{ port: number, folder?: string, page?: string, cacheControl?: string }} options port 0 is any free port;
 *   `folder` holds `pkg/`, and `www/` unless `page` names another folder
 */
export function serve({ port, folder = root, page = join(folder, 'www'), cacheControl }) {
  return servePage({ page, package: join(folder, 'pkg') }, port, cacheControl);
}

const SOURCES = join(root, 'www');

/** Writes the page as one file, with what it loads on first use beside it, and returns their folder. */
async function assembled() {
  const bundler = await import('./bundle-page.mjs').catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  const folder = join(root, 'target', 'served');
  mkdirSync(folder, { recursive: true });
  const html = bundler ? await bundler.startHtml() : plainHtml();
  writeFileSync(join(folder, 'index.html'), html);
  cpSync(join(SOURCES, 'vendor', 'document-text', LAZY), join(folder, LAZY));
  return folder;
}

/** The port in PORT, or 8080. */
function portFromEnvironment() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new ScriptError(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

async function main() {
  const options = process.argv.slice(2);
  const unknown = options.find((option) => option !== '--sources');
  if (unknown !== undefined) {
    throw new ScriptError(
      `Expected --sources or nothing, got ${unknown}. The port is in the variable PORT.`,
    );
  }
  const port = portFromEnvironment();
  const page = options.length > 0 ? SOURCES : await assembled();
  const server = await serve({ port, page }).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code === 'EADDRINUSE') {
      throw new ScriptError(`Port ${port} is in use: try \`PORT=${port + 1} npm start\`.`);
    }
    if (error.code === 'EACCES') throw new ScriptError(`This user may not open port ${port}.`);
    throw error;
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, server.close);
  console.log(`The page is at ${server.url}`);
  if (page !== SOURCES) {
    console.log('It is in one file. To serve www/ as you edit it: npm start -- --sources');
  }
}

await runAsScript(import.meta.url, main);
