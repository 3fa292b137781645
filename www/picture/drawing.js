/** A scene: plain shapes with what they stand for, in the order in which they are painted. */

import { fitted, isolated, visible } from './names.js';

/**
 * @typedef {import('./colours.js').Colour} Colour
 * @typedef {import('./colours.js').Share} Share
 * @typedef {import('./colours.js').Tone} Tone
 * @typedef {import('./measure.js').TextStyle} TextStyle
 * @typedef {import('./measure.js').Measure} Measure
 */

/**
 * @typedef {object} Scene
 * @property {'columns' | 'rows'} form
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {string} title
 * @property {Shape[]} shapes in the order in which they are painted
 * @property {Target[]} targets what can be pointed at, in reading order
 */

/**
 * @typedef {'heading' | 'source' | 'sourceBar' | 'ribbon' | 'before' | 'card' | 'row' | 'bar' | 'taker' | 'takerBar'
 *   | 'pill' | 'wall' | 'gap' | 'sign' | 'mark'} Role
 */

/**
 * @typedef {object} Named
 * @property {string} key the same for the same thing in every scene of a plan
 * @property {Role} role
 * @property {readonly string[] | undefined} threads the parts that it belongs to; what belongs to none never fades
 * @property {boolean} isFaded
 */

/** @typedef {Named & (RectShape | PathShape | TextShape | SignShape)} Shape */
/** @typedef {{ kind: 'rect', x: number, y: number, width: number, height: number, radius: number, paint: Paint }} RectShape */
/** @typedef {{ kind: 'path', d: string, paint: Paint }} PathShape */
/**
 * @typedef {object} TextShape
 * @property {'text'} kind
 * @property {number} x
 * @property {number} y of the line that the letters stand on
 * @property {'start' | 'middle' | 'end'} anchor
 * @property {readonly Span[]} spans
 * @property {string} whole what is cut, in full; empty if nothing is
 */
/** @typedef {{ text: string, style: TextStyle, isStruck?: boolean, gap?: number }} Span */
/** @typedef {{ kind: 'sign', sign: Sign, x: number, y: number }} SignShape its left upper corner; 16 by 14 pixels */
/** @typedef {'stop' | 'unknown'} Sign */

/**
 * @typedef {object} Paint
 * @property {Fill} [fill]
 * @property {number | Share} [fillOpacity]
 * @property {Colour} [stroke]
 * @property {number} [strokeWidth]
 * @property {string} [dashes]
 */

/**
 * @typedef {Colour | Tone | Fade} Fill a tone with stripes is painted with them
 * @typedef {{ fade: Tone, towards: 'right' | 'down' }} Fade
 */

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/**
 * @typedef {object} Target
 * @property {string} key
 * @property {'source' | 'part' | 'unfold' | 'more' | 'version' | 'taker' | 'remedy'} kind
 * @property {string} label what it is, in words
 * @property {readonly string[]} threads what stays when it is pointed at
 * @property {Box} box
 * @property {string} [path] more of it than its box
 * @property {{ source: string, ribbon: number }} [why] what it opens
 * @property {string} [source] that it unfolds
 * @property {boolean} [isOpen]
 * @property {string} [version]
 * @property {import('./gather.js').Taker} [taker]
 */

const LAYERS = /** @type {const} */ (['before', 'quiet', 'cards', 'moving', 'text', 'over']);
/** @typedef {typeof LAYERS[number]} Layer */

/** Collects the shapes of a scene. */
export class Drawing {
  /** @type {Record<Layer, Shape[]>} */
  #layers = { before: [], quiet: [], cards: [], moving: [], text: [], over: [] };
  #opened;
  /** @type {Target[]} */
  targets = [];
  measure;

  /**
   * @param {Measure} measure
   * @param {string | undefined} opened the key of the part that is asked about
   */
  constructor(measure, opened) {
    this.measure = measure;
    this.#opened = opened;
  }

  /** @returns {Shape[]} */
  get shapes() {
    return LAYERS.flatMap((layer) => this.#layers[layer]);
  }

  /**
   * @param {Layer} layer
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {RectShape | PathShape | TextShape | SignShape} shape
   */
  #add(layer, { key, role, threads }, shape) {
    const isFaded =
      this.#opened !== undefined && threads !== undefined && !threads.includes(this.#opened);
    this.#layers[layer].push({ key, role, threads, isFaded, ...shape });
  }

  /**
   * @param {Layer} layer
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {Box & { radius?: number }} box
   * @param {Paint} paint
   */
  rect(layer, named, { x, y, width, height, radius = 2 }, paint) {
    this.#add(layer, named, { kind: 'rect', x, y, width, height, radius, paint });
  }

  /**
   * @param {Layer} layer
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {string} d
   * @param {Paint} paint
   */
  path(layer, named, d, paint) {
    this.#add(layer, named, { kind: 'path', d, paint });
  }

