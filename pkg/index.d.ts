/**
 * An exact, explained model of Temporal's build-ID-based Worker Versioning (version sets).
 *
 * Names and spellings are those of `@temporalio/client`, so that one operation object works with both. The
 * calls are synchronous: they answer with the value where the client answers with a promise.
 *
 * A wrong type throws a `TypeError` that names the path, such as
 * `operation.buildId: expected string, got number`; so do fields that do not exist.
 */

/** The limits of a cluster; 0 switches one off. */
export interface Limits {
  /** Version sets in one task queue; 10 by default. */
  versionSets: number;
  /** Build IDs in one task queue; 100 by default. */
  buildIds: number;
  /** Task queues that know the same build ID; 20 by default. */
  taskQueuesPerBuildId: number;
  /** Bytes of UTF-8 in a build ID; 255 by default. */
  buildIdBytes: number;
}

export interface NamespaceOptions {
  /** Where the cluster's limits differ from the server's defaults. */
  limits?: Partial<Limits>;
}

/** An operation on the version sets of a task queue, as `@temporalio/client` takes it. */
export type BuildIdOperation =
  | AddNewIdInNewDefaultSet
  | AddNewCompatibleVersion
  | PromoteSetByBuildId
  | PromoteBuildIdWithinSet
  | MergeSets;

/** Adds a build ID as the only one of a new set, which becomes the queue default. */
export interface AddNewIdInNewDefaultSet {
  operation: 'addNewIdInNewDefaultSet';
  buildId: string;
}

/** Adds a build ID to the set of an existing one, as that set's default. */
export interface AddNewCompatibleVersion {
  operation: 'addNewCompatibleVersion';
  buildId: string;
  existingCompatibleBuildId: string;
  /** Whether the set becomes the queue default too; false by default. */
  promoteSet?: boolean;
}

/** Makes the set that holds a build ID the queue default. */
export interface PromoteSetByBuildId {
  operation: 'promoteSetByBuildId';
  buildId: string;
}

/** Makes a build ID the default of its set. */
export interface PromoteBuildIdWithinSet {
  operation: 'promoteBuildIdWithinSet';
  buildId: string;
}

/** Merges two sets into one, whose default is the primary build ID's set's. */
export interface MergeSets {
  operation: 'mergeSets';
  primaryBuildId: string;
  secondaryBuildId: string;
}

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

export interface BuildIdVersionSet {
  /** In the order in which they last became the default of the set; the default last. */
  buildIds: string[];
  /** The build ID whose workers get the tasks of this set. */
  default: string;
  /** Set when the order of the build IDs other than the default is a guess, by a merge after an import. */
  orderIsGuess?: true;
}

/**
 * The unversioned worker where a build ID is asked for: the symbol that `@temporalio/client` has under the same
 * name. (To TypeScript the two are different symbols; either works here.)
 */
export const UnversionedBuildId: UnversionedBuildIdType;

/** The type of {@link UnversionedBuildId}. Other symbols are refused. */
export type UnversionedBuildIdType = symbol;

/** What a worker may be reached by: new workflows; or runs, be they open, closed or either (existing). */
export type ReachabilityType =
  | 'NEW_WORKFLOWS'
  | 'EXISTING_WORKFLOWS'
  | 'OPEN_WORKFLOWS'
  | 'CLOSED_WORKFLOWS';

/** `NOT_FETCHED` alone for a task queue that a server does not look at, as it is asked about too many. */
export type ReachabilityTypeResponse = ReachabilityType | 'NOT_FETCHED';

