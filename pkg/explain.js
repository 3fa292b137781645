import { sdk } from './words.js';

/** @typedef {import('./index.js').Step} Step */

/**
 * A sentence for each rule of the engine, from the facts that the engine gives with it.
 *
 * @param {Step} step
 * @returns {string | undefined} none for what is no step
 */
function sentence(step) {
  switch (step.rule) {
    case 'NEW_WORKFLOW':
      return 'A new workflow starts on the default of its task queue.';
    case 'WORKFLOW_BUILD_ID':
      return `The workflow is on build ID ${step.buildId}, so its workflow tasks stay with the version set of ${step.buildId}.`;
    case 'FIRST_WORKFLOW_TASK':
      return 'The workflow has completed no workflow task yet, so it still takes the default of its task queue.';
    case 'UNVERSIONED_WORKFLOW':
      return 'The workflow runs on unversioned workers, and what they run stays with them.';
    case 'RETRY_INHERITS':
      return 'The next attempt of a workflow inherits the build ID of the one before.';
    case 'CRON_NEVER_INHERITS':
      return 'A cron run never inherits: each starts on the default of its task queue.';
    case 'INTENT_COMPATIBLE':
      return 'The versioning intent Compatible asks to inherit the build ID of the workflow.';
    case 'INTENT_DEFAULT':
      return 'The versioning intent Default asks not to inherit.';
    case 'USE_LATEST_BUILD_ID':
      return 'The flag UseLatestBuildId asks not to inherit.';
    case 'UNSPECIFIED_INHERITS':
      return step.namedTaskQueue === 'unnamed'
        ? `There is no versioning intent and no task queue is named, so the ${sdk(step.sdk)} SDK asks to inherit.`
        : `There is no versioning intent and the task queue is the workflow's own, so the ${sdk(step.sdk)} SDK asks to inherit.`;
    case 'UNSPECIFIED_TAKES_DEFAULT':
      return step.namedTaskQueue === 'unnamed'
        ? `There is no versioning intent and no task queue is named: the ${sdk(step.sdk)} SDK does not take that for the workflow's own, so it asks not to inherit.`
        : `There is no versioning intent and the task queue is another than the workflow's, so the ${sdk(step.sdk)} SDK asks not to inherit.`;
    case 'CROSS_QUEUE_REJECTED':
      return `A build ID cannot be inherited from task queue ${step.workflowTaskQueue} to ${step.taskQueue}: the server refuses the command, the workflow task fails, and it is retried until the code or the intent is changed.`;
    case 'TAKES_DEFAULT':
      return 'What does not inherit takes the default of its task queue.';
    case 'INHERITED_BUILD_ID':
      return `It inherits the workflow's build ID ${step.buildId}.`;
    case 'NOTHING_TO_INHERIT':
      return 'The workflow has no build ID, so there is nothing to inherit, and the new run starts on the default of its task queue.';
    case 'EAGER_ACTIVITY':
      return 'The activity is eager: it is handed straight to the worker that has completed the workflow task.';
    case 'QUEUE_DEFAULT':
      return `The default of ${step.taskQueue} is ${step.buildId}, the default of its last version set.`;
    case 'UNVERSIONED_QUEUE':
      return `${step.taskQueue} has no version sets, so its unversioned workers get it.`;
    case 'SET_DEFAULT':
      return step.buildId === step.setDefault
        ? `On ${step.taskQueue}, ${step.buildId} is the default of its version set.`
        : `On ${step.taskQueue}, the default of the version set of ${step.buildId} is now ${step.setDefault}.`;
    case 'UNKNOWN_BUILD_ID':
      return `${step.taskQueue} does not know build ID ${step.buildId}: it waits for a versioned worker of exactly ${step.buildId}.`;
    case 'UNVERSIONED_WORKERS':
      return `Unversioned workers of ${step.taskQueue} get it, whether or not the queue has version sets.`;
  }
}

/**
 * @param {import('./index.js').PollOutcome} poll
 * @returns {string | undefined} none for what is no answer to a poll
 */
function pollSentence(poll) {
  switch (poll.reason) {
    case 'UNVERSIONED_WORKER':
      return poll.newWorkflows
        ? `An unversioned worker gets every unversioned task of ${poll.taskQueue}, new workflows among them.`
        : `An unversioned worker gets unversioned tasks only. ${poll.taskQueue} has version sets, so new workflows go to versioned workers.`;
    case 'SET_DEFAULT':
      return poll.newWorkflows
        ? `${poll.buildId} is the queue default of ${poll.taskQueue}: it gets the tasks of its version set and new workflows.`
        : `${poll.buildId} is the default of its version set on ${poll.taskQueue}: it gets that set's tasks, but no new workflows.`;
    case 'SUPERSEDED':
      return `${poll.newerBuildId} has superseded ${poll.buildId} in its version set on ${poll.taskQueue}: the server refuses the poll.`;
    case 'UNKNOWN_BUILD_ID':
      return `${poll.taskQueue} does not know build ID ${poll.buildId}: the worker sits idle until the queue is told about it.`;
  }
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * @param {any} answer
 * @returns {(string | undefined)[]}
 */
function sentences(answer) {
  if (!isObject(answer)) return [undefined];
  return Array.isArray(answer.steps)
    ? answer.steps.map((/** @type {any} */ step) => (isObject(step) ? sentence(step) : undefined))
    : [pollSentence(answer)];
}

/**
 * @param {import('./index.js').Resolution | import('./index.js').PollOutcome} answer
 * @returns {string[]}
 */
export function explain(answer) {
  return sentences(answer).map((found) => {
    if (found === undefined) {
      throw new TypeError('answer: expected what resolve() or poll() has answered');
    }
    return found;
  });
}
