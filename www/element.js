/**
 * `<worker-versioning-planner>`: the planner in any page. `docs/embedding.md` says how.
 *
 *   example   the name of an example to show
 *   link      the fragment of a link, such as `#1.0.…`, which goes before an example
 *   readonly  steps can be gone through and nothing can be changed
 */

import { engineReady, linkOf } from './engine.js';
import { engineFailure } from './engine-failure.js';
import { EXAMPLE } from './example.js';
import { EXAMPLES } from './examples.js';
import { planIn } from './opening.js';
import { Planner } from './planner.js';
import { addStyles } from './styles.js';
import { render } from './vendor/lit-html/lit-html.js';

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
    const turn = ++this.#turn;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#styles ??= addStyles(shadow);
    const failure = await engineReady.then(() => undefined, engineFailure);
    if (failure !== undefined) return void render(failure, shadow);
    const [opening] = await Promise.all([this.#opening(), this.#styles]);
    // Another attribute may have changed meanwhile.
    if (turn === this.#turn) this.#open(shadow, opening);
  }

  /**
   * @param {ShadowRoot} shadow
   * @param {import('./opening.js').Opening} opening
   */
  #open(shadow, { document: plan, step, notice }) {
    const root = document.createElement('div');
    this.#planner = new Planner(root, plan, {
      step,
      mode: this.hasAttribute('readonly') ? 'look' : 'edit',
      onChange: () => this.dispatchEvent(new Event('change')),
    });
    shadow.querySelector('.planner')?.remove();
    shadow.append(root);
    if (notice) this.#planner.act.notice(notice);
  }

  /** @returns {Promise<import('./opening.js').Opening>} */
  async #opening() {
    const link = this.getAttribute('link');
    if (link !== null) return planIn(link, EXAMPLE);
    const key = this.getAttribute('example');
    const document = key === null ? EXAMPLE : EXAMPLES.get(key);
    if (document !== undefined) return { document };
    const names = [...EXAMPLES.keys()].join(', ');
    const text = `There is no example ${key}; there are ${names}.`;
    return { document: EXAMPLE, notice: { title: 'This plan cannot be shown.', text } };
  }
}

customElements.define('worker-versioning-planner', PlannerElement);
