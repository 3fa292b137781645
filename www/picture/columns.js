/** The picture in three columns: what starts and runs, where it goes, who takes it. */

import { across, placed, px } from './drawing.js';
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
 */

/** Below this width in pixels, texts and ribbons would have no room beside each other. */
export const LEAST_WIDTH = 920;

/** Where columns begin and end, in pixels, at the two widths between which all others lie. */
const NARROWER = { width: 944, source: 194, card: 352, cardEnd: 652, taker: 748 };
const WIDER = { width: 1360, source: 236, card: 552, cardEnd: 888, taker: 1096 };

const BAR = 6;
/** Most that ribbons of a column take together. */
const MOST = 320;
const TOP = 30;
const CARD_GAP = 16;
const BLOCK_GAP = 14;
const HEAD = 34;
const PADDING = 18;
const LINE = 16;
/** How far the card's colour stays away from its edges. */
const INSET = 6;

/**
 * @typedef {object} Card
 * @property {Place} place
 * @property {number} height
 * @property {number} y
 * @property {{ row: Row, y: number, height: number, slots: Slot[], note: 'beside' | 'below' | 'right' }[]} rows
 * @property {string[]} lines of what the server says
 * @property {ReturnType<typeof headOf>} head
 */

/**
 * @param {Gathered} gathered
 * @param {import('./layout.js').Frame} frame
 * @returns {Scene}
 */
export function columns(gathered, { title, width, largest, opened, measure, drawing }) {
  const x = columnsAt(width);
  const { sources, places, takers } = inOrder(gathered);
  const widths = widthsOf(sources, largest, MOST);
  const cards = places.map((place) => cardOf(place, sources, widths, x, measure));
  const blocks = sources.map((source) => {
    const lines = sourceLines(source, x, measure);
    return { source, lines, size: Math.max(widths.source(source), lines.length > 1 ? 36 : 20) };
  });
  placeCards(cards, blocks);
  const slots = cards.flatMap(({ y, rows }) =>
    rows.flatMap((row) => row.slots.map((slot) => ({ ...slot, y: y + slot.y }))),
  );
  const starts = placed(
    blocks.map(({ source, size }) => ({ size, wanted: middleOf(landingsOf(source, slots)) })),
    TOP + 4,
    BLOCK_GAP,
  );
  const runs = cards.flatMap(runsOf);
  const ends = takers.map((taker) => endOf(taker, runs, x, measure));
  const endStarts = placed(
    ends.map(({ size, wanted, taker }) => ({
      size,
      wanted,
      weight: taker.kind === 'nobody' ? 8 : 1,
    })),
    TOP + 4,
    BLOCK_GAP,
  );

  headings(drawing, x);
  const bars = new Map(
    blocks.map(({ source, lines, size }, index) => {
      const height = widths.source(source);
      const y = starts[index] + (size - height) / 2;
      drawSource(drawing, source, lines, { y, height, size, top: starts[index] }, x);
      return [source, y];
    }),
  );
  for (const card of cards) drawCard(drawing, card, x);
  const lanes = drawParts(drawing, sources, bars, slots, widths, x);
  for (const [index, end] of ends.entries()) drawTaker(drawing, end, endStarts[index], x, width);
  drawRuns(drawing, runs, x);
  if (opened) marks(drawing, opened, sources, lanes, runs, x);
  drawing.targets.sort((one, other) => ORDER[one.kind] - ORDER[other.kind]);

  const bottoms = [
    ...cards.map(({ y, height }) => y + height),
    ...blocks.map(({ size }, index) => starts[index] + size),
    ...ends.map(({ size }, index) => endStarts[index] + size),
  ];
  const height = Math.ceil(Math.max(TOP, ...bottoms) + 4);
  return {
    form: 'columns',
    width,
    height,
    title,
    shapes: drawing.shapes,
    targets: drawing.targets,
  };
}

/** @typedef {import('./runs.js').Slot} Slot */
/** @typedef {import('./runs.js').Run} Run */

/** @typedef {ReturnType<typeof columnsAt>} Columns */

/** What is read first; those of one kind stay in their order. */
const ORDER = { source: 0, part: 0, unfold: 0, more: 0, version: 1, taker: 2, remedy: 2 };

