import { isComposed, operationOf } from './draft.js';
import { previewOf } from './preview.js';

/**
 * What the composed operation would do, as far as it is composed.
 *
 * @param {import('./evaluation.js').Evaluator} evaluator
 * @param {import('./state.js').State} state
 * @param {import('./draft.js').Draft} draft
 */
export function previewOfDraft(evaluator, { document, step }, draft) {
  if (!isComposed(draft)) return undefined;
  const operation = { taskQueue: draft.taskQueue, ...operationOf(draft) };
  return previewOf(evaluator, document, step, operation);
}