/** What is asked about reachability, as `@temporalio/client` takes it, and the workflow runs that there are. */
export interface BaseReachabilityOptions {
  /** One to five; {@link UnversionedBuildId} or empty text, as in the API, for the unversioned worker. */
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

/** The client's types ask for build IDs or task queues; the server, for build IDs. */
export type ReachabilityOptions = Partial<BaseReachabilityOptions> &
  (Pick<BaseReachabilityOptions, 'buildIds'> | { taskQueues: readonly string[] });

/** A workflow run, as far as reachability looks at it. */
export interface WorkflowRun {
  /** The queue of its workflow tasks. */
  taskQueue: string;
  /** `OPEN` while it runs; `CLOSED` when it has ended, in whatever way. */
  status: 'OPEN' | 'CLOSED';
  /**
   * The build IDs of the workers that completed one of its workflow tasks, and the one that it inherited at its
   * start; {@link UnversionedBuildId} or empty text for unversioned workers. Empty for a run that no worker has
   * touched yet.
   *
   * A server has them in the search attribute `BuildIds`: `versioned:1.0` is the build ID `1.0`, `unversioned`
   * the unversioned worker.
   */
  buildIds: readonly (string | UnversionedBuildIdType)[];
}

export interface ReachabilityResponse {
  /** By build ID; the unversioned worker by {@link UnversionedBuildId}. */
  buildIdReachability: Record<string | UnversionedBuildIdType, BuildIdReachability>;
}

export interface BuildIdReachability {
  /** By the name of the task queue: what reaches the workers of the build ID there; empty when nothing does. */
  taskQueueReachability: Record<string, ReachabilityTypeResponse[]>;
}

/** What routing needs to know of a workflow. */
export interface WorkflowState {
  /** The queue of its workflow tasks. */
  taskQueue: string;
  /**
   * The build ID of the versioned worker that completed its latest workflow task, or the one that it
   * inherited at its start. None for a workflow of unversioned workers.
   */
  buildId?: string;
  /** Whether any workflow task of it was completed; true by default. */
  hasCompletedWorkflowTask?: boolean;
}

/** The SDK that a workflow is written with: Java reads an unnamed task queue in its own way. */
export type Sdk = 'go' | 'java' | 'python' | 'typescript' | 'dotnet' | 'ruby';

/** What the code of a workflow says about the version of what it starts. */
export type VersioningIntent = 'COMPATIBLE' | 'DEFAULT';

/** A task that some worker has to be found for. */
export type Task = NewWorkflowTask | TaskOfWorkflow | ActivityTask | NextWorkflowTask;

/** The first workflow task of a workflow that a client starts. */
export interface NewWorkflowTask {
  task: 'newWorkflow';
  taskQueue: string;
}

/** The next workflow task of a workflow, a query to it, its next attempt or its next cron run. */
export interface TaskOfWorkflow {
  task: 'workflowTask' | 'query' | 'workflowRetry' | 'cronRun';
  workflow: WorkflowState;
}

/** What a workflow says of an activity, child workflow or next run. */
export interface CommandOptions {
  workflow: WorkflowState;
  /** The target queue, where the code names one; else it is the workflow's own. */
  taskQueue?: string;
  /** The intent, where the code states one. */
  versioningIntent?: VersioningIntent;
  /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
  useLatestBuildId?: boolean;
  /** `typescript` by default. */
  sdk?: Sdk;
}

/** An activity of a workflow. */
export interface ActivityTask extends CommandOptions {
  task: 'activity';
  /** Whether the worker that schedules the activity asks to run it at once; false by default. */
  requestEagerExecution?: boolean;
}

/** The first workflow task of a child workflow or of the next run. */
export interface NextWorkflowTask extends CommandOptions {
  task: 'childWorkflow' | 'continueAsNew';
}

/** The rule that decided where a task lands. */
export type Reason =
  /** The default of the version set that holds the wanted build ID. */
  | 'SET_DEFAULT'
  /** The default of the queue's default set. */
  | 'QUEUE_DEFAULT'
  /** It wants the default, and the queue has no version sets. */
  | 'UNVERSIONED_QUEUE'
  /** It stays with the unversioned workers that run its workflow. */
  | 'UNVERSIONED_WORKFLOW'
  /** It would inherit, but its workflow is not versioned: it starts on the queue default. */
  | 'NOTHING_TO_INHERIT'
  /** The queue does not know the wanted build ID: only a worker of exactly that one gets it. */
  | 'UNKNOWN_BUILD_ID'
  /** It inherits across task queues, which the server refuses. */
  | 'CROSS_QUEUE_REJECTED'
  /** It runs on the worker that scheduled it. */
  | 'EAGER_ACTIVITY';

/** A rule that was applied on the way to a landing, with the facts that it looked at. */
export type Step =
  | {
      rule:
        | 'NEW_WORKFLOW'
        | 'FIRST_WORKFLOW_TASK'
        | 'UNVERSIONED_WORKFLOW'
        | 'RETRY_INHERITS'
        | 'CRON_NEVER_INHERITS'
        | 'INTENT_COMPATIBLE'
        | 'INTENT_DEFAULT'
        | 'USE_LATEST_BUILD_ID'
        | 'TAKES_DEFAULT'
        | 'NOTHING_TO_INHERIT';
    }
  | {
      rule: 'UNSPECIFIED_INHERITS' | 'UNSPECIFIED_TAKES_DEFAULT';
      sdk: Sdk;
      /** How the queue that the command names relates to the workflow's. */
      namedTaskQueue: 'same' | 'other' | 'unnamed';
    }
  | { rule: 'CROSS_QUEUE_REJECTED'; workflowTaskQueue: string; taskQueue: string }
  | { rule: 'WORKFLOW_BUILD_ID' | 'INHERITED_BUILD_ID'; buildId: string }
  | { rule: 'UNVERSIONED_QUEUE' | 'UNVERSIONED_WORKERS' | 'EAGER_ACTIVITY'; taskQueue: string }
  | { rule: 'QUEUE_DEFAULT' | 'UNKNOWN_BUILD_ID'; taskQueue: string; buildId: string }
  | {
      rule: 'SET_DEFAULT';
      taskQueue: string;
      /** The wanted build ID. */
      buildId: string;
      /** The default of its set. */
      setDefault: string;
    };

/** Where a task lands, and why. */
export type Resolution = BuildIdResolution | UnversionedResolution | RejectedResolution;

/** Versioned workers of this build ID get it, and no others. */
export interface BuildIdResolution {
  outcome: 'buildId';
  taskQueue: string;
  buildId: string;
  reason: Reason;
  steps: Step[];
}

/** Unversioned workers get it, and no others. */
export interface UnversionedResolution {
  outcome: 'unversioned';
  taskQueue: string;
  reason: Reason;
  steps: Step[];
}

/** The server refuses the command: the workflow task fails and is retried, so that the workflow hangs. */
export interface RejectedResolution {
  outcome: 'rejected';
  taskQueue: string;
  /** The cause of the failed workflow task, such as `BadScheduleActivityAttributes`. */
  cause: string;
  /** The message of the failure in the workflow's history. */
  message: string;
  reason: Reason;
  steps: Step[];
}

/** How a worker has opted in to versioning, as `@temporalio/worker` takes it. */
export interface WorkerOptions {
  buildId?: string;
  /** Without this flag a worker is unversioned, whatever its build ID; false by default. */
  useVersioning?: boolean;
}

/** What the polls of a worker bring. */
export type PollOutcome =
  /** The unversioned tasks of the queue, and no others. */
  | {
      outcome: 'receives';
      taskQueue: string;
      buildId?: string;
      reason: 'UNVERSIONED_WORKER';
      /** Whether these include the tasks that take the default, such as new workflows. */
      newWorkflows: boolean;
    }
  /** The tasks of a version set, since the worker's build ID is its default. */
  | {
      outcome: 'receives';
      taskQueue: string;
      buildId: string;
      reason: 'SET_DEFAULT';
      /** The build IDs of the set. */
      buildIds: string[];
      /** Whether these include the tasks that take the default, such as new workflows. */
      newWorkflows: boolean;
    }
  /** Nothing: the server refuses the poll. Polls that wait already last up to a minute. */
  | {
      outcome: 'refused';
      taskQueue: string;
      buildId: string;
      reason: 'SUPERSEDED';
      /** The default of the worker's set. */
      newerBuildId: string;
      code: 'OUT_OF_RANGE';
      message: string;
    }
  /** Nothing new: the queue does not know the build ID. Only tasks that name exactly it are handed out. */
  | { outcome: 'idle'; taskQueue: string; buildId: string; reason: 'UNKNOWN_BUILD_ID' };

/** Everything that a namespace holds. */
export interface NamespaceSnapshot {
  /** The version of this format. */
  version: 1;
  limits: Limits;
  taskQueues: TaskQueueSnapshot[];
}

export interface TaskQueueSnapshot {
  taskQueue: string;
  versionSets: VersionSetSnapshot[];
}

export interface VersionSetSnapshot {
  buildIds: BuildIdSnapshot[];
  /** When the set last became the queue default, in the logical time of the queue. */
  becameQueueDefault: number;
}

export interface BuildIdSnapshot {
  buildId: string;
  /** When the build ID last became the default of its set, in the logical time of the queue. */
  becameSetDefault: number;
  /** The place that its set had when it was imported, if it was and has not been promoted since. */
  importedInSet?: number;
}

export type VersioningErrorCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'FAILED_PRECONDITION'
  | 'OUT_OF_RANGE';

/** Why an operation is refused. */
export type RefusalReason =
  /** Something is left empty; there may be a build ID that is too long, too. */
  | 'INCOMPLETE'
  /** The build ID to add has more bytes than the limit. */
  | 'BUILD_ID_TOO_LONG'
  /** No task queue can have that name. */
  | 'TASK_QUEUE_NAME'
  /** The build ID to add in a new default set is in the queue already, and is not its default alone in its set. */
  | 'ALREADY_EXISTS'
  /** The build ID to add is in the asked set already, but that set is not the queue default. */
  | 'NOT_QUEUE_DEFAULT'
  /** The build ID to add is in the asked set already, but is not its default. */
  | 'NOT_SET_DEFAULT'
  /** The build ID to add is in another set than the one that it should be compatible with. */
  | 'INCOMPATIBLE'
  /** The queue does not know a build ID that it would have to know. */
  | 'NOT_FOUND'
  /** The queue would have more version sets than the limit. */
  | 'TOO_MANY_VERSION_SETS'
  /** The queue would have more build IDs than the limit. */
  | 'TOO_MANY_BUILD_IDS'
  /** The build ID would be known to more task queues than the limit. */
  | 'TOO_MANY_TASK_QUEUES';

/** A refusal. Its message is the server's, letter by letter, where the server would refuse too. */
export class VersioningError extends Error {
  constructor(code: VersioningErrorCode, message: string, reason?: RefusalReason);
  readonly name: 'VersioningError';
  /** The gRPC status. */
  readonly code: VersioningErrorCode;
  /** Why, where an operation is refused. */
  readonly reason?: RefusalReason;
}

/**
 * What a snippet is written in: the `temporal` command for a POSIX shell (`sh`, `bash`, `zsh`), or the client
 * of an SDK.
 */
export type SnippetLanguage = 'cli' | 'go' | 'python' | 'typescript' | 'java' | 'dotnet';

/** A namespace of task queues with their version sets, as one cluster keeps it. */
export class Namespace {
  /** A namespace in which no queue is versioned yet. */
  constructor(options?: NamespaceOptions);

