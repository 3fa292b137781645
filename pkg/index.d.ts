/**
 * An exact, explained model of Temporal's Worker Versioning: version sets, and Worker Deployments.
 *
 * Names and spellings are those of `@temporalio/client`, so that the same operation object works with both.
 * Calls are synchronous: they return the value where the client returns a promise.
 *
 * A wrong type throws a `TypeError` that names the path, such as
 * `operation.buildId: expected string, got number`; so does an unknown field. The error also has the
 * fields `path` and `problem`.
 */

/**
 * A namespace of task queues with their version sets, and of Worker Deployments, as a cluster keeps them.
 *
 * ```ts
 * const namespace = new Namespace();
 * const version = { deploymentName: 'orders', buildId: '1.0' };
 * const deploymentOptions = { ...version, workerVersioningMode: 'VERSIONED' } as const;
 * namespace.observe({ happening: 'workerPolls', taskQueue: 'orders', deploymentOptions });
 * namespace.apply({ operation: 'setWorkerDeploymentCurrentVersion', ...version });
 * namespace.resolve({ task: 'newWorkflow', taskQueue: 'orders' }).outcome; // 'deploymentVersion'
 * ```
 */
export class Namespace {
  /** Creates a namespace in which no task queue is versioned yet, and without deployments. */
  constructor(options?: NamespaceOptions);

  /**
   * Carries out an operation on version sets. The operation names its task queue.
   *
   * @throws VersioningError when the server would refuse; nothing has changed then. Its `advice` says what to
   *   do instead.
   */
  apply(operation: Operation): UpdateResult;

  /**
   * Carries out an operation on Worker Deployments. The operation names its deployment.
   *
   * @param lookups what the server would look up: only where the answer depends on it.
   * @throws VersioningError when the server would refuse. Its `advice` says what to do instead. Nothing has changed then,
   *   except where the server keeps what a refused operation with `allowNoPollers` has created.
   * @throws VersioningError with `dependsOn` and without `code` when the answer depends on what `lookups` do not say;
   *   nothing has changed then.
   */
  apply(operation: DeploymentOperation, lookups?: DeploymentLookups): DeploymentUpdateResult;

  /** Carries out an operation of either generation. */
  apply(
    operation: AnyOperation,
    lookups?: DeploymentLookups,
  ): UpdateResult | DeploymentUpdateResult;

  /**
   * Takes note of something that changes deployments without an operation: workers poll, versions drain, workflows are
   * pinned.
   *
   * @throws VersioningError when the server would refuse the poll, or with `dependsOn` as {@link Namespace.apply}.
   */
  observe(happening: Happening, lookups?: DeploymentLookups): HappeningResult;

  /**
   * Carries out an operation on the version sets of a task queue: {@link Namespace.apply} under the name and
   * with the arguments of `@temporalio/client`.
   *
   * @throws VersioningError when the server would refuse; nothing has changed then. Its `advice` says what to
   *   do instead.
   */
  updateBuildIdCompatibility(taskQueue: string, operation: BuildIdOperation): UpdateResult;

  /**
   * Returns the version sets of a task queue, or undefined if it is unversioned. (The method's name is spelt as in
   * `@temporalio/client`.)
   *
   * @param options `maxSets`: return only this many sets, the last ones; 0, the default, returns all.
   */
  getBuildIdCompatability(
    taskQueue: string,
    options?: { maxSets?: number },
  ): WorkerBuildIdVersionSets | undefined;

  /**
   * Returns what reaches the workers of build IDs: workers that nothing reaches can be stopped.
   *
   * A server counts a set as the queue default for five minutes longer than it is
   * (`frontend.reachabilityQuerySetDurationSinceDefault`); this is its answer after those five minutes.
   *
   * @throws VersioningError when the server would refuse the question.
   */
  getReachability(options: ReachabilityOptions): ReachabilityResponse;

  /** The names of the versioned task queues, in the order of their UTF-8 bytes. */
  taskQueues(): string[];

  /**
   * Replaces the version sets of a task queue with those that a tool printed: the output of
   * `temporal task-queue get-build-ids` as text, JSON or JSONL (since 2023), or the JSON of the API or of a client. Prompts,
   * code fences and other lines around it are passed over and returned.
   *
   * @throws VersioningError `INVALID_ARGUMENT`, saying what was expected and where; nothing has changed then.
   */
  importBuildIds(taskQueue: string, text: string): PassedOver[];

  /**
   * Takes over the Worker Deployments that a tool printed: the output of `temporal worker deployment describe` and
   * `describe-version` of each version, one after the other, as text, JSON or JSONL, or the JSON of the API's calls. Prompts, code
   * fences and other lines around it are passed over and returned.
   *
   * Every task queue of a version is taken to have the newest routing config. The command line does not show revisions: one
   * that is later than that of every workflow stands for them.
   *
   * @throws VersioningError `INVALID_ARGUMENT`, saying what was expected and where; nothing has changed then. It is thrown too for
   *   a version that is listed and not described, since nothing says where its tasks go.
   */
  importWorkerDeployments(text: string): PassedOver[];

  /** The names of the deployments, in the order of their UTF-8 bytes. */
  workerDeployments(): string[];

  /**
   * Returns what the server answers about a deployment. Times are moments: whole numbers that grow with each change.
   *
   * @throws VersioningError when there is no such deployment.
   */
  describeWorkerDeployment(deploymentName: string): DescribeWorkerDeploymentResponse;

  /**
   * Returns what the server answers about a version of a deployment.
   *
   * @throws VersioningError when there is no such version.
   */
  describeWorkerDeploymentVersion(
    deploymentVersion: WorkerDeploymentVersion,
  ): DescribeWorkerDeploymentVersionResponse;

  /** Returns where a task lands if it is dispatched now, and why. */
  resolve(task: Task): Resolution;

  /** Returns where each of several tasks lands. */
  resolveMany(tasks: readonly Task[]): Resolution[];

  /**
   * Returns what a run carries when it begins with a task: the first one of a new workflow, of a child workflow, or of the
   * next run of a workflow that continues as new, is retried, has a cron schedule or is reset.
   *
   * @throws VersioningError when the server would refuse to begin the run.
   */
  begin(task: Task): WorkflowState;

  /**
   * Returns what a run carries once an event has happened to it. The state that is passed stays as it is.
   *
   * @throws VersioningError when the server would refuse the override, or when the answer depends on the workflow's ID and
   *   that is not given.
   */
  progress(workflow: WorkflowState, event: WorkflowEvent): WorkflowState;

  /**
   * Returns what a poll of that worker on that task queue brings now, for workflow tasks or what `taskQueueType` says.
   *
   * @throws VersioningError when the server would refuse the poll as invalid.
   */
  poll(taskQueue: string, worker: WorkerOptions, taskQueueType?: TaskQueueType): PollOutcome;

  /** Returns what an operation would do, and where tasks land before and after it. Changes nothing. */
  preview(taskQueue: string, operation: BuildIdOperation, tasks: readonly Task[]): Preview;

  /** The same as the function {@link snippet}: the answer does not depend on what the namespace holds. */
  snippet(taskQueue: string, operation: BuildIdOperation, language: SnippetLanguage): string;

  /** Returns an independent copy. */
  clone(): Namespace;

  /** Returns everything that the namespace holds, for {@link Namespace.fromJSON}. */
  toJSON(): NamespaceSnapshot;

  /**
   * Restores a namespace from a snapshot.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it cannot be the state of a namespace.
   */
  static fromJSON(snapshot: NamespaceSnapshot): Namespace;

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

/**
 * A rollout document, read and checked, whose steps can be followed. It is immutable.
 *
 * ```ts
 * const rollout = new Rollout({
 *   version: 1,
 *   taskQueues: [{ taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] }],
 *   workers: [{ taskQueue: 'orders', buildId: '1.0', useVersioning: true }],
 *   workflows: [{ workflowId: 'order-17', taskQueue: 'orders', buildId: '1.0' }],
 *   steps: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
 *   expectations: [{ workflow: 'order-17', lands: { buildId: '1.0' }, hasWorker: true }],
 * });
 * rollout.check().passed; // true
 * rollout.situation().groups.find(({ waits }) => waits)?.taskQueue; // 'orders': nothing receives for 2.0
 * for (const hazard of rollout.hazards()) console.log(hazard.what, hazard.wayOut);
 * ```
 */
export class Rollout {
  /**
   * @throws VersioningError `INVALID_ARGUMENT` when it is not a rollout document: the message begins with the
   * path to what is wrong. Unknown fields are refused.
   */
  constructor(document: RolloutDocument);

  /** Reads a rollout from a JSON text; throws as the constructor does. */
  static parse(text: string): Rollout;

  /** A copy of the document. */
  readonly document: RolloutDocument;

  /** The number of steps. */
  readonly stepCount: number;

  /** Returns the result of each step. A refused step changes nothing, and the next one is still taken. */
  steps(): RolloutStep[];

  /** Returns the namespace after a step: 0 is the start, and the last step is the default. */
  namespaceAfter(after?: number): Namespace;

  /**
   * Returns everything in the document that lands somewhere: new workflows on every task queue that it names, in
   * the order of the queues' names, then each workflow, followed by its commands. The indexes of subjects in
   * {@link Situation} and {@link Difference} are indexes into this list.
   */
  subjects(): RolloutSubject[];

  /**
   * Returns where everything lands after a step, and why: new workflows on every task queue that the document names,
   * in the order of the queues' names, then each workflow, followed by its commands.
   */
  landings(after?: number): ExplainedLanding[];

  /**
   * Returns where everything lands, and what each worker receives. What lands alike forms one group, without the
   * rules that lead there, so that one call returns what a screen shows.
   */
  situation(at?: At): Situation;

  /** Returns what moves, what starts or stops waiting and what changes for workers between two situations. */
  difference(before: At, after: At): Difference;

  /**
   * Returns what a screen shows after `after`: the verdict, and for each task queue what starts and runs there, where it
   * goes and who takes it, with what moved there from `before`. From `after` itself, nothing moves. Of task queues that do
   * not change, `options.taskQueues` says which are described in full; by default, all are.
   */
  flow(before: At, after: At, options?: FlowOptions): Flow;

  /** Returns what differs between this rollout after `from` and another rollout, or this one, after `to`. */
  changes(from: number, to: number, other?: Rollout): Changes;

  /** Returns the runs of the document's workflows, for {@link Namespace.getReachability}. */
  runs(): WorkflowRun[];

  /**
   * Returns where something in the document lands, and why.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it is not in the document.
   */
  why(subject: RolloutSubject, at?: At): RolloutLanding;

  /**
   * Returns why something in the document lands where it does and who takes it, in words: at most one reason for each
   * place of the picture that {@link Rollout.flow} describes, in the order of the picture.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it is not in the document.
   */
  reasons(subject: RolloutSubject, at?: At): LandingReasons;

  /** Checks every expectation. A refused step also fails the check, unless an expectation says that it is refused. */
  check(): RolloutCheck;

  /**
   * Returns whether workers may be stopped after a step, what holds them and what would free them, and what the answer
   * rests on. What a document does not list is not known, unless the task queue is `completeFor` its workflows.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the document does not name the task queue or the build ID.
   */
  retire(options: RetirementOptions): ExplainedRetirement;

  /**
   * Returns what reaches the workers of build IDs on their task queues after a step: what a server would answer that holds
   * what the document lists, and whether that is known. {@link Namespace.getReachability} answers for the workflows of its
   * caller; here they count beside those of the document. There may be any number of build IDs.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the document does not name a task queue or build ID, or the server
   *   would refuse the question.
   */
  reachability(options: ReachabilityOptions, after?: number): RolloutReachability[];

  /**
   * Returns the same rollout with the workflows of an export, running and closed ones, as if the document listed them too.
   * Those that another generation of versioning routes are among the grounds of {@link retire} and {@link reachability}.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the document has a workflow of the same ID.
   */
  withExported(exported: WorkflowLandings): Rollout;

  /**
   * Returns a rollout of the same document with other steps, without reading the rest of it again.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when an expectation is for a step that is not there any more.
   */
  withSteps(steps: readonly RolloutOperation[]): Rollout;

  /**
   * Checks that the document names these task queues, build IDs and workflows, other than in its expectations.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it does not name one of them: the message says which name is nearest.
   */
  checkNames(names: {
    taskQueues?: readonly string[];
    buildIds?: readonly string[];
    workflows?: readonly string[];
  }): void;

  /** Returns the build IDs that steps make defaults of their version sets or, with their sets, of their task queues. */
  newDefaults(): NewDefault[];

  /**
   * Returns the fewest operations that lead a task queue from its state after a step to a goal; of several such
   * plans, one that moves the fewest landings on the way.
   *
   * @throws VersioningError `FAILED_PRECONDITION` when no plan reaches the goal: the message says why.
   */
  plan(options: PlanOptions): Plan;

  /**
   * Returns what can go wrong at the start and on the way; each hazard is reported at the step with which it begins.
   * Given an operation that is not in the document, returns what can go wrong if it is inserted.
   */
  hazards(composed?: ComposedStep): Hazard[];

  /**
   * Returns what can go wrong up to step `to` of another rollout, or of this one, and cannot up to step `from` of this one:
   * what the steps between bring, or what the other rollout has more. The worst first.
   */
  newHazards(from: number, to: number, other?: Rollout): Hazard[];

  /**
   * Returns everything that there is to say against the whole rollout: its hazards, the worst first, and what waits at
   * the end. Given an operation that is not in the document, returns what there is to say against that operation. What
   * shows hazards and landings without a worker shows this, so that it never says "no hazards" beside one of them.
   */
  verdict(composed?: ComposedStep): Verdict;

  /** Returns the verdict on the start, at index 0, and on each step. */
  verdicts(): Verdict[];

  /** Returns the way back from a step, counted from 1, if it is taken right after that step. */
  rollback(step: number): Rollback;

  /** Returns when workers have to be running for what the document names, and when they may be stopped. */
  workerNeeds(): WorkerNeed[];

  /**
   * Returns what a push that begins with step `fromStep`, by default the first, is to carry out. One more than there are
   * steps only looks whether all of them are done.
   */
  pushPlan(fromStep?: number): PushPlan;

  /**
   * Returns what a look at a cluster means for a push of this rollout, in facts and in words; undefined where it goes on
   * without a word: other generations or pollers do not speak against it, or a step that was sent does not show yet and may
   * be looked for again.
   *
   * @throws TypeError for a step that the rollout does not have, and at the start unless all task queues of the plan are there.
   */
  push(look: PushLook): PushAnswer | undefined;

  /**
   * Returns which of the task queues do not have the version sets from which the document starts. Queues that the document
   * does not list are not compared.
   */
  otherStarts(found: readonly RolloutTaskQueue[]): OtherStarts;

  /** Returns the whole rollout as a runbook in Markdown: what to do, in which order, and how to verify it. */
  runbook(): string;

  /** Returns the part of the runbook about a step, counted from 1. */
  runbookOfStep(step: number): string;

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

/**
 * Where running workflows land: the workflows of `temporal workflow list` or `temporal workflow describe` with
 * `-o json` or `-o jsonl`, or the pages of the API (`{"executions": […]}`), counted as they arrive. Memory use grows with
 * the number of rows, not with the number of workflows.
 *
 * ```ts
 * const landings = new WorkflowLandings();
 * for await (const chunk of createReadStream('workflows.jsonl')) landings.write(chunk);
 * landings.end();
 * for (const row of landings.rows(before, after)) console.log(row);
 * ```
 */
export class WorkflowLandings {
  /** Starts with no workflows. */
  constructor();

  /**
   * Counts the workflows in the next piece of an export, which may be cut anywhere. (Workflows at the end of a
   * piece may be counted later.)
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the text is not such an export: the message says at which byte,
   *   after how many whole workflows, what was expected and what was found. The whole workflows are counted; every
   *   later `write` and `end` throws the same error.
   */
  write(chunk: Uint8Array | string): void;

  /**
   * Ends an export. Another export may be written after it, and is counted too.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the export ends in the middle of a workflow or a list.
   */
  end(): void;

  /** What was counted so far. */
  readonly counts: WorkflowCounts;

  /**
   * Returns where the running workflows land with the version sets of one namespace and, if given, of a second one:
   * a row for each workflow type, task queue and version, sorted by their UTF-8 bytes; workflows with a build ID
   * come before those without.
   */
  rows(before: Namespace, after?: Namespace): WorkflowLandingsRow[];

  /** What was counted so far, in a sentence. */
  summary(): string;

  /**
   * Returns the workflows as a rollout document lists them, running and closed ones: an entry with a `count` for all of one
   * type, task queue and version. Where a workflow may be on one of several build IDs, each of them has an entry that counts it.
   */
  workflows(): RolloutWorkflow[];

