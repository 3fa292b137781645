import { byId, nameOf, offer, say, sayRefusal, textOf } from './dom.js';
import { landingsOf, showLandings } from './landings.js';
import { OPERATIONS, operationName, operationOf, sentenceOf } from './operations.js';
import { Namespace } from './pkg/index.js';
import { showSets } from './sets.js';

const queue = byId('queue', HTMLInputElement);
const buildId = byId('build-id', HTMLInputElement);
const change = byId('change', HTMLFormElement);
const paste = byId('paste', HTMLFormElement);
const choices = byId('choices', HTMLFormElement);
const landings = byId('landings', HTMLTableElement);
const landingsStatus = byId('landings-status', HTMLElement);

/** What was done last to the sets, near the form that did it. */
const answers = {
  change: {
    refusal: byId('change-refusal', HTMLElement),
    status: byId('change-status', HTMLElement),
  },
  paste: { refusal: byId('paste-refusal', HTMLElement), status: byId('paste-status', HTMLElement) },
};

/** @type {Set<string>} the landings whose explanations are open */
const open = new Set();

/** Whether the task queue has a name that a server would take. */
let isQueueNamed = true;

const namespace = new Namespace();
/** @type {import('./pkg/index.js').BuildIdOperation[]} */
const example = [
  { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
  {
    operation: 'addNewCompatibleVersion',
    buildId: '1.1',
    existingCompatibleBuildId: '1.0',
  },
  { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
];
for (const operation of example) namespace.updateBuildIdCompatibility('orders', operation);

/** Shows everything anew. */
function show() {
  showQueue();
  showTable();
}

function showQueue() {
  const error = byId('queue-error', HTMLElement);
  const shown = byId('sets', HTMLElement);
  /** @type {import('./pkg/index.js').WorkerBuildIdVersionSets | undefined} */
  let sets;
  try {
    sets = namespace.getBuildIdCompatability(queue.value);
    shown.replaceChildren(...showSets(queue.value, sets));
    error.replaceChildren();
  } catch (thrown) {
    shown.replaceChildren();
    sayRefusal(error, thrown);
  }
  isQueueNamed = !error.hasChildNodes();
  queue.setAttribute('aria-invalid', String(!isQueueNamed));
  const known = sets?.versionSets.flatMap((set) => set.buildIds) ?? [];
  offer(byId('known-build-ids', HTMLDataListElement), known);
  offer(byId('known-queues', HTMLDataListElement), namespace.taskQueues());
  byId('paste-command', HTMLElement).textContent =
    `temporal task-queue get-build-ids --task-queue ${quoted(queue.value)} -o json`;
}

function showTable() {
  /** @param {string} name */
  const text = (name) => textOf(choices, name);
  const target = { unnamed: undefined, same: queue.value, other: text('otherQueue') }[
    /** @type {'unnamed' | 'same' | 'other'} */ (text('target'))
  ];
  byId('other-queue-field', HTMLElement).hidden = text('target') !== 'other';
  landings.hidden = true;
  say(landingsStatus);
  // Its refusal is shown where its name is typed.
  if (!isQueueNamed) return;
  try {
    // Read for its refusal: it names no path, unlike that of a task.
    if (target !== undefined) namespace.getBuildIdCompatability(target);
    const rows = landingsOf(namespace, {
      taskQueue: queue.value,
      sdk: /** @type {import('./pkg/index.js').Sdk} */ (text('sdk')),
      extraBuildId: text('extra'),
      target,
      intent:
        /** @type {import('./pkg/index.js').VersioningIntent} */ (text('intent')) || undefined,
    });
    showLandings(landings, rows, queue.value, open);
    landings.hidden = false;
    say(landingsStatus, refusedOf(rows));
  } catch (thrown) {
    sayRefusal(landingsStatus, thrown);
  }
}

/**
 * How many landings are refused, in words; nothing when none is.
 *
 * @param {import('./landings.js').Row[]} rows
 * @returns {string[]}
 */
function refusedOf(rows) {
  const all = rows.flatMap((row) => row.landings);
  const refused = all.filter(({ resolution }) => resolution.outcome === 'rejected').length;
  return refused ? [`The server refuses ${refused} of these ${all.length}.`] : [];
}

/** The fields of the chosen operation; what was typed in the others is kept. */
function showFields() {
  const { fields, label, isNew } = OPERATIONS[operationName(change)];
  for (const field of change.querySelectorAll('[data-field]')) {
    if (field instanceof HTMLElement) {
      field.hidden = !fields.some((name) => name === field.dataset.field);
    }
  }
  if (label) byId('build-id-label', HTMLLabelElement).textContent = label;
  if (isNew) buildId.removeAttribute('list');
  else buildId.setAttribute('list', 'known-build-ids');
}

/**
 * Does something to the sets, shows what came of it, and says so.
 *
 * @param {keyof typeof answers} form
 * @param {() => (Node | string)[]} act answers with what to say
 */
function attempt(form, act) {
  for (const { refusal, status } of Object.values(answers)) {
    say(refusal);
    say(status);
  }
  try {
    const said = act();
    show();
    say(answers[form].status, said);
  } catch (thrown) {
    sayRefusal(answers[form].refusal, thrown);
  }
}

/** @param {string} name */
function quoted(name) {
  return /^[\w./:@%+=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

change.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt('change', () => {
    const operation = operationOf(change);
    const { changed } = namespace.updateBuildIdCompatibility(queue.value, operation);
    if (!changed) return ['Nothing to change: ', nameOf(queue.value), ' is so already.'];
    return sentenceOf(operation, queue.value);
  });
});

paste.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt('paste', () => {
    namespace.importBuildIds(queue.value, byId('pasted', HTMLTextAreaElement).value);
    const sets = namespace.getBuildIdCompatability(queue.value);
    if (!sets) return [nameOf(queue.value), ' is unversioned now.'];
    const count = sets.versionSets.length;
    return [
      nameOf(queue.value),
      ` has ${count} version ${count === 1 ? 'set' : 'sets'} now; new workflows start on `,
      nameOf(sets.defaultBuildId),
      '.',
    ];
  });
});

change.addEventListener('change', showFields);
queue.addEventListener('input', show);
choices.addEventListener('input', showTable);
choices.addEventListener('submit', (event) => event.preventDefault());

showFields();
show();
