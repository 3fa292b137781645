/**
 * What a picture draws of a flow: its sources, places and takers with the parts that join them, and what is too much
 * to draw folded.
 */

import { GREY, toneOf } from './colours.js';

/**
 * @typedef {import('../pkg/index.js').QueueFlow} QueueFlow
 * @typedef {import('../pkg/index.js').FlowSource} FlowSource
 * @typedef {import('../pkg/index.js').FlowRibbon & { share?: number }} FlowRibbon `share`: of new workflows in percent, where
 *   they split
 * @typedef {import('../pkg/index.js').FlowEnd} FlowEnd
 * @typedef {import('../pkg/index.js').FlowPlace} FlowPlace
 * @typedef {import('../pkg/index.js').FlowVersion} FlowVersion
 * @typedef {import('../pkg/index.js').FlowTaker} FlowTaker
 * @typedef {import('./colours.js').Tone} Tone
 */

/**
 * @typedef {object} Source
 * @property {string} key
 * @property {string} id of the source in the flow, or of what is folded
 * @property {string} label
 * @property {string} note
 * @property {number | undefined} count none for new workflows
 * @property {number} moved
 * @property {boolean} isNew whether it stands for new workflows
 * @property {boolean} isCommand
 * @property {boolean} isFold
 * @property {readonly string[]} commands that can be unfolded, by their names
 * @property {boolean} isUnfolded
 * @property {Part[]} parts from the top
 */

/**
 * @typedef {object} Part of a source that goes one way
 * @property {string} key
 * @property {Source} source
 * @property {number} index of its ribbon in the source
 * @property {number} count
 * @property {number} share of its source, from 0 to 1
 * @property {number | undefined} percent as the flow gives it
 * @property {readonly number[]} subjects
 * @property {FlowEnd['receipt']} receipt
 * @property {string} label where it goes
 * @property {Row} row
 * @property {Taker | undefined} taker
 * @property {boolean} moves
 * @property {{ label: string, row: Row | undefined, taker: Taker | undefined } | undefined} before
 */

/**
 * @typedef {object} Place
 * @property {string} key
 * @property {FlowPlace['kind'] | 'deploymentVersion' | 'refused' | 'direct' | 'elsewhere' | 'more'} kind
 * @property {string} title
 * @property {string} status
 * @property {string | undefined} statusBefore
 * @property {boolean} isNew
 * @property {boolean} isGone
 * @property {Tone} tone
 * @property {Row[]} rows
 */

/**
 * @typedef {object} Row of a card: a version
 * @property {string} key
 * @property {Place} place
 * @property {string} label
 * @property {string | undefined} buildId
 * @property {string} note
 * @property {string} text how many land there
 * @property {boolean} isChanged
 * @property {boolean} isFold
 */

/**
 * @typedef {object} Taker
 * @property {string} key
 * @property {FlowTaker['kind'] | 'more'} kind
 * @property {string} title
 * @property {string} note
 * @property {string} remedy
 * @property {string | undefined} version
 * @property {boolean} receivedBefore
 * @property {readonly number[]} workers
 * @property {Tone} tone
 * @property {boolean} isFold
 */

/** @typedef {{ sources: Source[], places: Place[], takers: Taker[] }} Gathered */

/**
 * @typedef {object} Limits how much is drawn before the rest folds
 * @property {number} sources
 * @property {number} places
 * @property {number} idleRows versions of one place to which nothing goes
 * @property {number} takers
 */

/** Versions to which nothing goes, in one picture. */
const MOST_IDLE = 6;

/** The key under which all that is folded unfolds. */
export const MORE = 'more';

/**
 * @param {QueueFlow} flow
 * @param {object} options
 * @param {readonly QueueFlow[]} options.all for commands on other task queues
 * @param {(id: string) => boolean} options.isUnfolded asked for sources, and for `more`
 * @param {string | undefined} options.opened the source that is asked about
 * @param {Limits} options.limits
 * @returns {Gathered}
 */
