/** What people do, each as one change of the planner. */

import { dialogActions } from './dialogs/actions.js';
import { Rollout, readCommand, VersioningError, words } from './engine.js';
import { draftOf, emptyDraft, OPERATIONS, operationOf } from './plan/draft.js';
import {
  defaultOf,
  queuesOf,
  withoutQueue,
  withoutWorker,
  withoutWorkflow,
  withQueue,
  withWorker,
  withWorkflow,
} from './plan/items.js';
import { dependentSteps, movesInWords } from './plan/preview.js';
import { unshown } from './plan/proposal.js';
import { groupKey } from './plan/runs.js';
import { changed, lookedAt, redone, stepCount, undone } from './plan/state.js';
import { withoutSteps, withStep, withStepName } from './plan/steps.js';
import { fieldsOf, unusedName, workflowOf } from './plan/workflow-fields.js';
import { proposing } from './proposing.js';
import { counted } from './views/text.js';

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

    /** @param {NonNullable<import('./planner.js').Look['menu']>} menu */
    openMenu(menu) {
      planner.update({ look: { menu } });
    },

    closeMenu() {
      if (planner.look.menu) planner.update({ look: { menu: undefined } });
    },

    /** @param {string} key of what is folded or unfolded */
    toggle(key) {
      const open = new Set(planner.look.open);
      if (!open.delete(key)) open.add(key);
      planner.update({ look: { open } });
    },

    /** @param {string} reason why something cannot be done now */
    explain(reason) {
      planner.update({ say: reason });
    },

    /**
     * @param {import('./planner.js').Notice | undefined} notice
     */
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
      if (last === undefined) return planner.update({ say: 'There is nothing to undo.' });
      planner.update({
        state: undone(planner.state),
        look: { editor: undefined },
        say: `Undone: ${last.change}.`,
      });
    },

    redo() {
      const next = planner.state.future.at(-1);
      if (next === undefined) return planner.update({ say: 'There is nothing to redo.' });
      planner.update({
        state: redone(planner.state),
        look: { editor: undefined },
        say: `Redone: ${next.change}.`,
      });
    },

    /** @param {number} step */
    goTo(step) {
      const state = lookedAt(planner.state, step);
      const count = stepCount(state.document);
      const say =
        state.step === 0
          ? 'The start, before the first step.'
          : `After step ${state.step} of ${count}.`;
      planner.update({ state, look: stepsOfPlan(planner), say });
    },

    /**
     * @param {number} step
     * @param {string} name
     */
    nameStep(step, name) {
      const document = withStepName(planner.state.document, step, name);
      planner.update({
        state: changed(planner.state, document, {
          words: `Name step ${step}`,
          editing: `name of step ${step}`,
        }),
      });
    },

    /**
     * Deletes a step where the others still apply, and otherwise shows which would not.
     *
     * @param {number} step
     */
    askDelete(step) {
      const { answers, look } = planner;
      const dependent = dependentSteps(answers, step);
      if (dependent.length === 0) {
        this.deleteStep(step);
        return;
      }
      const numbers = listed(dependent.map((other) => other.step));
      planner.update({
        look: { open: new Set([...look.open, `delete-${step}`]) },
        say: `Without step ${step} the server would refuse step ${numbers}.`,
        focus: 'delete-all',
      });
    },

    /** @param {number} step */
    keepStep(step) {
      const open = new Set(planner.look.open);
      open.delete(`delete-${step}`);
      planner.update({ look: { open }, focus: 'delete-step' });
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

    /**
     * Deletes a step and those that cannot be carried out without it.
     *
     * @param {number} step
     */
    deleteStep(step) {
      const { state, answers } = planner;
      const dependent = dependentSteps(answers, step).map((found) => found.step);
      const gone = [step, ...dependent];
      const said = gone.length === 1 ? `step ${step}` : `steps ${listed(gone)}`;
      const open = new Set(planner.look.open);
      open.delete(`delete-${step}`);
      const document = withoutSteps(state.document, gone);
      const before = gone.filter((number) => number <= state.step).length;
      const next = state.step - before;
      planner.update({
        state: changed(state, document, { words: `Delete ${said}`, step: next }),
        look: { open },
        say: `Deleted ${said}.`,
        focus: `step-${Math.min(step, stepCount(document))}`,
      });
    },

    /**
     * @param {RolloutDocument} document one that `Rollout` takes
     * @param {number} step
     * @param {string} change in words
     */
    replace(document, step, change) {
      const state = changed(planner.state, document, { words: change, step });
      const draft = emptyDraft(queuesOf(document)[0] ?? '');
      planner.update({
        state,
        look: { draft, editor: undefined, notice: undefined, proposal: undefined },
      });
    },
  };
}