  /**
   * Applies an operation to the version sets of a task queue.
   *
   * @throws VersioningError when the server would refuse; nothing has changed then.
   */
  updateBuildIdCompatibility(taskQueue: string, operation: BuildIdOperation): UpdateResult;

  /**
   * Reads the version sets of a task queue (the name is spelt as in `@temporalio/client`), or undefined for
   * an unversioned one.
   *
   * @param options `maxSets`: only the last so many sets; 0, the default, for all.
   */
  getBuildIdCompatability(
    taskQueue: string,
    options?: { maxSets?: number },
  ): WorkerBuildIdVersionSets | undefined;

  /**
   * What reaches the workers of build IDs: those that nothing reaches can be stopped.
   *
   * A server counts a set as the queue default for five minutes more than it is
   * (`frontend.reachabilityQuerySetDurationSinceDefault`); this is what it answers after them.
   *
   * @throws VersioningError when the server would refuse the question.
   */
  getReachability(options: ReachabilityOptions): ReachabilityResponse;

  /** The names of the versioned task queues, in the order of their UTF-8 bytes. */
  taskQueues(): string[];

  /**
   * Replaces what is known of a queue by what a tool printed: `temporal task-queue get-build-ids` as text,
   * JSON or JSONL, the API's JSON or that of the TypeScript client.
   *
   * @throws VersioningError `INVALID_ARGUMENT`, saying what was expected and where; nothing has changed then.
   */
  importBuildIds(taskQueue: string, text: string): void;

