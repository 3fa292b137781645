/** One search over task queues, build IDs and workflows. */

import { searched } from '../plan/search.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy } from './fields.js';
import { icon } from './icons.js';
import { moveFocus } from './keys.js';
import { button } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/search.js').Found} Found
 */

/** @type {Record<Found['kind'], string>} */
const KINDS = { queue: 'task queue', buildId: 'build ID', workflow: 'workflow' };

/** @param {View} view */
export function search(view) {
  const { look, act } = view;
  const isOpen = look.open.has('search');
  return html`
    ${button(icon('search'), () => act.focusSearch(), {
      look: 'icon-button open-search',
      focus: 'open-search',
      heard: 'Search',
      isOpen,
    })}
    <form
      class=${isOpen ? 'search open' : 'search'}
      role="search"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        const [first] = searched(view, look.search).found;
        if (first) act.goToFound(first);
      }}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Escape' && (look.search !== '' || isOpen)) {
          event.preventDefault();
          act.closeSearch();
        } else moveFocus(event, 'input, .found button');
      }}
    >
      ${icon('search')}
      <input
        type="text"
        inputmode="search"
        data-focus="search"
        aria-label="Search queues, build IDs and workflows"
        placeholder="Queue, build ID, workflow"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${live(look.search)}
        @input=${editedBy((text) => act.search(text))}
      />
      <kbd aria-hidden="true">/</kbd>
      ${look.search.trim() === '' ? nothing : results(view)}
    </form>
  `;
}

/** @param {View} view */
function results(view) {
  const { look, act } = view;
  const { found, more } = searched(view, look.search);
  return html`
    <div class="found">
      ${
        found.length === 0
          ? html`<p class="hint">Nothing here has that in its name.</p>`
          : html`
              <ul role="list" aria-label="Found">
                ${found.map(
                  (one) => html`
                    <li>
                      <button type="button" @click=${() => act.goToFound(one)}>
                        <bdi class="line-name" dir="auto">${one.name}</bdi>
                        <span class="hint">
                          ${KINDS[one.kind]}${one.kind === 'queue' ? nothing : html` on <bdi>${one.taskQueue}</bdi>`}
                        </span>
                      </button>
                    </li>
                  `,
                )}
              </ul>
            `
      }
      ${more > 0 ? html`<p class="hint">and ${more.toLocaleString('en')} more: type more of the name</p>` : nothing}
    </div>
  `;
}
