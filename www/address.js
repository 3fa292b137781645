/**
 * The page's address holds the whole plan and the current step. Each change is a place in the browser's
 * history, so that back and forward lead through them, and a reload shows what was shown.
 */

import { linkOf } from './engine.js';
import { EXAMPLE } from './example.js';
import { planIn } from './opening.js';
import { Planner } from './planner.js';

/** Milliseconds without a key after which the address follows what is typed: browsers limit how often it may change. */
const PAUSE = 300;

/** Milliseconds after which the address follows any other change, so that the screen shows it first. */
const FRAME = 20;

/**
 * Shows the planner, and keeps it and the address the same.
 *
 * @param {HTMLElement} root
 */
export async function keepAddress(root) {
  const { document, step, notice } = await planInAddress();
  /** @type {Planner} */
  const planner = new Planner(root, document, {
    step,
    onChange: (kind) => address.changed(kind),
    address: wholePage(),
  });
  const address = new Address(planner);
  if (notice) planner.act.notice(notice);
  addEventListener('popstate', (event) => address.moved(event.state));
}

/**
 * An address without a plan stands for the example.
 *
 * @returns {Promise<import('./opening.js').Opening>}
 */
async function planInAddress() {
  return location.hash.length < 2 ? { document: EXAMPLE } : planIn(location.hash);
}

/** The page as a whole, also for what is embedded somewhere. */
function wholePage() {
  const address = new URL(location.href);
  address.searchParams.delete('embed');
  return address.href;
}

class Address {
  #planner;
  /**
   * What each place of the history shows, with what can be undone there.
   *
   * @type {Map<number, import('./plan/state.js').State>}
   */
  #states = new Map();
  // No place of an earlier visit has this number.
  #newest = Date.now();
  #place = this.#newest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {Planner} planner */
  constructor(planner) {
    this.#planner = planner;
    this.#remember('here', location.href);
  }

  /** @param {'step' | 'edit'} kind */
  changed(kind) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#write(kind), kind === 'edit' ? PAUSE : FRAME);
  }

  /**
   * Back or forward, or another address typed in.
   *
   * @param {unknown} place
   */
  async moved(place) {
    clearTimeout(this.#pause);
    const state = typeof place === 'number' ? this.#states.get(place) : undefined;
    if (state !== undefined) {
      this.#place = /** @type {number} */ (place);
      this.#planner.restore(state);
      return;
    }
    const { document, step, notice } = await planInAddress();
    // What cannot be read takes nothing away: the address is left until something changes.
    if (notice) this.#planner.act.notice(notice);
    else this.#planner.open(document, step);
    clearTimeout(this.#pause);
    this.#place = ++this.#newest;
    this.#remember('here', location.href);
  }

  /** @param {'step' | 'edit'} kind */
  async #write(kind) {
    const { state } = this.#planner;
    const link = await linkOf(state.document, state.step);
    if (state === this.#planner.state) this.#remember(kind === 'edit' ? 'here' : 'next', link);
  }

  /**
   * @param {'here' | 'next'} where in the history
   * @param {string} link
   */
  #remember(where, link) {
    if (where === 'next') {
      this.#place = ++this.#newest;
      history.pushState(this.#place, '', link);
    } else {
      history.replaceState(this.#place, '', link);
    }
    this.#states.set(this.#place, this.#planner.state);
  }
}
