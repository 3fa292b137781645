import { Command, Option } from 'commander';
import { writeChanges } from '../changes.js';
import { documentCommand } from '../command.js';
import { listedSteps, updateDocument } from '../document.js';
import { EXIT } from '../errors.js';
import { OPERATIONS } from '../operations.js';
import { Rollout, words } from '../package.js';

export const apply = new Command('apply').description(
  'Say what one more operation would do, and put it to the document with --write',
);
for (const [operation, forms] of Object.entries(OPERATIONS)) {
  apply.addCommand(operationCommand(operation, forms));
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
    example: `worker-versioning apply ${verb} rollout.yaml --task-queue orders ${values.join(' ')}`,
  }).requiredOption('-t, --task-queue <name>', 'the task queue');
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
async function run(operation, { path, rollout: { document }, output, taskQueue, write }) {
  const { field, steps } = listedSteps(document);
  const longer = [...steps, { taskQueue, ...operation }];
  const rollout = new Rollout({ ...document, [field]: longer });
  const { advice, ...result } = rollout.steps()[steps.length];
  const after = rollout.stepCount;
  const moved = rollout.changes(after - 1, after);
  const isRefused = result.result === 'refused';
  process.exitCode = isRefused ? EXIT.NO : EXIT.OK;
  if (output.format !== 'text') {
    await output.value({ ...result, changes: moved });
  } else {
    const what = `${taskQueue}: ${words.operation(operation)}`;
    const style = isRefused ? 'red' : result.result === 'changed' ? 'green' : 'yellow';
    await output.line(`${what}: ${output.style(style, words.stepResult(result))}`);
    if (advice !== undefined) {
      await output.line(`  ${advice.cause}`);
      await output.line(`  Instead: ${advice.instead}`);
    }
    await writeChanges(output, moved);
  }
  if (isRefused || !write) return;
  await updateDocument(path, { [field]: longer });
  process.stderr.write(`${path}: step ${after} added\n`);
}
