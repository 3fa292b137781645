// What can go wrong, for people: the engine's own words, in their order.

/** @typedef {import('../index.js').Hazard} Hazard */

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
