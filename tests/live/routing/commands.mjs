/** The commands of an answer, as the server and as the engine see them. */

import {
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  inherits,
  scheduleActivity,
  startChild,
} from '../protocol.mjs';

/**
 * @typedef {import('../../../pkg/index.js').Resolution} Resolution
 * @typedef {import('../../../pkg/index.js').WorkflowState} WorkflowState
 * @typedef {import('../protocol.mjs').ProtoCommand} ProtoCommand
 * @typedef {import('../rollout.mjs').Command} Command
 * @typedef {import('../rollout.mjs').EndCommand} EndCommand
 * @typedef {import('./executions.mjs').Workflow} Workflow
 * @typedef {import('./run.mjs').Run} Run
 */

/**
 * With what the engine is asked, for those that lead to a task.
 *
 * @typedef {import('../../../pkg/index.js').ActivityTask | import('../../../pkg/index.js').NextWorkflowTask} CommandTask
 * @typedef {object} Planned
 * @property {Command} command
 * @property {ProtoCommand} proto
 * @property {CommandTask} [task]
 * @property {boolean} [inherit]
 * @property {string} [target]
 * @property {Resolution} [expected]
 */

/**
 * @param {Run} run
 * @param {Command} command
 * @param {WorkflowState} workflow with the build ID of the worker that answers
 * @returns {Planned}
 */
export function planned({ namespace, taskQueues, executions }, command, workflow) {
  if (isEnd(command)) {
    return { command, proto: command.command === 'fail' ? failWorkflow() : completeWorkflow() };
  }
  const { queue, sdk, versioningIntent, useLatestBuildId } = command;
  const inherit = inherits({ sdk, intent: versioningIntent, useLatestBuildId, named: queue });
  const other = taskQueues.find((name) => name !== workflow.taskQueue) ?? workflow.taskQueue;
  const target = queue === 'other' ? other : workflow.taskQueue;
  const options = {
    workflow,
    ...(queue !== 'none' && { taskQueue: target }),
    ...(versioningIntent && { versioningIntent }),
    ...(useLatestBuildId && { useLatestBuildId }),
    sdk,
  };
  /** @type {CommandTask} */
  let task;
  let proto;
  if (command.command === 'activity') {
    // The SDKs ask for eager execution only on their own queue.
    const eager = command.eager && target === workflow.taskQueue;
    task = { task: 'activity', ...options, ...(eager && { requestEagerExecution: true }) };
    const activityId = command.name;
    proto = scheduleActivity({ activityId, taskQueue: target, inherit, eager });
  } else {
    task = { task: command.command, ...options };
    const named = queue === 'none' ? '' : target;
    proto =
      command.command === 'continueAsNew'
        ? continueAsNew({ taskQueue: named, inherit })
        : startChild({ workflowId: executions.idOf(command.name), taskQueue: named, inherit });
  }
  return { command, proto, task, inherit, target, expected: namespace.resolve(task) };
}

/**
 * Whether the server may fail the workflow task for a command. A second failure in a row counts as none:
 * the task would hang until it times out.
 *
 * @param {Planned} planned
 * @param {Workflow} workflow
 */
export function mayFail({ command, inherit, target }, { taskQueue, isDue }) {
  const ends = isEnd(command) || command.command === 'continueAsNew';
  return (inherit && target !== taskQueue) || (ends && isDue);
}

/**
 * @param {Command} command
 * @returns {command is EndCommand}
 */
export function isEnd(command) {
  return command.command === 'complete' || command.command === 'fail';
}
