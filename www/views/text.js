/** Small pieces that many views share. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icons.js';

/**
 * A name that somebody chose. It is isolated from the text around it, because it may be written from right to left.
 *
 * @param {string} text
 */
export function name(text) {
  return html`<code class="name" dir="auto">${text}</code>`;
}

/** The most graphemes of a name that is always shown whole. */
const MOST_WHOLE = 24;

/** How many graphemes at its end stay of a name that has to be shortened: the ends of hashes and versions differ. */
const KEPT_AT_END = 8;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters that change the direction of the text around them, invisibly. */
const CONTROLS = /([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/u;

/**
 * A name on one line: shortened in its middle where there is no room, with a button that copies the whole.
 *
 * @param {string} text
 * @param {import('../actions.js').Actions} act
 */
export function lineName(text, act) {
  const all = Array.from(graphemes.segment(text), ({ segment }) => segment);
  if (all.length <= MOST_WHOLE) {
    return html`<bdi class="line-name" dir="auto">${visible(text)}</bdi>`;
  }
  const start = all.slice(0, -KEPT_AT_END).join('');
  const end = all.slice(-KEPT_AT_END).join('');
  return html`<span class="long-name"
    ><bdi class="line-name" dir="auto" title=${text}
      ><span class="name-start">${visible(start)}</span><span class="name-end">${visible(end)}</span></bdi
    >${button(icon('copy'), () => act.copy(text, 'The name is copied.'), {
      look: 'icon-button copy-name',
      heard: `Copy ${text}`,
    })}</span
  >`;
}

/** Names so long that they would take a sentence apart. */
const LONG = /(\S{32,})/u;

/** How many graphemes at the start stay of such a name. */
const KEPT_AT_START = 16;

/**
 * A sentence of the engine: what is too long in it is shortened in its middle, and nothing in it turns the rest.
 *
 * @param {string} text
 */
export function sentence(text) {
  if (!LONG.test(text)) return visible(text);
  return text.split(LONG).map((part, index) => {
    if (index % 2 === 0) return visible(part);
    const all = Array.from(graphemes.segment(part), ({ segment }) => segment);
    const [start, end] = [all.slice(0, KEPT_AT_START), all.slice(-KEPT_AT_END)];
    return html`<span class="short-name" title=${part}>${visible(start.join(''))}…${visible(end.join(''))}</span>`;
  });
}

/**
 * A text in which the characters that turn the direction of writing are seen and do nothing.
 *
 * @param {string} text
 */
function visible(text) {
  if (!CONTROLS.test(text)) return text;
  return text.split(CONTROLS).map((part) => {
    if (!CONTROLS.test(part)) return part;
    const code = /** @type {number} */ (part.codePointAt(0)).toString(16).toUpperCase();
    return html`<span class="control">U+${code.padStart(4, '0')}</span>`;
  });
}

/**
 * Words for screen readers only.
 *
 * @param {string} words
 */
export function unseen(words) {
  return html`<span class="unseen">${words}</span>`;
}

/**
 * A button.
 *
 * @param {unknown} label
 * @param {() => unknown} act
 * @param {object} [more]
 * @param {string} [more.look] its classes
 * @param {string} [more.focus] the key of its focus
 * @param {string} [more.heard] the rest of its label, for screen readers only
 * @param {string} [more.title]
 * @param {boolean} [more.isOff] whether it is disabled; it can still have the focus, and says why
 * @param {boolean} [more.isOpen] whether what it unfolds is open
 * @param {boolean} [more.isPressed] whether it is the one of several that is chosen
 * @param {'menu' | 'dialog'} [more.opens] what it opens
 */
export function button(label, act, more = {}) {
  const { look = 'plain', focus, heard, title, isOff, isOpen, isPressed, opens } = more;
  return html`
    <button
      type="button"
      class=${look}
      data-focus=${focus ?? nothing}
      title=${title ?? nothing}
      aria-disabled=${isOff ?? nothing}
      aria-expanded=${isOpen ?? nothing}
      aria-pressed=${isPressed ?? nothing}
      aria-haspopup=${opens ?? nothing}
      @click=${() => act()}
    >
      ${label}${heard ? unseen(heard) : nothing}
    </button>
  `;
}

/**
 * A small button.
 *
 * @param {unknown} label
 * @param {() => unknown} act
 * @param {Omit<NonNullable<Parameters<typeof button>[2]>, 'look'>} [more]
 */
export function smallButton(label, act, more) {
  return button(label, act, { ...more, look: 'plain small' });
}

/**
 * @param {number} count
 * @param {string} one
 */
export function counted(count, one) {
  return `${figure(count)} ${one}${count === 1 ? '' : 's'}`;
}

const FIGURES = new Intl.NumberFormat('en');

/**
 * A number with its thousands apart.
 *
 * @param {number} number
 */
export function figure(number) {
  return number < 1000 ? `${number}` : FIGURES.format(number);
}

/**
 * A phrase as a title: with a capital, unless it begins with a name.
 *
 * @param {string} phrase
 */
export function titled(phrase) {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/**
 * Numbers as a sentence lists them: `1, 2 and 3`.
 *
 * @param {readonly number[]} numbers
 */
export function listed(numbers) {
  return numbers.join(', ').replace(/, (\d+)$/, ' and $1');
}

/**
 * Returns the child that has a class. Unlike a selector, this does not search a whole big plan.
 *
 * @param {Element} parent
 * @param {string} className
 */
export function childOf(parent, className) {
  for (const child of parent.children) if (child.classList.contains(className)) return child;
  return undefined;
}

/**
 * @param {readonly import('../pkg/index.js').RolloutWorkflow[]} workflows
 * @returns {string | undefined} how many they are, in words; undefined for none
 */
export function inNumbers(workflows) {
  const numbers = { OPEN: 0, CLOSED: 0 };
  for (const { status = 'OPEN', count = 1 } of workflows) numbers[status] += count;
  const { OPEN: running, CLOSED: closed } = numbers;
  if (closed === 0) return running === 0 ? undefined : counted(running, 'running workflow');
  return running === 0
    ? counted(closed, 'closed workflow')
    : `${counted(running, 'running workflow')} and ${counted(closed, 'closed one')}`;
}
