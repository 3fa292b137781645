import { Option } from 'commander';
import { annotation, isOnGitHub } from '../annotations.js';
import { documentCommand } from '../command.js';
import { listedSteps } from '../document.js';
import { EXIT } from '../errors.js';
import { hazardWords, writeHazards } from '../hazards.js';
import { junit } from '../junit.js';
import { words } from '../package.js';
import { writeText } from '../text-file.js';

/** @typedef {import('../../index.js').Hazard} Hazard */

/** What fails the check, by the severity of `--fail-on`. @type {Record<string, Hazard['severity'][]>} */
const FAILS_ON = { stops: ['stops'], warns: ['stops', 'warns'] };

export const check = documentCommand(
  'check',
  'Check the expectations: exit code 1 when there is none, one is not met, a step is refused unexpectedly, or a hazard is too bad',
  {
    example:
      'worker-versioning check rollout.yaml --fail-on warns\n' +
      'worker-versioning check rollout.yaml -o junit=report.xml',
    formats: ['text', 'json', 'jsonl', 'junit', 'junit=FILE'],
  },
)
  .takingWorkflows()
  .addOption(
    new Option('--fail-on <severity>', 'from which severity on a hazard is too bad')
      .choices(Object.keys(FAILS_ON))
      .default('stops'),
  )
  .onRollout(async ({ path, file, rollout, output, failOn, reportFile }) => {
    const checked = rollout.check();
    const verdict = rollout.verdict();
    const { hazards } = verdict;
    const { field } = listedSteps(rollout.document);
    const results = resultsOf(checked, field);
    const tooBad = hazards.filter(({ severity }) => FAILS_ON[failOn].includes(severity));
    const failures = [
      ...results.filter(({ met }) => !met),
      ...tooBad.map((hazard) => resultOfHazard(hazard, field)),
    ];
    const passed = failures.length === 0;
    process.exitCode = passed ? EXIT.OK : EXIT.NO;
    if (isOnGitHub()) {
      const mild = hazards.filter((hazard) => !tooBad.includes(hazard));
      for (const one of [
        ...failures.map((failure) => annotationOf(failure, 'error')),
        ...mild.map((hazard) => annotationOf(resultOfHazard(hazard, field), 'warning')),
      ]) {
        process.stderr.write(`${annotation(file, one)}\n`);
      }
    }
    if (output.format === 'junit' || reportFile !== undefined) {
      const all = [...results, ...failures.slice(failures.length - tooBad.length)];
      const report = junit(rollout.document.name ?? path, all, hazards.map(lineOf));
      if (reportFile === undefined) return output.write(report);
      await writeText(reportFile, report, { existing: 'replace' });
    }
    if (output.format !== 'text') return output.value({ ...checked, passed, verdict });
    for (const { name, path: at, met, actual } of results) {
      const mark = met ? output.style('green', 'ok  ') : output.style('red', 'FAIL');
      await output.line(`${mark} ${name}`);
      if (!met) await output.line(`     ${at === undefined ? '' : `${at}: `}${actual}`);
    }
    await output.line(verdict.what);
    await writeHazards(output, hazards);
    const failed = results.filter(({ met }) => !met).length;
    const parts = [
      failed > 0 ? `${failed} of ${results.length} failed` : `${results.length} passed`,
      ...(tooBad.length > 0
        ? [`${tooBad.length === 1 ? 'a hazard fails' : `${tooBad.length} hazards fail`} the check`]
        : []),
    ];
    await output.line(output.style(passed ? 'green' : 'red', parts.join(', ')));
  });

/**
 * What was checked: its name, the path of it in the document, and what is so instead where it is not met.
 *
 * @typedef {{ name: string; path?: string; met: boolean; actual: string }} Result
 */

/**
 * @param {import('../../index.js').RolloutCheck} check
 * @param {'steps' | 'operations'} field in which the steps are listed
 * @returns {Result[]}
 */
function resultsOf({ findings, unexpectedRefusals }, field) {
  const none = {
    name: 'the document expects something',
    met: false,
    actual: 'it has no expectations, so that nothing was checked: list what is to be so',
  };
  return [
    ...(findings.length === 0 ? [none] : []),
    ...findings.map(({ what, met, found }, index) => ({
      name: what,
      path: `expectations[${index}]`,
      met,
      actual: found,
    })),
    ...unexpectedRefusals.map((step) => ({
      name: `step ${step.step} is not refused`,
      path: `${field}[${step.step - 1}]`,
      met: false,
      actual: words.stepResult(step),
    })),
  ];
}

/**
 * @param {Hazard} hazard
 * @param {'steps' | 'operations'} field
 * @returns {Result}
 */
function resultOfHazard(hazard, field) {
  const { step, severity } = hazard;
  return {
    name: `no hazard ${severity === 'stops' ? 'that stops something' : 'that warns'}`,
    ...(step === 0 ? {} : { path: `${field}[${step - 1}]` }),
    met: false,
    actual: hazardWords(hazard),
  };
}

/** @param {Hazard} hazard */
function lineOf(hazard) {
  return `${hazard.severity} ${hazardWords(hazard)}`;
}

/**
 * @param {Result} result
 * @param {'error' | 'warning'} level
 */
function annotationOf({ name, path, actual }, level) {
  return { level, ...(path === undefined ? {} : { path }), title: name, text: actual };
}
