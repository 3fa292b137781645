import tab from '@bomb.sh/tab';
import completions from '@bomb.sh/tab/commander';

/**
 * Puts the command `completion` to the program, which writes what a shell needs to complete its commands and
 * flags.
 *
 * @param {import('commander').Command} program
 */
export function addCompletion(program) {
  completions(program, { completionCommandName: 'completion' });
  const name = program.name();
  program.commands
    .find((command) => command.name() === 'completion')
    ?.action((shell) => {
      if (shell === 'bash') process.stdout.write(bashScript(name));
      else tab.setup(name, name, shell);
    });
}

/**
 * For bash without the package bash-completion, and for being read twice: the script of the library takes functions
 * of the one, and makes variables that cannot be set again.
 *
 * @param {string} name
 */
function bashScript(name) {
  const complete = `__${name.replaceAll('-', '_')}_complete`;
  return `# bash completion for ${name}
${complete}() {
    local cur=\${COMP_WORDS[COMP_CWORD]} out value rest
    COMPREPLY=()
    out=$(${name} complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
    # Each line is a completion and its description; the last one is a number for other shells.
    while IFS=$'\\t' read -r value rest; do
        if [[ $value != :* && $value == "$cur"* ]]; then COMPREPLY+=("$value"); fi
    done <<< "$out"
}
complete -o default -F ${complete} ${name}
`;
}
