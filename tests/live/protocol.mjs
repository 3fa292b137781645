/** From the words of this project to those of the server's protocol. */

import proto from '@temporalio/proto';

export const enums = proto.temporal.api.enums.v1;
const { CommandType } = enums;

/**
 * @typedef {import('@temporalio/proto').temporal.api.workflowservice.v1.IUpdateWorkerBuildIdCompatibilityRequest} ProtoOperation
 * @typedef {import('@temporalio/proto').temporal.api.command.v1.ICommand} ProtoCommand
 */

export { updateRequest as protoOperation } from '../../pkg/cli/operations.js';

/** What a worker says about itself with each poll. @typedef {{ buildId: string, useVersioning: boolean }} Worker */

/**
 * Whether a command tells the server to inherit the workflow's build ID, by the rule of each SDK. It is
 * written anew here, from the SDKs' sources, so that it can be held against the engine's.
 *
 * @param {{
 *   sdk: import('../../pkg/index.js').Sdk,
 *   intent?: import('../../pkg/index.js').VersioningIntent,
 *   useLatestBuildId?: boolean,
 *   named: 'same' | 'other' | 'none',
 * }} command
 */
export function inherits({ sdk, intent, useLatestBuildId, named }) {
  if (intent === 'DEFAULT' || useLatestBuildId) return false;
  if (intent === 'COMPATIBLE') return true;
  if (sdk === 'java') return named === 'same';
  return named !== 'other';
}

/** @param {number} count @returns {any} */
const seconds = (count) => ({ seconds: count });
const SOON = /** @type {any} */ ({ nanos: 1_000_000 });

/** How long a worker may hold a task. One that a busy server loses comes again after it. */
export const TASK_SECONDS = 30;

/** Retries at once. */
export const RETRY_POLICY = { initialInterval: SOON, maximumInterval: SOON, backoffCoefficient: 1 };

/**
 * @param {{ activityId: string, taskQueue: string, inherit: boolean, eager: boolean }} options
 * @returns {ProtoCommand}
 */
export function scheduleActivity({ activityId, taskQueue, inherit, eager }) {
  return {
    commandType: CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK,
    scheduleActivityTaskCommandAttributes: {
      activityId,
      activityType: { name: 'activity' },
      taskQueue: { name: taskQueue },
      scheduleToCloseTimeout: seconds(600),
      startToCloseTimeout: seconds(TASK_SECONDS),
      retryPolicy: RETRY_POLICY,
      requestEagerExecution: eager,
      useWorkflowBuildId: inherit,
    },
  };
}

/**
 * @param {{ workflowId: string, taskQueue: string, inherit: boolean }} options
 * @returns {ProtoCommand}
 */
export function startChild({ workflowId, taskQueue, inherit }) {
  return {
    commandType: CommandType.COMMAND_TYPE_START_CHILD_WORKFLOW_EXECUTION,
    startChildWorkflowExecutionCommandAttributes: {
      workflowId,
      workflowType: { name: 'child' },
      taskQueue: { name: taskQueue },
      workflowTaskTimeout: seconds(TASK_SECONDS),
      parentClosePolicy: enums.ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON,
      inheritBuildId: inherit,
    },
  };
}

/**
 * @param {{ taskQueue: string, inherit: boolean }} options
 * @returns {ProtoCommand}
 */
export function continueAsNew({ taskQueue, inherit }) {
  return {
    commandType: CommandType.COMMAND_TYPE_CONTINUE_AS_NEW_WORKFLOW_EXECUTION,
    continueAsNewWorkflowExecutionCommandAttributes: {
      workflowType: { name: 'workflow' },
      taskQueue: { name: taskQueue },
      workflowTaskTimeout: seconds(TASK_SECONDS),
      inheritBuildId: inherit,
    },
  };
}

/** @returns {ProtoCommand} */
export function completeWorkflow() {
  return {
    commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
    completeWorkflowExecutionCommandAttributes: {},
  };
}

/** @returns {ProtoCommand} */
export function failWorkflow() {
  return {
    commandType: CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
    failWorkflowExecutionCommandAttributes: {
      failure: { message: 'failed', applicationFailureInfo: {} },
    },
  };
}
