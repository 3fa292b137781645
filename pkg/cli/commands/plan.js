import { Option } from 'commander';
import { writeChanges } from '../changes.js';
import { afterOption, afterWords, documentCommand, several } from '../command.js';
import { describeGoal, listedSteps, readGoal, updateDocument } from '../document.js';
import { CommandError, EXIT } from '../errors.js';
import { writeHazards } from '../hazards.js';
import { quantity } from '../output.js';
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
  .takingWorkflows()
  .addOption(afterOption())
  .requiredOption(
    '-t, --task-queue <name>',
    'a task queue; may be repeated, for the same goal',
    several,
  )
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
    rollout.checkNames({ taskQueues: taskQueue });
    const { goal, file } = await goalOf(options);
    /** @type {Planned[]} */
    const all = [];
    let at = { rollout, after };
    try {
      for (const name of taskQueue) {
        const planned = planFor(at.rollout, name, goal, at.after);
        all.push(planned);
        at = { rollout: planned.rollout, after: planned.rollout.stepCount };
      }
    } catch (error) {
      const { path: at = '', problem = '' } = /** @type {Partial<VersioningError>} */ (error);
      if (/^options\.goal\b/.test(at)) {
        const place = at.replace(/^options\.goal\.?/, '');
        const wrong = place === '' ? problem : `${place}: ${problem}`;
        throw new CommandError(file ? describeGoal(file, wrong) : `the goal: ${wrong}`);
      }
      if (!(error instanceof VersioningError) || error.code !== 'FAILED_PRECONDITION') throw error;
      process.exitCode = EXIT.NO;
      if (output.format !== 'text') return output.value({ plan: null, reason: error.message });
      return output.line(`There is no plan: ${error.message}.`, 'red');
    }
    if (output.format !== 'text') {
      const values = all.map(({ rollout: _, moved, backs, found, steps, hazards }) => ({
        ...found,
        steps: steps.map((it, place) => ({ ...it, changes: moved[place], rollback: backs[place] })),
        hazards,
      }));
      if (values.length === 1) await output.value(values[0]);
      else await output.list(values);
    } else {
      for (const planned of all) await writePlan(output, planned);
    }
    const added = at.after - after;
    if (!write || added === 0) return;
    const { field, steps } = listedSteps(at.rollout.document);
    await updateDocument(path, { [field]: steps });
    process.stderr.write(`${path}: ${quantity(added, 'step')} added\n`);
  });

/**
 * A plan for a task queue, and the rollout with its steps at the end.
 *
 * @typedef {{ rollout: Rollout; after: number; found: import('../../index.js').Plan;
 *   steps: import('../../index.js').RolloutStep[]; moved: import('../../index.js').Changes[];
 *   hazards: import('../../index.js').Hazard[]; backs: import('../../index.js').Rollback[] }} Planned
 */

/**
 * @param {Rollout} rollout
 * @param {string} taskQueue
 * @param {Goal} goal
 * @param {number} after
 * @returns {Planned}
 */
function planFor(rollout, taskQueue, goal, after) {
  const found = rollout.plan({ taskQueue, goal, after });
  const { document } = rollout;
  const { field, steps: listed } = listedSteps(document);
  const operations = found.operations.map((operation) => ({ taskQueue, ...operation }));
  const longer = [...listed.slice(0, after), ...operations];
  const documentWith = (/** @type {object[]} */ steps) =>
    new Rollout({ ...document, [field]: steps, expectations: [] });
  const planned = documentWith(longer);
  const start = documentWith(listed.slice(0, after));
  const steps = planned.steps().slice(after);
  return {
    rollout: planned,
    after,
    found,
    steps,
    moved: steps.map(({ step }) => planned.changes(step - 1, step)),
    hazards: start.newHazards(after, planned.stepCount, planned),
    backs: steps.map(({ step }) => planned.rollback(step)),
  };
}

/**
 * The goal, and the file that it is in, if it is.
 *
 * @param {any} options
 * @returns {Promise<{ goal: Goal; file?: import('../document.js').Source }>}
 */
async function goalOf({ goal, queueDefault, setDefault = [], sameSet = [], unknownBuildIds }) {
  if (goal !== undefined) {
    if (queueDefault !== undefined || setDefault.length + sameSet.length > 0) {
      throw new CommandError(
        '--goal says it all: leave out --queue-default, --set-default and --same-set',
      );
    }
    const { value, ...file } = await readGoal(goal);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return { goal: isObject ? { unknownBuildIds, ...value } : value, file };
  }
  if (queueDefault === undefined && setDefault.length + sameSet.length === 0) {
    throw new CommandError(
      'say what is wanted: --queue-default, --set-default, --same-set or --goal',
    );
  }
  /** @type {{ buildIds: string[]; default?: string }[]} */
  const sets = sameSet.map((/** @type {string} */ ids) => ({
    buildIds: ids.split(',').map((buildId) => named('--same-set', buildId)),
  }));
  for (const buildId of setDefault) {
    const set = sets.find(({ buildIds }) => buildIds.includes(buildId));
    if (set === undefined) {
      sets.push({ buildIds: [named('--set-default', buildId)], default: buildId });
    } else set.default = buildId;
  }
  const start = queueDefault === undefined ? {} : { queueDefault };
  if (queueDefault !== undefined) named('--queue-default', queueDefault);
  return { goal: { sets, unknownBuildIds, ...start } };
}

/**
 * A build ID, which has to be there.
 *
 * @param {string} flag
 * @param {string} buildId
 */
function named(flag, buildId) {
  if (buildId === '') throw new CommandError(`${flag}: expected a build ID, got nothing`);
  return buildId;
}

/**
 * @param {import('../output.js').Output} output
 * @param {Planned} plan
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
    const { operations, remains } = backs[place];
    const back = operations.length === 0 ? 'none' : operations.map(words.operation).join(', then ');
    await output.line(`  way back: ${[back, ...remains.map(words.remainder)].join('; ')}`);
  }
  if (found.importedOrder === 'notReliedOn') {
    await output.line(
      'The order of build IDs before the import is not known, so that the plan promotes what is in doubt.',
    );
  }
  await writeHazards(output, hazards);
}
