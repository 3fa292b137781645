/** The picture of one task queue: what flows where, drawn to the width that it has. */

import { layout } from '../picture/layout.js';
import { canvasMeasure, MONO, STYLES } from '../picture/measure.js';
import { attributesOf, definitionsOf, pageInks, SIGNS, STOPS } from '../picture/paint.js';
import { Directive, directive } from '../vendor/lit-html/directive.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, noChange, nothing, render, svg } from '../vendor/lit-html/lit-html.js';
import { moveFrom } from './motion.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').QueueFlow} QueueFlow
 * @typedef {import('../picture/drawing.js').Scene} Scene
 * @typedef {import('../picture/drawing.js').Shape} Shape
 * @typedef {import('../picture/drawing.js').Target} Target
 * @typedef {import('../picture/paint.js').Inks} Inks
 */

/**
 * @param {View} view
 * @param {QueueFlow} flow
 * @param {{ width: number, isWide: boolean, scale: number }} [room] that it has; otherwise it measures it on the screen
 */
export function picture(view, flow, room) {
  return html`<div class="flow-picture" ${drawn(view, flow, room)}></div>`;
}

/** On paper a picture is made a little smaller. */
export const PAPER = { width: 944, isWide: true, scale: 1 };

/** The planner from this width is wide, in pixels; below, the picture falls from the top. */
const WIDE = 1000;

/** The size of text in pixels to which pictures are laid out, unless the reader asks for another. */
const TEXT_SIZE = 16;

/** @type {import('../picture/measure.js').Measure | undefined} */
let measure;

/** The room of the picture that was measured last: a new one mostly has the same. @type {typeof PAPER | undefined} */
let latest;

/** How many pictures there have been: names of definitions are the same for a whole page. */
let count = 0;

const drawn = directive(
  class extends Directive {
    /** @type {Picture | undefined} */
    #picture;

    /**
     * @param {import('../vendor/lit-html/directive.js').Part} part
     * @param {[View, QueueFlow, typeof PAPER | undefined]} what
     */
    update(part, [view, flow, room]) {
      const { element } = /** @type {import('../vendor/lit-html/directive.js').ElementPart} */ (
        part
      );
      this.#picture ??= new Picture(/** @type {HTMLElement} */ (element));
      this.#picture.show(view, flow, room);
      return noChange;
    }

    /**
     * @param {View} _view
     * @param {QueueFlow} _flow
     * @param {typeof PAPER} [_room]
     */
    render(_view, _flow, _room) {
      return noChange;
    }
  },
);

/** Draws into an element, and again when its width changes. */
class Picture {
  #element;
  #inks = pageInks(`picture-${++count}-`);
  /** @type {View | undefined} */
  #view;
  /** @type {QueueFlow | undefined} */
  #flow;
  /** @type {typeof PAPER | undefined} */
  #given;
  /** @type {typeof PAPER | undefined} */
  #room;
  /** @type {readonly unknown[]} what the scene was made from */
  #from = [];
  /** @type {Scene | undefined} */
  #scene;
  /** @type {Animation[]} */
  #motions = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    // Not on the picture itself: Chromium lets the focus go to what listens to it in SVG.
    for (const type of ['pointerover', 'pointerleave', 'focusin', 'focusout']) {
      element.addEventListener(type, (event) => this.#point(event));
    }
    element.addEventListener('keydown', press);
    new ResizeObserver(() => {
      this.#measure();
      this.#draw();
    }).observe(element);
  }

