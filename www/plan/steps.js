/** The steps of a document: put in, named, taken out. What is expected after a step moves along with it. */

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').RolloutExpectation} RolloutExpectation
 */

/**
 * Puts a step in after another; all later ones still follow.
 *
 * @param {RolloutDocument} document
 * @param {number} step the one after which it comes; 0 is the start
 * @param {RolloutOperation} operation
 * @returns {RolloutDocument}
 */
export function withStep(document, step, operation) {
  const operations = document.operations ?? [];
  const moved = {
    ...document,
    operations: [...operations.slice(0, step), operation, ...operations.slice(step)],
  };
  return withExpectations(moved, (place) => (place > step ? place + 1 : place));
}

/**
 * @param {RolloutDocument} document
 * @param {readonly number[]} steps numbers from 1
 * @returns {RolloutDocument} what is expected of one of these steps is gone with it
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
      .map((expectation) => movedExpectation(expectation, moved)),
  };
}

/**
 * @param {RolloutExpectation} expectation
 * @param {(place: number) => number} moved
 * @returns {RolloutExpectation}
 */
function movedExpectation(expectation, moved) {
  if ('step' in expectation) return { ...expectation, step: moved(expectation.step) };
  if (expectation.after === undefined) return expectation;
  return { ...expectation, after: moved(expectation.after) };
}
