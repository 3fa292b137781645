/* tslint:disable */
/* eslint-disable */

/**
 * Why a call failed. The package turns this into a JavaScript error.
 */
export class Failed {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Everything that is known about the failure.
     */
    facts(): any;
}

/**
 * A namespace of task queues with their version sets.
 */
export class Namespace {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Carries out any operation.
     *
     * # Errors
     * Throws if it is not an operation, the server would refuse it, or the answer depends on what `lookups` do not say.
     */
    apply(operation: any, lookups: any): any;
    /**
     * Returns what a run carries when it begins with a task.
     *
     * # Errors
     * Throws if it is not a task that begins a run, or the server would refuse to begin it.
     */
    begin(task: any): any;
    /**
     * Returns an independent copy.
     */
    clone(): Namespace;
    /**
     * Returns what the server answers about a version of a deployment.
     *
     * # Errors
     * Throws if there is no such version.
     */
    describeWorkerDeploymentVersion(version: any): any;
    /**
     * Returns what the server answers about a deployment.
     *
     * # Errors
     * Throws if there is none of that name.
     */
    describeWorkerDeployment(name: any): any;
    /**
     * Restores a namespace from a snapshot.
     *
     * # Errors
     * Throws if it is not the snapshot of a namespace.
     */
    static fromJSON(snapshot: any): Namespace;
    /**
     * Returns the version sets of a task queue.
     *
     * # Errors
     * Throws if the name or an option is wrong.
     */
    getBuildIdCompatability(task_queue: any, options: any): any;
    /**
     * Returns what reaches the workers of build IDs on their task queues.
     *
     * # Errors
     * Throws if an option is wrong.
     */
    getReachability(options: any): any;
    /**
     * Replaces the version sets of a task queue with those that a tool printed, and returns what was passed over.
     *
     * # Errors
     * Throws if the name is not valid, or the text is not the output of a known tool. The queue keeps its sets then.
     */
    importBuildIds(task_queue: any, text: any): any;
    /**
     * Takes over the Worker Deployments that a tool printed, and returns what was passed over.
     *
     * # Errors
     * Throws if the text is not the output of a known tool, or lacks the description of a version. Nothing changes then.
     */
    importWorkerDeployments(text: any): any;
    /**
     * Creates a namespace in which no task queue is versioned yet.
     *
     * # Errors
     * Throws a [`Failed`], like every function here, if the input is wrong or the server would refuse the call.
     */
    constructor(options: any);
    /**
     * Takes note of something that changes deployments without an operation.
     *
     * # Errors
     * Throws if it is no such thing, the server would refuse the poll, or the answer depends on what `lookups` do not say.
     * Nothing changes then.
     */
    observe(happening: any, lookups: any): any;
    /**
     * Returns what the polls of a worker bring.
     *
     * # Errors
     * Throws if the name, the worker or the type is not valid.
     */
    poll(task_queue: any, worker: any, asks_for: any): any;
    /**
     * Returns what an operation would do, and where tasks would land before and after it.
     *
     * # Errors
     * Throws if the operation or a task is not valid. A refusal of the operation is an answer, not an error.
     */
    preview(task_queue: any, operation: any, tasks: any): any;
    /**
     * Returns what a run carries once an event has happened to it.
     *
     * # Errors
     * Throws if the workflow or the event is not valid, the server would refuse the override, or the answer depends on the
     * workflow's ID and that is not given.
     */
    progress(workflow: any, event: any): any;
    /**
     * Returns where each of several tasks lands.
     *
     * # Errors
     * Throws if one of them is not a task, with its index.
     */
    resolveMany(tasks: any): any;
    /**
     * Returns where a task lands, and why.
     *
     * # Errors
     * Throws if it is not a task.
     */
    resolve(task: any): any;
    /**
     * Returns the names of the versioned task queues.
     */
    taskQueues(): any;
    /**
     * Returns everything that the namespace holds.
     */
    toJSON(): any;
    /**
     * Carries out an operation on the version sets of a task queue.
     *
     * # Errors
     * Throws if it is not an operation, or the server would refuse it. Nothing changes then.
     */
    updateBuildIdCompatibility(task_queue: any, operation: any): any;
    /**
     * Returns the names of the deployments.
     */
    workerDeployments(): any;
}

/**
 * An immutable rollout.
 */
