import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { LinkError, linkOf, readLink } from '../../pkg/link.js';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  name: 'Bestellungen – 注文',
  taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
};

test('a link holds the whole document and the step', async () => {
  const link = await linkOf(DOCUMENT, 3);
  assert.match(link, /^#1\.3\.[\w-]+$/);
  assert.deepEqual(await readLink(link), { document: DOCUMENT, step: 3 });
  assert.deepEqual(await readLink(link.slice(1)), { document: DOCUMENT, step: 3 });
});

test('equal documents have equal links', async () => {
  assert.equal(await linkOf(DOCUMENT, 0), await linkOf(structuredClone(DOCUMENT), 0));
});

test('a link of which a part is missing or changed says so, and is never taken for another document', async () => {
  const link = await linkOf(DOCUMENT, 0);
  const start = link.indexOf('.', 3) + 1;
  for (let end = 0; end < link.length; end++) {
    await assert.rejects(readLink(link.slice(0, end)), { name: 'LinkError', kind: 'damaged' });
  }
  for (let place = start; place < link.length - 1; place++) {
    const other = link[place] === 'A' ? 'B' : 'A';
    const changed = link.slice(0, place) + other + link.slice(place + 1);
    const read = await readLink(changed).catch((error) => {
      assert.equal(error.kind, 'damaged');
    });
    // A few bits fill up a byte, and mean nothing.
    if (read !== undefined) assert.deepEqual(read, { document: DOCUMENT, step: 0 });
  }
});

test('a link of a later version says so', async () => {
  await assert.rejects(readLink('#2.anything?'), (error) => {
    assert.ok(error instanceof LinkError);
    assert.equal(error.kind, 'newer');
    assert.match(error.message, /its format is 2, and 1 is what is known here/);
    return true;
  });
});

test('a small link that unpacks to too much is refused', async () => {
  const bomb = deflateSync(Buffer.alloc(2 ** 27, 32)).toString('base64url');
  await assert.rejects(readLink(`#1.0.${bomb}`), { kind: 'damaged' });
});
