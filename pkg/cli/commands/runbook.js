import { documentCommand, readRollout } from '../command.js';

export const runbook = documentCommand(
  'runbook',
  'Write the rollout as a runbook for people: what to start, run, check, mind and stop',
  { example: 'worker-versioning runbook rollout.yaml > runbook.md', formats: ['markdown'] },
).action(async (path) => {
  process.stdout.write((await readRollout(path)).runbook());
});