export class Rollout {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Returns what differs between this rollout after one step and this or another rollout after another step.
     *
     * # Errors
     * Throws if there is no such step.
     */
    changes(from: any, other: Rollout, to: any): any;
    /**
     * Checks that the document names task queues, build IDs and workflows.
     *
     * # Errors
     * Throws if it does not name one of them, with the nearest name.
     */
    checkNames(names: any): void;
    /**
     * Returns which expectations are met.
     */
    check(): any;
    /**
     * Returns what differs between two situations.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     */
    difference(before: any, after: any): any;
    /**
     * Returns what a screen shows after a moment, and what moves there from another one.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     */
    flow(before: any, after: any, options: any): any;
    /**
     * Returns what can go wrong on the way, or, given an operation to insert, with that operation in between.
     *
     * # Errors
     * Throws if the operation is not valid.
     */
    hazards(_with: any): any;
    /**
     * Returns where everything lands after a step, and why.
     *
     * # Errors
     * Throws if there is no such step.
     */
    landings(after: any): any;
    /**
     * Returns the namespace after a step.
     *
     * # Errors
     * Throws if there is no such step.
     */
    namespaceAfter(after: any): Namespace;
    /**
     * Returns the build IDs that steps make defaults.
     */
    newDefaults(): any;
    /**
     * Returns what can go wrong by a step of this or another rollout, and cannot by a step of this one.
     *
     * # Errors
     * Throws if there is no such step.
     */
    newHazards(from: any, other: Rollout, to: any): any;
    /**
     * Reads a rollout from a document in JSON.
     *
     * # Errors
     * Throws if it is not a rollout document, with the path to what is wrong.
     */
    constructor(json: any);
    /**
     * Returns which task queues do not have the version sets from which the document starts.
     *
     * # Errors
     * Throws if they are no task queues.
     */
    otherStarts(found: any): any;
    /**
     * Returns the fewest operations that lead a task queue to a goal.
     *
     * # Errors
     * Throws if an option is wrong. That no plan reaches the goal is an answer, not an error.
     */
    plan(options: any): any;
    /**
     * Returns what a push that begins with a step is to carry out.
     *
     * # Errors
     * Throws if there is no such step; one more than there are is one.
     */
    pushPlan(from_step: any): any;
    /**
     * Returns what a look at a cluster means for a push; nothing where the push goes on without a word.
     *
     * # Errors
     * Throws if it is no such look, there is no such step, or a task queue of the plan was not looked at.
     */
    push(look: any): any;
    /**
     * Returns what reaches the workers of build IDs, and what the answer rests on.
     *
     * # Errors
     * Throws if an option is wrong, or names a task queue or build ID that is not in the document.
     */
    reachability(options: any, after: any): any;
    /**
     * Returns why something lands where it does, and who takes it.
     *
     * # Errors
     * Throws if there is no such subject or step.
     */
    reasons(subject: any, at: any): any;
    /**
     * Returns whether workers may be stopped.
     *
     * # Errors
     * Throws if an option is wrong, or names a task queue or build ID that is not in the document.
     */
    retire(options: any): any;
    /**
     * Returns the way back from a step.
     *
     * # Errors
     * Throws if there is no such step.
     */
    rollback(step: any): any;
    /**
     * Returns the part of the runbook about one step.
     *
     * # Errors
     * Throws if there is no such step.
     */
    runbookOfStep(step: any): string;
    /**
     * Returns the rollout as a runbook for people, in Markdown.
     */
    runbook(): string;
    /**
     * Returns the runs of the document's workflows, in the form that reachability takes.
     */
    runs(): any;
    /**
     * Returns where everything lands, in groups, without the rules behind it.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     */
    situation(at: any): any;
    /**
     * Returns the result of each step, with advice if it is refused.
     */
    steps(): any;
    /**
     * Returns everything in the document that lands somewhere.
     */
    subjects(): any;
    /**
     * Returns everything that there is to say against the rollout or, given an operation to insert, against that one.
     *
     * # Errors
     * Throws if the operation is not valid.
     */
    verdict(_with: any): any;
    /**
     * Returns everything that there is to say against the start and each step.
     */
    verdicts(): any;
    /**
     * Returns where something lands, and why.
     *
     * # Errors
     * Throws if there is no such subject or step.
     */
    why(subject: any, at: any): any;
    /**
     * Reads the rollout of this document with the workflows of an export, given its text, and what the export says of other
     * generations of versioning.
     *
     * # Errors
     * Throws if it is not a rollout document, with the path to what is wrong.
     */
    withExported(json: any, exported: WorkflowLandings): Rollout;
    /**
     * Returns a rollout of the same document with other steps.
     *
     * # Errors
     * Throws if these are no steps, or an expectation is for a step that is not there any more.
     */
    withSteps(steps: any): Rollout;
    /**
     * Returns when workers have to be running.
     */
    workerNeeds(): any;
    /**
     * Returns the number of steps.
     */
    readonly stepCount: number;
}

