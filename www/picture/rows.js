/** The picture in three rows, for narrow screens: what starts and runs, where it goes, who takes it, from the top. */

import { down, placed, px } from './drawing.js';
import { number } from './gather.js';
import { visible, wrapped } from './names.js';
import { hasPill, labelOf, pillText, takerTarget, targetsOf } from './reading.js';
import {
  ends,
  FADE,
  gapsIn,
  inOrder,
  isOneLine,
  landingsOf,
  middleOf,
  runsOf,
  SLOT_GAP,
  slotsIn,
  spread,
  together,
} from './runs.js';
import { band, drawMark, drawPill, ghost, isFree, road } from './strokes.js';
import { widthsOf } from './widths.js';

/**
 * @typedef {import('./gather.js').Gathered} Gathered
 * @typedef {import('./gather.js').Source} Source
 * @typedef {import('./gather.js').Part} Part
 * @typedef {import('./gather.js').Place} Place
 * @typedef {import('./gather.js').Row} Row
 * @typedef {import('./gather.js').Taker} Taker
 * @typedef {import('./drawing.js').Drawing} Drawing
 * @typedef {import('./drawing.js').Scene} Scene
 * @typedef {import('./measure.js').Measure} Measure
 * @typedef {import('./measure.js').TextStyle} TextStyle
 * @typedef {import('./runs.js').Slot} Slot
 * @typedef {import('./runs.js').Run} Run
 */

const BAR = 5;
const CARD_GAP = 8;
const CELL_GAP = 6;
const SCALE = 0.8;
/** From the bars of the sources to the cards, and from there to the bars of the takers. */
const FALL = 93;
const ONWARD = 70;
const LINE = 15;
/** Wider lines would push others away from their ribbons. */
const MOST_TEXT = 96;
const INSET = 6;

/** @typedef {{ text: string, style: TextStyle, isStruck?: boolean }} Line */

/**
 * @typedef {object} Column of a card: a version, or a version of a deployment with all its rows
 * @property {Row[]} rows
 * @property {Line[]} lines
 * @property {number} slots what they take of its width
 * @property {number} natural
 * @property {number} least
 * @property {number} x
 * @property {number} width
 */

/** @typedef {{ place: Place, columns: Column[], x: number, width: number, y: number, rows: { row: Row, slots: Slot[] }[] }} Card */

/**
 * @param {Gathered} gathered
 * @param {import('./layout.js').Frame} frame
 * @returns {Scene}
 */
export function rows(gathered, { title, width, largest, opened, measure, drawing }) {
  const { sources, places, takers } = inOrder(gathered);
  const most = Math.max(60, width - 30 * places.flatMap((place) => place.rows).length);
  const widths = widthsOf(sources, largest, Math.min(0.7 * width, most), SCALE);
  const cards = cardsOf(places, sources, widths, width, measure);
  const slots = cards.flatMap((card) => card.rows.flatMap((row) => row.slots));
  const runs = cards.flatMap((card) => runsOf({ y: 0, rows: card.rows }));

  const heading = drawHeading(drawing, width, measure);
  const rooms = roomsFor(
    sources.map((source) => ({
      word: longestWord(sourceLines(source, Infinity, measure), measure),
      bar: widths.source(source),
    })),
    width,
  );
  const cells = sources.map((source, index) => sourceCell(source, widths, rooms[index], measure));
  const lefts = placed(
    cells.map(({ source, size }) => ({ size, wanted: middleOf(landingsOf(source, slots)) })),
    0,
    CELL_GAP,
    width,
  );
  const depth = Math.max(1, ...cells.map(({ lines }) => lines.length));
  const bar = heading + 18 + depth * LINE + 8;
  const card = bar + BAR + FALL;
  const tall = Math.max(48, ...cards.flatMap((each) => each.columns.map(heightOf)));
  const y = {
    heading,
    bar,
    source: bar + BAR,
    card,
    cardEnd: card + tall,
    taker: card + tall + ONWARD,
  };

  const bars = new Map(
    cells.map((cell, index) => {
      const start = lefts[index] + (cell.size - cell.bar) / 2;
      drawSource(drawing, cell, lefts[index], start, y, width);
      return [cell.source, start];
    }),
  );
  for (const each of cards) drawCard(drawing, each, y);
  const lanes = drawParts(drawing, sources, bars, slots, widths, y, width);
  const bottom = drawTakers(drawing, takers, runs, y, width, measure);
  drawRuns(drawing, runs, y, width);
  if (opened) marks(drawing, opened, sources, lanes, runs, y);
  return {
    form: 'rows',
    width,
    height: Math.ceil(bottom + 4),
    title,
    shapes: drawing.shapes,
    targets: drawing.targets,
  };
}

