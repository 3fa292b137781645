// A rollout document and the selected step, as the fragment of a link: `#1.` for the version of the format,
// `<step>.` for the step, then the compressed JSON in base64url. The compression format (zlib, RFC 1950) includes a
// checksum, so that a damaged link is never mistaken for another document.

/** @typedef {import('./index.js').RolloutDocument} RolloutDocument */

const VERSION = 1;
/** Far more than a browser accepts as an address. The unpacked document may be larger, but within limits. */
const MOST_UNPACKED = 2 ** 26;

/** Why a link could not be read; its message is for people. */
export class LinkError extends Error {
  /**
   * @param {'newer' | 'damaged'} kind `newer`: made by a later version of this program
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.name = 'LinkError';
    this.kind = kind;
  }
}

/**
 * The fragment of a link, with its `#`.
 *
 * @param {RolloutDocument} document
 * @param {number} step the selected step; 0 is the start
 */
export async function linkOf(document, step) {
  const bytes = await through(
    new CompressionStream('deflate'),
    new TextEncoder().encode(JSON.stringify(document)),
  );
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `#${VERSION}.${step}.${text}`;
}

/**
 * Reads a link. The document is checked only for being JSON.
 *
 * @param {string} fragment with or without its `#`
 * @returns {Promise<{ document: RolloutDocument; step: number }>}
 * @throws {LinkError}
 */
export async function readLink(fragment) {
  const [, version, step, text] = /^#?(\d{1,9})\.(?:(\d{1,9})\.([\w-]+)$)?/.exec(fragment) ?? [];
  if (Number(version) > VERSION) {
    throw new LinkError(
      'newer',
      `This link was made by a later version (its format is ${version}, and ${VERSION} is what is known here).`,
    );
  }
  if (version !== `${VERSION}` || text === undefined) throw damaged();
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(
      new DecompressionStream('deflate'),
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
    );
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { document: JSON.parse(json), step: Number(step) };
  } catch (error) {
    throw damaged(error);
  }
}

/** @param {unknown} [cause] */
function damaged(cause) {
  const error = new LinkError(
    'damaged',
    'This link is damaged: a part of it is missing or changed. Copy the whole of it again.',
  );
  error.cause = cause;
  return error;
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function through(stream, bytes) {
  let length = 0;
  const limited = new TransformStream({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > MOST_UNPACKED) throw new RangeError('more than a document has');
      controller.enqueue(chunk);
    },
  });
  const source = new Blob([bytes]).stream();
  const result = new Response(source.pipeThrough(stream).pipeThrough(limited));
  return new Uint8Array(await result.arrayBuffer());
}