/** @param {number} width */
export function columnsAt(width) {
  const part = (width - NARROWER.width) / (WIDER.width - NARROWER.width);
  const at = (/** @type {Exclude<keyof typeof WIDER, 'width'>} */ name) =>
    Math.round(NARROWER[name] + (WIDER[name] - NARROWER[name]) * part);
  const [source, card, cardEnd, taker] = [at('source'), at('card'), at('cardEnd'), at('taker')];
  return {
    count: source - 12,
    source,
    sourceEnd: source + BAR,
    card,
    cardEnd,
    inner: cardEnd - card - 2 * PADDING,
    taker,
    text: taker + BAR + 14,
    end: width,
  };
}

/**
 * @param {Place} place
 * @param {readonly Source[]} sources
 * @param {import('./widths.js').Widths} widths
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 * @returns {Card}
 */
function cardOf(place, sources, widths, x, measure) {
  const isLine = isOneLine(place);
  const lines = place.kind === 'refused' ? refusalLines(place, x, measure) : [];
  const head = headOf(place, x, measure);
  let y = head.height;
  const rows = place.rows.map((row) => {
    const entries = slotsIn(row, sources, widths);
    const content =
      entries.reduce((sum, { height }) => sum + height, 0) + SLOT_GAP * gapsIn(entries);
    const note = noteAt(row, x, measure);
    const isLanded = entries.some(({ isBefore }) => !isBefore);
    const isNamed = row.buildId !== undefined;
    const height = Math.max(
      leastHeight(row, { note, isLanded: entries.length > 0, lines: lines.length }),
      content + (isNamed ? (isLanded ? 9 : 12) : 4),
    );
    let at = y + (height - content) / 2;
    const slots = entries.map((entry, index) => {
      if (index > 0 && entry.part.source !== entries[index - 1].part.source) at += SLOT_GAP;
      const slot = { ...entry, y: at };
      at += entry.height;
      return slot;
    });
    const made = { row, y, height, slots, note };
    y += height;
    return made;
  });
  const ends = rows.at(-1)?.slots.some(({ isBefore }) => !isBefore) ? 4 : 8;
  const hasEdge = !isLine && place.kind !== 'refused' && rows.length > 0;
  return { place, height: px(y + (hasEdge ? ends : 0)), y: 0, rows, lines, head };
}

/**
 * The head of a card: its title and its status, below each other where they have no room in one line.
 *
 * @param {Place} place
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 */
function headOf(place, { inner }, measure) {
  if (isOneLine(place) || place.kind === 'refused') return { height: 0, spans: [], isBelow: false };
  const spans = statusOf(place);
  const status = spans.reduce((sum, { text, style }) => sum + measure(text, style) + 7, 0);
  const title = Math.min(measure(visible(place.title), titleStyle(place)), 150);
  const isBelow = spans.length > 0 && title + status + 2 > inner;
  return { height: isBelow ? HEAD + LINE : HEAD, spans, isBelow };
}

/** @param {Place} place */
function titleStyle({ kind }) {
  return kind === 'deploymentVersion' ? 'id' : 'small';
}

/**
 * @param {Place} place
 * @returns {import('./drawing.js').Span[]}
 */
function statusOf({ kind, status, statusBefore }) {
  const isVersion = kind === 'deploymentVersion';
  /** @type {import('./drawing.js').Span[]} */
  const spans =
    statusBefore === undefined || statusBefore === status
      ? [{ text: status, style: isVersion ? 'muted' : 'small' }]
      : [
          { text: statusBefore, style: isVersion ? 'muted' : 'small', isStruck: true },
          {
            text: status && statusBefore ? `→ ${status}` : status,
            style: isVersion ? 'strong' : 'smallStrong',
            gap: statusBefore ? 7 : 0,
          },
        ];
  return spans.filter(({ text }) => text !== '');
}

/**
 * What the texts of a row need.
 *
 * @param {Row} row
 * @param {{ note: 'beside' | 'below' | 'right', isLanded: boolean, lines: number }} has
 */
function leastHeight({ place, buildId }, { note, isLanded, lines }) {
  if (isOneLine(place)) return 42;
  if (place.kind === 'refused') return Math.max(38, lines * LINE + 24);
  if (note === 'below') return 48;
  if (buildId === undefined) return 26;
  return isLanded ? 36 : 30;
}

/**
 * Where the note of a row has room.
 *
 * @param {Row} row
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 * @returns {'beside' | 'below' | 'right'}
 */
function noteAt({ label, note, text, buildId }, { inner }, measure) {
  if (note === '' || text === '') return 'right';
  const id = Math.min(150, measure(visible(label), buildId === undefined ? 'body' : 'id'));
  const rest = inner - id - measure(text, 'strong') - 24;
  return measure(note, 'small') <= rest ? 'beside' : 'below';
}

