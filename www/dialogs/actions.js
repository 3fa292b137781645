/** What people can do in dialogs; each action is one change of the planner. */

import { LinkError, VersioningError } from '../engine.js';
import { EXAMPLES } from '../examples.js';
import { MOST_ADDRESS, readPlan } from '../opening.js';
import { ImportError, planOf, readImport, withFound } from '../plan/import.js';
import { EMPTY, isEmpty } from '../plan/state.js';
import { forgetPlan, recentPlans, titleOf } from '../recent.js';
import { EMPTY_READING } from '../views/reading.js';
import { counted, inNumbers } from '../views/text.js';
import { loadDialog } from './dialog.js';
import { textOf } from './file.js';
import { fileName, saveAs } from './save.js';

/**
 * @typedef {import('../planner.js').Planner} Planner
 * @typedef {import('./dialog.js').DialogName} DialogName
 * @typedef {import('../plan/import.js').Found} Found
 * @typedef {import('../plan/import.js').Imported} Imported
 * @typedef {import('../views/reading.js').Reading} Reading
 * @typedef {import('../opening.js').Plan} Plan
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
      const link = await planner.link();
      const tooLong = link.length > MOST_ADDRESS;
      const fields = tooLong ? { link: '', tooLong, format: 'json' } : { link };
      await planner.act.openDialog('export', fields);
    },

    /**
     * @param {string | Blob} content
     * @param {{ extension: string, type: string }} file
     */
    save(content, { extension, type }) {
      const name = fileName(planner.state.document.name ?? '', extension);
      saveAs(content, name, type);
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

    ...opening(planner),
    ...importing(planner),
  };
}

/**
 * Opening other plans.
 *
 * @param {Planner} planner
 */
function opening(planner) {
  return {
    newPlan() {
      const look = { start: undefined };
      planner.open(EMPTY, 0, 'Begin a new plan', { say: 'A new plan.', focus: 'start-text', look });
    },

    /** @param {string} key */
    openExample(key) {
      const document = EXAMPLES.get(key);
      if (document === undefined) return;
      const { name } = document;
      const more = { say: `Opened: ${name}`, focus: 'plan-name' };
      planner.open(document, undefined, `Open the example “${name}”`, more);
    },

    /** @param {string} plan which of the recent ones */
    openRecent(plan) {
      const kept = recentPlans().find((recent) => recent.plan === plan);
      if (kept === undefined) return;
      const { document, step } = kept;
      const name = titleOf(document);
      try {
        const more = { plan, say: `Opened: ${name}`, focus: 'plan-name' };
        planner.open(document, step, `Open “${name}”`, more);
      } catch (error) {
        // A later version of this page may have kept it.
        planner.act.notice({
          title: 'This plan cannot be opened.',
          text: problemOf(error).message,
        });
      }
    },

    /** @param {string} plan which of the recent ones */
    forgetRecent(plan) {
      const kept = recentPlans().find((recent) => recent.plan === plan);
      if (kept === undefined) return;
      forgetPlan(plan);
      planner.update({
        say: `Deleted: ${titleOf(kept.document)}`,
        focus: recentPlans().length > 0 ? 'recent' : 'start-text',
      });
    },

    /** Says that the plan is not in the address. */
    tooLarge() {
      planner.act.notice({
        title: 'This plan is too large for an address.',
        text: 'It is kept in this browser. Save it as a file to have it elsewhere.',
        kind: 'note',
        action: { label: 'Save', act: () => planner.act.savePlan() },
      });
    },

    savePlan() {
      const text = `${JSON.stringify(planner.state.document, undefined, 2)}\n`;
      planner.act.save(text, { extension: 'json', type: 'application/json' });
    },
  };
}

/**
 * Reading what a cluster prints.
 *
 * @param {Planner} planner
 */
