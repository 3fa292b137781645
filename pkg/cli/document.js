// Rollout documents from files and into files, as JSON or YAML.

import { extname } from 'node:path';
import { DocumentError } from './document-error.js';
import { formatDocument, inOrder } from './document-format.js';
import { Rollout, VersioningError } from './package.js';
import { nameOf, readText, STANDARD_INPUT, writeText } from './text-file.js';
import { MOST_YAML, YamlError, YamlText } from './yaml-text.js';
import { updateYaml } from './yaml-update.js';

export { formatDocument } from './document-format.js';
export { readText } from './text-file.js';

/** @typedef {import('../index.js').RolloutDocument} RolloutDocument */
/** @typedef {import('./yaml-text.js').Place} Place */
/** @typedef {import('./document-format.js').Format} Format */

/**
 * A file that holds a rollout document.
 *
 * @typedef {object} DocumentFile
 * @property {RolloutDocument} document
 * @property {Rollout} rollout what the document says
 * @property {string} text
 * @property {Format} format
 * @property {(path: string) => Place | undefined} locate where in the text the value at a path begins, such as
 *   `operations[2].buildId`, or the nearest that there is on the way to it
 * @property {(message: string) => string} describe a message that begins with a path, with the file and the place
 *   in front: `rollout.yaml:14:16: operations[2].buildId: …`
 */

/**
 * Reads a file and the document in it.
 *
 * @overload
 * @param {string} path `-` for standard input
 * @returns {Promise<DocumentFile>}
 * @throws DocumentError
 */
/**
 * Reads a file and the document in it, if there is such a file.
 *
 * @overload
 * @param {string} path
 * @param {{ missing: 'isNothing' }} options
 * @returns {Promise<DocumentFile | undefined>}
 * @throws DocumentError
 */
/**
 * @param {string} path
 * @param {{ missing?: 'isAnError' | 'isNothing' }} [options]
 */
export async function readDocument(path, { missing = 'isAnError' } = {}) {
  /** @type {string} */
  let text;
  try {
    text = await readText(path);
  } catch (error) {
    const isMissing = error instanceof DocumentError && error.kind === 'notFound';
    if (isMissing && missing === 'isNothing') return undefined;
    throw error;
  }
  const format = formatOf(path) ?? formatBySight(text);
  return new Source(path, text, format).read();
}

/**
 * Writes a document to a file: as JSON if its name ends so, else as YAML.
 *
 * @param {string} path
 * @param {RolloutDocument} document
 * @param {{ existing?: 'keep' | 'replace' }} [options] `keep`: a file that is there is an error
 * @throws DocumentError
 */
export async function writeDocument(path, document, { existing = 'keep' } = {}) {
  await writeText(path, formatDocument(document, formatOf(path) ?? 'yaml'), { existing });
}

/**
 * Puts another value to a place of the document in a file; undefined takes it away. In YAML, comments stay where
 * nothing changes.
 *
 * @param {string} path
 * @param {readonly [keyof RolloutDocument, ...string[]]} at such as `['operations']`
 * @param {unknown} value
 * @throws DocumentError
 */
export async function updateDocument(path, at, value) {
  if (path === STANDARD_INPUT) {
    throw new DocumentError('unwritable', 'standard input: it cannot be changed; name a file');
  }
  const { document, text, format } = await readDocument(path);
  const changed = structuredClone(document);
  /** @type {any} */
  let holder = changed;
  for (const step of at.slice(0, -1)) holder = holder[step] ??= {};
  holder[at[at.length - 1]] = value;
  // Nothing is written that could not be read again.
  new Rollout(changed).free();
  const rewritten =
    format === 'yaml'
      ? updateYaml(new YamlText(text).document, changed)
      : `${JSON.stringify(inOrder(changed), undefined, indentOf(text))}\n`;
  await writeText(path, rewritten, { existing: 'replace' });
}

/**
 * @param {string} path
 * @returns {Format | undefined}
 */
function formatOf(path) {
  switch (extname(path).toLowerCase()) {
    case '.json':
      return 'json';
    case '.yaml':
    case '.yml':
      return 'yaml';
    default:
      return undefined;
  }
}

/**
 * @param {string} text
 * @returns {Format}
 */
function formatBySight(text) {
  return text.trimStart().startsWith('{') ? 'json' : 'yaml';
}

/**
 * By how much the lines of a JSON text are indented.
 *
 * @param {string} text
 */
