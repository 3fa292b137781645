/* @ts-self-types="./engine.d.ts" */

/**
 * A handle on a namespace, and the texts that are named by numbers when it is asked.
 */
export class Engine {
    static __wrap(ptr) {
        const obj = Object.create(Engine.prototype);
        obj.__wbg_ptr = ptr;
        EngineFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        EngineFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_engine_free(ptr, 0);
    }
    /**
     * Another handle, on a copy.
     * @returns {Engine}
     */
    clone() {
        const ret = wasm.engine_clone(this.__wbg_ptr);
        return Engine.__wrap(ret);
    }
    /**
     * Forgets all texts that were kept; their numbers are given again.
     */
    forgetTexts() {
        wasm.engine_forgetTexts(this.__wbg_ptr);
    }
    /**
     * Replaces what is known of a queue by what a tool printed.
     *
     * # Errors
     * When the text is not the state of a task queue; nothing has changed then.
     * @param {string} task_queue
     * @param {string} text
     */
    importBuildIds(task_queue, text) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.engine_importBuildIds(this.__wbg_ptr, ptr0, len0, ptr1, len1);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * A namespace without versioned queues. A limit of 0 is none.
     * @param {number} version_sets
     * @param {number} build_ids
     * @param {number} task_queues_per_build_id
     * @param {number} build_id_bytes
     */
    constructor(version_sets, build_ids, task_queues_per_build_id, build_id_bytes) {
        const ret = wasm.engine_new(version_sets, build_ids, task_queues_per_build_id, build_id_bytes);
        this.__wbg_ptr = ret;
        EngineFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * What the polls of a worker bring: the outcome as a number, and what belongs to it.
     *
     * # Errors
     * When the server would not take the poll for one.
     * @param {string} task_queue
     * @param {string | null | undefined} build_id
     * @param {boolean} use_versioning
     * @returns {string}
     */
    poll(task_queue, build_id, use_versioning) {
        let deferred5_0;
        let deferred5_1;
        try {
            const val3 = +use_versioning;
            let ptr0, len0, ptr1, len1;
            try {
                ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len0 = WASM_VECTOR_LEN;
                ptr1 = isLikeNone(build_id) ? 0 : passStringToWasm0(build_id, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len1 = WASM_VECTOR_LEN;
            } catch (e) {
                if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
                if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
                throw e;
            }
            const ret = wasm.engine_poll(this.__wbg_ptr, ptr0, len0, ptr1, len1, val3);
            var ptr4 = ret[0];
            var len4 = ret[1];
            if (ret[3]) {
                ptr4 = 0; len4 = 0;
                throw takeFromExternrefTable0(ret[2]);
            }
            deferred5_0 = ptr4;
            deferred5_1 = len4;
            return getStringFromWasm0(ptr4, len4);
        } finally {
            wasm.__wbindgen_free(deferred5_0, deferred5_1, 1);
        }
    }
    /**
     * What can reach the workers of each version: for each an array of the queues, each name followed by a
     * number. The question is laid out as [`wire::reachability_request`] reads it.
     *
     * # Errors
     * When the server would refuse the question.
     * @param {number} kind
     * @param {string} letters
     * @param {string} texts
     * @returns {string}
     */
    reachability(kind, letters, texts) {
        let deferred5_0;
        let deferred5_1;
        try {
            const val3 = +kind;
            let ptr0, len0, ptr1, len1;
            try {
                ptr0 = passStringToWasm0(letters, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len0 = WASM_VECTOR_LEN;
                ptr1 = passStringToWasm0(texts, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len1 = WASM_VECTOR_LEN;
            } catch (e) {
                if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
                if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
                throw e;
            }
            const ret = wasm.engine_reachability(this.__wbg_ptr, val3, ptr0, len0, ptr1, len1);
            var ptr4 = ret[0];
            var len4 = ret[1];
            if (ret[3]) {
                ptr4 = 0; len4 = 0;
                throw takeFromExternrefTable0(ret[2]);
            }
            deferred5_0 = ptr4;
            deferred5_1 = len4;
            return getStringFromWasm0(ptr4, len4);
        } finally {
            wasm.__wbindgen_free(deferred5_0, deferred5_1, 1);
        }
    }
    /**
     * The version sets of a queue with their moments: for each an array of its moment, and then the build
     * ID, moment and origin (-1 when applied here) of each member.
     * @param {string} task_queue
     * @returns {string}
     */
    records(task_queue) {
        let deferred2_0;
        let deferred2_1;
        try {
            const ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len0 = WASM_VECTOR_LEN;
            const ret = wasm.engine_records(this.__wbg_ptr, ptr0, len0);
            deferred2_0 = ret[0];
            deferred2_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
        }
    }
    /**
     * Where a task lands, the texts of the question by their numbers and 0 for no named queue: `outcome`, `reason`
     * and each step as one letter, `|`, and the build ID or, of a refused command, the cause and the message.
     * @param {number} task
     * @param {number} workflow_task_queue
     * @param {number} workflow_version
     * @param {number} workflow_build_id
     * @param {number} task_queue
     * @param {number} intent
     * @param {number} sdk
     * @returns {string}
     */
    resolve(task, workflow_task_queue, workflow_version, workflow_build_id, task_queue, intent, sdk) {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.engine_resolve(this.__wbg_ptr, task, workflow_task_queue, workflow_version, workflow_build_id, task_queue, intent, sdk);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Puts such records back: for each set its moment and how many build IDs it has, and for each of
     * these its moment and origin.
     *
     * # Errors
     * When the records cannot be those of a queue; nothing has changed then.
     * @param {string} task_queue
     * @param {string} build_ids
     * @param {Float64Array | number[]} numbers
     */
    restore(task_queue, build_ids, numbers) {
        let ptr0, len0, ptr1, len1, ptr2, len2;
        try {
            ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passStringToWasm0(build_ids, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len1 = WASM_VECTOR_LEN;
            ptr2 = passArrayF64ToWasm0(numbers, wasm.__wbindgen_malloc);
            len2 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr2) { wasm.__wbindgen_free(ptr2, len2 * 8, 8); }
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.engine_restore(this.__wbg_ptr, ptr0, len0, ptr1, len1, ptr2, len2);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * The names of the versioned task queues, in the order of their bytes.
     * @returns {string}
     */
    taskQueues() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.engine_taskQueues(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Keeps a text, and answers with its number. The empty text has the number 0, without being kept.
     * @param {string} text
     * @returns {number}
     */
    text(text) {
        const ptr0 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.engine_text(this.__wbg_ptr, ptr0, len0);
        return ret >>> 0;
    }
    /**
     * Applies an operation, its texts by their numbers: 0 when nothing changed, 1 when something did, 2 when in guessed order.
     *
     * # Errors
     * When the server would refuse the operation; nothing has changed then.
     * @param {number} task_queue
     * @param {number} operation
     * @param {number} build_id
     * @param {number} other
     * @returns {number}
     */
    update(task_queue, operation, build_id, other) {
        const ret = wasm.engine_update(this.__wbg_ptr, task_queue, operation, build_id, other);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0];
    }
    /**
     * The last `max_sets` version sets of a queue (0 for all): for each an array of whether its order is a
     * guess, and its build IDs.
     *
     * # Errors
     * When no queue can have that name.
     * @param {string} task_queue
     * @param {number} max_sets
     * @returns {string}
     */
    versionSets(task_queue, max_sets) {
        let deferred4_0;
        let deferred4_1;
        try {
            const val2 = +max_sets;
            const ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len0 = WASM_VECTOR_LEN;
            const ret = wasm.engine_versionSets(this.__wbg_ptr, ptr0, len0, val2);
            var ptr3 = ret[0];
            var len3 = ret[1];
            if (ret[3]) {
                ptr3 = 0; len3 = 0;
                throw takeFromExternrefTable0(ret[2]);
            }
            deferred4_0 = ptr3;
            deferred4_1 = len3;
            return getStringFromWasm0(ptr3, len3);
        } finally {
            wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
        }
    }
}
if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;

/**
 * A handle on the workflows of an export that were counted.
 */
export class LandingsEngine {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        LandingsEngineFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_landingsengine_free(ptr, 0);
    }
    /**
     * Says that the export ends here.
     *
     * # Errors
     * When it ends too early.
     */
    end() {
        const ret = wasm.landingsengine_end(this.__wbg_ptr);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * None yet.
     */
    constructor() {
        const ret = wasm.landingsengine_new();
        this.__wbg_ptr = ret;
        LandingsEngineFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Where they land: for each row a list of the workflow type, the task queue, the kind of version, the
     * build ID, the number of workflows, how many landings come before, and the landings before and after, each as
     * the build ID that leads to it and as in `resolve`.
     * @param {Engine} before
     * @param {Engine} after
     * @returns {string}
     */
    rows(before, after) {
        let deferred1_0;
        let deferred1_1;
        try {
            _assertClass(before, Engine);
            _assertClass(after, Engine);
            const ret = wasm.landingsengine_rows(this.__wbg_ptr, before.__wbg_ptr, after.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * How many workflows run, are closed, and are routed by a later generation.
     * @returns {string}
     */
    totals() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.landingsengine_totals(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Counts the workflows of the next piece of an export.
     *
     * # Errors
     * When it is not one; the workflows before the fault are counted.
     * @param {Uint8Array | number[]} piece
     */
    write(piece) {
        const ptr0 = passArray8ToWasm0(piece, wasm.__wbindgen_malloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.landingsengine_write(this.__wbg_ptr, ptr0, len0);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
}
if (Symbol.dispose) LandingsEngine.prototype[Symbol.dispose] = LandingsEngine.prototype.free;

/**
 * A handle on a rollout. Nothing changes it.
 */
export class RolloutEngine {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RolloutEngineFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_rolloutengine_free(ptr, 0);
    }
    /**
     * Which expectations are met, and which steps, from 1, are refused unexpectedly.
     * @returns {string}
     */
    check() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_check(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * What can go wrong on the way: for each hazard its step, its queue, the places of subjects and those of
     * workers, its code and its facts.
     * @returns {string}
     */
    hazards() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_hazards(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Where each subject lands after a step: the text that `Engine.resolve` answers, and an array of the
     * places of the workers that receive it.
     * @param {number} step
     * @returns {string}
     */
    landings(step) {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_landings(this.__wbg_ptr, step);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * The namespace after a step.
     * @param {number} step
     * @returns {Engine}
     */
    namespace(step) {
        const ret = wasm.rolloutengine_namespace(this.__wbg_ptr, step);
        return Engine.__wrap(ret);
    }
    /**
     * Reads a rollout document.
     *
     * # Errors
     * When the text is not one.
     * @param {string} text
     */
    constructor(text) {
        const ptr0 = passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.rolloutengine_new(ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        RolloutEngineFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * The fewest operations that lead a queue from a step to a goal: two flags, whether the plan surely
     * moves least and whether it does without a guess; how many defaults are passed, each with its step,
     * its build ID and whether it is the queue's; and the kind and the two build IDs of each operation.
     *
     * # Errors
     * When the text is no goal, or no plan leads there.
     * @param {number} step
     * @param {string} task_queue
     * @param {string} goal
     * @returns {string}
     */
    plan(step, task_queue, goal) {
        let deferred5_0;
        let deferred5_1;
        try {
            const val3 = +step;
            let ptr0, len0, ptr1, len1;
            try {
                ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len0 = WASM_VECTOR_LEN;
                ptr1 = passStringToWasm0(goal, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len1 = WASM_VECTOR_LEN;
            } catch (e) {
                if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
                if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
                throw e;
            }
            const ret = wasm.rolloutengine_plan(this.__wbg_ptr, val3, ptr0, len0, ptr1, len1);
            var ptr4 = ret[0];
            var len4 = ret[1];
            if (ret[3]) {
                ptr4 = 0; len4 = 0;
                throw takeFromExternrefTable0(ret[2]);
            }
            deferred5_0 = ptr4;
            deferred5_1 = len4;
            return getStringFromWasm0(ptr4, len4);
        } finally {
            wasm.__wbindgen_free(deferred5_0, deferred5_1, 1);
        }
    }
    /**
     * What becomes of each step: a number as `Engine.update` answers, or a refusal.
     * @returns {string}
     */
    results() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_results(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Who holds the workers of a build ID, empty for unversioned ones, on a queue after a step: whether they
     * may be stopped, then for each holder its place among the subjects and what frees them of it.
     * @param {number} step
     * @param {string} task_queue
     * @param {string} build_id
     * @returns {string}
     */
    retire(step, task_queue, build_id) {
        let deferred4_0;
        let deferred4_1;
        try {
            const val3 = +step;
            let ptr0, len0, ptr1, len1;
            try {
                ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len0 = WASM_VECTOR_LEN;
                ptr1 = passStringToWasm0(build_id, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
                len1 = WASM_VECTOR_LEN;
            } catch (e) {
                if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
                if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
                throw e;
            }
            const ret = wasm.rolloutengine_retire(this.__wbg_ptr, val3, ptr0, len0, ptr1, len1);
            deferred4_0 = ret[0];
            deferred4_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred4_0, deferred4_1, 1);
        }
    }
    /**
     * The way back from a step, counted from 1: the operations, the places of the subjects that it restores, those of
     * the subjects that it does not, and what remains.
     * @param {number} step
     * @returns {string}
     */
    rollback(step) {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_rollback(this.__wbg_ptr, step);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * What lands: for each subject its queue, the place of its workflow and that of its command, -1 for none.
     * @returns {string}
     */
    subjects() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_subjects(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * When workers have to be up: the queue, the version, the step before which they have to be, the step after which
     * they may go (-1 for none), and whether they may be stopped at the end.
     * @returns {string}
     */
    workerNeeds() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rolloutengine_workerNeeds(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
}
if (Symbol.dispose) RolloutEngine.prototype[Symbol.dispose] = RolloutEngine.prototype.free;

/**
 * Refuses the name of a task queue that cannot exist.
 *
 * # Errors
 * When the server would refuse it.
 * @param {string} task_queue
 */
export function checkTaskQueue(task_queue) {
    const ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.checkTaskQueue(ptr0, len0);
    if (ret[1]) {
        throw takeFromExternrefTable0(ret[0]);
    }
}

/**
 * The names of the rules and reasons, in the order of their codes in an answer of `resolve`.
 * @returns {string}
 */
export function names() {
    let deferred1_0;
    let deferred1_1;
    try {
        const ret = wasm.names();
        deferred1_0 = ret[0];
        deferred1_1 = ret[1];
        return getStringFromWasm0(ret[0], ret[1]);
    } finally {
        wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
    }
}

/**
 * An operation as the text of a command or of code; empty for an unknown kind of operation.
 * @param {string} task_queue
 * @param {number} operation
 * @param {string} build_id
 * @param {string} other
 * @param {number} language
 * @returns {string}
 */
export function snippet(task_queue, operation, build_id, other, language) {
    let deferred6_0;
    let deferred6_1;
    try {
        const val4 = +operation;
        const val5 = +language;
        let ptr0, len0, ptr1, len1, ptr2, len2;
        try {
            ptr0 = passStringToWasm0(task_queue, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passStringToWasm0(build_id, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len1 = WASM_VECTOR_LEN;
            ptr2 = passStringToWasm0(other, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            len2 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr2) { wasm.__wbindgen_free(ptr2, len2 * 1, 1); }
            if (ptr1) { wasm.__wbindgen_free(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.snippet(ptr0, len0, val4, ptr1, len1, ptr2, len2, val5);
        deferred6_0 = ret[0];
        deferred6_1 = ret[1];
        return getStringFromWasm0(ret[0], ret[1]);
    } finally {
        wasm.__wbindgen_free(deferred6_0, deferred6_1, 1);
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
            throw new Error(getStringFromWasm0(arg0, arg1));
        },
        __wbindgen_generic_0000000000000001: function(arg0, arg1) {
            // Cast intrinsic for `Ref(String) -> Externref`.
            const ret = getStringFromWasm0(arg0, arg1);
            return ret;
        },
        __wbindgen_init_externref_table: function() {
            const table = wasm.__wbindgen_externrefs;
            table.set(0, undefined);
            table.set(1024, undefined);
            table.set(1025, null);
            table.set(1026, true);
            table.set(1027, false);
        },
    };
    return {
        __proto__: null,
        "./engine_bg.js": import0,
    };
}

const EngineFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_engine_free(ptr, 1));
const LandingsEngineFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_landingsengine_free(ptr, 1));
const RolloutEngineFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_rolloutengine_free(ptr, 1));

function _assertClass(instance, klass) {
    if (!(instance instanceof klass)) {
        throw new Error(`expected instance of ${klass.name}`);
    }
}

let cachedFloat64ArrayMemory0 = null;
function getFloat64ArrayMemory0() {
    if (cachedFloat64ArrayMemory0 === null || cachedFloat64ArrayMemory0.byteLength === 0) {
        cachedFloat64ArrayMemory0 = new Float64Array(wasm.memory.buffer);
    }
    return cachedFloat64ArrayMemory0;
}

function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}

let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}

function isLikeNone(x) {
    return x === undefined || x === null;
}

function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passArrayF64ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 8, 8) >>> 0;
    getFloat64ArrayMemory0().set(arg, ptr / 8);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }

    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;

    const mem = getUint8ArrayMemory0();

    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
        ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
        const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
        const ret = cachedTextEncoder.encodeInto(arg, view);

        offset += ret.written;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
    }

    WASM_VECTOR_LEN = offset;
    return ptr;
}

function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc(idx);
    return value;
}

let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const MAX_SAFARI_DECODE_BYTES = 2146435072;
let numBytesDecoded = 0;
function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
}

const cachedTextEncoder = new TextEncoder();

if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}

let WASM_VECTOR_LEN = 0;

let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    cachedFloat64ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
}

async function __wbg_load(module, imports) {
    if (typeof Response === 'function' && module instanceof Response) {
        if (!module.ok) {
            throw new Error(`failed to fetch Wasm: ${module.status} ${module.statusText} fetching '${module.url}'`);
        }

        if (typeof WebAssembly.instantiateStreaming === 'function') {
            try {
                return await WebAssembly.instantiateStreaming(module, imports);
            } catch (e) {
                const validResponse = expectedResponseType(module.type);

                if (validResponse && module.headers.get('Content-Type') !== 'application/wasm') {
                    console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);

                } else { throw e; }
            }
        }

        const bytes = await module.arrayBuffer();
        return await WebAssembly.instantiate(bytes, imports);
    } else {
        const instance = await WebAssembly.instantiate(module, imports);

        if (instance instanceof WebAssembly.Instance) {
            return { instance, module };
        } else {
            return instance;
        }
    }

    function expectedResponseType(type) {
        switch (type) {
            case 'basic': case 'cors': case 'default': return true;
        }
        return false;
    }
}

function initSync(module) {
    if (wasm !== undefined) return wasm;


    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({module} = module)
        } else {
            console.warn('using deprecated parameters for `initSync()`; pass a single object instead')
        }
    }

    const imports = __wbg_get_imports();
    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
    const instance = new WebAssembly.Instance(module, imports);
    return __wbg_finalize_init(instance, module);
}

let __wbg_init_promise;
async function __wbg_init(module_or_path) {
    if (wasm !== undefined) return wasm;
    if (__wbg_init_promise === undefined) {
        __wbg_init_promise = __wbg_init_once(module_or_path);
        __wbg_init_promise.catch(() => { __wbg_init_promise = undefined; });
    }
    return __wbg_init_promise;
}

async function __wbg_init_once(module_or_path) {

    if (module_or_path !== undefined) {
        if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
            ({module_or_path} = module_or_path)
        } else {
            console.warn('using deprecated parameters for the initialization function; pass a single object instead')
        }
    }


    const imports = __wbg_get_imports();

    if (typeof module_or_path === 'string' || (typeof Request === 'function' && module_or_path instanceof Request) || (typeof URL === 'function' && module_or_path instanceof URL)) {
        module_or_path = fetch(module_or_path);
    }

    const { instance, module } = await __wbg_load(await module_or_path, imports);

    return __wbg_finalize_init(instance, module);
}

export { initSync, __wbg_init as default };