  /** Where a task lands if it is handed out now, and why. */
  resolve(task: Task): Resolution;

  /** Where each of several tasks lands. */
  resolveMany(tasks: readonly Task[]): Resolution[];

  /**
   * What a poll for workflow tasks of that worker on that queue brings now.
   *
   * @throws VersioningError when the server would not take the poll for one.
   */
  poll(taskQueue: string, worker: WorkerOptions): PollOutcome;

  /** What an operation would do, and where tasks would land before and after it. Nothing is changed. */
  preview(taskQueue: string, operation: BuildIdOperation, tasks: readonly Task[]): Preview;

  /** The same as the function {@link snippet}: what the namespace holds makes no difference. */
  snippet(taskQueue: string, operation: BuildIdOperation, language: SnippetLanguage): string;

  /** A copy that changes on its own. */
  clone(): Namespace;

  /** Everything that the namespace holds, for {@link Namespace.fromJSON}. */
  toJSON(): NamespaceSnapshot;

  /**
   * The namespace of a snapshot.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it cannot be the state of a namespace.
   */
  static fromJSON(snapshot: NamespaceSnapshot): Namespace;

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

/**
 * Where running workflows land: the workflows of `temporal workflow list` or `temporal workflow describe` with
 * `-o json` or `-o jsonl`, counted as they come. The memory that this takes grows with the number of rows, not
 * with that of workflows.
 *
 * ```ts
 * const landings = new WorkflowLandings();
 * for await (const chunk of createReadStream('workflows.jsonl')) landings.write(chunk);
 * landings.end();
 * for (const row of landings.rows(before, after)) console.log(row);
 * ```
 */
export class WorkflowLandings {
  /** No workflows yet. */
  constructor();

