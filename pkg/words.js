// What the engine says in words, and the commands and code that ask a server for what it models.

import * as engine from './engine/engine.js';
import { ask } from './handle.js';

/**
 * @param {import('./index.js').Resolution | import('./index.js').PollOutcome} answer
 * @returns {string[]}
 */
export function explain(answer) {
  return ask(() => engine.explain(answer));
}

/**
 * @param {string} taskQueue
 * @param {import('./index.js').BuildIdOperation} operation
 * @param {import('./index.js').SnippetLanguage} language
 * @returns {string}
 */
export function snippet(taskQueue, operation, language) {
  return ask(() => engine.snippet(taskQueue, operation, language));
}

/**
 * @param {string} text
 * @returns {import('./index.js').CommandReading}
 */
export function readCommand(text) {
  return ask(() => engine.readCommand(text));
}

/**
 * @param {string} text
 * @returns {import('./index.js').PastedAnswer[]}
 */
export function pastedAnswers(text) {
  return ask(() => engine.pastedAnswers(text));
}

/** @param {import('./index.js').Described} what */
function describe(what) {
  return ask(() => engine.describe(what));
}

/**
 * Short phrases for lists and tables. Documented in `index.d.ts`.
 *
 * @type {typeof import('./index.js').words}
 */
export const words = Object.freeze({
  // The argument may have more fields than the phrase needs, such as the steps of a landing.
  landing: (landing) => {
    const { outcome, taskQueue, buildId, cause, message } = /** @type {any} */ (landing);
    return describe({ landing: { outcome, taskQueue, buildId, cause, message } });
  },
  mayStop: (mayStop) => describe({ mayStop }),
  operation: (operation) => {
    const { name, taskQueue, ...what } = /** @type {any} */ (operation);
    return describe({ operation: what });
  },
  poll: (poll) => describe(poll.outcome === 'invalid' ? { invalidPoll: poll } : { poll }),
  reason: (reason) => describe({ reason }),
  releases: (releases) => describe({ releases: [...releases] }),
  remainder: (remainder) => describe({ remainder }),
  sdk: (sdk) => describe({ sdk }),
  stepResult: (step) => {
    const { result, orderIsGuess, code, reason, message } = /** @type {any} */ (step);
    return describe({ stepResult: { result, orderIsGuess, code, reason, message } });
  },
  subject: (what) => {
    const { taskQueue, workflow, command } = /** @type {any} */ (what);
    return describe({ subject: { taskQueue, workflow, command } });
  },
  task: (task) => describe({ task }),
  versionSets: (sets) => describe({ versionSets: sets.map(({ buildIds }) => [...buildIds]) }),
  worker: ({ buildId, useVersioning }) => describe({ worker: { buildId, useVersioning } }),
  workersOf: (buildId) => describe({ workersOf: buildId }),
  workflowVersion: ({ buildId, hasCompletedWorkflowTask }) =>
    describe({ workflowVersion: { buildId, hasCompletedWorkflowTask } }),
});
