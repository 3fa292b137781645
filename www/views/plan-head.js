/** What the plan is called and what to look at in it, and what can be done with the whole of it. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';

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
        <button type="button" class="plain" data-focus="about" @click=${() => act.openDialog('about')}>
          Rename
        </button>
        <button
          type="button"
          class="plain"
          data-focus="goal"
          @click=${() => act.openDialog('goal', { taskQueue })}
        >
          Goal
        </button>
        <button type="button" class="plain" data-focus="examples" @click=${() => act.openDialog('examples')}>
          Examples
        </button>
        <button type="button" class="plain" data-focus="open-import" @click=${() => act.openDialog('import')}>
          Import
        </button>
        <button type="button" class="plain" data-focus="share" @click=${act.share}>Share</button>
      </div>
      ${description ? html`<p class="plan-description" dir="auto">${description}</p>` : nothing}
    </header>
  `;
}