export function gather(flow, { all, isUnfolded, opened, limits }) {
  const splits = flow.sources
    .filter(({ kind }) => kind === 'newWorkflows')
    .flatMap(({ ribbons }) => /** @type {readonly FlowRibbon[]} */ (ribbons))
    .filter(({ share }) => share !== undefined);
  const places = flow.places.map((place, index) => placeOf(place, index, flow.taskQueue, splits));
  const takers = flow.takers.map((taker) => takerOf(taker, places, ''));
  const whole = new Whole(flow, places, takers, all);
  const sources = flow.sources.flatMap((source) => whole.sources(source, isUnfolded));
  const gathered = { sources, places: whole.places(sources), takers: whole.takers };
  const shown = isUnfolded(MORE) ? gathered : folded(gathered, opened, limits);
  return { ...shown, takers: inReach(shown) };
}

/**
 * In the order of what leads to them. Those to whom nothing leads stand where their version does and, where it stands
 * nowhere, last.
 *
 * @param {Gathered} gathered
 * @returns {Taker[]}
 */
function inReach({ sources, places, takers }) {
  const rows = places.flatMap((place) => place.rows);
  /** @type {Map<Taker, number>} */
  const first = new Map();
  const reach = (/** @type {Taker | undefined} */ taker, /** @type {Row | undefined} */ row) => {
    if (taker === undefined || row === undefined) return;
    first.set(taker, Math.min(first.get(taker) ?? Infinity, rows.indexOf(row)));
  };
  for (const { taker, row, before } of sources.flatMap(({ parts }) => parts)) {
    reach(taker, row);
    reach(before?.taker, before?.row);
  }
  const place = (/** @type {Taker} */ taker) => {
    const own = rows.findIndex(({ buildId }) => buildId !== undefined && buildId === taker.version);
    return first.get(taker) ?? (own < 0 ? rows.length : own);
  };
  return [...takers].sort((one, other) => place(one) - place(other));
}

/** Finds what the indexes of a flow mean, and makes places for what has none there. */
class Whole {
  #flow;
  #places;
  #all;
  /** @type {Map<string, Place>} */
  #made = new Map();
  /** @type {Map<string, Taker>} */
  #away = new Map();
  takers;

  /**
   * @param {QueueFlow} flow
   * @param {Place[]} places
   * @param {Taker[]} takers
   * @param {readonly QueueFlow[]} all
   */
  constructor(flow, places, takers, all) {
    this.#flow = flow;
    this.#places = places;
    this.takers = takers;
    this.#all = all;
  }