/**
 * What the server says, behind the wall.
 *
 * @param {Place} place
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 */
function refusalLines({ rows }, x, measure) {
  const width = x.cardEnd - wallOfSource(x) - 40;
  const message = visible(rows[0]?.note ?? '');
  return message === '' ? [] : wrapped(message, width, 3, (text) => measure(text, 'code'));
}

/** @param {Columns} x */
function wallOfSource({ sourceEnd, card }) {
  return Math.round(sourceEnd + (card - sourceEnd) * FADE);
}

/** @param {Columns} x */
function wallOfCard({ cardEnd, taker }) {
  return Math.round(cardEnd + (taker - cardEnd) * FADE);
}

/**
 * Puts the cards below each other, each near to what lands in it.
 *
 * @param {Card[]} cards
 * @param {readonly { source: Source, size: number }[]} blocks
 */
function placeCards(cards, blocks) {
  let y = TOP;
  const middles = new Map(
    blocks.map(({ source, size }) => {
      const middle = y + size / 2;
      y += size + BLOCK_GAP;
      return [source, middle];
    }),
  );
  const wanted = cards.map(({ place, height }) => {
    const landed = blocks
      .filter(({ source }) => source.parts.some(({ row }) => row.place === place))
      .map(({ source }) => /** @type {number} */ (middles.get(source)));
    const mean = landed.reduce((sum, middle) => sum + middle, 0) / landed.length;
    return { size: height, wanted: landed.length > 0 ? mean : undefined };
  });
  for (const [index, at] of placed(wanted, TOP, CARD_GAP).entries()) cards[index].y = px(at);
}

/**
 * @param {Taker} taker
 * @param {readonly Run[]} runs
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 */
function endOf(taker, runs, x, measure) {
  const own = runs.filter((run) => run.taker === taker);
  const tops = spread(own);
  const height = (tops.at(-1) ?? 0) + (own.at(-1)?.height ?? 0);
  const lines = takerLines(taker, x, measure);
  const text = lines.reduce((sum, { height }) => sum + height, 2);
  return {
    taker,
    runs: own,
    tops,
    lines,
    height,
    size: Math.max(height, text),
    wanted: middleOf(own),
  };
}

/**
 * @param {Drawing} drawing
 * @param {Columns} x
 */
function headings(drawing, x) {
  const heads = /** @type {const} */ ([
    [0, 'What starts and runs'],
    [x.card, 'Where it goes'],
    [x.text, 'Who takes it'],
  ]);
  for (const [at, text] of heads) {
    drawing.text({ key: `heading ${text}`, role: 'heading' }, 'head', { x: at, y: 12 }, text);
  }
}

/** @param {Source} source */
function secondLine({ commands, isUnfolded, note }) {
  if (commands.length === 0) return note;
  return `${isUnfolded ? '▾' : '▸'} ${note || commands.join(', ')}`;
}

/**
 * The label of a source, in two lines if there is no other second line.
 *
 * @param {Source} source
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 * @returns {{ text: string, style: import('./measure.js').TextStyle, cut: 'middle' | 'end' }[]}
 */
function sourceLines(source, x, measure) {
  const style = source.isCommand || source.isFold ? 'body' : source.moved > 0 ? 'strong' : 'name';
  const second = secondLine(source);
  const cut = /** @type {const} */ ('middle');
  if (second === '') {
    const lines = wrapped(visible(source.label), sourceWidth(source, x, measure), 2, (text) =>
      measure(text, style),
    );
    return lines.map((text) => ({ text, style, cut }));
  }
  return [
    { text: source.label, style, cut },
    { text: second, style: 'small', cut: 'end' },
  ];
}

/**
 * The room beside the count of a source.
 *
 * @param {Source} source
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 */
function sourceWidth({ count, isCommand }, x, measure) {
  const counted = count === undefined ? 0 : measure(number(count), 'strong') + 10;
  return x.count - counted - (isCommand ? 16 : 0);
}

/**
 * @param {Drawing} drawing
 * @param {Source} source
 * @param {ReturnType<typeof sourceLines>} lines
 * @param {{ y: number, height: number, size: number, top: number }} place
 * @param {Columns} x
 */
