/** What people can do; each action is one change of the planner. */

import { composing, stepsOfPlan } from './composing.js';
import { dialogActions } from './dialogs/actions.js';
import { Rollout, VersioningError, words } from './engine.js';
import {
  EMPTY_WORKER,
  NO_COMMAND,
  workerOf,
  workflowFieldsOf,
  workflowOf,
} from './plan/item-fields.js';
import {
  defaultOf,
  queuesOf,
  unusedName,
  withoutQueue,
  withQueue,
  withWorker,
  withWorkflow,
} from './plan/items.js';
import { dependentSteps } from './plan/preview.js';
import { groupKey } from './plan/runs.js';
import { searched } from './plan/search.js';
import { lookedAt, redone, stepCount, undone } from './plan/state.js';
import { withoutSteps, withStepName } from './plan/steps.js';
import { proposing } from './proposing.js';
import { listed } from './views/text.js';

/**
 * @typedef {import('./planner.js').Planner} Planner
 * @typedef {import('./planner.js').Why} Why
 * @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('./pkg/index.js').RolloutWorkflow} RolloutWorkflow
 */

/** @typedef {ReturnType<typeof actionsOf>} Actions */

/** @param {Planner} planner */
export function actionsOf(planner) {
  return {
    ...stepActions(planner),
    ...composing(planner),
    ...itemActions(planner),
    ...dialogActions(planner),
    ...proposing(planner),

    /**
     * @param {Partial<import('./planner.js').Look>} look
     * @param {string} [focus]
     */
    look(look, focus) {
      planner.update({ look, focus });
    },

    /** @param {import('./planner.js').Menu} menu */
    openMenu(menu) {
      planner.update({ look: { menu } });
    },

    closeMenu() {
      if (planner.look.menu) planner.update({ look: { menu: undefined } });
    },

    /** @param {string} key of what to fold or unfold */
    toggle(key) {
      const open = new Set(planner.look.open);
      if (!open.delete(key)) open.add(key);
      planner.update({ look: { open } });
    },

    ...lookActions(planner),

    /** @param {string} reason why something cannot be done now */
    explain(reason) {
      planner.update({ say: reason, isSeen: true });
    },

    /** @param {import('./planner.js').Notice | undefined} notice */
    notice(notice) {
      planner.update({ look: { notice }, say: notice ? `${notice.title} ${notice.text}` : '' });
    },
  };
}

/**
 * What changes only the view, not the plan.
 *
 * @param {Planner} planner
 */
