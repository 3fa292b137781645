import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const HOST = '127.0.0.1';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * The page's files, and those of the package, which it finds at `/pkg/`.
 *
 * @typedef {{ page: string, package: string }} Folders
 */

/**
 * Serves the page, to this machine only.
 *
 * @param {Folders} folders
 * @param {number} port 0 takes any free one
 * @param {string} [cacheControl] by default, browsers ask each time whether a file has changed
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function servePage(folders, port, cacheControl = 'no-cache') {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(folders, request).catch(() => plain(500));
    response.writeHead(status, {
      'cache-control': cacheControl,
      'x-content-type-options': 'nosniff',
      ...(body && { 'content-length': body.length }),
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://${HOST}:${address.port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * @typedef {{ status: number, headers: import('node:http').OutgoingHttpHeaders, body?: Buffer }} Answer
 */

/**
 * @param {Folders} folders
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Answer>}
 */
async function answer(folders, request) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, { allow: 'GET, HEAD' });
  }
  const path = decodedPath(request.url ?? '');
  if (path === undefined) return plain(400);
  const body = await contents(folders, path);
  if (!body) return plain(404);

  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  if (namesTag(request.headers['if-none-match'], etag)) {
    return { status: 304, headers: { etag } };
  }
  const type = TYPES[extname(fileName(path)).toLowerCase()] ?? 'application/octet-stream';
  return { status: 200, headers: { 'content-type': type, etag }, body };
}

/**
 * The path of a request's target, `undefined` for one that no browser sends for a file here: bad
 * encoding, a NUL, a backslash, a dot segment (browsers resolve these before they ask).
 *
 * @param {string} target
 */
function decodedPath(target) {
  if (!target.startsWith('/')) return undefined;
  let path;
  try {
    path = decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
  const isOdd = path.includes('\0') || path.includes('\\');
  return isOdd || path.split('/').some((part) => part === '.' || part === '..') ? undefined : path;
}

/**
 * A file's contents; `undefined` when there is none, or when a link leads out of the served folder.
 *
 * @param {Folders} folders
 * @param {string} path
 */
async function contents(folders, path) {
  const inPackage = path.startsWith('/pkg/');
  const base = inPackage ? folders.package : folders.page;
  const file = join(base, fileName(inPackage ? path.slice('/pkg'.length) : path));
  try {
    const [realBase, realFile] = await Promise.all([realpath(base), realpath(file)]);
    return realFile.startsWith(realBase + sep) ? await readFile(realFile) : undefined;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code)) return;
    throw error;
  }
}

/** @param {string} path */
function fileName(path) {
  return path.endsWith('/') ? `${path}index.html` : path;
}

/**
 * Whether an If-None-Match header names a tag.
 *
 * @param {string | undefined} header
 * @param {string} etag
 */
function namesTag(header, etag) {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/**
 * @param {400 | 404 | 405 | 500} status
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 * @returns {Answer}
 */
function plain(status, headers = {}) {
  const text = {
    400: 'Bad request',
    404: 'Not found',
    405: 'Method not allowed',
    500: 'Internal server error',
  }[status];
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(`${text}\n`),
  };
}
