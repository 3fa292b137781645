/** The picture of what flows where on a task queue. */

import { nothing } from '../vendor/lit-html/lit-html.js';

/**
 * @param {import('../planner.js').View} _view
 * @param {import('../pkg/index.js').QueueFlow} _queue
 */
export function picture(_view, _queue) {
  return nothing;
}
