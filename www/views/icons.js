/** Small pictures in buttons and before words. Words beside them, or a label, say what they mean. */

import { html } from '../vendor/lit-html/lit-html.js';

/** What each is drawn with, on 16 by 16. */
const PATHS = {
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  pencil: 'M3 13l.6-3L10.5 3 13 5.5 6 12.4z',
  search: 'M11.2 11.2 14.5 14.5M12.5 7a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z',
  close: 'M4 4l8 8M12 4l-8 8',
  undo: 'M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4 6 8l4 4',
  more: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  tick: 'M5 8.2l2.2 2.2L11.2 6M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
};

/** @param {keyof typeof PATHS} which */
export function icon(which) {
  return html`
    <svg class=${which === 'more' ? 'icon-dots' : 'icon-lines'} viewBox="0 0 16 16" aria-hidden="true">
      <path d=${PATHS[which]} />
    </svg>
  `;
}

/** What stops: an octagon with an exclamation mark. */
export const stopSign = html`
  <svg class="sign stops" viewBox="0 0 16 14" aria-hidden="true">
    <path d="M5.3 0h5.4L15 4.3v5.4L10.7 14H5.3L1 9.7V4.3z" />
    <path class="mark-line" d="M8 3.4v4.2" />
    <circle class="mark-dot" cx="8" cy="10.4" r="1.05" />
  </svg>
`;

/** What is not known: a hollow circle with a question mark. */
export const questionSign = html`
  <svg class="sign unknown" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" />
    <path d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.4M8 11.6h.01" />
  </svg>
`;

/** What is fine, in ink: there is no green. */
export const tickSign = html`
  <svg class="sign fine" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS.tick} /></svg>
`;

/** Two streams that meet: what the page is known by. */
export const emblem = html`
  <svg class="emblem" viewBox="0 0 22 22" aria-hidden="true">
    <path class="v1" d="M1 5c9 0 11 6 20 6" />
    <path class="v2" d="M1 17c9 0 11-6 20-6" />
  </svg>
`;
