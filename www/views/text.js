/** Small pieces that many views show or need. */

import { html } from '../vendor/lit-html/lit-html.js';

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
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {Event} event */
export function textIn(event) {
  return /** @type {HTMLInputElement} */ (event.currentTarget).value;
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
