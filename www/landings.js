import { element, nameOf, unseen } from './dom.js';
import { explain } from './pkg/index.js';

/**
 * @typedef {import('./pkg/index.js').Namespace} Namespace
 * @typedef {import('./pkg/index.js').Resolution} Resolution
 * @typedef {import('./pkg/index.js').WorkflowState} WorkflowState
 */

/**
 * @typedef {object} Choices what the code of the workflows says
 * @property {string} taskQueue the queue of the workflows
 * @property {import('./pkg/index.js').VersioningIntent} [intent]
 * @property {string} [target] the queue that the code names
 * @property {import('./pkg/index.js').Sdk} sdk
 * @property {string} extraBuildId a workflow on it is shown too, unless it is empty
 */

/** @typedef {{ resolution: Resolution, why: string[] }} Landing in the order of `COLUMNS` */

/**
 * @typedef {object} Row
 * @property {string} title
 * @property {string} [buildId]
 * @property {string} [note]
 * @property {Landing[]} landings
 */

const COLUMNS = ['Next workflow task', 'Activity', 'Child workflow', 'Continue-as-new'];

/** @type {Record<import('./pkg/index.js').Reason, string>} */
const REASONS = {
  SET_DEFAULT: 'set default',
  QUEUE_DEFAULT: 'queue default',
  UNVERSIONED_QUEUE: 'no version sets',
  UNVERSIONED_WORKFLOW: 'unversioned',
  NOTHING_TO_INHERIT: 'nothing to inherit',
  UNKNOWN_BUILD_ID: 'unknown build ID',
  CROSS_QUEUE_REJECTED: 'other queue',
  EAGER_ACTIVITY: 'eager',
};

/** @type {('activity' | 'childWorkflow' | 'continueAsNew')[]} */
const COMMANDS = ['activity', 'childWorkflow', 'continueAsNew'];

/**
 * Where the tasks of each kind of workflow land: a new one, one on each build ID, an unversioned one.
 *
 * @param {Namespace} namespace
 * @param {Choices} choices
 * @returns {Row[]}
 */
export function landingsOf(namespace, choices) {
  const { taskQueue, extraBuildId } = choices;
  const sets = namespace.getBuildIdCompatability(taskQueue)?.versionSets ?? [];
  const known = sets.flatMap((set) => set.buildIds);
  const rows = [newWorkflow(namespace, choices)];
  for (const buildId of known) rows.push(workflowOn(namespace, choices, buildId));
  if (extraBuildId && !known.includes(extraBuildId)) {
    const note = `unknown to ${taskQueue}`;
    rows.push({ ...workflowOn(namespace, choices, extraBuildId), note });
  }
  const workflow = { taskQueue };
  rows.push({
    title: 'Unversioned workflow',
    note: 'unversioned workers run it',
    landings: [
      landing(namespace.resolve({ task: 'workflowTask', workflow })),
      ...commands(namespace, choices, workflow),
    ],
  });
  return rows;
}

/**
 * @param {Namespace} namespace
 * @param {Choices} choices
 * @param {string} buildId
 * @returns {Row}
 */
function workflowOn(namespace, choices, buildId) {
  const workflow = { taskQueue: choices.taskQueue, buildId };
  return {
    title: 'Workflow on',
    buildId,
    landings: [
      landing(namespace.resolve({ task: 'workflowTask', workflow })),
      ...commands(namespace, choices, workflow),
    ],
  };
}

/**
 * A new workflow has said nothing yet: its first commands come from the worker that completes its
 * first workflow task, and by then the workflow is on that worker's build ID.
 *
 * @param {Namespace} namespace
 * @param {Choices} choices
 * @returns {Row}
 */
function newWorkflow(namespace, choices) {
  const { taskQueue } = choices;
  const first = namespace.resolve({ task: 'newWorkflow', taskQueue });
  const isVersioned = first.outcome === 'buildId';
  const by = isVersioned ? `a worker of build ID ${first.buildId}` : 'an unversioned worker';
  const workflow = isVersioned ? { taskQueue, buildId: first.buildId } : { taskQueue };
  return {
    title: 'New workflow',
    note: 'a client starts it',
    landings: [
      landing(first),
      ...commands(namespace, choices, workflow).map(({ resolution, why }) => ({
        resolution,
        why: [`The first workflow task is completed by ${by}, and this comes with it.`, ...why],
      })),
    ],
  };
}

/**
 * @param {Namespace} namespace
 * @param {Choices} choices
 * @param {WorkflowState} workflow
 */
function commands(namespace, { intent, target, sdk }, workflow) {
  return COMMANDS.map((task) =>
    landing(
      namespace.resolve({
        task,
        workflow,
        sdk,
        ...(intent && { versioningIntent: intent }),
        ...(target !== undefined && { taskQueue: target }),
      }),
    ),
  );
}