  /**
   * Those of the flow, and among them those that were made, in the order of the sources that land there.
   *
   * @param {readonly Source[]} sources
   */
  places(sources) {
    const first = (/** @type {Place} */ place) => {
      const index = sources.findIndex(({ parts }) => parts.some(({ row }) => row.place === place));
      return index < 0 ? Infinity : index;
    };
    const all = [...this.#places];
    for (const place of this.#made.values()) {
      const own = first(place);
      const next = all.findIndex((other) => first(other) > own && first(other) < Infinity);
      all.splice(next < 0 ? all.length : next, 0, place);
    }
    return all;
  }

  /**
   * @param {FlowSource} source
   * @param {(id: string) => boolean} isUnfolded
   * @param {boolean} [isCommand]
   * @returns {Source[]} the source, and its commands if they are unfolded
   */
  sources(source, isUnfolded, isCommand = false) {
    const open = source.commands.length > 0 && isUnfolded(source.id);
    /** @type {Source} */
    const made = {
      key: `source ${source.id}`,
      id: source.id,
      label: source.label,
      note: source.note ?? '',
      count: source.count,
      moved: source.moved,
      isNew: source.kind === 'newWorkflows',
      isCommand,
      isFold: false,
      commands: source.commandLabels,
      isUnfolded: open,
      parts: [],
    };
    /** @type {readonly FlowRibbon[]} */
    const ribbons = source.ribbons;
    const total = ribbons.reduce((sum, { share, count }) => sum + (share ?? count), 0);
    made.parts = source.ribbons.map((ribbon, index) => this.#part(made, ribbon, index, total));
    const commands = open ? source.commands : [];
    return [made, ...commands.flatMap((command) => this.sources(command, isUnfolded, true))];
  }

  /**
   * @param {Source} source
   * @param {FlowRibbon} ribbon
   * @param {number} index
   * @param {number} total
   * @returns {Part}
   */
  #part(source, { count, share, subjects, to, from }, index, total) {
    return {
      key: `${source.id} ${index}`,
      source,
      index,
      count,
      share: total > 0 ? (share ?? count) / total : 1,
      percent: share,
      subjects,
      receipt: to.receipt,
      label: to.label,
      row: this.#row(to, source),
      taker: this.#taker(to),
      moves: from !== undefined,
      before: from && {
        label: from.label,
        row: from.place === undefined ? undefined : this.#row(from, source),
        taker: from.receipt === 'taken' ? this.#taker(from) : undefined,
      },
    };
  }

  /**
   * @param {FlowEnd} end
   * @param {Source} source
   * @returns {Row}
   */
  #row(end, source) {
    const isHere = end.taskQueue === this.#flow.taskQueue;
    const row = isHere && this.#places[end.place ?? -1]?.rows[end.version ?? 0];
    if (row) return row;
    if (end.receipt === 'refused')
      return this.#rowMade('refused', `${source.id} ${end.message}`, end.label, end.message);
    if (end.receipt === 'direct') return this.#rowMade('direct', '', end.label);
    const away = this.#placesOf(end.taskQueue)[end.place ?? -1];
    const id = away ? `${end.taskQueue} ${away.id}` : end.taskQueue;
    return this.#rowMade('elsewhere', id, end.label, '', toneOf(away?.appearance));
  }

  /** @param {string} taskQueue another one */
  #placesOf(taskQueue) {
    return this.#all.find((flow) => flow.taskQueue === taskQueue)?.places ?? [];
  }

  /**
   * @param {'refused' | 'direct' | 'elsewhere'} kind
   * @param {string} id
   * @param {string} label
   * @param {string} [note]
   * @param {Tone} [tone]
   */
  #rowMade(kind, id, label, note = '', tone = GREY) {
    const key = `${kind} ${id}`;
    let place = this.#made.get(key);
    if (place === undefined) {
      place = { ...emptyPlace(key, kind, ''), tone };
      this.#made.set(key, place);
    }
    const found = place.rows.find((row) => row.label === label);
    if (found) return found;
    const row = { ...emptyRow(`${key} ${label}`, place, label), note };
    place.rows.push(row);
    return row;
  }

  /** @param {FlowEnd} end */
  #taker({ taskQueue, taker: index }) {
    if (index === undefined) return undefined;
    if (taskQueue === this.#flow.taskQueue) return this.takers[index];
    const away = this.#all.find((flow) => flow.taskQueue === taskQueue)?.takers[index];
    if (away === undefined) return undefined;
    const taker = takerOf(away, [], `${taskQueue} `);
    const known = this.#away.get(taker.key);
    if (known) return known;
    this.#away.set(taker.key, taker);
    this.takers.push(taker);
    return taker;
  }
}

/**
 * @param {FlowPlace} flowPlace
 * @param {number} index
 * @param {string} taskQueue
 * @param {readonly FlowRibbon[]} splits of new workflows
 * @returns {Place}
 */
function placeOf(flowPlace, index, taskQueue, splits) {
  const { id, kind, title, status, statusBefore, isNew, isGone, appearance } = flowPlace;
  /** @type {Place} */
  const place = {
    key: `place ${kind} ${id}`,
    kind,
    title,
    status,
    statusBefore,
    isNew: isNew ?? false,
    isGone: isGone ?? false,
    tone: toneOf(appearance),
    rows: [],
  };
  place.rows = flowPlace.versions.map((version, at) => {
    const { before, after } = landing(version, { taskQueue, place: index, index: at }, splits);
    const isChanged = before !== after;
    const none = `${before}${after}`.endsWith('%') ? '0 %' : '0';
    return {
      key: `${place.key} ${version.buildId ?? version.label}`,
      place,
      label: kind === 'unversioned' ? title : version.label,
      buildId: version.buildId,
      note: version.note ?? '',
      text: isChanged ? `${before || none} → ${after || none}` : after,
      isChanged,
      isFold: false,
    };
  });
  return place;
}

