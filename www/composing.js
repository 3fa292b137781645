/** What people can do to compose an operation; each action is one change of the planner. */

import { readCommand, VersioningError, words } from './engine.js';
import { problemsOf, textOf } from './plan/composed.js';
import { draftOf, emptyDraft, missingFields } from './plan/draft.js';
import { inWords } from './plan/preview.js';
import { withSteps } from './plan/steps.js';

/**
 * @typedef {import('./planner.js').Planner} Planner
 * @typedef {import('./plan/draft.js').Draft} Draft
 * @typedef {import('./plan/composed.js').Place} Place
 */

/** @param {Planner} planner */
export function composing(planner) {
  return {
    /**
     * Begins to compose an operation.
     *
     * @param {Draft} draft
     */
    compose(draft) {
      planner.update({
        look: {
          ...stepsOfPlan(planner),
          draft: { ...draft, isOpen: true, isAsked: false },
          command: undefined,
          menu: undefined,
        },
        focus: missingFields(draft)[0] ?? 'apply',
      });
      planner.sayLater(() => summaryOf(planner));
    },

    /** @param {Partial<Draft>} draft what has changed */
    draft(draft) {
      const { note: _, ...before } = planner.look.draft;
      planner.update({
        look: { draft: { ...before, isAsked: false, ...draft }, command: undefined },
      });
      planner.sayLater(() => summaryOf(planner));
    },

    /**
     * Takes the place of what is composed. While it cannot be read, nothing is composed.
     *
     * @param {string} text a command as it is typed
     */
    command(text) {
      if (text.trim() === '') return planner.update({ look: closed(planner) });
      try {
        const { operation, passedOver, values } = readCommand(text);
        const { taskQueue, ...asked } = operation;
        const note = passedOver.map(({ what }) => what).join(' ');
        const draft = { ...draftOf(taskQueue, asked), isOpen: true, note };
        planner.update({ look: { ...stepsOfPlan(planner), draft, command: { text, values } } });
        planner.sayLater(() => summaryOf(planner));
      } catch (error) {
        if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
        const { message, place } = /** @type {Error & { place?: Place }} */ (error);
        planner.update({ look: { command: { text, problem: message, place } } });
        planner.sayLater(() => message);
      }
    },

    /**
     * Takes a whole command at once.
     *
     * @param {string} text
     */
    pasteCommand(text) {
      planner.act.command(text);
      const { command, draft } = planner.look;
      if (command?.problem !== undefined) planner.update({ focus: 'command' });
      else planner.update({ look: { command: undefined }, focus: firstToFill(draft) });
    },

    /** Lets the command be typed whole, instead of value by value. */
    typeCommand() {
      const { draft } = planner.look;
      const text = textOf(draft);
      planner.update({ look: { command: { text, values: valuesIn(text) } }, focus: 'command' });
    },

    /** Shows a typed command by its values, if it can be read. */
    leaveCommand() {
      const { command } = planner.look;
      if (command && command.problem === undefined)
        planner.update({ look: { command: undefined } });
    },

    /** Goes back from a typed command to what was composed before it. */
    forgetCommand() {
      const { draft } = planner.look;
      const focus = draft.isOpen ? firstToFill(draft) : 'command';
      planner.update({ look: { command: undefined }, focus });
    },

    clear() {
      planner.update({ look: closed(planner), say: 'Discarded.', focus: 'composer' });
    },

    apply() {
      const { look, state, answers } = planner;
      const { draft, command } = look;
      if (command?.problem !== undefined) {
        return planner.update({ say: command.problem, focus: 'command' });
      }
      if (!draft.isOpen) return;
      const [wrong] = problemsOf(draft, answers, state.step);
      if (wrong) {
        return planner.update({
          look: { draft: { ...draft, isAsked: true }, command: undefined },
          say: wrong.text,
          focus: wrong.field,
        });
      }
      const { preview, flow } = planner.view();
      if (preview === undefined) return;
      if (preview.step.result === 'refused') {
        return planner.update({ say: summaryOf(planner), focus: 'verdict' });
      }
      const { taskQueue, operation } = preview.step;
      const step = state.step + 1;
      const document = withSteps(state.document, state.step, [{ taskQueue, ...operation }]);
      const said = words.operation(operation);
      planner.change(document, `Step ${step}: ${said}`, {
        step,
        look: { ...closed(planner), menu: undefined },
        say: `Step ${step} is added to the plan: ${said}. ${inWords(flow.headline)}`,
        focus: 'composer',
      });
    },
  };
}

/**
 * Shows the steps of the plan instead of proposed ones.
 *
 * @param {Planner} planner
 */
export function stepsOfPlan({ look: { proposal } }) {
  return { proposal: proposal && { ...proposal, shown: undefined } };
}

/**
 * Nothing is composed.
 *
 * @param {Planner} planner
 */
function closed({ look: { draft } }) {
  return { draft: emptyDraft(draft.taskQueue), command: undefined };
}

/**
 * The key of what gets the focus.
 *
 * @param {Draft} draft
 */
function firstToFill(draft) {
  return missingFields(draft)[0] ?? 'apply';
}

/**
 * Where the values of a command stand.
 *
 * @param {string} text of the engine; none can be read while a value is missing, or where it is code
 */
function valuesIn(text) {
  try {
    return readCommand(text).values;
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    return [];
  }
}

/** @param {Planner} planner */
function summaryOf(planner) {
  const { preview, flow } = planner.view();
  if (preview === undefined) return '';
  if (preview.step.result !== 'refused') return inWords(flow.headline);
  return `The server would refuse this: ${preview.step.message}`;
}