/**
 * @param {Resolution} resolution
 * @returns {Landing}
 */
function landing(resolution) {
  return { resolution, why: explain(resolution) };
}

/**
 * Fills the table. Explanations that are open stay open, and are those of the new landings.
 *
 * The roles are said in so many words, because a narrow page shows rows as blocks, and browsers then
 * take a table for none.
 *
 * @param {HTMLTableElement} table
 * @param {Row[]} rows
 * @param {string} taskQueue
 * @param {Set<string>} open the keys of the landings that are explained
 */
export function showLandings(table, rows, taskQueue, open) {
  table.setAttribute('role', 'table');
  table.setAttribute('aria-labelledby', 'landings-title');
  table.replaceChildren(
    showHead(),
    ...rows.map((row, index) => showRow(row, index, taskQueue, open)),
  );
}

function showHead() {
  const columns = ['Workflow', ...COLUMNS].map((title) =>
    element('th', { scope: 'col', role: 'columnheader' }, title),
  );
  return element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...columns));
}

/**
 * A workflow's landings, each followed by its explanation when that is open.
 *
 * @param {Row} row
 * @param {number} rowIndex
 * @param {string} taskQueue
 * @param {Set<string>} open
 */
function showRow(row, rowIndex, taskQueue, open) {
  const body = element('tbody', { role: 'rowgroup' });
  const cells = row.landings.map(({ resolution }, column) => {
    const key = keyOf(row, column);
    const button = element(
      'button',
      { type: 'button', class: 'why-button' },
      `Why: ${REASONS[resolution.reason]}`,
      unseen(`. ${COLUMNS[column]}, ${nameInWords(row)}`),
    );
    button.addEventListener('click', () => {
      if (!open.delete(key)) open.add(key);
      showWhy();
    });
    const cell = element(
      'td',
      { role: 'cell' },
      // For the eyes: a narrow page has no columns.
      element('span', { class: 'column', 'aria-hidden': 'true' }, COLUMNS[column]),
      element('div', { class: 'cell' }, showLanding(resolution, taskQueue), button),
    );
    return { cell, button, key };
  });

  // Only the explanations are replaced, so that the button keeps the focus.
  function showWhy() {
    for (const old of body.querySelectorAll('.why')) old.remove();
    for (const [column, { button, key }] of cells.entries()) {
      const id = `why-${rowIndex}-${column}`;
      button.setAttribute('aria-expanded', String(open.has(key)));
      if (open.has(key)) {
        button.setAttribute('aria-controls', id);
        body.append(showExplanation(row, column, id));
      } else {
        button.removeAttribute('aria-controls');
      }
    }
  }

  body.append(element('tr', { role: 'row' }, showTitle(row), ...cells.map(({ cell }) => cell)));
  showWhy();
  return body;
}

/** @param {Row} row */
function showTitle({ title, buildId, note }) {
  const header = element('th', { scope: 'row', role: 'rowheader' }, title);
  if (buildId !== undefined) header.append(' ', nameOf(buildId));
  if (note) header.append(' ', element('span', { class: 'note' }, note));
  return header;
}

/**
 * @param {Resolution} resolution
 * @param {string} taskQueue the workflow's: only another is named
 */
function showLanding(resolution, taskQueue) {
  const shown = element('span', { class: `landing ${resolution.outcome}` });
  switch (resolution.outcome) {
    case 'buildId':
      shown.append(nameOf(resolution.buildId));
      break;
    case 'unversioned':
      shown.append('unversioned workers');
      break;
    case 'rejected':
      shown.append('refused');
      return shown;
  }
  if (resolution.taskQueue === taskQueue) return shown;
  const on = element('span', { class: 'note' }, 'on ', nameOf(resolution.taskQueue));
  return element('span', {}, shown, ' ', on);
}

/**
 * @param {Row} row
 * @param {number} column
 * @param {string} id
 */
function showExplanation(row, column, id) {
  const { resolution, why } = row.landings[column];
  const cell = element(
    'td',
    { role: 'cell', colspan: String(COLUMNS.length + 1) },
    element('h3', {}, `${COLUMNS[column]}, ${nameInWords(row)}`),
    element('ol', {}, ...why.map((sentence) => element('li', {}, sentence))),
  );
  if (resolution.outcome === 'rejected') {
    cell.append(
      element('p', {}, 'The failure in the workflow’s history:'),
      element('p', { class: 'message' }, resolution.message),
    );
  }
  return element('tr', { role: 'row', class: 'why', id }, cell);
}

/** @param {Row} row */
function nameInWords({ title, buildId }) {
  const words = title.charAt(0).toLowerCase() + title.slice(1);
  return buildId === undefined ? words : `${words} ${buildId}`;
}

/**
 * @param {Row} row
 * @param {number} column
 */
function keyOf({ title, buildId = '' }, column) {
  return `${column} ${title} ${buildId}`;
}
