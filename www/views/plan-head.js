/** What the plan is called, and what can be done with the whole of it. */

import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { emblem, icon } from './icons.js';
import { search } from './search.js';
import { isStart } from './start.js';
import { button } from './text.js';

/** @typedef {import('../planner.js').View} View */

/** @param {View} view */
export function planHead(view) {
  const { document, state, queues, look, act, mode, isPage } = view;
  const { name = 'Untitled plan', description } = document;
  const isEmpty = isStart(view);
  const isEdited = mode === 'edit';
  const { taskQueue: drafted } = look.draft;
  const taskQueue = queues.includes(drafted) ? drafted : (queues[0] ?? '');
  return html`
    ${button('Skip to what happens', () => act.look({}, 'verdict'), { look: 'skip', focus: 'skip' })}
    <div class="plan-head" role=${isPage ? 'banner' : nothing}>
      ${emblem}
      ${
        isEdited
          ? button(
              html`<span dir="auto" title=${description ?? nothing}>${name}</span>${icon('down')}`,
              () => act.openMenu({ kind: 'plan', anchor: 'plan-name' }),
              {
                look: 'plan-name',
                focus: 'plan-name',
                opens: 'menu',
                isOpen: look.menu?.kind === 'plan',
              },
            )
          : html`<span class="plan-name" tabindex="-1" data-focus="plan-name" dir="auto">${name}</span>`
      }
      ${state.example === undefined ? nothing : html`<span class="example-mark">Example</span>`}
      <span class="room"></span>
      ${isEmpty ? nothing : search(view)}
      ${
        isEdited
          ? html`
              <div class="head-actions">
                ${button('New plan', () => act.newPlan(), { focus: 'new-plan' })}
                ${
                  isEmpty
                    ? nothing
                    : button('Add from cluster', () => act.openDialog('import'), {
                        focus: 'open-import',
                      })
                }
                ${button('Examples', () => act.openDialog('examples'), { focus: 'examples' })}
                ${
                  isEmpty
                    ? nothing
                    : button('Goal', () => act.openDialog('goal', { taskQueue }), { focus: 'goal' })
                }
              </div>
            `
          : nothing
      }
      ${isEmpty ? nothing : button('Share', act.share, { look: 'lined share', focus: 'share' })}
      ${button('?', () => act.showKeys(), { look: 'plain keys', heard: ' keys and help', focus: 'keys' })}
      ${
        isEdited
          ? button(icon('more'), () => act.openMenu({ kind: 'more', anchor: 'more' }), {
              look: 'icon-button more',
              focus: 'more',
              heard: 'More',
              opens: 'menu',
              isOpen: look.menu?.kind === 'more',
            })
          : nothing
      }
    </div>
  `;
}
