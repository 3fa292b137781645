/** That the library in the page is the published one. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FILES, source, target } from '../../scripts/vendor.mjs';

for (const file of FILES) {
  test(`www/vendor/lit-html/${file} is that of the locked package`, () => {
    assert.deepEqual(readFileSync(join(target, file)), readFileSync(join(source, file)));
  });
}

test('nothing else is in the folder', () => {
  const found = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  assert.deepEqual(found.sort(), FILES.map((file) => join(target, file)).sort());
});
