/** What people do in dialogs, each as one change of the planner. */

import { loadDialog } from './dialog.js';

/**
 * @typedef {import('../planner.js').Planner} Planner
 * @typedef {import('./dialog.js').DialogName} DialogName
 */

/** @param {Planner} planner */
export function dialogActions(planner) {
  return {
    /**
     * @param {DialogName} name
     * @param {Record<string, any>} [fields] those that do not begin empty
     */
    async openDialog(name, fields) {
      try {
        planner.update({ look: { dialog: await loadDialog(name, fields), menu: undefined } });
      } catch {
        // A module that is not there: the server is gone, or has something newer.
        const text = 'Reload the page and try again: a part of it could not be loaded.';
        planner.act.notice({ title: 'This cannot be opened.', text });
      }
    },

    closeDialog() {
      if (planner.look.dialog) planner.update({ look: { dialog: undefined } });
    },

    /** @param {string} key */
    async openExample(key) {
      const { EXAMPLES } = await import('../examples.js');
      const document = EXAMPLES.get(key);
      if (document === undefined) return;
      this.closeDialog();
      planner.open(document, undefined, `Open the example “${document.name}”`);
      planner.update({ say: `Opened: ${document.name}`, focus: 'plan-name' });
    },
  };
}