/** @typedef {{ heading: number, bar: number, source: number, card: number, cardEnd: number, taker: number }} Levels */

/**
 * @param {readonly Place[]} places
 * @param {readonly Source[]} sources
 * @param {import('./widths.js').Widths} widths
 * @param {number} width
 * @param {Measure} measure
 * @returns {Card[]}
 */
function cardsOf(places, sources, widths, width, measure) {
  const all = places.map((place) => {
    const rows = place.kind === 'deploymentVersion' ? [place.rows] : place.rows.map((row) => [row]);
    return rows.map((each) => {
      const entries = each.flatMap((row) => slotsIn(row, sources, widths));
      const slots =
        entries.reduce((sum, { height }) => sum + height, 0) + SLOT_GAP * gapsIn(entries);
      return { rows: each, entries, slots, ...naturalWidth(each, entries, slots, measure) };
    });
  });
  const flat = all.flat();
  const available = width - CARD_GAP * (all.length - 1);
  const sum = (/** @type {'natural' | 'least'} */ of) =>
    flat.reduce((total, each) => total + each[of], 0);
  const spare = available - sum('natural');
  const landed = flat.filter(({ slots }) => slots > 0).length || flat.length;
  const least = sum('least');
  // Text gives way first, down to what the ribbons need.
  const share = Math.max(0, (available - least) / Math.max(1, sum('natural') - least));
  const squeeze = Math.min(1, available / Math.max(1, least));
  let x = 0;
  return all.map((columns, index) => {
    const place = places[index];
    const start = x;
    /** @type {Card['rows']} */
    const rows = [];
    const made = columns.map(({ rows: own, entries, slots, natural, least }) => {
      const isWide = slots > 0 || landed === flat.length;
      const wide =
        spare >= 0
          ? natural + (isWide ? spare / landed : 0)
          : share > 0
            ? least + (natural - least) * share
            : least * squeeze;
      const scale = Math.min(1, (wide - 4) / Math.max(1, slots));
      let at = x + (wide - slots * scale) / 2;
      const laid = entries.map((entry, place) => {
        if (place > 0 && entry.part.source !== entries[place - 1].part.source)
          at += SLOT_GAP * scale;
        const slot = { ...entry, y: at, height: entry.height * scale };
        at += slot.height;
        return slot;
      });
      for (const row of own) {
        rows.push({
          row,
          slots: laid.filter(
            ({ part, isBefore }) => (isBefore ? part.before?.row : part.row) === row,
          ),
        });
      }
      const column = {
        rows: own,
        lines: linesOf(own, wide - 8, measure),
        slots,
        natural,
        least,
        x,
        width: wide,
      };
      x += wide;
      return column;
    });
    const card = { place, columns: made, x: start, width: x - start, y: 0, rows };
    x += CARD_GAP;
    return card;
  });
}

/**
 * @param {readonly Row[]} rows of one column
 * @param {readonly { isBefore: boolean }[]} entries
 * @param {number} slots
 * @param {Measure} measure
 */
