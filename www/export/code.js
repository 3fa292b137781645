/** The steps of a plan as commands or code that ask a real server for them. */

import { snippet, words } from '../engine.js';

/**
 * @typedef {import('../pkg/index.js').Rollout} Rollout
 * @typedef {import('../pkg/index.js').SnippetLanguage} SnippetLanguage
 */

/** @type {Record<SnippetLanguage, { title: string, extension: string, comment: '#' | '//' }>} */
export const LANGUAGES = {
  cli: { title: 'temporal commands', extension: 'sh', comment: '#' },
  go: { title: 'Go', extension: 'go', comment: '//' },
  python: { title: 'Python', extension: 'py', comment: '#' },
  typescript: { title: 'TypeScript', extension: 'ts', comment: '//' },
  java: { title: 'Java', extension: 'java', comment: '//' },
  dotnet: { title: '.NET', extension: 'cs', comment: '//' },
};

/**
 * @typedef {object} StepCode
 * @property {number} step
 * @property {string} title
 * @property {string} text what to run; where it cannot be done that way, a comment says so
 * @property {string | undefined} refusal why the server would refuse it
 */

/**
 * @param {Rollout} rollout
 * @param {SnippetLanguage} language
 * @returns {StepCode[]}
 */
export function codeOf(rollout, language) {
  return rollout.steps().map(({ step, name, taskQueue, operation, ...result }) => ({
    step,
    title: `${name ? `${name}: ` : ''}${words.operation(operation)}, on ${taskQueue}`,
    text: snippet(taskQueue, operation, language),
    refusal: result.result === 'refused' ? `${result.code}: ${result.message}` : undefined,
  }));
}

/**
 * All of it as one text.
 *
 * @param {readonly StepCode[]} steps
 * @param {SnippetLanguage} language
 */
export function asOneText(steps, language) {
  const { comment } = LANGUAGES[language];
  return steps
    .map(({ step, title, text, refusal }) => {
      const head = `${comment} Step ${step}. ${oneLine(title)}`;
      const warning =
        refusal === undefined ? '' : `\n${comment} REFUSED by the server: ${oneLine(refusal)}`;
      return `${head}${warning}\n${text}\n`;
    })
    .join('\n');
}

/**
 * A comment ends with its line, whatever the names in it hold.
 *
 * @param {string} text
 */
function oneLine(text) {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
