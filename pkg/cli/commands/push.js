import { Option } from 'commander';
import { documentCommand, wholeNumber } from '../command.js';
import { CommandError, EXIT } from '../errors.js';
import { otherGenerations } from '../generations.js';
import { writeHazards } from '../hazards.js';
import { quantity } from '../output.js';
import { snippet, words } from '../package.js';
import { withoutPollers } from '../pollers.js';
import { push as carryOut } from '../push.js';
import * as stops from '../push-stops.js';
import { connectionOptions, withCluster } from '../with-cluster.js';

/** @typedef {import('../../index.js').Rollout} Rollout */
/** @typedef {import('../push-plan.js').Plan} Plan */

export const push = connectionOptions(
  documentCommand(
    'push',
    'Carry the steps out on a cluster, one by one: asks first, and stops at the first surprise',
    {
      example:
        'worker-versioning push rollout.yaml --dry-run\nworker-versioning push rollout.yaml --yes',
    },
  )
    .option('--dry-run', 'read and compare, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--without-pollers', 'go on though no worker polls with what becomes a default')
    .addOption(
      new Option('--from-step <number>', 'go on with this step').argParser(wholeNumber).default(1),
    ),
).onRollout(async ({ path, rollout, output, fromStep, ...options }) => {
  const { dryRun = false, yes = false } = options;
  refuseFailing(path, rollout);
  const plan = planOf(rollout);
  if (fromStep < 1 || fromStep > plan.steps.length + 1) {
    throw new CommandError(
      `--from-step ${fromStep}: the document has ${quantity(plan.steps.length, 'step')}`,
    );
  }
  const isText = output.format === 'text';
  const steps = plan.steps.slice(fromStep - 1);
  const hazards = rollout.verdict().hazards.filter(({ step }) => step >= fromStep);
  /** @param {any} event */
  const say = async (event) => {
    if (event.event === 'stopped') process.exitCode = exitCodeOf(event);
    if (!isText) {
      const { of: _, ...facts } = event;
      const kinds = (/** @type {string} */ key, /** @type {any} */ fact) =>
        key === 'error' || key === 'lost' ? fact?.kind : fact;
      return output.line(JSON.stringify(facts, kinds));
    }
    const text = eventWords(event);
    if (event.event === 'stopped') process.stderr.write(`${text}\n`);
    else if (text !== undefined) await output.line(text);
  };
  await withCluster(options, async (cluster) => {
    const names = new Set([...plan.start, ...plan.steps].map(({ taskQueue }) => taskQueue));
    const others = await otherGenerations(cluster, names);
    if (others.length > 0) return say({ event: 'stopped', ...stops.otherGenerations(others) });
    if (isText) {
      await output.line(`On ${cluster.description}:`);
      for (const [place, { taskQueue, operation, before, after }] of steps.entries()) {
        await output.line(`  ${fromStep + place}. ${taskQueue}: ${words.operation(operation)}`);
        await output.line(`     ${words.versionSets(before)} → ${words.versionSets(after)}`);
      }
      if (plan.steps.length === 0) await output.line('  no steps');
    }
    /** @type {ReturnType<typeof stops.withoutPollers> | undefined} */
    let unpolled;
    for await (const event of carryOut(cluster, plan, { fromStep, dryRun })) {
      // A dry run goes on to show the steps, and yet ends as the push would.
      if (event.event === 'finished' && unpolled) {
        await say({ event: 'stopped', ...unpolled });
        return;
      }
      await say(event);
      if (event.event !== 'checked' || steps.length === 0) continue;
      if (isText) await writeHazards(output, hazards);
      else await say({ event: 'hazards', hazards });
      if (!options.withoutPollers) {
        const missing = await withoutPollers(
          cluster,
          rollout.newDefaults().filter(({ step }) => step >= fromStep),
        );
        if (missing.length > 0) {
          unpolled = stops.withoutPollers(missing, fromStep, plan.steps.length);
        }
      }
      if (unpolled && !dryRun) {
        await say({ event: 'stopped', ...unpolled });
        return;
      }
      if (!dryRun && !yes && !(await isAgreed())) {
        process.stderr.write('Nothing was sent.\n');
        process.exitCode = EXIT.NO;
        return;
      }
    }
  });
});

/**
 * What a document expects, it expects of its push too.
 *
 * @param {string} path
 * @param {Rollout} rollout
 */
function refuseFailing(path, rollout) {
  const refused = rollout.steps().find(({ result }) => result === 'refused');
  if (refused !== undefined) {
    throw new CommandError(
      `${path}: the cluster would refuse step ${refused.step}: ${words.stepResult(refused)}. Nothing was sent.`,
      EXIT.NO,
    );
  }
  if (!rollout.check().passed) {
    throw new CommandError(
      `${path}: not everything is as the document expects. See worker-versioning check ${path}. Nothing was sent.`,
      EXIT.NO,
    );
  }
}

/**
 * @param {Rollout} rollout
 * @returns {Plan}
 */
function planOf(rollout) {
  /** @type {(step: number, taskQueue: string) => import('../push-plan.js').ExpectedSets} */
  const setsAfter = (step, taskQueue) => {
    const namespace = rollout.namespaceAfter(step);
    const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
    namespace.free();
    return sets.map(({ default: _, ...set }) => set);
  };
  const { taskQueues = [] } = rollout.document;
  return {
    start: taskQueues.map(({ taskQueue, versionSets = [] }) => ({ taskQueue, versionSets })),
    steps: rollout.steps().map(({ step, taskQueue, operation, name }) => ({
      taskQueue,
      operation,
      ...(name === undefined ? {} : { name }),
      before: setsAfter(step - 1, taskQueue),
      after: setsAfter(step, taskQueue),
    })),
  };
}

async function isAgreed() {
  if (!process.stdin.isTTY) {
    throw new CommandError('Nobody is there to ask: say --yes, or --dry-run to change nothing.');
  }
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Carry these steps out? (y/N) ');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** @param {Extract<import('../push.js').PushEvent, { event: 'stopped' }>} stop */
function exitCodeOf(stop) {
  return stop.reason === 'failed' && stop.error.kind !== 'refused' ? EXIT.CLUSTER : EXIT.NO;
}

/** @param {import('../push.js').PushEvent} event */
function eventWords(event) {
  switch (event.event) {
    case 'checked':
      return 'The cluster is where the document starts.';
    case 'starting':
      return undefined;
    case 'unchanged':
      return `Step ${event.step}: nothing to do.`;
    case 'wouldSend':
      return `Step ${event.step} would be sent:\n${snippet(event.of.taskQueue, event.of.operation, 'cli').replace(/^/gm, '  ')}`;
    case 'alreadyDone':
      return 'All steps are done already.';
    case 'done':
      return `Step ${event.step}: done${event.answer === 'lost' ? ' (its answer was lost, but it shows)' : ''}. ${event.of.taskQueue} is now ${words.versionSets(event.of.after)}`;
    case 'finished':
      return event.done.length === 0 ? 'Nothing was changed.' : 'All done.';
    case 'stopped':
      return event.message;
  }
}