/**
 * How many land on a version, in words; empty for none.
 *
 * @param {FlowVersion} version
 * @param {object} at
 * @param {string} at.taskQueue
 * @param {number} at.place
 * @param {number} at.index of the version in the place
 * @param {readonly FlowRibbon[]} splits of new workflows
 */
function landing(version, { taskQueue, place, index }, splits) {
  const isThis = (/** @type {FlowEnd} */ end) =>
    end.place === place && (end.version ?? 0) === index && end.taskQueue === taskQueue;
  const percent = (/** @type {(ribbon: FlowRibbon) => FlowEnd} */ endOf) => {
    const sum = splits.reduce(
      (total, ribbon) => total + (isThis(endOf(ribbon)) ? (ribbon.share ?? 0) : 0),
      0,
    );
    return sum > 0 ? `${number(Math.round(sum))} %` : '';
  };
  const before = percent(({ to, from }) => from ?? to);
  const after = percent(({ to }) => to);
  return {
    before: landed(version.countBefore, version.newWorkflowsBefore, before),
    after: landed(version.count, version.newWorkflows, after),
  };
}

/**
 * @param {number} count
 * @param {boolean} newWorkflows
 * @param {string} percent of new workflows
 */
function landed(count, newWorkflows, percent) {
  const starts = newWorkflows ? percent || 'new' : '';
  return [count > 0 ? number(count) : '', starts].filter(Boolean).join(' + ');
}

const NUMBERS = new Intl.NumberFormat('en');

/** @param {number} value */
export function number(value) {
  return value < 1000 ? `${value}` : NUMBERS.format(value);
}

/**
 * @param {FlowTaker} taker
 * @param {readonly Place[]} places
 * @param {string} prefix of its key
 * @returns {Taker}
 */
function takerOf({ id, kind, title, note, remedy, version, workers, ...rest }, places, prefix) {
  const place = places.find(({ rows }) => rows.some(({ buildId }) => buildId === version));
  return {
    key: `taker ${prefix}${id}`,
    kind,
    title,
    note: note ?? '',
    remedy: remedy ?? '',
    version,
    workers,
    receivedBefore: rest.receivedBefore,
    tone: version === undefined ? GREY : (place?.tone ?? GREY),
    isFold: false,
  };
}

/**
 * @param {string} key
 * @param {Place['kind']} kind
 * @param {string} title
 * @returns {Place}
 */
function emptyPlace(key, kind, title) {
  const place = { key, kind, title, status: '', statusBefore: undefined, tone: GREY };
  return { ...place, isNew: false, isGone: false, rows: [] };
}

/**
 * @param {string} key
 * @param {Place} place
 * @param {string} label
 * @returns {Row}
 */
function emptyRow(key, place, label) {
  const row = { key, place, label, buildId: undefined, note: '', text: '' };
  return { ...row, isChanged: false, isFold: false };
}

/**
 * Folds what is too much: groups that stay before groups that move, small ones before big ones.
 *
 * @param {Gathered} whole
 * @param {string | undefined} opened
 * @param {Limits} limits
 * @returns {Gathered}
 */
function folded(whole, opened, limits) {
  const sources = foldSources(whole.sources, opened, limits.sources);
  const kept = sources.filter(({ isFold }) => !isFold).flatMap(({ parts }) => parts);
  const places = foldPlaces(whole.places, kept, limits);
  const parts = sources.filter(({ isFold }) => isFold).flatMap(({ parts }) => parts);
  for (const part of parts) {
    part.row = places.stands(part.row);
    if (part.before?.row) part.before = { ...part.before, row: places.stands(part.before.row) };
  }
  const takers = foldTakers(whole.takers, kept, parts, limits.takers);
  for (const source of sources) if (source.isFold) source.parts = joined(source);
  return { sources, places: places.shown, takers };
}

