/**
 * `<worker-versioning-planner>`: the planner in any page. `docs/embedding.md` says how.
 *
 *   example   the name of an example to show
 *   link      the fragment of a link, such as `#1.0.…`, which goes before an example
 *   readonly  steps can be gone through and nothing can be changed
 */

import { engineReady, LinkError, linkOf, readLink, VersioningError } from './engine.js';
import { engineFailure } from './engine-failure.js';
import { EXAMPLE } from './example.js';
import { EXAMPLES } from './examples.js';
import { Planner } from './planner.js';
import { addStyles } from './styles.js';

/** @typedef {{ document: import('./pkg/index.js').RolloutDocument, step?: number }} Plan */

export class PlannerElement extends HTMLElement {
  static observedAttributes = ['example', 'link', 'readonly'];

  /** @type {Promise<unknown> | undefined} */
  #styles;
  /** @type {Planner | undefined} */
  #planner;
  #turn = 0;

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  /** The plan as it stands, or nothing before it is shown. */
  get document() {
    return this.#planner && structuredClone(this.#planner.state.document);
  }

  /**
   * The fragment of a link to what is shown, for the attribute `link` or behind the address of the page.
   *
   * @returns {Promise<string>}
   */
  async toLink() {
    const state = this.#planner?.state;
    return state === undefined ? '' : linkOf(state.document, state.step);
  }

  async #show() {
    this.#turn++;
    const turn = this.#turn;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#styles ??= addStyles(shadow);
    const failure = await engineReady.then(() => undefined, engineFailure);
    if (failure !== undefined) {
      shadow.querySelector('.failure')?.remove();
      shadow.append(failure);
      return;
    }
    const [{ plan, notice }] = await Promise.all([this.#plan(), this.#styles]);
    // Another attribute may have changed meanwhile.
    if (turn === this.#turn) this.#open(shadow, plan, notice);
  }

  /**
   * @param {ShadowRoot} shadow
   * @param {Plan} plan
   * @param {string | undefined} notice
   */
  #open(shadow, plan, notice) {
    const root = document.createElement('div');
    const options = {
      step: plan.step,
      mode: /** @type {'edit' | 'look'} */ (this.hasAttribute('readonly') ? 'look' : 'edit'),
      onChange: () => this.dispatchEvent(new Event('change')),
    };
    let problem = notice;
    try {
      this.#planner = new Planner(root, plan.document, options);
    } catch (error) {
      if (!(error instanceof VersioningError || error instanceof TypeError)) throw error;
      problem = error.message;
      this.#planner = new Planner(root, EXAMPLE, options);
    }
    shadow.querySelector('.planner')?.remove();
    shadow.append(root);
    if (problem) this.#planner.act.notice({ title: 'This plan cannot be shown.', text: problem });
  }

  /** @returns {Promise<{ plan: Plan, notice?: string }>} with what cannot be read, the first example */
  async #plan() {
    const link = this.getAttribute('link');
    const key = this.getAttribute('example');
    if (link !== null) {
      try {
        return { plan: await readLink(link) };
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        return { plan: { document: EXAMPLE }, notice: error.message };
      }
    }
    const document = key === null ? EXAMPLE : EXAMPLES.get(key);
    if (document !== undefined) return { plan: { document } };
    const names = [...EXAMPLES.keys()].join(', ');
    const notice = `There is no example ${key}; there are ${names}.`;
    return { plan: { document: EXAMPLE }, notice };
  }
}

customElements.define('worker-versioning-planner', PlannerElement);
