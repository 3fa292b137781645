/* tslint:disable */
/* eslint-disable */

/**
 * A handle on a namespace, and the texts that are named by numbers when it is asked.
 */
export class Engine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Another handle, on a copy.
     */
    clone(): Engine;
    /**
     * Forgets all texts that were kept; their numbers are given again.
     */
    forgetTexts(): void;
    /**
     * Replaces what is known of a queue by what a tool printed.
     *
     * # Errors
     * When the text is not the state of a task queue; nothing has changed then.
     */
    importBuildIds(task_queue: string, text: string): void;
    /**
     * A namespace without versioned queues. A limit of 0 is none.
     */
    constructor(version_sets: number, build_ids: number, task_queues_per_build_id: number, build_id_bytes: number);
    /**
     * What the polls of a worker bring: the outcome as a number, and what belongs to it.
     *
     * # Errors
     * When the server would not take the poll for one.
     */
    poll(task_queue: string, build_id: string | null | undefined, use_versioning: boolean): string;
    /**
     * What can reach the workers of each version: for each an array of the queues, each name followed by a
     * number. The question is laid out as [`wire::reachability_request`] reads it.
     *
     * # Errors
     * When the server would refuse the question.
     */
    reachability(kind: number, letters: string, texts: string): string;
    /**
     * The version sets of a queue with their moments: for each an array of its moment, and then the build
     * ID, moment and origin (-1 when applied here) of each member.
     */
    records(task_queue: string): string;
    /**
     * Where a task lands, the texts of the question by their numbers and 0 for no named queue: `outcome`, `reason`
     * and each step as one letter, `|`, and the build ID or, of a refused command, the cause and the message.
     */
    resolve(task: number, workflow_task_queue: number, workflow_version: number, workflow_build_id: number, task_queue: number, intent: number, sdk: number): string;
    /**
     * Puts such records back: for each set its moment and how many build IDs it has, and for each of
     * these its moment and origin.
     *
     * # Errors
     * When the records cannot be those of a queue; nothing has changed then.
     */
    restore(task_queue: string, build_ids: string, numbers: Float64Array | number[]): void;
    /**
     * The names of the versioned task queues, in the order of their bytes.
     */
    taskQueues(): string;
    /**
     * Keeps a text, and answers with its number. The empty text has the number 0, without being kept.
     */
    text(text: string): number;
    /**
     * Applies an operation, its texts by their numbers: 0 when nothing changed, 1 when something did, 2 when in guessed order.
     *
     * # Errors
     * When the server would refuse the operation; nothing has changed then.
     */
    update(task_queue: number, operation: number, build_id: number, other: number): number;
    /**
     * The last `max_sets` version sets of a queue (0 for all): for each an array of whether its order is a
     * guess, and its build IDs.
     *
     * # Errors
     * When no queue can have that name.
     */
    versionSets(task_queue: string, max_sets: number): string;
}

/**
 * A handle on the workflows of an export that were counted.
 */
export class LandingsEngine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Says that the export ends here.
     *
     * # Errors
     * When it ends too early.
     */
    end(): void;
    /**
     * None yet.
     */
    constructor();
    /**
     * Where they land: for each row a list of the workflow type, the task queue, the kind of version, the
     * build ID, the number of workflows, how many landings come before, and the landings before and after, each as
     * the build ID that leads to it and as in `resolve`.
     */
    rows(before: Engine, after: Engine): string;
    /**
     * How many workflows run, are closed, and are routed by a later generation.
     */
    totals(): string;
    /**
     * Counts the workflows of the next piece of an export.
     *
     * # Errors
     * When it is not one; the workflows before the fault are counted.
     */
    write(piece: Uint8Array | number[]): void;
}

/**
 * A handle on a rollout. Nothing changes it.
 */
