/** The engine's bytes as text, which every bundler and runtime can load. */

/**
 * What stands for a byte: one of these characters or, where they do not suffice, a prefix and one of them. All are
 * ASCII, and mean nothing in a text of JavaScript, whatever its quotes, or in a script that is part of a page.
 */
const CHARACTERS = Array.from({ length: 0x7d - 0x20 }, (_, place) =>
  String.fromCharCode(0x20 + place),
).filter((character) => !`'"\`\\<`.includes(character));

const PREFIXES = ['', '}', '~'];

/**
 * A module that holds bytes, with a function `bytes`. The most frequent ones are one character each: gzip finds the
 * same repeats in the text as in the bytes, and takes hardly more for it. In base64 it does not: 25 % more. Letters
 * beyond ASCII instead of prefixes took 3 % more, and half as long again to read.
 *
 * @param {Uint8Array} wasm
 * @returns {string}
 */
export function bytesModule(wasm) {
  const symbols = symbolsFor(wasm);
  return `// Made by \`npm run build\` from engine.wasm.

/** What stands for each byte: a character, or a prefix and a character. */
const SYMBOLS =
  '${symbols.join('')}';

const TEXT =
  '${Array.from(wasm, (byte) => symbols[byte]).join('')}';

/** The first of the two prefixes; every other character is below them. */
const PREFIX = 0x7d;

/**
 * The bytes of engine.wasm.
 *
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes() {
  // Each prefix has places of its own for the characters after it.
  const byteOf = new Uint8Array(0x180);
  for (let i = 0, byte = 0; i < SYMBOLS.length; byte++) {
    let place = SYMBOLS.charCodeAt(i++);
    if (place >= PREFIX) place = ((place - PREFIX + 1) << 7) + SYMBOLS.charCodeAt(i++);
    byteOf[place] = byte;
  }
  // The text is longer than the bytes: these take its place.
  const decoded = new TextEncoder().encode(TEXT);
  const end = decoded.length;
  let length = 0;
  for (let i = 0; i < end; length++) {
    let place = decoded[i++];
    if (place >= PREFIX) place = ((place - PREFIX + 1) << 7) + decoded[i++];
    decoded[length] = byteOf[place];
  }
  return decoded.slice(0, length);
}
`;
}

/**
 * @param {Uint8Array} wasm
 * @returns {string[]} by byte
 */
function symbolsFor(wasm) {
  const counts = new Array(256).fill(0);
  for (const byte of wasm) counts[byte] += 1;
  const byFrequency = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const symbols = PREFIXES.flatMap((prefix) => CHARACTERS.map((character) => prefix + character));
  /** @type {string[]} */
  const found = [];
  for (const [place, byte] of byFrequency.entries()) found[byte] = symbols[place];
  return found;
}