/**
 * Running workflows, and where they land.
 */
export class WorkflowLandings {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Returns what was counted so far.
     */
    counts(): any;
    /**
     * Ends the export.
     *
     * # Errors
     * Throws if the export is incomplete, or has an error in its last piece.
     */
    end(): void;
    /**
     * Starts with no workflows.
     */
    constructor();
    /**
     * Returns where they land with each of two namespaces.
     */
    rowsBetween(before: Namespace, after: Namespace): any;
    /**
     * Returns where they land before the first step of a rollout and after another one.
     *
     * # Errors
     * Throws if there is no such step.
     */
    rowsOf(rollout: Rollout, after: any): any;
    /**
     * Returns where they land.
     */
    rows(before: Namespace): any;
    /**
     * Returns what was counted so far, in a sentence.
     */
    summary(): string;
    /**
     * Returns them as a rollout document lists them.
     */
    workflows(): any;
    /**
     * Counts the workflows in the next piece of an export.
     *
     * # Errors
     * Throws at the first error in the export, and if there are too many kinds of workflows to tell apart.
     */
    write(piece: Uint8Array | number[]): void;
}

/**
 * Returns an operation on a Worker Deployment as a command, or as code for an SDK.
 *
 * # Errors
 * Throws if the operation or language is not valid.
 */
export function deploymentSnippet(operation: any, language: any): string;

/**
 * Returns a short phrase for something.
 *
 * # Errors
 * Throws if there is no phrase for such a value.
 */
export function describe(what: any): string;

/**
 * Returns what an answer's steps mean.
 *
 * # Errors
 * Throws if it is not an answer of this package.
 */
export function explain(answer: any): any;

/**
 * Returns what a text is, if it is what a tool prints of versioning.
 *
 * # Errors
 * Throws if it is not a text.
 */
export function otherOutput(text: any): string | undefined;

/**
 * Returns the answers to commands that read version sets, as pasted from a terminal.
 *
 * # Errors
 * Throws if it is not a text.
 */
export function pastedAnswers(text: any): any;

/**
 * Returns the operation that a `temporal` command asks for, and what was passed over.
 *
 * # Errors
 * Throws if it is not a text, or not such a command; the error says what to write instead.
 */
export function readCommand(text: any): any;

/**
 * Returns the operation on a Worker Deployment that a `temporal` command asks for, and what was passed over.
 *
 * # Errors
 * Throws if it is not a text, or not such a command; the error says what to write instead.
 */
export function readDeploymentCommand(text: any): any;

/**
 * Returns an operation as a command, or as code for an SDK.
 *
 * # Errors
 * Throws if the task queue, operation or language is not valid.
 */
export function snippet(task_queue: any, operation: any, language: any): string;

/**
 * Makes panics, which are bugs in the engine, report on the console what went wrong.
 */
export function start(): void;

/**
 * Returns the worker of a version of a deployment as code for an SDK.
 *
 * # Errors
 * Throws if an argument is not valid.
 */
