/** The server of the page: what it sends how. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { servePage } from '../../pkg/cli/page-server.js';

const PAGE = `<!doctype html><p>${'The page. '.repeat(500)}</p>`;

/**
 * A server of a small page.
 *
 * @param {import('node:test').TestContext} t
 */
async function served(t) {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  const file = (/** @type {string} */ name, /** @type {string} */ text) =>
    writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'engine'));
  file('index.html', PAGE);
  file('small.css', 'a {}');
  file('picture.png', PAGE);
  const server = await servePage({ page: folder, package: folder }, 0);
  t.after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  /** @param {string} path @param {Record<string, string>} [headers] */
  const ask = (path, headers = {}) =>
    new Promise(
      /** @param {(answer: { status?: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }) => void} resolve */
      (resolve, reject) => {
        get(new URL(path, server.url), { headers }, async (response) => {
          const chunks = [];
          for await (const chunk of response) chunks.push(chunk);
          const { statusCode: status, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks) });
        }).on('error', reject);
      },
    );
  return { ask, file };
}

/** @type {[string | undefined, string | undefined][]} */
const CODINGS = [
  [undefined, undefined],
  ['identity', undefined],
  ['gzip, deflate', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br;q=0, *;q=0', undefined],
  ['*', 'br'],
  ['GZIP', 'gzip'],
];

const UNPACK = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  none: (/** @type {Buffer} */ body) => body,
};

for (const [accepted, coding] of CODINGS) {
  test(`to who accepts ${accepted ?? 'nothing in particular'}, the page is sent ${coding ? `as ${coding}` : 'as it is'}`, async (t) => {
    const { ask } = await served(t);
    const { headers, body } = await ask('/', accepted ? { 'accept-encoding': accepted } : {});
    assert.equal(headers['content-encoding'], coding);
    assert.equal(headers['content-length'], `${body.length}`);
    assert.equal(headers.vary, 'Accept-Encoding');
    const unpack = UNPACK[/** @type {keyof typeof UNPACK} */ (coding ?? 'none')];
    assert.equal(unpack(body).toString(), PAGE);
    assert.equal(body.length < PAGE.length, coding !== undefined);
  });
}

test('each coding of a file has a tag of its own, for which nothing is sent again', async (t) => {
  const { ask } = await served(t);
  const tags = new Set();
  for (const accepted of ['identity', 'gzip', 'br']) {
    const { etag = '' } = (await ask('/', { 'accept-encoding': accepted })).headers;
    tags.add(etag);
    const again = await ask('/', { 'accept-encoding': accepted, 'if-none-match': etag });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
    assert.equal(again.headers.vary, 'Accept-Encoding');
  }
  assert.equal(tags.size, 3);
});

test('a file that changes is compressed again', async (t) => {
  const { ask, file } = await served(t);
  await ask('/', { 'accept-encoding': 'br' });
  file('index.html', PAGE.toUpperCase());
  const { body } = await ask('/', { 'accept-encoding': 'br' });
  assert.equal(brotliDecompressSync(body).toString(), PAGE.toUpperCase());
});

test('what is small or compressed already is sent as it is', async (t) => {
  const { ask } = await served(t);
  for (const path of ['/small.css', '/picture.png']) {
    const { headers } = await ask(path, { 'accept-encoding': 'br' });
    assert.equal(headers['content-encoding'], undefined, path);
  }
});
