/** The motion of a picture from one scene to the next: things travel from where they were, and what is new appears. */

/**
 * @typedef {import('../picture/drawing.js').Scene} Scene
 * @typedef {import('../picture/drawing.js').Shape} Shape
 */

const TRAVEL = { duration: 200, easing: 'ease-out' };
/** What is new appears when the rest has nearly arrived. */
const APPEAR = { duration: 80, delay: 120, fill: /** @type {const} */ ('backwards') };

const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** The most shapes that travel: more than that nobody follows, and the browser would be late with. */
const MOST_TRAVELLING = 120;

/**
 * Does nothing for those who asked for less motion, or where too much moves.
 *
 * @param {Scene} before
 * @param {Scene} after
 * @param {Element} drawing whose children are the shapes of `after`, in their order
 * @returns {Animation[]} what is on its way
 */
export function moveFrom(before, after, drawing) {
  if (before.form !== after.form || STILL.matches) return [];
  const known = new Map(before.shapes.map((shape) => [`${shape.kind} ${shape.key}`, shape]));
  const moving = after.shapes.flatMap((shape, index) => {
    const old = known.get(`${shape.kind} ${shape.key}`);
    return old && isThere(old, shape) ? [] : [{ shape, old, element: drawing.children[index] }];
  });
  if (moving.length > MOST_TRAVELLING) return [];
  return moving.map(({ shape, old, element }) =>
    old === undefined
      ? element.animate([{ opacity: 0 }, {}], APPEAR)
      : element.animate([keyframe(old, shape), keyframe(shape, shape)], TRAVEL),
  );
}

/**
 * Whether a shape stands where it stood.
 *
 * @param {Shape} old
 * @param {Shape} shape of the same kind
 */
function isThere(old, shape) {
  if (old.kind === 'path') return old.d === /** @type {typeof old} */ (shape).d;
  const { x, y } = /** @type {typeof old} */ (shape);
  if (old.x !== x || old.y !== y) return false;
  if (old.kind !== 'rect') return true;
  const { width, height } = /** @type {typeof old} */ (shape);
  return old.width === width && old.height === height;
}

/**
 * @param {Shape} shape
 * @param {Shape} home where the element stands
 * @returns {Keyframe}
 */
function keyframe(shape, home) {
  switch (shape.kind) {
    case 'path':
      return { d: `path("${shape.d}")` };
    case 'rect': {
      const { x, y, width, height } = shape;
      return { x: `${x}px`, y: `${y}px`, width: `${width}px`, height: `${height}px` };
    }
    case 'text': {
      const { x, y } = /** @type {typeof shape} */ (home);
      return { transform: `translate(${shape.x - x}px, ${shape.y - y}px)` };
    }
    default:
      return { transform: `translate(${shape.x}px, ${shape.y}px)` };
  }
}
