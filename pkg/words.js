// What people read, from the engine's facts: short phrases for lists and tables. Whole sentences on why
// something lands where it does are in `explain.js`.

/** @typedef {import('./index.js').RolloutSubject} RolloutSubject */

/** @type {Record<import('./index.js').Sdk, string>} */
const SDKS = {
  go: 'Go',
  java: 'Java',
  python: 'Python',
  typescript: 'TypeScript',
  dotnet: '.NET',
  ruby: 'Ruby',
};

/** @param {import('./index.js').Sdk} sdk */
export function sdk(sdk) {
  return SDKS[sdk];
}

/** @type {Record<import('./index.js').Task['task'], string>} */
const TASKS = {
  newWorkflow: 'new workflow',
  workflowTask: 'workflow task',
  query: 'query',
  workflowRetry: 'next attempt',
  cronRun: 'next cron run',
  activity: 'activity',
  childWorkflow: 'child workflow',
  continueAsNew: 'continue-as-new',
};

/** @param {import('./index.js').Task['task']} task */
export function task(task) {
  return TASKS[task];
}

/** @type {Record<import('./index.js').Reason, string>} */
const REASONS = {
  SET_DEFAULT: 'set default',
  QUEUE_DEFAULT: 'queue default',
  UNVERSIONED_QUEUE: 'no version sets',
  UNVERSIONED_WORKFLOW: 'unversioned',
  NOTHING_TO_INHERIT: 'nothing to inherit',
  UNKNOWN_BUILD_ID: 'unknown build ID',
  CROSS_QUEUE_REJECTED: 'other queue',
  EAGER_ACTIVITY: 'eager',
};

/** @param {import('./index.js').Reason} reason */
export function reason(reason) {
  return REASONS[reason];
}

/** @param {import('./index.js').WorkflowState} workflow */
export function workflowVersion({ buildId, hasCompletedWorkflowTask = true }) {
  if (buildId !== undefined) return `on ${buildId}`;
  return hasCompletedWorkflowTask ? 'unversioned' : 'no workflow task completed yet';
}

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

/**
 * @typedef {import('./index.js').RolloutStepResult} RolloutStepResult
 * @typedef {Extract<RolloutStepResult, { result: 'refused' }>} RefusedStep
 */

/** @param {Exclude<RolloutStepResult, RefusedStep> | Omit<RefusedStep, 'reason'>} result */
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

/** @param {string} buildId empty for unversioned workers */
export function workersOf(buildId) {
  return buildId === '' ? 'unversioned workers' : `workers of ${buildId}`;
}

/** @param {readonly RolloutSubject[]} subjects */
function listed(subjects) {
  const shown = subjects.slice(0, 5).map(subject);
  const more = subjects.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const LIMITS = {
  versionSets: 'version sets in the queue',
  buildIds: 'build IDs in the queue',
  taskQueuesPerBuildId: 'task queues that know the build ID',
};

/**
 * A hazard, and a way out of it.
 *
 * @param {import('./index.js').Hazard} hazard
 * @returns {{ what: string; wayOut: string }}
 */
export function hazard(hazard) {
  const { taskQueue } = hazard;
  const who = listed(hazard.subjects);
  switch (hazard.code) {
    case 'WITHOUT_WORKER':
      return {
        what: `No worker here receives what lands on ${workersOf(hazard.buildId)} on ${taskQueue}: ${who} would wait.`,
        wayOut: `Start ${workersOf(hazard.buildId)} on ${taskQueue} first.`,
      };
    case 'SUPERSEDED_WORKER':
      return {
        what: `The polls of the ${workersOf(hazard.buildId)} on ${taskQueue} are refused: ${hazard.newerBuildId} is newer in their set.`,
        wayOut: 'Stop them when the polls that wait have ended, after a minute at most.',
      };
    case 'PASSING_QUEUE_DEFAULT':
      return {
        what: `Until step ${hazard.until}, new workflows on ${taskQueue} start on ${hazard.buildId}; at the end these land on ${hazard.landsAtTheEnd}.`,
        wayOut: `Have workers of ${hazard.buildId} up, and take step ${hazard.until} soon after.`,
      };
    case 'MERGE_MOVES_QUEUE_DEFAULT':
      return {
        what: `The merge moves new workflows on ${taskQueue} from ${hazard.from} to ${hazard.to}.`,
        wayOut: 'Merge the other way round to keep the default, if that is what is meant.',
      };
    case 'MERGE_DECLARES_COMPATIBLE':
      return {
        what: `The merge declares ${hazard.givenUp} and ${hazard.kept} compatible, for good${who === '' ? '' : `: it moves ${who}`}.`,
        wayOut: `Be sure that ${hazard.kept} can go on with what ${hazard.givenUp} began: no operation splits a set.`,
      };
    case 'LEFT_BEHIND':
      return {
        what: `Left behind on ${workersOf(hazard.buildId)} on ${taskQueue}: ${who}.`,
        wayOut: 'Keep these workers until they have closed (worker-versioning retire says when).',
      };
    case 'JUMPS_TO_QUEUE_DEFAULT':
      return {
        what: `Nothing to inherit from a workflow of unversioned workers, and so on the queue default ${hazard.buildId}: ${who}.`,
        wayOut: `Be sure that ${hazard.buildId} can run that.`,
      };
    case 'REJECTED_COMMAND':
      return {
        what: `${who}: the server refuses a build ID that is inherited to another task queue, and the workflow hangs.`,
        wayOut: "Take the intent Compatible away, or name the workflow's own task queue.",
      };
    case 'JAVA_UNSET_TASK_QUEUE':
      return {
        what: `${who}: without a task queue and an intent the Java SDK does not inherit; else it would land on ${workersOf(hazard.inherited)}.`,
        wayOut: 'Name the task queue, or set the intent Compatible, in the code.',
      };
    case 'DROPPED_PROMOTION':
      return {
        what: `The TypeScript client up to 1.24.0 drops promoteSet: new workflows on ${taskQueue} would stay on ${hazard.queueDefault}.`,
        wayOut: 'Send a second call that promotes the set, as its snippet does.',
      };
    case 'NOT_REPEATABLE':
      return {
        what:
          hazard.refusal === ''
            ? 'Sent a second time, when all is done, the step changes the version sets again.'
            : `Sent a second time, when all is done, the step is refused: ${hazard.refusal}.`,
        wayOut:
          'Do not let a job that is tried again send it again: worker-versioning push looks first.',
      };
    case 'LIMIT_NEAR':
      return {
        what: `${hazard.reached} of ${hazard.allowed} ${LIMITS[hazard.limit]} (${taskQueue}) are used.`,
        wayOut: "Raise the cluster's limit in time: build IDs are not removed by hand.",
      };
    case 'GUESSED_ORDER':
      return {
        what: `The order of the build IDs before ${hazard.setDefault} in its set on ${taskQueue} is a guess since the import.`,
        wayOut: 'Only the default matters for landings; promote what has to be in a certain order.',
      };
  }
}

/** @param {import('./index.js').Remainder} remainder */
export function remainder(remainder) {
  switch (remainder.code) {
    case 'ADDED':
      return `${remainder.buildId} stays in the queue`;
    case 'MERGED':
      return `the sets of ${remainder.setDefaults.join(' and ')} stay merged`;
    case 'VERSIONED':
      return 'the queue stays versioned: new workflows no longer go to unversioned workers';
    case 'STARTED_MEANWHILE':
      return `workflows that started on ${remainder.buildId} meanwhile land on ${remainder.lands}`;
  }
}
