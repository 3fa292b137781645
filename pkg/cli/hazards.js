// What can go wrong, for people: the engine's own words, what stops something before what warns.

/**
 * @typedef {import('../index.js').Hazard} Hazard
 * @typedef {import('../index.js').Severity} Severity
 */

/** From the worst on. */
export const SEVERITIES = /** @type {const} */ (['stops', 'warns']);

/**
 * Whether a hazard is as bad as that, or worse.
 *
 * @param {Hazard} hazard
 * @param {Severity} severity
 */
export function isAtLeast(hazard, severity) {
  return SEVERITIES.indexOf(hazard.severity) <= SEVERITIES.indexOf(severity);
}

/**
 * The same hazards, the worst first, and else in the order of the steps.
 *
 * @param {readonly Hazard[]} hazards
 */
export function worstFirst(hazards) {
  return SEVERITIES.flatMap((severity) => hazards.filter((it) => it.severity === severity));
}

/**
 * The hazards that were not there before.
 *
 * @param {readonly Hazard[]} before
 * @param {readonly Hazard[]} after
 */
export function newHazards(before, after) {
  const known = new Set(before.map((hazard) => JSON.stringify(hazard)));
  return after.filter((hazard) => !known.has(JSON.stringify(hazard)));
}

/**
 * When it begins, what it is and what to do about it.
 *
 * @param {Hazard} hazard
 */
export function hazardWords({ step, what, wayOut }) {
  return `${step === 0 ? 'at the start' : `step ${step}`}: ${what} ${wayOut}`;
}

/**
 * Writes hazards in their order. Nothing where there are none: what says so is the engine's verdict.
 *
 * @param {import('./output.js').Output} output
 * @param {readonly Hazard[]} hazards
 */
export async function writeHazards(output, hazards) {
  for (const hazard of hazards) {
    const { severity } = hazard;
    const mark = output.style(severity === 'stops' ? 'red' : 'yellow', severity);
    await output.line(`${mark} ${hazardWords(hazard)}`);
  }
}
