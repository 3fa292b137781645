/** What people can do; each action is one change of the planner. */

import { dialogActions } from './dialogs/actions.js';
import { Rollout, readCommand, VersioningError, words } from './engine.js';
import { draftOf, emptyDraft, missingFields } from './plan/draft.js';
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
import { dependentSteps, inWords } from './plan/preview.js';
import { groupKey } from './plan/runs.js';
import { lookedAt, redone, stepCount, undone } from './plan/state.js';
import { withoutSteps, withStepName, withSteps } from './plan/steps.js';
import { proposing } from './proposing.js';
import { listed } from './views/text.js';

/**
 * @typedef {import('./planner.js').Planner} Planner
 * @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('./pkg/index.js').RolloutWorkflow} RolloutWorkflow
 * @typedef {import('./plan/draft.js').Draft} Draft
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

    /** @param {Partial<import('./planner.js').Look>} look */
    look(look) {
      planner.update({ look });
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

    /** @param {string} reason why something cannot be done now */
    explain(reason) {
      planner.update({ say: reason });
    },

    /** @param {import('./planner.js').Notice | undefined} notice */
    notice(notice) {
      planner.update({ look: { notice }, say: notice ? `${notice.title} ${notice.text}` : '' });
    },
  };
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
        look: { deleting: step },
        say: `Without step ${step} the server would refuse step ${numbers}.`,
        focus: 'delete-all',
      });
    },

    keepStep() {
      planner.update({ look: { deleting: undefined }, focus: 'delete-step' });
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
        planner.update({ say });
      } catch {
        planner.update({ say: 'The browser did not let it be copied.' });
      }
    },
  };
}

/** @param {Planner} planner */
function composing(planner) {
  return {
    /**
     * Starts to compose an operation.
     *
     * @param {Draft} draft
     */
    compose(draft) {
      planner.update({
        look: { draft, command: undefined, menu: undefined, ...stepsOfPlan(planner) },
        focus: missingFields(draft)[0] ?? 'apply',
      });
      planner.sayLater(() => summaryOf(planner));
    },

    /** @param {Partial<Draft>} draft */
    draft(draft) {
      planner.update({
        look: { draft: { ...planner.look.draft, isAsked: false, ...draft }, command: undefined },
      });
      planner.sayLater(() => summaryOf(planner));
    },

    /** @param {string} text a command, typed or pasted */
    command(text) {
      if (text.trim() === '') return this.draft(emptyDraft(planner.look.draft.taskQueue));
      try {
        const { operation: read, passedOver } = readCommand(text);
        const { taskQueue, ...operation } = read;
        const draft = draftOf(taskQueue, operation);
        const hint = passedOver.map(({ what }) => what).join(' ');
        planner.update({ look: { draft, command: { text, problem: '', hint } } });
        planner.sayLater(() => summaryOf(planner));
      } catch (error) {
        const problem = messageOf(error);
        planner.update({ look: { command: { text, problem } } });
        planner.sayLater(() => problem);
      }
    },

    clear() {
      planner.update({ look: cleared(planner), say: 'Cleared.', focus: 'draft-operation' });
    },

    apply() {
      planner.update({ look: { draft: { ...planner.look.draft, isAsked: true } } });
      const { preview, state } = planner.view();
      if (preview === undefined) return;
      if (preview.step.result === 'refused') return planner.update({ say: summaryOf(planner) });
      const { taskQueue, operation } = preview.step;
      const step = state.step + 1;
      const document = withSteps(state.document, state.step, [{ taskQueue, ...operation }]);
      const said = words.operation(operation);
      planner.change(document, `Step ${step}: ${said}`, {
        step,
        look: { ...cleared(planner), menu: undefined },
        say: `Step ${step} is carried out: ${said}. ${inWords(preview)}`,
      });
    },
  };
}

/**
 * An empty draft of the same operation.
 *
 * @param {Planner} planner
 */
function cleared({ look: { draft } }) {
  return { draft: emptyDraft(draft.taskQueue, draft.operation), command: undefined };
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

    /** @param {string} taskQueue */
    beginWorker(taskQueue) {
      const fields = { ...EMPTY_WORKER, taskQueue, useVersioning: true };
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
        look: { draft: emptyDraft(taskQueue), editor: undefined },
        say: `Added task queue ${taskQueue}.`,
        focus: `queue-${taskQueue}`,
      });
    },

    /** @param {string} taskQueue */
    removeQueue(taskQueue) {
      const document = withoutQueue(planner.state.document, taskQueue);
      planner.change(document, `Remove task queue ${taskQueue}`, {
        say: `Removed task queue ${taskQueue}.`,
        focus: 'new-queue',
      });
    },

    addWorkflow() {
      const { state, answers } = planner;
      const { workflows = [] } = state.document;
      const [taskQueue = 'orders'] = queuesOf(state.document);
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
 * Shows the steps of the plan instead of proposed ones.
 *
 * @param {Planner} planner
 */
function stepsOfPlan({ look: { proposal } }) {
  return { proposal: proposal && { ...proposal, shown: undefined } };
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

/** @param {Planner} planner */
function summaryOf(planner) {
  const { preview } = planner.view();
  if (preview === undefined) return '';
  switch (preview.step.result) {
    case 'refused':
      return `The server would refuse this: ${preview.step.message}`;
    case 'unchanged':
      return 'Nothing would change: the queue is as it asks already.';
    case 'changed':
      return inWords(preview);
  }
}
