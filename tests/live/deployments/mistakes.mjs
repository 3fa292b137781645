/** Engines with one mistake each in Worker Deployments: the comparison must find it. */

import { Namespace as Engine } from '../../../pkg/index.js';

/** @param {(operation: any) => any} change */
function operating(change) {
  return class extends Engine {
    /** @param {any} operation @param {any} [lookups] @returns {any} */
    apply(operation, lookups) {
      return super.apply(change(operation), lookups);
    }
  };
}

/** @param {(task: any) => any} change */
function resolving(change) {
  return class extends Engine {
    /** @param {any} task @returns {any} */
    resolve(task) {
      return super.resolve(change(task));
    }
  };
}

/** @param {(state: any, task: any) => any} change of the state with which a run begins */
function beginning(change) {
  return class extends Engine {
    /** @param {any} task @returns {any} */
    begin(task) {
      return change(super.begin(task), task);
    }
  };
}

/** @param {(event: any, workflow: any) => any} change */
function progressing(change) {
  return class extends Engine {
    /** @param {any} workflow @param {any} event @returns {any} */
    progress(workflow, event) {
      return super.progress(workflow, change(event, workflow));
    }
  };
}

/** @param {(happening: any) => any} change */
function observing(change) {
  return class extends Engine {
    /** @param {any} happening @param {any} [lookups] @returns {any} */
    observe(happening, lookups) {
      return super.observe(change(happening), lookups);
    }
  };
}

/** @param {(message: string) => string} change */
function refusing(change) {
  return class extends Engine {
    /** @param {any} operation @param {any} [lookups] @returns {any} */
    apply(operation, lookups) {
      try {
        return super.apply(operation, lookups);
      } catch (error) {
        if (error instanceof Error) error.message = change(error.message);
        throw error;
      }
    }
  };
}

/** In the operations. @type {Record<string, typeof Engine>} */
export const DEPLOYMENT_OPERATION_MISTAKES = {
  'a ramp at 0 % is none': operating((operation) =>
    operation.operation === 'setWorkerDeploymentRampingVersion' && operation.percentage === 0
      ? { ...operation, buildId: '' }
      : operation,
  ),
  'the conflict token is not looked at': operating(({ conflictToken, ...operation }) => operation),
  'a draining version can be deleted': operating((operation) =>
    operation.operation === 'deleteWorkerDeploymentVersion'
      ? { ...operation, skipDrainage: true }
      : operation,
  ),
  'missing task queues are ignored': operating((operation) =>
    'allowNoPollers' in operation || 'buildId' in operation
      ? { ...operation, ignoreMissingTaskQueues: true }
      : operation,
  ),
  'one letter of one message': refusing((message) =>
    message.replace('does your Worker Deployment', 'does your Worker deployment'),
  ),
  'a version counts as updated when it is described': class extends Engine {
    /** @param {any} version @returns {any} */
    describeWorkerDeploymentVersion(version) {
      const answer = /** @type {any} */ (super.describeWorkerDeploymentVersion(version));
      const { routingChangedTime } = answer.workerDeploymentVersionInfo;
      if (routingChangedTime) {
        answer.workerDeploymentVersionInfo.routingChangedTime = routingChangedTime + 1000;
      }
      return answer;
    }
  },
};

/** In routing. @type {Record<string, typeof Engine>} */
export const DEPLOYMENT_ROUTING_MISTAKES = {
  'every workflow is pinned': progressing((event) =>
    event.behavior ? { ...event, behavior: 'PINNED' } : event,
  ),
  'a child inherits nothing': beginning((state, task) =>
    task.task === 'childWorkflow'
      ? { ...state, versioningInfo: task.versioningOverride && state.versioningInfo }
      : state,
  ),
  'the initial behavior of a next run is dropped': beginning((state, task) =>
    task.initialVersioningBehavior ? { ...state, versioningInfo: undefined } : state,
  ),
  'a hand-out brings no revision': progressing((event) => ({ ...event, revisionNumber: 0 })),
  'a retry takes the default': resolving((task) =>
    task.task === 'workflowRetry' ? { ...task, task: 'cronRun' } : task,
  ),
  'a one-time override stays': progressing((event, { versioningInfo }) =>
    event.event === 'workflowTaskCompleted' && versioningInfo?.versioningOverride?.oneTime
      ? { event: 'overrideSet', versioningOverride: versioningInfo.versioningOverride }
      : event,
  ),
};

/** In the life of versions. @type {Record<string, typeof Engine>} */
export const LIFE_CYCLE_MISTAKES = {
  'a check finds no workflow': observing((happening) =>
    happening.happening === 'drainageCheck' ? { ...happening, openPinnedWorkflows: 0 } : happening,
  ),
  'a check finds a workflow': observing((happening) =>
    happening.happening === 'drainageCheck' ? { ...happening, openPinnedWorkflows: 1 } : happening,
  ),
};

/** In ramps. @type {Record<string, typeof Engine>} */
export const RAMP_MISTAKES = {
  'an ID is hashed without its last character': resolving((task) => ({
    ...task,
    workflowId: task.workflowId.slice(0, -1) || 'x',
  })),
};
