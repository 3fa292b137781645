/** Engines with one mistake each: the comparison must find it. */

import { Namespace as Engine } from '../../pkg/index.js';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/index.js').Task} Task
 */

/** @param {(operation: BuildIdOperation, taskQueue: string, engine: Engine) => BuildIdOperation} change */
function operating(change) {
  return class extends Engine {
    /** @param {string} taskQueue @param {BuildIdOperation} operation */
    updateBuildIdCompatibility(taskQueue, operation) {
      return super.updateBuildIdCompatibility(taskQueue, change(operation, taskQueue, this));
    }
  };
}

/** @param {(task: any) => Task} change */
function resolving(change) {
  return class extends Engine {
    /** @param {Task} task */
    resolve(task) {
      return super.resolve(change(task));
    }
  };
}

/** @param {(message: string) => string} change of what refusals say */
function refusing(change) {
  return class extends Engine {
    /** @param {string} taskQueue @param {BuildIdOperation} operation */
    updateBuildIdCompatibility(taskQueue, operation) {
      try {
        return super.updateBuildIdCompatibility(taskQueue, operation);
      } catch (error) {
        if (error instanceof Error) error.message = change(error.message);
        throw error;
      }
    }
  };
}

/** In the operations. @type {Record<string, typeof Engine>} */
export const OPERATION_MISTAKES = {
  'a merge ends with the default of the secondary set': operating((operation) =>
    operation.operation === 'mergeSets'
      ? {
          ...operation,
          primaryBuildId: operation.secondaryBuildId,
          secondaryBuildId: operation.primaryBuildId,
        }
      : operation,
  ),
  'to promote within a set promotes the set': operating((operation) =>
    operation.operation === 'promoteBuildIdWithinSet'
      ? { ...operation, operation: 'promoteSetByBuildId' }
      : operation,
  ),
  'promoteSet of a compatible build ID is dropped': operating((operation) =>
    operation.operation === 'addNewCompatibleVersion'
      ? { ...operation, promoteSet: false }
      : operation,
  ),
  'one letter of one message': refusing((message) =>
    message.replace('targeted version', 'targetted version'),
  ),
  'one more set than the limit': class extends Engine {
    /** @param {import('../../pkg/index.js').NamespaceOptions} [options] */
    constructor(options) {
      super({
        limits: { ...options?.limits, versionSets: (options?.limits?.versionSets ?? 10) + 1 },
      });
    }
  },
};

/** In routing. @type {Record<string, typeof Engine>} */
export const ROUTING_MISTAKES = {
  'an activity ignores its intent': resolving((task) =>
    task.task === 'activity'
      ? { ...task, versioningIntent: undefined, useLatestBuildId: undefined }
      : task,
  ),
  'an unspecified intent inherits on every queue': resolving((task) =>
    'sdk' in task && !task.versioningIntent && !task.useLatestBuildId
      ? { ...task, versioningIntent: 'COMPATIBLE' }
      : task,
  ),
  'a child of an unversioned workflow stays unversioned': resolving((task) =>
    task.task === 'childWorkflow' && !task.workflow.buildId
      ? { task: 'workflowTask', workflow: task.workflow }
      : task,
  ),
  'the retry of a workflow takes the default': resolving((task) =>
    task.task === 'workflowRetry' ? { ...task, task: 'cronRun' } : task,
  ),
  'a cron run inherits': resolving((task) =>
    task.task === 'cronRun' ? { ...task, task: 'workflowRetry' } : task,
  ),
  'a workflow that no worker has touched counts as unversioned': resolving((task) =>
    task.workflow?.hasCompletedWorkflowTask === false
      ? { ...task, workflow: { ...task.workflow, hasCompletedWorkflowTask: true } }
      : task,
  ),
  'no activity runs eagerly': resolving((task) =>
    task.task === 'activity' ? { ...task, requestEagerExecution: false } : task,
  ),
  'a superseded worker is only idle': class extends Engine {
    /**
     * @param {string} taskQueue
     * @param {import('../../pkg/index.js').WorkerOptions} worker
     * @returns {import('../../pkg/index.js').PollOutcome}
     */
    poll(taskQueue, worker) {
      const answer = super.poll(taskQueue, worker);
      if (answer.outcome !== 'refused') return answer;
      const { buildId } = answer;
      return { outcome: 'idle', taskQueue, buildId, reason: 'UNKNOWN_BUILD_ID' };
    }
  },
};

/** @param {(run: import('../../pkg/index.js').WorkflowRun) => import('../../pkg/index.js').WorkflowRun[]} change */
function reaching(change) {
  return class extends Engine {
    /** @param {import('../../pkg/index.js').ReachabilityOptions} options */
    getReachability(options) {
      return super.getReachability({ ...options, workflows: options.workflows?.flatMap(change) });
    }
  };
}

/** In reachability. @type {Record<string, typeof Engine>} */
export const REACHABILITY_MISTAKES = {
  'a closed run counts as open': reaching((run) => [{ ...run, status: 'OPEN' }]),
  'a run that no worker has touched does not count': reaching((run) =>
    run.buildIds.length > 0 ? [run] : [],
  ),
  'a run of unversioned workers does not count': reaching((run) =>
    run.buildIds.includes('') ? [] : [run],
  ),
};