function indentOf(text) {
  return text.match(/^\{\s*?\n([ \t]+)/)?.[1] ?? '  ';
}

/** A text that should be a rollout document. */
class Source {
  #path;
  #text;
  #format;
  /** @type {YamlText | undefined} */
  #yaml;

  /**
   * @param {string} path
   * @param {string} text
   * @param {Format} format
   */
  constructor(path, text, format) {
    this.#path = path;
    this.#text = text;
    this.#format = format;
  }

  /** @returns {DocumentFile} */
  read() {
    try {
      const rollout =
        this.#format === 'json' ? Rollout.parse(this.#text) : new Rollout(this.#yamlValue());
      return {
        document: rollout.document,
        rollout,
        text: this.#text,
        format: this.#format,
        locate: (path) => this.#yamlText()?.locate(stepsOf(path)),
        describe: (message) => this.#describe(message),
      };
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  /** @returns {any} */
  #yamlValue() {
    if (this.#text.length > MOST_YAML) {
      const most = MOST_YAML / 2 ** 20;
      throw new DocumentError(
        'tooLarge',
        `${nameOf(this.#path)}: it is larger than ${most} MiB, the most that is read as YAML; write it as JSON`,
      );
    }
    this.#yaml = new YamlText(this.#text);
    if (this.#yaml.isEmpty()) {
      throw new DocumentError('empty', `${nameOf(this.#path)}: there are comments alone in it`);
    }
    return this.#yaml.value();
  }

  /** The tree in which places are found. Of JSON it is made only when it is asked for. */
  #yamlText() {
    if (this.#text.length > MOST_YAML) return undefined;
    this.#yaml ??= new YamlText(this.#text);
    return this.#yaml;
  }

  /** @param {unknown} error */
  #errorOf(error) {
    if (error instanceof YamlError) {
      return new DocumentError('syntax', this.#at(error.place, error.message));
    }
    if (!(error instanceof VersioningError || error instanceof TypeError)) return error;
    if (!IN_JSON.test(error.message)) {
      return new DocumentError('invalid', this.#describe(error.message));
    }
    // The engine gets YAML as JSON, which can be wrong in one way alone.
    const message =
      this.#format === 'json'
        ? this.#describe(error.message)
        : this.#at(undefined, 'it is nested too deep');
    return new DocumentError('syntax', message);
  }

  /** @param {string} message */
  #describe(message) {
    const inJson = message.match(IN_JSON);
    if (inJson) {
      const [, line, bytes, problem] = inJson;
      return this.#at(this.#placeOf(Number(line), Number(bytes)), problem);
    }
    const [, path = '', problem] = /** @type {RegExpMatchArray} */ (message.match(WITH_PATH));
    const said = path === '' ? problem : `${path}: ${problem}`;
    const yaml = this.#yamlText();
    if (yaml === undefined) return this.#at(undefined, said);
    const steps = stepsOf(path);
    const { unknown, again } = problem.match(MISPLACED_FIELD)?.groups ?? {};
    const name = unknown ?? again;
    if (name !== undefined) return this.#at(yaml.locateName(steps, name), said);
    return this.#at(yaml.locate(steps), `${said}${this.#hint(problem, yaml.unquoted(steps))}`);
  }

  /**
   * What to do about a text that stands there without quotes and so is another value.
   *
   * @param {string} problem
   * @param {string | undefined} unquoted
   */
  #hint(problem, unquoted) {
    if (!unquoted || !problem.startsWith('expected string')) return '';
    const quote = this.#format === 'json' ? '"' : "'";
    return `; put it in quotes: ${quote}${unquoted}${quote}`;
  }

  /**
   * @param {Place | undefined} place
   * @param {string} message
   */
  #at(place, message) {
    const where = place === undefined ? '' : `:${place.line}:${place.column}`;
    return `${nameOf(this.#path)}${where}: ${message}`;
  }

  /**
   * The engine counts bytes, editors count characters.
   *
   * @param {number} line
   * @param {number} bytes
   * @returns {Place}
   */
  #placeOf(line, bytes) {
    const whole = Buffer.from(this.#text.split('\n')[line - 1] ?? '');
    return { line, column: whole.subarray(0, bytes - 1).toString().length + 1 };
  }
}

const IN_JSON = /^line (\d+), column (\d+): (.*)$/s;
/** A message of the engine, with the path in front if it is about a part. */
const WITH_PATH = /^(?:document: )?(?:((?:[$\w]+|\[\d+\])(?:\.[$\w]+|\[\d+\])*): )?(.*)$/s;
/** A field that is not there or that is there twice, whose name stands at the end. */
const MISPLACED_FIELD =
  /^expected (?:no other fields than .*, got (?<unknown>.+)|each field once, got (?<again>.+) again)$/s;

/**
 * The names and places that a path is made of.
 *
 * @param {string} path
 */
function stepsOf(path) {
  return path.match(/[^.[\]]+/g) ?? [];
}
