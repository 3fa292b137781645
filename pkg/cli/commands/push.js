import { Option } from 'commander';
import { documentCommand, wholeNumber } from '../command.js';
import { CommandError, EXIT } from '../errors.js';
import { otherGenerations } from '../generations.js';
import { writeHazards } from '../hazards.js';
import { quantity } from '../output.js';
import { snippet, words } from '../package.js';
import { pollersOf } from '../pull.js';
import { push as carryOut, said } from '../push.js';
import { connectionOptions, withCluster } from '../with-cluster.js';

/**
 * @typedef {import('../../index.js').Rollout} Rollout
 * @typedef {import('../push.js').PushEvent} PushEvent
 */

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
  if (fromStep < 1 || fromStep > rollout.stepCount + 1) {
    throw new CommandError(
      `--from-step ${fromStep}: the document has ${quantity(rollout.stepCount, 'step')}`,
    );
  }
  const plan = rollout.pushPlan(fromStep);
  const isText = output.format === 'text';
  const hazards = rollout.verdict().hazards.filter(({ step }) => step >= fromStep);
  /** @param {PushEvent} event */
  const say = async (event) => {
    if (event.event === 'stopped') process.exitCode = exitCodeOf(event);
    if (!isText) return output.line(JSON.stringify(event));
    if (event.event === 'stopped' || event.event === 'rulesNotKnown') {
      process.stderr.write(`${event.message}\n`);
      return;
    }
    await output.line(event.message);
    if (event.event !== 'wouldSend') return;
    const { taskQueue, ...operation } = plan.steps[event.step - fromStep];
    await output.line(snippet(taskQueue, operation, 'cli').replace(/^/gm, '  '));
  };
  const before = { step: fromStep, done: [] };
  await withCluster(options, async (cluster) => {
    const generations = await otherGenerations(cluster, plan.taskQueues);
    const found = rollout.push({ ...before, moment: 'generations', ...generations });
    if (found) await say(said(found));
    if (found?.event.event === 'stopped') return;
    if (isText) {
      await output.line(`On ${cluster.description}:`);
      for (const line of plan.lines) await output.line(`  ${line}`);
    }
    /** @type {PushEvent | undefined} */
    let unpolled;
    for await (const event of carryOut(cluster, rollout, { fromStep, dryRun })) {
      // A dry run goes on to show the steps, and yet ends as the push would.
      if (event.event === 'finished' && unpolled) return say(unpolled);
      await say(event);
      if (event.event !== 'checked' || plan.steps.length === 0) continue;
      if (isText) await writeHazards(output, hazards);
      else await output.line(JSON.stringify({ event: 'hazards', hazards }));
      if (!options.withoutPollers) {
        const pollers = [];
        for (const name of plan.newDefaultsOn) pollers.push(...(await pollersOf(cluster, name)));
        const missing = rollout.push({ ...before, moment: 'pollers', pollers });
        unpolled = missing && said(missing);
        if (unpolled && !dryRun) return say(unpolled);
      }
      if (!dryRun && !yes && !(await isAgreed())) {
        return say(said(rollout.push({ ...before, moment: 'declined' })));
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

/** @param {Extract<PushEvent, { event: 'stopped' }>} stop */
function exitCodeOf({ why }) {
  return why.reason === 'failed' && why.error.kind !== 'refused' ? EXIT.CLUSTER : EXIT.NO;
}