export function workerSnippet(version: any, task_queue: any, default_versioning_behavior: any, sdk: any): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_failed_free: (a: number, b: number) => void;
    readonly __wbg_namespace_free: (a: number, b: number) => void;
    readonly __wbg_rollout_free: (a: number, b: number) => void;
    readonly __wbg_workflowlandings_free: (a: number, b: number) => void;
    readonly deploymentSnippet: (a: any, b: any) => [number, number, number, number];
    readonly describe: (a: any) => [number, number, number, number];
    readonly explain: (a: any) => [number, number, number];
    readonly failed_facts: (a: number) => any;
    readonly namespace_apply: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_begin: (a: number, b: any) => [number, number, number];
    readonly namespace_clone: (a: number) => number;
    readonly namespace_describeWorkerDeployment: (a: number, b: any) => [number, number, number];
    readonly namespace_describeWorkerDeploymentVersion: (a: number, b: any) => [number, number, number];
    readonly namespace_fromJSON: (a: any) => [number, number, number];
    readonly namespace_getBuildIdCompatability: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_getReachability: (a: number, b: any) => [number, number, number];
    readonly namespace_importBuildIds: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_importWorkerDeployments: (a: number, b: any) => [number, number, number];
    readonly namespace_new: (a: any) => [number, number, number];
    readonly namespace_observe: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_poll: (a: number, b: any, c: any, d: any) => [number, number, number];
    readonly namespace_preview: (a: number, b: any, c: any, d: any) => [number, number, number];
    readonly namespace_progress: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_resolve: (a: number, b: any) => [number, number, number];
    readonly namespace_resolveMany: (a: number, b: any) => [number, number, number];
    readonly namespace_taskQueues: (a: number) => any;
    readonly namespace_toJSON: (a: number) => any;
    readonly namespace_updateBuildIdCompatibility: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_workerDeployments: (a: number) => any;
    readonly otherOutput: (a: any) => [number, number, number, number];
    readonly pastedAnswers: (a: any) => [number, number, number];
    readonly readCommand: (a: any) => [number, number, number];
    readonly readDeploymentCommand: (a: any) => [number, number, number];
    readonly rollout_changes: (a: number, b: any, c: number, d: any) => [number, number, number];
    readonly rollout_check: (a: number) => any;
    readonly rollout_checkNames: (a: number, b: any) => [number, number];
    readonly rollout_difference: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_flow: (a: number, b: any, c: any, d: any) => [number, number, number];
    readonly rollout_hazards: (a: number, b: any) => [number, number, number];
    readonly rollout_landings: (a: number, b: any) => [number, number, number];
    readonly rollout_namespaceAfter: (a: number, b: any) => [number, number, number];
    readonly rollout_new: (a: any) => [number, number, number];
    readonly rollout_newDefaults: (a: number) => any;
    readonly rollout_newHazards: (a: number, b: any, c: number, d: any) => [number, number, number];
    readonly rollout_otherStarts: (a: number, b: any) => [number, number, number];
    readonly rollout_plan: (a: number, b: any) => [number, number, number];
    readonly rollout_push: (a: number, b: any) => [number, number, number];
    readonly rollout_pushPlan: (a: number, b: any) => [number, number, number];
    readonly rollout_reachability: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_reasons: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_retire: (a: number, b: any) => [number, number, number];
    readonly rollout_rollback: (a: number, b: any) => [number, number, number];
    readonly rollout_runbook: (a: number) => [number, number];
    readonly rollout_runbookOfStep: (a: number, b: any) => [number, number, number, number];
    readonly rollout_runs: (a: number) => any;
    readonly rollout_situation: (a: number, b: any) => [number, number, number];
    readonly rollout_stepCount: (a: number) => number;
    readonly rollout_steps: (a: number) => any;
    readonly rollout_subjects: (a: number) => any;
    readonly rollout_verdict: (a: number, b: any) => [number, number, number];
    readonly rollout_verdicts: (a: number) => any;
    readonly rollout_why: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_withExported: (a: number, b: any, c: number) => [number, number, number];
    readonly rollout_withSteps: (a: number, b: any) => [number, number, number];
    readonly rollout_workerNeeds: (a: number) => any;
    readonly snippet: (a: any, b: any, c: any) => [number, number, number, number];
    readonly start: () => void;
    readonly workerSnippet: (a: any, b: any, c: any, d: any) => [number, number, number, number];
    readonly workflowlandings_counts: (a: number) => any;
    readonly workflowlandings_end: (a: number) => [number, number];
    readonly workflowlandings_new: () => number;
    readonly workflowlandings_rows: (a: number, b: number) => any;
    readonly workflowlandings_rowsBetween: (a: number, b: number, c: number) => any;
    readonly workflowlandings_rowsOf: (a: number, b: number, c: any) => [number, number, number];
    readonly workflowlandings_summary: (a: number) => [number, number];
    readonly workflowlandings_workflows: (a: number) => any;
    readonly workflowlandings_write: (a: number, b: number, c: number) => [number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