  /**
   * Counts the workflows of the next piece of an export, which may be cut anywhere. (Those at its end may be
   * counted later.)
   *
   * @throws VersioningError `INVALID_ARGUMENT` when the text is not such an export: at which byte, after how many
   *   whole workflows, what was expected and what stands there. Those workflows are counted; every later `write`
   *   and `end` throws the same.
   */
  write(chunk: Uint8Array | string): void;

  /**
   * Says that an export ends here. Another one may be written then, and is counted too.
   *
   * @throws VersioningError `INVALID_ARGUMENT` when it ends in the middle of a workflow or a list.
   */
  end(): void;

  /** What was counted so far. */
  readonly counts: WorkflowCounts;

  /**
   * Where the running workflows land with the version sets of a namespace, and where with those of another:
   * a row for each workflow type, task queue and version, in the order of the UTF-8 bytes of these; workflows with
   * a build ID come before those without.
   */
  rows(before: Namespace, after?: Namespace): WorkflowLandingsRow[];

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

/** What was counted of an export. */
export interface WorkflowCounts {
  /** Bytes of UTF-8 that were taken. */
  bytes: number;
  /** Running workflows, which are in the rows. */
  running: number;
  /** Workflows that have ended. They land nowhere. */
  closed: number;
  /**
   * Running workflows that assignment rules or a worker deployment route. That is not modelled here, and they are
   * in no row.
   */
  otherVersioning: number;
}

/** Running workflows that land alike. */
export interface WorkflowLandingsRow {
  workflowType: string;
  /**
   * What routing needs to know of them. A list tells which build IDs a workflow has used, in the order of first use,
   * but not which is the latest (`describe` does): this is the last one.
   */
  workflow: WorkflowState;
  /** How many there are. */
  running: number;
  /** Where their next workflow tasks land. */
  landing: WorkflowLanding;
  /** The same with the second namespace, if there was one. */
  landingAfter?: WorkflowLanding;
}

/** Where the next workflow task of a workflow lands. */
export type WorkflowLanding = CertainLanding | UncertainLanding;

export type CertainLanding = BuildIdResolution | UnversionedResolution;

/** The workflows have used build IDs of several version sets: it depends on which is the latest. */
export interface UncertainLanding {
  outcome: 'uncertain';
  taskQueue: string;
  /** The different landings, the one of the build ID that they used last for the first time in front. */
  landings: CertainLanding[];
}

/** What an operation would do. A refused one moves nothing. */
export type Preview = RolloutStepResult & { landings: PreviewedLanding[] };

/** Where a task would land before and after an operation. */
export interface PreviewedLanding {
  before: Resolution;
  after: Resolution;
  /** Whether somebody else would get it. */
  moved: boolean;
}

/** What an answer's steps mean: a sentence for each, in the order in which the rules were applied. */
export function explain(answer: Resolution | PollOutcome): string[];

/**
 * An operation as the command or the code that asks a real server for it, without a line break at its end.
 *
 * Code has a connected client named `client` (in Go `c`, with a context `ctx`) and the names of the SDK's
 * client package; imports are left out. Whatever the names of the task queue and the build IDs hold, the
 * literals have exactly that value. Whether a server would take the operation is not asked.
 *
 * Where a language cannot do it, a comment says so, and the code is what to do instead. There may be none:
 * the `temporal` command cannot merge sets.
 */
export function snippet(
  taskQueue: string,
  operation: BuildIdOperation,
  language: SnippetLanguage,
): string;

/**
 * A rollout: where the task queues of a cluster stand, what runs on them, the operations that are to be
 * carried out, and what is expected on the way. The format of `*.json` and `*.yaml` files, described in
 * `docs/rollout-document.md`; its JSON Schema is `worker-versioning/rollout.schema.json`.
 */
export interface RolloutDocument {
  $schema?: string;
  /** The version of this format. */
  version: 1;
  name?: string;
  description?: string;
  /** Where the cluster's limits differ from the server's defaults. */
  limits?: Partial<Limits>;
  /** The task queues as they stand before the first step. */
  taskQueues?: RolloutTaskQueue[];
  /** The workers that run all the while. */
  workers?: RolloutWorker[];
  /** The workflows, none of which makes progress during the rollout. */
  workflows?: RolloutWorkflow[];
  /** The steps, counted from 1. */
  operations?: RolloutOperation[];
  expectations?: RolloutExpectation[];
}

export interface RolloutTaskQueue {
  taskQueue: string;
  /** The default set last, and in each the set default last; none for an unversioned queue. */
  versionSets?: { buildIds: string[] }[];
}

export interface RolloutWorker extends WorkerOptions {
  name?: string;
  taskQueue: string;
}

export interface RolloutWorkflow extends WorkflowState {
  workflowId: string;
  workflowType?: string;
  /** `OPEN` by default. */
  status?: 'OPEN' | 'CLOSED';
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

/** What a workflow asks for, its next attempt (`workflowRetry`) or its next run by schedule (`cronRun`). */
export type RolloutCommand =
  | ({ name: string; task: 'activity'; requestEagerExecution?: boolean } & RolloutCommandOptions)
  | ({ name: string; task: 'childWorkflow' | 'continueAsNew' } & RolloutCommandOptions)
  | { name: string; task: 'workflowRetry' | 'cronRun' };

export interface RolloutCommandOptions {
  /** The target queue, where the code names one; else it is the workflow's own. */
  taskQueue?: string;
  /** The intent, where the code states one. */
  versioningIntent?: VersioningIntent;
  /** The Go SDK's older flag; true means the same as the intent `DEFAULT`. */
  useLatestBuildId?: boolean;
}

/** A step: an operation, and the queue that it is for. */
export type RolloutOperation = { name?: string; taskQueue: string } & BuildIdOperation;

/** What is expected, after a step (`after`; 0 is the start, and the last step is taken when nothing is said). */
export type RolloutExpectation =
  | LandingExpectation
  | StepExpectation
  | PollExpectation
  | RetirementExpectation;

/** Where something lands, and whether a worker of the document receives it. */
export type LandingExpectation = {
  description?: string;
  after?: number;
  /** The build ID whose workers get it, unversioned workers, or nobody since the server refuses it. */
  lands?: { buildId: string } | 'unversioned' | 'rejected';
  hasWorker?: boolean;
} & (
  | { newWorkflowsOn: string }
  | {
      /** A workflow's ID: its next workflow task, or a query to it when it is closed. */
      workflow: string;
      /** The name of one of its commands. */
      command?: string;
    }
);

/** What a step does. */
export interface StepExpectation {
  description?: string;
  step: number;
  result: 'changed' | 'unchanged' | 'refused';
  /** The status of a refusal. */
  code?: VersioningErrorCode;
  /** The message of a refusal, letter by letter. */
  message?: string;
}

/** What the polls of a worker bring. */
export interface PollExpectation {
  description?: string;
  after?: number;
  worker: RolloutWorker;
  poll: 'receives' | 'refused' | 'idle';
}

/** Whether workers may be stopped. */
export interface RetirementExpectation {
  description?: string;
  after?: number;
  /** The build ID; none for unversioned workers. */
  retire: { taskQueue: string; buildId?: string };
  mayStop: MayStop;
}

/** A document that is read, checked and run. Nothing changes it. */
export class Rollout {
  /**
   * @throws VersioningError `INVALID_ARGUMENT` when it is not a rollout document: the message begins with the
   * path to what is wrong. Fields that do not exist are refused.
   */
  constructor(document: RolloutDocument);

