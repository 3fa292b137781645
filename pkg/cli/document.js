// Rollout documents from files and into files, as JSON or YAML.

import { extname } from 'node:path';
import { formatDocument, inOrder } from './document-format.js';
import { formatBySight, isOfSyntax, located, placeOfPath, yamlValue } from './document-text.js';
import { DocumentError } from './errors.js';
import { otherOutput, Rollout, VersioningError } from './package.js';
import { nameOf, readText, STANDARD_INPUT, writeText } from './text-file.js';
import { YamlError, YamlText } from './yaml-text.js';
import { updateYaml } from './yaml-update.js';

export { formatDocument } from './document-format.js';
export { readText } from './text-file.js';

/** @typedef {import('../index.js').RolloutDocument} RolloutDocument */
/** @typedef {import('./document-format.js').Format} Format */

/**
 * A text, the file that it is from, and how it is written.
 *
 * @typedef {{ path: string; text: string; format: Format }} Source
 */

/**
 * A file that holds a rollout document, and what the document says.
 *
 * @typedef {Source & { document: RolloutDocument; rollout: Rollout }} DocumentFile
 */

/**
 * Reads a file and the document in it.
 *
 * @param {string} path `-` for standard input
 * @returns {Promise<DocumentFile>}
 * @throws DocumentError
 */
export async function readDocument(path) {
  const text = await readText(path);
  const source = { path, text, format: formatOf(path) ?? formatBySight(text) };
  try {
    const rollout = source.format === 'json' ? Rollout.parse(text) : new Rollout(yamlValue(text));
    return { ...source, document: rollout.document, rollout };
  } catch (error) {
    throw errorIn(source, error);
  }
}

/**
 * Reads a file and the value in it, which should be the goal of a plan.
 *
 * @param {string} path of JSON or YAML
 * @returns {Promise<Source & { value: any }>}
 * @throws DocumentError
 */
export async function readGoal(path) {
  const text = await readText(path);
  /** @type {Source} */
  const source = { path, text, format: 'yaml' };
  try {
    return { ...source, value: new YamlText(text).value() };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const other = otherIn(source, 'the goal of a plan');
    throw fault(error.kind, source, other === undefined ? error : { message: other });
  }
}

/**
 * The steps of a document, and the name of the field in which it lists them.
 *
 * @param {RolloutDocument} document
 */
export function listedSteps(document) {
  /** @type {'steps' | 'operations'} */
  const field = document.steps === undefined ? 'operations' : 'steps';
  return { field, steps: document[field] ?? [] };
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
 * Gives fields of the document in a file other values; undefined takes one away. In YAML, comments stay where nothing
 * changes.
 *
 * @param {string} path
 * @param {Partial<RolloutDocument>} fields
 * @throws DocumentError
 */
export async function updateDocument(path, fields) {
  if (path === STANDARD_INPUT) {
    throw new DocumentError('unwritable', 'standard input: it cannot be changed; name a file');
  }
  const { document, text, format } = await readDocument(path);
  const changed = { ...document, ...fields };
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
 * By how much the lines of a JSON text are indented.
 *
 * @param {string} text
 */
function indentOf(text) {
  return text.match(/^\{\s*?\n([ \t]+)/)?.[1] ?? '  ';
}

/**
 * The error for one that reading a text has thrown.
 *
 * @param {Source} source
 * @param {unknown} error
 */
function errorIn(source, error) {
  const isOfYaml = error instanceof YamlError;
  if (!(isOfYaml || error instanceof VersioningError || error instanceof TypeError)) return error;
  const other = otherIn(source, 'a rollout document');
  if (other !== undefined) return fault('invalid', source, { message: other });
  if (isOfYaml) return fault(error.kind, source, error);
  if (!isOfSyntax(error.message)) return fault('invalid', source, located(source, error.message));
  // The engine gets YAML as JSON, which can be wrong in only one way.
  return source.format === 'json'
    ? fault('syntax', source, located(source, error.message))
    : fault('syntax', source, { message: 'it is nested too deep' });
}

/**
 * @param {import('./errors.js').DocumentErrorKind} kind
 * @param {Source} source
 * @param {import('./document-text.js').Fault} fault
 */
function fault(kind, source, { place, message }) {
  const { path } = source;
  const at = { path, ...(place && { place }), problem: message };
  return new DocumentError(kind, placed(source, place, message), at);
}

/**
 * A message that begins with a path, with the file and the place in front:
 * `rollout.yaml:14:16: operations[2].buildId: …`.
 *
 * @param {Source} source
 * @param {string} message
 */
export function describe(source, message) {
  const fault = located(source, message);
  return placed(source, fault.place, fault.message);
}

/**
 * What a text is, where something else is expected, if it is what a tool prints of versioning.
 *
 * @param {Source} source
 * @param {string} expected
 */
function otherIn({ text }, expected) {
  const other = otherOutput(text);
  return other === undefined ? undefined : `expected ${expected}, got ${other}`;
}

/**
 * A message about the goal of a plan, as that of {@link describe}.
 *
 * @param {Source} source
 * @param {string} message
 */
export function describeGoal(source, message) {
  const other = otherIn(source, 'the goal of a plan');
  return other === undefined ? describe(source, message) : placed(source, undefined, other);
}

/**
 * Where the value at a path begins in a file.
 *
 * @param {Source} source
 * @param {string} path such as `expectations[2]`
 * @returns {import('./yaml-text.js').Place | undefined}
 */
export function placeIn({ text }, path) {
  return placeOfPath(text, path);
}

/**
 * @param {Source} source
 * @param {import('./yaml-text.js').Place | undefined} place
 * @param {string} message
 */
function placed({ path }, place, message) {
  const where = place === undefined ? '' : `:${place.line}:${place.column}`;
  return `${nameOf(path)}${where}: ${message}`;
}
