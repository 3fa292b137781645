/**
 * The page's address holds the whole plan and the current step. Each change is a place in the browser's
 * history, so that back and forward lead through them, and a reload shows what was shown. A dialog is a place, too: Back
 * closes it.
 */

import { linkOf, Rollout } from './engine.js';
import { MOST_ADDRESS, planIn } from './opening.js';
import { EMPTY, isEmpty } from './plan/state.js';
import { withOperations } from './plan/steps.js';
import { Planner } from './planner.js';
import { keepPlan, recentPlans } from './recent.js';

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
  const { document, step, plan, notice } = await planInAddress();
  /** @type {Planner} */
  const planner = new Planner(root, document, {
    step,
    plan,
    onChange: (kind) => address.changed(kind),
    onLayer: (isOpen) => address.layered(isOpen),
    address: wholePage(),
  });
  const address = new Address(planner);
  if (notice) planner.act.notice(notice);
  addEventListener('popstate', (event) => address.moved(event.state));
}

/**
 * An address without a plan stands for the start.
 *
 * @returns {Promise<import('./opening.js').Opening & { plan?: string }>}
 */
async function planInAddress() {
  if (location.hash.length < 2) return { document: EMPTY };
  const [, plan, step] = KEPT.exec(location.hash) ?? [];
  if (plan !== undefined) return keptPlan(plan, Number(step));
  const opening = await planIn(location.hash, EMPTY);
  return { ...opening, plan: history.state?.plan ?? nameOfKept(opening.document) };
}

/** The address of a plan that is too large for one, and is kept in the browser. */
const KEPT = /^#kept\.(\w+)\.(\d+)$/;

/**
 * @param {string} plan
 * @param {number} step
 * @returns {import('./opening.js').Opening & { plan?: string }}
 */
function keptPlan(plan, step) {
  const kept = recentPlans().find((recent) => recent.plan === plan);
  try {
    if (kept) {
      new Rollout(kept.document).free();
      return { document: kept.document, step, plan };
    }
  } catch {
    // A later version of this page may have kept it.
  }
  const title = 'This plan is not here.';
  const text =
    'It is too large for an address, and was kept in the browser in which it was made. Open its file.';
  return { document: EMPTY, notice: { title, text } };
}

/**
 * Which of the plans that are kept a document is.
 *
 * @param {import('./pkg/index.js').RolloutDocument} document
 */
function nameOfKept(document) {
  const text = JSON.stringify(withOperations(document));
  return recentPlans().find((recent) => JSON.stringify(recent.document) === text)?.plan;
}

/** The page as a whole, also for what is embedded somewhere. */
function wholePage() {
  const address = new URL(location.href);
  address.searchParams.delete('embed');
  return address.href;
}

/**
 * A place in the history, as the browser keeps it.
 *
 * @typedef {{ place: number, plan: string, isLayer: boolean }} Place `isLayer`: whether it is a dialog's
 * @typedef {import('./plan/state.js').State} State
 */

class Address {
  #planner;
  /**
   * What each place of the history shows, with what can be undone there.
   *
   * @type {Map<number, State>}
   */
  #states = new Map();
  // No place of an earlier visit has this number.
  #newest = Date.now();
  #place = this.#newest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** What the place of an open dialog lies over. @type {State | undefined} */
  #layer;
  /** Until the browser has gone back as this asked it to. @type {{ done: Promise<void>, end: () => void } | undefined} */
  #goingBack;
  /** The plans of which it was said that they are too large for an address. @type {Set<string>} */
  #said = new Set();

  /** @param {Planner} planner */
  constructor(planner) {
    this.#planner = planner;
    if (KEPT.test(location.hash)) this.#said.add(planner.state.plan);
    this.#remember('here', location.href);
    keep(planner.state);
  }

