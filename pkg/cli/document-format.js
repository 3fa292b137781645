// How documents are written: the order of fields, and the layout.

import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/** @typedef {import('../index.js').RolloutDocument} RolloutDocument */
/** @typedef {'json' | 'yaml'} Format */

/** Where an installed package has the schema, seen from the folder of the project. */
export const SCHEMA = './node_modules/worker-versioning/rollout.schema.json';

/** All fields of the schema, in the order in which those of one object are written. */
const ORDER = `
  $schema version name description limits taskQueues workers workflows steps operations
  expectations newWorkflowsOn workflow command step worker retire after workflowId count workflowType
  task taskQueue operation buildId existingCompatibleBuildId promoteSet primaryBuildId
  secondaryBuildId useVersioning hasCompletedWorkflowTask status usedBuildIds sdk commands
  deploymentOptions deploymentName workerVersioningMode
  versioningIntent useLatestBuildId requestEagerExecution to inheritedBuildId lands hasWorker result code message
  poll mayStop versionSets buildIds completeFor lookedAt taskQueuesPerBuildId buildIdBytes
`
  .trim()
  .split(/\s+/);

/** The fields whose values are short enough for one line, whatever they hold. */
const ON_ONE_LINE = [
  'buildIds',
  'usedBuildIds',
  'limits',
  'lands',
  'worker',
  'retire',
  'completeFor',
];

/**
 * Compares the names of fields by the order in which they are written.
 *
 * @param {string} one
 * @param {string} other
 */
export function byOrder(one, other) {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}

/**
 * The same value with its fields in order.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function inOrder(value) {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => byOrder(one, other));
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
}

/**
 * A document as text, with the schema named first, for editors.
 *
 * @param {RolloutDocument} document
 * @param {Format} format
 */
export function formatDocument({ $schema = SCHEMA, ...fields }, format) {
  if (format === 'json')
    return `${JSON.stringify(inOrder({ $schema, ...fields }), undefined, 2)}\n`;
  // Older readers take more texts for other values, such as `no`: these are put in quotes too.
  const yaml = new Document(inOrder(fields), { compat: 'yaml-1.1' });
  layOut(yaml);
  return `# yaml-language-server: $schema=${$schema}\n${yaml.toString(LAYOUT)}`;
}

/** @type {import('yaml').ToStringOptions} */
export const LAYOUT = { singleQuote: true, flowCollectionPadding: false, lineWidth: 100 };

/**
 * Puts what is short on one line.
 *
 * @param {Document | import('yaml').Node} yaml
 */
export function layOut(yaml) {
  visit(yaml, {
    Pair: (_, { key, value }) => {
      const isShort = isScalar(key) && ON_ONE_LINE.includes(`${key.value}`);
      if (isShort && (isMap(value) || isSeq(value))) value.flow = true;
    },
  });
}
