import { afterWords, documentCommand } from '../command.js';
import { listedSteps } from '../document.js';
import { EXIT } from '../errors.js';
import { junit } from '../junit.js';
import { words } from '../package.js';

/** @typedef {import('../../index.js').RolloutFinding} RolloutFinding */

export const check = documentCommand(
  'check',
  'Check the expectations: exit code 1 when one is not met, or a step is refused unexpectedly',
  {
    example: 'worker-versioning check rollout.yaml -o junit > report.xml',
    formats: ['text', 'json', 'jsonl', 'junit'],
  },
).onRollout(async ({ path, rollout, output }) => {
  const { passed, findings, unexpectedRefusals } = rollout.check();
  process.exitCode = passed ? EXIT.OK : EXIT.NO;
  const results = [
    ...findings.map((finding, index) => ({
      name: expectationWords(finding),
      path: `expectations[${index}]`,
      met: finding.met,
      actual: actualWords(finding),
    })),
    ...unexpectedRefusals.map((step) => ({
      name: `step ${step.step} is not refused`,
      path: `${listedSteps(rollout.document).field}[${step.step - 1}]`,
      met: false,
      actual: words.stepResult(step),
    })),
  ];
  if (output.format === 'junit') {
    process.stdout.write(junit(rollout.document.name ?? path, results));
    return;
  }
  if (output.format === 'json') return output.value({ passed, results });
  if (output.format === 'jsonl') return output.list(results);
  for (const { name, path: at, met, actual } of results) {
    const mark = met ? output.style('green', 'ok  ') : output.style('red', 'FAIL');
    await output.line(`${mark} ${name}`);
    if (!met) await output.line(`     ${at}: ${actual}`);
  }
  const failed = results.filter(({ met }) => !met).length;
  await output.line(
    failed > 0
      ? output.style('red', `${failed} of ${results.length} failed`)
      : output.style('green', `${results.length} passed`),
  );
});

/** @param {RolloutFinding} finding */
function expectationWords({ expectation, after }) {
  if (expectation.description !== undefined) return expectation.description;
  const when = afterWords(after).toLowerCase();
  if ('step' in expectation) {
    const code = expectation.code === undefined ? '' : ` with ${expectation.code}`;
    const verb = {
      changed: 'changes the sets',
      unchanged: 'changes nothing',
      refused: `is refused${code}`,
    };
    return `step ${expectation.step} ${verb[expectation.result]}`;
  }
  if ('worker' in expectation) {
    const { worker, poll } = expectation;
    const verb = { receives: 'receives tasks', refused: 'is refused', idle: 'sits idle' };
    return `${when}, the ${words.worker(worker)} on ${worker.taskQueue} ${verb[poll]}`;
  }
  if ('retire' in expectation) {
    const { retire, mayStop } = expectation;
    const who = retire.buildId ? `workers of ${retire.buildId}` : 'unversioned workers';
    const may = {
      yes: 'may be stopped',
      exceptQueries: 'are needed for queries alone',
      no: 'are needed',
    };
    return `${when}, ${who} on ${retire.taskQueue} ${may[mayStop]}`;
  }
  const subject =
    'workflow' in expectation
      ? words.subject({ workflow: expectation.workflow, command: expectation.command })
      : words.subject({ taskQueue: expectation.newWorkflowsOn });
  const parts = [];
  const { lands, hasWorker } = expectation;
  if (lands === 'unversioned') parts.push('on unversioned workers');
  else if (lands === 'rejected') parts.push('refused by the server');
  else if (lands !== undefined) parts.push(`on ${lands.buildId}`);
  if (hasWorker !== undefined) parts.push(hasWorker ? 'with a worker' : 'without a worker');
  return `${when}: ${subject} → ${parts.join(', ')}`;
}

/** @param {RolloutFinding} finding */
function actualWords({ actual }) {
  if ('mayStop' in actual) {
    const holders = actual.holders.map((holder) => words.subject(holder)).join(', ');
    return words.mayStop(actual.mayStop) + (holders === '' ? '' : ` by ${holders}`);
  }
  if ('landing' in actual) {
    const where =
      actual.landing.outcome === 'rejected'
        ? `it is refused: ${actual.landing.message}`
        : `it lands on ${words.landing(actual.landing)} (${actual.landing.reason})`;
    return `${where}, ${actual.workers.length === 0 ? 'and has no worker' : 'and has a worker'}`;
  }
  if ('result' in actual) return words.stepResult(actual);
  return `it ${words.poll(actual)}`;
}