  /**
   * Returns where the running workflows land before the first step of a rollout and after another step, by default the
   * last. Where they would land elsewhere if their task queue had version sets, and the document does not list the queue, it
   * is not known: such landings are `notKnown`.
   */
  rowsOf(rollout: Rollout, after?: number): WorkflowLandingsRow[];

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

/**
 * A refusal. Where the server would refuse too, the message is the server's, verbatim.
 *
 * ```ts
 * try {
 *   namespace.updateBuildIdCompatibility('orders', { operation: 'promoteSetByBuildId', buildId: '3.0' });
 * } catch (error) {
 *   if (!(error instanceof VersioningError)) throw error;
 *   console.log(error.code, error.message, error.advice?.instead);
 * }
 * ```
 */
export class VersioningError extends Error {
  /** Creates an error as this package does. Callers may need one in a test. */
  constructor(
    code: VersioningErrorCode | undefined,
    message: string,
    reason?: RefusalReason,
    facts?: VersioningErrorFacts,
  );
  /** The name of the class. */
  readonly name: 'VersioningError';
  /** The gRPC status; absent if the answer `dependsOn` something. */
  readonly code?: VersioningErrorCode;
  /** The reason, if an operation is refused. */
  readonly reason?: RefusalReason;
  /** What led to the refusal of an operation, and what to do instead. */
  readonly advice?: Advice;
  /** Where the input is wrong, as `expectations[0].lands`. */
  readonly path?: string;
  /** What was expected there, and what stands there. */
  readonly problem?: string;
  /** Where a pasted command is wrong. */
  readonly place?: TextPlace;
  /** What the answer depends on and the call did not say: pass it in `lookups`. */
  readonly dependsOn?: DeploymentLookup;
}

/** What a {@link VersioningError} may have besides its code, message and reason. */
export interface VersioningErrorFacts {
  /** What led to the refusal of an operation, and what to do instead. */
  advice?: Advice;
  /** Where the input is wrong, as `expectations[0].lands`. */
  path?: string;
  /** What was expected there, and what stands there. */
  problem?: string;
  /** Where a pasted command is wrong. */
  place?: TextPlace;
  /** What the answer depends on and the call did not say: pass it in `lookups`. */
  dependsOn?: DeploymentLookup;
}

/** What an answer's steps mean: a sentence for each, in the order in which the rules were applied. */
export function explain(answer: Resolution | PollOutcome): string[];

/**
 * Returns the command or the code that asks a real server for an operation, without a line break at its end.
 *
 * The code expects a connected client named `client` (in Go `c`, with a context `ctx`) and the names of the
 * SDK's client package; imports are left out. Names of task queues and build IDs are escaped, so that the literals
 * have exactly their value. Whether a server would accept the operation is not checked.
 *
 * Where a language cannot express the operation, a comment says so, and the code is what to do instead. There may
 * be none: the `temporal` command cannot merge sets.
 */
export function snippet(
  taskQueue: string,
  operation: BuildIdOperation,
  language: SnippetLanguage,
): string;

/**
 * Returns the operation that a `temporal task-queue update-build-ids` command asks for: the inverse of
 * {@link snippet}. What a shell or a script puts around it is passed over and returned, as are flags that do not change
 * what it does.
 *
 * @throws VersioningError `INVALID_ARGUMENT` when it is not such a command, has a flag that the command refuses, or needs
 *   the value of a variable: the message says why, and its `place` where.
 */
export function readCommand(text: string): CommandReading;

/**
 * Returns the command or the code that asks a real server for an operation on a Worker Deployment, as {@link snippet} does for
 * version sets. Only the Go SDK has a client for most of them; the other languages call the raw service. A conflict token is
 * left out, and a comment says so.
 */
export function deploymentSnippet(
  operation: DeploymentOperation,
  language: SnippetLanguage,
): string;

/**
 * Returns the operation that a `temporal worker deployment` command asks for: the inverse of {@link deploymentSnippet}. As in
 * the command, no build ID or an empty one means the unversioned workers, and no percentage means 0.
 *
 * @throws VersioningError as {@link readCommand}.
 */
export function readDeploymentCommand(text: string): DeploymentCommandReading;

/**
 * Returns the code that makes a worker of a version of a deployment.
 *
 * @param behavior of the workflows that state none
 */
export function workerSnippet(
  version: WorkerDeploymentVersion,
  taskQueue: string,
  behavior: VersioningBehavior,
  sdk: Sdk,
): string;

/**
 * Returns what a text is and what to do with it, if it is what a tool prints of versioning: the version sets of a task
 * queue, assignment and redirect rules, Worker Deployments or workflows. For errors where a rollout document is expected.
 */
export function otherOutput(text: string): string | undefined;

/**
 * Splits text from a terminal at each `temporal task-queue get-build-ids` command in it, and returns what was printed
 * below each, for {@link Namespace.importBuildIds}.
 *
 * @throws VersioningError `INVALID_ARGUMENT` when a command in it cannot be read; its `place` says where.
 */
export function pastedAnswers(text: string): PastedAnswer[];

/** Short phrases for lists and tables, in the words of {@link explain} and of the runbook. */
export const words: Readonly<{
  /** Where something lands, as `1.0 on orders`, as far as it is known. */
  landing(landing: ({ taskQueue: string } & Outcome) | UncertainLanding | NotKnownLanding): string;
  /** Whether workers may be stopped. The phrase follows a name of the workers. */
  mayStop(mayStop: MayStop): string;
  /** What an operation does, in the imperative: `add 2.0 in a new default set`. */
  operation(operation: BuildIdOperation): string;
  /** What the polls of a worker bring. The phrase follows a name of the worker: `is superseded by 1.1`. */
  poll(poll: Polling): string;
  /** What a pull has to say: why it reads nothing, what it leaves out, what it has written. */
  pullEvent(event: PullEvent): string;
  /** The rule that decided where something lands, as `queue default`. */
  reason(reason: Reason): string;
  /** How long something holds workers, as `until the workflow closes`. */
  releases(releases: readonly Release[]): string;
  /** What no operation can undo, such as `1.1 stays in the queue`. */
  remainder(remainder: Remainder): string;
  /** The name of an SDK, as its language writes it: `.NET`. */
  sdk(sdk: Sdk): string;
  /** The result of a step, such as `changed`. */
  stepResult(result: RolloutStepResult): string;
  /** Something in a rollout that lands, such as `new workflows on orders`. */
  subject(subject: RolloutSubject): string;
  /** The kind of a task, as `child workflow`. */
  task(task: TaskKind): string;
  /** The version sets of a task queue on one line, the queue default last: `[1.0, 1.1] [2.0]`. */
  versionSets(sets: readonly { readonly buildIds: readonly string[] }[]): string;
  /** A worker, by its version, such as `worker 1.0`. */
  worker(worker: WorkerOptions): string;
  /** The workers of a build ID; an empty one means unversioned workers: `workers of 1.0`. */
  workersOf(buildId: string): string;
  /** Which version a workflow is on, as `on 1.0`. */
  workflowVersion(workflow: Omit<WorkflowState, 'taskQueue'>): string;
}>;

/**
 * A moment of a rollout: after a step (0 is the start), or after an operation that is not in the document. The
 * default is after the last step.
 */
export type At = number | ComposedStep;

/** The options of a new {@link Namespace}. */
export interface NamespaceOptions {
  /** The limits of the cluster on version sets that differ from the server's defaults. */
  limits?: Partial<Limits>;
  /** The limits of the cluster on Worker Deployments that differ from the server's defaults. */
  deploymentLimits?: Partial<DeploymentLimits>;
}

/**
 * Stands for the unversioned worker where a build ID is expected: the symbol that `@temporalio/client` has under the
 * same name. (TypeScript takes the two for different symbols; either works here.)
 */
export const UnversionedBuildId: UnversionedBuildIdType;

/** The type of {@link UnversionedBuildId}. Other symbols are refused. */
export type UnversionedBuildIdType = symbol;

/** The client's types ask for build IDs or task queues; the server, for build IDs. */
export type ReachabilityOptions = Partial<BaseReachabilityOptions> &
  (Pick<BaseReachabilityOptions, 'buildIds'> | { taskQueues: readonly string[] });

/** What reaches workers, on every task queue in the request. */
export interface ReachabilityResponse {
  /** By build ID; the unversioned worker by {@link UnversionedBuildId}. */
  buildIdReachability: Record<string | UnversionedBuildIdType, BuildIdReachability>;
}

/** What reaches the workers of a build ID. */
export interface BuildIdReachability {
  /** By the name of the task queue: what reaches the workers of the build ID there; empty when nothing does. */
  taskQueueReachability: Record<string, ReachabilityTypeResponse[]>;
}

/** Versioned workers of this build ID get the task, and no others. */
export type BuildIdResolution = Extract<Resolution, { outcome: 'buildId' }>;

/** Unversioned workers get the task, and no others. */
export type UnversionedResolution = Extract<Resolution, { outcome: 'unversioned' }>;

/** The server refuses the command, and the workflow task fails and is retried, so the workflow hangs. */
export type RejectedResolution = Extract<Resolution, { outcome: 'rejected' }>;

/** A task of a workflow that there is, without anything that a command says. */
export type TaskOfWorkflow = WorkflowTask | QueryTask | NextRunTask;

/** What a workflow says about an activity, child workflow or next run. */
export type CommandOptions = Omit<ActivityTask, 'task' | 'requestEagerExecution'>;

/** The first workflow task of a run that a command starts. */
export type NextWorkflowTask = ChildWorkflowTask | ContinueAsNewTask;

/** Workers of this version of a Worker Deployment get the task, and no others. */
export type DeploymentVersionResolution = Extract<Resolution, { outcome: 'deploymentVersion' }>;

/** What workflow code says about an activity, child workflow or next run, in a rollout. */
export type RolloutCommandOptions = Pick<
  Extract<RolloutCommand, { task: 'childWorkflow' }>,
  'taskQueue' | 'versioningIntent' | 'useLatestBuildId'
>;

/** A step and its result: another name of {@link RolloutStep}. */
export type TakenStep = RolloutStep;

/** A landing that does not depend on anything unknown. */
export type CertainLanding = BuildIdResolution | UnversionedResolution;

// What follows is made from the Rust types by `npm run types`: change them there.

/** The limits that a cluster sets on versioning data. Written 0, a limit is switched off. */
export interface Limits {
  /** Version sets in one task queue; 10 by default (`limit.versionCompatibleSetLimitPerQueue`). */
  versionSets: number;
  /** Build IDs in one task queue; 100 by default (`limit.versionBuildIdLimitPerQueue`). */
  buildIds: number;
  /** Task queues that know the same build ID; 20 by default (`limit.taskQueuesPerBuildId`). */
  taskQueuesPerBuildId: number;
  /**
   * Bytes of UTF-8 in a build ID; 255 by default (`limit.workerBuildIdSize`). A server that is set to 0 takes
   * no build ID at all, which is of no use to anyone: here 0 switches this limit off too.
   */
  buildIdBytes: number;
}

/**
 * An operation on the version sets of a task queue, as `UpdateWorkerBuildIdCompatibility` and
 * `@temporalio/client` take it.
 */
export type BuildIdOperation =
  | AddNewIdInNewDefaultSet
  | AddNewCompatibleVersion
  | PromoteSetByBuildId
  | PromoteBuildIdWithinSet
  | MergeSets;

/** Adds a build ID as the only one of a new set, which becomes the queue default. */
export interface AddNewIdInNewDefaultSet {
  /** Adds a build ID as the only one of a new set, which becomes the queue default. */
  operation: 'addNewIdInNewDefaultSet';
  /** The build ID to add. */
  buildId: string;
}

/** Adds a build ID to the set of an existing one, as that set's default. */
export interface AddNewCompatibleVersion {
  /** Adds a build ID to the set of an existing one, as that set's default. */
  operation: 'addNewCompatibleVersion';
  /** The build ID to add. */
  buildId: string;
  /** A build ID that the queue knows already. */
  existingCompatibleBuildId: string;
  /** Whether the set becomes the queue default too; false by default. */
  promoteSet?: boolean;
}

/** Makes the set that holds a build ID the queue default. */
export interface PromoteSetByBuildId {
  /** Makes the set that holds a build ID the queue default. */
  operation: 'promoteSetByBuildId';
  /** Any build ID of the set. */
  buildId: string;
}

/** Makes a build ID the default of its set. */
export interface PromoteBuildIdWithinSet {
  /** Makes a build ID the default of its set. */
  operation: 'promoteBuildIdWithinSet';
  /** The build ID to promote. */
  buildId: string;
}

/** Merges two sets into one, whose default is that of the primary build ID's set. */
export interface MergeSets {
  /** Merges two sets into one, whose default is that of the primary build ID's set. */
  operation: 'mergeSets';
  /** Any build ID of the set whose default is kept. */
  primaryBuildId: string;
  /** Any build ID of the other set. */
  secondaryBuildId: string;
}

/** An operation on the version sets of a task queue, with the queue. */
export type Operation = {
  /** The task queue that the operation is for. */
  taskQueue: string;
} & BuildIdOperation;

/** An operation of any generation. Their names differ, so that the field `operation` tells which one it is. */
export type AnyOperation = Operation | DeploymentOperation;

/** An operation on a Worker Deployment, with the fields of the API's request in camel case. */
export type DeploymentOperation =
  | SetWorkerDeploymentCurrentVersion
  | SetWorkerDeploymentRampingVersion
  | SetWorkerDeploymentManager
  | DeleteWorkerDeploymentVersion
  | DeleteWorkerDeployment
  | CreateWorkerDeployment
  | CreateWorkerDeploymentVersion
  | UpdateWorkerDeploymentVersionMetadata;

/** Makes a version the current one of its deployment, or the unversioned workers. */
export interface SetWorkerDeploymentCurrentVersion {
  /** Makes a version the current one of its deployment, or the unversioned workers. */
  operation: 'setWorkerDeploymentCurrentVersion';
  /** The deployment. */
  deploymentName: string;
  /** The build ID of the version; empty, as by default, for the unversioned workers. */
  buildId?: string;
  /** Who asks; empty by default. */
  identity?: string;
  /** The token of the state that the change is meant for; any by default. */
  conflictToken?: number;
  /** Whether the version may lack queues of the current one; false by default. */
  ignoreMissingTaskQueues?: boolean;
  /** Whether the version may be one for which no worker has polled yet; false by default. */
  allowNoPollers?: boolean;
}

/** Ramps to a version or to the unversioned workers, or ends the ramp. */
export interface SetWorkerDeploymentRampingVersion {
  /** Ramps to a version or to the unversioned workers, or ends the ramp. */
  operation: 'setWorkerDeploymentRampingVersion';
  /** The deployment. */
  deploymentName: string;
  /**
   * The build ID of the version; empty, as by default, for the unversioned workers or, at 0 %, for no ramp.
   */
  buildId?: string;
  /** The share of workflows, 0 to 100; 0 by default. */
  percentage?: number;
  /** Who asks; empty by default. */
  identity?: string;
  /** The token of the state that the change is meant for; any by default. */
  conflictToken?: number;
  /** Whether the version may lack queues of the current one; false by default. */
  ignoreMissingTaskQueues?: boolean;
  /** Whether the version may be one for which no worker has polled yet; false by default. */
  allowNoPollers?: boolean;
}

/** Sets the manager of a deployment, the only identity that may change it. */
export interface SetWorkerDeploymentManager {
  /** Sets the manager of a deployment, the only identity that may change it. */
  operation: 'setWorkerDeploymentManager';
  /** The deployment. */
  deploymentName: string;
  /** The new manager; empty, as by default, for anyone. Not beside `self`. */
  managerIdentity?: string;
  /** Whether the new manager is `identity`; false by default. */
  self?: boolean;
  /** Who asks; the server requires it. */
  identity?: string;
  /** The token of the state that the change is meant for; any by default. */
  conflictToken?: number;
}

/** Deletes a version. */
export interface DeleteWorkerDeploymentVersion {
  /** Deletes a version. */
  operation: 'deleteWorkerDeploymentVersion';
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** Whether it may be draining; false by default. */
  skipDrainage?: boolean;
  /** Who asks; empty by default. */
  identity?: string;
}

/** Deletes a deployment that has no versions. */
export interface DeleteWorkerDeployment {
  /** Deletes a deployment that has no versions. */
  operation: 'deleteWorkerDeployment';
  /** The deployment. */
  deploymentName: string;
  /** Who asks; empty by default. */
  identity?: string;
}

/** Creates a deployment. */
export interface CreateWorkerDeployment {
  /** Creates a deployment. */
  operation: 'createWorkerDeployment';
  /** The deployment. */
  deploymentName: string;
  /** Who asks; empty by default. */
  identity?: string;
  /** What tells a repeated request from another one; empty by default. */
  requestId?: string;
}

/** Creates a version. */
export interface CreateWorkerDeploymentVersion {
  /** Creates a version. */
  operation: 'createWorkerDeploymentVersion';
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** Who asks; empty by default. */
  identity?: string;
  /** What tells a repeated request from another one; empty by default. */
  requestId?: string;
}

/** Notes something about a version, or takes a note away. */
export interface UpdateWorkerDeploymentVersionMetadata {
  /** Notes something about a version, or takes a note away. */
  operation: 'updateWorkerDeploymentVersionMetadata';
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** The notes by key, each as JSON; none by default. */
  upsertEntries?: Record<string, string>;
  /** The keys of the notes to remove; none by default. */
  removeEntries?: string[];
  /** Who asks; empty by default. */
  identity?: string;
}

/** A version of a Worker Deployment. Displayed, it is written as the server writes it in messages: `D:B`. */
export interface WorkerDeploymentVersion {
  /** The deployment. */
  deploymentName: string;
  /** The build ID of the version. */
  buildId: string;
}

/** The limits that a cluster sets on Worker Deployments. */
export interface DeploymentLimits {
  /** Deployments in the namespace; 100 by default (`matching.maxDeployments`). */
  deployments: number;
  /** Versions of one deployment; 100 by default (`matching.maxVersionsInDeployment`). */
  versions: number;
  /** Task queues of one version; 100 by default (`matching.maxTaskQueuesInDeploymentVersion`). */
  taskQueues: number;
  /**
   * Versions that one task queue knows, of all deployments; 200 by default (`matching.maxVersionsInTaskQueue`).
   */
  versionsInTaskQueue: number;
  /**
   * Bytes of a name that a server takes anywhere; 1,000 by default (`limit.maxIDLength`). A deployment name and
   * a build ID may each have half of what 39 bytes less than that leave: 480.
   */
  idBytes: number;
}

/** What changes Worker Deployments without anyone asking for it. */
export type Happening = WorkerPolls | DrainageCheck | OverrideSet;

/**
 * A worker polls a task queue. Its version becomes a member of the queue; it and its deployment are created if
 * they are missing. An unversioned worker changes nothing.
 */
export interface WorkerPolls {
  /**
   * A worker polls a task queue. Its version becomes a member of the queue; it and its deployment are created
   * if they are missing. An unversioned worker changes nothing.
   */
  happening: 'workerPolls';
  /** The queue. */
  taskQueue: string;
  /** What it asks for; `WORKFLOW` by default. */
  taskQueueType?: TaskQueueType;
  /** What it says of itself. */
  deploymentOptions: WorkerDeploymentOptions;
}

/**
 * The server looks for open workflows that are pinned to a version, as it does while the version is draining:
 * for the first time three minutes after it was demoted, then every three minutes.
 */
export interface DrainageCheck {
  /**
   * The server looks for open workflows that are pinned to a version, as it does while the version is draining:
   * for the first time three minutes after it was demoted, then every three minutes.
   */
  happening: 'drainageCheck';
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** How many it finds. */
  openPinnedWorkflows: number;
}

/**
 * A workflow starts with, or gets, an override to a version. One that is no longer current or ramping drains
 * again.
 */
export interface OverrideSet {
  /**
   * A workflow starts with, or gets, an override to a version. One that is no longer current or ramping drains
   * again.
   */
  happening: 'overrideSet';
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
}

/**
 * What a task queue of a name hands out. Workers poll each type on its own, and a queue keeps routing data for
 * each.
 *
 * - `WORKFLOW`: Workflow tasks and queries.
 * - `ACTIVITY`: Activities.
 * - `NEXUS`: Nexus tasks.
 */
export type TaskQueueType = 'WORKFLOW' | 'ACTIVITY' | 'NEXUS';

/** How a worker takes part in Worker Deployments, as the API's `WorkerDeploymentOptions`. */
export interface WorkerDeploymentOptions {
  /** The deployment. */
  deploymentName: string;
  /** The build ID of the version. */
  buildId: string;
  /** Whether it takes part. */
  workerVersioningMode: WorkerVersioningMode;
}

/**
 * Whether a worker takes part in Worker Deployments, as the API's `WorkerVersioningMode`.
 *
 * - `UNVERSIONED`: It is an unversioned worker, whatever deployment and build ID it names.
 * - `VERSIONED`: It receives what is for its version.
 */
export type WorkerVersioningMode = 'UNVERSIONED' | 'VERSIONED';

/** What a happening did. */
export interface HappeningResult {
  /** False when everything was already as it makes it. */
  changed: boolean;
  /**
   * The status of the version after it; absent for an unversioned worker, and when there is no such version.
   */
  status?: VersionStatus;
}

/**
 * What a version of a deployment is for at the moment.
 *
 * - `CREATED`: It was created by a call, and no worker has polled for it.
 * - `INACTIVE`: Workers have polled for it; it was never current or ramping.
 * - `CURRENT`: New workflows start on it.
 * - `RAMPING`: A share of the new workflows starts on it.
 * - `DRAINING`: It is no longer current or ramping, and open workflows may be pinned to it.
 * - `DRAINED`: A check found no open workflow that is pinned to it.
 */
export type VersionStatus = 'CREATED' | 'INACTIVE' | 'CURRENT' | 'RAMPING' | 'DRAINING' | 'DRAINED';

/** What a server looks up when it carries out an operation, and a model may not know. */
export interface DeploymentLookups {
  /**
   * The versions whose workers have polled in the last five minutes (`matching.PollerHistoryTTL`); absent when
   * that is not known.
   */
  pollers?: WorkerDeploymentVersion[];
  /**
   * The task queues in which tasks wait, or to which some were added lately; absent when that is not known.
   */
  backlog?: TypedTaskQueue[];
}

/** A task queue of one type. */
export interface TypedTaskQueue {
  /** The name of the queue. */
  taskQueue: string;
  /** Its type. */
  taskQueueType: TaskQueueType;
}

/**
 * Something that a server looks up. Displayed, it says what is not known.
 *
 * - `pollers`: The versions whose workers have polled lately: `Lookups.pollers`.
 * - `backlog`: The queues in which tasks wait: `Lookups.backlog`.
 */
export type DeploymentLookup = 'pollers' | 'backlog';

/** What an operation did, with the fields of the API's answers in camel case. */
export interface DeploymentUpdateResult {
  /** False when everything was already as the operation asks. */
  changed: boolean;
  /** The token of the deployment's state; of operations that answer with it. */
  conflictToken?: number;
  /** The current or ramping version before the operation, if there was one. */
  previousDeploymentVersion?: WorkerDeploymentVersion;
  /** The percentage of the ramp before the operation, where that sets one. */
  previousPercentage?: number;
  /** The manager before the operation, if there was one. */
  previousManagerIdentity?: string;
  /** The notes about the version, where the operation changes them. */
  metadata?: Record<string, string>;
}

/** The answer about a deployment. */
export interface DescribeWorkerDeploymentResponse {
  /** The token that the next change may have to name. */
  conflictToken: number;
  /** All about the deployment. */
  workerDeploymentInfo: WorkerDeploymentInfo;
}

/** All about a deployment. */
export interface WorkerDeploymentInfo {
  /** Its name. */
  name: string;
  /** Its versions, the newest first. */
  versionSummaries: WorkerDeploymentVersionSummary[];
  /** When it came to be. */
  createTime: number;
  /** Where it directs tasks. */
  routingConfig: RoutingConfig;
  /** Who last changed it. */
  lastModifierIdentity: string;
  /** The only identity that may change it; empty for any. */
  managerIdentity: string;
}

/** What a deployment says of one of its versions. */
export interface WorkerDeploymentVersionSummary {
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** What it is for. */
  status: VersionStatus;
  /** When it came to be. */
  createTime: number;
  /**
   * Whether open workflows are still pinned to it; absent while it is current or ramping, and before it ever
   * was.
   */
  drainageStatus?: DrainageStatus;
  /** How far it is drained. There without a status once the version has become current. */
  drainageInfo?: VersionDrainageInfo;
  /** Since when it is current. */
  currentSinceTime?: number;
  /** Since when it is ramping. */
  rampingSinceTime?: number;
  /** When a change of the routing last touched it. */
  routingUpdateTime?: number;
  /** When it first became current or ramping. */
  firstActivationTime?: number;
  /** When it last became current. */
  lastCurrentTime?: number;
  /** When it was demoted, if it has not become current or ramping since. */
  lastDeactivationTime?: number;
}

/**
 * Whether open workflows are still pinned to a version that is no longer current or ramping.
 *
 * - `DRAINING`: There may be some.
 * - `DRAINED`: A check found none.
 */
export type DrainageStatus = 'DRAINING' | 'DRAINED';

/** How far a version is drained. */
export interface VersionDrainageInfo {
  /** Whether open workflows are still pinned to it. */
  status?: DrainageStatus;
  /** When the status last changed. */
  lastChangedTime: number;
  /** When it was last checked. */
  lastCheckedTime: number;
}

/** Where a deployment directs tasks, as the API's `RoutingConfig`. */
export interface RoutingConfig {
  /** The current version; absent for the unversioned workers. */
  currentDeploymentVersion?: WorkerDeploymentVersion;
  /** The ramping version; absent for the unversioned workers, and for none. */
  rampingDeploymentVersion?: WorkerDeploymentVersion;
  /**
   * The share of workflows that the ramp takes. Above 0 without a version, it is that of the unversioned
   * workers.
   */
  rampingVersionPercentage: number;
  /** When the current version last changed. */
  currentVersionChangedTime?: number;
  /** When the ramping version last changed. */
  rampingVersionChangedTime?: number;
  /** When the ramping version or its percentage last changed. */
  rampingVersionPercentageChangedTime?: number;
  /** How often the current version or the ramp has changed. */
  revisionNumber: number;
}

/** The answer about a version. */
export interface DescribeWorkerDeploymentVersionResponse {
  /** All about the version. */
  workerDeploymentVersionInfo: WorkerDeploymentVersionInfo;
  /** The queues that its workers have polled, by type, in the order of their names. */
  versionTaskQueues: VersionTaskQueue[];
}

/** All about a version. */
export interface WorkerDeploymentVersionInfo {
  /** The version. */
  deploymentVersion: WorkerDeploymentVersion;
  /** What it is for. */
  status: VersionStatus;
  /** When it came to be. */
  createTime: number;
  /** When a change of the routing last touched it. */
  routingChangedTime?: number;
  /** Since when it is current. */
  currentSinceTime?: number;
  /** Since when it is ramping. */
  rampingSinceTime?: number;
  /** The share of workflows that goes to it while it is ramping; else 0. */
  rampPercentage: number;
  /** The queues that its workers have polled, by type, in the order of their names. */
  taskQueueInfos: VersionTaskQueue[];
  /** How far it is drained; absent while it is current or ramping, and before it ever was. */
  drainageInfo?: VersionDrainageInfo;
  /** What was noted about it. */
  metadata: Record<string, string>;
  /** Who last changed it by a call for versions. */
  lastModifierIdentity: string;
}

/** A task queue of a version, of one type. */
export interface VersionTaskQueue {
  /** The name of the queue. */
  name: string;
  /** Its type. */
  type: TaskQueueType;
}

/**
 * Something that happens to a run, and may change what it carries. A worker is named by its build ID, or by its
 * version of a Worker Deployment; one with neither is unversioned.
 */
export type WorkflowEvent =
  | {
      /** A worker is handed a workflow task of the run. */
      event: 'workflowTaskStarted';
      /** The build ID of the worker. */
      buildId?: string;
      /** The version of a Worker Deployment that the worker runs. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The revision of the routing config by which it is: that of the landing; 0 by default. */
      revisionNumber?: number;
    }
  | {
      /** The worker completes the workflow task. */
      event: 'workflowTaskCompleted';
      /** The build ID of the worker. */
      buildId?: string;
      /** The version of a Worker Deployment that the worker runs. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The behavior that the worker reports for the workflow; unspecified by default. */
      behavior?: VersioningBehavior;
    }
  | {
      /** A worker is handed an activity of the run. The activity starts if that does not move the run. */
      event: 'activityTaskStarted';
      /** The build ID of the worker. */
      buildId?: string;
      /** The version of a Worker Deployment that the worker runs. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The revision of the routing config by which it is: that of the landing; 0 by default. */
      revisionNumber?: number;
    }
  | {
      /** Someone sets a versioning override for the run, or removes it. */
      event: 'overrideSet';
      /** The override; absent to remove it. */
      versioningOverride?: VersioningOverride;
    };

/**
 * How a workflow follows the versions of a deployment, as `@temporalio/common` writes it.
 *
 * - `PINNED`: The run stays on the version on which it is.
 * - `AUTO_UPGRADE`: The run moves to the current or ramping version with its next workflow task.
 */
export type VersioningBehavior = 'PINNED' | 'AUTO_UPGRADE';

/** What someone set for a run, in place of its own behavior and version. */
export type VersioningOverride =
  /** The run is pinned to a version. */
  | {
      /** The version. */
      pinned: PinnedOverride;
    }
  /** The run follows its deployment. */
  | {
      /** True. */
      autoUpgrade: true;
    }
  /** The run's next workflow task goes to a version; the override ends once that version has completed it. */
  | {
      /** The version. */
      oneTime: OneTimeOverride;
    };

/** The version of a pinned override. */
export interface PinnedOverride {
  /** The version. */
  version: WorkerDeploymentVersion;
}

/** The version of a one-time override. */
export interface OneTimeOverride {
  /** The version. */
  targetDeploymentVersion: WorkerDeploymentVersion;
}

/** What an operation on version sets did. */
export interface UpdateResult {
  /** False when the queue was already as the operation asks. */
  changed: boolean;
  /**
   * Set by a merge after an import, when the order of the merged set's build IDs other than its default is a
   * guess: the server does not show when each was last promoted.
   */
  orderIsGuess?: true;
}

/** The version sets of a task queue, as the TypeScript client's read call answers. */
export interface WorkerBuildIdVersionSets {
  /** In the order in which they last became the queue default; the default last. */
  versionSets: BuildIdVersionSet[];
  /** The set on whose default new workflows start. */
  defaultSet: BuildIdVersionSet;
  /** The build ID on which new workflows start. */
  defaultBuildId: string;
}

/** A version set, as the TypeScript client's read call answers. */
export interface BuildIdVersionSet {
  /** In the order in which they last became the default of the set; the default last. */
  buildIds: string[];
  /** The build ID whose workers get the tasks of this set. */
  default: string;
  /** Set when the order of the build IDs other than the default is a guess, by a merge after an import. */
  orderIsGuess?: true;
}

/**
 * Which runs are asked for, beside new workflows.
 *
 * - `NEW_WORKFLOWS`: None: only whether new workflows start on the worker.
 * - `EXISTING_WORKFLOWS`: Open and closed ones.
 * - `OPEN_WORKFLOWS`: Open ones.
 * - `CLOSED_WORKFLOWS`: Closed ones, which a query can still reach.
 */
export type ReachabilityType =
  | 'NEW_WORKFLOWS'
  | 'EXISTING_WORKFLOWS'
  | 'OPEN_WORKFLOWS'
  | 'CLOSED_WORKFLOWS';

/**
 * What reaches a worker: `NOT_FETCHED` only for a task queue that a server skips, as it is asked about too
 * many.
 */
export type ReachabilityTypeResponse = ReachabilityType | 'NOT_FETCHED';

/**
 * What is asked about reachability, as `@temporalio/client` takes it, and the workflow runs that there are.
 */
export interface BaseReachabilityOptions {
  /** One to five; `UnversionedBuildId` or empty text, as in the API, for the unversioned worker. */
  buildIds: readonly (string | UnversionedBuildIdType)[];
  /**
   * By default those that know a build ID. Of more than twenty, the rest is `NOT_FETCHED`. Needed for the
   * unversioned worker.
   */
  taskQueues?: readonly string[];
  /** Which runs are asked for beside new workflows; `EXISTING_WORKFLOWS` by default. */
  reachability?: ReachabilityType;
  /** The runs that the caller knows of; none by default. A server looks up all that it keeps. */
  workflows?: readonly WorkflowRun[];
}

/** A workflow run, as far as reachability looks at it. */
export interface WorkflowRun {
  /** The queue of its workflow tasks. */
  taskQueue: string;
  /** `OPEN` while it runs; `CLOSED` when it has ended, in whatever way. */
  status: RunStatus;
  /**
   * The build IDs of the workers that completed one of its workflow tasks, and the one that it inherited at its
   * start; `UnversionedBuildId` or empty text for unversioned workers. Empty for a run that no worker has
   * touched yet.
   *
   * A server has them in the search attribute `BuildIds`: `versioned:1.0` is the build ID `1.0`, `unversioned`
   * the unversioned worker.
   */
  buildIds: readonly (string | UnversionedBuildIdType)[];
}

/**
 * Whether a run still runs.
 *
 * - `OPEN`: It runs.
 * - `CLOSED`: It has ended, in whatever way.
 */
export type RunStatus = 'OPEN' | 'CLOSED';

/** A task that needs a worker. */
export type Task =
  | NewWorkflowTask
  | EagerNewWorkflowTask
  | WorkflowTask
  | QueryTask
  | NextRunTask
  | ResetTask
  | ActivityTask
  | ChildWorkflowTask
  | ContinueAsNewTask
  | TaskWithoutWorkflow;

/** The first workflow task of a workflow that a client starts. */
export interface NewWorkflowTask {
  /** The first workflow task of a workflow that a client starts. */
  task: 'newWorkflow';
  /** The task queue on which the workflow is started. */
  taskQueue: string;
  /** The ID of the workflow, which decides whether a ramp takes it. Without it, a ramp splits. */
  workflowId?: string;
  /** The versioning override with which it is started; none by default. */
  versioningOverride?: VersioningOverride;
}

/**
 * The first workflow task of a workflow that is started eagerly: the server hands it to a worker in the program
 * that starts the workflow.
 */
export interface EagerNewWorkflowTask {
  /**
   * The first workflow task of a workflow that is started eagerly: the server hands it to a worker in the
   * program that starts the workflow.
   */
  task: 'eagerNewWorkflow';
  /** The task queue on which the workflow is started. */
  taskQueue: string;
  /** The build ID of that worker; empty, as by default, for an unversioned one. */
  buildId?: string;
  /** The version of a Worker Deployment that the worker runs, in place of a build ID. */
  deploymentVersion?: WorkerDeploymentVersion;
  /** The ID of the workflow. */
  workflowId?: string;
  /**
   * The versioning override with which it is started; none by default. It counts from the second workflow task
   * on.
   */
  versioningOverride?: VersioningOverride;
}

/**
 * - `workflowTask`: The next workflow task of a workflow.
 * - `update`: An update of a workflow. It lands where the next workflow task would.
 */
export interface WorkflowTask {
  /**
   * - `workflowTask`: The next workflow task of a workflow.
   * - `update`: An update of a workflow. It lands where the next workflow task would.
   */
  task: 'workflowTask' | 'update';
  /** The workflow. */
  workflow: WorkflowState;
  /**
   * The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment. Where
   * no version is current, the workflow stays there.
   */
  cachedOn?: WorkerDeploymentVersion;
}

/** A query to a workflow. It lands where the next workflow task would. */
export interface QueryTask {
  /** A query to a workflow. It lands where the next workflow task would. */
  task: 'query';
  /** The workflow. */
  workflow: WorkflowState;
  /** The version of the worker that has the workflow in its cache, if that is one of a Worker Deployment. */
  cachedOn?: WorkerDeploymentVersion;
  /**
   * Whether workers have polled the task queue in the last five minutes. It matters where the workflow is
   * pinned to a drained version: without pollers the server refuses the query.
   */
  hasPollers?: boolean;
}

/**
 * - `workflowRetry`: The next attempt of a workflow that failed under a retry policy.
 * - `cronRun`: The next run of a cron workflow.
 */
export interface NextRunTask {
  /**
   * - `workflowRetry`: The next attempt of a workflow that failed under a retry policy.
   * - `cronRun`: The next run of a cron workflow.
   */
  task: 'workflowRetry' | 'cronRun';
  /** The workflow. */
  workflow: WorkflowState;
}

/** The next workflow task of a workflow that is reset. */
export interface ResetTask {
  /** The next workflow task of a workflow that is reset. */
  task: 'reset';
  /** The workflow, as it is before the reset. */
  workflow: WorkflowState;
  /** Where the reset leads. */
  to: ResetPoint;
  /** The build ID that it inherited at its start: as a child, a continue-as-new or a retry of another run. */
  inheritedBuildId?: string;
}

/** An activity of a workflow. */
export interface ActivityTask {
  /** An activity of a workflow. */
  task: 'activity';
  /**
   * Whether the worker that schedules the activity asks to run it itself (eager execution); false by default.
   */
  requestEagerExecution?: boolean;
  /** The workflow that sends the command. */
  workflow: WorkflowState;
  /** The target task queue, if the code names one; by default the workflow's own. */
  taskQueue?: string;
  /** The intent, if the code states one. */
  versioningIntent?: VersioningIntent;
  /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
  useLatestBuildId?: boolean;
  /** The SDK that the workflow is written with; `typescript` by default. */
  sdk?: Sdk;
}

/** The first workflow task of a child workflow. */
export interface ChildWorkflowTask {
  /** The first workflow task of a child workflow. */
  task: 'childWorkflow';
  /** The ID of the child, which decides whether a ramp takes it. Without it, a ramp splits. */
  workflowId?: string;
  /** The versioning override with which the child is started; none by default. */
  versioningOverride?: VersioningOverride;
  /** The workflow that sends the command. */
  workflow: WorkflowState;
  /** The target task queue, if the code names one; by default the workflow's own. */
  taskQueue?: string;
  /** The intent, if the code states one. */
  versioningIntent?: VersioningIntent;
  /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
  useLatestBuildId?: boolean;
  /** The SDK that the workflow is written with; `typescript` by default. */
  sdk?: Sdk;
}

/** The first workflow task of the next run of a workflow that continues as new. */
export interface ContinueAsNewTask {
  /** The first workflow task of the next run of a workflow that continues as new. */
  task: 'continueAsNew';
  /** How the next run begins in Worker Deployments; by default as its workflow is. */
  initialVersioningBehavior?: InitialVersioningBehavior;
  /** The workflow that sends the command. */
  workflow: WorkflowState;
  /** The target task queue, if the code names one; by default the workflow's own. */
  taskQueue?: string;
  /** The intent, if the code states one. */
  versioningIntent?: VersioningIntent;
  /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
  useLatestBuildId?: boolean;
  /** The SDK that the workflow is written with; `typescript` by default. */
  sdk?: Sdk;
}

/**
 * A Nexus task.
 *
 * An activity that a client starts, without a workflow.
 */
export type TaskWithoutWorkflow =
  | {
      /** A Nexus task. */
      task: 'nexusTask';
      /** The task queue of the Nexus service. */
      taskQueue: string;
    }
  | {
      /** An activity that a client starts, without a workflow. */
      task: 'standaloneActivity';
      /** The task queue on which the activity is started. */
      taskQueue: string;
    };

/** What routing needs to know about a workflow. */
export interface WorkflowState {
  /** The task queue of its workflow tasks. */
  taskQueue: string;
  /**
   * The build ID of the versioned worker that completed its latest workflow task, or that the workflow
   * inherited at its start. Absent for a workflow that unversioned workers run.
   */
  buildId?: string;
  /** Whether the workflow has completed a workflow task; true by default. */
  hasCompletedWorkflowTask?: boolean;
  /** Its ID, which decides whether a ramp takes it. Without it, a ramp splits. */
  workflowId?: string;
  /** What it carries of Worker Deployments; nothing by default. */
  versioningInfo?: VersioningInfo;
}

/** What a run carries of Worker Deployments, as the API's `WorkflowExecutionVersioningInfo`. */
export interface VersioningInfo {
  /**
   * The behavior that the worker of its latest workflow task reported, or that it inherited. Absent for an
   * unspecified one.
   */
  behavior?: VersioningBehavior;
  /** The version of that worker, or the inherited one. There exactly where `behavior` is. */
  deploymentVersion?: WorkerDeploymentVersion;
  /** What someone set in place of these two. */
  versioningOverride?: VersioningOverride;
  /** The move that it is making, until a workflow task is completed there. */
  versionTransition?: VersionTransition;
  /** The revision of the routing config that last moved it; 0 by default. */
  revisionNumber?: number;
  /**
   * Whether it continued as new with `USE_RAMPING_VERSION`, so that its first workflow task, and that of each
   * further attempt, goes to the ramping version; false by default.
   */
  startsOnRampingVersion?: boolean;
  /** The version to which it was pinned at its start, by its parent or an earlier run. */
  inheritedPinnedVersion?: WorkerDeploymentVersion;
}

/** A move to another version that ends when a workflow task there is completed. */
export interface VersionTransition {
  /** The version to which the run moves; absent for the unversioned workers. */
  deploymentVersion?: WorkerDeploymentVersion;
}

/**
 * Where a reset leads: what the workflow did from there on counts no more.
 *
 * - `firstWorkflowTask`: Before its first workflow task was completed.
 * - `laterWorkflowTask`: Before a later workflow task was completed.
 */
export type ResetPoint = 'firstWorkflowTask' | 'laterWorkflowTask';

/**
 * What workflow code says about the version of what it starts.
 *
 * - `COMPATIBLE`: Stay with the workflow's version set.
 * - `DEFAULT`: Use the default of the target task queue.
 */
export type VersioningIntent = 'COMPATIBLE' | 'DEFAULT';

/**
 * The SDK that a workflow is written with. It matters because Java treats an unnamed task queue differently.
 *
 * - `go`: The Go SDK.
 * - `java`: The Java SDK.
 * - `python`: The Python SDK.
 * - `typescript`: The TypeScript SDK.
 * - `dotnet`: The .NET SDK.
 * - `ruby`: The Ruby SDK.
 */
export type Sdk = 'go' | 'java' | 'python' | 'typescript' | 'dotnet' | 'ruby';

/**
 * How a run that continues as new begins in Worker Deployments, as `@temporalio/workflow` writes it.
 *
 * - `AUTO_UPGRADE`: On the current or ramping version, also if the workflow is pinned.
 * - `USE_RAMPING_VERSION`: On the ramping version if there is one, at any percentage; else as with
 *   `AUTO_UPGRADE`.
 */
export type InitialVersioningBehavior = 'AUTO_UPGRADE' | 'USE_RAMPING_VERSION';

/** Which workers get a task. */
export type Outcome =
  | {
      /** Versioned workers of this build ID get it, and no others. */
      outcome: 'buildId';
      /** The build ID. */
      buildId: string;
    }
  | {
      /** Unversioned workers get it, and no others. */
      outcome: 'unversioned';
    }
  | {
      /** Workers of this version of a Worker Deployment get it, and no others. */
      outcome: 'deploymentVersion';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /**
       * No worker gets it: the server refuses the command, and the workflow task fails and is retried, so the
       * workflow hangs.
       */
      outcome: 'rejected';
      /** The cause of the failed workflow task, such as `BadScheduleActivityAttributes`. */
      cause: string;
      /** The message of the failure in the workflow's history. */
      message: string;
    }
  | {
      /**
       * Workers of several versions get such tasks, each a share: whether a ramp takes the workflow is not known
       * without its ID.
       */
      outcome: 'split';
      /** The shares: at least two, which sum up to 100. */
      shares: Share[];
    }
  | {
      /** No worker gets it: the server refuses what would lead to it. */
      outcome: 'refused';
      /** What is refused. */
      refused: RefusedTask;
      /** The gRPC status. */
      code: VersioningErrorCode;
      /** The server's message, verbatim. */
      message: string;
    };

/** A share of the tasks that a ramp splits. */
export type Share = {
  /** How many of a hundred. */
  percentage: number;
  /** The revision of the routing config by which a version of a Worker Deployment gets them; 0 by default. */
  revisionNumber?: number;
  /** Where the workflow of an activity moves before the activity starts. */
  movesWorkflow?: VersionTransition;
} & Outcome;

/**
 * A task that does not come to be, because the server refuses what would lead to it. Displayed, it is the
 * server's message verbatim.
 */
export type RefusedTask =
  | {
      /**
       * A versioning override names a version whose workers have not polled the task queue for workflow tasks. A
       * start is refused; a child workflow fails to start, with the cause `INVALID_VERSIONING_OVERRIDE`.
       */
      refusal: 'versionNotPresent';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The task queue. */
      taskQueue: string;
    }
  | {
      /** A query to a workflow that is pinned to a drained version while no worker polls the task queue. */
      refusal: 'queryToDrainedVersion';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    };

/**
 * The gRPC status with which the server refuses.
 *
 * - `INVALID_ARGUMENT`: The request could never succeed as it stands.
 * - `NOT_FOUND`: The request names a build ID that the queue does not know, or a deployment or version that is
 *   not there.
 * - `FAILED_PRECONDITION`: The result would exceed a limit of version sets, or the state of a deployment does
 *   not allow it.
 * - `OUT_OF_RANGE`: A poll came from a worker that a newer compatible build has superseded.
 * - `ALREADY_EXISTS`: There is a deployment or version of that name already.
 * - `RESOURCE_EXHAUSTED`: The result would exceed a limit of Worker Deployments.
 * - `INTERNAL`: The server does not say what is wrong.
 */
export type VersioningErrorCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'FAILED_PRECONDITION'
  | 'OUT_OF_RANGE'
  | 'ALREADY_EXISTS'
  | 'RESOURCE_EXHAUSTED'
  | 'INTERNAL';

/** Where a task lands, and why. */
export type Resolution = {
  /** The task queue to which the task is added or, if it was refused, would have been added. */
  taskQueue: string;
  /** The rule that decided. */
  reason: Reason;
  /** Which default of the task queue the landing follows. */
  follows: Follows;
  /**
   * The revision of the routing config by which a version of a Worker Deployment gets the task; absent for 0,
   * as of anything else.
   */
  revisionNumber: number;
  /**
   * Where the workflow of an activity moves before the activity starts. Until a workflow task is completed
   * there, no activity of the workflow starts.
   */
  movesWorkflow?: VersionTransition;
  /** What the landing depends on and the model does not know. */
  dependsOn?: LandingDependsOn;
  /** Every rule applied, in order, with the facts that it used. */
  steps: Step[];
} & Outcome;

/**
 * The rule that decided where a task lands.
 *
 * - `SET_DEFAULT`: The default of the version set that holds the wanted build ID.
 * - `QUEUE_DEFAULT`: The default of the queue's default set.
 * - `UNVERSIONED_QUEUE`: The task wants the default, and the task queue has no version sets.
 * - `UNVERSIONED_WORKFLOW`: The task stays with the unversioned workers that run its workflow.
 * - `NOTHING_TO_INHERIT`: The run would inherit, but its workflow is not versioned, so it starts on the queue
 *   default.
 * - `UNKNOWN_BUILD_ID`: The task queue does not know the wanted build ID: only workers with exactly that build
 *   ID get the task.
 * - `CROSS_QUEUE_REJECTED`: The command would inherit across task queues, which the server refuses.
 * - `EAGER_ACTIVITY`: The activity runs on the worker that scheduled it.
 * - `EAGER_WORKFLOW_START`: The workflow starts on the worker in the program that starts it.
 * - `PINNED_VERSION`: The workflow is pinned to a version of a Worker Deployment.
 * - `CURRENT_VERSION`: The version that is current on the task queue.
 * - `RAMPING_VERSION`: The version to which the task queue ramps takes the workflow.
 * - `RAMP_SPLIT`: The task queue ramps to another version, and whether the ramp takes the workflow is not known
 *   without its ID.
 * - `NEWER_REVISION`: The workflow has followed a newer change of its deployment than the task queue knows, so
 *   it stays on its version.
 * - `NO_CURRENT_VERSION`: The workflow follows its deployment, and no version is current on the task queue:
 *   unversioned workers get the task.
 * - `CACHED_WORKFLOW`: No version is current on the task queue, and a worker has the workflow in its cache.
 * - `VERSION_NOT_PRESENT`: The versioning override names a version whose workers have not polled the task
 *   queue.
 * - `DRAINED_VERSION`: The workflow is pinned to a drained version, and no worker polls the task queue.
 */
export type Reason =
  | 'SET_DEFAULT'
  | 'QUEUE_DEFAULT'
  | 'UNVERSIONED_QUEUE'
  | 'UNVERSIONED_WORKFLOW'
  | 'NOTHING_TO_INHERIT'
  | 'UNKNOWN_BUILD_ID'
  | 'CROSS_QUEUE_REJECTED'
  | 'EAGER_ACTIVITY'
  | 'EAGER_WORKFLOW_START'
  | 'PINNED_VERSION'
  | 'CURRENT_VERSION'
  | 'RAMPING_VERSION'
  | 'RAMP_SPLIT'
  | 'NEWER_REVISION'
  | 'NO_CURRENT_VERSION'
  | 'CACHED_WORKFLOW'
  | 'VERSION_NOT_PRESENT'
  | 'DRAINED_VERSION';

/** Which default of its task queue a landing follows. The other version sets can change without moving it. */
export type Follows =
  /**
   * The queue default. While the task queue has no version sets, that means its unversioned workers; the first
   * set takes over from them.
   */
  | 'queueDefault'
  | {
      /**
       * The default of the version set that holds this build ID. While no set holds it, that means the build ID
       * itself; a set to which it is added takes over.
       */
      setOf: string;
    }
  /** The current and ramping versions of the Worker Deployments on the task queue. */
  | 'deploymentRouting'
  /** No default: the landing stays the same whatever the version sets are. */
  | 'nothing';

/** What a landing depends on and the model does not know. */
export type LandingDependsOn = 'pollers';

/** A rule that was applied on the way to a landing, with the facts that it used. */
export type Step =
  | {
      /** A new workflow takes the default. */
      rule: 'NEW_WORKFLOW';
    }
  | {
      /** A workflow returns to the version set of the build ID that ran it last, or that it inherited. */
      rule: 'WORKFLOW_BUILD_ID';
      /** The build ID. */
      buildId: string;
    }
  | {
      /** A workflow that has completed no workflow task and inherited nothing still takes the default. */
      rule: 'FIRST_WORKFLOW_TASK';
    }
  | {
      /** A workflow that is started eagerly begins on a worker in the program that starts it. */
      rule: 'EAGER_WORKFLOW_START';
      /** The task queue that it bypasses. */
      taskQueue: string;
    }
  | {
      /** After a reset to its first workflow task, a workflow has only what it inherited at its start. */
      rule: 'RESET_TO_FIRST_WORKFLOW_TASK';
    }
  | {
      /**
       * After a reset to a later workflow task, a workflow is still on the version that ran what is left of it.
       */
      rule: 'RESET_TO_LATER_WORKFLOW_TASK';
    }
  | {
      /** A workflow that unversioned workers run stays on unversioned workers. */
      rule: 'UNVERSIONED_WORKFLOW';
    }
  | {
      /** The next attempt of a workflow inherits. */
      rule: 'RETRY_INHERITS';
    }
  | {
      /** A cron run never inherits: it takes the default. */
      rule: 'CRON_NEVER_INHERITS';
    }
  | {
      /** The intent Compatible inherits. */
      rule: 'INTENT_COMPATIBLE';
    }
  | {
      /** The intent Default does not inherit. */
      rule: 'INTENT_DEFAULT';
    }
  | {
      /** The older flag does not inherit. */
      rule: 'USE_LATEST_BUILD_ID';
    }
  | {
      /** Without an intent, the SDK inherits here. */
      rule: 'UNSPECIFIED_INHERITS';
      /** The SDK. */
      sdk: Sdk;
      /**
       * How the queue that the command names relates to the workflow's.
       *
       * - `same`: The command names the workflow's own task queue.
       * - `other`: The command names another task queue.
       * - `unnamed`: The command names no task queue and so goes to the workflow's own.
       */
      namedTaskQueue: 'same' | 'other' | 'unnamed';
    }
  | {
      /** Without an intent, the SDK does not inherit here. */
      rule: 'UNSPECIFIED_TAKES_DEFAULT';
      /** The SDK. */
      sdk: Sdk;
      /**
       * How the queue that the command names relates to the workflow's.
       *
       * - `same`: The command names the workflow's own task queue.
       * - `other`: The command names another task queue.
       * - `unnamed`: The command names no task queue and so goes to the workflow's own.
       */
      namedTaskQueue: 'same' | 'other' | 'unnamed';
    }
  | {
      /** Inheriting works only on the workflow's own task queue. */
      rule: 'CROSS_QUEUE_REJECTED';
      /** The workflow's task queue. */
      workflowTaskQueue: string;
      /** The task queue that the command names. */
      taskQueue: string;
    }
  | {
      /** What does not inherit takes the default of the target queue. */
      rule: 'TAKES_DEFAULT';
    }
  | {
      /** The task inherits the build ID of its workflow. */
      rule: 'INHERITED_BUILD_ID';
      /** The build ID. */
      buildId: string;
    }
  | {
      /**
       * The workflow has no build ID, so the new run has none either, and it has completed no workflow task: it
       * takes the default.
       */
      rule: 'NOTHING_TO_INHERIT';
    }
  | {
      /** An eager activity goes to the worker that completes the workflow task. */
      rule: 'EAGER_ACTIVITY';
      /** The task queue that it bypasses. */
      taskQueue: string;
    }
  | {
      /** The default of the task queue's default set gets the task. */
      rule: 'QUEUE_DEFAULT';
      /** The task queue. */
      taskQueue: string;
      /** The default of its default set. */
      buildId: string;
    }
  | {
      /** The task queue has no version sets: unversioned workers get the task. */
      rule: 'UNVERSIONED_QUEUE';
      /** The task queue. */
      taskQueue: string;
    }
  | {
      /** The default of the version set that holds the wanted build ID gets the task. */
      rule: 'SET_DEFAULT';
      /** The task queue. */
      taskQueue: string;
      /** The wanted build ID. */
      buildId: string;
      /** The default of its set. */
      setDefault: string;
    }
  | {
      /**
       * The task queue does not know the wanted build ID: only workers with exactly that build ID get the task.
       */
      rule: 'UNKNOWN_BUILD_ID';
      /** The task queue. */
      taskQueue: string;
      /** The wanted build ID. */
      buildId: string;
    }
  | {
      /** Unversioned workers of the task queue get the task, whether or not the queue has version sets. */
      rule: 'UNVERSIONED_WORKERS';
      /** The task queue. */
      taskQueue: string;
    }
  | {
      /** A Nexus task takes the default of its task queue. */
      rule: 'NEXUS_TASK';
    }
  | {
      /** An activity without a workflow takes the default of its task queue. */
      rule: 'STANDALONE_ACTIVITY';
    }
  | {
      /** A workflow that is pinned to a version of a Worker Deployment stays on it. */
      rule: 'PINNED_WORKFLOW';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /** A workflow whose behavior is auto-upgrade follows the current and ramping versions. */
      rule: 'AUTO_UPGRADE_WORKFLOW';
      /** The version that it is on. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /** A workflow is moving to another version. */
      rule: 'MOVING_WORKFLOW';
      /** The version; absent for the unversioned workers. */
      deploymentVersion?: WorkerDeploymentVersion;
    }
  | {
      /** A versioning override pins the workflow, or directs its next workflow task. */
      rule: 'OVERRIDE_TO_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /** A versioning override makes the workflow follow the current and ramping versions. */
      rule: 'OVERRIDE_TO_AUTO_UPGRADE';
    }
  | {
      /** A versioning override needs a version whose workers have polled the task queue. */
      rule: 'OVERRIDE_REFUSED';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The task queue. */
      taskQueue: string;
    }
  | {
      /** A new run begins pinned to the version of the one that starts it. */
      rule: 'INHERITED_PINNED_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /** A new run begins on the version of the one that starts it, and follows its deployment. */
      rule: 'INHERITED_AUTO_UPGRADE_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The revision of the routing config that moved that run. */
      revisionNumber: number;
    }
  | {
      /** A new run inherits nothing of Worker Deployments, so it begins as a new workflow does. */
      rule: 'NOTHING_OF_DEPLOYMENTS_INHERITED';
    }
  | {
      /**
       * The first workflow task of a run that continued as new with `USE_RAMPING_VERSION` goes to the ramping
       * version.
       */
      rule: 'USE_RAMPING_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /** The version that is current on the task queue. */
      rule: 'CURRENT_VERSION';
      /** The task queue. */
      taskQueue: string;
      /** Its type. */
      taskQueueType: TaskQueueType;
      /** The version; absent where no version is current. */
      deploymentVersion?: WorkerDeploymentVersion;
    }
  | {
      /** The task queue ramps to a version, which takes the workflow or not. */
      rule: 'RAMP';
      /** The version; absent for the unversioned workers. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The share of workflows. */
      percentage: number;
      /** The ID of the workflow. */
      workflowId: string;
      /** The place of the ID among all, from 0 to 100: the ramp takes it up to `percentage`. */
      place: number;
      /** Whether the ramp takes it. */
      taken: boolean;
    }
  | {
      /** The task queue ramps to a version, and whether that takes the workflow is not known without its ID. */
      rule: 'RAMP_WITHOUT_WORKFLOW_ID';
      /** The version; absent for the unversioned workers. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The share of workflows. */
      percentage: number;
    }
  | {
      /**
       * The task queue ramps to a version, and the server compares the percentage with a random number from 0 to 1,
       * since the task has no workflow ID: from 1 % on, the ramp takes all.
       */
      rule: 'RAMP_WITHOUT_WORKFLOW';
      /** The version; absent for the unversioned workers. */
      deploymentVersion?: WorkerDeploymentVersion;
      /** The percentage of the ramp. */
      percentage: number;
    }
  | {
      /**
       * The workflow has followed a newer change of its deployment than the task queue knows, so it stays on its
       * version.
       */
      rule: 'NEWER_REVISION';
      /** The version of the workflow. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The revision that moved the workflow. */
      revisionNumber: number;
      /** The task queue. */
      taskQueue: string;
      /** The revision that the task queue knows. */
      taskQueueRevisionNumber: number;
    }
  | {
      /**
       * An activity goes to the version of its pinned workflow, whose workers poll the task queue for activities.
       */
      rule: 'ACTIVITY_OF_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The task queue of the activity. */
      taskQueue: string;
    }
  | {
      /**
       * No workers of the version of a pinned workflow have polled the task queue for activities: the activity goes
       * where that queue directs it.
       */
      rule: 'ACTIVITY_OUTSIDE_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The task queue of the activity. */
      taskQueue: string;
    }
  | {
      /** An activity does not start on another version than its workflow's: it moves the workflow there first. */
      rule: 'ACTIVITY_MOVES_WORKFLOW';
      /** The version; absent for the unversioned workers. */
      deploymentVersion?: WorkerDeploymentVersion;
    }
  | {
      /** While its workflow is moving to another version, no activity starts. */
      rule: 'ACTIVITY_WAITS';
    }
  | {
      /** No version gets it, and the workflow is on no version set: unversioned workers of the task queue do. */
      rule: 'NO_CURRENT_VERSION';
      /** The task queue. */
      taskQueue: string;
    }
  | {
      /** A worker has the workflow in its cache, and keeps it while no version is current. */
      rule: 'CACHED_WORKFLOW';
      /** The version of the worker. */
      deploymentVersion: WorkerDeploymentVersion;
    }
  | {
      /**
       * The server refuses a query to a workflow that is pinned to a drained version while no worker polls the task
       * queue.
       */
      rule: 'QUERY_TO_DRAINED_VERSION';
      /** The version. */
      deploymentVersion: WorkerDeploymentVersion;
    };

/**
 * A worker, as its polls present it to the server: how it has opted in to versioning, as `@temporalio/worker`
 * takes it.
 */
export interface WorkerOptions {
  /** The build ID that it names, whether or not it has opted in. */
  buildId?: string;
  /**
   * Whether it has opted in. Without this flag a worker is unversioned, whatever its build ID; false by
   * default.
   */
  useVersioning?: boolean;
  /** How it takes part in Worker Deployments; not by default. They count instead of the other two. */
  deploymentOptions?: WorkerDeploymentOptions;
}

/** What the polls of a worker bring. */
export type PollOutcome =
  | {
      /** The unversioned tasks of the queue, and no others. */
      reason: 'UNVERSIONED_WORKER';
      /** It receives tasks. */
      outcome: 'receives';
      /** The queue. */
      taskQueue: string;
      /** The build ID that the worker names nevertheless. */
      buildId?: string;
      /**
       * Whether these include the tasks that take the default, such as new workflows: that is so while the queue
       * has no version sets, and no deployment directs all of them to a version.
       */
      newWorkflows: boolean;
      /** The version to which a deployment directs new workflows, or those that a ramp leaves. */
      newWorkflowsOn?: WorkerDeploymentVersion;
    }
  | {
      /** The tasks of a version set, since the worker's build ID is its default. */
      reason: 'SET_DEFAULT';
      /** It receives tasks. */
      outcome: 'receives';
      /** The queue. */
      taskQueue: string;
      /** The build ID of the worker. */
      buildId: string;
      /** The build IDs of the set, in order. */
      buildIds: string[];
      /**
       * Whether these include the tasks that take the default, such as new workflows: that is so while the set is
       * the queue default, and no deployment directs all of them to a version.
       */
      newWorkflows: boolean;
      /** The version to which a deployment directs new workflows, or those that a ramp leaves. */
      newWorkflowsOn?: WorkerDeploymentVersion;
    }
  | {
      /** Nothing: the server refuses the poll. Polls that wait already last up to a minute. */
      reason: 'SUPERSEDED';
      /** It is refused. */
      outcome: 'refused';
      /** The queue. */
      taskQueue: string;
      /** The build ID of the worker. */
      buildId: string;
      /** The default of the worker's set. */
      newerBuildId: string;
      /** The gRPC status of the refusal. */
      code: 'OUT_OF_RANGE';
      /** The server's message verbatim. */
      message: string;
    }
  | {
      /**
       * Nothing new, for the queue does not know the build ID: only tasks that name exactly it, which were left by
       * workflows that it ran before.
       */
      reason: 'UNKNOWN_BUILD_ID';
      /** It sits idle. */
      outcome: 'idle';
      /** The queue. */
      taskQueue: string;
      /** The build ID of the worker. */
      buildId: string;
    }
  | {
      /** What is for the worker's version, and what the task queue directs to it, since it is the current one. */
      reason: 'CURRENT_VERSION';
      /** It receives tasks. */
      outcome: 'receives';
      /** The queue. */
      taskQueue: string;
      /** What the worker asks for. */
      taskQueueType: TaskQueueType;
      /** The version of the worker. */
      deploymentVersion: WorkerDeploymentVersion;
      /**
       * The share of the workflows that the queue directs to it: less than 100 while it ramps to another version.
       */
      percentage: number;
    }
  | {
      /**
       * What is for the worker's version, and the share of the workflows that the ramp of the task queue takes.
       */
      reason: 'RAMPING_VERSION';
      /** It receives tasks. */
      outcome: 'receives';
      /** The queue. */
      taskQueue: string;
      /** What the worker asks for. */
      taskQueueType: TaskQueueType;
      /** The version of the worker. */
      deploymentVersion: WorkerDeploymentVersion;
      /** The share. */
      percentage: number;
    }
  | {
      /**
       * Only what is for the worker's version, such as the tasks of workflows that are pinned to it: the task queue
       * directs nothing else to it.
       */
      reason: 'PINNED_ONLY';
      /** It receives tasks. */
      outcome: 'receives';
      /** The queue. */
      taskQueue: string;
      /** What the worker asks for. */
      taskQueueType: TaskQueueType;
      /** The version of the worker. */
      deploymentVersion: WorkerDeploymentVersion;
    };

/** Everything that a namespace holds. */
export interface NamespaceSnapshot {
  /** The version of this format. */
  version: 1;
  /** The limits of the cluster. */
  limits: Limits;
  /** The versioned task queues. */
  taskQueues: TaskQueueSnapshot[];
  /** The Worker Deployments, where there were ever some or their limits are not the usual ones. */
  deployments?: DeploymentsSnapshot;
}

/** Everything that a namespace holds of a task queue. */
export interface TaskQueueSnapshot {
  /** The name of the queue. */
  taskQueue: string;
  /** Its version sets, the queue default last. */
  versionSets: VersionSetSnapshot[];
}

/** A version set: build IDs of compatible code, in the order in which they last became its default. */
export interface VersionSetSnapshot {
  /** The build IDs of the set, the set default last. */
  buildIds: BuildIdSnapshot[];
  /** When the set last became the queue default, in the logical time of the queue. */
  becameQueueDefault: number;
  /**
   * The oldest build ID of the set or, once merged, of the primary set, where that is not the first in
   * `buildIds`.
   */
  oldestBuildId?: string;
}

/** A build ID in a version set. */
export interface BuildIdSnapshot {
  /** The build ID. */
  buildId: string;
  /** When the build ID last became the default of its set, in the logical time of the queue. */
  becameSetDefault: number;
  /**
   * The place, from 0, that its set had when it was imported, if it was imported and not promoted since. An
   * import tells the order within a set and of the sets, but not which of two build IDs of different sets was
   * promoted later.
   */
  importedInSet?: number;
}

/** Everything that a namespace keeps of Worker Deployments. */
export interface DeploymentsSnapshot {
  /** The limits of the cluster. */
  limits: DeploymentLimits;
  /** The latest moment. */
  now: number;
  /** The deployments, by name. */
  deployments: DeploymentSnapshot[];
  /** The names of deployments that were deleted. */
  deletedDeployments?: string[];
  /** The versions that were deleted. */
  deletedVersions?: WorkerDeploymentVersion[];
  /** What the task queues keep. */
  routingCopies?: RoutingCopySnapshot[];
}

/** A Worker Deployment with its name. */
export interface DeploymentSnapshot {
  /** The name. */
  name: string;
  /** Its versions, in the order of their creation. */
  versions: DeploymentVersionSnapshot[];
  /** Where it directs tasks. */
  routingConfig: DeploymentRouting;
  /** The token that the next change may have to name. */
  conflictToken: number;
  /** Who last changed it. */
  lastModifierIdentity: string;
  /** The only identity that may change it; empty for any. */
  managerIdentity: string;
  /** How it came to be. */
  creation: Creation;
  /** When it came to be. */
  created: number;
}

/** A version of a deployment. */
export interface DeploymentVersionSnapshot {
  /** Its build ID. */
  buildId: string;
  /** What it is for. */
  status: VersionStatus;
  /** How far it is drained; `None` before it was ever demoted, and while it is current or ramping. */
  drainage?: Drainage;
  /** The queues that its workers have polled, by type, in the order of names. */
  members: TypedTaskQueue[];
  /** What was noted about it. */
  metadata?: Record<string, string>;
  /** Who last changed it by a call for versions. */
  lastModifierIdentity: string;
  /** How it came to be. */
  creation: Creation;
  /** When it came to be. */
  created: number;
  /** When a change of its deployment's routing last touched it. */
  routingUpdated?: number;
  /** Since when it is current; `None` if it is not. */
  currentSince?: number;
  /** Since when it is ramping; `None` if it is not. */
  rampingSince?: number;
  /** When it first became current or ramping. */
  firstActivation?: number;
  /** When it last became current. */
  lastCurrent?: number;
  /** When it was demoted, if it has not become current or ramping since. */
  lastDeactivation?: number;
  /** What the deployment notes of it. */
  summary: DeploymentVersionNote;
}

/** How far a version is drained. */
export interface Drainage {
  /** The status. */
  status: DrainageStatus;
  /** When the status last changed. */
  lastChanged: number;
  /** When it was last checked; at first, when the version was demoted or reactivated. */
  lastChecked: number;
}

/** How a deployment or a version came to be. */
export type Creation =
  | {
      /** A worker polled for it. */
      by: 'poll';
    }
  | {
      /** An operation that allows versions without pollers created it. */
      by: 'operation';
    }
  | {
      /** A create call. One that repeats the request ID succeeds again. */
      by: 'call';
      /**
       * The ID. Absent when the call had none, and once a promotion or demotion has touched the version: the server
       * forgets it then.
       */
      requestId?: string;
    };

/**
 * What the deployment notes of a version in its own answer, where this is not what the version says of itself.
 *
 * Source: live server; `syncVersion` and `setDrainageStatus` of the workflow that the server runs for a
 * deployment.
 */
export interface DeploymentVersionNote {
  /**
   * When the version came to be for the deployment, which is a moment before it came to be for itself. A check
   * of its drainage, and a reactivation, bring the version's own moment.
   */
  created: number;
  /**
   * The status. Until workers poll, that of a version that an operation has created without promoting it is
   * `INACTIVE` here and `CREATED` there.
   */
  status: VersionStatus;
  /** How far it is drained. A promotion to current leaves its moment here, without a status. */
  drainage?: NotedDrainage;
}

/** How far a version is drained, as the deployment notes it. */
export interface NotedDrainage {
  /** The status; absent for a version that has become current. */
  status?: DrainageStatus;
  /** When the status last changed. */
  lastChanged: number;
  /** When it was last checked. */
  lastChecked: number;
}

/** Where a deployment directs the tasks of its queues. */
export interface DeploymentRouting {
  /** The build ID of the current version; absent for the unversioned workers. */
  current?: string;
  /** The ramp, if there is one. */
  ramp?: DeploymentRamp;
  /** When the current version last changed. */
  currentVersionChanged?: number;
  /** When the ramping version last changed. */
  rampingVersionChanged?: number;
  /** When the ramping version or its percentage last changed. */
  rampingVersionPercentageChanged?: number;
  /** 0 at first, one more with each change of the current version or the ramp. */
  revisionNumber: number;
}

/** The share of workflows that goes to another version than the current one. */
export interface DeploymentRamp {
  /** The build ID of the ramping version; absent for the unversioned workers. */
  to?: string;
  /** The share. */
  percentage: number;
}

/** What a queue of one type keeps of one deployment. The versions of which it is a member are said there. */
export interface RoutingCopySnapshot {
  /** The queue. */
  taskQueue: string;
  /** Its type. */
  taskQueueType: TaskQueueType;
  /** The deployment. */
  deploymentName: string;
  /** The deployment's routing config, as it was last brought here. */
  routingConfig: DeploymentRouting;
}

/**
 * Why an operation is refused.
 *
 * - `INCOMPLETE`: Something is left empty. A build ID may be too long besides.
 * - `BUILD_ID_TOO_LONG`: The build ID to add has more bytes than the limit.
 * - `TASK_QUEUE_NAME`: No task queue can have that name.
 * - `ALREADY_EXISTS`: The build ID to add in a new default set is in the queue already, and not as the only one
 *   of the default set.
 * - `NOT_QUEUE_DEFAULT`: The build ID to add is in the requested set already, but that set is not the queue
 *   default.
 * - `NOT_SET_DEFAULT`: The build ID to add is in the requested set already, but is not its default.
 * - `INCOMPATIBLE`: The build ID to add is in another set than the one that it should be compatible with.
 * - `NOT_FOUND`: The queue does not know a build ID that it would have to know.
 * - `TOO_MANY_VERSION_SETS`: The queue would have more version sets than the limit.
 * - `TOO_MANY_BUILD_IDS`: The queue would have more build IDs than the limit.
 * - `TOO_MANY_TASK_QUEUES`: The build ID would be known to more task queues than the limit.
 * - `DEPLOYMENT_NAME`: No deployment can have that name, or no version that build ID.
 * - `PERCENTAGE`: A ramp cannot have that percentage.
 * - `DEPLOYMENT_NOT_FOUND`: There is no such deployment.
 * - `VERSION_NOT_FOUND`: The deployment has no such version.
 * - `DEPLOYMENT_EXISTS`: There is a deployment of that name already.
 * - `VERSION_EXISTS`: There is such a version already.
 * - `CONFLICT_TOKEN_MISMATCH`: The conflict token is not that of the deployment's present state.
 * - `MANAGED_BY_ANOTHER`: The deployment has a manager, who is not the one that asks.
 * - `ALREADY_CURRENT`: The version to ramp to is the current one.
 * - `MISSING_TASK_QUEUES`: Tasks of the current version wait in queues that the proposed version does not
 *   serve.
 * - `CURRENT_OR_RAMPING`: The version to delete is current or ramping.
 * - `DRAINING`: Open workflows may be pinned to the version to delete.
 * - `ACTIVE_POLLERS`: Workers of the version to delete have polled lately.
 * - `HAS_VERSIONS`: The deployment to delete has versions.
 * - `TOO_MANY_DEPLOYMENTS`: The namespace would have more deployments than the limit.
 * - `TOO_MANY_VERSIONS`: The deployment would have more versions than the limit.
 * - `TOO_MANY_TASK_QUEUES_IN_VERSION`: The version would have more task queues than the limit.
 * - `TOO_MANY_VERSIONS_IN_TASK_QUEUE`: The task queue would know more versions of deployments than the limit.
 */
export type RefusalReason =
  | 'INCOMPLETE'
  | 'BUILD_ID_TOO_LONG'
  | 'TASK_QUEUE_NAME'
  | 'ALREADY_EXISTS'
  | 'NOT_QUEUE_DEFAULT'
  | 'NOT_SET_DEFAULT'
  | 'INCOMPATIBLE'
  | 'NOT_FOUND'
  | 'TOO_MANY_VERSION_SETS'
  | 'TOO_MANY_BUILD_IDS'
  | 'TOO_MANY_TASK_QUEUES'
  | 'DEPLOYMENT_NAME'
  | 'PERCENTAGE'
  | 'DEPLOYMENT_NOT_FOUND'
  | 'VERSION_NOT_FOUND'
  | 'DEPLOYMENT_EXISTS'
  | 'VERSION_EXISTS'
  | 'CONFLICT_TOKEN_MISMATCH'
  | 'MANAGED_BY_ANOTHER'
  | 'ALREADY_CURRENT'
  | 'MISSING_TASK_QUEUES'
  | 'CURRENT_OR_RAMPING'
  | 'DRAINING'
  | 'ACTIVE_POLLERS'
  | 'HAS_VERSIONS'
  | 'TOO_MANY_DEPLOYMENTS'
  | 'TOO_MANY_VERSIONS'
  | 'TOO_MANY_TASK_QUEUES_IN_VERSION'
  | 'TOO_MANY_VERSIONS_IN_TASK_QUEUE';

/**
 * What a snippet is written in: the `temporal` command for a POSIX shell (`sh`, `bash`, `zsh`), or the client
 * of an SDK.
 *
 * - `cli`: The `temporal` command, for a POSIX shell.
 * - `go`: The Go SDK, `go.temporal.io/sdk/client`.
 * - `python`: The Python SDK, `temporalio.client`.
 * - `typescript`: The TypeScript SDK, `@temporalio/client`.
 * - `java`: The Java SDK, `io.temporal.client`.
 * - `dotnet`: The .NET SDK, `Temporalio.Client`, in C#.
 */
export type SnippetLanguage = 'cli' | 'go' | 'python' | 'typescript' | 'java' | 'dotnet';

/** What an operation would do. A refused one moves nothing. */
export type Preview = {
  /** What to do instead of an operation that would be refused. */
  advice?: Advice;
  /** Where each task would land. */
  landings: PreviewedLanding[];
} & RolloutStepResult;

/** What led to a refusal, and what to do instead. */
export interface Advice {
  /** What led to the refusal. */
  cause: string;
  /** What to do instead. */
  instead: string;
  /** The operation that does this, if there is one on version sets. */
  operation?: BuildIdOperation;
  /** The operation that does this, if there is one on Worker Deployments. */
  deploymentOperation?: DeploymentOperation;
}

/** Where a task would land before and after an operation. */
export interface PreviewedLanding {
  /** Where it lands before. */
  before: Resolution;
  /** Where it lands after. */
  after: Resolution;
  /** Whether somebody else would get it. */
  moved: boolean;
}

/**
 * Where the task queues of a cluster stand, what runs on them, the steps that are to be taken, and what is
 * expected on the way. The format of `*.json` and `*.yaml` files, described in `docs/rollout-document.md`; its
 * JSON Schema is `worker-versioning/rollout.schema.json`.
 */
export interface RolloutDocument {
  /** The version of this format. */
  version: 1;
  /** The JSON Schema of the document, for editors. */
  $schema?: string;
  /** What the rollout is called, for people. */
  name?: string;
  /** What it is for, for people. */
  description?: string;
  /** Where the cluster's limits differ from the server's defaults. */
  limits?: Partial<Limits>;
  /**
   * The task queues as they stand before the first step, each once. What `temporal task-queue get-build-ids`
   * prints can be imported.
   */
  taskQueues?: RolloutTaskQueue[];
  /** The workers that run all the while. */
  workers?: RolloutWorker[];
  /** The workflows, none of which makes progress during the rollout. */
  workflows?: RolloutWorkflow[];
  /** The steps, in order, counted from 1. A refused one changes nothing, and the next one is taken. */
  steps?: RolloutOperation[];
  /** The older name of `steps`; a document has one of the two. */
  operations?: RolloutOperation[];
  /** What is expected on the way and at the end. */
  expectations?: RolloutExpectation[];
}

/** A task queue as it stands before the first step. */
export interface RolloutTaskQueue {
  /** The name of the queue. */
  taskQueue: string;
  /** The default set last, and in each the set default last; none for an unversioned queue. */
  versionSets?: ListedSet[];
  /**
   * What the document lists completely of the queue. What it does not list, and does not say to be complete, is
   * not known.
   */
  completeFor?: {
    /**
     * Whether the document lists every workflow of the queue: those that run, and the closed ones that the
     * namespace still keeps.
     */
    workflows?: boolean;
    /** Whether the document lists every worker that polls the queue. */
    workers?: boolean;
  };
  /** When the cluster was asked about the queue, as `pull` writes it. */
  lookedAt?: string;
}

/** A version set as it is listed. */
export interface ListedSet {
  /**
   * The build IDs, the set default last. A build ID is in one set of a queue at most. In YAML, put those that
   * look like numbers in quotes: `'1.10'`.
   */
  buildIds: string[];
}

/** A worker and the queue that it polls. */
export interface RolloutWorker {
  /** What the worker is called, for people. */
  name?: string;
  /** The queue that it polls. */
  taskQueue: string;
  /** The build ID that it names, whether or not it has opted in. */
  buildId?: string;
  /**
   * Whether it has opted in. Without this flag a worker is unversioned, whatever its build ID; false by
   * default.
   */
  useVersioning?: boolean;
  /** How it takes part in Worker Deployments; not by default. They count instead of the other two. */
  deploymentOptions?: WorkerDeploymentOptions;
}

/** A workflow of a rollout, or a number of workflows that are alike. */
export interface RolloutWorkflow {
  /** Its ID, which no other workflow of the document has; of several, a name for them. */
  workflowId: string;
  /** How many workflows it stands for, from 1 to 1,000,000,000; 1 by default. */
  count?: number;
  /** Its type, for people. */
  workflowType?: string;
  /** The queue of its workflow tasks. */
  taskQueue: string;
  /**
   * The build ID of the versioned worker that completed its latest workflow task, or the one that it inherited
   * at its start. None for a workflow of unversioned workers.
   */
  buildId?: string;
  /** Whether any workflow task of it was completed; true by default. */
  hasCompletedWorkflowTask?: boolean;
  /** Whether it still runs; `OPEN` by default. A closed one can be queried; its commands do not count. */
  status?: RunStatus;
  /**
   * The build IDs of all workers that completed one of its workflow tasks, and the one that it inherited; the
   * empty text stands for unversioned workers. By default, the version that it is on.
   */
  usedBuildIds?: string[];
  /** The SDK that it is written with; `typescript` by default. */
  sdk?: Sdk;
  /** What it asks for, and what comes after it. */
  commands?: RolloutCommand[];
}

/** What a workflow asks for, its next attempt or its next run by schedule. */
export type RolloutCommand = {
  /** Its name, which nothing else of the workflow has. */
  name: string;
} & (
  | {
      /** An activity. */
      task: 'activity';
      /** The target queue, where the code names one; else it is the workflow's own. */
      taskQueue?: string;
      /** The intent, where the code states one. */
      versioningIntent?: VersioningIntent;
      /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
      useLatestBuildId?: boolean;
      /** Whether the worker that schedules the activity asks to run it at once; false by default. */
      requestEagerExecution?: boolean;
    }
  | {
      /** A child workflow. */
      task: 'childWorkflow';
      /** The target queue, where the code names one; else it is the workflow's own. */
      taskQueue?: string;
      /** The intent, where the code states one. */
      versioningIntent?: VersioningIntent;
      /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
      useLatestBuildId?: boolean;
    }
  | {
      /** The next run of a workflow that continues as new. */
      task: 'continueAsNew';
      /** The target queue, where the code names one; else it is the workflow's own. */
      taskQueue?: string;
      /** The intent, where the code states one. */
      versioningIntent?: VersioningIntent;
      /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
      useLatestBuildId?: boolean;
    }
  | {
      /** The next attempt of the workflow under its retry policy. */
      task: 'workflowRetry';
    }
  | {
      /** The next run of the workflow by its cron schedule. */
      task: 'cronRun';
    }
  | {
      /** The next workflow task of the workflow when it is reset. */
      task: 'reset';
      /** Where the reset leads. */
      to: ResetPoint;
      /** The build ID that the workflow inherited at its start, if it did. */
      inheritedBuildId?: string;
    }
);

/** A step of a rollout. */
export type RolloutOperation = {
  /** A name for the step, for people. */
  name?: string;
  /** The task queue that the operation is for. */
  taskQueue: string;
} & BuildIdOperation;

/** What is expected after a step: 0 is the start, and the last step is taken when nothing is said. */
export type RolloutExpectation =
  | LandingExpectation
  | StepExpectation
  | PollExpectation
  | RetirementExpectation;

/**
 * Where new workflows land, and whether a worker of the document receives them.
 *
 * Where a workflow or one of its commands lands, and whether a worker of the document receives it.
 */
export type LandingExpectation =
  /** Where new workflows land, and whether a worker of the document receives them. */
  | {
      /** What it is about. */
      description?: string;
      /** The step after which it has to be so; 0 is the start. The last step where nothing is said. */
      after?: number;
      /** The queue on which they start. */
      newWorkflowsOn: string;
      /** Who has to get them. */
      lands?: ExpectedLanding;
      /** Whether a worker of the document has to receive them. */
      hasWorker?: boolean;
    }
  /** Where a workflow or one of its commands lands, and whether a worker of the document receives it. */
  | {
      /** What it is about. */
      description?: string;
      /** The step after which it has to be so; 0 is the start. The last step where nothing is said. */
      after?: number;
      /** A workflow's ID: its next workflow task, or a query to it when it is closed. */
      workflow: string;
      /** The name of one of its commands. */
      command?: string;
      /** Who has to get it. */
      lands?: ExpectedLanding;
      /** Whether a worker of the document has to receive it. */
      hasWorker?: boolean;
    };

/** What a step does. */
export interface StepExpectation {
  /** What it is about. */
  description?: string;
  /** The number of the step, from 1. */
  step: number;
  /**
   * What it has to do.
   *
   * - `changed`: It changes the version sets.
   * - `unchanged`: The queue is already as the operation asks.
   * - `refused`: It is refused.
   */
  result: 'changed' | 'unchanged' | 'refused';
  /** The status of a refusal. */
  code?: VersioningErrorCode;
  /** The message of a refusal verbatim. */
  message?: string;
}

/** What the polls of a worker bring. */
export interface PollExpectation {
  /** What it is about. */
  description?: string;
  /** The step after which it has to be so; 0 is the start. The last step where nothing is said. */
  after?: number;
  /** The worker, which need not be one of the document's. */
  worker: RolloutWorker;
  /**
   * What its polls have to bring.
   *
   * - `receives`: Tasks.
   * - `refused`: A refusal.
   * - `idle`: Nothing new, since the queue does not know the build ID.
   */
  poll: 'receives' | 'refused' | 'idle';
}

/** Whether workers may be stopped. */
export interface RetirementExpectation {
  /** What it is about. */
  description?: string;
  /** The step after which it has to be so; 0 is the start. The last step where nothing is said. */
  after?: number;
  /** The workers. */
  retire: {
    /** The queue. */
    taskQueue: string;
    /** The build ID; none for unversioned workers. */
    buildId?: string;
  };
  /** The answer. */
  mayStop: MayStop;
}

/** Who has to get a task. */
export type ExpectedLanding =
  | {
      /** Versioned workers of this build ID. */
      buildId: string;
    }
  /** Unversioned workers. */
  | 'unversioned'
  /** Nobody: the server refuses the command. */
  | 'rejected';

/**
 * Whether workers may be stopped.
 *
 * - `yes`: Nothing lands on them.
 * - `exceptQueries`: Only queries to closed workflows land on them.
 * - `no`: Something lands on them that would wait for ever.
 * - `notKnown`: The document lists nothing that would wait, and does not say that it lists everything.
 */
export type MayStop = 'yes' | 'exceptQueries' | 'no' | 'notKnown';

/** A step and its result. */
export type RolloutStep = {
  /** Its number, from 1. */
  step: number;
  /** Its name. */
  name?: string;
  /** The task queue that it changes. */
  taskQueue: string;
  /** What it does there. */
  operation: BuildIdOperation;
  /** What to do instead of a refused step. */
  advice?: Advice;
} & RolloutStepResult;

/** Where something in a rollout lands, and which workers receive it. */
export type RolloutLanding = {
  /** Where it lands, and why. */
  landing: Resolution;
  /**
   * Whether that is known: not if it would land elsewhere if its task queue had version sets, and the document
   * does not list the queue.
   */
  known: Known;
  /** The indexes, in the document's `workers`, of the workers that receive it; empty if it waits. */
  workers: number[];
  /**
   * Whether a worker receives it: not known if the document lists none, and does not say that it lists all
   * workers of the task queue.
   */
  hasWorker: Known;
  /**
   * Where no worker receives it, the indexes of those that name its build ID and have not opted in to
   * versioning.
   */
  notOptedIn?: number[];
} & RolloutSubject;

/**
 * Yes, no, or not known.
 *
 * - `yes`: Yes.
 * - `no`: No.
 * - `notKnown`: The document does not say enough.
 */
export type Known = 'yes' | 'no' | 'notKnown';

/** Where something in a rollout lands, with what makes that uncertain in words. */
export type ExplainedLanding = {
  /** Where it lands, and why. */
  landing: Resolution;
  /**
   * Whether that is known: not if it would land elsewhere if its task queue had version sets, and the document
   * does not list the queue.
   */
  known: Known;
  /** The indexes, in the document's `workers`, of the workers that receive it; empty if it waits. */
  workers: number[];
  /**
   * Whether a worker receives it: not known if the document lists none, and does not say that it lists all
   * workers of the task queue.
   */
  hasWorker: Known;
  /**
   * Where no worker receives it, the indexes of those that name its build ID and have not opted in to
   * versioning.
   */
  notOptedIn?: number[];
  /** Why that is not known, and what would settle it, where it is not. */
  doubt?: string;
} & RolloutSubject;

/** Which expectations of a rollout are met. */
export interface RolloutCheck {
  /** Whether every expectation is met and no step is refused unexpectedly. */
  passed: boolean;
  /** One for each expectation, in the document's order. */
  findings: RolloutFinding[];
  /** The steps that are refused although no expectation says so. */
  unexpectedRefusals: RolloutStep[];
}

/** An expectation and the actual result, with their descriptions in words. */
export interface RolloutFinding {
  /** The expectation. */
  expectation: RolloutExpectation;
  /** The step after which it was checked. */
  after: number;
  /** Whether it is met. What is not known is not met. */
  met: boolean;
  /** Whether it is met, or not known because the document does not say enough. */
  answer: Known;
  /** What makes it not known. */
  doubts: Ground[];
  /** The actual result. */
  actual: RolloutLanding | RolloutStep | PollOutcome | InvalidPoll | Retirement;
  /** What is expected: the description that the document gives, or else a sentence. */
  what: string;
  /** What was found. */
  found: string;
}

/** Something that an answer rests on. */
export type Ground =
  | WorkflowsGround
  | WorkersGround
  | StartedMeanwhileGround
  | OtherVersioningGround
  | UnlistedGround
  | SupersededGround;

/** The workflows that the document lists of a task queue. */
export interface WorkflowsGround {
  /** The workflows that the document lists of a task queue. */
  ground: 'workflows';
  /** The task queue. */
  taskQueue: string;
  /** How many it lists; an entry for many workflows counts as many. */
  listed: number;
  /** How many of them are closed workflows, which queries can still reach. */
  closed?: number;
  /** Whether the document says that these are all. */
  complete: boolean;
  /** When the cluster was asked, where the document says so. */
  lookedAt?: string;
}

/** The workers that the document lists of a task queue. */
export interface WorkersGround {
  /** The workers that the document lists of a task queue. */
  ground: 'workers';
  /** The task queue. */
  taskQueue: string;
  /** How many it lists; an entry for many workflows counts as many. */
  listed: number;
  /** How many of them are closed workflows, which queries can still reach. */
  closed?: number;
  /** Whether the document says that these are all. */
  complete: boolean;
  /** When the cluster was asked, where the document says so. */
  lookedAt?: string;
}

/**
 * New workflows start on these workers, or on others whose workflows land on them, until a step is taken: those
 * that start after the document was written are not in it.
 */
export interface StartedMeanwhileGround {
  /**
   * New workflows start on these workers, or on others whose workflows land on them, until a step is taken:
   * those that start after the document was written are not in it.
   */
  ground: 'startedMeanwhile';
  /** The task queue. */
  taskQueue: string;
  /** The version on which they start; empty for unversioned workers. */
  buildId: string;
  /** The last step, from 1, before which they do. */
  until: number;
}

/**
 * Workflows of an export that another generation of versioning routes: whether they need these workers is not
 * known.
 */
export interface OtherVersioningGround {
  /**
   * Workflows of an export that another generation of versioning routes: whether they need these workers is not
   * known.
   */
  ground: 'otherVersioning';
  /** The task queue. */
  taskQueue: string;
  /** Those that run. */
  running: number;
  /** Those that are closed, which queries can still reach. */
  closed: number;
}

/** The document does not list the task queue, so its version sets are not known. */
export interface UnlistedGround {
  /** The document does not list the task queue, so its version sets are not known. */
  ground: 'unlisted';
  /** The task queue. */
  taskQueue: string;
}

/**
 * The server refuses the polls of the workers, and gives what their version set receives to a newer build ID.
 */
export interface SupersededGround {
  /**
   * The server refuses the polls of the workers, and gives what their version set receives to a newer build ID.
   */
  ground: 'superseded';
  /** The task queue. */
  taskQueue: string;
  /** The build ID of the workers. */
  buildId: string;
  /** The default of their version set. */
  newerBuildId: string;
}

/** What a document lists of a task queue. */
export interface Listed {
  /** The task queue. */
  taskQueue: string;
  /** How many it lists; an entry for many workflows counts as many. */
  listed: number;
  /** How many of them are closed workflows, which queries can still reach. */
  closed?: number;
  /** Whether the document says that these are all. */
  complete: boolean;
  /** When the cluster was asked, where the document says so. */
  lookedAt?: string;
}

/** Where new workflows of a task queue start for a while. */
export interface StartedMeanwhile {
  /** The task queue. */
  taskQueue: string;
  /** The version on which they start; empty for unversioned workers. */
  buildId: string;
  /** The last step, from 1, before which they do. */
  until: number;
}

/** A poll that the server would refuse as invalid. */
export interface InvalidPoll {
  /**
   * The poll is not valid.
   *
   * - `invalid`: The poll is not valid.
   */
  outcome: 'invalid';
  /** The task queue. */
  taskQueue: string;
  /** The gRPC status. */
  code: 'INVALID_ARGUMENT';
  /** The server's message, verbatim. */
  message: string;
}

/** Whether workers may be stopped and, if not, who needs them. */
export interface Retirement {
  /** Whether they may be stopped. */
  mayStop: MayStop;
  /** What lands on the workers. */
  holders: ({
    /** How many workflows it stands for. */
    count: number;
    /** What would free the workers of it; each one is enough. */
    freedBy: Release[];
  } & RolloutSubject)[];
  /** What says that nothing lands on them but what is listed; nothing where they are needed anyway. */
  grounds: Ground[];
}

/**
 * What frees workers of something that lands on them; each one is enough.
 *
 * - `ANOTHER_QUEUE_DEFAULT`: Another version set becomes the queue default.
 * - `ANOTHER_SET_DEFAULT`: Another build ID becomes the default of its set: a compatible one is added or
 *   promoted.
 * - `FIRST_VERSION_SET`: The queue gets its first version set.
 * - `CLOSING`: The workflow closes.
 * - `END_OF_RETENTION`: The server removes the closed workflow, at the end of the namespace's retention.
 */
export type Release =
  | 'ANOTHER_QUEUE_DEFAULT'
  | 'ANOTHER_SET_DEFAULT'
  | 'FIRST_VERSION_SET'
  | 'CLOSING'
  | 'END_OF_RETENTION';

/** Whether workers may be stopped, with what the answer rests on in words. */
export interface ExplainedRetirement {
  /** Whether they may be stopped. */
  mayStop: MayStop;
  /** What lands on the workers. */
  holders: ({
    /** How many workflows it stands for. */
    count: number;
    /** What would free the workers of it; each one is enough. */
    freedBy: Release[];
  } & RolloutSubject)[];
  /** What says that nothing lands on them but what is listed; nothing where they are needed anyway. */
  grounds: Ground[];
  /** What it rests on: a sentence for each ground and, where it is not known, what would settle it. */
  explanation: string[];
}

/**
 * A build ID that a step makes the default of its version set, or whose set it makes the queue default: from
 * the step on, something lands on it that did not before.
 */
export interface NewDefault {
  /** The step, from 1. */
  step: number;
  /** The task queue. */
  taskQueue: string;
  /** The build ID. */
  buildId: string;
}

/** Which workers are to be stopped, and when. */
export interface RetirementOptions {
  /** The queue that they poll. */
  taskQueue: string;
  /** The build ID; none, or empty, for unversioned workers. */
  buildId?: string;
  /** The step after which it is asked: 0 is the start, and the last step is taken when nothing is said. */
  after?: number;
}

/** What reaches the workers of a build ID on a task queue, with what the answer rests on in words. */
export interface RolloutReachability {
  /** The build ID; empty for unversioned workers. */
  buildId: string;
  /** The task queue. */
  taskQueue: string;
  /** What reaches them, as a server would answer that holds what the document lists. */
  reachability: ReachabilityTypeResponse[];
  /** Whether anything reaches them: not known where nothing that is listed does, and other workflows may. */
  reached: Known;
  /** Whether it is certain that nothing else reaches them. */
  complete: boolean;
  /** What says that nothing else reaches them. */
  grounds: Ground[];
  /** What it rests on: a sentence for each ground and, where it is not certain, what would settle it. */
  explanation: string[];
}

/**
 * Where everything lands at one moment, and what each worker receives. What lands alike forms one group, so
 * that a screen can show it; `Rollout.why` gives the rules behind a landing.
 */
export interface Situation {
  /** The version sets of every task queue on which something lands, in the order of the queues' names. */
  taskQueues: QueueState[];
  /** The groups of what lands alike, in the order of the first subject of each. */
  groups: LandingGroup[];
  /**
   * For each subject of the rollout, in order, the index of its group in `groups`. New workflows come last that
   * are on the task queue of an operation that is not in the document, if the document does not name the queue.
   */
  subjects: number[];
  /** For each worker of the document, in order, what it receives. */
  workers: WorkerState[];
}

/** The version sets of a task queue. */
export interface QueueState {
  /** The name of the task queue. */
  taskQueue: string;
  /** Its version sets, the queue default last; empty if it is unversioned. */
  versionSets: SetState[];
}

/** A version set of a queue. */
export interface SetState {
  /**
   * Identifies the set while the order of its build IDs changes: its oldest build ID or, after a merge, that of
   * the primary set.
   */
  id: string;
  /** The build IDs in order, the set default last. */
  buildIds: string[];
  /** True if a merge after an import left the order of the build IDs other than the default a guess. */
  orderIsGuess?: true;
}

/** Everything that lands alike. */
export type LandingGroup = {
  /** The task queue. */
  taskQueue: string;
  /** The rule that decided. */
  reason: Reason;
  /** Which default of the task queue it follows. */
  follows: Follows;
  /** The indexes, in the document's `workers`, of the workers that receive it. */
  workers: number[];
  /**
   * Whether it waits because none of the document's workers receives it. A command that the server refuses does
   * not wait; nor does an eager activity, which goes to the worker that asks for it.
   */
  waits: boolean;
  /** How many they are: an entry for many workflows counts as many. */
  count: number;
} & Outcome;

/** What a worker receives. */
export interface WorkerState {
  /** What its polls bring. */
  poll: Polling;
  /** How many of the document's subjects reach the worker: an entry for many workflows counts as many. */
  count: number;
}

/** What the polls of a worker bring, or why they are not valid. */
export type Polling = PollOutcome | InvalidPoll;

/** What differs between two situations of the same rollout. */
export interface Difference {
  /** The task queues whose version sets differ. */
  taskQueues: string[];
  /** What lands elsewhere; subjects that move alike are grouped. */
  moves: Move[];
  /** The indexes of the subjects that a worker received before, and that now wait. */
  beginToWait: number[];
  /** The indexes of the subjects that waited before, and that a worker now receives. */
  ceaseToWait: number[];
  /** What changes for workers. */
  workers: WorkerChange[];
}

/** Subjects that move alike. */
export interface Move {
  /** Where they land before. */
  from: LandingGroup;
  /** Where they land after. */
  to: LandingGroup;
  /** The indexes of the subjects in the rollout's list. */
  subjects: number[];
  /** How many they are: an entry for many workflows counts as many. */
  count: number;
}

/** What changes for a worker. */
export interface WorkerChange {
  /** The index of the worker in the document's list. */
  worker: number;
  /** What changes. */
  changes: WorkerChangeKind[];
  /** What its polls bring before. */
  from: Polling;
  /** What its polls bring after. */
  to: Polling;
}

/**
 * What can change for a worker.
 *
 * - `SUPERSEDED`: A newer compatible build ID became the default of the worker's set: the worker's polls are
 *   refused from now on.
 * - `REINSTATED`: The worker's build ID is the default of its set again: its polls are no longer refused.
 * - `BEGINS_TO_RECEIVE`: Nothing that the document names reached the worker before, and now something does.
 * - `CEASES_TO_RECEIVE`: Something that the document names reached the worker before, and now nothing does.
 * - `POLLS_OTHERWISE`: The result of its polls changes in another way. That its version set only gains build
 *   IDs is no such change.
 */
export type WorkerChangeKind =
  | 'SUPERSEDED'
  | 'REINSTATED'
  | 'BEGINS_TO_RECEIVE'
  | 'CEASES_TO_RECEIVE'
  | 'POLLS_OTHERWISE';

/**
 * What a screen shows of a step: the verdict on it, and for each task queue what starts and runs there, where
 * it goes and who takes it.
 */
export interface Flow {
  /** The verdict on the step. */
  headline: Headline;
  /**
   * The largest count of a source on any task queue, at least 1, which is the same for every step: widths are
   * relative to it.
   */
  largest: number;
  /** The task queues, in the order of their names. */
  taskQueues: QueueFlow[];
}

/** One verdict on a step. */
export interface Headline {
  /**
   * What it comes to.
   *
   * - `stops`: Something waits, or the server refuses a command.
   * - `moves`: Something moves, and nothing stops.
   * - `nothing`: Nothing moves or, where no step leads to the moment, waits; and nothing stops.
   * - `notKnown`: The document does not list enough to know whether something stops.
   * - `refused`: The server refuses the step.
   */
  sign: 'stops' | 'moves' | 'nothing' | 'notKnown' | 'refused';
  /** What is printed strongest, such as `1,532 would wait:` or `1,563 move to 2.0, nothing would wait`. */
  lead: string;
  /** What to do first, such as `start a worker of 1.2 on orders first`; may be empty. */
  rest: string;
  /** The second line; may be empty. */
  detail: string;
  /** All of it in a few words, such as `1,532 would wait` or `87 move`. */
  short: string;
  /** The hazards beside what the headline says, the worst first; those of one sentence are one. */
  further: FurtherHazard[];
}

/** A hazard that a headline does not say. */
export interface FurtherHazard {
  /** How bad it is. */
  severity: Severity;
  /** What can go wrong. */
  what: string;
  /** What to do about it. */
  wayOut: string;
}

/**
 * How bad a hazard is.
 *
 * - `stops`: Something stands still until somebody acts.
 * - `warns`: Everything goes on, but perhaps not as it is meant to.
 */
export type Severity = 'stops' | 'warns';

/** What flows where on a task queue. */
export interface QueueFlow {
  /** The task queue. */
  taskQueue: string;
  /** The generation of its versioning, in words: `version sets` or `unversioned`. */
  generation: string;
  /** Whether anything of it differs between the two moments. */
  changes: boolean;
  /** How many workflows run on it: an entry for many counts as many. */
  running: number;
  /** How many build IDs it knows after. */
  buildIds: number;
  /** What starts and runs on it, in the order of the places where it lands, new workflows first. */
  sources: FlowSource[];
  /**
   * Where that goes, from the top: the version sets, the one that appeared last first; build IDs that the queue
   * does not know; unversioned workers.
   */
  places: FlowPlace[];
  /** Who takes it, in the order of places and versions. */
  takers: FlowTaker[];
}

/** What starts, runs or is asked for on a task queue, drawn as one. */
export interface FlowSource {
  /** Identifies it on its task queue over all moments. */
  id: string;
  /**
   * What it is.
   *
   * - `newWorkflows`: New workflows.
   * - `running`: Running workflows.
   * - `command`: What commands of running workflows lead to.
   */
  kind: 'newWorkflows' | 'running' | 'command';
  /** Its name, such as `Running on 1.0` or `Activities on payments`. */
  label: string;
  /** A second line. */
  note?: string;
  /** How many; absent for new workflows. */
  count?: number;
  /** How many of them move; 1 for new workflows that do. */
  moved: number;
  /** Its parts, by where they go: one for most sources. */
  ribbons: FlowRibbon[];
  /**
   * What the commands of these workflows lead to; empty for others, and where `FlowOptions.commands_of` leaves
   * it out.
   */
  commands: FlowSource[];
  /** The names of what they lead to, also where `commands` leaves it out. */
  commandLabels: string[];
}

/** A part of a source that goes from one place to one place. */
export interface FlowRibbon {
  /** How many; 1 for new workflows. */
  count: number;
  /** The indexes of the subjects in the rollout's list. */
  subjects: number[];
  /** Where it goes. */
  to: FlowEnd;
  /** Where it went before; absent if it stays. */
  from?: FlowEnd;
}

/** Where a part of a source goes. */
export interface FlowEnd {
  /** The task queue, whose `places` and `takers` the indexes are for. */
  taskQueue: string;
  /** The index of the place; absent for what is refused before it lands, or handed to a worker directly. */
  place?: number;
  /** The index of the version in the place's `versions`; there if `place` is. */
  version?: number;
  /** Who takes it. */
  receipt: Receipt;
  /**
   * The index of the taker of what is taken, waits or is not known. Absent for what waited before and does not
   * any more.
   */
  taker?: number;
  /** A short name, such as `1.2`, `unversioned` or `refused`. */
  label: string;
  /** The server's message, verbatim, where it refuses. */
  message?: string;
}

/**
 * Who takes what lands on a version.
 *
 * - `taken`: Workers take it.
 * - `waits`: It waits: none of the workers that are listed for its task queue receives it.
 * - `notKnown`: The document lists no workers of its task queue, so whether somebody takes it is not known.
 * - `refused`: The server refuses it.
 * - `direct`: It is handed to a worker directly (eager execution), past the task queue.
 */
export type Receipt = 'taken' | 'waits' | 'notKnown' | 'refused' | 'direct';

/** Where things of a task queue go. */
export interface FlowPlace {
  /**
   * Identifies it on its task queue over all moments: the ID of the version set, or the build ID; empty for
   * unversioned workers.
   */
  id: string;
  /** What it is. */
  kind: PlaceKind;
  /**
   * Its number, from 0, in the order in which the places of the task queue first appear; absent for unversioned
   * workers.
   */
  appearance?: number;
  /** Its name, such as `Version set of 2.0`. */
  title: string;
  /** What it is for, such as `default for new workflows`; may be empty. */
  status: string;
  /** The status before, if another. */
  statusBefore?: string;
  /** True if it is not there before. */
  isNew?: true;
  /** True if it is not there after. */
  isGone?: true;
  /**
   * Its versions: the default of the set first, the others from the latest default to the earliest, then those
   * that are there only before.
   */
  versions: FlowVersion[];
}

/**
 * The kind of a place.
 *
 * - `versionSet`: A version set.
 * - `unknownBuildId`: A build ID that the task queue does not know.
 * - `unversioned`: The unversioned workers.
 */
export type PlaceKind = 'versionSet' | 'unknownBuildId' | 'unversioned';

/** A version in a place. */
export interface FlowVersion {
  /** Its build ID; absent for unversioned workers. */
  buildId?: string;
  /** Its name. */
  label: string;
  /** How many running workflows land there after; what their commands lead to is not counted. */
  count: number;
  /** How many did before. */
  countBefore: number;
  /** Whether new workflows land there after. */
  newWorkflows: boolean;
  /** Whether they did before. */
  newWorkflowsBefore: boolean;
  /** What became of it, such as `new, takes over from 1.1`. */
  note?: string;
}

/** Who takes what lands on a version. */
export interface FlowTaker {
  /** Identifies it on its task queue over all moments. */
  id: string;
  /**
   * What it is.
   *
   * - `workers`: Workers that receive something.
   * - `nobody`: Nobody: something waits.
   * - `notKnown`: The document lists no workers of the task queue.
   * - `refused`: Workers whose polls the server refuses.
   * - `idle`: Workers that nothing of the document reaches.
   */
  kind: 'workers' | 'nobody' | 'notKnown' | 'refused' | 'idle';
  /** Its name, such as `6 workers of 2.0` or `Nobody polls for 1.2`. */
  title: string;
  /** A second line, such as `refused: 1.2 is newer in its set`. */
  note?: string;
  /** The indexes of the workers in the document's list. */
  workers: number[];
  /** The build ID as which they poll, or would have to; absent for unversioned workers. */
  version?: string;
  /** What to do where nobody takes it, or nobody is known to. */
  remedy?: string;
  /** Whether something that the document names reached the workers before. */
  receivedBefore: boolean;
}

/** What a flow describes in full. */
export interface FlowOptions {
  /**
   * The task queues that are described in full besides those that change; all by default. Of the others only
   * the line is there: `sources`, `places` and `takers` are empty.
   */
  taskQueues?: string[];
  /** The sources of which the commands are described; all by default. */
  commandsOf?: {
    /** The task queue in whose flow it stands. */
    taskQueue: string;
    /** Its ID. */
    source: string;
  }[];
}

/** Why something lands where it does, and who takes it. */
export interface LandingReasons {
  /** What they answer, such as `why they would wait`. */
  question: string;
  /** The reasons, in the order of the picture: at most one for each stage. */
  reasons: LandingReason[];
}

/** Why something lands where it does: the rules that decide at one place of the picture. */
export interface LandingReason {
  /**
   * Where they decide.
   *
   * - `source`: At what starts, runs or is asked for.
   * - `place`: At the version set, or what stands for none.
   * - `version`: At the build ID in the set.
   * - `taker`: At the workers.
   */
  at: 'source' | 'place' | 'version' | 'taker';
  /** What they decide, such as `Which set`. */
  title: string;
  /** How. */
  text: string;
  /** The server's message, verbatim, if there is one. */
  message?: string;
  /** Whether it is why something waits or is refused. */
  isObstacle: boolean;
}

/** A moment after an operation that is not in the document and would be the next step. */
export interface ComposedStep {
  /** The step after which the operation would be sent: 0 is the start, and the last step is the default. */
  after?: number;
  /** The operation. */
  operation: Operation;
}

/**
 * What differs between two rollouts at two moments. If something exists on only one side, the other side is
 * absent.
 */
export interface Changes {
  /** The task queues whose version sets differ. */
  taskQueues: QueueChange[];
  /** What lands elsewhere. */
  landings: LandingChange[];
  /** The workers whose polls have another result. */
  workers: PollChange[];
}

/** The version sets of a task queue, before and after. */
export interface QueueChange {
  /** The task queue. */
  taskQueue: string;
  /** Its version sets before. */
  before?: ListedSet[];
  /** Its version sets after. */
  after?: ListedSet[];
}

/** Where something lands, before and after. */
export type LandingChange = {
  /** Where it lands before. */
  before?: Resolution;
  /** Where it lands after. */
  after?: Resolution;
} & RolloutSubject;

/** What the polls of a worker bring, before and after. */
export interface PollChange {
  /** The worker. */
  worker: RolloutWorker;
  /** What its polls bring before. */
  before?: Polling;
  /** What its polls bring after. */
  after?: Polling;
}

/** What is to be planned. */
export interface PlanOptions {
  /** The queue whose version sets are to change. */
  taskQueue: string;
  /** What they are to become. */
  goal: Goal;
  /** The step after which the plan begins: 0 is the start, and the last step is taken when nothing is said. */
  after?: number;
}

/** What the version sets of a task queue should become. */
export type Goal = {
  /**
   * What to do with build IDs that the queue does not know; `add` by default.
   *
   * - `add`: Add them.
   * - `refuse`: Return `NoPlan.Unknown`: they are likely typing errors.
   */
  unknownBuildIds?: 'add' | 'refuse';
} & WantedSets;

/** Build IDs that have to be in one version set. The set may hold others too. */
export interface WantedSet {
  /** The build IDs. */
  buildIds: string[];
  /** The one that has to be the default of the set, if it matters. */
  default?: string;
}

/** Which version sets are wanted. */
export type WantedSets =
  /**
   * Some build IDs in certain sets; the rest is left to the plan. But a set of which no build ID is named keeps
   * its build IDs and its default.
   */
  | {
      /** The build IDs of each of these have to be in one set, those of different ones in different sets. */
      sets?: WantedSet[];
      /**
       * The build ID on which new workflows have to start, if it matters. It has to be the default of its set then,
       * and counts as named even if no group holds it.
       */
      queueDefault?: string;
    }
  /** All sets, exactly as listed: the queue default last, and in each set the set default last. */
  | {
      /** All sets exactly as listed: the default set last, and in each the set default last. */
      allSets: ListedSet[];
    };

/** The fewest operations that lead to a goal. */
export interface Plan {
  /** The operations, in order; empty when the goal is reached already. */
  operations: BuildIdOperation[];
  /**
   * The build IDs that are defaults on the way, but neither at the start nor at the end.
   *
   * They cannot always be avoided: a build ID is the default of its set as soon as it is added.
   */
  passingDefaults: PassingDefault[];
  /**
   * Whether some other plan of the same length may move fewer subjects.
   *
   * - `exact`: No other plan moves less.
   * - `approximate`: There are too many plans to compare them all. Another one may move less.
   */
  tieBreak: 'exact' | 'approximate';
  /**
   * Whether it matters that an import does not tell the order of all build IDs.
   *
   * - `irrelevant`: It makes no difference to the plan.
   * - `notReliedOn`: If the guess were right, fewer operations would do. The plan does not rely on it: it
   *   promotes the build IDs whose order is in doubt.
   */
  importedOrder: 'irrelevant' | 'notReliedOn';
}

/**
 * A build ID that is a default on the way. Some cannot be avoided: a build ID is the default of its set as soon
 * as it is added.
 */
export interface PassingDefault {
  /** The step after which it is a default, from 1. */
  step: number;
  /** The build ID. */
  buildId: string;
  /**
   * What it is the default of.
   *
   * - `queue`: The queue: new workflows start on it. (It is the default of its set too.)
   * - `set`: Only its set.
   */
  of: 'queue' | 'set';
}

/**
 * The way back from a change of a queue's version sets: the fewest operations after which as many subjects as
 * possible land where they landed before.
 */
export interface Rollback {
  /** The operations, in order; empty when nothing moved, or none of it can be restored. */
  operations: BuildIdOperation[];
  /** What moved, and with the operations lands where it landed before again. */
  restored: RolloutSubject[];
  /** What lands elsewhere than before, even with the operations. */
  notRestored: RolloutSubject[];
  /** What no operation undoes. */
  remains: Remainder[];
}

/**
 * Something in a rollout that lands: new workflows on a task queue, a workflow, or the task of one of its
 * commands.
 */
export type RolloutSubject =
  /** New workflows on a task queue. */
  | {
      /** The task queue. */
      taskQueue: string;
    }
  /** A workflow, or the task of one of its commands. */
  | {
      /** The workflow's ID. */
      workflow: string;
      /** The command's name. */
      command?: string;
    };

/** What no operation undoes. */
export type Remainder =
  | {
      /** A build ID that was added stays in the queue. */
      code: 'ADDED';
      /** The build ID. */
      buildId: string;
    }
  | {
      /** Two sets that were merged stay merged. */
      code: 'MERGED';
      /** Their defaults before the change. */
      setDefaults: [string, string];
    }
  | {
      /** The queue stays versioned: new workflows no longer land on unversioned workers. */
      code: 'VERSIONED';
    }
  | {
      /**
       * Workflows that start between the change and the way back stay in their version set, which is not the one
       * that holds the former queue default.
       */
      code: 'STARTED_MEANWHILE';
      /** The build ID that they start on. */
      buildId: string;
      /** The build ID on which they land after the way back. */
      lands: string;
    };

/** When workers of a version are needed on a queue, for what is known to run. */
export interface WorkerNeed {
  /** The queue. */
  taskQueue: string;
  /** The version; empty for unversioned workers. */
  buildId: string;
  /**
   * The step, from 1, before which they have to be up: the first after which something lands on them. 0 when
   * something lands on them at the start.
   */
  startBefore: number;
  /**
   * The step, from 1, after which only queries to closed workflows land on them, up to the end. 0 when nothing
   * else ever does. None when something else still does at the end.
   */
  stopAfter?: number;
  /** Whether they may be stopped at the end. */
  atTheEnd: MayStop;
  /** The indexes, in the document's `workers`, of those that poll as this version. */
  workers: number[];
  /**
   * Where none does, the indexes of those that name the build ID and have not opted in to versioning: they have
   * to.
   */
  notOptedIn?: number[];
}

/** What can go wrong. */
export type HazardKind =
  | {
      /**
       * Something lands on workers of a version, and no worker of the document receives it: it waits.
       *
       * Not where no worker of the queue is listed and the document does not say that all are, since then nothing
       * is known; not for queries; and not for what waited for the same version before the step.
       */
      code: 'WITHOUT_WORKER';
      /** The version that it waits for; empty for unversioned workers. */
      buildId: string;
    }
  | {
      /**
       * Something lands on a build ID, and the only workers of the document that name it have not opted in to
       * versioning: they poll as unversioned workers, and it waits. Where there are such workers, this stands
       * instead of `Self.WithoutWorker`.
       */
      code: 'NOT_OPTED_IN';
      /** The build ID. */
      buildId: string;
    }
  | {
      /** A worker that is superseded in its set keeps polling: its polls are refused. */
      code: 'SUPERSEDED_WORKER';
      /** Its build ID. */
      buildId: string;
      /** The default of its set. */
      newerBuildId: string;
      /** The later step, if there is one, that makes it the default of its set again. */
      defaultAgain?: number;
    }
  | {
      /**
       * A step makes a build ID the default of a set that is older than the default of until then: running
       * workflows go back, and older code replays what newer code has recorded. In a merge, the primary set is
       * older than the other.
       *
       * The subjects are the running workflows that a newer build ID of the set is known to have run. There may be
       * others, since workflows that are not in the document, or that have gone on since, go back too.
       */
      code: 'BACK_TO_OLDER';
      /** The default of until then. */
      from: string;
      /** The older build ID. */
      to: string;
    }
  | {
      /** New workflows start on a build ID that is the queue default neither at the start nor at the end. */
      code: 'PASSING_QUEUE_DEFAULT';
      /** The build ID. */
      buildId: string;
      /** The step with which another one becomes the queue default. */
      until: number;
      /** Where the workflows that start meanwhile land at the end: the default of their set. */
      landsAtTheEnd: string;
    }
  | {
      /** A merge makes new workflows start on another build ID. */
      code: 'MERGE_MOVES_QUEUE_DEFAULT';
      /** The queue default before. */
      from: string;
      /** The queue default after. */
      to: string;
    }
  | {
      /**
       * A merge declares sets compatible that were not: what runs on either lands on one build ID from then on, and
       * nothing takes them apart again. The subjects are those that the merge moves.
       */
      code: 'MERGE_DECLARES_COMPATIBLE';
      /** The default that is kept. */
      kept: string;
      /** The default that is given up. */
      givenUp: string;
    }
  | {
      /**
       * Open workflows that were on the queue default, or on the unversioned workers of an unversioned queue, stay
       * on what is no longer the default: their workers are still needed.
       *
       * Not when they are on the queue default again at the end.
       */
      code: 'LEFT_BEHIND';
      /** The version of the workers that are still needed; empty for unversioned workers. */
      buildId: string;
    }
  | {
      /**
       * A child or the next run of a workflow that unversioned workers run has nothing to inherit, and starts on
       * the queue default.
       */
      code: 'JUMPS_TO_QUEUE_DEFAULT';
      /** The queue default. */
      buildId: string;
    }
  | {
      /**
       * A command inherits a build ID across task queues: the server refuses it, and the workflow hangs until its
       * code or intent is changed. So at the start, whatever the version sets are.
       */
      code: 'REJECTED_COMMAND';
    }
  | {
      /**
       * A command of the Java SDK names no task queue and no intent. Unlike other SDKs it takes the default then,
       * and that is not where it would land if it inherited.
       */
      code: 'JAVA_UNSET_TASK_QUEUE';
      /** Where it would land if it inherited; empty for unversioned workers. */
      inherited: string;
    }
  | {
      /**
       * The TypeScript client up to 1.24.0 drops `promoteSet` of an addition. Sent by it, the set would not become
       * the queue default.
       *
       * Not when the set is the queue default anyway.
       */
      code: 'DROPPED_PROMOTION';
      /** The default that new workflows would keep. */
      queueDefault: string;
    }
  | {
      /**
       * Run a second time, as by a CI job that is tried again, the list of operations does not leave the version
       * sets as they are at this step.
       *
       * Not for steps that are refused the first time.
       */
      code: 'NOT_REPEATABLE';
      /** How it is refused the second time, as `STATUS: message`; empty when it changes the version sets. */
      refusal: string;
    }
  | {
      /** Few more, or none, can be added. */
      code: 'LIMIT_NEAR';
      /**
       * Which limit.
       *
       * - `versionSets`: Version sets in one task queue.
       * - `buildIds`: Build IDs in one task queue.
       * - `taskQueuesPerBuildId`: Task queues that know one build ID.
       */
      limit: 'versionSets' | 'buildIds' | 'taskQueuesPerBuildId';
      /** How many are allowed. */
      allowed: number;
      /** How many there are. */
      reached: number;
    }
  | {
      /**
       * The order of a merged set's build IDs before its default is a guess, since the imported state does not tell
       * when they were promoted.
       */
      code: 'GUESSED_ORDER';
      /** The default of the set. */
      setDefault: string;
    };

/** A hazard, with its description in words. */
export type Hazard = {
  /** The step, from 1, after which it is so; 0 for what is so at the start. */
  step: number;
  /** The queue that it is about. */
  taskQueue: string;
  /** Whether it stops something. */
  severity: Severity;
  /** What is affected. */
  subjects: RolloutSubject[];
  /** The places in the document's `workers` of those that are affected. */
  workers: number[];
  /** What can go wrong. */
  what: string;
  /** What to do about it. */
  wayOut: string;
} & HazardKind;

/** What there is to say against a rollout or a step, with its description in words. */
export interface Verdict {
  /** The queue that it is about, if it is that on a step. */
  taskQueue?: string;
  /**
   * The worst of it.
   *
   * - `stops`: Something stands still until somebody acts.
   * - `warns`: Everything goes on, but perhaps not as it is meant to.
   * - `notKnown`: The document does not say that it lists all workflows, or all workers of a queue that has
   *   none listed: whether something goes wrong with others is not known.
   * - `nothing`: Nothing.
   */
  worst: 'stops' | 'warns' | 'notKnown' | 'nothing';
  /** A sentence for all of it: the only one that says that there are no hazards. */
  what: string;
  /** The hazards, the worst first, and else in the order of the steps with which they begin. */
  hazards: Hazard[];
  /**
   * How much waits because none of the workers that are listed for its queue receives it, whether or not it
   * waited before.
   */
  withoutWorker: number;
  /** How much lands where no worker of the queue is listed: whether a worker receives it is not known. */
  notKnown: number;
  /**
   * Whether the document says that it lists all workflows of the queues that it is about: hazards of others are
   * not known.
   */
  allListed: boolean;
}

/** The number of workflows that were counted. */
export interface WorkflowCounts {
  /** Bytes of UTF-8 that were read. */
  bytes: number;
  /** Running workflows that version sets route, or nothing. */
  running: number;
  /** Closed workflows. They land nowhere; queries to them do. */
  closed: number;
  /**
   * Running workflows that assignment rules or a worker deployment route. The former are in no row; the latter
   * are in rows of their own, unless their behavior or version is not shown.
   */
  otherVersioning: number;
  /** Those of them that assignment rules route. */
  assignmentRules: number;
  /** Those of them that belong to a worker deployment: auto-upgrade, pinned and unspecified ones alike. */
  workerDeployments: number;
}

/** Running workflows that land alike. */
export interface WorkflowLandingsRow {
  /** The workflow type. */
  workflowType: string;
  /**
   * What routing needs to know about them. A list of workflows says which build IDs each has used, in the order
   * of first use, but not which is the latest (`describe` does): this is the last one listed.
   */
  workflow: WorkflowState;
  /** The number of running workflows. */
  running: number;
  /** Where their next workflow tasks land. */
  landing: WorkflowLanding;
  /** The same with the second namespace, if one was given. */
  landingAfter?: WorkflowLanding;
}

/** Where the next workflow task of a workflow lands. */
export type WorkflowLanding = CertainLanding | UncertainLanding | NotKnownLanding;

/**
 * The workflows have used build IDs of several version sets: where they land depends on which build ID is the
 * latest.
 */
export interface UncertainLanding {
  /**
   * It depends on what is not known.
   *
   * - `uncertain`: One of several.
   */
  outcome: 'uncertain';
  /** The task queue of their workflow tasks. */
  taskQueue: string;
  /** The different landings, starting with that of the build ID whose first use was the most recent. */
  landings: CertainLanding[];
}

/**
 * The document does not list the task queue of the workflows, which may have version sets: where they land is
 * not known.
 */
export interface NotKnownLanding {
  /**
   * It is not known.
   *
   * - `notKnown`: It is not known.
   */
  outcome: 'notKnown';
  /** The task queue of their workflow tasks. */
  taskQueue: string;
  /** What makes it not known. */
  doubts: Ground[];
  /** Why it is not known, and what would settle it. */
  what: string;
}

/** Something that has a short phrase. */
export type Described =
  /** Where something lands. */
  | {
      /** Where something lands. */
      landing: {
        /** The task queue. */
        taskQueue: string;
      } & Outcome;
    }
  | {
      /** Where something lands that depends on which build ID a workflow has used last: each possibility. */
      landings: ({
        /** The task queue. */
        taskQueue: string;
      } & Outcome)[];
    }
  | {
      /** Whether workers may be stopped. */
      mayStop: MayStop;
    }
  | {
      /** What an operation does. */
      operation: BuildIdOperation;
    }
  | {
      /** What the polls of a worker bring. */
      poll: PollOutcome;
    }
  | {
      /** The polls of a worker that are not valid. */
      invalidPoll: InvalidPoll;
    }
  | {
      /** What a pull has to say. */
      pullEvent: PullEvent;
    }
  | {
      /** The rule that decided where something lands. */
      reason: Reason;
    }
  | {
      /** What frees workers from something that lands on them. */
      releases: Release[];
    }
  | {
      /** What no operation can undo. */
      remainder: Remainder;
    }
  | {
      /** The name of an SDK. */
      sdk: Sdk;
    }
  | {
      /** The result of a step. */
      stepResult: RolloutStepResult;
    }
  | {
      /** Something in a rollout that lands. */
      subject: RolloutSubject;
    }
  | {
      /** The kind of a task. */
      task: TaskKind;
    }
  | {
      /** The version sets of a task queue: the default set last, and the set default last in each. */
      versionSets: string[][];
    }
  | {
      /** A worker. */
      worker: WorkerOptions;
    }
  | {
      /** The workers of a build ID; an empty one means unversioned workers. */
      workersOf: string;
    }
  /** The version that a workflow is on. */
  | {
      /** The version that a workflow is on. */
      workflowVersion: {
        /** Its build ID, if a versioned worker runs it. */
        buildId?: string;
        /** Whether it has completed a workflow task; true by default. */
        hasCompletedWorkflowTask?: boolean;
        /** What it carries of Worker Deployments; nothing by default. */
        versioningInfo?: VersioningInfo;
      };
    };

/** What a pull has to say. */
export interface PullEvent {
  /**
   * What it is.
   *
   * - `otherGenerations`: Other generations of Worker Versioning route tasks of the queues: the pull stops.
   * - `rulesNotKnown`: The cluster does not show whether there are assignment and redirect rules.
   * - `countedTwice`: Workflows that have used build IDs of two version sets are counted in both.
   * - `inNoEntry`: Workflows are in no entry, as no version set has their build IDs.
   * - `notCounted`: The cluster refuses to count.
   * - `written`: A new document was written.
   * - `updated`: A document was updated.
   */
  event:
    | 'otherGenerations'
    | 'rulesNotKnown'
    | 'countedTwice'
    | 'inNoEntry'
    | 'notCounted'
    | 'written'
    | 'updated';
  /** The task queues that it is about. */
  taskQueues?: string[];
  /** By what other generations route tasks. */
  generations?: OtherGeneration[];
  /** Whether the workflows run that are miscounted. */
  status?: RunStatus;
  /** How many of them there are. */
  count?: number;
  /** Of how many workflows of this status. */
  total?: number;
  /** What the cluster says instead of an answer. */
  error?: string;
  /** The file. */
  document?: string;
}

/** Something by which another generation of Worker Versioning routes the tasks of a queue. */
export interface OtherGeneration {
  /**
   * What it is.
   *
   * - `assignmentRules`: By assignment rules.
   * - `redirectRules`: By redirect rules.
   * - `currentVersion`: By the current version of a Worker Deployment.
   * - `rampingVersion`: By the ramping version of a Worker Deployment.
   */
  kind: 'assignmentRules' | 'redirectRules' | 'currentVersion' | 'rampingVersion';
  /** The task queue. */
  taskQueue: string;
  /** How many rules there are. */
  count?: number;
  /** The version of a deployment, as `shop.2.0`; nothing for unversioned workers. */
  version?: string;
  /** The share of new workflows that a ramping version gets, in percent, as the server says it. */
  percentage?: string;
}

/** The result of a step. A refused step changes nothing. */
export type RolloutStepResult =
  | {
      /** The step changes the version sets. */
      result: 'changed';
      /**
       * True if a merge after an import left the order of the merged set's build IDs, other than its default, a
       * guess: the server does not show when each was last promoted.
       */
      orderIsGuess?: true;
    }
  | {
      /** The task queue is already as the operation asks. */
      result: 'unchanged';
    }
  | {
      /** The server refuses the step. */
      result: 'refused';
      /** The gRPC status. */
      code: VersioningErrorCode;
      /** Why. */
      reason: RefusalReason;
      /** The server's message, verbatim. */
      message: string;
    };

/**
 * The kind of a task.
 *
 * - `newWorkflow`: The first workflow task of a workflow that a client starts.
 * - `eagerNewWorkflow`: The first workflow task of a workflow that is started eagerly.
 * - `reset`: The next workflow task of a workflow that is reset.
 * - `workflowTask`: The next workflow task of a workflow.
 * - `update`: An update of a workflow.
 * - `query`: A query to a workflow.
 * - `workflowRetry`: The next attempt of a workflow that failed under a retry policy.
 * - `cronRun`: The next run of a cron workflow.
 * - `activity`: An activity of a workflow.
 * - `childWorkflow`: The first workflow task of a child workflow.
 * - `continueAsNew`: The first workflow task of the next run of a workflow that continues as new.
 * - `nexusTask`: A Nexus task.
 * - `standaloneActivity`: An activity that a client starts, without a workflow.
 */
export type TaskKind =
  | 'newWorkflow'
  | 'eagerNewWorkflow'
  | 'reset'
  | 'workflowTask'
  | 'update'
  | 'query'
  | 'workflowRetry'
  | 'cronRun'
  | 'activity'
  | 'childWorkflow'
  | 'continueAsNew'
  | 'nexusTask'
  | 'standaloneActivity';

/** What a push is to carry out. */
export interface PushPlan {
  /**
   * The task queues whose version sets have to be as the rollout expects them: those that it lists, and those
   * of its steps.
   */
  taskQueues: string[];
  /** The task queues on which the steps make build IDs defaults: workers have to poll there. */
  newDefaultsOn: string[];
  /** What is sent to the server, step by step. */
  steps: Operation[];
  /** It in words, in lines: what each step does, and what it makes of the version sets. */
  lines: string[];
}

/** What a look of a push means. */
export interface PushAnswer {
  /** What happens. */
  event: PushEvent;
  /** It in words; of a stop also what was done, what is not known, and how to go on. */
  message: string;
}

/** What happens in a push. The last event is `finished` or `stopped`. */
export type PushEvent =
  | {
      /** The cluster does not show whether there are assignment and redirect rules. The push goes on. */
      event: 'rulesNotKnown';
      /** The task queues. */
      taskQueues: string[];
      /** What the cluster says instead. */
      error: ClusterFault;
    }
  | {
      /** Every task queue is as the rollout expects it before the step to begin with. */
      event: 'checked';
      /** The task queues. */
      taskQueues: string[];
      /** The step to begin with. */
      fromStep: number;
    }
  | {
      /** Every task queue is as the rollout leaves it, so that nothing is sent. */
      event: 'alreadyDone';
      /** The task queues. */
      taskQueues: string[];
    }
  | {
      /** The queue of a step is as the rollout expects it, and the operation is to be sent. */
      event: 'starting';
      /** The step. */
      step: number;
    }
  | {
      /** The step changes nothing, so that nothing is sent. */
      event: 'unchanged';
      /** The step. */
      step: number;
    }
  | {
      /** The step would be sent, were this no dry run. */
      event: 'wouldSend';
      /** The step. */
      step: number;
    }
  | {
      /** The version sets are seen to be what the step makes of them. */
      event: 'done';
      /** The step. */
      step: number;
      /**
       * Whether an answer to the operation came.
       *
       * - `received`: It came.
       * - `lost`: It was lost.
       */
      answer: 'received' | 'lost';
      /** The task queue. */
      taskQueue: string;
      /** The version sets that it has now. */
      versionSets: ListedSet[];
    }
  | {
      /** No step is left. */
      event: 'finished';
      /** The steps that this push has carried out. */
      done: number[];
    }
  | {
      /** The push stops. */
      event: 'stopped';
      /** Why it stops. */
      why: StopReason;
      /** The step at which it stops, from 1; one more than there are if all are done. */
      step: number;
      /** The name of this step. */
      name?: string;
      /** How many steps the rollout has. */
      steps: number;
      /** The steps that this push has carried out before. */
      done: number[];
      /**
       * The steps with which a push may go on from where the cluster is; none if the rollout does not lead on from
       * there, or where the cluster is is not known.
       */
      continueFrom: number[];
    };

/** What went wrong between a push and its cluster. */
export interface ClusterFault {
  /** What kind of error it is. */
  kind: ClusterFaultKind;
  /** What happened and what to do, for people. */
  message: string;
}

/**
 * What can go wrong between a push and its cluster.
 *
 * - `notInstalled`: A package that connects to clusters is missing.
 * - `configuration`: A flag, variable, configuration file, certificate or key cannot be used.
 * - `unreachable`: There is no connection, or it broke.
 * - `timeout`: No answer came in time.
 * - `unauthorized`: The cluster does not let this client in, or not do this.
 * - `namespaceNotFound`: There is no such namespace.
 * - `versionSetsDisabled`: Version sets are switched off for the namespace, or the server has none.
 * - `rateLimited`: The cluster is over its rate limit, also after waiting; nothing was done.
 * - `refused`: The server refuses the request itself; nothing was done.
 * - `answerLost`: An update was sent, and whether it was done is not known.
 */
export type ClusterFaultKind =
  | 'notInstalled'
  | 'configuration'
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'namespaceNotFound'
  | 'versionSetsDisabled'
  | 'rateLimited'
  | 'refused'
  | 'answerLost';

/** Why a push stopped. */
export type StopReason =
  | {
      /** Other generations of Worker Versioning route tasks of the queues. */
      reason: 'otherGenerations';
      /** By what they do. */
      found: OtherGeneration[];
    }
  | {
      /** Task queues are not what they should be before the first step to carry out. */
      reason: 'otherStart';
      /** What is other there. */
      differences: SetsDifference[];
    }
  | {
      /** Nobody polls with what would become a default. */
      reason: 'withoutPollers';
      /** What would become a default. */
      missing: UnpolledDefault[];
    }
  | {
      /** Who is asked does not agree. */
      reason: 'declined';
    }
  | {
      /** Somebody else has changed the queue of a step before it was sent. */
      reason: 'changed';
      /** What is other there. */
      difference: SetsDifference;
    }
  | {
      /** The cluster refuses, cannot be reached, …: nothing of the step was done. */
      reason: 'failed';
      /** What went wrong. */
      error: ClusterFault;
    }
  | {
      /** The operation was sent, and its queue still has the version sets from before. */
      reason: 'notShown';
      /** The task queue. */
      taskQueue: string;
      /** Why no answer to the operation came, if none did. */
      lost?: ClusterFault;
    }
  | {
      /** The operation was sent, and its queue has version sets from neither before nor after it. */
      reason: 'surprise';
      /** What is other there. */
      difference: SetsDifference;
      /** Why no answer to the operation came, if none did. */
      lost?: ClusterFault;
    }
  | {
      /** The operation was sent, and its queue could not be read after it. */
      reason: 'unknown';
      /** Why no answer to the operation came, if none did. */
      lost?: ClusterFault;
      /** Why the queue could not be read. */
      error: ClusterFault;
    };

/** Version sets that are not those that a rollout expects. */
export interface SetsDifference {
  /** The task queue. */
  taskQueue: string;
  /** The version sets that the rollout expects. */
  expected: ListedSet[];
  /** The version sets that the queue has. */
  found: ListedSet[];
}

/** A build ID that would become a default, and that nobody polls with. */
export interface UnpolledDefault {
  /** The task queue. */
  taskQueue: string;
  /** The build ID. */
  buildId: string;
  /** Whether workers that have not opted in to versioning poll with it. */
  notOptedIn: boolean;
}

/** The task queues that do not have the version sets from which a document starts, with the words for it. */
export interface OtherStarts {
  /** The queues; none where the document starts from what they have. */
  differences: SetsDifference[];
  /** What a pull or an import would have to replace, in words; empty where there are no differences. */
  message: string;
}

/** A look of a push at its cluster. */
export interface PushLook {
  /**
   * When it is.
   *
   * - `generations`: Before anything is sent, at other generations of versioning: `generations`, and
   *   `rulesNotKnown` with its `error`.
   * - `start`: Before anything is sent, at all task queues of the plan, which are `found`.
   * - `pollers`: Before anything is sent, at the task queues with new defaults: their `pollers`.
   * - `declined`: Before anything is sent: who is asked does not agree.
   * - `step`: Before a step, at its task queue, which is `found`. Not in a dry run, which has sent none of the
   *   steps before it.
   * - `sent`: After a step was sent, at its task queue, which is `found`; with `lost` and `isLate`.
   * - `unread`: After a step was sent, at its task queue, which could not be read for the `error`; with `lost`.
   * - `failed`: At an `error` of the cluster, when certainly nothing of the step was done.
   * - `end`: After the last step.
   */
  moment:
    | 'generations'
    | 'start'
    | 'pollers'
    | 'declined'
    | 'step'
    | 'sent'
    | 'unread'
    | 'failed'
    | 'end';
  /** The step that is next, or was sent last, from 1; one more than there are after the last one. */
  step: number;
  /** The steps that this push has carried out. */
  done: number[];
  /** The task queues that were looked at, with the version sets that they have. */
  found?: RolloutTaskQueue[];
  /** The workers that have polled in the last minutes. */
  pollers?: RolloutWorker[];
  /** By what other generations of Worker Versioning route tasks of the queues. */
  generations?: OtherGeneration[];
  /** The task queues of which the cluster does not show whether they have assignment and redirect rules. */
  rulesNotKnown?: string[];
  /** Why no answer to the operation came, if none did. */
  lost?: ClusterFault;
  /** What went wrong. */
  error?: ClusterFault;
  /** Whether the time is up in which an operation that was sent should show. */
  isLate?: boolean;
}

/** Something in a pasted text that was passed over. */
export interface PassedOver {
  /** Its line, from 1. */
  line: number;
  /** What stands there. */
  text: string;
  /** What was passed over, and why, in words. */
  what: string;
}

/** An operation that a command asks for, and what else the text has. */
export interface CommandReading {
  /** The operation. */
  operation: Operation;
  /**
   * What is not part of the command, such as `VAR=x` before it and `| jq` after it; flags that do not change
   * what it does, such as `--env prod` and `-o json`; and values of flags that are given twice, of which the
   * command takes the last. In the order of the text.
   */
  passedOver: PassedOver[];
  /**
   * Where the values of the operation stand: the task queue, and the build IDs in the order of the operation's
   * fields.
   */
  values: TextPlace[];
}

/** Where something stands in a pasted text. */
export interface TextPlace {
  /** The line, from 1. */
  line: number;
  /** The column, from 1, in UTF-16 code units, as JavaScript and editors count. */
  column: number;
  /** How long it is, in UTF-16 code units; 0 where something is missing. */
  length: number;
}

/** An operation on a Worker Deployment that a command asks for, and what else the text has. */
export interface DeploymentCommandReading {
  /** The operation. */
  operation: DeploymentOperation;
  /** What is not part of the command, as in `CommandReading.passed_over`. */
  passedOver: PassedOver[];
  /** Where the values of the operation stand, in the order of its fields. */
  values: TextPlace[];
}

/** What was printed below one command, in a text from a terminal. */
export interface PastedAnswer {
  /** The task queue of the command above it, where there is one that names it. */
  taskQueue?: string;
  /**
   * What was printed, for `read_version_sets`. Blank lines stand for what is before it, so that an error names
   * the line of the whole text.
   */
  text: string;
}