/**
 * @param {readonly Source[]} sources
 * @param {string | undefined} opened
 * @param {number} limit
 */
function foldSources(sources, opened, limit) {
  const groups = sources.filter(({ isCommand }) => !isCommand);
  if (groups.length <= limit) return [...sources];
  const rank = (/** @type {Source} */ source) => {
    if (source.id === opened || source.isUnfolded) return 4;
    if (source.moved > 0) return 3;
    if (source.isNew) return 2;
    return source.parts.some(({ receipt }) => receipt === 'waits' || receipt === 'refused') ? 2 : 1;
  };
  const ranked = [...groups].sort(
    (one, other) => rank(other) - rank(one) || (other.count ?? 0) - (one.count ?? 0),
  );
  const movesToo = ranked.slice(limit - 1).some(({ moved }) => moved > 0);
  const kept = new Set(ranked.slice(0, movesToo ? Math.max(1, limit - 2) : limit - 1));
  for (const source of groups) if (source.isUnfolded) kept.add(source);
  const over = groups.filter((source) => !kept.has(source));
  const folds = [
    ...foldOf(
      over.filter(({ moved }) => moved > 0),
      'move',
    ),
    ...foldOf(
      over.filter(({ moved }) => moved === 0),
      'stay',
    ),
  ];
  // One by itself takes no more room than a fold of it.
  for (const fold of folds) if (!fold.isFold) kept.add(fold);
  const shown = sources.filter((source) => source.isCommand || kept.has(source));
  return [...shown, ...folds.filter(({ isFold }) => isFold)];
}

/**
 * @param {readonly Source[]} sources
 * @param {'move' | 'stay'} verb
 * @returns {Source[]} one for all of several
 */
function foldOf(sources, verb) {
  if (sources.length < 2) return [...sources];
  const sum = (/** @type {(source: Source) => number} */ of) =>
    sources.reduce((total, source) => total + of(source), 0);
  const count = sum((source) => source.count ?? 0);
  /** @type {Source} */
  const fold = {
    key: `source ${MORE} ${verb}`,
    id: `${MORE} ${verb}`,
    label: `${number(sources.length)} more ${verb}`,
    note: '',
    count,
    moved: sum(({ moved }) => moved),
    isNew: false,
    isCommand: false,
    isFold: true,
    commands: [],
    isUnfolded: false,
    parts: [],
  };
  fold.parts = sources.flatMap(({ parts, count: of = 0 }) =>
    parts.map((part) => ({
      ...part,
      source: fold,
      share: count > 0 ? (part.share * of) / count : part.share / sources.length,
    })),
  );
  return [fold];
}

/**
 * The parts of what is folded, those that go the same way as one.
 *
 * @param {Source} source
 * @returns {Part[]}
 */
function joined(source) {
  /** @type {Map<string, Part>} */
  const ways = new Map();
  for (const part of source.parts) {
    const { row, taker, receipt, before } = part;
    const way = [row.key, taker?.key, receipt, before?.row?.key, before?.taker?.key].join('\n');
    const known = ways.get(way);
    if (known === undefined) {
      ways.set(way, { ...part, key: `${source.id} ${ways.size}`, index: ways.size });
    } else {
      known.count += part.count;
      known.share += part.share;
      known.subjects = [...known.subjects, ...part.subjects];
    }
  }
  return [...ways.values()];
}

/**
 * @param {readonly Place[]} places
 * @param {readonly Part[]} parts that are drawn one by one
 * @param {Limits} limits
 */
