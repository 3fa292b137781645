// A rollout as a runbook for people, in Markdown.

import { snippet } from './snippet.js';
import * as words from './words.js';

/** @typedef {import('./index.js').Rollout} Rollout */
/** @typedef {import('./index.js').RolloutStep} RolloutStep */

/**
 * @param {Rollout} rollout
 * @returns {string} Markdown, with a line break at its end
 */
export function runbook(rollout) {
  const { name = 'Rollout', description, taskQueues = [] } = rollout.document;
  const steps = rollout.steps();
  const needs = rollout.workerNeeds();
  const hazards = rollout.hazards();
  const queues = [...new Set([...taskQueues, ...steps].map(({ taskQueue }) => taskQueue))];
  const lines = [`# ${inline(name)}`, ''];
  if (description !== undefined) lines.push(inline(description), '');
  lines.push('## Before you start', '');
  for (const taskQueue of queues) lines.push(...expectSets(rollout, taskQueue, 0));
  lines.push(...hazardLines(hazards, 0));
  const running = needs.filter(({ startBefore }) => startBefore === 0);
  for (const need of running) {
    lines.push(`- ${capitalised(workersOn(need))} run, and are needed.`);
  }
  for (const step of steps) lines.push('', ...sectionLines(rollout, step, needs, hazards));
  lines.push('', '## At the end', '');
  for (const need of needs.filter(({ stopAfter }) => stopAfter === undefined)) {
    lines.push(`- Keep ${workersOn(need)}.`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The part of the runbook that is about one step.
 *
 * @param {Rollout} rollout
 * @param {number} step from 1
 * @returns {string} Markdown, with a line break at its end
 */
export function runbookOfStep(rollout, step) {
  const taken = rollout.steps()[step - 1];
  const lines = sectionLines(rollout, taken, rollout.workerNeeds(), rollout.hazards());
  return `${lines.join('\n').trimEnd()}\n`;
}

/**
 * @param {Rollout} rollout
 * @param {RolloutStep} step
 * @param {readonly import('./index.js').WorkerNeed[]} needs
 * @param {readonly import('./index.js').Hazard[]} hazards
 */
function sectionLines(rollout, step, needs, hazards) {
  const lines = [`## Step ${step.step}: ${inline(words.operation(step.operation))}`, ''];
  const toStart = needs.filter(({ startBefore }) => startBefore === step.step);
  for (const need of toStart) {
    lines.push(
      `- [ ] Start ${workersOn(need)}, and see in their logs that they poll. (They sit idle until this step; \`temporal task-queue describe\` does not list pollers of version sets.)`,
    );
  }
  lines.push(...stepLines(rollout, step), ...hazardLines(hazards, step.step));
  lines.push(...wayBackLines(rollout, step));
  const toStop = needs.filter(({ stopAfter }) => stopAfter === step.step);
  for (const need of toStop) lines.push(...stopLines(need));
  return lines;
}

/**
 * @param {Rollout} rollout
 * @param {RolloutStep} step
 */
function stepLines(rollout, step) {
  const { taskQueue, operation } = step;
  const lines = [
    '- [ ] Carry it out:',
    '',
    ...block('sh', snippet(taskQueue, operation, 'cli')),
    '',
  ];
  if (step.result === 'refused') {
    return [...lines, `- The server refuses it: \`${code(`${step.code}: ${step.message}`)}\``];
  }
  lines.push(...expectSets(rollout, taskQueue, step.step));
  const [before, after] = [step.step - 1, step.step].map((at) => rollout.landings(at));
  const moved = after.flatMap((landing, place) => {
    const [from, to] = [before[place], landing].map((it) => words.landing(it.landing));
    return from === to ? [] : [`  - ${inline(`${words.subject(landing)}: ${from} → ${to}`)}`];
  });
  return moved.length === 0
    ? [...lines, '- Nothing lands elsewhere.']
    : [...lines, '- What lands elsewhere from now on:', ...moved];
}

/**
 * @param {Rollout} rollout
 * @param {string} taskQueue
 * @param {number} after
 */
function expectSets(rollout, taskQueue, after) {
  const namespace = rollout.namespaceAfter(after);
  const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  namespace.free();
  return [
    `- [ ] Check that the version sets of \`${code(taskQueue)}\` are ${inline(words.versionSets(sets))}:`,
    '',
    ...block('sh', readCommand('get-build-ids', taskQueue)),
    '',
  ];
}

/**
 * @param {readonly import('./index.js').Hazard[]} hazards
 * @param {number} step
 */
function hazardLines(hazards, step) {
  return hazards
    .filter((hazard) => hazard.step === step)
    .map((hazard) => {
      const { what, wayOut } = words.hazard(hazard);
      return `- **Mind:** ${inline(what)} ${inline(wayOut)}`;
    });
}

/**
 * @param {Rollout} rollout
 * @param {RolloutStep} step
 */
function wayBackLines(rollout, { step, taskQueue, result }) {
  if (result !== 'changed') return [];
  const { operations, notRestored, remains } = rollout.rollback(step);
  const lines =
    operations.length === 0
      ? ['- There is nothing to go back to, or no way back.']
      : [
          '- The way back, should it be needed:',
          '',
          ...operations.flatMap((it) => block('sh', snippet(taskQueue, it, 'cli'))),
          '',
        ];
  if (notRestored.length > 0) {
    lines.push(`  - Not restored: ${inline(notRestored.map(words.subject).join(', '))}.`);
  }
  return [...lines, ...remains.map((it) => `  - It remains that ${inline(words.remainder(it))}.`)];
}

/** @param {import('./index.js').WorkerNeed} need */
function stopLines(need) {
  return [
    `- [ ] When this says that nothing reaches them, and a minute has passed, stop ${workersOn(need)}:`,
    '',
    ...block('sh', readCommand('get-build-id-reachability', need.taskQueue, need.buildId)),
    '',
  ];
}

/** @param {{ taskQueue: string; buildId: string }} need */
function workersOn({ taskQueue, buildId }) {
  return `${inline(words.workersOf(buildId))} on \`${code(taskQueue)}\``;
}

/**
 * A code block in a list.
 *
 * @param {string} language
 * @param {string} text
 */
function block(language, text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...text.split('\n'), fence].map((line) => `  ${line}`);
}

/**
 * Text in a line of Markdown that means nothing but itself.
 *
 * @param {string} text
 */
function inline(text) {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}

/**
 * Text between backticks.
 *
 * @param {string} text
 */
function code(text) {
  return text.replace(/[\s`]+/g, ' ');
}

/** @param {string} text */
function capitalised(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * A command that reads, with the flags that the engine writes for one that promotes: it knows how to quote.
 *
 * @param {string} verb
 * @param {string} taskQueue
 * @param {string} [buildId]
 */
function readCommand(verb, taskQueue, buildId) {
  const operation = /** @type {const} */ ('promoteSetByBuildId');
  const written = snippet(taskQueue, { operation, buildId: buildId ?? '' }, 'cli');
  const [start, queueFlag, buildIdFlag] = [
    'temporal task-queue update-build-ids promote-set',
    ' \\\n    --task-queue=',
    ' \\\n    --build-id=',
  ];
  // Else it says why no command can name them.
  if (!written.startsWith(start + queueFlag)) return written;
  const end = written.lastIndexOf(buildIdFlag);
  const queue = written.slice(start.length + queueFlag.length, end);
  const asked = `temporal task-queue ${verb} --task-queue=${queue}`;
  if (buildId === undefined) return asked;
  return `${asked} --build-id=${written.slice(end + buildIdFlag.length)}`;
}
