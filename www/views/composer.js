/** The next operation as a command, whose values are edited in place, as a text or in a form. */

import { words } from '../engine.js';
import { markedParts, piecesOf, problemsOf, textOf } from '../plan/composed.js';
import { draftOf, fieldsOf, OPERATIONS, valuesOf, withValue } from '../plan/draft.js';
import { stepCount } from '../plan/state.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import {
  checkbox,
  choice,
  editedBy,
  submittedTo,
  suggestions,
  textField,
  titlesOf,
} from './fields.js';
import { icon } from './icons.js';
import { stepActions } from './step-facts.js';
import { button, unseen } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/composed.js').Problem} Problem
 * @typedef {import('../plan/draft.js').Value} Value
 */

/** The key in `look.open` of the form. */
const FORM = 'fields';

/** @param {View} view */
export function composer(view) {
  const { look, act, state, answers, mode } = view;
  const { draft, command } = look;
  if (mode === 'look') return lookedAt(view);
  const next = state.step + 1;
  const isTyped = command !== undefined || !draft.isOpen;
  const isForm = draft.isOpen && command?.problem === undefined && look.open.has(FORM);
  const problems = isTyped ? [] : problemsOf(draft, answers, state.step);
  // What is still to be filled in is no error before somebody wants to go on.
  const shown = problems.filter(({ isMissing }) => draft.isAsked || !isMissing);
  return html`
    <section
      class="composer"
      aria-label=${`Step ${next}`}
      tabindex="-1"
      data-focus="composer"
      @paste=${(/** @type {ClipboardEvent} */ event) => pasted(event, act)}
    >
      <form @submit=${submittedTo(act.apply)}>
        <div class="command-bar">
          ${isTyped ? typed(view) : values(view, shown, isForm)}
          <div class="command-actions">${actions(view, isForm)}</div>
        </div>
        ${isTyped ? unreadable(view) : isForm ? nothing : listed(view, shown)}
        ${isForm ? form(view, shown) : nothing}
        ${draft.isOpen ? notes(view, problems) : nothing}
      </form>
      ${draft.isOpen ? lists(view) : nothing}
    </section>
  `;
}

/**
 * What there is to see of a step where nothing can be composed.
 *
 * @param {View} view
 */
function lookedAt(view) {
  if (view.shown.kind === 'start') return nothing;
  return html`
    <div class="composer command-bar"><div class="command-actions">${stepActions(view)}</div></div>
  `;
}

/**
 * What there is to know of a draft with which nothing is wrong.
 *
 * @param {View} view
 * @param {Problem[]} problems
 */
function notes({ look: { draft, command }, queues }, problems) {
  if (problems.length > 0 || command?.problem !== undefined) return nothing;
  const isNew = !queues.includes(draft.taskQueue);
  const added = isNew
    ? `The plan has no task queue ${draft.taskQueue} yet: this step adds it.`
    : '';
  const text = `${draft.note ?? ''} ${added}`.trim();
  return text === '' ? nothing : html`<p class="hint" id="command-note" dir="auto">${text}</p>`;
}

/**
 * @param {View} view
 * @param {boolean} isForm
 */
function actions(view, isForm) {
  const { look, act, state, document } = view;
  const { draft, command } = look;
  const next = state.step + 1;
  if (!draft.isOpen && command === undefined) return stepActions(view);
  const isUnreadable = command?.problem !== undefined;
  const copied = piecesOf(draft).length > 0 ? 'command' : 'code';
  const place = state.step === stepCount(document) ? undefined : `Before what is step ${next} now`;
  return html`
    ${
      isUnreadable
        ? nothing
        : html`
            ${button(icon('copy'), () => act.copy(textOf(draft), `The ${copied} is copied.`), {
              look: 'icon-button',
              focus: 'copy-command',
              heard: 'Copy',
              title: `Copy the ${copied}`,
            })}
            ${button(html`${icon('pencil')} Fields`, () => act.toggle(FORM), {
              focus: FORM,
              isOpen: isForm,
            })}
          `
    }
    ${button(html`<span class="label">Discard</span>${icon('close')}`, act.clear, { look: 'plain discard', focus: 'discard-draft' })}
    <button type="submit" class="main" data-focus="apply" title=${place ?? nothing} aria-disabled=${isUnreadable || nothing}>
      Apply as step ${next}
    </button>
  `;
}

