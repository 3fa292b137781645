// What people read, from the engine's facts: short phrases for lists and tables. Whole sentences on why
// something lands where it does are in `explain.js`.

/** @typedef {import('./index.js').RolloutSubject} RolloutSubject */

/** @param {RolloutSubject} subject */
export function subject(subject) {
  if ('taskQueue' in subject) return `new workflows on ${subject.taskQueue}`;
  return subject.command === undefined
    ? subject.workflow
    : `${subject.workflow} › ${subject.command}`;
}

/** @param {import('./index.js').Resolution} landing */
export function landing(landing) {
  switch (landing.outcome) {
    case 'buildId':
      return `${landing.buildId} on ${landing.taskQueue}`;
    case 'unversioned':
      return `unversioned workers on ${landing.taskQueue}`;
    case 'rejected':
      return 'refused by the server';
  }
}

/** @param {import('./index.js').BuildIdOperation} operation */
export function operation(operation) {
  switch (operation.operation) {
    case 'addNewIdInNewDefaultSet':
      return `add ${operation.buildId} in a new default set`;
    case 'addNewCompatibleVersion':
      return `add ${operation.buildId}, compatible with ${operation.existingCompatibleBuildId}${
        operation.promoteSet ? ', and make its set the queue default' : ''
      }`;
    case 'promoteSetByBuildId':
      return `make the set of ${operation.buildId} the queue default`;
    case 'promoteBuildIdWithinSet':
      return `make ${operation.buildId} the default of its set`;
    case 'mergeSets':
      return `merge the set of ${operation.secondaryBuildId} into that of ${operation.primaryBuildId}`;
  }
}

/** @param {import('./index.js').RolloutStepResult} result */
export function stepResult(result) {
  switch (result.result) {
    case 'changed':
      return result.orderIsGuess ? 'changed (in an order that is partly a guess)' : 'changed';
    case 'unchanged':
      return 'unchanged: the queue is as it asks already';
    case 'refused':
      return `refused, ${result.code}: ${result.message}`;
  }
}

/** @param {import('./index.js').WorkerOptions} worker */
export function worker({ buildId, useVersioning = false }) {
  if (useVersioning) return `worker ${buildId}`;
  return buildId === undefined
    ? 'unversioned worker'
    : `unversioned worker (build ID ${buildId}, not opted in)`;
}

/** @param {import('./index.js').PollOutcome | import('./index.js').InvalidPoll} poll */
export function poll(poll) {
  switch (poll.outcome) {
    case 'receives':
      if (poll.reason === 'UNVERSIONED_WORKER') {
        return poll.newWorkflows
          ? 'receives all tasks of the queue'
          : 'receives unversioned tasks only';
      }
      return poll.newWorkflows
        ? "receives its set's tasks and new workflows"
        : "receives its set's tasks";
    case 'refused':
      return `is superseded by ${poll.newerBuildId}`;
    case 'idle':
      return 'sits idle: the queue does not know its build ID';
    case 'invalid':
      return `is refused: ${poll.message}`;
  }
}

/** @type {Record<import('./index.js').Release, string>} */
const RELEASES = {
  ANOTHER_QUEUE_DEFAULT: 'another version set becomes the queue default',
  ANOTHER_SET_DEFAULT: 'a compatible build ID becomes the default of the set',
  FIRST_VERSION_SET: 'the queue gets its first version set',
  CLOSING: 'the workflow closes',
  END_OF_RETENTION: 'the namespace no longer keeps the closed workflow',
};

/** @param {readonly import('./index.js').Release[]} releases */
export function releases(releases) {
  return `until ${releases.map((release) => RELEASES[release]).join(', or ')}`;
}

/** @param {import('./index.js').MayStop} mayStop */
export function mayStop(mayStop) {
  switch (mayStop) {
    case 'yes':
      return 'nothing lands on them: they may be stopped';
    case 'exceptQueries':
      return 'nothing but queries to closed workflows lands on them';
    case 'no':
      return 'they are still needed';
  }
}

/**
 * The version sets of a queue in a line, as in `[1.0, 1.1] [2.0]`: the queue default stands last.
 *
 * @param {readonly { buildIds: string[] }[]} sets
 */
export function versionSets(sets) {
  if (sets.length === 0) return 'no version sets';
  return sets.map(({ buildIds }) => `[${buildIds.map(buildId).join(', ')}]`).join(' ');
}

/**
 * A build ID in a list. It may hold anything; one that could be mistaken for something else is quoted.
 *
 * @param {string} buildId
 */
function buildId(buildId) {
  return /^[\w.+@:/-]+$/.test(buildId) ? buildId : JSON.stringify(buildId);
}
