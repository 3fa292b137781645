// What GitHub shows beside the lines of a file:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

import { placeIn } from './document.js';

/**
 * Something to show at a path of a document.
 *
 * @typedef {{ level: 'error' | 'warning'; path?: string; title: string; text: string }} Annotation
 */

/**
 * The command that makes GitHub show it.
 *
 * @param {import('./document.js').Source} source
 * @param {Annotation} annotation
 */
export function annotation(source, { level, path, title, text }) {
  const place = path === undefined ? undefined : placeIn(source, path);
  const properties = {
    ...(source.path === '-' ? {} : { file: source.path }),
    ...(place === undefined ? {} : { line: place.line, col: place.column }),
    title,
  };
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escaped(`${value}`, /[%\r\n:,]/g)}`,
  );
  return `::${level} ${list.join(',')}::${escaped(text, /[%\r\n]/g)}`;
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
