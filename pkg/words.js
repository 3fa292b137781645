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
 * @param {import('./index.js').DeploymentOperation} operation
 * @param {import('./index.js').SnippetLanguage} language
 * @returns {string}
 */
export function deploymentSnippet(operation, language) {
  return ask(() => engine.deploymentSnippet(operation, language));
}

/**
 * @param {string} text
 * @returns {import('./index.js').DeploymentCommandReading}
 */
export function readDeploymentCommand(text) {
  return ask(() => engine.readDeploymentCommand(text));
}

/**
 * @param {import('./index.js').WorkerDeploymentVersion} version
 * @param {string} taskQueue
 * @param {import('./index.js').VersioningBehavior} behavior
 * @param {import('./index.js').Sdk} sdk
 * @returns {string}
 */
export function workerSnippet(version, taskQueue, behavior, sdk) {
  return ask(() => engine.workerSnippet(version, taskQueue, behavior, sdk));
}

/**
 * @param {string} text
 * @returns {string | undefined}
 */
export function otherOutput(text) {
  return ask(() => engine.otherOutput(text));
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

/** @param {any} landing which may have more fields than the phrase needs */
function landed({
  outcome,
  taskQueue,
  buildId,
  deploymentVersion,
  shares,
  cause,
  refused,
  code,
  message,
}) {
  const ofOutcome = { buildId, deploymentVersion, shares, cause, refused, code, message };
  return { outcome, taskQueue, ...ofOutcome };
}

/**
 * Short phrases for lists and tables. Documented in `index.d.ts`.
 *
 * @type {typeof import('./index.js').words}
 */
export const words = Object.freeze({
  landing: (landing) => {
    const { outcome, what, landings } = /** @type {any} */ (landing);
    if (outcome === 'notKnown') return what;
    if (outcome === 'uncertain') return describe({ landings: landings.map(landed) });
    return describe({ landing: landed(landing) });
  },
  mayStop: (mayStop) => describe({ mayStop }),
  operation: (operation) => {
    const { name, taskQueue, ...what } = /** @type {any} */ (operation);
    return describe({ operation: what });
  },
  poll: (poll) => describe(poll.outcome === 'invalid' ? { invalidPoll: poll } : { poll }),
  pullEvent: (event) => describe({ pullEvent: event }),
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
  workflowVersion: ({ buildId, hasCompletedWorkflowTask, versioningInfo }) =>
    describe({ workflowVersion: { buildId, hasCompletedWorkflowTask, versioningInfo } }),
});