function lookActions(planner) {
  /** @type {string | undefined} the key of what had the focus before the rules */
  let before;
  return {
    /**
     * Shows the rules behind a part of what starts and runs; the same once more hides them.
     *
     * @param {Why} why
     */
    openWhy(why) {
      const { why: open } = planner.look;
      if (open && keyOf(open) === keyOf(why)) return this.closeWhy();
      before = planner.focusKey;
      planner.update({ look: { why }, focus: 'why' });
    },

    closeWhy() {
      const { why } = planner.look;
      if (why === undefined) return;
      const row = `row-${why.taskQueue}-${why.source}-${why.ribbon}`;
      planner.update({
        look: { why: undefined },
        focus: before === undefined ? row : [before, row],
      });
      before = undefined;
    },

    toggleShape() {
      const shape = planner.look.shape === 'picture' ? 'table' : 'picture';
      planner.update({
        look: { shape },
        say: shape === 'picture' ? 'As a picture.' : 'As a table.',
      });
    },

    toggleMovedOnly() {
      planner.update({ look: { movedOnly: !planner.look.movedOnly } });
    },

    /**
     * @param {string} key
     * @param {string} focus
     */
    openPanel(key, focus) {
      const open = new Set(planner.look.open).add(key);
      planner.update({ look: { open, menu: undefined }, focus });
    },

    /** @param {string} key */
    closePanel(key) {
      const open = new Set(planner.look.open);
      open.delete(key);
      planner.update({ look: { open }, focus: [key, 'step-menu'] });
    },

    focusSearch() {
      this.openPanel('search', 'search');
    },

    /** @param {string} search */
    search(search) {
      planner.update({ look: { search } });
      planner.sayLater(() => {
        const { found, more } = searched(planner.view(), planner.look.search);
        return search.trim() === '' ? '' : `${found.length + more} found.`;
      });
    },

    closeSearch() {
      const open = new Set(planner.look.open);
      open.delete('search');
      planner.update({ look: { search: '', open }, focus: ['open-search', 'search'] });
    },

    /**
     * Shows what was found: a queue or a build ID in the picture, or the rules behind where a workflow goes.
     *
     * @param {import('./plan/search.js').Found} found
     */
    goToFound(found) {
      const { taskQueue } = found;
      const open = new Set(planner.look.open).add(`queue ${taskQueue}`);
      open.delete('search');
      planner.update({ look: { search: '', open } });
      const queue = `queue-${taskQueue}`;
      if (found.kind === 'workflow') {
        const why = whyOf(planner.view(), found.workflow);
        if (why) return this.openWhy(why);
      }
      planner.update({
        focus: found.kind === 'buildId' ? [`build-id-${taskQueue}-${found.name}`, queue] : queue,
      });
    },

    focusComposer() {
      planner.update({ focus: ['buildId', 'command', 'composer'] });
    },

    nextStep() {
      this.goAlong(1);
    },

    stepBefore() {
      this.goAlong(-1);
    },

    /** @param {1 | -1} way along the steps of the plan and those that are proposed */
    goAlong(way) {
      const { state, look, proposal } = planner;
      const shown = look.proposal?.shown;
      if (proposal === undefined || state.step !== proposal.after) {
        return planner.act.goTo(state.step + way);
      }
      const next = (shown ?? 0) + way;
      if (next >= 1 && next <= proposal.steps.length) planner.act.lookAtProposed(next);
      else planner.act.goTo(next === 0 ? state.step : state.step + way);
    },

    showKeys() {
      planner.act.openDialog('keys');
    },

    /** @param {string} [taskQueue] to begin with */
    openListed(taskQueue) {
      planner.act.openDialog('listed', { taskQueue });
    },

    /** Prints the runbook, each step with its picture. */
    print() {
      planner.update({ look: { isPrinting: true, menu: undefined } });
      window.print();
    },
  };
}

/** @param {Why} why */
function keyOf({ taskQueue, source, ribbon }) {
  return JSON.stringify([taskQueue, source, ribbon]);
}

/**
 * The part of the flow in which a workflow is.
 *
 * @param {import('./planner.js').View} view
 * @param {number} workflow its place in the document
 * @returns {Why | undefined}
 */
function whyOf({ flow, shown }, workflow) {
  const subject = shown.answers.starts[workflow];
  for (const { taskQueue, sources } of flow.taskQueues) {
    for (const { id, ribbons } of sources) {
      const ribbon = ribbons.findIndex(({ subjects }) => subjects.includes(subject));
      if (ribbon >= 0) return { taskQueue, source: id, ribbon };
    }
  }
  return undefined;
}

/** @param {Planner} planner */
function stepActions(planner) {
  return {
    undo() {
      const last = planner.state.past.at(-1);
      planner.update({
        state: undone(planner.state),
        look: last && { editor: undefined },
        say: last ? `Undone: ${last.change}.` : 'There is nothing to undo.',
      });
    },

    redo() {
      const next = planner.state.future.at(-1);
      planner.update({
        state: redone(planner.state),
        look: next && { editor: undefined },
        say: next ? `Redone: ${next.change}.` : 'There is nothing to redo.',
      });
    },

    /** @param {number} step */
    goTo(step) {
      const state = lookedAt(planner.state, step);
      const say =
        state.step === 0
          ? 'The start, before the first step.'
          : `After step ${state.step} of ${stepCount(state.document)}.`;
      planner.update({ state, look: { ...stepsOfPlan(planner), deleting: undefined }, say });
    },

    /**
     * @param {number} step
     * @param {string} name
     */
    nameStep(step, name) {
      planner.change(withStepName(planner.state.document, step, name), `Name step ${step}`, {
        editing: `name of step ${step}`,
      });
    },

    /**
     * Deletes a step or, if the server would refuse later steps without it, shows these first.
     *
     * @param {number} step
     */
    askDelete(step) {
      const dependent = dependentSteps(planner.answers, step);
      if (dependent.length === 0) return this.deleteStep(step);
      const numbers = listed(dependent.map((other) => other.step));
      planner.update({
        look: { deleting: step, menu: undefined },
        say: `Without step ${step} the server would refuse step ${numbers}.`,
        focus: 'delete-all',
      });
    },

    keepStep() {
      planner.update({ look: { deleting: undefined }, focus: 'step-menu' });
    },

    /**
     * Deletes a step and those that the server would refuse without it.
     *
     * @param {number} step
     */
    deleteStep(step) {
      const { state, answers } = planner;
      const gone = [step, ...dependentSteps(answers, step).map((other) => other.step)];
      const said = gone.length === 1 ? `step ${step}` : `steps ${listed(gone)}`;
      const document = withoutSteps(state.document, gone);
      planner.change(document, `Delete ${said}`, {
        step: state.step - gone.filter((number) => number <= state.step).length,
        look: { deleting: undefined },
        say: `Deleted ${said}.`,
        focus: `step-${Math.min(step, stepCount(document))}`,
      });
    },

    async copyLink() {
      await this.copy(await planner.link(), 'The link is copied.');
    },

    /**
     * @param {string} text
     * @param {string} say when it is copied
     */
    async copy(text, say) {
      if (text === '') return;
      try {
        await navigator.clipboard.writeText(text);
        planner.update({ say, isSeen: true });
      } catch {
        planner.update({ say: 'The browser did not let it be copied.', isSeen: true });
      }
    },
  };
}

