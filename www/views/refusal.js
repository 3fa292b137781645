/** A refusal: the server's code and message, the cause, and what to do instead. */

import { words } from '../engine.js';
import { draftOf } from '../plan/draft.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { button } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 */

/**
 * @param {View} view
 * @param {Pick<import('../pkg/index.js').VersioningError, 'code' | 'message' | 'advice'>} refusal
 * @param {string} [taskQueue] the queue for which the advised operation can be composed, if any
 */
export function refusal({ act }, { code, message, advice }, taskQueue) {
  const advised = advice?.operation;
  return html`
    <div class="notice refusal">
      <strong class="code">${code}</strong>
      <span class="message" dir="auto">${message}</span>
      ${
        advice
          ? html`
              <p class="cause">${advice.cause}</p>
              <p class="instead"><strong>Instead:</strong> ${advice.instead}</p>
            `
          : nothing
      }
      ${
        advised && taskQueue !== undefined
          ? button(
              `Try: ${words.operation(advised)}`,
              () => act.compose(draftOf(taskQueue, advised)),
              { look: 'plain take-over' },
            )
          : nothing
      }
    </div>
  `;
}
