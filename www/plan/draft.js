/** The operation that is being composed: what stands in the fields, whether or not it makes sense yet. */

/**
 * @typedef {import('../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {BuildIdOperation['operation']} OperationName
 */

/**
 * What an operation of a name says besides its name.
 *
 * @template {OperationName} Name
 * @typedef {Exclude<keyof Extract<BuildIdOperation, { operation: Name }>, 'operation'>} FieldOf
 */

/** @typedef {{ [Name in OperationName]: FieldOf<Name> }[OperationName]} FieldName */

/**
 * @typedef {object} Field
 * @property {'newBuildId' | 'knownBuildId' | 'flag'} kind
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [entry] of the menu of a build ID, which fills the field with it
 */

/**
 * @typedef {object} Draft
 * @property {string} taskQueue
 * @property {OperationName} operation
 * @property {Partial<Record<FieldName, string | boolean>>} values kept when another operation is chosen
 * @property {boolean} isOpen whether it is being composed; if not, the composer is closed
 * @property {boolean} isAsked whether it was to be applied though a value is missing
 * @property {string} [note] what was passed over in the command that it was read from
 */

/** @typedef {FieldName | 'taskQueue'} ValueName */

/**
 * @typedef {object} Value
 * @property {ValueName} name
 * @property {string} label
 * @property {string} [hint]
 * @property {'taskQueue' | 'newBuildId' | 'knownBuildId'} kind
 * @property {string} text
 */

/**
 * What each operation is called, and what it asks for: all that the page knows of operations.
 *
 * @type {{ [Name in OperationName]: { title: string, fields: Record<FieldOf<Name>, Field> } }}
 */
export const OPERATIONS = {
  addNewIdInNewDefaultSet: {
    title: 'Add a build ID in a new default set',
    fields: { buildId: { kind: 'newBuildId', label: 'New build ID' } },
  },
  addNewCompatibleVersion: {
    title: 'Add a compatible build ID',
    fields: {
      buildId: { kind: 'newBuildId', label: 'New build ID' },
      existingCompatibleBuildId: {
        kind: 'knownBuildId',
        label: 'Existing compatible build ID',
        entry: 'Add a compatible build ID…',
      },
      promoteSet: { kind: 'flag', label: 'Make the set the queue default too' },
    },
  },
  promoteSetByBuildId: {
    title: 'Promote a set to queue default',
    fields: {
      buildId: {
        kind: 'knownBuildId',
        label: 'Any build ID of the set',
        entry: 'Promote its set to queue default',
      },
    },
  },
  promoteBuildIdWithinSet: {
    title: 'Promote a build ID within its set',
    fields: {
      buildId: { kind: 'knownBuildId', label: 'Build ID', entry: 'Promote within its set' },
    },
  },
  mergeSets: {
    title: 'Merge two sets',
    fields: {
      primaryBuildId: {
        kind: 'knownBuildId',
        label: 'Primary build ID',
        hint: 'The default of its set becomes that of the merged set.',
        entry: 'Merge another set into its…',
      },
      secondaryBuildId: {
        kind: 'knownBuildId',
        label: 'Secondary build ID',
        hint: 'Its set is merged into the other.',
        entry: 'Merge its set into another…',
      },
    },
  },
};

/**
 * The fields of an operation, in order.
 *
 * @param {OperationName} operation
 */
export function fieldsOf(operation) {
  return /** @type {[FieldName, Field][]} */ (Object.entries(OPERATIONS[operation].fields));
}

/**
 * What can be composed for a build ID.
 *
 * @param {string} taskQueue
 * @param {string} buildId
 */
export function entriesFor(taskQueue, buildId) {
  const names = /** @type {OperationName[]} */ (Object.keys(OPERATIONS));
  return names.flatMap((operation) =>
    fieldsOf(operation).flatMap(([field, { entry }]) =>
      entry === undefined
        ? []
        : [{ entry, draft: { ...emptyDraft(taskQueue, operation), values: { [field]: buildId } } }],
    ),
  );
}

/**
 * @param {string} taskQueue
 * @param {OperationName} [operation]
 * @returns {Draft}
 */
export function emptyDraft(taskQueue, operation = 'addNewIdInNewDefaultSet') {
  return { taskQueue, operation, values: {}, isOpen: false, isAsked: false };
}

/**
 * @param {string} taskQueue
 * @param {BuildIdOperation} asked
 * @returns {Draft}
 */
export function draftOf(taskQueue, { operation, ...values }) {
  return { ...emptyDraft(taskQueue, operation), values };
}

/**
 * @param {Draft} draft
 * @returns {BuildIdOperation}
 */
export function operationOf({ operation, values }) {
  const given = fieldsOf(operation)
    .filter(([field, { kind }]) => kind !== 'flag' || values[field])
    .map(([field]) => [field, values[field] ?? '']);
  return { operation, ...Object.fromEntries(given) };
}

/**
 * The fields that have to be filled and are empty.
 *
 * @param {Draft} draft
 */
export function missingFields({ operation, values }) {
  return fieldsOf(operation).flatMap(([field, { kind }]) =>
    kind === 'flag' || values[field] ? [] : [field],
  );
}

/**
 * The values of a draft that are texts, in the order of the command.
 *
 * @param {Draft} draft
 * @returns {Value[]}
 */
export function valuesOf({ taskQueue, operation, values }) {
  const fields = fieldsOf(operation).flatMap(([name, { kind, ...more }]) =>
    kind === 'flag' ? [] : [{ ...more, name, kind, text: `${values[name] ?? ''}` }],
  );
  return [
    { name: 'taskQueue', label: 'Task queue', kind: 'taskQueue', text: taskQueue },
    ...fields,
  ];
}

/**
 * @param {Draft} draft
 * @param {ValueName} name
 * @param {string} text
 * @returns {Partial<Draft>} what changes
 */
export function withValue({ values }, name, text) {
  return name === 'taskQueue' ? { taskQueue: text } : { values: { ...values, [name]: text } };
}