function drawSource(drawing, source, lines, { y, height, size, top }, x) {
  const threads = source.parts.map(({ key }) => key);
  const named = (/** @type {string} */ part) => ({
    key: `${source.key} ${part}`,
    role: /** @type {const} */ ('source'),
    threads,
  });
  const middle = y + height / 2;
  const moves = source.moved > 0;
  const left = source.isCommand ? 16 : 0;
  const width = sourceWidth(source, x, drawing.measure);
  for (const [index, { text, style, cut }] of lines.entries()) {
    const at = lines.length === 1 ? middle + 5 : middle - 3 + index * 17;
    drawing.text(named(`line ${index}`), style, { x: left, y: px(at), width, cut }, text);
  }
  if (source.count !== undefined) {
    const at = { x: x.count, y: px(middle + 5), anchor: /** @type {const} */ ('end') };
    drawing.text(named('count'), moves ? 'strong' : 'muted', at, number(source.count));
  }
  drawing.rect(
    'quiet',
    { key: `${source.key} bar`, role: 'sourceBar', threads },
    { x: x.source, y: px(y), width: BAR, height: px(height) },
    moves ? { fill: 'ink' } : { fill: 'muted', fillOpacity: 0.7 },
  );
  const area = { x: -8, y: px(top - 4), width: x.sourceEnd + 8, height: px(size + 8) };
  drawing.targets.push(...targetsOf(source, area, px(middle)));
}

/**
 * @param {Drawing} drawing
 * @param {Card} card
 * @param {Columns} x
 */
function drawCard(drawing, { place, y, height, rows, lines, head }, x) {
  const threads = rows.flatMap(({ slots }) => slots.map(({ part }) => part.key));
  const named = (/** @type {string} */ part) => ({
    key: `${place.key} ${part}`,
    role: /** @type {const} */ ('card'),
    threads,
  });
  if (place.kind === 'refused') return refusal(drawing, { place, y, rows, lines }, threads, x);
  drawing.rect(
    'cards',
    named('card'),
    { x: x.card + 0.5, y: y + 0.5, width: x.cardEnd - x.card - 1, height: height - 1, radius: 9 },
    { fill: 'surface', stroke: 'line', dashes: place.isGone ? '4 3' : undefined },
  );
  const left = x.card + PADDING;
  const right = x.cardEnd - PADDING;
  if (!isOneLine(place)) cardHead(drawing, place, head, named, { left, right, y: y + 23 });
  for (const { row, y: at, height: tall, slots, note } of rows) {
    const own = slots.map((slot) => ({ ...slot, y: y + slot.y }));
    drawRow(drawing, row, { y: y + at, height: tall, slots: own, note, left, right }, x);
  }
}

/**
 * @param {Drawing} drawing
 * @param {Place} place
 * @param {ReturnType<typeof headOf>} head
 * @param {(part: string) => { key: string, role: 'card', threads: string[] }} named
 * @param {{ left: number, right: number, y: number }} at
 */
function cardHead(drawing, place, head, named, { left, right, y }) {
  const { spans, isBelow } = head;
  const wide = spans.reduce((sum, { text, style }) => sum + drawing.measure(text, style) + 7, 0);
  const width = right - left - (isBelow ? 0 : wide + 2);
  const shown = drawing.text(named('title'), titleStyle(place), { x: left, y, width }, place.title);
  if (spans.length === 0) return;
  const beside = { x: px(left + shown + 10), y };
  const opposite = { x: right, y, anchor: /** @type {const} */ ('end') };
  const at = isBelow
    ? { x: left, y: y + LINE }
    : place.kind === 'deploymentVersion'
      ? beside
      : opposite;
  drawing.line('text', named('status'), at, spans);
}

/**
 * @param {Drawing} drawing
 * @param {Row} row
 * @param {{ y: number, height: number, slots: Slot[], note: 'beside' | 'below' | 'right', left: number, right: number }} at
 * @param {Columns} x
 */
