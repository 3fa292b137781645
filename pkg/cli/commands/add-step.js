import { Command, Option } from 'commander';
import { writeChanges } from '../changes.js';
import { documentCommand, several } from '../command.js';
import { listedSteps, updateDocument } from '../document.js';
import { EXIT } from '../errors.js';
import { writeHazards } from '../hazards.js';
import { OPERATIONS } from '../operations.js';
import { Rollout, words } from '../package.js';

export const addStep = new Command('add-step').description(
  'Say what one more operation would do, and put it to the document with --write',
);
for (const [operation, forms] of Object.entries(OPERATIONS)) {
  addStep.addCommand(operationCommand(operation, forms));
}

/**
 * @param {string} operation
 * @param {import('../operations.js').OperationForms<any>} forms
 */
function operationCommand(operation, { verb, summary, flags }) {
  const options = Object.entries(flags).map(([field, [flag, description]]) => {
    const option = new Option(flag, description);
    return { field, option: option.makeOptionMandatory(option.required) };
  });
  const values = options
    .filter(({ option }) => option.mandatory)
    .map(({ option }) => `${option.long} 1.0`);
  const command = documentCommand(verb, summary, {
    example: `worker-versioning add-step ${verb} rollout.yaml --task-queue orders ${values.join(' ')}`,
  }).requiredOption(
    '-t, --task-queue <name>',
    'a task queue; may be repeated, for a step each',
    several,
  );
  for (const { option } of options) command.addOption(option);
  return command.option('-w, --write', 'put the step to the document').onRollout((asked) => {
    const given = options
      .map(({ field, option }) => [field, asked[option.attributeName()]])
      .filter(([, value]) => value !== undefined);
    return run({ operation, ...Object.fromEntries(given) }, asked);
  });
}

/**
 * @param {import('../../index.js').BuildIdOperation} operation
 * @param {import('../command.js').Asked} asked
 */
async function run(operation, { path, rollout: before, output, taskQueue: queues, write }) {
  before.checkNames({ taskQueues: queues });
  const { document } = before;
  const { field, steps } = listedSteps(document);
  const added = queues.map((/** @type {string} */ taskQueue) => ({ taskQueue, ...operation }));
  const longer = [...steps, ...added];
  const results = [];
  let earlier = before;
  for (let count = steps.length + 1; count <= longer.length; count += 1) {
    const rollout = new Rollout({ ...document, [field]: longer.slice(0, count) });
    results.push({
      ...rollout.steps()[count - 1],
      changes: rollout.changes(count - 1, count),
      hazards: earlier.newHazards(count - 1, count, rollout),
    });
    earlier = rollout;
  }
  const isRefused = results.some(({ result }) => result === 'refused');
  process.exitCode = isRefused ? EXIT.NO : EXIT.OK;
  if (output.format === 'text') {
    for (const result of results) await writeResult(output, result);
  } else if (results.length === 1) {
    await output.value(results[0]);
  } else {
    await output.list(results);
  }
  if (isRefused) return;
  if (!write) {
    if (output.format === 'text')
      process.stderr.write(`Not written: say --write to put it to ${path}.\n`);
    return;
  }
  await updateDocument(path, { [field]: longer });
  for (const { step } of results) process.stderr.write(`${path}: step ${step} added\n`);
}

/**
 * @param {import('../output.js').Output} output
 * @param {import('../../index.js').RolloutStep
 *   & { changes: import('../../index.js').Changes; hazards: import('../../index.js').Hazard[] }} added
 */
async function writeResult(output, { changes, hazards, advice, ...result }) {
  const what = `${result.taskQueue}: ${words.operation(result.operation)}`;
  const style = STYLES[result.result];
  await output.line(`${what}: ${output.style(style, words.stepResult(result))}`);
  if (advice !== undefined) {
    await output.line(`  ${advice.cause}`);
    await output.line(`  Instead: ${advice.instead}`);
  }
  await writeChanges(output, changes);
  await writeHazards(output, hazards);
}

/** @type {Record<import('../../index.js').RolloutStep['result'], import('../output.js').Style>} */
const STYLES = { changed: 'green', unchanged: 'yellow', refused: 'red' };
