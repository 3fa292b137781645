/* @ts-self-types="./engine.d.ts" */

/**
 * Why a call failed. The package turns this into a JavaScript error.
 */
export class Failed {
    static __wrap(ptr) {
        const obj = Object.create(Failed.prototype);
        obj.__wbg_ptr = ptr;
        FailedFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        FailedFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_failed_free(ptr, 0);
    }
    /**
     * Everything that is known about the failure.
     * @returns {any}
     */
    facts() {
        const ret = wasm.failed_facts(this.__wbg_ptr);
        return ret;
    }
}
if (Symbol.dispose) Failed.prototype[Symbol.dispose] = Failed.prototype.free;

/**
 * A namespace of task queues with their version sets.
 */
export class Namespace {
    static __wrap(ptr) {
        const obj = Object.create(Namespace.prototype);
        obj.__wbg_ptr = ptr;
        NamespaceFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        NamespaceFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_namespace_free(ptr, 0);
    }
    /**
     * Carries out any operation.
     *
     * # Errors
     * Throws if it is not an operation, the server would refuse it, or the answer depends on what `lookups` do not say.
     * @param {any} operation
     * @param {any} lookups
     * @returns {any}
     */
    apply(operation, lookups) {
        const ret = wasm.namespace_apply(this.__wbg_ptr, operation, lookups);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what a run carries when it begins with a task.
     *
     * # Errors
     * Throws if it is not a task that begins a run, or the server would refuse to begin it.
     * @param {any} task
     * @returns {any}
     */
    begin(task) {
        const ret = wasm.namespace_begin(this.__wbg_ptr, task);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns an independent copy.
     * @returns {Namespace}
     */
    clone() {
        const ret = wasm.namespace_clone(this.__wbg_ptr);
        return Namespace.__wrap(ret);
    }
    /**
     * Returns what the server answers about a version of a deployment.
     *
     * # Errors
     * Throws if there is no such version.
     * @param {any} version
     * @returns {any}
     */
    describeWorkerDeploymentVersion(version) {
        const ret = wasm.namespace_describeWorkerDeploymentVersion(this.__wbg_ptr, version);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what the server answers about a deployment.
     *
     * # Errors
     * Throws if there is none of that name.
     * @param {any} name
     * @returns {any}
     */
    describeWorkerDeployment(name) {
        const ret = wasm.namespace_describeWorkerDeployment(this.__wbg_ptr, name);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Restores a namespace from a snapshot.
     *
     * # Errors
     * Throws if it is not the snapshot of a namespace.
     * @param {any} snapshot
     * @returns {Namespace}
     */
    static fromJSON(snapshot) {
        const ret = wasm.namespace_fromJSON(snapshot);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Namespace.__wrap(ret[0]);
    }
    /**
     * Returns the version sets of a task queue.
     *
     * # Errors
     * Throws if the name or an option is wrong.
     * @param {any} task_queue
     * @param {any} options
     * @returns {any}
     */
    getBuildIdCompatability(task_queue, options) {
        const ret = wasm.namespace_getBuildIdCompatability(this.__wbg_ptr, task_queue, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what reaches the workers of build IDs on their task queues.
     *
     * # Errors
     * Throws if an option is wrong.
     * @param {any} options
     * @returns {any}
     */
    getReachability(options) {
        const ret = wasm.namespace_getReachability(this.__wbg_ptr, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Replaces the version sets of a task queue with those that a tool printed, and returns what was passed over.
     *
     * # Errors
     * Throws if the name is not valid, or the text is not the output of a known tool. The queue keeps its sets then.
     * @param {any} task_queue
     * @param {any} text
     * @returns {any}
     */
    importBuildIds(task_queue, text) {
        const ret = wasm.namespace_importBuildIds(this.__wbg_ptr, task_queue, text);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Takes over the Worker Deployments that a tool printed, and returns what was passed over.
     *
     * # Errors
     * Throws if the text is not the output of a known tool, or lacks the description of a version. Nothing changes then.
     * @param {any} text
     * @returns {any}
     */
    importWorkerDeployments(text) {
        const ret = wasm.namespace_importWorkerDeployments(this.__wbg_ptr, text);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Creates a namespace in which no task queue is versioned yet.
     *
     * # Errors
     * Throws a [`Failed`], like every function here, if the input is wrong or the server would refuse the call.
     * @param {any} options
     */
    constructor(options) {
        const ret = wasm.namespace_new(options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        NamespaceFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Takes note of something that changes deployments without an operation.
     *
     * # Errors
     * Throws if it is no such thing, the server would refuse the poll, or the answer depends on what `lookups` do not say.
     * Nothing changes then.
     * @param {any} happening
     * @param {any} lookups
     * @returns {any}
     */
    observe(happening, lookups) {
        const ret = wasm.namespace_observe(this.__wbg_ptr, happening, lookups);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what the polls of a worker bring.
     *
     * # Errors
     * Throws if the name, the worker or the type is not valid.
     * @param {any} task_queue
     * @param {any} worker
     * @param {any} asks_for
     * @returns {any}
     */
    poll(task_queue, worker, asks_for) {
        const ret = wasm.namespace_poll(this.__wbg_ptr, task_queue, worker, asks_for);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what an operation would do, and where tasks would land before and after it.
     *
     * # Errors
     * Throws if the operation or a task is not valid. A refusal of the operation is an answer, not an error.
     * @param {any} task_queue
     * @param {any} operation
     * @param {any} tasks
     * @returns {any}
     */
    preview(task_queue, operation, tasks) {
        const ret = wasm.namespace_preview(this.__wbg_ptr, task_queue, operation, tasks);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what a run carries once an event has happened to it.
     *
     * # Errors
     * Throws if the workflow or the event is not valid, the server would refuse the override, or the answer depends on the
     * workflow's ID and that is not given.
     * @param {any} workflow
     * @param {any} event
     * @returns {any}
     */
    progress(workflow, event) {
        const ret = wasm.namespace_progress(this.__wbg_ptr, workflow, event);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns where each of several tasks lands.
     *
     * # Errors
     * Throws if one of them is not a task, with its index.
     * @param {any} tasks
     * @returns {any}
     */
    resolveMany(tasks) {
        const ret = wasm.namespace_resolveMany(this.__wbg_ptr, tasks);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns where a task lands, and why.
     *
     * # Errors
     * Throws if it is not a task.
     * @param {any} task
     * @returns {any}
     */
    resolve(task) {
        const ret = wasm.namespace_resolve(this.__wbg_ptr, task);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the names of the versioned task queues.
     * @returns {any}
     */
    taskQueues() {
        const ret = wasm.namespace_taskQueues(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns everything that the namespace holds.
     * @returns {any}
     */
    toJSON() {
        const ret = wasm.namespace_toJSON(this.__wbg_ptr);
        return ret;
    }
    /**
     * Carries out an operation on the version sets of a task queue.
     *
     * # Errors
     * Throws if it is not an operation, or the server would refuse it. Nothing changes then.
     * @param {any} task_queue
     * @param {any} operation
     * @returns {any}
     */
    updateBuildIdCompatibility(task_queue, operation) {
        const ret = wasm.namespace_updateBuildIdCompatibility(this.__wbg_ptr, task_queue, operation);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the names of the deployments.
     * @returns {any}
     */
    workerDeployments() {
        const ret = wasm.namespace_workerDeployments(this.__wbg_ptr);
        return ret;
    }
}
if (Symbol.dispose) Namespace.prototype[Symbol.dispose] = Namespace.prototype.free;

/**
 * An immutable rollout.
 */
export class Rollout {
    static __wrap(ptr) {
        const obj = Object.create(Rollout.prototype);
        obj.__wbg_ptr = ptr;
        RolloutFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RolloutFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_rollout_free(ptr, 0);
    }
    /**
     * Returns what differs between this rollout after one step and this or another rollout after another step.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} from
     * @param {Rollout} other
     * @param {any} to
     * @returns {any}
     */
    changes(from, other, to) {
        _assertClass(other, Rollout);
        const ret = wasm.rollout_changes(this.__wbg_ptr, from, other.__wbg_ptr, to);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Checks that the document names task queues, build IDs and workflows.
     *
     * # Errors
     * Throws if it does not name one of them, with the nearest name.
     * @param {any} names
     */
    checkNames(names) {
        const ret = wasm.rollout_checkNames(this.__wbg_ptr, names);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * Returns which expectations are met.
     * @returns {any}
     */
    check() {
        const ret = wasm.rollout_check(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns what differs between two situations.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     * @param {any} before
     * @param {any} after
     * @returns {any}
     */
    difference(before, after) {
        const ret = wasm.rollout_difference(this.__wbg_ptr, before, after);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what a screen shows after a moment, and what moves there from another one.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     * @param {any} before
     * @param {any} after
     * @param {any} options
     * @returns {any}
     */
    flow(before, after, options) {
        const ret = wasm.rollout_flow(this.__wbg_ptr, before, after, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what can go wrong on the way, or, given an operation to insert, with that operation in between.
     *
     * # Errors
     * Throws if the operation is not valid.
     * @param {any} _with
     * @returns {any}
     */
    hazards(_with) {
        const ret = wasm.rollout_hazards(this.__wbg_ptr, _with);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns where everything lands after a step, and why.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} after
     * @returns {any}
     */
    landings(after) {
        const ret = wasm.rollout_landings(this.__wbg_ptr, after);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the namespace after a step.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} after
     * @returns {Namespace}
     */
    namespaceAfter(after) {
        const ret = wasm.rollout_namespaceAfter(this.__wbg_ptr, after);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Namespace.__wrap(ret[0]);
    }
    /**
     * Returns the build IDs that steps make defaults.
     * @returns {any}
     */
    newDefaults() {
        const ret = wasm.rollout_newDefaults(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns what can go wrong by a step of this or another rollout, and cannot by a step of this one.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} from
     * @param {Rollout} other
     * @param {any} to
     * @returns {any}
     */
    newHazards(from, other, to) {
        _assertClass(other, Rollout);
        const ret = wasm.rollout_newHazards(this.__wbg_ptr, from, other.__wbg_ptr, to);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Reads a rollout from a document in JSON.
     *
     * # Errors
     * Throws if it is not a rollout document, with the path to what is wrong.
     * @param {any} json
     */
    constructor(json) {
        const ret = wasm.rollout_new(json);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        RolloutFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Returns which task queues do not have the version sets from which the document starts.
     *
     * # Errors
     * Throws if they are no task queues.
     * @param {any} found
     * @returns {any}
     */
    otherStarts(found) {
        const ret = wasm.rollout_otherStarts(this.__wbg_ptr, found);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the fewest operations that lead a task queue to a goal.
     *
     * # Errors
     * Throws if an option is wrong. That no plan reaches the goal is an answer, not an error.
     * @param {any} options
     * @returns {any}
     */
    plan(options) {
        const ret = wasm.rollout_plan(this.__wbg_ptr, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what a push that begins with a step is to carry out.
     *
     * # Errors
     * Throws if there is no such step; one more than there are is one.
     * @param {any} from_step
     * @returns {any}
     */
    pushPlan(from_step) {
        const ret = wasm.rollout_pushPlan(this.__wbg_ptr, from_step);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what a look at a cluster means for a push; nothing where the push goes on without a word.
     *
     * # Errors
     * Throws if it is no such look, there is no such step, or a task queue of the plan was not looked at.
     * @param {any} look
     * @returns {any}
     */
    push(look) {
        const ret = wasm.rollout_push(this.__wbg_ptr, look);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns what reaches the workers of build IDs, and what the answer rests on.
     *
     * # Errors
     * Throws if an option is wrong, or names a task queue or build ID that is not in the document.
     * @param {any} options
     * @param {any} after
     * @returns {any}
     */
    reachability(options, after) {
        const ret = wasm.rollout_reachability(this.__wbg_ptr, options, after);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns why something lands where it does, and who takes it.
     *
     * # Errors
     * Throws if there is no such subject or step.
     * @param {any} subject
     * @param {any} at
     * @returns {any}
     */
    reasons(subject, at) {
        const ret = wasm.rollout_reasons(this.__wbg_ptr, subject, at);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns whether workers may be stopped.
     *
     * # Errors
     * Throws if an option is wrong, or names a task queue or build ID that is not in the document.
     * @param {any} options
     * @returns {any}
     */
    retire(options) {
        const ret = wasm.rollout_retire(this.__wbg_ptr, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the way back from a step.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} step
     * @returns {any}
     */
    rollback(step) {
        const ret = wasm.rollout_rollback(this.__wbg_ptr, step);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the part of the runbook about one step.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {any} step
     * @returns {string}
     */
    runbookOfStep(step) {
        let deferred2_0;
        let deferred2_1;
        try {
            const ret = wasm.rollout_runbookOfStep(this.__wbg_ptr, step);
            var ptr1 = ret[0];
            var len1 = ret[1];
            if (ret[3]) {
                ptr1 = 0; len1 = 0;
                throw takeFromExternrefTable0(ret[2]);
            }
            deferred2_0 = ptr1;
            deferred2_1 = len1;
            return getStringFromWasm0(ptr1, len1);
        } finally {
            wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
        }
    }
    /**
     * Returns the rollout as a runbook for people, in Markdown.
     * @returns {string}
     */
    runbook() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.rollout_runbook(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Returns the runs of the document's workflows, in the form that reachability takes.
     * @returns {any}
     */
    runs() {
        const ret = wasm.rollout_runs(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns where everything lands, in groups, without the rules behind it.
     *
     * # Errors
     * Throws if there is no such step, or the operation is not valid.
     * @param {any} at
     * @returns {any}
     */
    situation(at) {
        const ret = wasm.rollout_situation(this.__wbg_ptr, at);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns the number of steps.
     * @returns {number}
     */
    get stepCount() {
        const ret = wasm.rollout_stepCount(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Returns the result of each step, with advice if it is refused.
     * @returns {any}
     */
    steps() {
        const ret = wasm.rollout_steps(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns everything in the document that lands somewhere.
     * @returns {any}
     */
    subjects() {
        const ret = wasm.rollout_subjects(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns everything that there is to say against the rollout or, given an operation to insert, against that one.
     *
     * # Errors
     * Throws if the operation is not valid.
     * @param {any} _with
     * @returns {any}
     */
    verdict(_with) {
        const ret = wasm.rollout_verdict(this.__wbg_ptr, _with);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns everything that there is to say against the start and each step.
     * @returns {any}
     */
    verdicts() {
        const ret = wasm.rollout_verdicts(this.__wbg_ptr);
        return ret;
    }
    /**
     * Returns where something lands, and why.
     *
     * # Errors
     * Throws if there is no such subject or step.
     * @param {any} subject
     * @param {any} at
     * @returns {any}
     */
    why(subject, at) {
        const ret = wasm.rollout_why(this.__wbg_ptr, subject, at);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Reads the rollout of this document with the workflows of an export, given its text, and what the export says of other
     * generations of versioning.
     *
     * # Errors
     * Throws if it is not a rollout document, with the path to what is wrong.
     * @param {any} json
     * @param {WorkflowLandings} exported
     * @returns {Rollout}
     */
    withExported(json, exported) {
        _assertClass(exported, WorkflowLandings);
        const ret = wasm.rollout_withExported(this.__wbg_ptr, json, exported.__wbg_ptr);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Rollout.__wrap(ret[0]);
    }
    /**
     * Returns a rollout of the same document with other steps.
     *
     * # Errors
     * Throws if these are no steps, or an expectation is for a step that is not there any more.
     * @param {any} steps
     * @returns {Rollout}
     */
    withSteps(steps) {
        const ret = wasm.rollout_withSteps(this.__wbg_ptr, steps);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Rollout.__wrap(ret[0]);
    }
    /**
     * Returns when workers have to be running.
     * @returns {any}
     */
    workerNeeds() {
        const ret = wasm.rollout_workerNeeds(this.__wbg_ptr);
        return ret;
    }
}
if (Symbol.dispose) Rollout.prototype[Symbol.dispose] = Rollout.prototype.free;

/**
 * Running workflows, and where they land.
 */
export class WorkflowLandings {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        WorkflowLandingsFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_workflowlandings_free(ptr, 0);
    }
    /**
     * Returns what was counted so far.
     * @returns {any}
     */
    counts() {
        const ret = wasm.workflowlandings_counts(this.__wbg_ptr);
        return ret;
    }
    /**
     * Ends the export.
     *
     * # Errors
     * Throws if the export is incomplete, or has an error in its last piece.
     */
    end() {
        const ret = wasm.workflowlandings_end(this.__wbg_ptr);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * Starts with no workflows.
     */
    constructor() {
        const ret = wasm.workflowlandings_new();
        this.__wbg_ptr = ret;
        WorkflowLandingsFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Returns where they land with each of two namespaces.
     * @param {Namespace} before
     * @param {Namespace} after
     * @returns {any}
     */
    rowsBetween(before, after) {
        _assertClass(before, Namespace);
        _assertClass(after, Namespace);
        const ret = wasm.workflowlandings_rowsBetween(this.__wbg_ptr, before.__wbg_ptr, after.__wbg_ptr);
        return ret;
    }
    /**
     * Returns where they land before the first step of a rollout and after another one.
     *
     * # Errors
     * Throws if there is no such step.
     * @param {Rollout} rollout
     * @param {any} after
     * @returns {any}
     */
    rowsOf(rollout, after) {
        _assertClass(rollout, Rollout);
        const ret = wasm.workflowlandings_rowsOf(this.__wbg_ptr, rollout.__wbg_ptr, after);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Returns where they land.
     * @param {Namespace} before
     * @returns {any}
     */
    rows(before) {
        _assertClass(before, Namespace);
        const ret = wasm.workflowlandings_rows(this.__wbg_ptr, before.__wbg_ptr);
        return ret;
    }
    /**
     * Returns what was counted so far, in a sentence.
     * @returns {string}
     */
    summary() {
        let deferred1_0;
        let deferred1_1;
        try {
            const ret = wasm.workflowlandings_summary(this.__wbg_ptr);
            deferred1_0 = ret[0];
            deferred1_1 = ret[1];
            return getStringFromWasm0(ret[0], ret[1]);
        } finally {
            wasm.__wbindgen_free(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * Returns them as a rollout document lists them.
     * @returns {any}
     */
    workflows() {
        const ret = wasm.workflowlandings_workflows(this.__wbg_ptr);
        return ret;
    }
    /**
     * Counts the workflows in the next piece of an export.
     *
     * # Errors
     * Throws at the first error in the export, and if there are too many kinds of workflows to tell apart.
     * @param {Uint8Array | number[]} piece
     */
    write(piece) {
        const ptr0 = passArray8ToWasm0(piece, wasm.__wbindgen_malloc);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.workflowlandings_write(this.__wbg_ptr, ptr0, len0);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
}
if (Symbol.dispose) WorkflowLandings.prototype[Symbol.dispose] = WorkflowLandings.prototype.free;

/**
 * Returns an operation on a Worker Deployment as a command, or as code for an SDK.
 *
 * # Errors
 * Throws if the operation or language is not valid.
 * @param {any} operation
 * @param {any} language
 * @returns {string}
 */
export function deploymentSnippet(operation, language) {
    let deferred2_0;
    let deferred2_1;
    try {
        const ret = wasm.deploymentSnippet(operation, language);
        var ptr1 = ret[0];
        var len1 = ret[1];
        if (ret[3]) {
            ptr1 = 0; len1 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred2_0 = ptr1;
        deferred2_1 = len1;
        return getStringFromWasm0(ptr1, len1);
    } finally {
        wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
}

/**
 * Returns a short phrase for something.
 *
 * # Errors
 * Throws if there is no phrase for such a value.
 * @param {any} what
 * @returns {string}
 */
export function describe(what) {
    let deferred2_0;
    let deferred2_1;
    try {
        const ret = wasm.describe(what);
        var ptr1 = ret[0];
        var len1 = ret[1];
        if (ret[3]) {
            ptr1 = 0; len1 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred2_0 = ptr1;
        deferred2_1 = len1;
        return getStringFromWasm0(ptr1, len1);
    } finally {
        wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
}

/**
 * Returns what an answer's steps mean.
 *
 * # Errors
 * Throws if it is not an answer of this package.
 * @param {any} answer
 * @returns {any}
 */
export function explain(answer) {
    const ret = wasm.explain(answer);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * Returns what a text is, if it is what a tool prints of versioning.
 *
 * # Errors
 * Throws if it is not a text.
 * @param {any} text
 * @returns {string | undefined}
 */
export function otherOutput(text) {
    const ret = wasm.otherOutput(text);
    if (ret[3]) {
        throw takeFromExternrefTable0(ret[2]);
    }
    let v1;
    if (ret[0] !== 0) {
        v1 = getStringFromWasm0(ret[0], ret[1]);
        wasm.__wbindgen_free(ret[0], ret[1] * 1, 1);
    }
    return v1;
}

/**
 * Returns the answers to commands that read version sets, as pasted from a terminal.
 *
 * # Errors
 * Throws if it is not a text.
 * @param {any} text
 * @returns {any}
 */
export function pastedAnswers(text) {
    const ret = wasm.pastedAnswers(text);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * Returns the operation that a `temporal` command asks for, and what was passed over.
 *
 * # Errors
 * Throws if it is not a text, or not such a command; the error says what to write instead.
 * @param {any} text
 * @returns {any}
 */
export function readCommand(text) {
    const ret = wasm.readCommand(text);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * Returns the operation on a Worker Deployment that a `temporal` command asks for, and what was passed over.
 *
 * # Errors
 * Throws if it is not a text, or not such a command; the error says what to write instead.
 * @param {any} text
 * @returns {any}
 */
export function readDeploymentCommand(text) {
    const ret = wasm.readDeploymentCommand(text);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * Returns an operation as a command, or as code for an SDK.
 *
 * # Errors
 * Throws if the task queue, operation or language is not valid.
 * @param {any} task_queue
 * @param {any} operation
 * @param {any} language
 * @returns {string}
 */
export function snippet(task_queue, operation, language) {
    let deferred2_0;
    let deferred2_1;
    try {
        const ret = wasm.snippet(task_queue, operation, language);
        var ptr1 = ret[0];
        var len1 = ret[1];
        if (ret[3]) {
            ptr1 = 0; len1 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred2_0 = ptr1;
        deferred2_1 = len1;
        return getStringFromWasm0(ptr1, len1);
    } finally {
        wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
}

/**
 * Makes panics, which are bugs in the engine, report on the console what went wrong.
 */
export function start() {
    wasm.start();
}

/**
 * Returns the worker of a version of a deployment as code for an SDK.
 *
 * # Errors
 * Throws if an argument is not valid.
 * @param {any} version
 * @param {any} task_queue
 * @param {any} default_versioning_behavior
 * @param {any} sdk
 * @returns {string}
 */
export function workerSnippet(version, task_queue, default_versioning_behavior, sdk) {
    let deferred2_0;
    let deferred2_1;
    try {
        const ret = wasm.workerSnippet(version, task_queue, default_versioning_behavior, sdk);
        var ptr1 = ret[0];
        var len1 = ret[1];
        if (ret[3]) {
            ptr1 = 0; len1 = 0;
            throw takeFromExternrefTable0(ret[2]);
        }
        deferred2_0 = ptr1;
        deferred2_1 = len1;
        return getStringFromWasm0(ptr1, len1);
    } finally {
        wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_Error_208446807d0d1e30: function(arg0, arg1) {
            const ret = Error(getStringFromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_Number_ff192a72a0dcdf6d: function(arg0) {
            const ret = Number(arg0);
            return ret;
        },
        __wbg___wbindgen_boolean_get_4f1baf9a00be3c74: function(arg0) {
            const v = arg0;
            const ret = typeof(v) === 'boolean' ? v : undefined;
            return isLikeNone(ret) ? 0xFFFFFF : ret ? 1 : 0;
        },
        __wbg___wbindgen_is_null_c22311b1cc228e3a: function(arg0) {
            const ret = arg0 === null;
            return ret;
        },
        __wbg___wbindgen_is_object_8b968c3ab8e96595: function(arg0) {
            const val = arg0;
            const ret = typeof(val) === 'object' && val !== null;
            return ret;
        },
        __wbg___wbindgen_is_string_fc456fee5d3317de: function(arg0) {
            const ret = typeof(arg0) === 'string';
            return ret;
        },
        __wbg___wbindgen_is_undefined_be5b34249ff1fc15: function(arg0) {
            const ret = arg0 === undefined;
            return ret;
        },
        __wbg___wbindgen_jsval_eq_38d7bfbe4cc84039: function(arg0, arg1) {
            const ret = arg0 === arg1;
            return ret;
        },
        __wbg___wbindgen_number_get_934b640d0889af78: function(arg0, arg1) {
            const obj = arg1;
            const ret = typeof(obj) === 'number' ? obj : undefined;
            getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
        },
        __wbg___wbindgen_string_get_7ce8eee7fd327545: function(arg0, arg1) {
            const obj = arg1;
            const ret = typeof(obj) === 'string' ? obj : undefined;
            var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            var len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
            throw new Error(getStringFromWasm0(arg0, arg1));
        },
        __wbg___wbindgen_typeof_ee4990276e02f607: function(arg0) {
            const ret = typeof arg0;
            return ret;
        },
        __wbg_error_757e9472f8410341: function(arg0, arg1) {
            let deferred0_0;
            let deferred0_1;
            try {
                deferred0_0 = arg0;
                deferred0_1 = arg1;
                console.error(getStringFromWasm0(arg0, arg1));
            } finally {
                wasm.__wbindgen_free(deferred0_0, deferred0_1, 1);
            }
        },
        __wbg_failed_new: function(arg0) {
            const ret = Failed.__wrap(arg0);
            return ret;
        },
        __wbg_for_e12451d86fef973f: function(arg0, arg1) {
            const ret = Symbol.for(getStringFromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_fromEntries_50d92fb8057c1319: function(arg0) {
            const ret = Object.fromEntries(arg0);
            return ret;
        },
        __wbg_fromEntries_d7c8cd4202f2bba8: function() { return handleError(function (arg0) {
            const ret = Object.fromEntries(arg0);
            return ret;
        }, arguments); },
        __wbg_getPrototypeOf_fe546ee593609c89: function() { return handleError(function (arg0) {
            const ret = Object.getPrototypeOf(arg0);
            return ret;
        }, arguments); },
        __wbg_get_2080c49015e35254: function() { return handleError(function (arg0, arg1) {
            const ret = Reflect.get(arg0, arg1);
            return ret;
        }, arguments); },
        __wbg_get_bb8b6b35041e00c9: function() { return handleError(function (arg0, arg1) {
            const ret = Reflect.get(arg0, arg1 >>> 0);
            return ret;
        }, arguments); },
        __wbg_get_d7176cfb76d71114: function(arg0, arg1) {
            const ret = arg0[arg1 >>> 0];
            return ret;
        },
        __wbg_instanceof_Map_0b4fc8b62e73f163: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Map;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Set_7768a118d44ac511: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Set;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_isArray_30bdcbf243008565: function() { return handleError(function (arg0) {
            const ret = Array.isArray(arg0);
            return ret;
        }, arguments); },
        __wbg_keys_2213814a62f4462d: function() { return handleError(function (arg0) {
            const ret = Object.keys(arg0);
            return ret;
        }, arguments); },
        __wbg_length_b03a0fabb109b1e9: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
        __wbg_length_e83e819f48c774e4: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
        __wbg_new_37eb45aaf5eeb820: function() {
            const ret = new Array();
            return ret;
        },
        __wbg_new_7075786089b89c5e: function() {
            const ret = new Map();
            return ret;
        },
        __wbg_new_bb74001155cb8ca8: function() {
            const ret = new Error();
            return ret;
        },
        __wbg_new_cd4348290afae586: function() {
            const ret = new Object();
            return ret;
        },
        __wbg_of_e7ea0fcd535c1444: function(arg0, arg1) {
            const ret = Array.of(arg0, arg1);
            return ret;
        },
        __wbg_push_c9f4893fc209f768: function(arg0, arg1) {
            const ret = arg0.push(arg1);
            return ret;
        },
        __wbg_set_8282f7e0d2d01336: function(arg0, arg1, arg2) {
            const ret = arg0.set(arg1, arg2);
            return ret;
        },
        __wbg_set_d2d33b52458e984a: function(arg0, arg1, arg2) {
            arg0[arg1 >>> 0] = arg2;
        },
        __wbg_set_e4b9a833d288759a: function(arg0, arg1, arg2) {
            arg0[arg1] = arg2;
        },
        __wbg_stack_575c4e0918581b9c: function(arg0, arg1) {
            const ret = arg1.stack;
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_toString_f4b4edcadc38f18a: function(arg0) {
            const ret = arg0.toString();
            return ret;
        },
        __wbindgen_generic_0000000000000001: function(arg0) {
            // Cast intrinsic for `F64 -> Externref`.
            const ret = arg0;
            return ret;
        },
        __wbindgen_generic_0000000000000002: function(arg0, arg1) {
            // Cast intrinsic for `Ref(String) -> Externref`.
            const ret = getStringFromWasm0(arg0, arg1);
            return ret;
        },
        __wbindgen_generic_0000000000000003: function(arg0) {
            // Cast intrinsic for `U64 -> Externref`.
            const ret = BigInt.asUintN(64, arg0);
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

const FailedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_failed_free(ptr, 1));
const NamespaceFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_namespace_free(ptr, 1));
const RolloutFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_rollout_free(ptr, 1));
const WorkflowLandingsFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_workflowlandings_free(ptr, 1));

function addToExternrefTable0(obj) {
    const idx = wasm.__externref_table_alloc();
    wasm.__wbindgen_externrefs.set(idx, obj);
    return idx;
}

function _assertClass(instance, klass) {
    if (!(instance instanceof klass)) {
        throw new Error(`expected instance of ${klass.name}`);
    }
}

let cachedDataViewMemory0 = null;
function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    }
    return cachedDataViewMemory0;
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

function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
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
    cachedDataViewMemory0 = null;
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