function drawRow(drawing, row, { y, height, slots, note, left, right }, x) {
  const { place } = row;
  const landed = slots.filter(({ isBefore }) => !isBefore);
  const threads = slots.map(({ part }) => part.key);
  const named = (/** @type {string} */ part) => ({
    key: `${row.key} ${part}`,
    role: /** @type {const} */ ('row'),
    threads,
  });
  const tone = place.tone;
  if (landed.length > 0 && !isOneLine(place)) {
    const box = { x: x.card + INSET, y, width: x.cardEnd - x.card - 2 * INSET, height, radius: 0 };
    drawing.rect('cards', named('tint'), box, { fill: tone.hue, fillOpacity: 'tint' });
  }
  if (place.kind !== 'direct') {
    for (const [index, run] of together(landed).entries()) {
      for (const [side, at] of /** @type {const} */ ([
        ['left', x.card],
        ['right', x.cardEnd - BAR],
      ])) {
        const box = { x: at, y: px(run.y), width: BAR, height: px(run.height) };
        const own = { key: `${row.key} bar ${side} ${index}`, role: /** @type {const} */ ('bar') };
        const bar = { ...own, threads: landed.map(({ part }) => part.key) };
        drawing.rect('cards', bar, box, { fill: tone.hue });
      }
    }
  }
  const middle = y + height / 2;
  const base = px(middle + 5);
  const isId = row.buildId !== undefined;
  const isQuiet = landed.length === 0;
  const label = isId ? (isQuiet ? 'idMuted' : 'id') : isOneLine(place) ? 'body' : 'small';
  const text = row.text;
  const textStyle = row.isChanged && !isQuiet ? 'strong' : 'muted';
  const textWidth = text === '' ? 0 : drawing.measure(text, textStyle) + 12;
  const most = isId ? Math.max(150, right - left - textWidth - 160) : Infinity;
  const width = Math.min(right - left - textWidth, row.note && note === 'beside' ? 150 : most);
  const first = note === 'below' ? px(middle - 3) : base;
  const shown = drawing.text(named('label'), label, { x: left, y: first, width }, row.label);
  if (text !== '') {
    const at = { x: right, y: base, anchor: /** @type {const} */ ('end') };
    drawing.text(named('count'), textStyle, at, text);
  }
  if (row.note !== '') {
    if (note === 'below') {
      const at = {
        x: left,
        y: px(middle + 14),
        width: right - left - textWidth,
        cut: /** @type {const} */ ('end'),
      };
      drawing.text(named('note'), 'small', at, row.note);
    } else if (note === 'beside') {
      drawing.text(named('note'), 'small', { x: px(left + shown + 8), y: base }, row.note);
    } else {
      const room = right - left - shown - 10;
      const at = { x: right, y: base, anchor: /** @type {const} */ ('end'), width: room };
      drawing.text(named('note'), 'small', { ...at, cut: 'end' }, row.note);
    }
  }
  if (row.buildId !== undefined) {
    drawing.targets.push({
      key: `version ${row.key}`,
      kind: 'version',
      label: [row.label, row.text, row.note].filter(Boolean).join(', '),
      threads,
      box: {
        x: x.card + INSET,
        y: px(y),
        width: x.cardEnd - x.card - 2 * INSET,
        height: px(height),
      },
      version: row.buildId,
    });
  }
}

/**
 * What the server refuses has no card: its words stand behind the wall.
 *
 * @param {Drawing} drawing
 * @param {Pick<Card, 'place' | 'y' | 'rows' | 'lines'>} card
 * @param {readonly string[]} threads
 * @param {Columns} x
 */
function refusal(drawing, { place, y, rows, lines }, threads, x) {
  const [{ row, y: at, height }] = rows;
  const left = wallOfSource(x) + 18;
  const middle = y + at + height / 2;
  const first = px(middle - (lines.length * LINE) / 2 + 5);
  const named = (/** @type {string} */ part) => ({
    key: `${place.key} ${part}`,
    role: /** @type {const} */ ('card'),
    threads,
  });
  drawing.sign(named('sign'), 'stop', left, first - 12);
  const label = row.label.charAt(0).toUpperCase() + row.label.slice(1);
  drawing.text(
    named('title'),
    'red',
    { x: left + 22, y: first, width: x.cardEnd - left - 22 },
    label,
  );
  for (const [index, line] of lines.entries()) {
    const place = { x: left + 22, y: px(first + LINE * (index + 1)) };
    drawing.text(named(`line ${index}`), 'code', place, line);
  }
}

/**
 * The ribbons from the sources to the cards.
 *
 * @param {Drawing} drawing
 * @param {readonly Source[]} sources
 * @param {Map<Source, number>} bars where the bar of each source begins
 * @param {readonly Slot[]} slots
 * @param {import('./widths.js').Widths} widths
 * @param {Columns} x
 * @returns {Map<string, { y0: number, y1: number }>} the middles of each part's ends
 */