  /**
   * A text of one style, cut to a width.
   *
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {TextStyle} style
   * @param {{ x: number, y: number, anchor?: TextShape['anchor'], width?: number, cut?: 'middle' | 'end', isStruck?: boolean }} place
   * @param {string} text
   * @returns {number} the width of what is shown
   */
  text(named, style, { x, y, anchor = 'start', width = Infinity, cut = 'middle', isStruck }, text) {
    const clear = visible(text);
    const shown = this.fit(clear, style, width, cut);
    const spans = [{ text: isolated(shown), style, isStruck }];
    this.#add('text', named, {
      kind: 'text',
      x,
      y,
      anchor,
      spans,
      whole: shown === clear ? '' : clear,
    });
    return this.measure(shown, style);
  }

  /**
   * Text of several styles in one line.
   *
   * @param {Layer} layer
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {{ x: number, y: number, anchor?: TextShape['anchor'] }} place
   * @param {readonly Span[]} spans
   */
  line(layer, named, { x, y, anchor = 'start' }, spans) {
    const shown = spans
      .filter(({ text }) => text !== '')
      .map((span) => ({ ...span, text: isolated(visible(span.text)) }));
    this.#add(layer, named, { kind: 'text', x, y, anchor, spans: shown, whole: '' });
  }

  /**
   * @param {{ key: string, role: Role, threads?: readonly string[] }} named
   * @param {Sign} sign
   * @param {number} x
   * @param {number} y
   */
  sign(named, sign, x, y) {
    this.#add('over', named, { kind: 'sign', sign, x, y });
  }

  /**
   * @param {string} text
   * @param {TextStyle} style
   * @param {number} width
   * @param {'middle' | 'end'} [cut]
   */
  fit(text, style, width, cut) {
    return fitted(text, width, (part) => this.measure(part, style), cut);
  }
}

/**
 * Rounds to what a screen can show, so that equal pictures are equal texts.
 *
 * @param {number} value
 */
export function px(value) {
  return Math.round(value * 10) / 10;
}

/**
 * A ribbon between two edges that are upright: a cubic, with both handles at half the gap.
 *
 * @param {number} x0
 * @param {number} y0
 * @param {number} height0
 * @param {number} x1
 * @param {number} y1
 * @param {number} [height1]
 */
export function across(x0, y0, height0, x1, y1, height1 = height0) {
  const m = px((x0 + x1) / 2);
  const [a, b, c, d] = [px(y0), px(y1), px(y1 + height1), px(y0 + height0)];
  const upper = `M${px(x0)} ${a}C${m} ${a} ${m} ${b} ${px(x1)} ${b}`;
  const lower = `${px(x1)} ${c}C${m} ${c} ${m} ${d} ${px(x0)} ${d}`;
  return {
    area: `${upper}L${lower}Z`,
    edges: `${upper}M${lower}`,
    middle: middleAcross(x0, y0 + height0 / 2, x1, y1 + height1 / 2),
  };
}

/**
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function middleAcross(x0, y0, x1, y1) {
  const m = px((x0 + x1) / 2);
  return `M${px(x0)} ${px(y0)}C${m} ${px(y0)} ${m} ${px(y1)} ${px(x1)} ${px(y1)}`;
}

/**
 * The same between two edges that are level.
 *
 * @param {number} x0
 * @param {number} y0
 * @param {number} width0
 * @param {number} x1
 * @param {number} y1
 * @param {number} [width1]
 */
export function down(x0, y0, width0, x1, y1, width1 = width0) {
  const m = px((y0 + y1) / 2);
  const [a, b, c, d] = [px(x0), px(x1), px(x1 + width1), px(x0 + width0)];
  const left = `M${a} ${px(y0)}C${a} ${m} ${b} ${m} ${b} ${px(y1)}`;
  const right = `${c} ${px(y1)}C${c} ${m} ${d} ${m} ${d} ${px(y0)}`;
  const [from, to] = [px(x0 + width0 / 2), px(x1 + width1 / 2)];
  const middle = `M${from} ${px(y0)}C${from} ${m} ${to} ${m} ${to} ${px(y1)}`;
  return { area: `${left}L${right}Z`, edges: `${left}M${right}`, middle };
}

/**
 * Puts boxes in one line, each as near to where it would be as the others allow, in their order.
 *
 * @param {readonly { size: number, wanted: number | undefined, weight?: number }[]} boxes `wanted`: where its middle
 *   would be; without, it follows the one before
 * @param {number} start of the line
 * @param {number} gap between two boxes
 * @param {number} [end] of the line; beyond it if there is no room
 * @returns {number[]} where each begins
 */
export function placed(boxes, start, gap, end = Infinity) {
  let sum = start;
  const offsets = boxes.map(({ size }) => {
    const offset = sum;
    sum += size + gap;
    return offset;
  });
  const last = sum - gap;
  const most = Math.max(0, end - last);
  // Without their own sizes, they only must not overtake each other: neighbours that would meet at their mean.
  /** @type {{ sum: number, weight: number, count: number }[]} */
  const runs = [];
  for (const [index, { size, wanted, weight = 1 }] of boxes.entries()) {
    const last = runs.at(-1);
    if (wanted === undefined && last) last.count += 1;
    if (wanted === undefined && !last) runs.push({ sum: 0, weight: 1e-6, count: 1 });
    if (wanted === undefined) continue;
    runs.push({ sum: (wanted - size / 2 - offsets[index]) * weight, weight, count: 1 });
    while (runs.length > 1 && mean(runs[runs.length - 2]) > mean(runs[runs.length - 1])) {
      const after = /** @type {typeof runs[number]} */ (runs.pop());
      const before = runs[runs.length - 1];
      before.sum += after.sum;
      before.weight += after.weight;
      before.count += after.count;
    }
  }
  const shifts = runs.flatMap((run) =>
    new Array(run.count).fill(Math.min(most, Math.max(0, mean(run)))),
  );
  return boxes.map((_, index) => offsets[index] + shifts[index]);
}

/** @param {{ sum: number, weight: number }} run */
function mean({ sum, weight }) {
  return sum / weight;
}
