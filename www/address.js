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

/**
 * Shows the planner, and keeps it and the address the same.
 *
 * @param {HTMLElement} root
 */
export async function keepAddress(root) {
  const planner = new Planner(root, EXAMPLE, { onChange: (kind) => address.changed(kind) });
  const address = new Address(planner);
  await address.read();
  addEventListener('popstate', (event) => address.moved(event.state));
  return planner;
}

class Address {
  #planner;
  /** @type {Map<number, State>} what was shown at each place of the history, with what could be undone there */
  #states = new Map();
  #place = Date.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {Planner} planner */
  constructor(planner) {
    this.#planner = planner;
  }

  /** Shows what the address holds. A link that cannot be read is told of, and stays until something changes. */
  async read() {
    if (location.hash === '' || location.hash === '#') return;
    try {
      const { document, step } = await readLink(location.hash);
      this.#planner.open(document, step);
    } catch (error) {
      this.#planner.act.notice(noticeOf(error));
    }
  }

  /** @param {'step' | 'edit'} kind */
  changed(kind) {
    clearTimeout(this.#pause);
    if (kind === 'edit') this.#pause = setTimeout(() => this.#write(kind), PAUSE);
    else this.#write(kind);
  }

  /**
   * @param {unknown} place
   */
  async moved(place) {
    clearTimeout(this.#pause);
    const state = typeof place === 'number' ? this.#states.get(place) : undefined;
    if (state) this.#planner.restore(state);
    else await this.read();
  }

  /** @param {'step' | 'edit'} kind */
  async #write(kind) {
    const { state } = this.#planner;
    const link = await linkOf(state.document, state.step);
    if (state !== this.#planner.state) return;
    if (kind === 'edit') history.replaceState(this.#place, '', link);
    else history.pushState(++this.#place, '', link);
    this.#states.set(this.#place, state);
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