  /** @param {'step' | 'edit'} kind */
  changed(kind) {
    clearTimeout(this.#pause);
    const [where, pause] =
      kind === 'edit'
        ? /** @type {const} */ (['here', PAUSE])
        : /** @type {const} */ (['next', FRAME]);
    this.#pause = setTimeout(() => this.#write(where), pause);
  }

  /**
   * A dialog or the like has opened over the page, or closed.
   *
   * @param {boolean} isOpen
   */
  async layered(isOpen) {
    await this.#goingBack?.done;
    const { state } = this.#planner;
    if (isOpen) {
      this.#layer = state;
      this.#remember('next', location.href);
      return;
    }
    const under = this.#layer;
    this.#layer = undefined;
    // Back has led off its place already.
    if (under === undefined) return;
    // A plan that it has changed takes its place.
    if (under !== state) await this.#write('here');
    else this.#goBack();
  }

  /**
   * Back or forward, or another address typed in.
   *
   * @param {Partial<Place> | null} to
   */
  async moved(to) {
    clearTimeout(this.#pause);
    const state = this.#states.get(to?.place ?? NaN);
    if (state !== undefined) this.#place = /** @type {Place} */ (to).place;
    if (this.#goingBack !== undefined) {
      this.#goingBack.end();
      this.#goingBack = undefined;
      return;
    }
    const under = this.#layer;
    this.#layer = undefined;
    if (under !== undefined) {
      this.#planner.closeLayer();
      // What was changed in it stays.
      if (under !== this.#planner.state) return void (await this.#write('next'));
    }
    if (state !== undefined) {
      if (state !== this.#planner.state) this.#planner.restore(state);
      return;
    }
    const { document, step, plan, notice } = await planInAddress();
    // What cannot be read takes nothing away: the address is left until something changes.
    if (notice) this.#planner.act.notice(notice);
    else this.#planner.open(document, step, undefined, { plan });
    clearTimeout(this.#pause);
    this.#place = ++this.#newest;
    this.#remember('here', location.href);
    keep(this.#planner.state);
  }

  #goBack() {
    let end = () => {};
    const done = new Promise((/** @type {(_: void) => void} */ resolve) => {
      end = resolve;
    });
    this.#goingBack = { done, end };
    history.back();
  }

  /** @param {'here' | 'next'} where */
  async #write(where) {
    clearTimeout(this.#pause);
    await this.#goingBack?.done;
    const { state } = this.#planner;
    const isKept = keep(state);
    const link = await this.#linkTo(state, isKept);
    if (state === this.#planner.state) this.#remember(this.#layer ? 'here' : where, link);
  }

  /**
   * @param {State} state
   * @param {boolean} isKept whether this browser has it beside
   */
  async #linkTo({ document, step, plan }, isKept) {
    if (isEmpty(document) && document.name === undefined)
      return location.pathname + location.search;
    const link = await linkOf(document, step);
    if (!isKept || new URL(link, wholePage()).href.length <= MOST_ADDRESS) return link;
    if (!this.#said.has(plan)) {
      this.#said.add(plan);
      this.#planner.act.tooLarge();
    }
    return `#kept.${plan}.${step}`;
  }

  /**
   * @param {'here' | 'next'} where in the history
   * @param {string} link
   */
  #remember(where, link) {
    const { state } = this.#planner;
    if (where === 'next') this.#place = ++this.#newest;
    /** @type {Place} */
    const place = { place: this.#place, plan: state.plan, isLayer: this.#layer !== undefined };
    if (where === 'next') history.pushState(place, '', link);
    else history.replaceState(place, '', link);
    this.#states.set(this.#place, state);
  }
}

/**
 * Keeps a plan of the user's own among the recent ones.
 *
 * @param {State} state
 * @returns {boolean} whether it is kept
 */
function keep({ document, step, plan, example, past }) {
  const isUntouched = example !== undefined && past.every((change) => change.plan !== plan);
  return !isEmpty(document) && !isUntouched && keepPlan({ plan, document, step });
}
