/** How wide text is: the styles of text in a picture, and their widths without a browser. */

/**
 * @typedef {keyof typeof STYLES} TextStyle
 * @typedef {(text: string, style: TextStyle) => number} Measure in pixels
 */

/** The sizes and weights of all text, as in the rest of the page. */
export const STYLES = {
  head: { size: 12, weight: 400, mono: false, colour: 'muted' },
  name: { size: 14, weight: 500, mono: false, colour: 'ink' },
  strong: { size: 14, weight: 600, mono: false, colour: 'ink' },
  body: { size: 14, weight: 400, mono: false, colour: 'ink' },
  muted: { size: 14, weight: 400, mono: false, colour: 'muted' },
  mutedName: { size: 14, weight: 500, mono: false, colour: 'muted' },
  small: { size: 12, weight: 400, mono: false, colour: 'muted' },
  smallStrong: { size: 12, weight: 600, mono: false, colour: 'ink' },
  id: { size: 14, weight: 700, mono: true, colour: 'ink' },
  idMuted: { size: 13, weight: 400, mono: true, colour: 'muted' },
  code: { size: 12, weight: 400, mono: true, colour: 'muted' },
  red: { size: 14, weight: 600, mono: false, colour: 'red' },
  redSmall: { size: 12, weight: 400, mono: false, colour: 'red' },
  link: { size: 12, weight: 400, mono: false, colour: 'muted' },
  mark: { size: 12, weight: 600, mono: false, colour: 'onAction' },
  markOnRed: { size: 12, weight: 600, mono: false, colour: 'page' },
};

export const SANS = 'system-ui, sans-serif';
export const MONO = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** @param {TextStyle} style */
export function fontOf(style) {
  const { size, weight, mono } = STYLES[style];
  return `${weight} ${size}px ${mono ? MONO : SANS}`;
}

/**
 * The widths of U+0020 to U+007E in DejaVu Sans and in its bold, in thousandths of the size. It is among the widest
 * fonts that stand behind `system-ui`: what fits here fits with others.
 */
const REGULAR = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
  575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
  278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
const BOLD = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
  696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
  683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
  724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
  343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

/** Of DejaVu Sans Mono, all. */
const FIXED = 602;

/**
 * Widths that are the same on every machine. In a browser, a canvas says how wide its own fonts are.
 *
 * @type {Measure}
 */
export function tableMeasure(text, style) {
  const { size, weight, mono } = STYLES[style];
  const table = weight >= 600 ? BOLD : REGULAR;
  let units = 0;
  for (const letter of text) {
    const code = /** @type {number} */ (letter.codePointAt(0));
    if (code >= 0x20 && code <= 0x7e) units += mono ? FIXED : table[code - 0x20];
    else if (ZERO_WIDTH.test(letter)) units += 0;
    // Arrows and dots; letters of East Asia and emoji.
    else if (code >= 0x1100) units += mono && code < 0x2c00 ? FIXED : 1050;
    else units += mono ? FIXED : 800;
  }
  return (units * size) / 1000;
}

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * Widths in the fonts of this browser.
 *
 * @param {Document} document
 * @returns {Measure}
 */
export function canvasMeasure(document) {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return tableMeasure;
  /** @type {Map<string, number>} */
  const known = new Map();
  return (text, style) => {
    const key = `${style} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = fontOf(style);
      width = context.measureText(text).width;
      // Names come and go while people type.
      if (known.size > 5000) known.clear();
      known.set(key, width);
    }
    return width;
  };
}