function drawParts(drawing, sources, bars, slots, widths, x) {
  /** @type {Map<string, { y0: number, y1: number }>} */
  const lanes = new Map();
  /** @type {{ x: number, y: number, width: number }[]} */
  const pills = [];
  for (const source of sources) {
    let y0 = /** @type {number} */ (bars.get(source));
    const biggest = source.parts.reduce(
      (most, part) => (most === undefined || part.share > most.share ? part : most),
      /** @type {Part | undefined} */ (undefined),
    );
    for (const part of source.parts) {
      const height = widths.part(part);
      const slot = slots.find((each) => each.part === part && !each.isBefore);
      const old = slots.find((each) => each.part === part && each.isBefore);
      if (old) before(drawing, part, [x.sourceEnd, y0, height], [x.card, old.y, old.height]);
      if (slot) {
        const isRefused = part.row.place.kind === 'refused';
        const end = isRefused ? wallOfSource(x) : x.card;
        const ribbon = across(x.sourceEnd, y0, height, end, slot.y, slot.height);
        const threads = [part.key];
        band(
          drawing,
          `ribbon ${part.key}`,
          threads,
          ribbon,
          isRefused
            ? { fade: part.before?.row?.place.tone ?? part.row.place.tone, towards: 'right' }
            : part.row.place.tone,
          part.moves,
        );
        if (isRefused) wall(drawing, part, end, slot);
        if (source.isNew && part === biggest && !isRefused) road(drawing, part, ribbon.middle);
        const middle = { y0: y0 + height / 2, y1: slot.y + slot.height / 2 };
        lanes.set(part.key, middle);
        if (hasPill(part, biggest)) {
          pill(drawing, part, { x0: x.sourceEnd, x1: end, ...middle }, pills);
        }
        partTarget(drawing, part, ribbon.area, { x0: x.sourceEnd, x1: end, ...middle }, height);
      }
      y0 += height;
    }
  }
  return lanes;
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {string} path
 * @param {{ x0: number, x1: number, y0: number, y1: number }} lane
 * @param {number} height
 */
function partTarget(drawing, part, path, { x0, x1, y0, y1 }, height) {
  const { source, index, key } = part;
  const own = drawing.targets.find((target) => target.key === source.key);
  // The ribbon of a source that does not split is more of the source.
  if (source.parts.length === 1 && own) own.path = path;
  else if (!source.isFold) {
    const middle = (y0 + y1) / 2;
    const target = {
      key: `part ${key}`,
      kind: /** @type {const} */ ('part'),
      label: labelOf(part),
      threads: [key],
      box: { x: px((x0 + x1) / 2 - 24), y: px(middle - height / 2), width: 48, height: px(height) },
      path,
      why: { source: source.id, ribbon: index },
    };
    const place = drawing.targets.findIndex((each) => each.key === source.key);
    const after = drawing.targets.findIndex(
      (each, at) => at > place && each.kind !== 'part' && each.kind !== 'unfold',
    );
    drawing.targets.splice(after < 0 ? drawing.targets.length : after, 0, target);
  }
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {readonly [x: number, y: number, height: number]} from
 * @param {readonly [x: number, y: number, height: number]} to
 * @param {string} [side]
 */
function before(drawing, part, from, to, side = 'before') {
  const [x0, y0, h0] = from;
  const shape = across(x0, y0, h0, ...to);
  ghost(drawing, `${side} ${part.key}`, [part.key], shape, part.before?.row?.place.tone);
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {number} x
 * @param {{ y: number, height: number }} at
 */
function wall(drawing, part, x, { y, height }) {
  const named = {
    key: `wall ${part.key}`,
    role: /** @type {const} */ ('wall'),
    threads: [part.key],
  };
  drawing.rect(
    'over',
    named,
    { x, y: px(y - 7), width: 4, height: px(height + 14) },
    { fill: 'red' },
  );
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {{ x0: number, x1: number, y0: number, y1: number }} lane
 * @param {{ x: number, y: number, width: number }[]} others
 */
function pill(drawing, part, { x0, x1, y0, y1 }, others) {
  const text = pillText(part);
  const width = Math.round(drawing.measure(text, 'strong') + 24);
  const m = (x0 + x1) / 2;
  const spots = [0.5, 0.38, 0.62, 0.28, 0.72].map((t) => ({
    x: (1 - t) ** 3 * x0 + 3 * (1 - t) * t * m + t ** 3 * x1,
    y: y0 + (y1 - y0) * (3 * t * t - 2 * t * t * t),
  }));
  const { x, y } = spots.find((spot) => isFree(spot, width, others)) ?? spots[0];
  others.push({ x, y, width });
  drawPill(drawing, part, { x, y, width }, text);
}

/**
 * @param {Drawing} drawing
 * @param {ReturnType<typeof endOf>} end
 * @param {number} top
 * @param {Columns} x
 * @param {number} width of the picture
 */
function drawTaker(drawing, { taker, runs, tops, lines, height, size }, top, x, width) {
  const threads = runs.flatMap(({ parts }) => parts.map(({ key }) => key));
  const named = (/** @type {string} */ part) => ({
    key: `${taker.key} ${part}`,
    role: /** @type {const} */ ('taker'),
    threads,
  });
  const start = top + (size - height) / 2;
  for (const [index, run] of runs.entries()) run.start = start + tops[index];
  for (const [index, run] of ends(runs).entries()) endBar(drawing, taker, run, index, x);
  const left = x.text + (isSigned(taker) ? 21 : 0);
  const tall = lines.reduce((sum, line) => sum + line.height, 0);
  let y = top + size / 2 - tall / 2 + 14;
  if (isSigned(taker)) {
    const sign = taker.kind === 'nobody' ? 'stop' : 'unknown';
    drawing.sign(named('sign'), sign, x.text - 1, px(y - 12));
  }
  for (const [index, { text, style, height }] of lines.entries()) {
    if (style === 'link') y += 2;
    drawing.text(
      named(`line ${index}`),
      style,
      { x: left, y: px(y), width: width - left, cut: 'end' },
      text,
    );
    if (style === 'link') {
      const box = {
        x: left - 4,
        y: px(y - 16),
        width: px(Math.min(drawing.measure(text, style) + 8, width - left + 4)),
        height: 24,
      };
      drawing.targets.push({
        key: `${taker.key} remedy`,
        kind: 'remedy',
        label: taker.remedy,
        threads,
        box,
        taker,
      });
    }
    y += height;
  }
  const area = { x: x.taker, y: px(top - 4), width: width - x.taker, height: px(size + 8) };
  const at = drawing.targets.findIndex(({ key }) => key === `${taker.key} remedy`);
  const first = runs.find(({ isBefore }) => !isBefore)?.parts[0];
  drawing.targets.splice(
    at < 0 ? drawing.targets.length : at,
    0,
    takerTarget(taker, threads, first, area),
  );
}

/** @param {Taker} taker */
function isSigned({ kind }) {
  return kind === 'nobody' || kind === 'notKnown';
}

/**
 * @param {Taker} taker
 * @param {Columns} x
 * @param {import('./measure.js').Measure} measure
 */
function takerLines(taker, x, measure) {
  const width = x.end - x.text - (isSigned(taker) ? 21 : 0);
  const isQuiet = taker.kind === 'refused' || taker.kind === 'idle' || taker.kind === 'more';
  const style = taker.kind === 'nobody' ? 'red' : isQuiet ? 'mutedName' : 'name';
  const lines = (
    /** @type {string} */ text,
    /** @type {import('./measure.js').TextStyle} */ style,
    /** @type {number} */ height,
  ) =>
    text === ''
      ? []
      : wrapped(visible(text), width, 2, (part) => measure(part, style)).map((line) => ({
          text: line,
          style,
          height,
        }));
  return [
    ...lines(taker.title, style, 18),
    ...lines(taker.note, 'small', 16),
    ...(taker.remedy === ''
      ? []
      : [{ text: taker.remedy, style: /** @type {const} */ ('link'), height: 20 }]),
  ];
}

/**
 * @param {Drawing} drawing
 * @param {Taker} taker
 * @param {Run} run
 * @param {number} index
 * @param {Columns} x
 */
function endBar(drawing, taker, { start, height, isBefore, parts, row }, index, x) {
  const threads = parts.map(({ key }) => key);
  const named = {
    key: `${taker.key} bar ${index}`,
    role: /** @type {const} */ ('takerBar'),
    threads,
  };
  const box = { x: x.taker, y: px(start), width: BAR, height: px(height) };
  const inner = {
    ...box,
    x: box.x + 0.7,
    y: px(start + 0.7),
    width: BAR - 1.4,
    height: px(Math.max(1, height - 1.4)),
  };
  if (isBefore) {
    const paint = { stroke: row.place.tone.hue, strokeWidth: 1.4, dashes: '3 3' };
    drawing.rect('quiet', named, inner, paint);
  } else if (taker.kind === 'nobody') {
    drawing.rect('over', named, inner, { stroke: 'red', strokeWidth: 1.6, dashes: '3 3' });
  } else if (taker.kind === 'notKnown') {
    drawing.rect('over', named, inner, { stroke: 'muted', strokeWidth: 1.4, dashes: '3 3' });
  } else if (taker.kind === 'more') {
    drawing.rect('quiet', named, box, { fill: 'muted', fillOpacity: 0.7 });
  } else drawing.rect('quiet', named, box, { fill: row.place.tone.hue });
}

/**
 * The ribbons from the cards to those who take them.
 *
 * @param {Drawing} drawing
 * @param {readonly Run[]} runs
 * @param {Columns} x
 */
function drawRuns(drawing, runs, x) {
  const ways = new Map();
  for (const { parts, taker, isBefore, moves, y, height, row, start } of runs) {
    const threads = parts.map(({ key }) => key);
    const tone = row.place.tone;
    const way = `${row.key} ${taker.key} ${isBefore ? 'before' : moves ? 'moves' : 'stays'}`;
    const index = ways.get(way) ?? 0;
    ways.set(way, index + 1);
    const key = `onward ${way} ${index}`;
    if (isBefore) {
      ghost(drawing, key, threads, across(x.cardEnd, y, height, x.taker, start), tone);
    } else if (taker.kind === 'nobody' || taker.kind === 'notKnown') {
      const end = wallOfCard(x);
      const isKnown = taker.kind === 'nobody';
      /** @type {import('./drawing.js').Fade} */
      const fill = { fade: tone, towards: 'right' };
      band(drawing, key, threads, across(x.cardEnd, y, height, end, y), fill, moves);
      const gap = across(end + 10, y + 1, height - 2, x.taker - 4, start + 1);
      const paint = { strokeWidth: 1.2, dashes: '2 5' };
      const named = { key: `${key} gap`, role: /** @type {const} */ ('gap'), threads };
      drawing.path('over', named, gap.edges, { ...paint, stroke: isKnown ? 'red' : 'muted' });
      if (isKnown) {
        const named = { key: `${key} wall`, role: /** @type {const} */ ('wall'), threads };
        const box = { x: end, y: px(y - 7), width: 4, height: px(height + 14) };
        drawing.rect('over', named, box, { fill: 'red' });
      }
    } else {
      band(drawing, key, threads, across(x.cardEnd, y, height, x.taker, start), tone, moves);
    }
  }
}

/**
 * The numbers of the rules, each where it decides.
 *
 * @param {Drawing} drawing
 * @param {import('./layout.js').Opened} opened
 * @param {readonly Source[]} sources
 * @param {Map<string, { y0: number, y1: number }>} lanes
 * @param {readonly Run[]} runs
 * @param {Columns} x
 */
function marks(drawing, opened, sources, lanes, runs, x) {
  const key = `${opened.source} ${opened.ribbon}`;
  const part = sources.flatMap(({ parts }) => parts).find((each) => each.key === key);
  const lane = lanes.get(key);
  if (part === undefined || lane === undefined) return;
  const isRefused = part.row.place.kind === 'refused';
  const run = runs.find(({ parts, isBefore }) => parts.includes(part) && !isBefore);
  const slot = run?.card[run.parts.indexOf(part)];
  const start = run && slot ? run.start + slot.y - run.y + slot.height / 2 : lane.y1;
  const isStopped = part.taker?.kind === 'nobody';
  const wallAt = { x: wallOfSource(x) + 2, y: lane.y1 };
  const spots = {
    source: { x: x.sourceEnd + 22, y: lane.y0 + (lane.y1 - lane.y0) * 0.015 },
    place: isRefused ? wallAt : { x: x.card - 20, y: lane.y1 },
    version: isRefused ? wallAt : { x: x.cardEnd + 20, y: lane.y1 },
    taker: isRefused
      ? wallAt
      : isStopped
        ? { x: wallOfCard(x) + 2, y: lane.y1 }
        : { x: x.taker - 20, y: start },
  };
  /** @type {Map<number, number>} */
  const taken = new Map();
  for (const [index, { at, isObstacle }] of opened.reasons.entries()) {
    const spot = spots[at];
    const before = taken.get(spot.x) ?? 0;
    taken.set(spot.x, before + 1);
    drawMark(drawing, index + 1, { x: spot.x + before * 24, y: spot.y }, isObstacle, [key]);
  }
}
