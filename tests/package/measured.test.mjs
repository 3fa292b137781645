/** What was measured of speed and size is written down. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMeasured } from '../../scripts/measured.mjs';

/** The heads of the tables that a page has. @type {[string, string[]][]} */
const TABLES = [
  [
    'speed.md',
    [
      'A change on the page',
      'Opening the page',
      'What a user waits for',
      '1,000,000 exported workflows',
      'Start',
      'A call of the package',
      'In a Rust program',
    ],
  ],
  ['size.md', ['Part']],
];

for (const [page, heads] of TABLES) {
  test(`docs/${page} has each of its tables`, () => {
    const tables = readMeasured(page).matchAll(/^\| (.*?) \|.*\n\|[ \-:|]+\n(\|.*\n)+/gm);
    assert.deepEqual(
      Array.from(tables, ([, head]) => head),
      heads,
    );
  });
}
