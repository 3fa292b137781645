// What GitHub shows beside the lines of a file:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

import { relative, resolve, sep } from 'node:path';
import { placeIn } from './document.js';

/**
 * Something to show at a path of a document.
 *
 * @typedef {{ level: 'error' | 'warning'; path?: string; title: string; text: string }} Annotation
 */

/** Whether this runs on GitHub. */
export const isOnGitHub = () => process.env.GITHUB_ACTIONS === 'true';

/**
 * The command that makes GitHub show it.
 *
 * @param {import('./document.js').Source} source
 * @param {Annotation} annotation
 */
export function annotation(source, { level, path, title, text }) {
  const place = path === undefined ? undefined : placeIn(source, path);
  return command(level, { ...at(source.path, place), title }, text);
}

/**
 * The command that makes GitHub show what is wrong with a file, or undefined for a file without a name.
 *
 * @param {import('./errors.js').DocumentError} error
 */
export function annotationOfFile({ fault }) {
  return fault && command('error', at(fault.path, fault.place), fault.problem);
}

/**
 * Where something is, for GitHub, which takes paths from the root of the repository.
 *
 * @param {string} path
 * @param {import('./yaml-text.js').Place} [place]
 */
function at(path, place) {
  if (path === '-') return {};
  const fromRoot = relative(process.env.GITHUB_WORKSPACE ?? '.', resolve(path)).replaceAll(
    sep,
    '/',
  );
  const file = fromRoot.startsWith('../') ? path : fromRoot;
  return { file, ...(place && { line: place.line, col: place.column }) };
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} properties
 * @param {string} text
 */
function command(name, properties, text) {
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escaped(`${value}`, /[%\r\n:,]/g)}`,
  );
  return `::${name} ${list.join(',')}::${escaped(text, /[%\r\n]/g)}`;
}

/**
 * @param {string} text
 * @param {RegExp} special
 */
function escaped(text, special) {
  return text.replace(
    special,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