/**
 * The command as a text; empty, an invitation.
 *
 * @param {View} view
 */
function typed({ look, act, state }) {
  const { text, problem, place, values = [] } = look.command ?? { text: '' };
  const marked = problem === undefined ? values : place && [place];
  const shape =
    marked === undefined
      ? html`<mark class="wrong">${text}</mark>`
      : markedParts(text, marked).map(({ text, isMarked }) =>
          isMarked
            ? html`<mark class=${problem === undefined ? 'set' : 'wrong'}>${text}</mark>`
            : text,
        );
  return html`
    <div class="typed-command">
      <label for="command" class=${text === '' ? 'invitation' : 'unseen'}>
        Press a version, or paste a <code>temporal</code> command, to add step ${state.step + 1}
      </label>
      <div class="typed-shape" aria-hidden="true">${shape}&nbsp;</div>
      <textarea
        id="command"
        data-focus="command"
        rows="1"
        autocapitalize="off"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="command-problem"
        aria-invalid=${problem === undefined ? nothing : 'true'}
        .value=${live(text)}
        @blur=${(/** @type {FocusEvent} */ event) => left(event, act)}
        @input=${(/** @type {InputEvent} */ event) => {
          const { value } = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
          if (event.inputType === 'insertFromPaste' || event.inputType === 'insertFromDrop')
            act.pasteCommand(value);
          else act.command(value);
        }}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            act.apply();
          } else if (event.key === 'Escape' && text !== '') {
            event.stopPropagation();
            act.forgetCommand();
          }
        }}
      ></textarea>
    </div>
  `;
}

/** @param {View} view */
function unreadable({ look: { command } }) {
  return html`<p class="problem" id="command-problem">${command?.problem}</p>`;
}

/**
 * The command with its values, each of which is edited in place.
 *
 * @param {View} view
 * @param {Problem[]} problems
 * @param {boolean} isForm whether the form says what is wrong
 */
