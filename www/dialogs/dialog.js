/** A dialog over the planner: one at a time, loaded when it is first asked for. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from '../views/icons.js';
import { button, childOf } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {keyof typeof MODULES} DialogName
 */

/**
 * @typedef {object} Dialog
 * @property {DialogName} name
 * @property {string} title
 * @property {(view: View, fields: any) => unknown} content
 * @property {Record<string, any>} fields as they stand
 */

const MODULES = {
  about: () => import('./about.js'),
  examples: () => import('./examples.js'),
  import: () => import('./import.js'),
  export: () => import('./export.js'),
  goal: () => import('./goal.js'),
  keys: () => import('./keys.js'),
  listed: () => import('./listed.js'),
};

/**
 * @param {DialogName} name
 * @param {Record<string, any>} [fields] those that are not empty at first
 * @returns {Promise<Dialog>}
 */
export async function loadDialog(name, fields) {
  const { title, content, emptyFields } = await MODULES[name]();
  return { name, title, content, fields: { ...emptyFields, ...fields } };
}

/**
 * @param {View} view
 * @param {unknown} said the live region: screen readers ignore everything outside an open dialog
 */
export function dialog(view, said) {
  const { look, act } = view;
  const shown = look.dialog;
  return html`
    <dialog class="dialog" aria-labelledby="dialog-title" @close=${act.closeDialog} @click=${closeOutside}>
      ${
        shown
          ? html`
              <div class="dialog-page">
                <header>
                  <h2 id="dialog-title">${shown.title}</h2>
                  ${button(icon('close'), act.closeDialog, {
                    look: 'plain icon',
                    focus: 'close-dialog',
                    heard: 'Close',
                  })}
                </header>
                ${shown.content(view, shown.fields)}
              </div>
              ${said}
            `
          : nothing
      }
    </dialog>
  `;
}

/**
 * Opens or closes the dialog as the state has it. Closed, it gives the focus back to where it was.
 *
 * @param {HTMLElement} root
 * @param {Dialog | undefined} shown
 */
export function showDialog(root, shown) {
  const element = childOf(root, 'dialog');
  if (!(element instanceof HTMLDialogElement) || element.open === (shown !== undefined)) return;
  if (shown) element.showModal();
  else element.close();
}

/** @param {MouseEvent} event */
function closeOutside({ target, currentTarget }) {
  // The dialog's content covers it, so a click on the dialog itself is beside the content.
  if (target === currentTarget) /** @type {HTMLDialogElement} */ (currentTarget).close();
}
