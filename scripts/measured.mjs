/** Measurements stand in pages of docs/, between two marks. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, ScriptError } from './process.mjs';

const MARKED = /(<!-- measured -->\n).*(<!-- \/measured -->)/s;

/**
 * Replaces the measurements of a page.
 *
 * @param {string} page its name in docs/
 * @param {string} measured in Markdown
 */
export function writeMeasured(page, measured) {
  const path = join(root, 'docs', page);
  const text = readFileSync(path, 'utf8');
  if (!MARKED.test(text)) throw new ScriptError(`docs/${page} has no marks to write between`);
  writeFileSync(
    path,
    text.replace(MARKED, (_, start, end) => `${start}${measured}\n${end}`),
  );
}

/**
 * The measurements of a page.
 *
 * @param {string} page its name in docs/
 */
export function readMeasured(page) {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return MARKED.exec(text)?.[0] ?? '';
}
