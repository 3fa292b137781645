/** That the libraries in the page are the published ones. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { documentText, FILES, source, target, yamlTarget } from '../../scripts/vendor.mjs';

for (const file of FILES) {
  test(`www/vendor/lit-html/${file} is that of the locked package`, () => {
    assert.deepEqual(readFileSync(join(target, file)), readFileSync(join(source, file)));
  });
}

const made = await documentText();

for (const [file, text] of Object.entries(made)) {
  test(`www/vendor/document-text/${file} is made of the command line's modules as they are`, () => {
    assert.equal(readFileSync(join(yamlTarget, file), 'utf8'), text, 'run `npm run vendor`');
  });
}

for (const [folder, files] of [
  [target, FILES],
  [yamlTarget, Object.keys(made)],
]) {
  test(`nothing else is in ${folder}`, () => {
    const found = readdirSync(`${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const expected = [...files].map((file) => join(`${folder}`, file));
    assert.deepEqual(found.sort(), expected.sort());
  });
}