/** @param {Planner} planner */
function composing(planner) {
  return {
    /**
     * Begins an operation where the eye is.
     *
     * @param {Draft} draft
     */
    compose(draft) {
      const missing = OPERATIONS[draft.operation].fields.find((field) => draft.texts[field] === '');
      planner.update({
        look: { draft, command: undefined, menu: undefined, ...stepsOfPlan(planner) },
        focus: missing ?? 'apply',
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
      if (text.trim() === '') return this.draft({ ...emptyDraft(planner.look.draft.taskQueue) });
      try {
        const { taskQueue, ...operation } = readCommand(text);
        const draft = draftOf(taskQueue, operation);
        planner.update({ look: { draft, command: { text, problem: '' } } });
        planner.sayLater(() => summaryOf(planner));
      } catch (error) {
        const problem = messageOf(error);
        planner.update({ look: { command: { text, problem } } });
        planner.sayLater(() => problem);
      }
    },

    clear() {
      const { draft } = planner.look;
      planner.update({
        look: { draft: emptyDraft(draft.taskQueue, draft.operation), command: undefined },
        say: 'Cleared.',
        focus: 'operation',
      });
    },

    apply() {
      const { state, look } = planner;
      planner.update({ look: { draft: { ...look.draft, isAsked: true } } });
      const { preview } = planner.view();
      if (preview === undefined) return;
      if (preview.result.result === 'refused') {
        planner.update({ say: summaryOf(planner) });
        return;
      }
      const { draft } = look;
      const step = state.step + 1;
      const document = withStep(state.document, state.step, preview.operation);
      const said = words.operation(operationOf(draft));
      planner.update({
        state: changed(state, document, { words: `Step ${step}: ${said}`, step }),
        look: {
          draft: emptyDraft(draft.taskQueue, draft.operation),
          command: undefined,
          menu: undefined,
        },
        say: `Step ${step} is carried out: ${said}. ${movesInWords(preview)}`,
      });
    },
  };
}

/** @param {Planner} planner */
function itemActions(planner) {
  return {
    /**
     * @param {string} key of what is edited
     * @param {Record<string, any>} fields as they stand
     */
    edit(key, fields) {
      planner.update({ look: { editor: { key, fields, problem: undefined } } });
    },

    stopEditing() {
      const key = planner.look.editor?.key ?? '';
      planner.update({ look: { editor: undefined }, focus: [key, `edit-${key}`] });
    },

    /** @param {string} taskQueue */
    beginWorker(taskQueue) {
      const fields = { taskQueue, buildId: '', name: '', useVersioning: true };
      planner.update({
        look: { editor: { key: `add-worker-${taskQueue}`, fields, problem: undefined } },
        focus: 'worker-build-id',
      });
    },

    /** @param {number} place */
    editWorker(place) {
      const worker = planner.state.document.workers?.[place];
      const fields = { buildId: '', name: '', useVersioning: false, ...worker };
      planner.update({
        look: { editor: { key: `edit-worker ${place}`, fields, problem: undefined } },
        focus: 'worker-build-id',
      });
    },

    /**
     * Takes over what stands in the fields.
     *
     * @param {number | undefined} place none for a new one
     */
    putWorker(place) {
      const { editor } = planner.look;
      if (editor === undefined) return;
      const { taskQueue, buildId, name, useVersioning } = editor.fields;
      const worker = {
        ...(name === '' ? {} : { name }),
        taskQueue,
        ...(buildId === '' ? {} : { buildId }),
        ...(useVersioning ? { useVersioning } : {}),
      };
      const problem = problemOf({ version: 1, workers: [worker] });
      if (problem !== undefined) {
        planner.update({ look: { editor: { ...editor, problem } }, focus: 'worker-build-id' });
        return;
      }
      const said = `${words.worker(worker)} of ${taskQueue}`;
      const change = place === undefined ? `Add ${said}` : `Change ${said}`;
      const document = withWorker(planner.state.document, place, worker);
      planner.update({
        state: changed(planner.state, document, { words: change }),
        look: { editor: undefined },
        say: `${place === undefined ? 'Added' : 'Changed'} ${said}.`,
        focus: editor.key,
      });
    },

    /** @param {string} taskQueue */
    addQueue(taskQueue) {
      const problem =
        problemOf({ version: 1, taskQueues: [{ taskQueue }] }) ??
        (queuesOf(planner.state.document).includes(taskQueue) ? 'It is there already.' : undefined);
      if (problem !== undefined) {
        planner.update({ look: { editor: { key: 'new-queue', fields: { taskQueue }, problem } } });
        return;
      }
      const document = withQueue(planner.state.document, taskQueue);
      planner.update({
        state: changed(planner.state, document, { words: `Add task queue ${taskQueue}` }),
        look: { draft: emptyDraft(taskQueue), editor: undefined },
        say: `Added task queue ${taskQueue}.`,
        focus: `queue-${taskQueue}`,
      });
    },

    /** @param {string} taskQueue */
    removeQueue(taskQueue) {
      const document = withoutQueue(planner.state.document, taskQueue);
      planner.update({
        state: changed(planner.state, document, { words: `Remove task queue ${taskQueue}` }),
        say: `Removed task queue ${taskQueue}.`,
        focus: 'new-queue',
      });
    },

    /** @param {number} place */
    removeWorker(place) {
      const { document } = planner.state;
      const worker = document.workers?.[place];
      if (worker === undefined) return;
      const said = `${words.worker(worker)} of ${worker.taskQueue}`;
      planner.update({
        state: changed(planner.state, withoutWorker(document, place), { words: `Remove ${said}` }),
        look: { editor: undefined },
        say: `Removed ${said}.`,
        focus: `add-worker-${worker.taskQueue}`,
      });
    },

    addWorkflow() {
      const { state, answers } = planner;
      const { document } = state;
      const [taskQueue = 'orders'] = queuesOf(document);
      const taken = new Set(document.workflows?.map(({ workflowId }) => workflowId));
      const set = answers.moment(state.step).sets(taskQueue).at(-1);
      const workflowId = unusedName('workflow', taken);
      const workflow = { workflowId, taskQueue, ...(set && { buildId: defaultOf(set) }) };
      const place = document.workflows?.length ?? 0;
      const next = changed(state, withWorkflow(document, undefined, workflow), {
        words: `Add ${workflowId}`,
      });
      planner.update({
        state: next,
        look: {
          filter: '',
          show: 'all',
          editor: { key: `workflow-${place}`, fields: fieldsOf(workflow), problem: undefined },
          open: unfolded(planner, next, place),
        },
        say: `Added ${workflowId}.`,
        focus: 'workflow-id',
      });
    },

    /** @param {number} place */
    editWorkflow(place) {
      const workflow = planner.state.document.workflows?.[place];
      if (workflow === undefined) return;
      const fields = fieldsOf(workflow);
      planner.update({
        look: { editor: { key: `workflow-${place}`, fields, problem: undefined } },
        focus: 'workflow-id',
      });
    },

    /**
     * Takes over what stands in the fields, unless it is wrong: then it stays there, with what is wrong.
     *
     * @param {number} place
     * @param {import('./plan/workflow-fields.js').WorkflowFields} fields
     * @param {Pick<import('./planner.js').Editor, 'command'>} [options] the one unfolded is left as it is without them
     */
    putWorkflow(place, fields, { command } = { command: planner.look.editor?.command }) {
      const { state } = planner;
      const workflow = workflowOf(fields);
      const isTaken = state.document.workflows?.some(
        ({ workflowId }, at) => at !== place && workflowId === workflow.workflowId,
      );
      const problem = isTaken
        ? 'Another workflow has that ID already.'
        : problemOf({ version: 1, workflows: [workflow] });
      const key = `workflow-${place}`;
      const look = { editor: { key, fields, problem, command } };
      if (problem !== undefined) return planner.update({ look });
      const words = `Change workflow ${workflow.workflowId}`;
      const next = changed(state, withWorkflow(state.document, place, workflow), {
        words,
        editing: key,
      });
      planner.update({ state: next, look: { ...look, open: unfolded(planner, next, place) } });
    },

    /** @param {number} index of the command of the edited workflow whose fields are unfolded, or folded again */
    toggleCommand(index) {
      const { editor } = planner.look;
      if (editor === undefined) return;
      const command = editor.command === index ? undefined : index;
      planner.update({ look: { editor: { ...editor, command } } });
    },

    /** @param {number} place */
    removeWorkflow(place) {
      const { document } = planner.state;
      const workflow = document.workflows?.[place];
      if (workflow === undefined) return;
      const said = `workflow ${workflow.workflowId}`;
      planner.update({
        state: changed(planner.state, withoutWorkflow(document, place), {
          words: `Remove ${said}`,
        }),
        look: { editor: undefined },
        say: `Removed ${said}.`,
        focus: 'add-workflow',
      });
    },
  };
}

/**
 * One looks at the steps of the plan, and no longer at proposed ones.
 *
 * @param {Planner} planner
 */
function stepsOfPlan({ look: { proposal } }) {
  return { proposal: proposal && unshown(proposal) };
}

/**
 * What is unfolded, together with those among which a workflow stands.
 *
 * @param {Planner} planner
 * @param {import('./plan/state.js').State} state that comes next
 * @param {number} place
 */
function unfolded(planner, { document, step }, place) {
  const workflow = /** @type {RolloutWorkflow[]} */ (document.workflows)[place];
  const landings = planner.answersAbout(document).moment(step).run(place);
  return new Set([...planner.look.open, groupKey({ workflow, landings })]);
}

/**
 * What is wrong with a part of a document, if anything is.
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
  switch (preview.result.result) {
    case 'refused':
      return `The server would refuse this: ${preview.result.message}`;
    case 'unchanged':
      return 'Nothing would change: the queue is as it asks already.';
    case 'changed':
      return `${movesInWords(preview)} ${counted(preview.hazards.length, 'hazard')}.`;
  }
}

/** @param {readonly number[]} numbers */
function listed(numbers) {
  if (numbers.length === 1) return `${numbers[0]}`;
  return `${numbers.slice(0, -1).join(', ')} and ${numbers[numbers.length - 1]}`;
}
