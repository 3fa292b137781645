/** Names in pictures: cut in the middle, by what a reader takes for one letter, and without hidden marks. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitted, isolated, visible, wrapped } from '../../www/picture/names.js';

fc.configureGlobal({ seed: 1, numRuns: 200 });

/** Every letter is one pixel wide. @param {string} text */
const letters = (text) => [...new Intl.Segmenter().segment(text)].length;

test('a name that fits stays whole', () => {
  assert.equal(fitted('release-17', 10, letters), 'release-17');
});

test('a long name loses its middle, a sentence its end', () => {
  assert.equal(fitted('9c1185a5c5e9fc546128', 9, letters), '9c11…6128');
  assert.equal(fitted('activities, children', 12, letters, 'end'), 'activities,…');
});

test('no letter is cut in two', () => {
  const family = '👩‍👩‍👧‍👦';
  const flag = '🏳️‍🌈';
  assert.equal(fitted(family + flag.repeat(9) + family, 3, letters), `${family}…${family}`);
});

test('what is cut fits, is no longer than before, and keeps both ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const shown = fitted(text, width, letters);
      assert.ok(letters(shown) <= Math.max(width, 1));
      if (shown === text) return;
      const [head, tail] = shown.split('…');
      assert.ok(text.startsWith(head) || text.includes('…'));
      assert.ok(text.endsWith(tail) || text.includes('…'));
    }),
  );
});

test('marks that turn the direction of text are written out', () => {
  assert.equal(visible('a\u202Eb\u2066c\u200F'), 'a[RLO]b[LRI]c[RLM]');
  assert.equal(visible('a\u0000b\n\uD800'), 'a\uFFFDb\uFFFD\uFFFD');
  assert.equal(visible('two  blanks, 👩‍👩‍👧‍👦, إصدار'), 'two  blanks, 👩‍👩‍👧‍👦, إصدار');
});

test('a text from right to left is isolated from what stands beside it', () => {
  assert.equal(isolated('إصدار-2'), '\u2068إصدار-2\u2069');
  assert.equal(isolated('release-2'), 'release-2');
});

test('lines break at blanks, and the last one says that there is more', () => {
  assert.deepEqual(wrapped('Nobody polls for 1.2', 12, 3, letters), ['Nobody polls', 'for 1.2']);
  assert.deepEqual(wrapped('one two three four five', 7, 2, letters), ['one two', 'three…']);
  assert.deepEqual(wrapped('polls for 0123456789', 7, 3, letters), ['polls', 'for', '012…789']);
});
