/** A plan as Markdown: its steps, the version sets and where everything lands, before and after each step. */

import { words } from '../engine.js';

/**
 * @typedef {import('../pkg/index.js').Rollout} Rollout
 * @typedef {import('../pkg/index.js').Situation} Situation
 */

/**
 * @param {Rollout} rollout
 * @returns {string}
 */
export function markdownOf(rollout) {
  const { document } = rollout;
  const moments = Array.from({ length: rollout.stepCount + 1 }, (_, step) => step);
  const heads = moments.map((step) => (step === 0 ? 'Start' : `After step ${step}`));
  const situations = moments.map((step) => rollout.situation(step));
  const parts = [`# ${plain(document.name ?? 'A plan of version sets')}`];
  if (document.description) parts.push(paragraph(document.description));
  if (rollout.stepCount > 0) parts.push('## Steps', steps(rollout));
  parts.push(
    '## Version sets',
    'The default stands last: of each set, and of the sets.',
    table(['Task queue', ...heads], setsIn(situations)),
    '## Where everything lands',
    'What moves with a step is bold.',
    table(['', ...heads], landingsIn(rollout.subjects(), situations)),
  );
  return `${parts.join('\n\n')}\n`;
}

/** @param {Rollout} rollout */
function steps(rollout) {
  const rows = rollout
    .steps()
    .map(({ step, name, taskQueue, operation, ...result }) => [
      `${step}`,
      plain(taskQueue),
      plain(name ? `${name}: ${words.operation(operation)}` : words.operation(operation)),
      plain(words.stepResult(result)),
    ]);
  return table(['Step', 'Task queue', 'Operation', 'Result'], rows);
}

/** @param {readonly Situation[]} situations */
function setsIn(situations) {
  return situations[0].taskQueues.map(({ taskQueue }, place) => [
    plain(taskQueue),
    ...changes(
      situations.map(({ taskQueues }) => words.versionSets(taskQueues[place].versionSets)),
    ),
  ]);
}

/**
 * @param {readonly import('../pkg/index.js').RolloutSubject[]} subjects
 * @param {readonly Situation[]} situations
 */
function landingsIn(subjects, situations) {
  return subjects.map((subject, place) => [
    plain(words.subject(subject)),
    ...changes(
      situations.map(({ groups, subjects }) => {
        const landing = groups[subjects[place]];
        return `${words.landing(landing)}${landing.waits ? ' (no worker)' : ''}`;
      }),
    ),
  ]);
}

/**
 * Cells in which what differs from the one before is bold.
 *
 * @param {readonly string[]} texts
 */
function changes(texts) {
  return texts.map((text, place) =>
    place > 0 && text !== texts[place - 1] ? `**${plain(text)}**` : plain(text),
  );
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Escapes text so that no name becomes markup or a line break.
 *
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\\`*_[\]<>|~#&]/g, '\\$&');
}

/**
 * The same on a line of its own, where its beginning could make it a list or a heading.
 *
 * @param {string} text
 */
function paragraph(text) {
  return plain(text)
    .trimStart()
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}
