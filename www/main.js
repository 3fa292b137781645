/** The page: one planner, and the address that says what it shows. */

import { keepAddress } from './address.js';
import { engineReady } from './engine-start.js';

await engineReady;
await keepAddress(/** @type {HTMLElement} */ (document.getElementById('planner')));
performance.mark('usable');