  /**
   * @param {View} view
   * @param {QueueFlow} flow
   * @param {typeof PAPER} [room]
   */
  show(view, flow, room) {
    this.#view = view;
    this.#flow = flow;
    this.#given = room;
    // A new element has no width before it is in the page. To ask for it then would lay out the page twice.
    this.#room = room ?? this.#room ?? latest;
    if (this.#room) this.#draw();
    else {
      queueMicrotask(() => {
        this.#measure();
        this.#draw();
      });
    }
  }

  /** Finds out what room there is. It stays the same object while it is the same. */
  #measure() {
    const found = this.#given ?? roomOf(this.#element);
    const [last, isMeasured] = [this.#room, found !== undefined && found !== this.#given];
    const isSame =
      found?.width === last?.width &&
      found?.isWide === last?.isWide &&
      found?.scale === last?.scale;
    if (!isSame) this.#room = found;
    if (isMeasured) latest = this.#room;
  }

  #draw() {
    const [view, flow] = [this.#view, this.#flow];
    if (view === undefined || flow === undefined) return;
    const room = this.#room;
    if (room === undefined) return;
    const { why, open } = view.look;
    const opened = openedIn(view, flow);
    const from = [room, flow, view.flow.largest, why, opened?.reasons, open, view.mode];
    if (from.every((value, index) => value === this.#from[index])) return;
    const last = this.#scene;
    const isInSameRoom = this.#from[0] === room;
    this.#from = from;
    measure ??= canvasMeasure(document);
    const scene = layout(flow, {
      width: room.width / room.scale,
      form: room.isWide ? 'columns' : 'rows',
      largest: view.flow.largest,
      all: view.flow.taskQueues,
      isUnfolded: (id) => open.has(unfoldKey(flow.taskQueue, id)),
      opened,
      measure,
    });
    this.#scene = scene;
    render(sceneTemplate(scene, room.scale, view, flow, this.#inks), this.#element);
    const drawing = this.#element.querySelector('.drawing');
    if (drawing === null || last === undefined) return;
    // What is still on its way goes to a place in another picture.
    for (const motion of this.#motions) motion.cancel();
    this.#motions = isInSameRoom ? moveFrom(last, scene, drawing) : [];
  }

  /**
   * Fades what does not belong to what is pointed at or has the focus. It changes no state, so that nothing else is
   * drawn anew.
   *
   * @param {Event} event
   */
  #point({ type, target }) {
    const isLeaving = type === 'pointerleave' || type === 'focusout';
    const at = isLeaving ? null : /** @type {Element} */ (target).closest('.target');
    const key = at?.getAttribute('data-key');
    const { shapes = [], targets = [] } = this.#scene ?? {};
    const pointed = targets.find((each) => each.key === key);
    this.#showWhole(pointed, shapes);
    // Everything but what is asked about has faded already.
    if (shapes.some(({ isFaded }) => isFaded)) return;
    const threads = pointed?.threads ?? [];
    const drawn = this.#element.querySelector('.drawing')?.children ?? [];
    for (const [index, { threads: own }] of shapes.entries()) {
      const isOther =
        threads.length > 0 && own !== undefined && !own.some((thread) => threads.includes(thread));
      drawn[index]?.classList.toggle('dimmed', isOther);
    }
  }

  /**
   * Shows the names of what is pointed at in full, where they are cut. Those who hear the page hear them anyway.
   *
   * @param {Target | undefined} pointed
   * @param {readonly Shape[]} shapes
   */
  #showWhole(pointed, shapes) {
    const whole = this.#element.querySelector('.whole');
    if (!(whole instanceof HTMLElement)) return;
    const isCut = shapes.some(
      (shape) =>
        shape.kind === 'text' &&
        shape.spans.some(({ text }) => text.includes('…')) &&
        shape.threads?.some((thread) => pointed?.threads.includes(thread)),
    );
    whole.textContent = isCut && pointed ? pointed.label : '';
  }
}

/**
 * @param {HTMLElement} element
 * @returns {{ width: number, isWide: boolean, scale: number } | undefined} nothing while it is not on the screen
 */
function roomOf(element) {
  const width = element.clientWidth;
  if (width === 0) return undefined;
  const planner = element.closest('.planner')?.clientWidth ?? width;
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // Those who ask for larger text get a larger picture of a narrower one.
  const scale = size > 0 ? size / TEXT_SIZE : 1;
  return { width, scale, isWide: planner / scale >= WIDE };
}

/**
 * @param {string} taskQueue
 * @param {string} id of the source
 */
function unfoldKey(taskQueue, id) {
  return `source ${taskQueue} ${id}`;
}

/**
 * What is asked about in this picture, with the rules that answer it.
 *
 * @param {View} view
 * @param {QueueFlow} flow
 * @returns {import('../picture/layout.js').Opened | undefined}
 */
function openedIn({ look: { why }, shown }, { taskQueue, sources }) {
  if (why === undefined || why.taskQueue !== taskQueue) return undefined;
  const all = sources.flatMap((source) => [source, ...source.commands]);
  const subject = all.find(({ id }) => id === why.source)?.ribbons[why.ribbon]?.subjects[0];
  if (subject === undefined) return { source: why.source, ribbon: why.ribbon, reasons: [] };
  const { reasons } = shown.answers.reasons(subject, shown.after);
  return { source: why.source, ribbon: why.ribbon, reasons };
}

/**
 * @param {Scene} scene
 * @param {number} scale
 * @param {View} view
 * @param {QueueFlow} flow
 * @param {Inks} inks
 */
function sceneTemplate(scene, scale, view, flow, inks) {
  const { width, height, title, shapes } = scene;
  const targets = scene.targets.filter((target) => view.mode === 'edit' || !isEditing(target));
  return html`
    <svg
      class="scene"
      role="group"
      aria-label=${`${title}. The table says the same.`}
      viewBox=${`0 0 ${width} ${height}`}
      width=${width * scale}
      height=${height * scale}
    >
      <defs>${definitionsOf(shapes).map((each) => definition(each, inks))}</defs>
      <g class="drawing" aria-hidden="true">
        ${repeat(
          shapes,
          ({ key, kind }) => `${kind} ${key}`,
          (shape) => shapeTemplate(shape, inks),
        )}
      </g>
      ${repeat(
        targets,
        ({ key }) => key,
        (target, index) => targetTemplate(target, index, view, flow),
      )}
    </svg>
    <div class="whole" aria-hidden="true"></div>
  `;
}

/** @param {Target} target */
function isEditing({ kind, why }) {
  return kind === 'version' || kind === 'remedy' || (kind === 'taker' && why === undefined);
}

/**
 * @param {import('../picture/paint.js').Definition} definition
 * @param {Inks} inks
 */
function definition({ id, hue, ...rest }, { prefix, colour }) {
  if (rest.kind === 'stripes') {
    return svg`
      <pattern id=${prefix + id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" fill=${colour(hue)}></rect>
        <path d="M0 0H7" stroke=${colour('page')} stroke-width="2"></path>
      </pattern>`;
  }
  const [x2, y2] = rest.towards === 'right' ? [1, 0] : [0, 1];
  return svg`
    <linearGradient id=${prefix + id} x1="0" y1="0" x2=${x2} y2=${y2}>
      ${STOPS.map(
        ({ offset, opacity }) =>
          svg`<stop offset=${offset} stop-color=${colour(hue)} stop-opacity=${opacity}></stop>`,
      )}
    </linearGradient>`;
}

/**
 * @param {Shape} shape
 * @param {Inks} inks
 */
function shapeTemplate(shape, inks) {
  const look = `${shape.role}${shape.isFaded ? ' faded' : ''}`;
  if (shape.kind === 'text') return textTemplate(shape, look, inks);
  if (shape.kind === 'sign') {
    const { x, y, sign } = shape;
    return svg`<g class=${look} transform=${`translate(${x} ${y})`}>${signTemplate(sign, inks)}</g>`;
  }
  const paint = attributesOf(shape.paint, inks);
  const [fill, share] = [paint.fill, paint['fill-opacity'] ?? nothing];
  const [stroke, width] = [paint.stroke ?? nothing, paint['stroke-width'] ?? nothing];
  const dashes = paint['stroke-dasharray'] ?? nothing;
  if (shape.kind === 'path') {
    return svg`<path class=${look} d=${shape.d} fill=${fill} fill-opacity=${share} stroke=${stroke}
      stroke-width=${width} stroke-dasharray=${dashes}></path>`;
  }
  const { x, y, width: wide, height, radius } = shape;
  return svg`<rect class=${look} x=${x} y=${y} width=${wide} height=${height} rx=${radius} fill=${fill}
    fill-opacity=${share} stroke=${stroke} stroke-width=${width} stroke-dasharray=${dashes}></rect>`;
}

/**
 * @param {import('../picture/drawing.js').TextShape} text
 * @param {string} look
 * @param {Inks} inks
 */
function textTemplate({ x, y, anchor, spans, whole }, look, inks) {
  return svg`<text class=${look} x=${x} y=${y} text-anchor=${anchor}>${
    whole ? svg`<title>${whole}</title>` : nothing
  }${spans.map(({ text, style, isStruck, gap }) => {
    const { size, weight, mono, colour } = STYLES[style];
    const fill = inks.colour(/** @type {import('../picture/colours.js').Colour} */ (colour));
    const line = isStruck ? 'line-through' : style === 'link' ? 'underline' : nothing;
    return svg`<tspan dx=${gap ?? nothing} fill=${fill} font-size=${size} font-weight=${weight}
      font-family=${mono ? MONO : nothing} text-decoration=${line}>${text}</tspan>`;
  })}</text>`;
}

/**
 * @param {import('../picture/drawing.js').Sign} sign
 * @param {Inks} inks
 */
function signTemplate(sign, { colour }) {
  if (sign === 'stop') {
    return svg`<path d=${SIGNS.octagon} fill=${colour('red')}></path>
      <path d=${SIGNS.stroke} fill="none" stroke=${colour('page')} stroke-width="1.7" stroke-linecap="round"></path>
      <circle cx="8" cy="10.4" r="1.05" fill=${colour('page')}></circle>`;
  }
  return svg`<circle cx="8" cy="7" r="6.6" fill="none" stroke=${colour('muted')} stroke-width="1.4"></circle>
    <path d=${SIGNS.question} fill="none" stroke=${colour('muted')} stroke-width="1.4" stroke-linecap="round"></path>
    <circle cx="8" cy="10.6" r="0.9" fill=${colour('muted')}></circle>`;
}

/**
 * @param {Target} target
 * @param {number} index
 * @param {View} view
 * @param {QueueFlow} flow
 */
function targetTemplate(target, index, view, flow) {
  const { kind, label, box, path, isOpen } = target;
  const { why } = view.look;
  const isAsked =
    target.why !== undefined &&
    (kind === 'source' || kind === 'part') &&
    why?.taskQueue === flow.taskQueue &&
    why.source === target.why.source &&
    why.ribbon === target.why.ribbon;
  return svg`
    <g
      class=${`target to-${kind}`}
      role="button"
      tabindex=${index === 0 ? 0 : -1}
      aria-label=${label}
      aria-expanded=${isOpen ?? (kind === 'source' || kind === 'part' ? isAsked : nothing)}
      aria-haspopup=${kind === 'version' ? 'menu' : nothing}
      data-focus=${focusOf(target, flow)}
      data-key=${target.key}
      @click=${() => act(target, view, flow)}
    >
      <title>${label}</title>
      ${path ? svg`<path class="hit" d=${path}></path>` : nothing}
      <rect class="hit" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="6"></rect>
    </g>`;
}

/**
 * @param {Target} target
 * @param {QueueFlow} flow
 */
function focusOf({ key, kind, source, why, version, taker }, { taskQueue }) {
  switch (kind) {
    case 'source':
      return `source-${taskQueue}-${source}`;
    case 'part':
      return `part-${taskQueue}-${why?.source}-${why?.ribbon}`;
    case 'unfold':
      return `picture-unfold-${taskQueue}-${source}`;
    case 'version':
      return `build-id-${taskQueue}-${version}`;
    case 'remedy':
      return `remedy-${taskQueue}-${taker?.version ?? ''}`;
    default:
      return `${taskQueue} ${key}`;
  }
}

/**
 * @param {Target} target
 * @param {View} view
 * @param {QueueFlow} flow
 */
function act(target, { act }, { taskQueue }) {
  const { kind, why, source, version, taker } = target;
  if (kind === 'version' && version !== undefined) {
    const anchor = `build-id-${taskQueue}-${version}`;
    act.openMenu({ kind: 'version', taskQueue, buildId: version, anchor });
  } else if ((kind === 'unfold' || kind === 'more') && source !== undefined) {
    act.toggle(unfoldKey(taskQueue, source));
  } else if (kind === 'remedy') act.addWorker(taskQueue, taker?.version);
  else if (why) act.openWhy({ taskQueue, ...why });
  else if (kind === 'taker') act.openListed(taskQueue);
}

/** Keys by which the focus goes from one target to the next, in reading order. */
const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowRight', 1],
  ['ArrowUp', -1],
  ['ArrowLeft', -1],
  ['Home', -Infinity],
  ['End', Infinity],
]);

/** @param {KeyboardEvent} event */
function press(event) {
  const { currentTarget, target, key } = event;
  const picture = /** @type {HTMLElement} */ (currentTarget);
  const focused = /** @type {Element} */ (target).closest('.target');
  if (focused === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === 'Enter' || key === ' ') {
    event.preventDefault();
    focused.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return;
  }
  const step = STEPS.get(key);
  if (step === undefined) return;
  event.preventDefault();
  const all = [...picture.querySelectorAll('.target')];
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(focused) + step))];
  // One stop for Tab, which remembers where one was.
  for (const each of all) each.setAttribute('tabindex', each === next ? '0' : '-1');
  /** @type {SVGElement} */ (next).focus();
}
