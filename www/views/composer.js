/** The form in which an operation is composed, by fields or as a command. */

import { snippet } from '../engine.js';
import { OPERATIONS, operationOf } from '../plan/draft.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { textIn } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/draft.js').TextField} TextField
 * @typedef {import('../plan/draft.js').OperationName} OperationName
 */

/** @type {Record<TextField, string>} */
const LABELS = {
  buildId: 'Build ID',
  existingCompatibleBuildId: 'Existing compatible build ID',
  primaryBuildId: 'Primary build ID',
  secondaryBuildId: 'Secondary build ID',
};

/** @type {Partial<Record<TextField, string>>} */
const HINTS = {
  primaryBuildId: 'The default of its set becomes that of the merged set.',
  secondaryBuildId: 'Its set is merged into the other.',
};

/** @param {View} view */
export function composer(view) {
  const { look, act, document, state } = view;
  const { draft } = look;
  const count = document.operations?.length ?? 0;
  const place =
    state.step === count ? 'at the end' : `after step ${state.step}, before step ${state.step + 1}`;
  return html`
    <section class="panel composer" aria-labelledby="composer-title">
      <h2 id="composer-title">Step ${state.step + 1} <span class="hint">${place}</span></h2>
      ${command(view)}
      <form
        autocomplete="off"
        @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          act.apply();
        }}
      >
        <div class="field">
          <label for="draft-operation">Operation</label>
          <select
            id="draft-operation"
            data-focus="operation"
            @change=${(/** @type {Event} */ event) =>
              act.draft({ operation: /** @type {OperationName} */ (textIn(event)) })}
          >
            ${Object.entries(OPERATIONS).map(
              ([value, { title }]) => html`
                <option value=${value} .selected=${live(value === draft.operation)}>${title}</option>
              `,
            )}
          </select>
        </div>
        <div class="pair">
          <div class="field">
            <label for="draft-queue">Task queue</label>
            <input
              id="draft-queue"
              data-focus="taskQueue"
              list="draft-queues"
              autocapitalize="off"
              spellcheck="false"
              .value=${live(draft.taskQueue)}
              @input=${(/** @type {Event} */ event) => act.draft({ taskQueue: textIn(event) })}
            />
            <datalist id="draft-queues">
              ${view.queues.map((queue) => html`<option value=${queue}></option>`)}
            </datalist>
          </div>
          ${asked(view)}
        </div>
        ${promotion(view)}
        <div class="buttons">
          <button type="submit" data-focus="apply">Apply as step ${state.step + 1}</button>
          <button type="button" class="plain" @click=${act.clear}>Clear</button>
        </div>
      </form>
    </section>
  `;
}

/** @param {View} view */
function asked({ look, act, moment }) {
  const { draft } = look;
  const { fields, buildId: label } = OPERATIONS[draft.operation];
  const isNew = (/** @type {TextField} */ field) => label === 'New build ID' && field === 'buildId';
  return html`
    ${fields.map(
      (field) => html`
        <div class="field">
          <label for=${`draft-${field}`}>${field === 'buildId' ? label : LABELS[field]}</label>
          <input
            id=${`draft-${field}`}
            data-focus=${field}
            list=${isNew(field) ? nothing : 'draft-build-ids'}
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=${HINTS[field] ? `draft-${field}-hint` : nothing}
            .value=${live(draft.texts[field])}
            @input=${(/** @type {Event} */ event) =>
              act.draft({ texts: { ...draft.texts, [field]: textIn(event) } })}
          />
          ${HINTS[field] ? html`<p class="hint" id=${`draft-${field}-hint`}>${HINTS[field]}</p>` : nothing}
        </div>
      `,
    )}
    <datalist id="draft-build-ids">
      ${moment
        .sets(draft.taskQueue)
        .flatMap((set) => set.buildIds)
        .map((buildId) => html`<option value=${buildId}></option>`)}
    </datalist>
  `;
}

/** @param {View} view */
function promotion({ look, act }) {
  const { operation, promoteSet } = look.draft;
  if (operation !== 'addNewCompatibleVersion') return nothing;
  return html`
    <label class="choice">
      <input
        type="checkbox"
        data-focus="promoteSet"
        .checked=${live(promoteSet)}
        @change=${(/** @type {Event} */ event) =>
          act.draft({ promoteSet: /** @type {HTMLInputElement} */ (event.currentTarget).checked })}
      />
      <span>Make the set the queue default too</span>
    </label>
  `;
}

/**
 * The operation as a command: what is pasted here fills the fields, and the fields fill it.
 *
 * @param {View} view
 */
function command({ look, act }) {
  const { draft, command: typed } = look;
  const text = typed?.text ?? asCommand(draft);
  return html`
    <div class="field command">
      <label for="command">As a command</label>
      <div class="command-line">
        <textarea
          id="command"
          rows="1"
          data-focus="command"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="command-problem"
          aria-invalid=${typed?.problem ? 'true' : nothing}
          placeholder="Paste temporal task-queue … or fill in below"
          .value=${live(text)}
          @input=${(/** @type {Event} */ event) => act.command(textIn(event))}
        ></textarea>
        <button
          type="button"
          class="plain"
          data-focus="copy-command"
          aria-disabled=${text === ''}
          @click=${() => act.copy(text, 'The command is copied.')}
        >
          Copy<span class="unseen"> the command</span>
        </button>
      </div>
      <p class="problem" id="command-problem">${typed?.problem}</p>
    </div>
  `;
}

/** @param {import('../plan/draft.js').Draft} draft */
function asCommand(draft) {
  if (OPERATIONS[draft.operation].fields.every((field) => draft.texts[field] === '')) return '';
  try {
    return snippet(draft.taskQueue, operationOf(draft), 'cli');
  } catch {
    // Half a character has no command; the preview says what is wrong with it.
    return '';
  }
}
