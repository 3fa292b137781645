/**
 * The page's address holds the whole plan and the step that is looked at. Each change is a place in the browser's
 * history, so that back and forward lead through them, and a reload shows what was shown.
 */

import { LinkError, linkOf, readLink, VersioningError } from './engine.js';
import { EXAMPLE } from './example.js';
import { Planner } from './planner.js';

/** @typedef {import('./plan/state.js').State} State */

/** What is typed goes into the address when it pauses for so many milliseconds: browsers refuse it more often. */
const PAUSE = 300;

/** What is done goes there after so many milliseconds: it comes onto the screen first, within a frame. */
const FRAME = 20;

/**
 * Shows the planner, and keeps it and the address the same.
 *
 * @param {HTMLElement} root
 */
export async function keepAddress(root) {
  const { plan, notice } = await planIn(location.hash);
  /** @type {(plan: Plan) => Planner} */
  const show = ({ document, step }) =>
    new Planner(root, document, {
      step,
      onChange: (kind) => address.changed(kind),
      address: wholePage(),
    });
  const [planner, problem] = attempt(show, plan);
  const address = new Address(planner);
  if (notice ?? problem) planner.act.notice(notice ?? problem);
  addEventListener('popstate', (event) => address.moved(event.state));
  return planner;
}

/** The page as a whole, also for what is embedded somewhere. */
function wholePage() {
  const address = new URL(location.href);
  address.searchParams.delete('embed');
  return address.href;
}

/** @typedef {{ document: import('./pkg/index.js').RolloutDocument, step?: number }} Plan */

/**
 * What a fragment holds; nothing in it is the example, as is what cannot be read.
 *
 * @param {string} hash
 * @returns {Promise<{ plan: Plan, notice?: import('./planner.js').Notice }>}
 */
async function planIn(hash) {
  const example = { document: EXAMPLE };
  if (hash.length < 2) return { plan: example };
  try {
    return { plan: await readLink(hash) };
  } catch (error) {
    return { plan: example, notice: noticeOf(error) };
  }
}

/**
 * @param {(plan: Plan) => Planner} show
 * @param {Plan} plan
 * @returns {[Planner, import('./planner.js').Notice | undefined]} of the example when the plan is none
 */
function attempt(show, plan) {
  try {
    return [show(plan), undefined];
  } catch (error) {
    return [show({ document: EXAMPLE }), noticeOf(error)];
  }
}

class Address {
  #planner;
  /** @type {Map<number, State>} what was shown at each place of the history, with what could be undone there */
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
    const { plan, notice } = await planIn(location.hash);
    // What cannot be read takes nothing away: the address is left until something changes.
    if (notice) this.#planner.act.notice(notice);
    else this.#open(plan);
    clearTimeout(this.#pause);
    this.#newest++;
    this.#place = this.#newest;
    this.#remember('here', location.href);
  }

  /** @param {Plan} plan */
  #open({ document, step }) {
    try {
      this.#planner.open(document, step);
    } catch (error) {
      this.#planner.act.notice(noticeOf(error));
    }
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
      this.#newest++;
      this.#place = this.#newest;
      history.pushState(this.#place, '', link);
    } else {
      history.replaceState(this.#place, '', link);
    }
    this.#states.set(this.#place, this.#planner.state);
  }
}

/** @param {unknown} error */
function noticeOf(error) {
  if (error instanceof LinkError)
    return { title: 'The link could not be read.', text: error.message };
  if (error instanceof VersioningError || error instanceof TypeError) {
    return { title: 'The link holds no plan.', text: error.message };
  }
  throw error;
}
