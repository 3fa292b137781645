import { html } from './vendor/lit-html/lit-html.js';

/**
 * What to show instead of the planner if the engine did not start because its file is missing or damaged.
 *
 * @param {unknown} error from the fetch, or from WebAssembly
 */
export function engineFailure(error) {
  return html`
    <div class="failure" role="alert">
      <p>The engine did not start, and nothing can be planned without it.</p>
      <p>The reason given: ${error instanceof Error ? error.message : error}</p>
      <p>${WAY_OUT}</p>
    </div>
  `;
}

const WAY_OUT =
  'Reload the page. If this stays, pkg/engine/engine.wasm is missing where the page comes from, or damaged: ' +
  'put the pkg folder there again, all of it of the same version as the page.';