  /** The rollout of a JSON text; throws as the constructor does. */
  static parse(text: string): Rollout;

  /** A copy of the document. */
  readonly document: RolloutDocument;

  /** How many steps there are. */
  readonly stepCount: number;

  /** What becomes of each step. A refused one changes nothing, and the next one is taken. */
  steps(): RolloutStep[];

  /** The namespace after a step: 0 is the start, and the last step is taken when nothing is said. */
  namespaceAfter(after?: number): Namespace;

  /**
   * Where everything lands after a step: new workflows on every queue that the document names, in the order
   * of their names, then each workflow, followed by its commands.
   */
  landings(after?: number): RolloutLanding[];

  /** Looks at every expectation. A refused step that no expectation names is a failure too. */
  check(): RolloutCheck;

  /** Whether workers may be stopped after a step, and if not, who holds them and what would free them. */
  retire(options: RetirementOptions): Retirement;

  /**
   * The fewest operations that lead a task queue from where it is after a step to a goal; of several such plans,
   * one that moves the fewest landings on the way.
   *
   * @throws VersioningError `FAILED_PRECONDITION` when no plan leads there: the message says why.
   */
  plan(options: PlanOptions): Plan;

  /** What can go wrong at the start and on the way, each reported at the step with which it begins. */
  hazards(): Hazard[];

  /** The way back from a step, counted from 1, taken right after it. */
  rollback(step: number): Rollback;