function importing(planner) {
  return {
    /** @param {Partial<Reading>} changed fields of the start */
    editStart(changed) {
      const start = planner.look.start ?? EMPTY_READING;
      planner.update({ look: { start: { ...start, ...changed } } });
    },

    /**
     * Opens what stands in the fields of the start, or in a file; what cannot be read stays there with the reason.
     *
     * @param {File} [file]
     */
    async readStart(file) {
      const { editStart } = this;
      await read(planner, 'start', {
        file,
        fields: () => planner.look.start ?? EMPTY_READING,
        edit: (changed) => editStart(changed),
        open: (found) => this.openFound(found),
      });
    },

    /**
     * Opens what stands in the fields of the dialog, or in a file. Whether it is added to a plan of the user's own is
     * asked first; it never gets into an example.
     *
     * @param {File} [file]
     */
    async import(file) {
      const { state, act } = planner;
      if (isEmpty(state.document) && planner.look.dialog === undefined) return this.readStart(file);
      if (planner.look.dialog?.name !== 'import') await act.openDialog('import');
      const isOwn = !isEmpty(state.document) && state.example === undefined;
      await read(planner, 'import', {
        file,
        fields: () => /** @type {Reading} */ (planner.look.dialog?.fields ?? EMPTY_READING),
        edit: (changed) => act.dialogFields(changed),
        open: (found) => {
          if (!isOwn) return this.openFound(found);
          act.dialogFields({ found });
          planner.update({
            say: `${summaryOf(found)} Add it to this plan, or open it as a new one?`,
            focus: 'import-add',
          });
        },
      });
    },

    /** @param {Found} found */
    openFound(found) {
      planner.open(planOf(found), found.steps.length, 'Read what a cluster prints', {
        say: summaryOf(found),
        focus: 'plan-name',
        look: { start: undefined, notice: noteOf(found) },
      });
    },

    /** @param {Found} found */
    addFound(found) {
      planner.change(withFound(planner.state.document, found), 'Add what a cluster prints', {
        say: summaryOf(found),
        focus: 'plan-name',
        look: { dialog: undefined, notice: noteOf(found) },
      });
    },
  };
}

/**
 * Reads the fields or a file, and opens what is there.
 *
 * @param {Planner} planner
 * @param {string} prefix of the keys of focus
 * @param {object} from
 * @param {File | undefined} from.file
 * @param {() => Reading} from.fields
 * @param {(changed: Partial<Reading>) => void} from.edit
 * @param {(found: Found) => void} from.open
 */
async function read(planner, prefix, { file, fields, edit, open }) {
  try {
    if (file) edit({ text: await textOf(file), problem: undefined });
    const { text, taskQueue } = fields();
    const imported = await readText(text, taskQueue);
    if ('document' in imported) {
      const { document, step } = imported;
      const more = { say: 'The plan is opened.', focus: 'plan-name', look: { start: undefined } };
      planner.open(document, step, 'Open a plan', more);
    } else {
      const { taskQueues, workflows, steps } = imported;
      if (taskQueues.length + workflows.length + steps.length === 0) {
        throw new ImportError('text', 'It is an empty list: there is nothing to show.');
      }
      open(imported);
    }
  } catch (error) {
    const problem = problemOf(error);
    edit({ problem });
    planner.update({ say: problem.message, focus: `${prefix}-${problem.field}` });
  }
}

/**
 * @param {string} text
 * @param {string} taskQueue
 * @returns {Promise<Plan | Found>}
 */
async function readText(text, taskQueue) {
  const link = LINK.exec(text)?.[0];
  if (link !== undefined) return readPlan(link);
  const imported = await readImport(text, taskQueue);
  return 'plan' in imported ? { document: imported.plan } : imported;
}

/** @param {Found} found */
function summaryOf({ taskQueues, workflows, steps }) {
  const queues = taskQueues.map(({ taskQueue }) => taskQueue).join(', ');
  const parts = [
    queues,
    inNumbers(workflows) ?? '',
    steps.length === 0 ? '' : counted(steps.length, 'step'),
  ].filter(Boolean);
  return `Read: ${parts.join(' and ')}.`;
}

/**
 * @param {Found} found
 * @returns {import('../planner.js').Notice | undefined}
 */
function noteOf({ passedOver }) {
  return passedOver.length === 0
    ? undefined
    : { title: 'Read, but for this:', text: passedOver.join(' '), kind: 'note' };
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