/** @param {Planner} planner */
function itemActions(planner) {
  return {
    /**
     * @param {string} key of what is edited
     * @param {Record<string, any>} fields as they stand
     * @param {string} [focus]
     */
    edit(key, fields, focus) {
      planner.update({ look: { editor: { key, fields } }, focus });
    },

    stopEditing() {
      const key = planner.look.editor?.key ?? '';
      planner.update({ look: { editor: undefined }, focus: [key, `edit-${key}`] });
    },

    /**
     * Opens what is listed, with a worker to be added.
     *
     * @param {string} taskQueue
     * @param {string} [buildId]
     */
    async addWorker(taskQueue, buildId) {
      await planner.act.openListed(taskQueue);
      this.beginWorker(taskQueue, buildId);
    },

    /**
     * @param {string} taskQueue
     * @param {string} [buildId]
     */
    beginWorker(taskQueue, buildId = '') {
      const fields = { ...EMPTY_WORKER, taskQueue, buildId, useVersioning: true };
      this.edit(`add-worker-${taskQueue}`, fields, 'worker-buildId');
    },

    /** @param {number} place */
    editWorker(place) {
      const fields = { ...EMPTY_WORKER, ...planner.state.document.workers?.[place] };
      this.edit(`edit-worker ${place}`, fields, 'worker-buildId');
    },

    /**
     * Applies the fields.
     *
     * @param {number} [place] none for a new one
     */
    putWorker(place) {
      const { editor } = planner.look;
      if (editor === undefined) return;
      const worker = workerOf(/** @type {any} */ (editor.fields));
      const problem = problemOf({ version: 1, workers: [worker] });
      if (problem !== undefined) {
        planner.update({ look: { editor: { ...editor, problem } }, focus: 'worker-buildId' });
        return;
      }
      const said = `${words.worker(worker)} of ${worker.taskQueue}`;
      const document = withWorker(planner.state.document, place, worker);
      planner.change(document, `${place === undefined ? 'Add' : 'Change'} ${said}`, {
        look: { editor: undefined },
        say: `${place === undefined ? 'Added' : 'Changed'} ${said}.`,
        focus: editor.key,
      });
    },

    /** @param {number} place */
    removeWorker(place) {
      const { document } = planner.state;
      const worker = document.workers?.[place];
      if (worker === undefined) return;
      const said = `${words.worker(worker)} of ${worker.taskQueue}`;
      planner.change(withWorker(document, place), `Remove ${said}`, {
        look: { editor: undefined },
        say: `Removed ${said}.`,
        focus: `add-worker-${worker.taskQueue}`,
      });
    },

    /** @param {string} taskQueue */
    addQueue(taskQueue) {
      const { document } = planner.state;
      const problem =
        problemOf({ version: 1, taskQueues: [{ taskQueue }] }) ??
        (queuesOf(document).includes(taskQueue) ? 'It is there already.' : undefined);
      if (problem !== undefined) {
        planner.update({ look: { editor: { key: 'new-queue', fields: { taskQueue }, problem } } });
        return;
      }
      planner.change(withQueue(document, taskQueue), `Add task queue ${taskQueue}`, {
        look: { editor: undefined },
        say: `Added task queue ${taskQueue}.`,
        focus: 'listed-queue',
      });
      planner.act.dialogFields({ taskQueue });
    },

    /** @param {string} taskQueue */
    removeQueue(taskQueue) {
      const document = withoutQueue(planner.state.document, taskQueue);
      planner.change(document, `Remove task queue ${taskQueue}`, {
        say: `Removed task queue ${taskQueue}.`,
        focus: 'new-queue',
      });
    },

    /** @param {string} [on] the queue; the first, when it is left out */
    async addWorkflow(on) {
      const { state, answers } = planner;
      const { workflows = [] } = state.document;
      const taskQueue = on ?? queuesOf(state.document)[0] ?? 'orders';
      if (planner.look.dialog === undefined) await planner.act.openListed(taskQueue);
      const set = answers.moment(state.step).sets(taskQueue).at(-1);
      const taken = workflows.map(({ workflowId }) => workflowId);
      const workflow = {
        workflowId: unusedName('workflow', taken),
        taskQueue,
        ...(set && { buildId: defaultOf(set) }),
      };
      const document = withWorkflow(state.document, undefined, workflow);
      const place = workflows.length;
      planner.change(document, `Add ${workflow.workflowId}`, {
        look: {
          filter: '',
          show: 'all',
          editor: { key: `workflow-${place}`, fields: workflowFieldsOf(workflow) },
          open: unfolded(planner, document, place),
        },
        say: `Added ${workflow.workflowId}.`,
        focus: 'workflow-workflowId',
      });
    },

    /** @param {number} place */
    editWorkflow(place) {
      const workflow = planner.state.document.workflows?.[place];
      if (workflow)
        this.edit(`workflow-${place}`, workflowFieldsOf(workflow), 'workflow-workflowId');
    },

    /**
     * Applies the fields, unless something is wrong: then they stay as they are, with the problem.
     *
     * @param {number} place
     * @param {import('./plan/item-fields.js').WorkflowFields} fields
     * @param {number} [command] the one whose fields are unfolded; the same as before when it is left out
     */
    putWorkflow(place, fields, command = planner.look.editor?.command) {
      const { document } = planner.state;
      const workflow = workflowOf(fields);
      const isTaken = document.workflows?.some(
        ({ workflowId }, at) => at !== place && workflowId === workflow.workflowId,
      );
      const problem = isTaken
        ? 'Another workflow has that ID already.'
        : problemOf({ version: 1, workflows: [workflow] });
      const key = `workflow-${place}`;
      const editor = { key, fields, problem, command };
      if (problem !== undefined) return planner.update({ look: { editor } });
      const next = withWorkflow(document, place, workflow);
      planner.change(next, `Change workflow ${workflow.workflowId}`, {
        editing: key,
        look: { editor, open: unfolded(planner, next, place) },
      });
    },

    /** @param {number} index of the command of the edited workflow to unfold, or to fold again */
    toggleCommand(index) {
      const { editor } = planner.look;
      if (editor === undefined) return;
      const command = editor.command === index ? NO_COMMAND : index;
      planner.update({ look: { editor: { ...editor, command } } });
    },

    /** @param {number} place */
    removeWorkflow(place) {
      const { document } = planner.state;
      const workflow = document.workflows?.[place];
      if (workflow === undefined) return;
      const said = `workflow ${workflow.workflowId}`;
      planner.change(withWorkflow(document, place), `Remove ${said}`, {
        look: { editor: undefined },
        say: `Removed ${said}.`,
        focus: 'add-workflow',
      });
    },
  };
}

/**
 * What is unfolded, including the group of a workflow.
 *
 * @param {Planner} planner
 * @param {RolloutDocument} document that comes next
 * @param {number} place
 */
function unfolded(planner, document, place) {
  const workflow = /** @type {RolloutWorkflow[]} */ (document.workflows)[place];
  const landings = planner.answersAbout(document).moment(planner.state.step).run(place);
  return new Set([...planner.look.open, groupKey({ workflow, landings })]);
}

/**
 * Returns what is wrong with a part of a document, if anything.
 *
 * @param {RolloutDocument} part with one item
 */
function problemOf(part) {
  try {
    new Rollout(part).free();
    return undefined;
  } catch (error) {
    return messageOf(error).replace(/^\w+\[0\]\./, '');
  }
}

/** @param {unknown} error of what was given to the engine */
function messageOf(error) {
  if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
  return error.message;
}
