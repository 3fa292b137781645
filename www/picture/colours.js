/**
 * The colours of a picture. Six hues and grey: eight hues are told apart too badly by those who see fewer colours, so
 * the seventh version has the first hue again, with stripes. Names stand at both ends of a ribbon, so that no colour
 * carries a meaning by itself.
 */

/** @typedef {import('../pkg/index.js').FlowPlace} FlowPlace */

/**
 * @typedef {'page' | 'surface' | 'sunk' | 'ink' | 'muted' | 'line' | 'edge' | 'red' | 'action' | 'onAction' | 'focus'
 *   | Hue} Colour
 * @typedef {'v0' | 'v1' | 'v2' | 'v3' | 'v4' | 'v5' | 'v6'} Hue grey for unversioned, then the six
 * @typedef {'stay' | 'tint'} Share of a colour that differs between themes
 * @typedef {{ hue: Hue, isStriped: boolean }} Tone
 * @typedef {keyof typeof THEMES} Theme
 */

const HUES = 6;

/** @satisfies {Record<string, Record<Colour, string> & Record<Share, number>>} */
export const THEMES = {
  light: {
    page: '#FAFAF9',
    surface: '#FFFFFF',
    sunk: '#F1F2F3',
    ink: '#15181C',
    muted: '#5A626C',
    line: '#E3E5E8',
    edge: '#C9CDD2',
    red: '#BE2A26',
    action: '#15181C',
    onAction: '#FFFFFF',
    focus: '#2F6BD8',
    v0: '#555C65',
    v1: '#2F6BD8',
    v2: '#BF7A00',
    v3: '#0A8F7C',
    v4: '#A8418F',
    v5: '#2B2FA8',
    v6: '#5A2A22',
    stay: 0.24,
    tint: 0.09,
  },
  dark: {
    page: '#0E1114',
    surface: '#15191D',
    sunk: '#1B2025',
    ink: '#E9ECEF',
    muted: '#9BA5B0',
    line: '#262C32',
    edge: '#3D464F',
    red: '#FF8078',
    action: '#E9ECEF',
    onAction: '#0E1114',
    focus: '#7FB0FF',
    v0: '#717B86',
    v1: '#6A9FFA',
    v2: '#DDA23A',
    v3: '#38BBA7',
    v4: '#DB83C5',
    v5: '#7A62F5',
    v6: '#EFE36A',
    stay: 0.3,
    tint: 0.12,
  },
};

/** @type {Tone} */
export const GREY = { hue: 'v0', isStriped: false };

/**
 * The colour of a place through all steps of a plan.
 *
 * @param {number | undefined} appearance in the order of first appearances, from 0; none for unversioned
 * @returns {Tone}
 */
export function toneOf(appearance) {
  if (appearance === undefined) return GREY;
  const hue = /** @type {Hue} */ (`v${(appearance % HUES) + 1}`);
  return { hue, isStriped: appearance >= HUES };
}

/**
 * The classes of an element that stands for a place, as base.css has them: `v0`, `v1` … `v6`, `v1 striped` …
 *
 * @param {Pick<FlowPlace, 'appearance'>} place
 */
export function colourClass({ appearance }) {
  const { hue, isStriped } = toneOf(appearance);
  return isStriped ? `${hue} striped` : hue;
}
