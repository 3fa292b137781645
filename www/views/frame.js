/** The whole of the planner, and where each part stands in it. */

import { dialog } from '../dialogs/dialog.js';
import { keyed } from '../vendor/lit-html/directives/keyed.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { composer } from './composer.js';
import { suggestions } from './fields.js';
import { menu } from './menu.js';
import { moves } from './moves.js';
import { planHead } from './plan-head.js';
import { printout } from './printout.js';
import { mainQueues, queueLines, queuesInTable, wholeQueue } from './queue-lines.js';
import { isStart, start } from './start.js';
import { stepFacts } from './step-facts.js';
import { button } from './text.js';
import { timeline } from './timeline.js';
import { verdict } from './verdict.js';
import { why } from './why.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function frame(view) {
  const { look, isPage } = view;
  const said = html`
    <div class=${look.said.isSeen ? 'said' : 'said unseen'} role="status">
      ${keyed(look.said.count, html`<span>${look.said.text}</span>`)}
    </div>
  `;
  const isEmpty = isStart(view);
  return html`
    ${planHead(view)}
    <div class=${isEmpty ? 'content at-start' : 'content'} role=${isPage ? 'main' : nothing}>
      ${look.notice ? notice(view, look.notice) : nothing}
      ${isEmpty ? start(view) : plan(view)} ${menu(view)}
    </div>
    ${look.isPrinting ? printout(view) : nothing}
    ${suggestions('queue-names', view.queues)}
    ${look.dialog ? nothing : said} ${dialog(view, said)}
  `;
}

/** @param {View} view */
function plan(view) {
  const main = mainQueues(view);
  return html`
    <div class="top">${timeline(view)} ${verdict(view)}</div>
    ${composer(view)}
    ${stepFacts(view)}
    <div class="flow">
      ${main.map((queue, index) => wholeQueue(view, queue, index === 0))}
      ${why(view)}
      ${queueLines(view, main)}
      ${moves(view, queuesInTable(view, main))}
    </div>
  `;
}

/**
 * @param {View} view
 * @param {import('../planner.js').Notice} notice
 */
function notice({ act }, { title, text, kind, action }) {
  return html`
    <div class=${kind === 'note' ? 'notice dismissable' : 'notice refusal dismissable'}>
      <p><strong>${title}</strong> ${text}</p>
      ${action ? button(action.label, action.act, { look: 'lined' }) : nothing}
      ${button('Dismiss', () => act.notice(undefined))}
    </div>
  `;
}
