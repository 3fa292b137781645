/** What people do in dialogs, each as one change of the planner. */

import { LinkError, readLink, VersioningError } from '../engine.js';
import { ImportError, readImport, withTaskQueues } from '../plan/import.js';
import { changed } from '../plan/state.js';
import { loadDialog } from './dialog.js';
import { FileError, textOf } from './file.js';
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

    /** @param {Record<string, any>} changed those fields of the open dialog that are others now */
    dialogFields(changed) {
      const { dialog } = planner.look;
      if (dialog === undefined) return;
      planner.update({ look: { dialog: { ...dialog, fields: { ...dialog.fields, ...changed } } } });
    },

    closeDialog() {
      if (planner.look.dialog) planner.update({ look: { dialog: undefined } });
    },

    /** @param {{ name?: string, description?: string }} words as they stand now; empty for none */
    describe(words) {
      const { state } = planner;
      const [field] = Object.keys(words);
      const document = { ...state.document, ...words };
      for (const one of /** @type {const} */ (['name', 'description'])) {
        if (document[one] === '') delete document[one];
      }
      const change = { words: `Change the ${field} of the plan`, editing: `plan ${field}` };
      planner.update({ state: changed(state, document, change) });
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

    /** Imports what stands in the fields; where it cannot be read, it stays there with the reason. */
    async importText() {
      const { text, taskQueue } = planner.look.dialog?.fields ?? {};
      try {
        const link = LINK.exec(text)?.[0];
        if (link !== undefined) return this.openPlan(await readLink(link));
        const imported = readImport(text, taskQueue);
        if ('plan' in imported) this.openPlan({ document: imported.plan });
        else this.importTaskQueues(imported.taskQueues);
      } catch (error) {
        const problem = problemOf(error);
        const focus = problem.field === 'text' ? 'import' : 'import-queue';
        this.dialogFields({ problem });
        planner.update({ say: problem.message, focus });
      }
    },

    /**
     * Reads a file into the fields, and imports it.
     *
     * @param {File} file
     */
    async importFile(file) {
      if (planner.look.dialog?.name !== 'import') await this.openDialog('import');
      try {
        const text = await textOf(file);
        this.dialogFields({ text, problem: undefined });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        this.dialogFields({ problem: { field: 'text', message: error.message } });
        planner.update({ say: error.message });
        return;
      }
      await this.importText();
    },

    /** @param {{ document: RolloutDocument, step?: number }} plan */
    openPlan({ document, step }) {
      planner.open(document, step, 'Import a plan');
      this.closeDialog();
      planner.update({ say: 'The plan is imported.', focus: 'plan-name' });
    },

    /** @param {import('../pkg/index.js').RolloutTaskQueue[]} taskQueues */
    importTaskQueues(taskQueues) {
      const { state } = planner;
      const names = taskQueues.map(({ taskQueue }) => taskQueue).join(', ');
      const document = withTaskQueues(state.document, taskQueues);
      planner.update({ state: changed(state, document, { words: `Import ${names}` }) });
      // The next queue may follow at once.
      this.dialogFields({ text: '', taskQueue: '', problem: undefined, taskQueues });
      planner.update({ say: `Imported ${names}.`, focus: 'import' });
    },
  };
}

/** A link in which a plan is, alone: what is pasted after it belongs to something else. */
const LINK = /#\d+\.\d+\.[\w-]+(?=\s*$)/;

/**
 * @param {unknown} error
 * @returns {{ field: 'text' | 'taskQueue', message: string }}
 */
function problemOf(error) {
  if (error instanceof ImportError) return { field: error.field, message: error.message };
  const isKnown =
    error instanceof LinkError || error instanceof VersioningError || error instanceof TypeError;
  if (!isKnown) throw error;
  return { field: 'text', message: error.message };
}
