/** What the plan is called and what to look at in it, and what can be done with the whole of it. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { button } from './text.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function planHead({ document, look, queues, act }) {
  const { taskQueue: drafted } = look.draft;
  const taskQueue = queues.includes(drafted) ? drafted : (queues[0] ?? '');
  const { name = 'A plan without a name', description } = document;
  return html`
    <header class="plan-title">
      <h2 tabindex="-1" data-focus="plan-name" dir="auto">${name}</h2>
      <div class="buttons">
        ${button('Rename', () => act.openDialog('about'), { focus: 'about' })}
        ${button('Goal', () => act.openDialog('goal', { taskQueue }), { focus: 'goal' })}
        ${button('Examples', () => act.openDialog('examples'), { focus: 'examples' })}
        ${button('Import', () => act.openDialog('import'), { focus: 'open-import' })}
        ${button('Share', act.share, { focus: 'share' })}
      </div>
      ${description ? html`<p class="plan-description" dir="auto">${description}</p>` : nothing}
    </header>
  `;
}
