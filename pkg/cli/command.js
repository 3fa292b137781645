import { Command, InvalidArgumentError, Option } from 'commander';
import { readDocument } from './document.js';
import { CommandError } from './errors.js';
import { withExported } from './exported-workflows.js';
import { Output, quantity } from './output.js';
import { VersioningError } from './package.js';
import { nameOf, STANDARD_INPUT } from './text-file.js';

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
    .addOption(outputOption(formats))
    .addOption(
      new Option('--color <when>', 'colour the text; NO_COLOR is respected')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .addHelpText('after', `\nExample:\n  ${example.replaceAll('\n', '\n  ')}`);
}

/**
 * The option for the format, of which `<format>=FILE` takes the name of a file for the answer; text is shown beside it.
 *
 * @param {string[]} formats
 */
function outputOption(formats) {
  const option = new Option('-o, --output <format>', 'format of the answer').choices(formats);
  const { parseArg } = option;
  return option.default(formats[0]).argParser((value, previous) => {
    const { format } = value.match(/^(?<format>\w+)=./)?.groups ?? {};
    return formats.includes(`${format}=FILE`) ? value : parseArg?.(value, previous);
  });
}

/**
 * What an action on a document gets: the file, the step of `--after`, where the answer goes, the file for it if one is
 * named, and the options.
 *
 * @typedef {import('./document.js').DocumentFile} DocumentFile
 * @typedef {{ path: string; file: DocumentFile; rollout: Rollout; after: number; output: Output; reportFile?: string;
 *   [option: string]: any }} Asked
 */

/** The option for an export of workflows. */
export function workflowsOption() {
  return new Option(
    '--workflows <file>',
    'output of `temporal workflow list` or `describe` with -o json or jsonl, or pages of the API; - for standard input',
  );
}

/** @param {Command} command */
function refuseInputTwice(command) {
  const { workflows, goal } = command.opts();
  const files = [...command.args, workflows, goal];
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    throw new CommandError(
      '- stands twice for standard input, which is read once: name a file for one',
    );
  }
}

/** A command on a rollout document. */
class DocumentCommand extends Command {
  #takesWorkflows = false;

  /** Adds the option for an export of workflows, which then count as if the document listed them. */
  takingWorkflows() {
    this.#takesWorkflows = true;
    return this.addOption(workflowsOption());
  }

  /**
   * Sets the action, which gets the other arguments of the command too.
   *
   * @param {(asked: Asked, ...others: any[]) => unknown} action
   */
  onRollout(action) {
    return this.action(async (path, ...rest) => {
      const [options] = rest.splice(-2);
      const file = await readDocument(path);
      const rollout = await this.#rolloutOf(file.rollout, options.workflows);
      const after = stepOf(rollout, options.after);
      const [, reportFile] = options.output.match(/=(.+)$/s) ?? [];
      const output = outputFor(options);
      try {
        await action({ ...options, path, file, rollout, after, output, reportFile }, ...rest);
      } catch (error) {
        throw inDocument(path, error);
      }
    });
  }

  /**
   * @param {Rollout} rollout
   * @param {string | undefined} workflows
   */
  async #rolloutOf(rollout, workflows) {
    if (!this.#takesWorkflows || workflows === undefined) return rollout;
    return withExported(rollout, workflows);
  }
}

/**
 * The error for one over a name that the document does not have, which came from an option.
 *
 * @param {string} path of the document
 * @param {unknown} error
 */
function inDocument(path, error) {
  const isOverOption =
    error instanceof VersioningError && /^(options|names)\b/.test(error.path ?? '');
  return isOverOption ? new CommandError(`${nameOf(path)}: ${error.problem}`) : error;
}

/**
 * A command on a rollout document.
 *
 * @param {string} name
 * @param {string} summary
 * @param {{ example: string; formats?: string[] }} options
 */
export function documentCommand(name, summary, options) {
  return answering(new DocumentCommand(name), summary, options)
    .argument('<document>', 'rollout document, JSON or YAML; - for standard input')
    .hook('preAction', refuseInputTwice);
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

/** The commands that refuse it already: they are the same in every program. @type {WeakSet<Command>} */
const refusing = new WeakSet();

/**
 * Makes a command refuse an option that is given twice, unless it is one that collects its values: the last one would
 * win silently.
 *
 * @param {Command} command
 */
export function refuseRepeated(command) {
  if (refusing.has(command)) return;
  refusing.add(command);
  /** @type {unknown} */
  const any = command;
  const events = /** @type {import('node:events').EventEmitter} */ (any);
  for (const option of command.options) {
    if (option.parseArg === several) continue;
    const name = option.attributeName();
    events.prependListener(`option:${option.name()}`, () => {
      if (command.getOptionValueSource(name) === 'cli') {
        throw new CommandError(`${option.long}: expected once, got it again`);
      }
    });
  }
}

/** @param {{ output: string; color: 'auto' | 'always' | 'never' }} options */
function outputFor({ output, color }) {
  const format = /** @type {Format} */ (output.includes('=') ? 'text' : output);
  return new Output(process.stdout, { format, color });
}

/**
 * The step that is asked for, which has to be there.
 *
 * @param {Rollout} rollout
 * @param {number} [after]
 * @param {string} [flag] that asks for it
 */
export function stepOf(rollout, after = rollout.stepCount, flag = '--after') {
  if (after > rollout.stepCount) {
    throw new CommandError(
      `${flag} ${after}: the document has ${quantity(rollout.stepCount, 'step')}`,
    );
  }
  return after;
}

/**
 * The step of `--step`, which has to be there.
 *
 * @param {Rollout} rollout
 * @param {number} step
 */
export function takenStepOf(rollout, step) {
  if (step === 0) throw new CommandError('--step 0: steps are counted from 1');
  return stepOf(rollout, step, '--step');
}

/** @param {number} step */
export function afterWords(step) {
  return step === 0 ? 'At the start' : `After step ${step}`;
}
