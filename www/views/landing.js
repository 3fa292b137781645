/** Where something lands, who picks it up, and why. */

import { explain, words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { counted, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').LandingGroup} LandingGroup
 * @typedef {import('../plan/answers.js').Landed} Landed
 */

/**
 * @param {LandingGroup} landing
 * @param {string} [taskQueue] the queue that need not be named
 */
export function landingChip(landing, taskQueue = landing.taskQueue) {
  const on =
    landing.taskQueue === taskQueue
      ? nothing
      : html` <span class="hint">on ${name(landing.taskQueue)}</span>`;
  switch (landing.outcome) {
    case 'buildId':
      return html`<code class="landing buildId name" dir="auto">${landing.buildId}</code>${on}`;
    case 'unversioned':
      return html`<span class="landing unversioned">unversioned workers</span>${on}`;
    case 'rejected':
      return html`<span class="landing rejected">refused</span>`;
  }
}

/**
 * A line: what it is, where it lands, who picks it up, and a button that explains. There may be hundreds of lines, so
 * each has few elements: words for screen readers are in labels or in the styles.
 *
 * @param {View} view
 * @param {unknown} what
 * @param {Landed} landed
 * @param {string} taskQueue the queue that need not be named
 */
export function landingLine(view, what, landed, taskQueue) {
  const { what: subject, landing } = landed;
  const about = words.subject(subject);
  const why = `Why: ${words.reason(landing.reason)}`;
  const key = `why ${about}`;
  const isOpen = view.look.open.has(key);
  return html`
    <li class="line">
      <span class="what">${what}</span>
      <span class="lands">${landingChip(landing, taskQueue)}</span>
      <span class=${landing.workers.length === 0 ? 'who waits' : 'who'} dir="auto">${reception(view, landing)}</span>
      <button
        type="button"
        class="why-button"
        data-focus=${key}
        aria-label=${`${why} for ${about}`}
        aria-expanded=${isOpen}
        @click=${() => view.act.toggle(key)}
      >
        ${why}
      </button>
      ${isOpen ? explanation(view, landed) : nothing}
    </li>
  `;
}

/**
 * Who picks it up.
 *
 * @param {View} view
 * @param {LandingGroup} landing
 */
function reception({ document }, landing) {
  const { workers } = landing;
  if (landing.outcome === 'rejected') return 'the workflow hangs';
  if (landing.waits) {
    return html`<span aria-hidden="true">◌</span> waits: no worker${
      landing.outcome === 'buildId' ? html` of ${name(landing.buildId)}` : nothing
    }`;
  }
  if (workers.length === 0) return 'the worker that asks for it';
  const given = document.workers?.[workers[0]].name;
  return workers.length === 1 && given !== undefined ? given : counted(workers.length, 'worker');
}

/**
 * @param {View} view
 * @param {Landed} landed
 */
function explanation({ moment }, { what }) {
  const landing = moment.why(what);
  return html`
    <div class="why">
      <ol>
        ${explain(landing).map((sentence) => html`<li>${sentence}</li>`)}
      </ol>
      ${
        landing.outcome === 'rejected'
          ? html`
              <p>The failure in the workflow’s history:</p>
              <p class="message" dir="auto">${landing.message}</p>
            `
          : nothing
      }
    </div>
  `;
}