function naturalWidth(rows, entries, slots, measure) {
  const [row] = rows;
  const { style, text } = nameOf(rows);
  const isSaid = rows.some(({ note }) => note !== '') || row.place.status !== '';
  const isLanded = entries.some(({ isBefore }) => !isBefore);
  const words = row.place.kind === 'refused' ? 96 : !isLanded ? 0 : isSaid ? 84 : 64;
  const name = Math.min(150, measure(visible(text), style)) + 14;
  // A card with nothing but its name keeps it whole.
  const whole = isOneLine(row.place) ? Math.min(96, name) : 34;
  return { natural: Math.max(44, name, words, slots + 16), least: Math.max(whole, slots + 8) };
}

/** @param {readonly Row[]} rows */
function nameOf([row]) {
  if (row.place.kind === 'deploymentVersion')
    return { text: row.place.title, style: /** @type {const} */ ('id') };
  if (row.buildId !== undefined) return { text: row.label, style: /** @type {const} */ ('id') };
  return { text: row.label, style: /** @type {const} */ ('small') };
}

/**
 * What stands in a column of a card.
 *
 * @param {readonly Row[]} rows
 * @param {number} width
 * @param {Measure} measure
 * @returns {Line[]}
 */
function linesOf(rows, width, measure) {
  const [row] = rows;
  const { place } = row;
  const isFirst = place.rows[0] === row;
  const wrap = (
    /** @type {string} */ text,
    /** @type {TextStyle} */ style,
    /** @type {number} */ most,
  ) =>
    text === ''
      ? []
      : wrapped(visible(text), width, most, (part) => measure(part, style)).map((line) => ({
          text: line,
          style,
        }));
  if (place.kind === 'refused') return [...wrap(row.label, 'red', 1), ...wrap(row.note, 'code', 4)];
  const changes = place.statusBefore !== undefined && place.statusBefore !== place.status;
  const status = isFirst && !isOneLine(place) ? place : undefined;
  const struck = changes && status?.statusBefore ? wrap(status.statusBefore, 'small', 2) : [];
  const fits = row.isChanged && rows.length === 1 && measure(row.text, 'smallStrong') <= width;
  return [
    ...wrap(
      nameOf(rows).text,
      isQuiet(rows) && row.buildId !== undefined ? 'idMuted' : nameOf(rows).style,
      isOneLine(place) ? 2 : 1,
    ),
    ...(fits ? wrap(row.text, isQuiet(rows) ? 'small' : 'smallStrong', 1) : []),
    ...(rows.length === 1 && width > 40 ? wrap(row.note, 'small', 2) : []),
    ...struck.map((line) => ({ ...line, isStruck: true })),
    ...(status ? wrap(status.status, changes ? 'smallStrong' : 'small', 2) : []),
  ];
}

/** @param {readonly Row[]} rows */
function isQuiet(rows) {
  return rows.every(({ text, isChanged }) => text === '' || (isChanged && text.endsWith('→ 0')));
}

/** @param {Column} column */
function heightOf({ lines }) {
  return 38 + lines.length * LINE;
}

/**
 * The room of each text in a row: its longest word and its bar, and the rest shared out. Where there is no rest, words
 * are cut, down to what the bars need.
 *
 * @param {readonly { word: number, bar: number }[]} cells
 * @param {number} width
 */
function roomsFor(cells, width) {
  const free = width - CELL_GAP * (cells.length - 1);
  const sum = (/** @type {(cell: { word: number, bar: number }) => number} */ of) =>
    cells.reduce((all, cell) => all + of(cell), 0);
  const needed = (/** @type {{ word: number, bar: number }} */ { word, bar }) =>
    Math.max(word, bar);
  const rest = free - sum(needed);
  const bars = sum(({ bar }) => bar);
  const share = Math.max(0, free - bars) / Math.max(1, sum(needed) - bars);
  return cells.map((cell) =>
    rest >= 0
      ? Math.max(needed(cell), Math.min(MOST_TEXT, needed(cell) + rest / cells.length))
      : cell.bar + (needed(cell) - cell.bar) * share,
  );
}

