import { snippet as engineSnippet } from './engine/engine.js';
import * as input from './input.js';

/**
 * An operation as a command or as code. Documented in `index.d.ts`.
 *
 * @param {string} taskQueue
 * @param {import('./index.js').BuildIdOperation} operation
 * @param {import('./index.js').SnippetLanguage} language
 * @returns {string}
 */
export function snippet(taskQueue, operation, language) {
  const checked = input.snippet(taskQueue, operation, language);
  const { kind, buildId, other } = checked.operation;
  return engineSnippet(checked.taskQueue, kind, buildId, other, checked.language);
}
