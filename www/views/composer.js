/** The form in which an operation is composed, by fields or as a command. */

import { snippet } from '../engine.js';
import { fieldsOf, missingFields, OPERATIONS, operationOf } from '../plan/draft.js';
import { stepCount } from '../plan/state.js';
import { html } from '../vendor/lit-html/lit-html.js';
import {
  bareTextArea,
  checkbox,
  choice,
  field,
  fieldsFor,
  submittedTo,
  suggestions,
  textField,
  titlesOf,
} from './fields.js';
import { button } from './text.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function composer(view) {
  const { look, act, document, state, moment } = view;
  const own = fieldsFor('draft', look.draft, act.draft);
  const { texts, flags } = valueFields(view);
  const next = state.step + 1;
  const place =
    state.step === stepCount(document)
      ? 'at the end'
      : `after step ${state.step}, before step ${next}`;
  return html`
    <section class="panel composer" aria-labelledby="composer-title">
      <h2 id="composer-title">Step ${next} <span class="hint">${place}</span></h2>
      ${command(view)}
      <form @submit=${submittedTo(act.apply)}>
        ${choice({ ...own('operation', 'Operation'), options: titlesOf(OPERATIONS) })}
        <div class="pair">
          ${textField({ ...own('taskQueue', 'Task queue'), list: 'queue-names' })}
          ${texts}
        </div>
        ${flags}
        ${suggestions(
          'build-ids',
          moment.sets(look.draft.taskQueue).flatMap(({ buildIds }) => buildIds),
        )}
        <div class="buttons">
          <button type="submit" data-focus="apply">Apply as step ${next}</button>
          ${button('Clear', act.clear)}
        </div>
      </form>
    </section>
  `;
}

/** @param {View} view */
function valueFields({ look: { draft }, act }) {
  const { operation, values } = draft;
  const all = fieldsOf(operation).map(([id, field]) => ({
    ...field,
    id,
    edit: (/** @type {string | boolean} */ value) =>
      act.draft({ values: { ...values, [id]: value } }),
  }));
  return {
    texts: all
      .filter(({ kind }) => kind !== 'flag')
      .map((field) => {
        const list = field.kind === 'knownBuildId' ? 'build-ids' : undefined;
        return textField({ ...field, list, value: `${values[field.id] ?? ''}` });
      }),
    flags: all
      .filter(({ kind }) => kind === 'flag')
      .map((field) => checkbox({ ...field, value: values[field.id] === true })),
  };
}

/**
 * The operation as a command. Pasting a command fills in the fields, and the fields fill in the command.
 *
 * @param {View} view
 */
function command({ look, act }) {
  const { draft, command: typed } = look;
  const text = typed?.text ?? asCommand(draft);
  const about = {
    id: 'command',
    label: 'As a command',
    problem: typed?.problem,
    hint: typed?.hint,
    value: text,
    rows: 1,
    placeholder: 'Paste temporal task-queue … or fill in below',
    edit: (/** @type {string} */ text) => act.command(text),
  };
  const copy = button('Copy', () => act.copy(text, 'The command is copied.'), {
    focus: 'copy-command',
    heard: ' the command',
    isOff: text === '',
  });
  return field(about, html`<div class="command-line">${bareTextArea(about)} ${copy}</div>`);
}

/** @param {import('../plan/draft.js').Draft} draft */
function asCommand(draft) {
  const texts = fieldsOf(draft.operation).filter(([, { kind }]) => kind !== 'flag');
  if (missingFields(draft).length === texts.length) return '';
  try {
    return snippet(draft.taskQueue, operationOf(draft), 'cli');
  } catch {
    // A lone surrogate has no command; the preview says what is wrong.
    return '';
  }
}
