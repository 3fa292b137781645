import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

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
 * The content codings, the smallest first. Brotli at 5 takes as long as gzip at its best; above, it takes several times
 * as long for a few percent.
 *
 * @type {Map<string, (body: Buffer) => Promise<Buffer>>}
 */
const CODINGS = new Map([
  [
    'br',
    (body) =>
      promisify(brotliCompress)(body, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 5,
          [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
        },
      }),
  ],
  ['gzip', (body) => promisify(gzip)(body)],
]);

/** Below this, the headers weigh more than what is saved. */
const LEAST_COMPRESSED = 1024;

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
  const files = new Files(folders);
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(files, request).catch(() => plain(500));
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
      // What the browser asks for first is compressed by then.
      for (const path of ['/', '/pkg/engine/engine.wasm'])
        files.compressed(path, 'br').catch(() => {});
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
 * @param {Files} files
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Answer>}
 */
async function answer(files, request) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, { allow: 'GET, HEAD' });
  }
  const path = decodedPath(request.url ?? '');
  if (path === undefined) return plain(400);
  const type = TYPES[extname(fileName(path)).toLowerCase()] ?? 'application/octet-stream';
  const isCompressible = type !== 'image/png' && type !== 'application/octet-stream';
  const coding = isCompressible ? codingFor(request.headers['accept-encoding']) : undefined;
  const found = await files.compressed(path, coding);
  if (!found) return plain(404);

  const { body, etag } = found;
  const headers = { etag, ...(isCompressible && { vary: 'Accept-Encoding' }) };
  if (namesTag(request.headers['if-none-match'], etag)) return { status: 304, headers };
  return {
    status: 200,
    headers: {
      'content-type': type,
      ...headers,
      ...(found.coding && { 'content-encoding': found.coding }),
    },
    body,
  };
}

/**
 * The coding that a client takes; `undefined` for none.
 *
 * @param {string | string[] | undefined} header Accept-Encoding
 */
function codingFor(header = '') {
  const weights = new Map(
    `${header}`.split(',').map((part) => {
      const [name, ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
      const weight = parameters.find((word) => word.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  const isTaken = (/** @type {string} */ name) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return [...CODINGS.keys()].find(isTaken);
}

/** The files that are served, each compressed once as long as it stays the same. */
class Files {
  #folders;
  /** @type {Map<string, { hash: string, body: Promise<Buffer> }>} by path and coding */
  #compressed = new Map();

  /** @param {Folders} folders */
  constructor(folders) {
    this.#folders = folders;
  }

  /**
   * A file's contents, compressed if that pays, with the tag of what is sent.
   *
   * @param {string} path
   * @param {string} [coding]
   * @returns {Promise<{ body: Buffer, etag: string, coding?: string } | undefined>} `undefined` when there is no such file
   */
  async compressed(path, coding) {
    const body = await contents(this.#folders, path);
    if (!body) return undefined;
    const hash = createHash('sha256').update(body).digest('base64url');
    const compress = coding === undefined ? undefined : CODINGS.get(coding);
    if (!compress || body.length < LEAST_COMPRESSED) return { body, etag: `"${hash}"` };
    const key = `${coding} ${path}`;
    let known = this.#compressed.get(key);
    if (known?.hash !== hash) {
      known = { hash, body: compress(body) };
      this.#compressed.set(key, known);
    }
    return { body: await known.body, etag: `"${hash}-${coding}"`, coding };
  }
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