  /** When workers have to be up for what the document names, and when they may be stopped. */
  workerNeeds(): WorkerNeed[];

  /** Gives the memory back at once rather than when the object is collected. It cannot be used after. */
  free(): void;
}

export type RolloutStep = {
  /** Its number, from 1. */
  step: number;
  name?: string;
  taskQueue: string;
  operation: BuildIdOperation;
} & RolloutStepResult;

export type RolloutStepResult =
  | { result: 'changed' /** As in {@link UpdateResult}. */; orderIsGuess?: true }
  | { result: 'unchanged' }
  | { result: 'refused'; code: VersioningErrorCode; reason: RefusalReason; message: string };

/** What of a rollout lands: new workflows on a queue, a workflow, or what a command of it leads to. */
export type RolloutSubject = { taskQueue: string } | { workflow: string; command?: string };

export type RolloutLanding = RolloutSubject & {
  landing: Resolution;
  /** The places in the document's `workers` of those that receive it; none when it waits. */
  workers: number[];
};

export interface RolloutCheck {
  /** Whether everything is as expected. */
  passed: boolean;
  /** One for each expectation, in the document's order. */
  findings: RolloutFinding[];
  /** The steps that are refused though no expectation says so. */
  unexpectedRefusals: RolloutStep[];
}

export interface RolloutFinding {
  expectation: RolloutExpectation;
  /** The step after which it was looked at. */
  after: number;
  met: boolean;
  /** What is so. */
  actual: RolloutLanding | RolloutStep | PollOutcome | InvalidPoll | Retirement;
}

/** A poll that the server would not take for one. */
export interface InvalidPoll {
  outcome: 'invalid';
  taskQueue: string;
  code: 'INVALID_ARGUMENT';
  message: string;
}

export interface RetirementOptions {
  taskQueue: string;
  /** The build ID; none, or empty, for unversioned workers. */
  buildId?: string;
  /** The step after which it is asked: 0 is the start, and the last step is taken when nothing is said. */
  after?: number;
}

/**
 * Whether workers may be stopped: `yes` when nothing lands on them, `exceptQueries` when nothing but queries
 * to closed workflows does.
 */
export type MayStop = 'yes' | 'exceptQueries' | 'no';

/** What frees workers of something that lands on them; each one is enough. */
export type Release =
  /** Another version set becomes the queue default. */
  | 'ANOTHER_QUEUE_DEFAULT'
  /** Another build ID becomes the default of its set: a compatible one is added or promoted. */
  | 'ANOTHER_SET_DEFAULT'
  /** The queue gets its first version set. */
  | 'FIRST_VERSION_SET'
  /** The workflow closes. */
  | 'CLOSING'
  /** The server removes the closed workflow, at the end of the namespace's retention. */
  | 'END_OF_RETENTION';

export interface Retirement {
  mayStop: MayStop;
  /** What lands on the workers. */
  holders: (RolloutSubject & { freedBy: Release[] })[];
}

export interface PlanOptions {
  taskQueue: string;
  goal: Goal;
  /** The step after which it begins: 0 is the start, and the last step is taken when nothing is said. */
  after?: number;
}

/** What the version sets of a task queue are to become. */
export type Goal = {
  /** What to do with build IDs that the queue does not know; `add` by default. */
  unknownBuildIds?: 'add' | 'refuse';
} & (
  | {
      /**
       * Build IDs of one of these have to be in one set, those of different ones in different sets. Where nothing
       * is said, anything will do; but a set none of whose build IDs is named keeps its build IDs and its default.
       */
      sets?: { buildIds: string[]; default?: string }[];
      /** The build ID on which new workflows have to start. */
      queueDefault?: string;
    }
  /** All sets exactly as listed: the default set last, and in each the set default last. */
  | { allSets: { buildIds: string[] }[] }
);

/** The fewest operations that lead to a goal. */
export interface Plan {
  /** None when the queue is as the goal wants it. */
  operations: BuildIdOperation[];
  /** The defaults on the way that are defaults neither at the start nor at the end. */
  passingDefaults: PassingDefault[];
  /** `approximate` when there were too many plans of that length to be sure that this one moves least. */
  tieBreak: 'exact' | 'approximate';
  /**
   * `notReliedOn` when fewer operations might do, were the order of imported build IDs the one that is guessed;
   * the plan promotes what is in doubt.
   */
  importedOrder: 'irrelevant' | 'notReliedOn';
}

/** A default on the way. What is added is the default of its set at once, so that some cannot be avoided. */
export interface PassingDefault {
  /** The step of the plan, from 1, after which it is a default. */
  step: number;
  buildId: string;
  /** `queue` when new workflows start on it, `set` when it is the default of its set alone. */
  of: 'queue' | 'set';
}

/** Something that can go wrong. */
export type Hazard = {
  /** The step, from 1, after which it is so; 0 for what is so at the start. */
  step: number;
  taskQueue: string;
  /** What is affected. */
  subjects: RolloutSubject[];
  /** The places in the document's `workers` of those that are affected. */
  workers: number[];
} & (
  | {
      /** Something lands on workers of a version, and no worker of the document receives it: it waits. */
      code: 'WITHOUT_WORKER';
      /** Empty for unversioned workers. */
      buildId: string;
    }
  | {
      /** A worker keeps polling though its polls are refused. */
      code: 'SUPERSEDED_WORKER';
      buildId: string;
      newerBuildId: string;
    }
  | {
      /** New workflows start on a build ID that is the queue default neither at the start nor at the end. */
      code: 'PASSING_QUEUE_DEFAULT';
      buildId: string;
      /** The step with which another one becomes the queue default. */
      until: number;
      /** Where the workflows that start meanwhile land at the end. */
      landsAtTheEnd: string;
    }
  | {
      /** A merge makes new workflows start on another build ID. */
      code: 'MERGE_MOVES_QUEUE_DEFAULT';
      from: string;
      to: string;
    }
  | {
      /** A merge declares sets compatible that were not, for good. */
      code: 'MERGE_DECLARES_COMPATIBLE';
      /** The default that is kept. */
      kept: string;
      /** The default that is given up. */
      givenUp: string;
    }
  | {
      /** Open workflows stay on what was the queue default: their workers are still needed. */
      code: 'LEFT_BEHIND';
      /** Empty for unversioned workers. */
      buildId: string;
    }
  | {
      /** A child or next run of a workflow of unversioned workers starts on the queue default. */
      code: 'JUMPS_TO_QUEUE_DEFAULT';
      buildId: string;
    }
  | {
      /** A command inherits a build ID across task queues: the server refuses it, and the workflow hangs. */
      code: 'REJECTED_COMMAND';
    }
  | {
      /** A command of the Java SDK names neither queue nor intent, and takes the default where others inherit. */
      code: 'JAVA_UNSET_TASK_QUEUE';
      /** Where it would land if it inherited; empty for unversioned workers. */
      inherited: string;
    }
  | {
      /** The TypeScript client up to 1.24.0 drops `promoteSet`: sent by it, the set would not be promoted. */
      code: 'DROPPED_PROMOTION';
      /** The default that new workflows would keep. */
      queueDefault: string;
    }
  | {
      /** Run a second time, as a CI job that is tried again, the step does not leave the version sets alone. */
      code: 'NOT_REPEATABLE';
      /** How it is refused the second time, as `STATUS: message`; empty when it changes the version sets. */
      refusal: string;
    }
  | {
      /** Few more, or none, can be added. */
      code: 'LIMIT_NEAR';
      limit: 'versionSets' | 'buildIds' | 'taskQueuesPerBuildId';
      allowed: number;
      reached: number;
    }
  | {
      /** The order of a merged set's build IDs before its default is a guess. */
      code: 'GUESSED_ORDER';
      setDefault: string;
    }
);

/** The way back from a step: the fewest operations after which as much as possible lands where it did before. */
export interface Rollback {
  /** None when nothing moved, or nothing of it can be restored. */
  operations: BuildIdOperation[];
  restored: RolloutSubject[];
  /** What lands elsewhere than before nevertheless. */
  notRestored: RolloutSubject[];
  /** What no operation takes back. */
  remains: Remainder[];
}

export type Remainder =
  /** A build ID that was added stays. */
  | { code: 'ADDED'; buildId: string }
  /** Sets that were merged stay so; these were their defaults. */
  | { code: 'MERGED'; setDefaults: [string, string] }
  /** The queue stays versioned: new workflows no longer go to unversioned workers. */
  | { code: 'VERSIONED' }
  /** Workflows that start before the way back is taken keep their set. */
  | { code: 'STARTED_MEANWHILE'; buildId: string /** Where they land after it. */; lands: string };

/** When workers of a version are needed on a queue, for what the document names. */
export interface WorkerNeed {
  taskQueue: string;
  /** Empty for unversioned workers. */
  buildId: string;
  /** The step, from 1, before which they have to be up; 0 when they are needed at the start. */
  startBefore: number;
  /** The step after which they are not needed any more; none when they still are at the end. */
  stopAfter?: number;
  /** Whether they may be stopped at the end. */
  atTheEnd: MayStop;
}
