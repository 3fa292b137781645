import * as answers from './answers.js';
import { RolloutEngine } from './engine/engine.js';
import { VersioningError } from './errors.js';
import { Handle, readRefusal } from './handle.js';
import * as input from './input.js';
import { namespaceOf } from './namespace.js';

/** @typedef {import('./index.js').RolloutDocument} RolloutDocument */

/**
 * Something of the rollout that lands, and the task that it lands by.
 *
 * @typedef {object} Subject
 * @property {{ taskQueue: string } | { workflow: string; command?: string }} what
 * @property {input.CheckedTask} task
 */

/** A rollout. Documented in `index.d.ts`. */
export class Rollout {
  /** @type {RolloutDocument} */
  #document;
  /** @type {Handle<RolloutEngine>} */
  #handle;
  /** @type {Subject[] | undefined} */
  #subjects;

  /** @param {RolloutDocument} document */
  constructor(document) {
    const text = input.json(document);
    this.#handle = new Handle('Rollout', () => new RolloutEngine(text));
    this.#document = JSON.parse(text);
  }

  /** @param {string} text */
  static parse(text) {
    const json = input.text(text, 'text');
    // The engine reads the text itself, which tells more than its value: where it is no JSON, or says a field
    // twice.
    new Handle('Rollout', () => new RolloutEngine(json)).free();
    return new Rollout(/** @type {RolloutDocument} */ (input.parsed(json)));
  }

