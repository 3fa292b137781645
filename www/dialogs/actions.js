/** What people can do in dialogs; each action is one change of the planner. */

import { LinkError, VersioningError } from '../engine.js';
import { readPlan } from '../opening.js';
import { ImportError, readImport, withTaskQueues } from '../plan/import.js';
import { loadDialog } from './dialog.js';
import { textOf } from './file.js';
import { fileName, saveAs } from './save.js';

/**
 * @typedef {import('../planner.js').Planner} Planner
 * @typedef {import('./dialog.js').DialogName} DialogName
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 */

/** @param {Planner} planner */
export function dialogActions(planner) {
  return {
    /**
     * @param {DialogName} name
     * @param {Record<string, any>} [fields] those that are not empty at first
     */
    async openDialog(name, fields) {
      try {
        planner.update({ look: { dialog: await loadDialog(name, fields), menu: undefined } });
      } catch {
        // A module is missing: the server is down or has a newer version.
        const text = 'Part of the page could not be loaded. Reload it and try again.';
        planner.act.notice({ title: 'This cannot be opened.', text });
      }
    },

    async share() {
      await planner.act.openDialog('export', { link: await planner.link() });
    },

    /**
     * @param {string} text
     * @param {{ extension: string, type: string }} file
     */
    save(text, { extension, type }) {
      const name = fileName(planner.state.document.name ?? '', extension);
      saveAs(text, name, type);
      planner.update({ say: `Saved as ${name}.` });
    },

    /** @param {Record<string, any>} changed the changed fields of the open dialog */
    dialogFields(changed) {
      const { dialog } = planner.look;
      if (dialog === undefined) return;
      planner.update({ look: { dialog: { ...dialog, fields: { ...dialog.fields, ...changed } } } });
    },

    closeDialog() {
      if (planner.look.dialog) planner.update({ look: { dialog: undefined } });
    },

    /**
     * @param {'name' | 'description'} field of the plan
     * @param {string} text empty for none
     */
    describe(field, text) {
      const document = { ...planner.state.document, [field]: text };
      if (text === '') delete document[field];
      planner.change(document, `Change the ${field} of the plan`, { editing: `plan ${field}` });
    },

    /** @param {string} key */
    async openExample(key) {
      const { EXAMPLES } = await import('../examples.js');
      const document = EXAMPLES.get(key);
      if (document === undefined) return;
      const { name } = document;
      const more = { say: `Opened: ${name}`, focus: 'plan-name' };
      planner.open(document, undefined, `Open the example “${name}”`, more);
    },

    /**
     * Imports what stands in the fields, or in a file; what cannot be read stays there with the reason.
     *
     * @param {File} [file]
     */
    async import(file) {
      if (planner.look.dialog?.name !== 'import') await this.openDialog('import');
      try {
        if (file) this.dialogFields({ text: await textOf(file), problem: undefined });
        const { text, taskQueue } = planner.look.dialog?.fields ?? {};
        const link = LINK.exec(text)?.[0];
        if (link !== undefined) return this.openPlan(await readPlan(link));
        const imported = readImport(text, taskQueue);
        if ('plan' in imported) this.openPlan({ document: imported.plan });
        else this.importTaskQueues(imported);
      } catch (error) {
        const problem = problemOf(error);
        this.dialogFields({ problem });
        planner.update({ say: problem.message, focus: `import-${problem.field}` });
      }
    },

    /** @param {{ document: RolloutDocument, step?: number }} plan */
    openPlan({ document, step }) {
      const more = { say: 'The plan is imported.', focus: 'plan-name' };
      planner.open(document, step, 'Import a plan', more);
    },

    /** @param {Exclude<import('../plan/import.js').Imported, { plan: unknown }>} imported */
    importTaskQueues({ taskQueues, passedOver }) {
      const names = taskQueues.map(({ taskQueue }) => taskQueue).join(', ');
      planner.change(withTaskQueues(planner.state.document, taskQueues), `Import ${names}`);
      // The next queue may follow at once.
      this.dialogFields({ text: '', taskQueue: '', problem: undefined, taskQueues, passedOver });
      planner.update({ say: `Imported ${names}.`, focus: 'import-text' });
    },
  };
}

/** A link to a plan at the end of the text. Anything after it would belong to something else. */
const LINK = /#\d+\.\d+\.[\w-]+(?=\s*$)/;

/**
 * @param {unknown} error
 * @returns {{ field: 'text' | 'taskQueue', message: string }}
 */
function problemOf(error) {
  const kinds = [ImportError, LinkError, VersioningError, TypeError];
  if (!kinds.some((kind) => error instanceof kind)) throw error;
  const { field = 'text', message } = /** @type {Error & Partial<ImportError>} */ (error);
  return { field, message };
}
