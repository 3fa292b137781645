/**
 * Where answers are wanted that are not the recorded ones. Each reason is a sentence of the CHANGELOG. They are
 * applied in their order, until an answer agrees; one that no answer needs any more makes the test fail.
 *
 * @type {import('./compare.mjs').Difference[]}
 */
export const DIFFERENCES = [];
