/** So many answers are kept at once, of one build ID and of all. */
const MOST_OF_A_BUILD_ID = 16;
const MOST = 10_000;
/** A question with longer names is not kept, so that what is kept stays small. */
const LONGEST_NAME = 1000;

/**
 * A question's answer. What the question says beside its names is one number.
 *
 * @template Answer
 * @typedef {{ kind: number; taskQueue: string | undefined; answer: Answer }} Known
 */

/**
 * What the engine has answered about tasks since the namespace last changed: to find an answer here takes a part of
 * the time of asking again.
 *
 * @template Answer
 */
export class Memory {
  /**
   * By the task queue of the workflow and its build ID.
   *
   * @type {Map<string, Map<string, Known<Answer>[]>>}
   */
  #known = new Map();
  #size = 0;

  /**
   * @param {CheckedTask} task
   * @returns {Answer | undefined}
   */
  find(task) {
    const known = this.#known.get(task.workflowTaskQueue)?.get(task.buildId);
    if (known === undefined) return undefined;
    const kind = kindOf(task);
    for (const found of known) {
      if (found.kind === kind && found.taskQueue === task.taskQueue) return found.answer;
    }
    return undefined;
  }

  /**
   * @param {CheckedTask} task
   * @param {Answer} answer
   */
  keep(task, answer) {
    const { workflowTaskQueue, buildId, taskQueue } = task;
    if (buildId.length > LONGEST_NAME) return;
    if (this.#size === MOST) this.forget();
    let byBuildId = this.#known.get(workflowTaskQueue);
    if (byBuildId === undefined) {
      byBuildId = new Map();
      this.#known.set(workflowTaskQueue, byBuildId);
    }
    const known = byBuildId.get(buildId);
    const added = { kind: kindOf(task), taskQueue, answer };
    if (known !== undefined && known.length < MOST_OF_A_BUILD_ID) known.push(added);
    else byBuildId.set(buildId, [added]);
    this.#size += 1;
  }

  forget() {
    if (this.#size === 0) return;
    this.#known = new Map();
    this.#size = 0;
  }
}

/** @typedef {import('./input.js').CheckedTask} CheckedTask */

/** @param {CheckedTask} task */
function kindOf({ kind, version, intent, sdk }) {
  return kind + 16 * (version + 4 * (intent + 4 * sdk));
}
