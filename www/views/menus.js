/** What can be done with the plan, a step and a task queue. */

import { emptyDraft } from '../plan/draft.js';
import { usedQueues } from '../plan/items.js';
import { isStart } from './start.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../planner.js').Menu} Menu
 */

/**
 * @typedef {object} Entry
 * @property {unknown} label
 * @property {string} [note] beside it
 * @property {boolean} [isOff] whether it can be chosen but does nothing
 * @property {() => unknown} act
 */

/**
 * @param {View} view
 * @param {Exclude<Menu, { kind: 'version' }>} menu
 * @returns {{ title: string, entries: Entry[] }}
 */
export function entriesOf(view, menu) {
  switch (menu.kind) {
    case 'plan':
      return { title: 'Plan', entries: planEntries(view) };
    case 'more':
      return { title: 'Plan', entries: [...headEntries(view), ...planEntries(view)] };
    case 'step':
      return { title: `Step ${view.shown.step}`, entries: stepEntries(view) };
    case 'queue':
      return { title: menu.taskQueue, entries: queueEntries(view, menu.taskQueue) };
  }
}

/**
 * What stands in the header where there is room.
 *
 * @param {View} view
 * @returns {Entry[]}
 */
function headEntries(view) {
  const { act, look, queues } = view;
  const always = [
    { label: 'New plan', act: () => act.newPlan() },
    { label: 'Examples', act: () => act.openDialog('examples') },
  ];
  if (isStart(view)) return always;
  const taskQueue = queues.includes(look.draft.taskQueue) ? look.draft.taskQueue : queues[0];
  return [
    ...always,
    { label: 'Add from cluster', act: () => act.openDialog('import') },
    { label: 'Goal', act: () => act.openDialog('goal', { taskQueue }) },
    { label: 'Share', act: () => act.share() },
  ];
}

/**
 * @param {View} view
 * @returns {Entry[]}
 */
function planEntries({ act, answers }) {
  return [
    { label: 'Rename and describe', act: () => act.openDialog('about') },
    { label: 'What is listed', act: () => act.openListed() },
    ...(answers.steps.length > 0 ? [{ label: 'Print the runbook', act: () => act.print() }] : []),
    { label: 'Keys', act: () => act.showKeys() },
  ];
}

/**
 * @param {View} view
 * @returns {Entry[]}
 */
function stepEntries({ act, shown }) {
  return [
    { label: 'Rename', act: () => act.openPanel('step-name', 'step-name') },
    { label: 'Copy a link to it', act: () => act.copyLink() },
    { label: 'Delete', act: () => act.askDelete(shown.step) },
  ];
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @returns {Entry[]}
 */
function queueEntries({ act, document }, taskQueue) {
  const isKept = usedQueues(document).has(taskQueue);
  return [
    {
      label: 'Add a build ID in a new default set',
      act: () => act.compose(emptyDraft(taskQueue)),
    },
    { label: 'Add a worker', act: () => act.addWorker(taskQueue) },
    { label: 'Add a workflow', act: () => act.addWorkflow(taskQueue) },
    { label: 'What is listed', act: () => act.openListed(taskQueue) },
    ...(isKept ? [] : [{ label: 'Remove from the plan', act: () => act.removeQueue(taskQueue) }]),
  ];
}