/**
 * @param {readonly Line[]} lines
 * @param {Measure} measure
 */
function longestWord(lines, measure) {
  const words = lines.flatMap(({ text, style }) =>
    text.split(' ').map((word) => measure(word, style)),
  );
  return Math.min(150, Math.ceil(Math.max(0, ...words)));
}

/**
 * @param {Source} source
 * @param {number} room
 * @param {Measure} measure
 * @returns {Line[]}
 */
function sourceLines(source, room, measure) {
  const isNamed = source.count === undefined || source.isFold;
  const style = isNamed ? 'smallStrong' : 'small';
  const label = wrapped(visible(source.label), room, isNamed ? 3 : 2, (text) =>
    measure(text, style),
  );
  const lines = label.map((text) => ({ text, style: /** @type {TextStyle} */ (style) }));
  return isNamed ? lines : [{ text: number(source.count ?? 0), style: 'strong' }, ...lines];
}

/**
 * @param {Source} source
 * @param {import('./widths.js').Widths} widths
 * @param {number} room
 * @param {Measure} measure
 */
function sourceCell(source, widths, room, measure) {
  const lines = sourceLines(source, room, measure);
  const bar = widths.source(source);
  const text = Math.max(...lines.map((line) => measure(line.text, line.style)));
  return { source, lines, bar, size: Math.min(Math.max(text, bar), Math.max(room, bar)) };
}

/**
 * @param {Drawing} drawing
 * @param {number} width
 * @param {Measure} measure
 * @returns {number} where it ends
 */
function drawHeading(drawing, width, measure) {
  const text = 'From the top: what starts and runs, where it goes, who takes it';
  const lines = wrapped(text, width, 3, (part) => measure(part, 'head'));
  for (const [index, line] of lines.entries()) {
    drawing.text(
      { key: `heading ${index}`, role: 'heading' },
      'head',
      { x: 0, y: 12 + index * 16 },
      line,
    );
  }
  return lines.length * 16;
}

/**
 * As wide as a finger needs, within the picture.
 *
 * @param {number} middle
 * @param {number} size
 * @param {number} width of the picture
 */
function fingerWide(middle, size, width) {
  const wide = Math.max(40, size);
  return { x: px(Math.max(0, Math.min(width - wide, middle - wide / 2))), width: px(wide) };
}

/**
 * @param {Drawing} drawing
 * @param {ReturnType<typeof sourceCell>} cell
 * @param {number} left
 * @param {number} start of its bar
 * @param {Levels} y
 * @param {number} width of the picture
 */
function drawSource(drawing, { source, lines, bar, size }, left, start, y, width) {
  const threads = source.parts.map(({ key }) => key);
  const named = { role: /** @type {const} */ ('source'), threads };
  const middle = px(left + size / 2);
  const first = y.bar - 8 - (lines.length - 1) * LINE;
  for (const [index, { text, style }] of lines.entries()) {
    const at = {
      x: middle,
      y: first + index * LINE,
      anchor: /** @type {const} */ ('middle'),
      width: size + 1,
    };
    drawing.text({ ...named, key: `${source.key} line ${index}` }, style, at, text);
  }
  drawing.rect(
    'quiet',
    { key: `${source.key} bar`, role: 'sourceBar', threads },
    { x: px(start), y: y.bar, width: px(bar), height: BAR },
    source.moved > 0 ? { fill: 'ink' } : { fill: 'muted', fillOpacity: 0.7 },
  );
  const box = {
    ...fingerWide(left + size / 2, size, width),
    y: y.heading + 4,
    height: y.source - y.heading - 4,
  };
  drawing.targets.push(...targetsOf(source, box, 0).filter(({ kind }) => kind === 'source'));
}

/**
 * @param {Drawing} drawing
 * @param {Card} card
 * @param {Levels} y
 */