function foldPlaces(places, parts, limits) {
  const reached = new Set(parts.flatMap(({ row, before }) => [row, before?.row]));
  const isDrawn = (/** @type {Row} */ row) => reached.has(row) || row.isChanged;
  const isKept = (/** @type {Place} */ place) =>
    place.isNew || place.isGone || place.statusBefore !== undefined || place.rows.some(isDrawn);
  const isTooMuch = places.length > limits.places;
  const over = new Set(isTooMuch ? places.filter((place) => !isKept(place)) : []);
  /** @type {Map<Row, Row>} */
  const stand = new Map();
  const shown = places.filter((place) => !over.has(place));
  if (over.size > 1) {
    const more = emptyPlace(`place ${MORE}`, 'more', `${number(over.size)} more`);
    const row = {
      ...emptyRow(`place ${MORE} row`, more, `${number(over.size)} more`),
      isFold: true,
    };
    more.rows = [row];
    for (const place of places) {
      if (over.has(place)) for (const each of place.rows) stand.set(each, row);
    }
    shown.push(more);
  } else {
    shown.splice(0, shown.length, ...places);
  }
  const idle = shown.filter(({ rows }) => rows.some((row) => !isDrawn(row))).length;
  const each = Math.min(limits.idleRows, Math.floor(MOST_IDLE / Math.max(1, idle)));
  for (const place of shown) foldRows(place, isDrawn, each, stand);
  return { shown, stands: (/** @type {Row} */ row) => stand.get(row) ?? row };
}

/**
 * @param {Place} place
 * @param {(row: Row) => boolean} isDrawn
 * @param {number} limit
 * @param {Map<Row, Row>} stand what stands for each folded row
 */
function foldRows(place, isDrawn, limit, stand) {
  const idle = place.rows.filter((row) => !isDrawn(row));
  if (idle.length <= limit + 1) return;
  const over = new Set(idle.slice(limit));
  const label = `${number(over.size)} more`;
  const fold = { ...emptyRow(`${place.key} ${MORE}`, place, label), isFold: true };
  for (const row of over) stand.set(row, fold);
  place.rows = [...place.rows.filter((row) => !over.has(row)), fold];
}

/**
 * Those whom only folded groups reach fold too: who takes them as one, and who is missing as one, which stays red.
 *
 * @param {readonly Taker[]} takers
 * @param {readonly Part[]} parts that are drawn one by one
 * @param {readonly Part[]} foldedParts whose takers may fold
 * @param {number} limit
 */
function foldTakers(takers, parts, foldedParts, limit) {
  if (takers.length <= limit) return [...takers];
  const reached = new Set(parts.flatMap(({ taker, before }) => [taker, before?.taker]));
  const over = takers.filter((taker) => !reached.has(taker));
  /** @type {Map<Taker, Taker>} */
  const stand = new Map();
  const stands = (/** @type {Taker} */ taker) => stand.get(taker) ?? taker;
  const folds = /** @type {const} */ (['nobody', 'notKnown', 'more']).flatMap((kind) => {
    const own = over.filter((taker) =>
      kind === 'more' ? taker.kind !== 'nobody' && taker.kind !== 'notKnown' : taker.kind === kind,
    );
    if (own.length < 2) return [];
    const fold = takerFold(kind, own.length);
    for (const taker of own) stand.set(taker, fold);
    return [fold];
  });
  for (const part of foldedParts) {
    if (part.taker) part.taker = stands(part.taker);
    if (part.before?.taker) part.before = { ...part.before, taker: stands(part.before.taker) };
  }
  return [...takers.filter((taker) => !stand.has(taker)), ...folds];
}

/**
 * @param {'nobody' | 'notKnown' | 'more'} kind
 * @param {number} count
 * @returns {Taker}
 */
function takerFold(kind, count) {
  const many = `${number(count)} more`;
  const titles = {
    nobody: `Nobody polls for ${many}`,
    notKnown: `Not known who polls for ${many}`,
    more: many,
  };
  return {
    key: `taker ${MORE} ${kind}`,
    kind,
    title: titles[kind],
    note: '',
    remedy: '',
    version: undefined,
    receivedBefore: false,
    workers: [],
    tone: GREY,
    isFold: true,
  };
}
