import { Asker } from './asker.mjs';
import { askCommandLine } from './calls/command-line.mjs';
import { askExplanations } from './calls/explanations.mjs';
import { askImports } from './calls/imports.mjs';
import { askLifetimes } from './calls/lifetimes.mjs';
import { askMutations } from './calls/mutations.mjs';
import { askOperations } from './calls/operations.mjs';
import { askReachability } from './calls/reachability.mjs';
import { askRollouts } from './calls/rollouts.mjs';
import { askRouting } from './calls/routing.mjs';
import { askSnippets } from './calls/snippets.mjs';
import { askWorkflows } from './calls/workflows.mjs';

/** @typedef {(asker: Asker, inputs: import('./inputs.mjs').Inputs) => void | Promise<void>} Group */

/** @type {Record<string, Group>} */
const GROUPS = {
  // First, since its processes run beside the others.
  'command line': askCommandLine,
  operations: askOperations,
  routing: askRouting,
  reachability: askReachability,
  imports: askImports,
  explanations: askExplanations,
  snippets: askSnippets,
  rollouts: askRollouts,
  workflows: askWorkflows,
  mutations: askMutations,
  lifetimes: askLifetimes,
};

/**
 * Makes all calls.
 *
 * @param {import('./inputs.mjs').Inputs} inputs
 */
export async function askAll(inputs) {
  /** @type {Map<string, import('./asker.mjs').Answer>} */
  const answers = new Map();
  const asker = new Asker(answers);
  await Promise.all(Object.entries(GROUPS).map(([name, ask]) => ask(asker.in(name), inputs)));
  return answers;
}
