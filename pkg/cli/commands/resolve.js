import { afterOption, afterWords, documentCommand } from '../command.js';
import { CommandError } from '../errors.js';
import { explain as sentences, words } from '../package.js';

/** @typedef {import('../../index.js').ExplainedLanding} Landing */

export const resolve = landingsCommand('resolve', 'Say where everything lands, and by which rule', {
  example: 'worker-versioning resolve rollout.yaml --workflow order-17 --after 1',
}).onRollout(async (asked) => {
  const { rollout, after, output } = asked;
  const landings = found(asked);
  if (output.format !== 'text') return output.list(landings);
  const { workers = [] } = rollout.document;
  await output.line(`${afterWords(after)}:`, 'bold');
  const rows = landings.map((found) => [
    words.subject(found),
    placeWords(found),
    found.landing.reason,
    found.doubt === undefined ? receivers(found, workers) : '',
  ]);
  await output.table(['What', 'Lands on', 'Reason', 'Received by'], rows, '  ');
  for (const doubt of new Set(landings.flatMap(({ doubt = [] }) => doubt)))
    await output.line(doubt);
});

export const explain = landingsCommand(
  'explain',
  'Say why everything lands where it does, rule by rule',
  { example: 'worker-versioning explain rollout.yaml --workflow order-17 --command charge' },
).onRollout(async (asked) => {
  const { after, output } = asked;
  const explained = found(asked).map((found) => ({
    ...found,
    explanation: sentences(found.landing),
  }));
  if (output.format !== 'text') return output.list(explained);
  await output.line(`${afterWords(after)}:`, 'bold');
  for (const found of explained) {
    const isSure = found.landing.outcome !== 'rejected' && found.doubt === undefined;
    const where = output.style(isSure ? 'green' : 'red', placeWords(found));
    await output.line();
    await output.line(`${output.style('bold', words.subject(found))} → ${where}`);
    for (const sentence of found.explanation) await output.line(`  ${sentence}`);
    if (found.landing.outcome === 'rejected') await output.line(`  ${found.landing.message}`);
    if (found.doubt !== undefined) await output.line(`  ${found.doubt}`);
  }
});

/**
 * @param {string} name
 * @param {string} summary
 * @param {{ example: string }} options
 */
function landingsCommand(name, summary, options) {
  return documentCommand(name, summary, options)
    .takingWorkflows()
    .addOption(afterOption())
    .option('--workflow <id>', 'only this workflow')
    .option('--command <name>', 'only this command of the workflow')
    .option('--new-workflows-on <queue>', 'only new workflows on this task queue');
}

/** @param {import('../command.js').Asked} asked */
function found({ path, rollout, after, workflow, command, newWorkflowsOn }) {
  if (command !== undefined && workflow === undefined) {
    throw new CommandError('--command names a command of a workflow: say --workflow too');
  }
  /** @param {Landing} found */
  const isAsked = (found) => {
    if (workflow === undefined && newWorkflowsOn === undefined) return true;
    if ('taskQueue' in found) return found.taskQueue === newWorkflowsOn;
    if (found.workflow !== workflow) return false;
    return command === undefined || found.command === command;
  };
  rollout.checkNames({
    ...(workflow !== undefined && { workflows: [workflow] }),
    ...(newWorkflowsOn !== undefined && { taskQueues: [newWorkflowsOn] }),
  });
  const landings = rollout.landings(after).filter(isAsked);
  if (command !== undefined && !landings.some((landing) => 'command' in landing)) {
    throw new CommandError(
      `${path}: the workflow '${workflow}' has no command '${command}' that could land`,
    );
  }
  return landings;
}

/** @param {Landing} found */
function placeWords({ landing, doubt }) {
  const place = words.landing(landing);
  return doubt === undefined ? place : `not known; if it has no version sets, ${place}`;
}

/**
 * @param {Landing} landing
 * @param {import('../../index.js').RolloutWorker[]} workers
 */
function receivers({ landing, workers: places, hasWorker }, workers) {
  if (landing.outcome === 'rejected') return '';
  switch (hasWorker) {
    case 'yes':
      return places.map((place) => workers[place].name ?? words.worker(workers[place])).join(', ');
    case 'no':
      return 'no worker: it waits';
    case 'notKnown':
      return 'not known';
  }
}
