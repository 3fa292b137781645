/** Small pieces that many views show or need. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';

/**
 * A name that somebody chose. It is kept apart from the text around it, as it may be written from right to left.
 *
 * @param {string} text
 */
export function name(text) {
  return html`<code class="name" dir="auto">${text}</code>`;
}

/**
 * Words that are only heard.
 *
 * @param {string} words
 */
export function unseen(words) {
  return html`<span class="unseen">${words}</span>`;
}

/**
 * A button that does something at once.
 *
 * @param {unknown} label
 * @param {() => unknown} act
 * @param {object} [more]
 * @param {string} [more.look] its classes
 * @param {string} [more.focus] the key of its focus
 * @param {string} [more.heard] what is only heard of its label
 * @param {string} [more.title]
 * @param {boolean} [more.isOff] whether it cannot do it now; it still says why
 * @param {boolean} [more.isOpen] whether what it unfolds is unfolded
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
 * A small one, for a part of something.
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
  return `${count} ${one}${count === 1 ? '' : 's'}`;
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
 * A child by its class. What stands at the end of a big plan is found at once, where a selector goes through all.
 *
 * @param {Element} parent
 * @param {string} className
 */
export function childOf(parent, className) {
  for (const child of parent.children) if (child.classList.contains(className)) return child;
  return undefined;
}
