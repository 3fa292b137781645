/* tslint:disable */
/* eslint-disable */

/**
 * Why a call fails. The package makes an error of JavaScript of it.
 */
export class Failed {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * All that is known of it.
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
     * When it is no operation, or the server would refuse it. Then nothing changes.
     */
    apply(operation: any): any;
    /**
     * A copy that changes by itself.
     */
    clone(): Namespace;
    /**
     * The namespace of a snapshot.
     *
     * # Errors
     * When it is no snapshot of a namespace.
     */
    static fromJSON(snapshot: any): Namespace;
    /**
     * The version sets of a queue.
     *
     * # Errors
     * When the name or an option is wrong.
     */
    getBuildIdCompatability(task_queue: any, options: any): any;
    /**
     * What reaches the workers of build IDs on their queues.
     *
     * # Errors
     * When an option is wrong.
     */
    getReachability(options: any): any;
    /**
     * Replaces what is known of a queue by what a tool printed.
     *
     * # Errors
     * When the name is none, or the text nothing that a tool printed. Then the queue keeps its sets.
     */
    importBuildIds(task_queue: any, text: any): void;
    /**
     * A namespace in which no queue is versioned yet.
     *
     * # Errors
     * As every function here: throws a [`Failed`] where the input is wrong, or the server would refuse.
     */
    constructor(options: any);
    /**
     * What the polls of a worker bring.
     *
     * # Errors
     * When the name or the worker is none.
     */
    poll(task_queue: any, worker: any): any;
    /**
     * What an operation would do, and where tasks would land before and after it.
     *
     * # Errors
     * When the operation or a task is none. That it would be refused is an answer.
     */
    preview(task_queue: any, operation: any, tasks: any): any;
    /**
     * Where each of several tasks lands.
     *
     * # Errors
     * When one of them is no task, with its place.
     */
    resolveMany(tasks: any): any;
    /**
     * Where a task lands, and why.
     *
     * # Errors
     * When it is no task.
     */
    resolve(task: any): any;
    /**
     * The names of the versioned queues.
     */
    taskQueues(): any;
    /**
     * Everything that the namespace holds.
     */
    toJSON(): any;
    /**
     * Carries out an operation on the version sets of a queue.
     *
     * # Errors
     * When it is no operation, or the server would refuse it. Then nothing changes.
     */
    updateBuildIdCompatibility(task_queue: any, operation: any): any;
}

/**
 * A rollout. Nothing changes it.
 */
export class Rollout {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What differs between this rollout after a step and another, or the same, after a step.
     *
     * # Errors
     * When there is no such step.
     */
    changes(from: any, other: Rollout, to: any): any;
    /**
     * Which expectations are met.
     */
    check(): any;
    /**
     * What differs between two situations.
     *
     * # Errors
     * When one of them is none.
     */
    difference(before: any, after: any): any;
    /**
     * What can go wrong on the way; with an operation that would come next, on that way.
     *
     * # Errors
     * When the operation is none.
     */
    hazards(_with: any): any;
    /**
     * Where everything lands after a step, and why.
     *
     * # Errors
     * When there is no such step.
     */
    landings(after: any): any;
    /**
     * The namespace after a step.
     *
     * # Errors
     * When there is no such step.
     */
    namespaceAfter(after: any): Namespace;
    /**
     * The rollout of a document, as JSON.
     *
     * # Errors
     * When it is no document, with the path to what is wrong.
     */
    constructor(json: any);
    /**
     * The fewest operations that lead a queue to a goal.
     *
     * # Errors
     * When an option is wrong. That no plan leads there is an answer.
     */
    plan(options: any): any;
    /**
     * Whether workers may be stopped.
     *
     * # Errors
     * When an option is wrong, or names a queue or build ID that is not in the document.
     */
    retire(options: any): any;
    /**
     * The way back from a step.
     *
     * # Errors
     * When there is no such step.
     */
    rollback(step: any): any;
    /**
     * The part of the runbook that is about one step.
     *
     * # Errors
     * When there is no such step.
     */
    runbookOfStep(step: any): string;
    /**
     * The rollout as a runbook for people, in Markdown.
     */
    runbook(): string;
    /**
     * The runs of the document's workflows, as reachability asks for them.
     */
    runs(): any;
    /**
     * Where everything lands, in groups, without the reasons.
     *
     * # Errors
     * When there is no such step, or the operation is none.
     */
    situation(at: any): any;
    /**
     * What becomes of each step, with advice where it is refused.
     */
    steps(): any;
    /**
     * What of the document lands somewhere.
     */
    subjects(): any;
    /**
     * Where something lands, and why.
     *
     * # Errors
     * When there is no such subject or step.
     */
    why(subject: any, at: any): any;
    /**
     * When workers have to be up.
     */
    workerNeeds(): any;
    /**
     * How many steps there are.
     */
    readonly stepCount: number;
}

