import { documentCommand } from '../command.js';
import { listedSteps } from '../document.js';
import { EXIT } from '../errors.js';
import { junit } from '../junit.js';
import { words } from '../package.js';

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
    ...findings.map(({ what, met, found }, index) => ({
      name: what,
      path: `expectations[${index}]`,
      met,
      actual: found,
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