export class RolloutEngine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Which expectations are met, and which steps, from 1, are refused unexpectedly.
     */
    check(): string;
    /**
     * What can go wrong on the way: for each hazard its step, its queue, the places of subjects and those of
     * workers, its code and its facts.
     */
    hazards(): string;
    /**
     * Where each subject lands after a step: the text that `Engine.resolve` answers, and an array of the
     * places of the workers that receive it.
     */
    landings(step: number): string;
    /**
     * The namespace after a step.
     */
    namespace(step: number): Engine;
    /**
     * Reads a rollout document.
     *
     * # Errors
     * When the text is not one.
     */
    constructor(text: string);
    /**
     * The fewest operations that lead a queue from a step to a goal: two flags, whether the plan surely
     * moves least and whether it does without a guess; how many defaults are passed, each with its step,
     * its build ID and whether it is the queue's; and the kind and the two build IDs of each operation.
     *
     * # Errors
     * When the text is no goal, or no plan leads there.
     */
    plan(step: number, task_queue: string, goal: string): string;
    /**
     * What becomes of each step: a number as `Engine.update` answers, or a refusal.
     */
    results(): string;
    /**
     * Who holds the workers of a build ID, empty for unversioned ones, on a queue after a step: whether they
     * may be stopped, then for each holder its place among the subjects and what frees them of it.
     */
    retire(step: number, task_queue: string, build_id: string): string;
    /**
     * The way back from a step, counted from 1: the operations, the places of the subjects that it restores, those of
     * the subjects that it does not, and what remains.
     */
    rollback(step: number): string;
    /**
     * What lands: for each subject its queue, the place of its workflow and that of its command, -1 for none.
     */
    subjects(): string;
    /**
     * When workers have to be up: the queue, the version, the step before which they have to be, the step after which
     * they may go (-1 for none), and whether they may be stopped at the end.
     */
    workerNeeds(): string;
}

/**
 * Refuses the name of a task queue that cannot exist.
 *
 * # Errors
 * When the server would refuse it.
 */
export function checkTaskQueue(task_queue: string): void;

/**
 * The names of the rules and reasons, in the order of their codes in an answer of `resolve`.
 */
export function names(): string;

/**
 * An operation as the text of a command or of code; empty for an unknown kind of operation.
 */
export function snippet(task_queue: string, operation: number, build_id: string, other: string, language: number): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_engine_free: (a: number, b: number) => void;
    readonly __wbg_landingsengine_free: (a: number, b: number) => void;
    readonly __wbg_rolloutengine_free: (a: number, b: number) => void;
    readonly checkTaskQueue: (a: number, b: number) => [number, number];
    readonly engine_clone: (a: number) => number;
    readonly engine_forgetTexts: (a: number) => void;
    readonly engine_importBuildIds: (a: number, b: number, c: number, d: number, e: number) => [number, number];
    readonly engine_new: (a: number, b: number, c: number, d: number) => number;
    readonly engine_poll: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number, number];
    readonly engine_reachability: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number, number];
    readonly engine_records: (a: number, b: number, c: number) => [number, number];
    readonly engine_resolve: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number];
    readonly engine_restore: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number];
    readonly engine_taskQueues: (a: number) => [number, number];
    readonly engine_text: (a: number, b: number, c: number) => number;
    readonly engine_update: (a: number, b: number, c: number, d: number, e: number) => [number, number, number];
    readonly engine_versionSets: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly landingsengine_end: (a: number) => [number, number];
    readonly landingsengine_new: () => number;
    readonly landingsengine_rows: (a: number, b: number, c: number) => [number, number];
    readonly landingsengine_totals: (a: number) => [number, number];
    readonly landingsengine_write: (a: number, b: number, c: number) => [number, number];
    readonly names: () => [number, number];
    readonly rolloutengine_check: (a: number) => [number, number];
    readonly rolloutengine_hazards: (a: number) => [number, number];
    readonly rolloutengine_landings: (a: number, b: number) => [number, number];
    readonly rolloutengine_namespace: (a: number, b: number) => number;
    readonly rolloutengine_new: (a: number, b: number) => [number, number, number];
    readonly rolloutengine_plan: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number, number];
    readonly rolloutengine_results: (a: number) => [number, number];
    readonly rolloutengine_retire: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly rolloutengine_rollback: (a: number, b: number) => [number, number];
    readonly rolloutengine_subjects: (a: number) => [number, number];
    readonly rolloutengine_workerNeeds: (a: number) => [number, number];
    readonly snippet: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number];
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
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
