/** The fields of forms, each with its label. */

import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';

/**
 * @typedef {object} Labelled
 * @property {string} id also the key of its focus
 * @property {unknown} label
 * @property {string} [hint]
 * @property {string} [problem] what is wrong with its value
 * @property {unknown} [remedy] what can be done about it
 */

/**
 * @typedef {object} Typed
 * @property {string} value
 * @property {(value: string) => void} edit
 * @property {string} [placeholder]
 * @property {boolean} [isProse] whether it is prose, with spelling to check
 * @property {boolean} [autofocus]
 */

/**
 * A field with its label, hint and problem.
 *
 * @param {Labelled} labelled
 * @param {unknown} control
 */
export function field({ id, label, hint, problem, remedy }, control) {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control}
      <div id=${`${id}-more`}>
        ${problem ? html`<p class="problem">${problem}</p>` : nothing}
        ${hint ? html`<p class="hint">${hint}</p>` : nothing}
      </div>
      ${remedy ?? nothing}
    </div>
  `;
}

/**
 * A line of text.
 *
 * @param {Labelled & Typed & { list?: string }} about `list`: the id of the {@link suggestions}
 */
export function textField(about) {
  const { id, problem, value, edit, list, placeholder, isProse = false, autofocus = false } = about;
  return field(
    about,
    html`
      <input
        id=${id}
        data-focus=${id}
        list=${list ?? nothing}
        placeholder=${placeholder ?? nothing}
        ?autofocus=${autofocus}
        autocomplete="off"
        autocapitalize=${isProse ? nothing : 'off'}
        spellcheck=${isProse}
        aria-describedby=${`${id}-more`}
        aria-invalid=${problem ? 'true' : nothing}
        .value=${live(value)}
        @input=${editedBy(edit)}
      />
    `,
  );
}

/**
 * Several lines of text.
 *
 * @param {Labelled & Typed & { rows: number }} about
 */
export function textArea(about) {
  return field(about, bareTextArea(about));
}

/**
 * The same without a label.
 *
 * @param {Labelled & Typed & { rows: number }} about
 */
export function bareTextArea({
  id,
  problem,
  value,
  edit,
  rows,
  placeholder,
  isProse = false,
  autofocus = false,
}) {
  return html`
    <textarea
      id=${id}
      data-focus=${id}
      rows=${rows}
      placeholder=${placeholder ?? nothing}
      ?autofocus=${autofocus}
      autocapitalize=${isProse ? nothing : 'off'}
      spellcheck=${isProse}
      aria-describedby=${`${id}-more`}
      aria-invalid=${problem ? 'true' : nothing}
      .value=${live(value)}
      @input=${editedBy(edit)}
    ></textarea>
  `;
}

/**
 * @template {string} Value
 * @typedef {object} Choice
 * @property {Value} value
 * @property {(value: Value) => void} edit
 * @property {Readonly<Record<Value, string>>} options what each value is called
 */

/**
 * One of several values.
 *
 * @template {string} Value
 * @param {Labelled & Choice<Value>} about
 */
export function choice(about) {
  const { id, value, edit, options } = about;
  return field(
    about,
    html`
      <select id=${id} data-focus=${id} @change=${editedBy(edit)}>
        ${optionsOf(options, value)}
      </select>
    `,
  );
}

/**
 * @param {Readonly<Record<string, string>>} options what each value is called
 * @param {string} chosen
 */
export function optionsOf(options, chosen) {
  return Object.entries(options).map(
    ([value, title]) =>
      html`<option value=${value} .selected=${live(value === chosen)}>${title}</option>`,
  );
}

/**
 * What each thing in a table is called.
 *
 * @template {string} Name
 * @param {Record<Name, { title: string }>} table
 */
export function titlesOf(table) {
  const entries = /** @type {[Name, { title: string }][]} */ (Object.entries(table));
  return /** @type {Record<Name, string>} */ (
    Object.fromEntries(entries.map(([name, { title }]) => [name, title]))
  );
}

/**
 * @param {object} about
 * @param {string} about.id also the key of its focus
 * @param {string} about.label
 * @param {boolean} about.value
 * @param {(value: boolean) => void} about.edit
 */
export function checkbox({ id, label, value, edit }) {
  return html`
    <label class="choice">
      <input
        type="checkbox"
        data-focus=${id}
        .checked=${live(value)}
        @change=${(/** @type {Event} */ event) =>
          edit(/** @type {HTMLInputElement} */ (event.currentTarget).checked)}
      />
      <span>${label}</span>
    </label>
  `;
}

/**
 * Suggestions for text fields.
 *
 * @param {string} id
 * @param {readonly string[]} values
 */
export function suggestions(id, values) {
  return html`<datalist id=${id}>${values.map((value) => html`<option value=${value}></option>`)}</datalist>`;
}

/**
 * @template {string} Value
 * @param {(value: Value) => void} edit
 */
export function editedBy(edit) {
  return (/** @type {Event} */ event) => {
    const control = /** @type {HTMLInputElement} */ (event.currentTarget);
    edit(/** @type {Value} */ (control.value));
  };
}

/**
 * Ties fields to the properties of an object.
 *
 * @template {Record<string, any>} Values
 * @param {string} prefix of their ids
 * @param {Values} values
 * @param {(more: Partial<Values>) => void} edit
 */
export function fieldsFor(prefix, values, edit) {
  /**
   * @template {keyof Values & string} Name
   * @param {Name} name
   * @param {string} label
   */
  return (name, label) => ({
    id: `${prefix}-${name}`,
    label,
    value: values[name],
    edit: (/** @type {Values[Name]} */ value) => edit(/** @type {any} */ ({ [name]: value })),
  });
}

/**
 * Handles the submission of a form.
 *
 * @param {() => unknown} submit
 */
export function submittedTo(submit) {
  return (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  };
}
