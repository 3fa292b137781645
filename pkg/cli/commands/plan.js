import { Option } from 'commander';
import { writeChanges } from '../changes.js';
import { afterOption, afterWords, documentCommand, several } from '../command.js';
import { listedSteps, readValue, updateDocument } from '../document.js';
import { CommandError, EXIT } from '../errors.js';
import { Rollout, VersioningError, words } from '../package.js';

/** @typedef {import('../../index.js').Goal} Goal */

export const plan = documentCommand(
  'plan',
  'Find the fewest operations that lead a task queue to a goal, and what each of them moves',
  {
    example:
      'worker-versioning plan rollout.yaml --task-queue orders --queue-default 2.1 --same-set 2.0,2.1',
  },
)
  .addOption(afterOption())
  .requiredOption('-t, --task-queue <name>', 'the task queue')
  .option('--queue-default <id>', 'the build ID on which new workflows are to start')
  .option(
    '--set-default <id>',
    'a build ID that is to be the default of its set; may be repeated',
    several,
  )
  .option(
    '--same-set <ids>',
    'build IDs, with commas between, that are to be in one set, apart from those of another --same-set; may be repeated',
    several,
  )
  .option('--goal <file>', 'all of the goal, as JSON or YAML: sets, queueDefault, allSets')
  .addOption(
    new Option('--unknown-build-ids <what>', 'what to do with those that the queue does not know')
      .choices(['add', 'refuse'])
      .default('add'),
  )
  .option('-w, --write', 'put the steps to the document, which has to be looked at as a whole')
  .onRollout(async ({ path, rollout, after, output, taskQueue, write, ...options }) => {
    if (write && after !== rollout.stepCount) {
      throw new CommandError('--write puts steps to the end of the document: leave out --after');
    }
    const goal = await goalOf(options);
    /** @type {import('../../index.js').Plan} */
    let found;
    try {
      found = rollout.plan({ taskQueue, goal, after });
    } catch (error) {
      if (!(error instanceof VersioningError)) throw error;
      if (error.code !== 'FAILED_PRECONDITION') throw new CommandError(`goal: ${error.message}`);
      process.exitCode = EXIT.NO;
      if (output.format !== 'text') return output.value({ plan: null, reason: error.message });
      return output.line(`There is no plan: ${error.message}.`, 'red');
    }
    const { document } = rollout;
    const listed = listedSteps(document);
    const longer = [
      ...listed.steps.slice(0, after),
      ...found.operations.map((operation) => ({ taskQueue, ...operation })),
    ];
    const planned = new Rollout({ ...document, [listed.field]: longer, expectations: [] });
    const steps = planned.steps().slice(after);
    const moved = steps.map(({ step }) => planned.changes(step - 1, step));
    const hazards = planned.hazards().filter(({ step }) => step > after);
    const backs = steps.map(({ step }) => planned.rollback(step));
    if (output.format !== 'text') {
      await output.value({
        ...found,
        steps: steps.map((it, place) => ({
          ...it,
          changes: moved[place],
          rollback: backs[place],
        })),
        hazards,
      });
    } else {
      await writePlan(output, { steps, moved, hazards, backs, found, after });
    }
    if (!write || found.operations.length === 0) return;
    await updateDocument(path, { [listed.field]: longer });
    process.stderr.write(
      `${path}: ${steps.length === 1 ? 'a step' : `${steps.length} steps`} added\n`,
    );
  });

/**
 * @param {any} options
 * @returns {Promise<Goal>}
 */
async function goalOf({ goal, queueDefault, setDefault = [], sameSet = [], unknownBuildIds }) {
  if (goal !== undefined) {
    if (queueDefault !== undefined || setDefault.length + sameSet.length > 0) {
      throw new CommandError(
        '--goal says it all: leave out --queue-default, --set-default and --same-set',
      );
    }
    return { unknownBuildIds, ...(await readValue(goal)) };
  }
  if (queueDefault === undefined && setDefault.length + sameSet.length === 0) {
    throw new CommandError(
      'say what is wanted: --queue-default, --set-default, --same-set or --goal',
    );
  }
  /** @type {{ buildIds: string[]; default?: string }[]} */
  const sets = sameSet.map((/** @type {string} */ ids) => ({ buildIds: ids.split(',') }));
  for (const buildId of setDefault) {
    const set = sets.find(({ buildIds }) => buildIds.includes(buildId));
    if (set === undefined) sets.push({ buildIds: [buildId], default: buildId });
    else set.default = buildId;
  }
  return { sets, unknownBuildIds, ...(queueDefault === undefined ? {} : { queueDefault }) };
}

/**
 * @param {import('../output.js').Output} output
 * @param {{ steps: import('../../index.js').RolloutStep[]; moved: import('../../index.js').Changes[];
 *   hazards: import('../../index.js').Hazard[]; backs: import('../../index.js').Rollback[];
 *   found: import('../../index.js').Plan; after: number }} plan
 */
async function writePlan(output, { steps, moved, hazards, backs, found, after }) {
  if (steps.length === 0) {
    return output.line(`${afterWords(after)}, the goal is reached: nothing to do.`, 'green');
  }
  for (const [place, step] of steps.entries()) {
    await output.line(
      `Step ${step.step}, ${step.taskQueue}: ${words.operation(step.operation)}`,
      'bold',
    );
    for (const { step, buildId, of } of found.passingDefaults) {
      if (step !== place + 1) continue;
      const where =
        of === 'queue'
          ? 'new workflows start on it for now'
          : 'it is the default of its set for now';
      await output.line(`  passes through ${buildId}: ${where}`, 'yellow');
    }
    await writeChanges(output, moved[place], '  ');
    for (const { what, wayOut } of hazards.filter((it) => it.step === step.step)) {
      await output.line(`  mind: ${what} ${wayOut}`, 'yellow');
    }
    const { operations, remains } = backs[place];
    const back = operations.length === 0 ? 'none' : operations.map(words.operation).join(', then ');
    await output.line(`  way back: ${[back, ...remains.map(words.remainder)].join('; ')}`);
  }
  if (found.importedOrder === 'notReliedOn') {
    await output.line(
      'The order of build IDs before the import is not known, so that the plan promotes what is in doubt.',
    );
  }
}