function drawCard(drawing, { place, columns, x, width, rows }, y) {
  const height = y.cardEnd - y.card;
  const all = rows.flatMap(({ slots }) => slots);
  const named = { role: /** @type {const} */ ('card'), threads: all.map(({ part }) => part.key) };
  if (place.kind !== 'refused') {
    drawing.rect(
      'cards',
      { ...named, key: `${place.key} card` },
      { x: px(x + 0.5), y: y.card + 0.5, width: px(width - 1), height: height - 1, radius: 9 },
      { fill: 'surface', stroke: 'line', dashes: place.isGone ? '4 3' : undefined },
    );
  }
  for (const column of columns) {
    const own = column.rows.flatMap((row) => rows.find((each) => each.row === row)?.slots ?? []);
    drawColumn(drawing, place, column, own, y);
  }
}

/**
 * @param {Drawing} drawing
 * @param {Place} place
 * @param {Column} column
 * @param {readonly Slot[]} slots
 * @param {Levels} y
 */
function drawColumn(drawing, place, { rows, lines, x, width }, slots, y) {
  const [row] = rows;
  const threads = slots.map(({ part }) => part.key);
  const landed = slots.filter(({ isBefore }) => !isBefore);
  const named = (/** @type {string} */ part) => ({
    key: `${row.key} ${part}`,
    role: /** @type {const} */ ('row'),
    threads,
  });
  const height = y.cardEnd - y.card;
  const isRefused = place.kind === 'refused';
  if (landed.length > 0 && !isOneLine(place) && !isRefused) {
    const box = {
      x: px(x + INSET),
      y: y.card + BAR,
      width: px(width - 2 * INSET),
      height: height - 2 * BAR,
      radius: 0,
    };
    drawing.rect('cards', named('tint'), box, { fill: place.tone.hue, fillOpacity: 'tint' });
  }
  if (place.kind !== 'direct' && !isRefused) {
    for (const [index, run] of together(landed).entries()) {
      for (const [side, at] of /** @type {const} */ ([
        ['left', y.card],
        ['right', y.cardEnd - BAR],
      ])) {
        const box = { x: px(run.y), y: at, width: px(run.height), height: BAR };
        const own = { key: `${row.key} bar ${side} ${index}`, role: /** @type {const} */ ('bar') };
        drawing.rect('cards', { ...own, threads: landed.map(({ part }) => part.key) }, box, {
          fill: place.tone.hue,
        });
      }
    }
  }
  const middle = px(x + width / 2);
  const first = y.card + (isOneLine(place) ? (height - (lines.length - 1) * LINE) / 2 + 4 : 30);
  for (const [index, { text, style, isStruck }] of lines.entries()) {
    const at = {
      x: middle,
      y: px(first + index * LINE),
      anchor: /** @type {const} */ ('middle'),
      width: width - 4,
      isStruck,
    };
    drawing.text(named(`line ${index}`), style, at, text);
  }
  if (isRefused) drawing.sign(named('sign'), 'stop', middle - 8, first - 28);
  if (row.buildId === undefined) return;
  drawing.targets.push({
    key: `version ${row.key}`,
    kind: 'version',
    label: [row.label, row.text, row.note].filter(Boolean).join(', '),
    threads,
    box: { x: px(x), y: y.card, width: px(width), height },
    version: row.buildId,
  });
}

/**
 * @param {Drawing} drawing
 * @param {readonly Source[]} sources
 * @param {Map<Source, number>} bars
 * @param {readonly Slot[]} slots
 * @param {import('./widths.js').Widths} widths
 * @param {Levels} y
 * @param {number} width
 */
