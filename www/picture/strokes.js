/** What both forms of a picture are drawn with. */

import { px } from './drawing.js';

/**
 * @typedef {import('./drawing.js').Drawing} Drawing
 * @typedef {import('./gather.js').Part} Part
 */

/**
 * @param {Drawing} drawing
 * @param {string} key
 * @param {readonly string[]} threads
 * @param {{ area: string, edges: string }} shape
 * @param {import('./drawing.js').Fill} fill
 * @param {boolean} moves
 */
export function band(drawing, key, threads, { area, edges }, fill, moves) {
  const named = { role: /** @type {const} */ ('ribbon'), threads };
  if (moves) {
    // What lies below does not shine through.
    const halo = { fill: /** @type {const} */ ('page') };
    drawing.path('moving', { ...named, key: `${key} ground` }, area, halo);
    drawing.path('moving', { ...named, key: `${key} halo` }, edges, {
      stroke: 'page',
      strokeWidth: 4,
    });
  }
  const isFade = typeof fill === 'object' && 'fade' in fill;
  drawing.path(moves ? 'moving' : 'quiet', { ...named, key }, area, {
    fill,
    fillOpacity: !moves ? 'stay' : isFade ? 1 : 0.92,
  });
}

/**
 * @param {Drawing} drawing
 * @param {string} key
 * @param {readonly string[]} threads
 * @param {{ area: string, edges: string }} shape
 * @param {import('./colours.js').Tone} [tone]
 */
export function ghost(drawing, key, threads, { area, edges }, tone) {
  const hue = tone?.hue ?? 'v0';
  const named = { role: /** @type {const} */ ('before'), threads };
  drawing.path('before', { ...named, key: `${key} area` }, area, { fill: hue, fillOpacity: 0.07 });
  const paint = { stroke: hue, strokeWidth: 1.4, dashes: '5 4' };
  drawing.path('before', { ...named, key: `${key} edges` }, edges, paint);
}

/**
 * New workflows are a stream: its middle is dashed.
 *
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {string} middle
 */
export function road(drawing, part, middle) {
  const named = {
    key: `road ${part.key}`,
    role: /** @type {const} */ ('ribbon'),
    threads: [part.key],
  };
  const paint = { stroke: /** @type {const} */ ('page'), strokeWidth: 1.6, dashes: '7 7' };
  drawing.path(part.moves ? 'moving' : 'quiet', named, middle, paint);
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @param {{ x: number, y: number, width: number }} at its middle
 * @param {string} text
 */
export function drawPill(drawing, part, { x, y, width }, text) {
  const named = { role: /** @type {const} */ ('pill'), threads: [part.key] };
  const box = { x: px(x - width / 2), y: px(y - 12), width, height: 24, radius: 12 };
  drawing.rect('over', { ...named, key: `pill ${part.key}` }, box, { fill: 'page' });
  const place = { x: px(x), y: px(y + 5), anchor: /** @type {const} */ ('middle') };
  drawing.line('over', { ...named, key: `pill text ${part.key}` }, place, [
    { text, style: 'strong' },
  ]);
}

/**
 * @param {Drawing} drawing
 * @param {number} place
 * @param {{ x: number, y: number }} at
 * @param {boolean} isObstacle
 * @param {readonly string[]} threads
 */
export function drawMark(drawing, place, { x, y }, isObstacle, threads) {
  const named = { role: /** @type {const} */ ('mark'), threads };
  const box = { x: px(x - 12.5), y: px(y - 12.5), width: 25, height: 25, radius: 12.5 };
  const paint = /** @type {const} */ ({ stroke: 'page', strokeWidth: 3 });
  const fill = isObstacle ? 'red' : 'action';
  drawing.rect('over', { ...named, key: `mark ${place}` }, box, { ...paint, fill });
  const style = isObstacle ? 'markOnRed' : 'mark';
  const text = { x: px(x), y: px(y + 4), anchor: /** @type {const} */ ('middle') };
  drawing.line('over', { ...named, key: `mark text ${place}` }, text, [
    { text: `${place}`, style },
  ]);
}

/**
 * Whether a pill covers no other.
 *
 * @param {{ x: number, y: number }} spot its middle
 * @param {number} width
 * @param {readonly { x: number, y: number, width: number }[]} others
 */
export function isFree({ x, y }, width, others) {
  return others.every(
    (other) => Math.abs(other.x - x) > (other.width + width) / 2 + 4 || Math.abs(other.y - y) > 24,
  );
}
