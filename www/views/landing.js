/** Where something lands, who picks it up, and why. */

import { explain, words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { counted, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').Resolution} Resolution
 * @typedef {import('../plan/landings.js').Landed} Landed
 */

/**
 * @param {Resolution} landing
 * @param {string} [taskQueue] the queue that goes without saying
 */
export function landingChip(landing, taskQueue = landing.taskQueue) {
  const on =
    landing.taskQueue === taskQueue
      ? nothing
      : html` <span class="hint">on ${name(landing.taskQueue)}</span>`;
  switch (landing.outcome) {
    case 'buildId':
      return html`<span class="landing buildId">${name(landing.buildId)}</span>${on}`;
    case 'unversioned':
      return html`<span class="landing unversioned">unversioned workers</span>${on}`;
    case 'rejected':
      return html`<span class="landing rejected">refused</span>`;
  }
}

/**
 * A line: where it lands, who picks it up, and a button that explains.
 *
 * @param {View} view
 * @param {Landed} landed
 * @param {string} taskQueue the queue that goes without saying
 */
export function landingLine(view, landed, taskQueue) {
  const { subject, landing } = landed;
  const key = `why ${words.subject(subject.what)}`;
  const isOpen = view.look.open.has(key);
  return html`
    <span class="lands">
      <span aria-hidden="true">→</span><span class="unseen"> lands on </span> ${landingChip(landing, taskQueue)}
    </span>
    <span class="who">${reception(view, landed)}</span>
    <button
      type="button"
      class="why-button"
      data-focus=${key}
      aria-expanded=${isOpen}
      @click=${() => view.act.toggle(key)}
    >
      Why: ${words.reason(landing.reason)}<span class="unseen"> for ${words.subject(subject.what)}</span>
    </button>
    ${isOpen ? explanation(landed) : nothing}
  `;
}

/**
 * Who picks it up.
 *
 * @param {View} view
 * @param {Landed} landed
 */
export function reception({ document }, { landing, workers }) {
  if (landing.outcome === 'rejected') return html`<span class="waits">the workflow hangs</span>`;
  if (workers.length === 0) {
    return html`<span class="waits"><span aria-hidden="true">◌</span> waits: no worker${
      landing.outcome === 'buildId' ? html` of ${name(landing.buildId)}` : nothing
    }</span>`;
  }
  const given = document.workers?.[workers[0]].name;
  return workers.length === 1 && given !== undefined
    ? html`<span class="picked" dir="auto">${given}</span>`
    : html`<span class="picked">${counted(workers.length, 'worker')}</span>`;
}

/** @param {Landed} landed */
function explanation({ landing }) {
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
