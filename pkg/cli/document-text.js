// Rollout documents as texts, in JSON or YAML, and where in a text something is wrong. Node and browsers run this.

import { MOST_YAML, YamlError, YamlText } from './yaml-text.js';

/** @typedef {import('./document-format.js').Format} Format */
/** @typedef {import('./yaml-text.js').Place} Place */

/**
 * A text, and how it is written.
 *
 * @typedef {{ text: string; format: Format }} Text
 */

/**
 * What is wrong with a text, and where if that is known.
 *
 * @typedef {{ place?: Place; message: string }} Fault
 */

/**
 * How a document is written, by the looks of its text.
 *
 * @param {string} text
 * @returns {Format}
 */
export function formatBySight(text) {
  return text.trimStart().startsWith('{') ? 'json' : 'yaml';
}

/**
 * The value in a YAML text.
 *
 * @param {string} text
 * @returns {any}
 * @throws {YamlError} also when the text is too large, or holds only comments
 */
export function yamlValue(text) {
  if (text.length > MOST_YAML) {
    const most = MOST_YAML / 2 ** 20;
    throw new YamlError(
      `it is larger than ${most} MiB, the most that is read as YAML; write it as JSON`,
      undefined,
      'tooLarge',
    );
  }
  const yaml = new YamlText(text);
  if (yaml.isEmpty()) throw new YamlError('there are only comments in it', undefined, 'empty');
  return yaml.value();
}

const IN_JSON = /^line (\d+), column (\d+): (.*)$/s;
/** A message of the engine, with the path in front if it is about a part. */
const WITH_PATH = /^(?:document: )?(?:((?:[$\w]+|\[\d+\])(?:\.[$\w]+|\[\d+\])*): )?(.*)$/s;
/** A field that is not there or that is there twice, whose name stands at the end. */
const MISPLACED_FIELD =
  /^expected (?:no other fields than .*, got (?<unknown>.+)|each field once, got (?<again>.+) again)$/s;

/**
 * Whether a message of the engine is about a text that is not JSON.
 *
 * @param {string} message
 */
export function isOfSyntax(message) {
  return IN_JSON.test(message);
}

/**
 * Where in a text that is wrong which a message of the engine is about.
 *
 * @param {Text} source
 * @param {string} message that begins with a path, as in `operations[2].buildId: …`
 * @returns {Fault}
 */
export function located({ text, format }, message) {
  const inJson = message.match(IN_JSON);
  if (inJson) {
    const [, line, bytes, problem] = inJson;
    return { place: placeOf(text, Number(line), Number(bytes)), message: problem };
  }
  const [, path = '', problem] = /** @type {RegExpMatchArray} */ (message.match(WITH_PATH));
  const said = path === '' ? problem : `${path}: ${problem}`;
  if (text.length > MOST_YAML) return { message: said };
  const yaml = new YamlText(text);
  const { unknown, again } = problem.match(MISPLACED_FIELD)?.groups ?? {};
  const name = unknown ?? again;
  if (name !== undefined) return { place: yaml.locateName(path, name), message: said };
  const unquoted = problem.startsWith('expected string') && yaml.unquoted(path);
  const quote = format === 'json' ? '"' : "'";
  const hint = unquoted ? `; put it in quotes: ${quote}${unquoted}${quote}` : '';
  return { place: yaml.locate(path), message: `${said}${hint}` };
}

/**
 * Where the value at a path begins in a text.
 *
 * @param {string} text
 * @param {string} path such as `expectations[2]`
 * @returns {Place | undefined}
 */
export function placeOfPath(text, path) {
  return text.length > MOST_YAML ? undefined : new YamlText(text).locate(path);
}

/**
 * The engine counts bytes, editors count characters.
 *
 * @param {string} text
 * @param {number} line
 * @param {number} bytes
 */
function placeOf(text, line, bytes) {
  const whole = new TextEncoder().encode(text.split('\n')[line - 1] ?? '');
  return { line, column: new TextDecoder().decode(whole.subarray(0, bytes - 1)).length + 1 };
}

export { YamlError };
