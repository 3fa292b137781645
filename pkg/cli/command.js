import { Command, InvalidArgumentError, Option } from 'commander';
import { readDocument } from './document.js';
import { CommandError } from './errors.js';
import { Output } from './output.js';

/**
 * @typedef {import('./output.js').Format} Format
 * @typedef {import('../index.js').Rollout} Rollout
 */

/**
 * A command that writes an answer.
 *
 * @template {Command} Kind
 * @param {Kind} command
 * @param {string} summary
 * @param {{ example: string; formats?: string[] }} options `example`: what `--help` shows
 */
export function answering(command, summary, { example, formats = ['text', 'json', 'jsonl'] }) {
  return command
    .description(summary)
    .addOption(
      new Option('-o, --output <format>', 'format of the answer')
        .choices(formats)
        .default(formats[0]),
    )
    .addOption(
      new Option('--color <when>', 'colour the text; NO_COLOR is respected')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .addHelpText('after', `\nExample:\n  ${example.replaceAll('\n', '\n  ')}`);
}

/**
 * What an action on a document gets: the rollout, the step of `--after`, where the answer goes, and the options.
 *
 * @typedef {{ path: string; rollout: Rollout; after: number; output: Output; [option: string]: any }} Asked
 */

/** A command on a rollout document. */
class DocumentCommand extends Command {
  /**
   * Sets the action, which gets the other arguments of the command too.
   *
   * @param {(asked: Asked, ...others: any[]) => unknown} action
   */
  onRollout(action) {
    return this.action(async (path, ...rest) => {
      const [options] = rest.splice(-2);
      const { rollout } = await readDocument(path);
      const after = stepOf(rollout, options.after);
      await action({ ...options, path, rollout, after, output: outputFor(options) }, ...rest);
    });
  }
}

/**
 * A command on a rollout document.
 *
 * @param {string} name
 * @param {string} summary
 * @param {{ example: string; formats?: string[] }} options
 */
export function documentCommand(name, summary, options) {
  return answering(new DocumentCommand(name), summary, options).argument(
    '<document>',
    'rollout document, JSON or YAML; - for standard input',
  );
}

export function afterOption() {
  return new Option('--after <step>', 'look at the state after this step; 0 is the start')
    .argParser(wholeNumber)
    .default(undefined, 'the last step');
}

/** @param {string} text */
export function wholeNumber(text) {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number.');
  return Number(text);
}

/**
 * Collects an option that may be given several times.
 *
 * @param {string} value
 * @param {string[] | undefined} earlier
 */
export function several(value, earlier) {
  return [...(earlier ?? []), value];
}

/** @param {{ output: string; color: 'auto' | 'always' | 'never' }} options */
function outputFor({ output, color }) {
  return new Output(process.stdout, { format: /** @type {Format} */ (output), color });
}

/**
 * The step that is asked for, which has to be there.
 *
 * @param {Rollout} rollout
 * @param {number} [after]
 */
export function stepOf(rollout, after = rollout.stepCount) {
  if (after > rollout.stepCount) {
    throw new CommandError(`--after ${after}: the document has ${rollout.stepCount} steps`);
  }
  return after;
}

/** @param {number} step */
export function afterWords(step) {
  return step === 0 ? 'At the start' : `After step ${step}`;
}
