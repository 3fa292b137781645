import { documentCommand } from '../command.js';

export const runbook = documentCommand(
  'runbook',
  'Write the rollout as a runbook for people: what to start, run, check, mind and stop',
  { example: 'worker-versioning runbook rollout.yaml > runbook.md', formats: ['markdown'] },
)
  .takingWorkflows()
  .onRollout(({ rollout }) => process.stdout.write(rollout.runbook()));
