import { Option } from 'commander';
import { isNone, writeChanges } from '../changes.js';
import { documentCommand, stepOf, takenStepOf, wholeNumber } from '../command.js';
import { readDocument } from '../document.js';
import { CommandError, EXIT } from '../errors.js';
import { writeHazards } from '../hazards.js';

export const diff = documentCommand(
  'diff',
  'Compare two documents at their ends, or a document before and after its steps: exit code 1 when they differ',
  {
    example:
      'worker-versioning diff rollout.yaml --step 2\nworker-versioning diff before.yaml after.yaml',
  },
)
  .argument('[other]', 'the document to compare with')
  .addOption(
    new Option('--step <number>', 'compare before and after this step').argParser(wholeNumber),
  )
  .onRollout(async ({ rollout, output, step }, other) => {
    if (step !== undefined && other !== undefined) {
      throw new CommandError('--step is for one document: leave out the other');
    }
    const second = other === undefined ? rollout : (await readDocument(other)).rollout;
    const after = step === undefined ? stepOf(second) : takenStepOf(second, step);
    const first = other === undefined ? (step ?? 1) - 1 : stepOf(rollout);
    const found = rollout.changes(first, after, second);
    process.exitCode = isNone(found) ? EXIT.OK : EXIT.NO;
    const hazards = rollout.newHazards(first, after, second);
    if (output.format !== 'text') return output.value({ ...found, hazards });
    if (isNone(found)) await output.line('No difference.');
    await writeChanges(output, found);
    await writeHazards(output, hazards);
  });
