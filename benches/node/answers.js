// The answers to the tasks of `situations.js`, written down: what making them takes when nothing is checked or looked
// up. No implementation that gives these answers can take less.

/** @typedef {import('../../pkg/index.js').Resolution} Resolution */
/** @typedef {Extract<Resolution, { outcome: 'buildId' }>} OnBuildId */

const inherits = /** @type {const} */ ({ sdk: 'typescript', namedTaskQueue: 'unnamed' });
const takesDefault = /** @type {const} */ ({ sdk: 'typescript', namedTaskQueue: 'other' });

/**
 * By the place of a task among five.
 *
 * @type {((answer: OnBuildId, asked: string) => Resolution)[]}
 */
const COPIES = [
  ({ taskQueue, buildId }) => ({
    outcome: 'buildId',
    taskQueue,
    buildId,
    reason: 'QUEUE_DEFAULT',
    steps: [{ rule: 'NEW_WORKFLOW' }, { rule: 'QUEUE_DEFAULT', taskQueue, buildId }],
  }),
  ({ taskQueue, buildId }, asked) => ({
    outcome: 'buildId',
    taskQueue,
    buildId,
    reason: 'SET_DEFAULT',
    steps: [
      { rule: 'WORKFLOW_BUILD_ID', buildId: asked },
      { rule: 'SET_DEFAULT', taskQueue, buildId: asked, setDefault: buildId },
    ],
  }),
  ({ taskQueue, buildId }, asked) => ({
    outcome: 'buildId',
    taskQueue,
    buildId,
    reason: 'SET_DEFAULT',
    steps: [
      { rule: 'UNSPECIFIED_INHERITS', ...inherits },
      { rule: 'INHERITED_BUILD_ID', buildId: asked },
      { rule: 'SET_DEFAULT', taskQueue, buildId: asked, setDefault: buildId },
    ],
  }),
  ({ taskQueue, buildId }) => ({
    outcome: 'buildId',
    taskQueue,
    buildId,
    reason: 'QUEUE_DEFAULT',
    steps: [
      { rule: 'UNSPECIFIED_TAKES_DEFAULT', ...takesDefault },
      { rule: 'TAKES_DEFAULT' },
      { rule: 'QUEUE_DEFAULT', taskQueue, buildId },
    ],
  }),
  ({ taskQueue }) => ({
    outcome: 'unversioned',
    taskQueue,
    reason: 'UNVERSIONED_WORKFLOW',
    steps: [{ rule: 'UNVERSIONED_WORKFLOW' }, { rule: 'UNVERSIONED_WORKERS', taskQueue }],
  }),
];

/**
 * Makes such answers anew.
 *
 * @param {readonly Resolution[]} answers
 * @param {readonly import('../../pkg/index.js').Task[]} tasks
 */
export function copies(answers, tasks) {
  return answers.map((answer, place) => {
    const task = tasks[place];
    const asked = ('workflow' in task && task.workflow.buildId) || '';
    return COPIES[place % COPIES.length](/** @type {OnBuildId} */ (answer), asked);
  });
}