function drawParts(drawing, sources, bars, slots, widths, y, width) {
  /** @type {Map<string, { x0: number, x1: number, end: number }>} */
  const lanes = new Map();
  /** @type {{ x: number, y: number, width: number }[]} */
  const pills = [];
  for (const source of sources) {
    let x0 = /** @type {number} */ (bars.get(source));
    const biggest = [...source.parts].sort((one, other) => other.share - one.share)[0];
    for (const part of source.parts) {
      const size = widths.part(part);
      const slot = slots.find((each) => each.part === part && !each.isBefore);
      const old = slots.find((each) => each.part === part && each.isBefore);
      const threads = [part.key];
      if (old) {
        const shape = down(x0, y.source, size, old.y, y.card, old.height);
        ghost(drawing, `before ${part.key}`, threads, shape, part.before?.row?.place.tone);
      }
      if (slot) {
        const isRefused = part.row.place.kind === 'refused';
        const end = isRefused ? Math.round(y.source + FALL * FADE) : y.card;
        const ribbon = down(x0, y.source, size, slot.y, end, slot.height);
        const tone = part.row.place.tone;
        const was = part.before?.row?.place.tone ?? tone;
        band(
          drawing,
          `ribbon ${part.key}`,
          threads,
          ribbon,
          isRefused ? { fade: was, towards: 'down' } : tone,
          part.moves,
        );
        if (isRefused) {
          const named = { key: `wall ${part.key}`, role: /** @type {const} */ ('wall'), threads };
          drawing.rect('over', named, wallBelow(slot.y, slot.height, end, width), { fill: 'red' });
        }
        if (source.isNew && part === biggest && !isRefused) road(drawing, part, ribbon.middle);
        const lane = { x0: x0 + size / 2, x1: slot.y + slot.height / 2, end };
        lanes.set(part.key, lane);
        if (hasPill(part, biggest)) {
          pill(drawing, part, lane, y, width, pills);
        }
        const own = drawing.targets.find((target) => target.key === source.key);
        if (own && source.parts.length === 1) own.path = ribbon.area;
        else if (own && !source.isFold) {
          drawing.targets.splice(drawing.targets.indexOf(own) + 1 + part.index, 0, {
            key: `part ${part.key}`,
            kind: 'part',
            label: labelOf(part),
            threads,
            box: {
              x: px((lane.x0 + lane.x1) / 2 - 20),
              y: px((y.source + end) / 2 - 20),
              width: 40,
              height: 40,
            },
            path: ribbon.area,
            why: { source: source.id, ribbon: part.index },
          });
        }
      }
      x0 += size;
    }
  }
  return lanes;
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {{ x0: number, x1: number, end: number }} lane
 * @param {Levels} y
 * @param {number} width of the picture
 * @param {{ x: number, y: number, width: number }[]} others
 */
function pill(drawing, part, { x0, x1, end }, y, width, others) {
  const text = pillText(part);
  const wide = Math.round(drawing.measure(text, 'strong') + 20);
  const spots = [0.5, 0.28, 0.72].map((t) => {
    const x = x0 + (x1 - x0) * (3 * t * t - 2 * t * t * t);
    return {
      x: Math.min(width - wide / 2, Math.max(wide / 2, x)),
      y: y.source + (end - y.source) * t,
    };
  });
  const spot = spots.find((one) => isFree(one, wide, others)) ?? spots[0];
  others.push({ ...spot, width: wide });
  drawPill(drawing, part, { ...spot, width: wide }, text);
}

/**
 * @param {Drawing} drawing
 * @param {readonly Taker[]} takers
 * @param {readonly Run[]} runs
 * @param {Levels} y
 * @param {number} width
 * @param {Measure} measure
 * @returns {number} where they end
 */
function drawTakers(drawing, takers, runs, y, width, measure) {
  const bars = takers.map((taker) => {
    const own = runs.filter((run) => run.taker === taker);
    const tops = spread(own);
    return { own, tops, bar: (tops.at(-1) ?? 0) + (own.at(-1)?.height ?? 0) };
  });
  const words = takers.map((taker) => longestWord(takerLines(taker, Infinity, measure), measure));
  const rooms = roomsFor(
    bars.map(({ bar }, index) => ({ bar, word: words[index] })),
    width,
  );
  const cells = takers.map((taker, index) => {
    const { own, tops, bar } = bars[index];
    const lines = takerLines(taker, rooms[index], measure);
    const text = Math.max(...lines.map((line) => measure(line.text, line.style)));
    return { taker, own, tops, bar, lines, size: Math.max(bar, text), wanted: middleOf(own) };
  });
  const lefts = placed(cells, 0, CELL_GAP, width);
  for (const [index, { taker, own, tops, bar, lines, size }] of cells.entries()) {
    const start = lefts[index] + (size - bar) / 2;
    for (const [place, run] of own.entries()) run.start = start + tops[place];
    const threads = own.flatMap(({ parts }) => parts.map(({ key }) => key));
    for (const [place, run] of ends(own).entries()) endBar(drawing, taker, run, place, y);
    const middle = px(lefts[index] + size / 2);
    for (const [place, { text, style }] of lines.entries()) {
      const named = {
        key: `${taker.key} line ${place}`,
        role: /** @type {const} */ ('taker'),
        threads,
      };
      const at = {
        x: middle,
        y: y.taker + 24 + place * 16,
        anchor: /** @type {const} */ ('middle'),
        width: size + 1,
      };
      drawing.text(named, style, at, text);
    }
    const box = {
      ...fingerWide(middle, size, width),
      y: y.taker,
      height: 16 + lines.length * 16,
    };
    drawing.targets.push(
      takerTarget(taker, threads, own.find(({ isBefore }) => !isBefore)?.parts[0], box),
    );
  }
  return y.taker + 14 + 16 * Math.max(1, ...cells.map(({ lines }) => lines.length));
}

/**
 * @param {Taker} taker
 * @param {number} room
 * @param {Measure} measure
 * @returns {Line[]}
 */
function takerLines({ kind, title, note }, room, measure) {
  const style = kind === 'nobody' ? 'red' : kind === 'workers' ? 'name' : 'mutedName';
  const wrap = (
    /** @type {string} */ text,
    /** @type {TextStyle} */ of,
    /** @type {number} */ most,
  ) =>
    text === ''
      ? []
      : wrapped(visible(text), room, most, (part) => measure(part, of)).map((line) => ({
          text: line,
          style: of,
        }));
  return [...wrap(title, style, 3), ...(kind === 'workers' ? [] : wrap(note, 'small', 2))];
}

/**
 * @param {Drawing} drawing
 * @param {Taker} taker
 * @param {Run} run
 * @param {number} index
 * @param {Levels} y
 */
function endBar(drawing, taker, { start, height, isBefore, parts, row }, index, y) {
  const threads = parts.map(({ key }) => key);
  const named = {
    key: `${taker.key} bar ${index}`,
    role: /** @type {const} */ ('takerBar'),
    threads,
  };
  const box = { x: px(start), y: y.taker, width: px(height), height: BAR };
  const inner = {
    x: px(start + 0.6),
    y: y.taker + 0.6,
    width: px(Math.max(1, height - 1.2)),
    height: BAR - 1.2,
  };
  const dashed = (/** @type {import('./colours.js').Colour} */ stroke) =>
    drawing.rect('over', named, inner, { stroke, strokeWidth: 1.2, dashes: '3 3' });
  if (isBefore) dashed(row.place.tone.hue);
  else if (taker.kind === 'nobody') dashed('red');
  else if (taker.kind === 'notKnown') dashed('muted');
  else
    drawing.rect(
      'quiet',
      named,
      box,
      taker.kind === 'more' ? { fill: 'muted', fillOpacity: 0.7 } : { fill: row.place.tone.hue },
    );
}

/**
 * @param {Drawing} drawing
 * @param {readonly Run[]} runs
 * @param {Levels} y
 * @param {number} width of the picture
 */
function drawRuns(drawing, runs, y, width) {
  const ways = new Map();
  for (const { parts, taker, isBefore, moves, y: x, height, row, start } of runs) {
    const threads = parts.map(({ key }) => key);
    const { tone } = row.place;
    const way = `${row.key} ${taker.key} ${isBefore ? 'before' : moves ? 'moves' : 'stays'}`;
    const index = ways.get(way) ?? 0;
    ways.set(way, index + 1);
    const key = `onward ${way} ${index}`;
    if (isBefore) ghost(drawing, key, threads, down(x, y.cardEnd, height, start, y.taker), tone);
    else if (taker.kind === 'nobody' || taker.kind === 'notKnown') {
      const end = Math.round(y.cardEnd + ONWARD * 0.66);
      band(
        drawing,
        key,
        threads,
        down(x, y.cardEnd, height, x, end),
        { fade: tone, towards: 'down' },
        moves,
      );
      const isKnown = taker.kind === 'nobody';
      const gap = down(x + 1, end + 6, height - 2, start + 1, y.taker - 3);
      const paint = {
        strokeWidth: 1.2,
        dashes: '2 5',
        stroke: /** @type {import('./colours.js').Colour} */ (isKnown ? 'red' : 'muted'),
      };
      drawing.path('over', { key: `${key} gap`, role: 'gap', threads }, gap.edges, paint);
      if (isKnown) {
        const box = wallBelow(x, height, end - 2, width);
        drawing.rect('over', { key: `${key} wall`, role: 'wall', threads }, box, { fill: 'red' });
      } else
        drawing.sign(
          { key: `${key} sign`, role: 'sign', threads },
          'unknown',
          px(x + height / 2 - 8),
          end - 4,
        );
    } else band(drawing, key, threads, down(x, y.cardEnd, height, start, y.taker), tone, moves);
  }
}

/**
 * The wall at the end of a ribbon, a little wider than it where there is room.
 *
 * @param {number} x
 * @param {number} wide
 * @param {number} y
 * @param {number} width of the picture
 */
function wallBelow(x, wide, y, width) {
  const [left, right] = [Math.max(0, x - 6), Math.min(width, x + wide + 6)];
  return { x: px(left), y, width: px(right - left), height: 4 };
}

/**
 * @param {Drawing} drawing
 * @param {import('./layout.js').Opened} opened
 * @param {readonly Source[]} sources
 * @param {Map<string, { x0: number, x1: number, end: number }>} lanes
 * @param {readonly Run[]} runs
 * @param {Levels} y
 */
function marks(drawing, opened, sources, lanes, runs, y) {
  const key = `${opened.source} ${opened.ribbon}`;
  const part = sources.flatMap(({ parts }) => parts).find((each) => each.key === key);
  const lane = lanes.get(key);
  if (part === undefined || lane === undefined) return;
  const run = runs.find(({ parts, isBefore }) => parts.includes(part) && !isBefore);
  const isStopped = part.taker?.kind === 'nobody';
  const isRefused = part.row.place.kind === 'refused';
  const wall = { x: lane.x1, y: lane.end + 2 };
  const spots = {
    source: { x: lane.x0, y: y.source + 16 },
    place: isRefused ? wall : { x: lane.x1, y: y.card - 16 },
    version: isRefused ? wall : { x: lane.x1, y: y.cardEnd + 14 },
    taker: isRefused
      ? wall
      : isStopped
        ? { x: lane.x1, y: Math.round(y.cardEnd + ONWARD * 0.66) }
        : { x: run ? run.start + run.height / 2 : lane.x1, y: y.taker - 16 },
  };
  /** @type {Map<number, number>} */
  const taken = new Map();
  for (const [index, { at, isObstacle }] of opened.reasons.entries()) {
    const spot = spots[at];
    const before = taken.get(spot.y) ?? 0;
    taken.set(spot.y, before + 1);
    drawMark(drawing, index + 1, { x: spot.x + before * 24, y: spot.y }, isObstacle, [key]);
  }
}
