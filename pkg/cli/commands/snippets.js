import { Option } from 'commander';
import { documentCommand, takenStepOf, wholeNumber } from '../command.js';
import { snippet, words } from '../package.js';

export const snippets = documentCommand(
  'snippets',
  'Write the steps as commands, or as code of an SDK',
  { example: 'worker-versioning snippets rollout.yaml --language go --step 1' },
)
  .addOption(
    new Option('-l, --language <name>', 'what to write')
      .choices(['cli', 'go', 'python', 'typescript', 'java', 'dotnet'])
      .default('cli'),
  )
  .addOption(new Option('--step <number>', 'only this step').argParser(wholeNumber))
  .onRollout(async ({ rollout, output, step: only, language }) => {
    if (only !== undefined) takenStepOf(rollout, only);
    const comment = ['cli', 'python'].includes(language) ? '#' : '//';
    const steps = rollout
      .steps()
      .filter(({ step }) => only === undefined || step === only)
      .map(({ step, taskQueue, operation }) => ({
        step,
        taskQueue,
        operation,
        language,
        snippet: snippet(taskQueue, operation, language),
      }));
    if (output.format !== 'text') return output.list(steps);
    for (const [place, { step, taskQueue, operation, snippet }] of steps.entries()) {
      if (place > 0) await output.line();
      const what = `Step ${step}, ${taskQueue}: ${words.operation(operation)}`;
      await output.line(`${comment} ${oneLine(what)}`, 'dim');
      await output.line(snippet);
    }
  });

/**
 * A comment ends with its line, whatever the names in it hold.
 *
 * @param {string} text
 */
function oneLine(text) {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}