  get document() {
    return structuredClone(this.#document);
  }

  get stepCount() {
    return this.#document.operations?.length ?? 0;
  }

  /** @returns {import('./index.js').RolloutStep[]} */
  steps() {
    const results = this.#handle.list((engine) => engine.results());
    return (this.#document.operations ?? []).map(({ taskQueue, name, ...operation }, index) => ({
      step: index + 1,
      ...(name === undefined ? {} : { name }),
      taskQueue,
      operation,
      ...stepResult(results[index]),
    }));
  }

  /** @param {number} [after] */
  namespaceAfter(after) {
    const step = this.#step(after);
    const engine = this.#handle.ask((rollout) => rollout.namespace(step));
    return namespaceOf(engine, input.limitsOf(this.#document.limits));
  }

  /**
   * @param {number} [after]
   * @returns {import('./index.js').RolloutLanding[]}
   */
  landings(after) {
    const step = this.#step(after);
    const found = this.#handle.list((engine) => engine.landings(step));
    return this.#subjectsOf().map(({ what, task }, index) => ({
      ...what,
      landing: answers.resolution(task, answers.landing(found[2 * index])),
      workers: found[2 * index + 1],
    }));
  }

  /** @returns {import('./index.js').RolloutCheck} */
  check() {
    const [met, unexpected] = this.#handle.list((engine) => engine.check());
    const actual = new Actual(this);
    const steps = this.steps();
    return {
      passed: met.every(Boolean) && unexpected.length === 0,
      findings: (this.#document.expectations ?? []).map((expectation, index) => ({
        expectation,
        met: met[index],
        ...actual.of(expectation),
      })),
      unexpectedRefusals: unexpected.map((/** @type {number} */ step) => steps[step - 1]),
    };
  }

  /**
   * @param {import('./index.js').RetirementOptions} options
   * @returns {import('./index.js').Retirement}
   */
  retire(options) {
    const { taskQueue, buildId, after } = input.retirement(options, this.stepCount);
    const answer = this.#handle.list((engine) => engine.retire(after, taskQueue, buildId));
    return answers.retirement(answer, this.#subjectAt());
  }

  /**
   * @param {import('./index.js').PlanOptions} options
   * @returns {import('./index.js').Plan}
   */
  plan(options) {
    const { taskQueue, goal, after } = input.plan(options, this.stepCount);
    return answers.plan(this.#handle.list((engine) => engine.plan(after, taskQueue, goal)));
  }

  /** @returns {import('./index.js').Hazard[]} */
  hazards() {
    const found = this.#handle.list((engine) => engine.hazards());
    return found.map((/** @type {any[]} */ answer) => answers.hazard(answer, this.#subjectAt()));
  }

  /**
   * @param {number} step
   * @returns {import('./index.js').Rollback}
   */
  rollback(step) {
    const asked = input.stepTaken(step, 'step', this.stepCount);
    const answer = this.#handle.list((engine) => engine.rollback(asked));
    return answers.rollback(answer, this.#subjectAt());
  }

  /** @returns {import('./index.js').WorkerNeed[]} */
  workerNeeds() {
    return this.#handle.list((engine) => engine.workerNeeds()).map(answers.workerNeed);
  }

  free() {
    this.#handle.free();
  }

  #subjectAt() {
    const subjects = this.#subjectsOf();
    return (/** @type {number} */ place) => subjects[place].what;
  }

  /** @param {number | undefined} after */
  #step(after) {
    return input.step(after, 'after', this.stepCount);
  }

  #subjectsOf() {
    if (this.#subjects === undefined) {
      const places = this.#handle.list((engine) => engine.subjects());
      this.#subjects = Array.from({ length: places.length / 3 }, (_, index) =>
        subject(this.#document, places[3 * index], places[3 * index + 1], places[3 * index + 2]),
      );
    }
    return this.#subjects;
  }
}

/**
 * @param {RolloutDocument} document
 * @param {string} taskQueue
 * @param {number} workflowPlace
 * @param {number} commandPlace
 * @returns {Subject}
 */
function subject(document, taskQueue, workflowPlace, commandPlace) {
  if (workflowPlace < 0) {
    return { what: { taskQueue }, task: input.task({ task: 'newWorkflow', taskQueue }, '') };
  }
  const { workflowId, status, sdk, commands, ...rest } = (document.workflows ?? [])[workflowPlace];
  const { workflowType: _, usedBuildIds: __, ...workflow } = rest;
  if (commandPlace < 0) {
    const kind = status === 'CLOSED' ? 'query' : 'workflowTask';
    return { what: { workflow: workflowId }, task: input.task({ task: kind, workflow }, '') };
  }
  const { name, ...command } = (commands ?? [])[commandPlace];
  const isRun = command.task === 'workflowRetry' || command.task === 'cronRun';
  return {
    what: { workflow: workflowId, command: name },
    task: input.task({ ...command, workflow, ...(isRun ? {} : { sdk }) }, ''),
  };
}

/**
 * @param {number | string} result
 * @returns {import('./index.js').RolloutStepResult}
 */
function stepResult(result) {
  if (typeof result === 'number') {
    const { changed, ...guess } = answers.update(result);
    return { result: changed ? 'changed' : 'unchanged', ...guess };
  }
  return answers.refusedStep(readRefusal(result));
}

/** What is so, beside what is expected. */
class Actual {
  #rollout;
  /** @type {Map<number, import('./index.js').RolloutLanding[]>} */
  #landings = new Map();

  /** @param {Rollout} rollout */
  constructor(rollout) {
    this.#rollout = rollout;
  }

  /** @param {import('./index.js').RolloutExpectation} expectation */
  of(expectation) {
    if ('step' in expectation) {
      return { after: expectation.step, actual: this.#rollout.steps()[expectation.step - 1] };
    }
    const { after = this.#rollout.stepCount } = expectation;
    if ('worker' in expectation) return { after, actual: this.#poll(expectation.worker, after) };
    if ('retire' in expectation) {
      return { after, actual: this.#rollout.retire({ ...expectation.retire, after }) };
    }
    const [workflow, command, taskQueue] =
      'workflow' in expectation
        ? [expectation.workflow, expectation.command]
        : [undefined, undefined, expectation.newWorkflowsOn];
    const actual = this.#landingsAfter(after).find(
      (landing) =>
        ('workflow' in landing ? landing.workflow : undefined) === workflow &&
        ('command' in landing ? landing.command : undefined) === command &&
        ('taskQueue' in landing ? landing.taskQueue : undefined) === taskQueue,
    );
    return { after, actual: /** @type {import('./index.js').RolloutLanding} */ (actual) };
  }

  /** @param {number} after */
  #landingsAfter(after) {
    const landings = this.#landings.get(after) ?? this.#rollout.landings(after);
    this.#landings.set(after, landings);
    return landings;
  }

  /**
   * @param {import('./index.js').RolloutWorker} worker
   * @param {number} after
   * @returns {import('./index.js').PollOutcome | import('./index.js').InvalidPoll}
   */
  #poll({ taskQueue, name: _, ...worker }, after) {
    const namespace = this.#rollout.namespaceAfter(after);
    try {
      return namespace.poll(taskQueue, worker);
    } catch (error) {
      if (!(error instanceof VersioningError)) throw error;
      return { outcome: 'invalid', taskQueue, code: 'INVALID_ARGUMENT', message: error.message };
    } finally {
      namespace.free();
    }
  }
}
