/** The whole of the planner, and where each part stands in it. */

import { dialog } from '../dialogs/dialog.js';
import { keyed } from '../vendor/lit-html/directives/keyed.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { composer } from './composer.js';
import { suggestions } from './fields.js';
import { menu } from './menu.js';
import { planHead } from './plan-head.js';
import { preview } from './preview.js';
import { proposedStep } from './proposal.js';
import { queues } from './queues.js';
import { button } from './text.js';
import { stepDetail, timeline } from './timeline.js';
import { workflows } from './workflows.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function frame(view) {
  const { look, proposed } = view;
  const said = html`
    <div class="said" role="status">${keyed(look.said.count, html`<span>${look.said.text}</span>`)}</div>
  `;
  return html`
    ${planHead(view)}
    <div class="plan-head">${toolbar(view)} ${timeline(view)}</div>
    ${look.notice ? notice(view, look.notice) : nothing}
    <div class=${proposed ? 'columns not-applied' : 'columns'}>
      ${stepDetail(view)} ${queues(view)}
      ${
        view.mode === 'edit'
          ? html`
              <aside class="what-would" aria-label=${proposed ? 'Proposed step' : 'Next operation'}>
                ${proposed ? proposedStep(view, proposed) : html`${composer(view)} ${preview(view)}`}
              </aside>
            `
          : nothing
      }
      ${workflows(view)}
    </div>
    ${menu(view)} ${suggestions('queue-names', view.queues)}
    ${look.dialog ? nothing : said} ${dialog(view, said)}
  `;
}

/** @param {View} view */
function toolbar({ state, act }) {
  const last = state.past.at(-1);
  const next = state.future.at(-1);
  return html`
    <div class="toolbar" role="group" aria-label="Plan">
      ${button(html`<span aria-hidden="true">↶</span> Undo`, act.undo, {
        focus: 'undo',
        isOff: last === undefined,
        title: last ? `Undo: ${last.change} (Ctrl+Z)` : 'Nothing to undo',
      })}
      ${button(html`<span aria-hidden="true">↷</span> Redo`, act.redo, {
        focus: 'redo',
        isOff: next === undefined,
        title: next ? `Redo: ${next.change} (Ctrl+Shift+Z)` : 'Nothing to redo',
      })}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {import('../planner.js').Notice} notice
 */
function notice({ act }, { title, text }) {
  return html`
    <div class="notice refusal dismissable">
      <p><strong>${title}</strong> ${text}</p>
      ${button('Dismiss', () => act.notice(undefined))}
    </div>
  `;
}
