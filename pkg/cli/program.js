import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { refuseRepeated } from './command.js';
import { addStep } from './commands/add-step.js';
import { check } from './commands/check.js';
import { addCompletion } from './commands/completion.js';
import { diff } from './commands/diff.js';
import { importCommand } from './commands/import.js';
import { landings } from './commands/landings.js';
import { page } from './commands/page.js';
import { plan } from './commands/plan.js';
import { pull } from './commands/pull.js';
import { push } from './commands/push.js';
import { reachability } from './commands/reachability.js';
import { explain, resolve } from './commands/resolve.js';
import { retire } from './commands/retire.js';
import { runbook } from './commands/runbook.js';
import { show } from './commands/show.js';
import { snippets } from './commands/snippets.js';
import { CommandError, EXIT } from './errors.js';

/** The usual way, for the top of the help. */
const JOURNEY = `From a cluster to a file, through review and CI, and back to the cluster:
  worker-versioning pull -t orders --into rollout.yaml
  worker-versioning add-step add-new-default rollout.yaml -t orders --build-id 2.0 --write
  worker-versioning check rollout.yaml
  worker-versioning push rollout.yaml
`;

/** @type {[heading: string, Command[]][]} */
const GROUPS = [
  ['Look:', [show, resolve, explain, reachability, landings, page]],
  ['Plan:', [pull, importCommand, addStep, plan]],
  ['Check:', [check, diff, retire]],
  ['Carry out:', [push, runbook, snippets]],
];

const EXIT_CODES = `
Exit codes:
  0  done, and the answer is yes
  1  the answer is no: an expectation is not met, a step is refused, a worker is still needed,
     something would stand still, a push stopped
  2  the command line or a file is wrong
  3  the cluster could not be asked
`;

/** The whole command line. */
export function program() {
  const program = new Command('worker-versioning')
    .description(
      "Plan, check and carry out rollouts with the version sets of Temporal's build-ID-based Worker Versioning (not Worker Deployments)",
    )
    .version(version(), '--version', 'print the version')
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText('after', EXIT_CODES);
  for (const [heading, commands] of GROUPS) {
    for (const command of commands) {
      program.addCommand(command.copyInheritedSettings(program).helpGroup(heading));
    }
  }
  program.addCommand(renamed('apply', 'add-step'), { hidden: true });
  program.commandsGroup('Other:').helpCommand(false);
  addCompletion(program);
  program.addCommand(helpOn(program));
  settle(program);
  return program.addHelpText('before', JOURNEY);
}

/**
 * The command `help`, which takes the names of a command and of one below it.
 *
 * @param {Command} program
 */
function helpOn(program) {
  return new Command('help')
    .copyInheritedSettings(program)
    .description('display help for command')
    .argument('[command]', 'the command')
    .allowExcessArguments()
    .addHelpText('after', '\nExample:\n  worker-versioning help check')
    .action((_, __, { args }) => {
      const command = args.reduce(
        (/** @type {Command} */ above, /** @type {string} */ name) =>
          above.commands.find((below) => below.name() === name) ?? refuseUnknown(above, name),
        program,
      );
      program.args = [];
      command.help();
    });
}

/**
 * Ends as for a command that is not there, with the nearest one.
 *
 * @param {Command} above
 * @param {string} name
 * @returns {never}
 */
function refuseUnknown(above, name) {
  above.args = [name];
  /** @type {any} */ (above).unknownCommand();
  throw new CommandError(`unknown command '${name}'`);
}

/** @returns {string} */
function version() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

/**
 * A command under its old name, which says the new one.
 *
 * @param {string} before
 * @param {string} now
 */
function renamed(before, now) {
  const refuse = () => {
    throw new CommandError(`${before} is now called ${now}: worker-versioning ${now} --help`);
  };
  return new Command(before)
    .argument('[rest...]')
    .helpOption(false)
    .allowUnknownOption()
    .addHelpText('before', refuse)
    .action(refuse);
}

/** The commands with others below them that are settled: those of one program may be those of another. @type {WeakSet<Command>} */
const settled = new WeakSet();

/**
 * What holds for every command.
 *
 * @param {Command} command
 */
function settle(command) {
  refuseRepeated(command);
  command.exitOverride(({ exitCode, code, message }) => {
    throw new CommanderError(exitCode === 0 ? EXIT.OK : EXIT.USAGE, code, message);
  });
  if (command.commands.length > 0 && !settled.has(command)) {
    settled.add(command);
    // Else `nope --help` is the help of the whole.
    command.addHelpText('before', () => {
      const [name] = command.args;
      return name === undefined || name.startsWith('-') ? '' : refuseUnknown(command, name);
    });
  }
  for (const below of command.commands) settle(below);
}