function values(view, problems, isForm) {
  const { draft } = view.look;
  const pieces = piecesOf(draft);
  /** @param {Value} about */
  const input = (about) =>
    value(
      view,
      about,
      problems.some(({ field }) => field === about.name),
      isForm,
    );
  const all = valuesOf(draft);
  if (pieces.length === 0) {
    return html`
      <div class="command" role="group" aria-label="Operation">
        <span class="verb">${OPERATIONS[draft.operation].title}</span>
        ${all.map(
          (about) => html`
            <span class="piece"><label for=${`value-${about.name}`}>${about.label}</label> ${input({ ...about, label: '' })}</span>
          `,
        )}
      </div>
    `;
  }
  const [{ text: command }, ...flags] = pieces;
  const verb = command.lastIndexOf(' ') + 1;
  return html`
    <div class="command" role="group" aria-label="Command">
      <span class="words" @click=${() => view.act.typeCommand()}>${command.slice(0, verb)}</span
      >${button(command.slice(verb), () => view.act.typeCommand(), {
        look: 'verb',
        focus: 'type-command',
        heard: ': type another command',
        title: 'Type another command',
      })}
      ${flags.map(({ text, value: name }) => {
        const about = all.find((one) => one.name === name);
        if (about === undefined) return html` <span class="piece">${text}</span>`;
        const label = html`${text}${unseen(`, ${about.label}`)}`;
        return html` <span class="piece"><label for=${`value-${name}`}>${label}</label> ${input(about)}</span>`;
      })}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Value} about
 * @param {boolean} isWrong
 * @param {boolean} isForm
 */
function value({ look: { draft }, act }, { name, label, text, kind }, isWrong, isForm) {
  const more = isForm ? `field-${name}-more` : `problem-${name}`;
  return html`
    <input
      id=${`value-${name}`}
      data-focus=${name}
      class="value"
      size=${Math.max(MOST_NARROW, (text || label).length)}
      placeholder=${label || nothing}
      list=${LISTS[kind]}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      dir="auto"
      aria-invalid=${isWrong ? 'true' : nothing}
      aria-describedby=${isWrong ? more : nothing}
      .value=${live(text)}
      @input=${editedBy((text) => act.draft(withValue(draft, name, text)))}
    />
  `;
}

/** The characters that an empty value has room for. */
const MOST_NARROW = 2;

/** The suggestions for each kind of value. */
const LISTS = {
  taskQueue: 'composer-queues',
  knownBuildId: 'composer-known',
  newBuildId: 'composer-new',
};

/** @param {View} view */
function lists({ look: { draft }, moment, document, queues }) {
  const known = moment.sets(draft.taskQueue).flatMap(({ buildIds }) => buildIds);
  const polled = (document.workers ?? []).flatMap(({ taskQueue, buildId }) =>
    taskQueue === draft.taskQueue && buildId !== undefined ? [buildId] : [],
  );
  return html`
    ${suggestions(LISTS.taskQueue, queues)} ${suggestions(LISTS.knownBuildId, known)}
    ${suggestions(
      LISTS.newBuildId,
      [...new Set(polled)].filter((buildId) => !known.includes(buildId)),
    )}
  `;
}

/**
 * @param {View} view
 * @param {Problem[]} problems
 */
function listed(view, problems) {
  if (problems.length === 0) return nothing;
  const all = valuesOf(view.look.draft);
  return html`
    <ul class="problems" role="list">
      ${problems.map(
        (problem) => html`
          <li class="problem">
            <span id=${`problem-${problem.field}`} dir="auto"><strong>${all.find(({ name }) => name === problem.field)?.label}:</strong> ${problem.text}</span> ${remedy(view, problem)}
          </li>
        `,
      )}
    </ul>
  `;
}

/**
 * @param {View} view
 * @param {Problem} problem
 */
function remedy({ look: { draft }, act }, { field, nearest, instead }) {
  if (nearest !== undefined) {
    return button(`Take ${nearest}`, () => act.draft(withValue(draft, field, nearest)), {
      look: 'text-button',
    });
  }
  if (instead === undefined) return nothing;
  return button(
    `Try: ${words.operation(instead)}`,
    () => act.compose(draftOf(draft.taskQueue, instead)),
    { look: 'text-button' },
  );
}

/**
 * The same values in a form, and the operation itself.
 *
 * @param {View} view
 * @param {Problem[]} problems
 */
function form(view, problems) {
  const { look, act } = view;
  const { draft } = look;
  const { operation, values } = draft;
  return html`
    <div class="command-form">
      ${choice({
        id: 'field-operation',
        label: 'Operation',
        value: operation,
        edit: (operation) => act.draft({ operation }),
        options: titlesOf(OPERATIONS),
      })}
      ${valuesOf(draft).map(({ name, label, hint, text, kind }) => {
        const problem = problems.find(({ field }) => field === name);
        return textField({
          id: `field-${name}`,
          label,
          hint,
          problem: problem?.text,
          remedy: problem && remedy(view, problem),
          list: LISTS[kind],
          value: text,
          edit: (text) => act.draft(withValue(draft, name, text)),
        });
      })}
      ${fieldsOf(operation)
        .filter(([, { kind }]) => kind === 'flag')
        .map(([name, { label }]) =>
          checkbox({
            id: `field-${name}`,
            label,
            value: values[name] === true,
            edit: (value) => act.draft({ values: { ...values, [name]: value } }),
          }),
        )}
    </div>
  `;
}

/**
 * Takes a whole command that is pasted, wherever in the composer.
 *
 * @param {ClipboardEvent} event
 * @param {View['act']} act
 */
function pasted(event, act) {
  if (event.target instanceof HTMLTextAreaElement) return;
  const text = event.clipboardData?.getData('text') ?? '';
  if (!text.includes('update-build-ids')) return;
  event.preventDefault();
  act.pasteCommand(text);
}

/**
 * @param {FocusEvent} event of the text
 * @param {View['act']} act
 */
function left({ currentTarget, relatedTarget }, act) {
  const { form } = /** @type {HTMLTextAreaElement} */ (currentTarget);
  // A button must not move away from under the pointer.
  if (!(relatedTarget instanceof Node && form?.contains(relatedTarget))) act.leaveCommand();
}
