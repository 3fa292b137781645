import { Command, CommanderError } from 'commander';
import { apply } from './commands/apply.js';
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
import { EXIT } from './errors.js';

const EXIT_CODES = `
Exit codes:
  0  done, and the answer is yes
  1  the answer is no: an expectation is not met, a step is refused, a worker is still needed
  2  the command line or a file is wrong
  3  the cluster could not be asked
`;

/** The whole command line. */
export function program() {
  const program = new Command('worker-versioning')
    .description(
      "Plan, check and carry out rollouts with Temporal's build-ID-based Worker Versioning",
    )
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText('after', EXIT_CODES);
  for (const command of [
    show,
    resolve,
    explain,
    check,
    diff,
    apply,
    plan,
    reachability,
    retire,
    runbook,
    snippets,
    importCommand,
    landings,
    page,
    pull,
    push,
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  addCompletion(program);
  exitWithOurCodes(program);
  return program;
}

/** @param {Command} command */
function exitWithOurCodes(command) {
  command.exitOverride(({ exitCode, code, message }) => {
    throw new CommanderError(exitCode === 0 ? EXIT.OK : EXIT.USAGE, code, message);
  });
  for (const below of command.commands) exitWithOurCodes(below);
}
