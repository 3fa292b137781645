/** Small pieces that many views share. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';

/**
 * A name that somebody chose. It is isolated from the text around it, because it may be written from right to left.
 *
 * @param {string} text
 */
export function name(text) {
  return html`<code class="name" dir="auto">${text}</code>`;
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
 */
export function button(label, act, { look = 'plain', focus, heard, title, isOff, isOpen } = {}) {
  return html`
    <button
      type="button"
      class=${look}
      data-focus=${focus ?? nothing}
      title=${title ?? nothing}
      aria-disabled=${isOff ?? nothing}
      aria-expanded=${isOpen ?? nothing}
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
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
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
