/** Inserts, names and deletes the steps of a document. Expectations move along with their step. */

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 */

/**
 * @param {RolloutDocument} document
 * @returns {RolloutDocument} with its steps in `operations`, where the page keeps them
 */
export function withOperations(document) {
  const { steps, ...rest } = document;
  return steps === undefined ? document : { ...rest, operations: steps };
}

/**
 * Inserts steps after another one, before all later ones.
 *
 * @param {RolloutDocument} document
 * @param {number} after the step after which they come; 0 is the start
 * @param {readonly RolloutOperation[]} added
 * @returns {RolloutDocument}
 */
export function withSteps(document, after, added) {
  const { operations = [] } = document;
  const moved = {
    ...document,
    operations: [...operations.slice(0, after), ...added, ...operations.slice(after)],
  };
  return withExpectations(moved, (step) => (step > after ? step + added.length : step));
}

/**
 * @param {RolloutDocument} document
 * @param {readonly number[]} steps numbers from 1
 * @returns {RolloutDocument} without the expectations of these steps
 */
export function withoutSteps(document, steps) {
  const moved = {
    ...document,
    operations: document.operations?.filter((_, index) => !steps.includes(index + 1)),
  };
  return withExpectations(
    moved,
    (place) => place - steps.filter((step) => step <= place).length,
    (step) => !steps.includes(step),
  );
}

/**
 * @param {RolloutDocument} document
 * @param {number} step from 1
 * @param {string} name empty for none
 * @returns {RolloutDocument}
 */
export function withStepName(document, step, name) {
  return {
    ...document,
    operations: document.operations?.map((operation, index) => {
      if (index + 1 !== step) return operation;
      const { name: _, ...unnamed } = operation;
      return name === '' ? unnamed : { name, ...unnamed };
    }),
  };
}

/**
 * @param {RolloutDocument} document
 * @param {(place: number) => number} moved where a step has moved to
 * @param {(step: number) => boolean} [isThere]
 * @returns {RolloutDocument}
 */
function withExpectations(document, moved, isThere = () => true) {
  if (!document.expectations) return document;
  return {
    ...document,
    expectations: document.expectations
      .filter((expectation) => !('step' in expectation) || isThere(expectation.step))
      .map((expectation) => {
        if ('step' in expectation) return { ...expectation, step: moved(expectation.step) };
        const { after } = expectation;
        return after === undefined ? expectation : { ...expectation, after: moved(after) };
      }),
  };
}
