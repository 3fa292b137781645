/**
 * The ribbons of a picture along the edge that they cross: where each begins and ends. The two forms of a picture share
 * it: in columns the edges are upright and positions count down them, in rows they are level.
 */

/**
 * @typedef {import('./gather.js').Gathered} Gathered
 * @typedef {import('./gather.js').Source} Source
 * @typedef {import('./gather.js').Part} Part
 * @typedef {import('./gather.js').Place} Place
 * @typedef {import('./gather.js').Row} Row
 * @typedef {import('./gather.js').Taker} Taker
 */

/**
 * @typedef {object} Slot a part on the edge of a card
 * @property {Part} part
 * @property {boolean} isBefore whether it went there before
 * @property {number} y along the edge
 * @property {number} height along the edge
 */

/**
 * @typedef {object} Run ribbons from a card to a taker that are drawn as one
 * @property {Part[]} parts
 * @property {Slot[]} card
 * @property {Row} row
 * @property {Taker} taker
 * @property {boolean} isBefore
 * @property {boolean} moves
 * @property {number} y along the edge of the card
 * @property {number} height along the edge of the card
 * @property {number} start along the edge of the taker
 */

/** Between two ribbons of one card. */
export const SLOT_GAP = 2;
/** Between two ribbons that somebody takes. */
const MOST_GAP = 24;
/** How far a ribbon goes that nobody takes, as a share of its way. */
export const FADE = 0.58;

/**
 * The parts of each source in the order of where they land, so that ribbons of one source do not cross.
 *
 * @param {Gathered} gathered
 * @returns {Gathered}
 */
export function inOrder({ sources, places, takers }) {
  const rows = places.flatMap((place) => place.rows);
  for (const source of sources) {
    source.parts.sort(
      (one, other) =>
        rows.indexOf(one.row) - rows.indexOf(other.row) || Number(one.moves) - Number(other.moves),
    );
  }
  return { sources, places, takers };
}

/** @param {Place} place */
export function isOneLine({ kind }) {
  return ['unversioned', 'more', 'direct', 'elsewhere'].includes(kind);
}

/**
 * What lies in a row, from the top: what lands there, and what did.
 *
 * @param {Row} row
 * @param {readonly Source[]} sources
 * @param {import('./widths.js').Widths} widths
 */
export function slotsIn(row, sources, widths) {
  return sources
    .flatMap(({ parts }) => parts)
    .flatMap((part) => [
      ...(part.row === row ? [{ part, isBefore: false, height: widths.part(part) }] : []),
      ...(part.before?.row === row && part.row !== row
        ? [{ part, isBefore: true, height: widths.before(part) }]
        : []),
    ]);
}

/** @param {readonly { part: Part }[]} entries */
export function gapsIn(entries) {
  return entries.filter(
    ({ part }, index) => index > 0 && part.source !== entries[index - 1].part.source,
  ).length;
}

/**
 * Slots that lie together, for one bar.
 *
 * @param {readonly Slot[]} slots
 */
export function together(slots) {
  /** @type {{ y: number, height: number, end: number }[]} */
  const runs = [];
  for (const { y, height } of slots) {
    const last = runs.at(-1);
    if (last && y - last.end <= SLOT_GAP + 0.1) {
      last.end = y + height;
      last.height = last.end - last.y;
    } else runs.push({ y, height, end: y + height });
  }
  return runs;
}

/**
 * @param {{ y: number, rows: readonly { row: Row, slots: readonly Slot[] }[] }} card
 * @returns {Run[]}
 */
export function runsOf({ y, rows }) {
  /** @type {Run[]} */
  const runs = [];
  for (const { row, slots } of rows) {
    /** @type {Run | undefined} */
    let last;
    for (const slot of slots) {
      const { part, isBefore } = slot;
      const taker = isBefore ? part.before?.taker : part.taker;
      if (taker === undefined) continue;
      const at = { ...slot, y: y + slot.y };
      const moves = part.moves && !isBefore;
      const isSame = last?.taker === taker && last.isBefore === isBefore && last.moves === moves;
      // Where parts of one source split, each is drawn.
      const splits = last?.parts.at(-1)?.source === part.source;
      if (last && isSame && !(moves && !splits)) {
        last.parts.push(part);
        last.card.push(at);
        last.height = at.y + at.height - last.y;
      } else {
        last = {
          parts: [part],
          card: [at],
          taker,
          isBefore,
          moves,
          y: at.y,
          height: at.height,
          row,
          start: 0,
        };
        runs.push(last);
      }
      const lost = part.before?.row === row && part.row === row ? part.before.taker : undefined;
      if (lost && lost !== taker) {
        runs.push({
          ...last,
          parts: [part],
          card: [at],
          taker: lost,
          isBefore: true,
          moves: false,
        });
      }
    }
  }
  return runs;
}

/**
 * Where runs begin on a taker's edge. They keep their distances, so that ribbons are straight, as far as there is no
 * hole.
 *
 * @param {readonly Run[]} own
 */
export function spread(own) {
  let end = 0;
  return own.map((run, index) => {
    const last = own[index - 1];
    const hole = last === undefined ? 0 : Math.max(SLOT_GAP, run.y - last.y - last.height);
    const start = end + Math.min(MOST_GAP, hole);
    end = start + run.height;
    return start;
  });
}

/**
 * What arrives, that of one version which lies together as one.
 *
 * @param {readonly Run[]} runs
 * @returns {Run[]}
 */
export function ends(runs) {
  /** @type {Run[]} */
  const found = [];
  for (const run of runs) {
    const last = found.at(-1);
    const isNear = last && run.start - last.start - last.height <= 4.1;
    if (last && isNear && last.isBefore === run.isBefore && last.row.place === run.row.place) {
      last.height = run.start + run.height - last.start;
      last.parts = [...last.parts, ...run.parts];
    } else found.push({ ...run });
  }
  return found;
}

/**
 * The middle of what lies on an edge, the wider the more it counts.
 *
 * @param {readonly { y: number, height: number }[]} own
 * @returns {number | undefined} nothing where nothing lies
 */
export function middleOf(own) {
  const whole = own.reduce((sum, { height }) => sum + height, 0);
  if (whole === 0) return undefined;
  return own.reduce((sum, { y, height }) => sum + (y + height / 2) * height, 0) / whole;
}

/**
 * Where parts of a source land.
 *
 * @param {Source} source
 * @param {readonly Slot[]} slots
 */
export function landingsOf(source, slots) {
  return slots.filter(({ part, isBefore }) => part.source === source && !isBefore);
}
