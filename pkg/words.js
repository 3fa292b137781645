// What the engine says in words, and the commands and code that ask a server for what it models.

import * as engine from './engine/engine.js';
import { ask } from './handle.js';

/**
 * @param {import('./index.js').Resolution | import('./index.js').PollOutcome} answer
 * @returns {string[]}
 */
export function explain(answer) {
  return ask(() => engine.explain(answer));
}

/**
 * @param {import('./index.js').Described} what
 * @returns {string}
 */
export function describe(what) {
  return ask(() => engine.describe(what));
}

/**
 * @param {string} taskQueue
 * @param {import('./index.js').BuildIdOperation} operation
 * @param {import('./index.js').SnippetLanguage} language
 * @returns {string}
 */
export function snippet(taskQueue, operation, language) {
  return ask(() => engine.snippet(taskQueue, operation, language));
}

/**
 * @param {string} text
 * @returns {import('./index.js').Operation}
 */
export function readCommand(text) {
  return ask(() => engine.readCommand(text));
}
