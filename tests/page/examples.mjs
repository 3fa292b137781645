/** Examples that tests of other things use. */

import { EXAMPLES } from '../../www/examples.js';

/** @param {string} name */
function example(name) {
  const document = EXAMPLES.get(name);
  if (document === undefined) throw new Error(`no example ${name}`);
  return document;
}

export const mergeTwoSets = example('merge-two-sets');
export const refusedOperation = example('refused-operation');
export const rollBack = example('roll-back');
