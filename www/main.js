/** The page: one planner, and the address that says what it shows. */

import { keepAddress } from './address.js';
import { engineFailure } from './engine-failure.js';
import { engineReady } from './engine-start.js';
import { render } from './vendor/lit-html/lit-html.js';

const root = /** @type {HTMLElement} */ (document.getElementById('planner'));
const failure = await engineReady.then(() => undefined, engineFailure);
if (failure === undefined) {
  await keepAddress(root);
  performance.mark('usable');
} else {
  root.replaceChildren();
  render(failure, root);
}
