import completions from '@bomb.sh/tab/commander';

/**
 * Puts the command `completion` to the program, which writes what a shell needs to complete its commands and
 * flags.
 *
 * @param {import('commander').Command} program
 */
export function addCompletion(program) {
  completions(program, { completionCommandName: 'completion' });
}