/**
 * Running workflows and where they land.
 */
export class WorkflowLandings {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What was counted so far.
     */
    counts(): any;
    /**
     * Says that the export ends here.
     *
     * # Errors
     * When the export has no end, or a fault in its last piece.
     */
    end(): void;
    /**
     * No workflows yet.
     */
    constructor();
    /**
     * Where they land with one namespace, and where with another.
     */
    rowsBetween(before: Namespace, after: Namespace): any;
    /**
     * Where they land.
     */
    rows(before: Namespace): any;
    /**
     * Counts the workflows of the next piece of an export.
     *
     * # Errors
     * At the first fault of the export, and when there are too many kinds of workflows to tell apart.
     */
    write(piece: Uint8Array | number[]): void;
}

/**
 * A short phrase for something.
 *
 * # Errors
 * When nothing is said of such a thing.
 */
export function describe(what: any): string;

/**
 * What an answer's steps mean.
 *
 * # Errors
 * When it is no answer of this package.
 */
export function explain(answer: any): any;

/**
 * What was answered to commands that read, as pasted from a terminal.
 *
 * # Errors
 * When the text is none.
 */
export function pastedAnswers(text: any): any;

/**
 * The operation that a `temporal` command asks for.
 *
 * # Errors
 * When the text is none, or no such command; then with what to write instead.
 */
export function readCommand(text: any): any;

/**
 * An operation as a command, or as the code of an SDK.
 *
 * # Errors
 * When there is no such task queue, operation or language.
 */
export function snippet(task_queue: any, operation: any, language: any): string;

/**
 * Has panics tell on the console what went wrong. They are bugs of the engine.
 */
export function start(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_failed_free: (a: number, b: number) => void;
    readonly __wbg_namespace_free: (a: number, b: number) => void;
    readonly __wbg_rollout_free: (a: number, b: number) => void;
    readonly __wbg_workflowlandings_free: (a: number, b: number) => void;
    readonly describe: (a: any) => [number, number, number, number];
    readonly explain: (a: any) => [number, number, number];
    readonly failed_facts: (a: number) => any;
    readonly namespace_apply: (a: number, b: any) => [number, number, number];
    readonly namespace_clone: (a: number) => number;
    readonly namespace_fromJSON: (a: any) => [number, number, number];
    readonly namespace_getBuildIdCompatability: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_getReachability: (a: number, b: any) => [number, number, number];
    readonly namespace_importBuildIds: (a: number, b: any, c: any) => [number, number];
    readonly namespace_new: (a: any) => [number, number, number];
    readonly namespace_poll: (a: number, b: any, c: any) => [number, number, number];
    readonly namespace_preview: (a: number, b: any, c: any, d: any) => [number, number, number];
    readonly namespace_resolve: (a: number, b: any) => [number, number, number];
    readonly namespace_resolveMany: (a: number, b: any) => [number, number, number];
    readonly namespace_taskQueues: (a: number) => any;
    readonly namespace_toJSON: (a: number) => any;
    readonly namespace_updateBuildIdCompatibility: (a: number, b: any, c: any) => [number, number, number];
    readonly pastedAnswers: (a: any) => [number, number, number];
    readonly readCommand: (a: any) => [number, number, number];
    readonly rollout_changes: (a: number, b: any, c: number, d: any) => [number, number, number];
    readonly rollout_check: (a: number) => any;
    readonly rollout_difference: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_hazards: (a: number, b: any) => [number, number, number];
    readonly rollout_landings: (a: number, b: any) => [number, number, number];
    readonly rollout_namespaceAfter: (a: number, b: any) => [number, number, number];
    readonly rollout_new: (a: any) => [number, number, number];
    readonly rollout_plan: (a: number, b: any) => [number, number, number];
    readonly rollout_retire: (a: number, b: any) => [number, number, number];
    readonly rollout_rollback: (a: number, b: any) => [number, number, number];
    readonly rollout_runbook: (a: number) => [number, number];
    readonly rollout_runbookOfStep: (a: number, b: any) => [number, number, number, number];
    readonly rollout_runs: (a: number) => any;
    readonly rollout_situation: (a: number, b: any) => [number, number, number];
    readonly rollout_stepCount: (a: number) => number;
    readonly rollout_steps: (a: number) => any;
    readonly rollout_subjects: (a: number) => any;
    readonly rollout_why: (a: number, b: any, c: any) => [number, number, number];
    readonly rollout_workerNeeds: (a: number) => any;
    readonly snippet: (a: any, b: any, c: any) => [number, number, number, number];
    readonly start: () => void;
    readonly workflowlandings_counts: (a: number) => any;
    readonly workflowlandings_end: (a: number) => [number, number];
    readonly workflowlandings_new: () => number;
    readonly workflowlandings_rows: (a: number, b: number) => any;
    readonly workflowlandings_rowsBetween: (a: number, b: number, c: number) => any;
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
